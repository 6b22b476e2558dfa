"""(child) Names what a workbook holds beside its cells: macros, links to the outside, embedded files, formulas."""

import struct

from reviewer.documents.containers import OleContainer, ZipContainer
from reviewer.documents.shown import Unreadable

_BIFF_FORMULA, _BIFF_EXTERNAL, _BIFF_SHEET, _BIFF_PICTURES = 0x0006, 0x01AE, 0x0085, 0x00EB
_PICTURE_SIGNS = (b"\x89PNG", b"\xff\xd8\xff")
_MACRO_SHEET = 1
_MAX_PICTURE = 32 * 1024 * 1024


def zip_book_warnings(container: ZipContainer, counts: dict[str, int], *, with_formulas: bool = True) -> set[str]:
    """Macros, outside links and formulas of an XLSX, XLSB or ODS; `counts` gets how many there are.

    Without formulas where the sheets are too large to be read through for them alone.
    """
    found: set[str] = set()
    if any("vbaproject" in name.lower() or name.startswith("Basic/") for name in container.names):
        found.add("macro")
    relations = [name for name in container.names if name.endswith(".rels")]
    outside = any("externalLinks/" in name for name in container.names)
    if outside or container.scan(relations, b'TargetMode="External"'):
        found.add("external_link")
        counts["external_link"] = container.count(relations, b'TargetMode="External"')
    if any("/embeddings/" in name for name in container.names):
        found.add("attachment")
        counts["attachment"] = sum("/embeddings/" in name for name in container.names)
    if pictures := len(_picture_names(container)):  # the grid shows cells only
        found.add("picture_missing")
        counts["picture_missing"] = pictures
    if not with_formulas:
        return found
    sheets = container.find("xl/worksheets/", ".xml")
    in_sheets = container.scan(sheets, b"<f>") or container.scan(sheets, b"<f ")
    if in_sheets or container.scan(container.find("content.xml", ""), b"table:formula="):
        found.add("formula")
        of_content = container.count(container.find("content.xml", ""), b"table:formula=")
        counts["formula"] = container.count(sheets, b"<f>", b"<f ") + of_content
    return found


def book_pictures(container: ZipContainer) -> list[tuple[str, bytes]]:
    """The pictures of an XLSX, XLSB or ODS; without bytes where one is missing or too large."""
    found = []
    for name in _picture_names(container):
        try:
            found.append((name, container.part(name, _MAX_PICTURE)))
        except Unreadable:
            found.append((name, b""))
    return found


def _picture_names(container: ZipContainer) -> list[str]:
    return [name for name in container.names if name.startswith(("xl/media/", "Pictures/")) and not name.endswith("/")]


def ole_book_warnings(container: OleContainer, counts: dict[str, int]) -> set[str]:
    """Macros (sheets of them, too), outside links and formulas of an XLS; `counts` gets how many formulas."""
    found: set[str] = set()
    if any("_VBA_PROJECT" in name for name in container.names):
        found.add("macro")
    for name in ("Workbook", "Book"):
        if name in container.names:
            found |= _biff_warnings(container.stream(name), counts)
    return found


def _biff_warnings(stream: bytes, counts: dict[str, int]) -> set[str]:
    found: set[str] = set()
    at = 0
    while at + 4 <= len(stream):
        record, length = struct.unpack_from("<HH", stream, at)
        if record == _BIFF_FORMULA:
            found.add("formula")
            counts["formula"] = counts.get("formula", 0) + 1
        elif record == _BIFF_EXTERNAL and length > 4 and stream[at + 6 : at + 8] not in (b"\1\4", b"\1\x3a"):
            found.add("external_link")
        elif record == _BIFF_SHEET and length > 6 and stream[at + 9] == _MACRO_SHEET:
            found.add("macro")
        elif record == _BIFF_PICTURES and any(sign in stream[at : at + 4 + length] for sign in _PICTURE_SIGNS):
            found.add("picture_missing")  # the grid shows cells only
        at += 4 + length
    return found
