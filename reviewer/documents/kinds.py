"""What the bytes of a file really are, whatever its name says.

Everything here looks at a bounded beginning of the file and at byte patterns only, so the window's process may use
it. What a zip or an OLE file holds inside is found out in the glovebox (`refine_zip`, `refine_ole` take its names).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

PREFIX = 65_536
"""How many bytes of a file the window's process looks at."""


@dataclass(frozen=True)
class Kind:
    """Kind as `inspect` names it (interface.md) and the precise format, such as `jpeg` or `hwpx`."""

    kind: str
    format: str


UNKNOWN = Kind("unknown", "unknown")
EMPTY = Kind("unknown", "empty")
ZIP = Kind("archive", "zip")
OLE = Kind("office", "ole")
TEXT = Kind("text", "text")
CSV = Kind("spreadsheet", "csv")

_IMAGES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
    (b"\0\0\1\0", "ico"),
)
_HEIF_BRANDS = frozenset(b"heic heix hevc hevx heim heis hevm hevs mif1 msf1 heif mif2 miaf avif avis".split())
_ARCHIVES: tuple[tuple[bytes, str], ...] = (
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"ALZ\x01", "alz"),
    (b"EGGA", "egg"),
)
_OTHERS: tuple[tuple[bytes, Kind], ...] = (
    (b"HWP Document File V", Kind("office", "hwp3")),
    (b"{\\rtf", Kind("office", "rtf")),
    (b"\x09\x08", Kind("spreadsheet", "biff")),
    (b"MZ", Kind("unknown", "program")),
    (b"\x7fELF", Kind("unknown", "program")),
)
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27}) + b"\x7f"


def sniff(prefix: bytes, name: str = "") -> Kind:
    """The kind by the first `PREFIX` bytes; the name only tells a table of text from other text.

    A zip is `archive/zip` and an OLE file `office/ole` until the glovebox has looked inside.
    """
    if not prefix:
        return EMPTY
    head = prefix[:PREFIX]
    if head.startswith((b"PK\3\4", b"PK\5\6", b"PK\7\x08")):
        return ZIP
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return OLE
    if b"%PDF-" in head[:1024]:
        return Kind("pdf", "pdf")
    found = _image(head) or _archive(head)
    if found:
        return found
    for magic, kind in _OTHERS:
        if head.startswith(magic):
            return kind
    return _text(head, name) or UNKNOWN


def _image(head: bytes) -> Kind | None:
    for magic, name in _IMAGES:
        if head.startswith(magic):
            return Kind("image", name)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind("image", "webp")
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return Kind("image", "avif" if head[8:11] == b"avi" else "heif")
    if head[:2] == b"BM" and len(head) > 14 and head[6:10] == b"\0\0\0\0":
        return Kind("image", "bmp")
    if re.match(rb"P[1-6]\s", head):
        return Kind("image", "ppm")
    return None


def _archive(head: bytes) -> Kind | None:
    for magic, name in _ARCHIVES:
        if head.startswith(magic):
            return Kind("archive", name)
    return Kind("archive", "tar") if head[257:262] == b"ustar" or _is_old_tar(head) else None


def _is_old_tar(head: bytes) -> bool:
    """A tar from before POSIX has no magic, only a checksum of its first header."""
    said = head[148:156].strip(b" \0")
    if len(head) < 512 or not said or not said.isdigit():
        return False
    return said.isdigit() and int(said) == int(f"{sum(head[:148]) + 8 * 32 + sum(head[156:512]):o}")


def _text(head: bytes, name: str) -> Kind | None:
    encoding = guess_encoding(head)
    if encoding is None:
        return None
    if suffix_of(name) in ("csv", "tsv", "tab"):
        return CSV
    text = head.decode(encoding, "replace")
    return CSV if suffix_of(name) in ("", "xls", "xlsx") and _looks_tabular(text) else TEXT


def guess_encoding(head: bytes, *, whole: bool = False) -> str | None:
    """A Python codec for text that begins so, or None when these are not the bytes of text.

    Tried in order: byte order marks, UTF-16 by its zero bytes, UTF-8, CP949. Unless `whole`, a last character that
    is cut in two does not count. Text in no known encoding is `latin-1` when nearly all of it is printable.
    """
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\0" in head:
        return _zero_bytes(head)
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if controls > len(head) // 20 + 1:
        return None
    for codec in ("utf-8", "cp949"):
        if _decodes(head, codec, whole):
            return codec
    odd = len(head.translate(None, bytes(range(32, 127)) + b"\t\r\n"))
    return "latin-1" if odd <= len(head) // 5 else None


