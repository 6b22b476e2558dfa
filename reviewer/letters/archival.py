"""What makes a PDF an archive copy (PDF/A-3a): what it says about itself, its colours, and the attached record."""

import dataclasses
import datetime as dt
import functools
import zlib
from collections.abc import Sequence
from xml.sax.saxutils import escape

from reviewer import RESOURCES
from reviewer.letters.pdf_file import PdfFile, refs, text

_PROGRAM = "claim-reviewer"


@dataclasses.dataclass(frozen=True)
class About:
    """What a PDF says about itself; `lang` is a language tag, `day` the date that stands for its making."""

    title: str
    lang: str
    day: dt.date
    author: str = ""
    subject: str = ""
    keywords: tuple[str, ...] = ()
    one_sided: bool = False  # what a viewer's printer dialog begins with


@dataclasses.dataclass(frozen=True)
class Attached:
    """A file inside the PDF. Data (JSON) stands there as it is, so that it is found without a reader of PDF.

    `relationship` is what it is to the paper (ISO 19005-3, annex E), `tells` says it in a few English words. A paper
    inside a paper is packed, so that nobody who looks for data takes the one for the other.
    """

    name: str
    data: bytes
    relationship: str
    tells: str
    is_paper: bool = False


def info(pdf: PdfFile, about: About) -> int:
    """The dictionary that older readers look at; returns its object."""
    made = _made(about.day)
    found = {
        "Title": about.title, "Author": about.author, "Subject": about.subject,
        "Keywords": ", ".join(about.keywords), "Creator": _PROGRAM, "Producer": _PROGRAM,
    }  # fmt: skip
    said = "".join(f"/{name}{text(words)}" for name, words in found.items() if words)
    return pdf.put(f"<<{said}/CreationDate{made}/ModDate{made}>>")


def catalog(pdf: PdfFile, about: About, attached: Sequence[Attached]) -> str:
    """What the catalog of an archive copy says, with the files attached to it."""
    colours = pdf.stream(*_colours(), is_packed=True)
    intent = f"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/DestOutputProfile {colours} 0 R>>"
    metadata = pdf.plain_stream(_metadata(about), "/Type/Metadata/Subtype/XML")
    files = [_file(pdf, about.day, one) for one in attached]
    named = "".join(f"{text(one.name)} {number} 0 R" for one, number in zip(attached, files, strict=True))
    return (
        f"/Lang{text(about.lang)}/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true"
        f"{'/Duplex/Simplex' if about.one_sided else ''}>>"
        f"/Metadata {metadata} 0 R/OutputIntents[{intent}]"
        + (f"/AF[{refs(files)}]/Names<</EmbeddedFiles<</Names[{named}]>>>>" if files else "")
    )


@functools.cache
def _colours() -> tuple[bytes, str]:
    profile = (RESOURCES / "colour" / "sRGB.icc").read_bytes()
    return zlib.compress(profile, 9), "/N 3"


def _file(pdf: PdfFile, day: dt.date, attached: Attached) -> int:
    size = f"/Params<</Size {len(attached.data)}/ModDate{_made(day)}>>"
    if attached.is_paper:
        held = pdf.stream(attached.data, f"/Type/EmbeddedFile/Subtype/application#2Fpdf{size}")
    else:
        held = pdf.plain_stream(attached.data, f"/Type/EmbeddedFile/Subtype/application#2Fjson{size}")
    name = text(attached.name)
    return pdf.put(
        f"<</Type/Filespec/F{name}/UF{name}/Desc{text(attached.tells)}/AFRelationship/{attached.relationship}"
        f"/EF<</F {held} 0 R/UF {held} 0 R>>>>"
    )


def _made(day: dt.date) -> str:
    return text(f"D:{day:%Y%m%d}090000+09'00'")


_HEAD = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
_EXTENSION = (
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
)
"""PDF/A asks for a description of every property it does not know, and it does not know that of PDF/UA."""
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "dc": "http://purl.org/dc/elements/1.1/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
        "pdf": "http://ns.adobe.com/pdf/1.3/",
        "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
        "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
        "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
        "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
        "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
    }.items()
)


def _metadata(about: About) -> bytes:
    """The same once more as XMP, with the standards the file keeps."""
    made = f"{about.day:%Y-%m-%d}T09:00:00+09:00"
    said = [f"<dc:title>{_in_any_language(about.title)}</dc:title>"]
    if about.author:
        said.append(f"<dc:creator><rdf:Seq><rdf:li>{escape(about.author)}</rdf:li></rdf:Seq></dc:creator>")
    if about.subject:
        said.append(f"<dc:description>{_in_any_language(about.subject)}</dc:description>")
    if about.keywords:
        said.append(f"<pdf:Keywords>{escape(', '.join(filter(None, about.keywords)))}</pdf:Keywords>")
    return (
        f'{_HEAD}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {_NAMESPACES}>'
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>"
        f"{''.join(said)}<dc:language><rdf:Bag><rdf:li>{about.lang}</rdf:li></rdf:Bag></dc:language>"
        f"<pdf:Producer>{_PROGRAM}</pdf:Producer><xmp:CreatorTool>{_PROGRAM}</xmp:CreatorTool>"
        f"<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate>{_EXTENSION}"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def _in_any_language(words: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(words)}</rdf:li></rdf:Alt>'
