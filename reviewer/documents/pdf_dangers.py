"""(child) Names the hostile parts of a PDF: scripts, programs to start, embedded files, outside links.

PDFium runs none of them; a reviewer should still know that they are there (lessons.md 3.15).
"""

import re
import zlib

MAX_INFLATED = 16 * 1024 * 1024
_STREAM = re.compile(rb"stream\r?\n")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_END = rb"(?=[\s/()<>\[\]{}%]|$)"
_SIGNS: tuple[tuple[str, re.Pattern[bytes]], ...] = (
    ("javascript", re.compile(rb"/(?:JavaScript|JS)" + _END)),
    ("launch_action", re.compile(rb"/Launch" + _END)),
    ("attachment", re.compile(rb"/(?:EmbeddedFiles?|FileAttachment)" + _END)),
    ("external_link", re.compile(rb"/(?:URI|GoToR|SubmitForm)" + _END)),
    ("encrypted", re.compile(rb"/Encrypt" + _END)),
)


_SCRIPT = re.compile(rb"/S\s*/JavaScript" + _END)
_PAGE = re.compile(rb"/Type\s*/Page" + _END)


def names_a_page(data: bytes) -> bool:
    """True when some object of the PDF calls itself a page; encrypted ones may hide it."""
    return any(_PAGE.search(part) for part in _object_text(data))


def pdf_warnings(data: bytes, counts: dict[str, int]) -> set[str]:
    """Warning codes of interface.md for what the PDF's own objects name, also inside object streams.

    Page contents, fonts and pictures are left out: their bytes are compressed and would give false alarms.
    `counts` gets how many scripts stand in them.
    """
    found: set[str] = set()
    scripts = 0
    for part in _object_text(data):
        text = _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), part) if b"#" in part else part
        found.update(code for code, sign in _SIGNS if code not in found and sign.search(text))
        if _hides_a_picture(text[text.rfind(b" obj") :]):
            found.add("picture_missing")
        scripts += len(_SCRIPT.findall(text))
    counts["javascript"] = max(scripts, counts.get("javascript", 0))
    return found


def _hides_a_picture(dictionary: bytes) -> bool:
    """True for a packed picture that stands where no picture can: a page made to burst other viewers."""
    return b"/JBIG2Decode" in dictionary and b"/Width" not in dictionary


def _object_text(data: bytes) -> list[bytes]:
    parts: list[bytes] = []
    inflated = 0
    at = 0
    while True:
        match = _STREAM.search(data, at)
        if match is None:
            parts.append(data[at:])
            return parts
        outside = data[at : match.start()]
        parts.append(outside)
        end = data.find(b"endstream", match.end())
        if end < 0:
            return parts
        dictionary = outside[outside.rfind(b" obj") :]
        if b"/ObjStm" in dictionary and inflated < MAX_INFLATED:
            text = _inflate(data[match.end() : end], MAX_INFLATED - inflated)
            inflated += len(text)
            parts.append(text)
        at = end + len(b"endstream")


def _inflate(stream: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream, most)
    except zlib.error:
        return stream