def _zero_bytes(head: bytes) -> str | None:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(len(head) // 2, 1)
    codec = "utf-16-le" if odd > even else "utf-16-be"
    if min(even, odd) > half // 50 or max(even, odd) < half // 20 or not _decodes(head, codec, False):
        return None
    text = head.decode(codec, "ignore")
    return codec if sum(ch < " " and ch not in "\t\r\n" for ch in text) <= len(text) // 20 else None


def _decodes(head: bytes, codec: str, whole: bool) -> bool:
    try:
        head.decode(codec)
    except UnicodeDecodeError as error:
        return not whole and len(head) >= PREFIX and error.start >= len(head) - 4
    return True


def _looks_tabular(text: str) -> bool:
    lines = [line for line in text.splitlines()[:20] if line.strip()]
    for delimiter in "\t,;":
        counts = {line.count(delimiter) for line in lines}
        if len(lines) >= 2 and len(counts) == 1 and counts != {0}:
            return True
    return False


def refine_zip(names: Collection[str], mimetype: bytes = b"") -> Kind:
    """What a zip holds, by the names inside it and its `mimetype` member."""
    if mimetype.startswith(b"application/hwp+zip") or any(n.startswith("Contents/section") for n in names):
        return Kind("office", "hwpx")
    if mimetype.startswith(b"application/vnd.oasis.opendocument."):
        return {
            b"spreadsheet": Kind("spreadsheet", "ods"),
            b"text": Kind("office", "odt"),
        }.get(mimetype[35:].split(b"-")[0].strip(), Kind("office", "odf"))
    lowered = {name.lower().lstrip("/") for name in names}
    for mark, kind in (
        ("xl/workbook.xml", Kind("spreadsheet", "xlsx")),
        ("xl/workbook.bin", Kind("spreadsheet", "xlsb")),
        ("word/document.xml", Kind("office", "docx")),
        ("ppt/presentation.xml", Kind("office", "pptx")),
    ):
        if mark in lowered:
            return kind
    if "[content_types].xml" in lowered:
        for folder, kind in (("xl/", Kind("spreadsheet", "xlsx")), ("word/", Kind("office", "docx"))):
            if any(name.startswith(folder) for name in lowered):
                return kind
    return ZIP


def refine_ole(names: Collection[str], name: str = "") -> Kind:
    """What an OLE file holds, by its top-level streams; the file name tells which kind a locked OOXML file is."""
    top = {found.split("/")[0].lower() for found in names}
    if "encryptedpackage" in top:
        kind = "office" if suffix_of(name) in ("docx", "docm", "pptx", "doc") else "spreadsheet"
        return Kind(kind, "ooxml_encrypted")
    for mark, kind_found in (
        ("fileheader", Kind("office", "hwp")),
        ("workbook", Kind("spreadsheet", "xls")),
        ("book", Kind("spreadsheet", "xls")),
        ("worddocument", Kind("office", "doc")),
        ("powerpoint document", Kind("office", "ppt")),
    ):
        if mark in top:
            return kind_found
    return Kind("unknown", "ole")


_TEXTS = frozenset({"text", "csv"})
_EXPECTED: dict[str, frozenset[str]] = {
    "pdf": frozenset({"pdf"}),
    "jpg": frozenset({"jpeg"}),
    "jpeg": frozenset({"jpeg"}),
    "png": frozenset({"png"}),
    "gif": frozenset({"gif"}),
    "bmp": frozenset({"bmp"}),
    "webp": frozenset({"webp"}),
    "tif": frozenset({"tiff"}),
    "tiff": frozenset({"tiff"}),
    "heic": frozenset({"heif"}),
    "heif": frozenset({"heif"}),
    "hif": frozenset({"heif"}),
    "avif": frozenset({"avif"}),
    "ico": frozenset({"ico"}),
    "ppm": frozenset({"ppm"}),
    "xlsx": frozenset({"xlsx", "ooxml_encrypted"}),
    "xlsm": frozenset({"xlsx", "ooxml_encrypted"}),
    "xlsb": frozenset({"xlsb", "ooxml_encrypted"}),
    "xls": frozenset({"xls", "biff"}),
    "ods": frozenset({"ods"}),
    "odt": frozenset({"odt"}),
    "docx": frozenset({"docx", "ooxml_encrypted"}),
    "docm": frozenset({"docx", "ooxml_encrypted"}),
    "doc": frozenset({"doc", "rtf"}),
    "pptx": frozenset({"pptx", "ooxml_encrypted"}),
    "ppt": frozenset({"ppt"}),
    "rtf": frozenset({"rtf"}),
    "hwp": frozenset({"hwp", "hwp3"}),
    "hwpx": frozenset({"hwpx"}),
    "zip": frozenset({"zip"}),
    "tar": frozenset({"tar"}),
    "7z": frozenset({"7z"}),
    "rar": frozenset({"rar"}),
    **dict.fromkeys(("csv", "tsv", "txt", "json", "jsonl", "xml", "html", "htm", "md", "log"), _TEXTS),
}


def wrong_extension(name: str, kind: Kind) -> bool:
    """True when the name ends in a known extension that belongs to another format."""
    expected = _EXPECTED.get(suffix_of(name))
    return expected is not None and kind.format not in expected and kind is not EMPTY


def suffix_of(name: str) -> str:
    """The extension in lower case without its dot: `사진.JPG` -> `jpg`."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")
