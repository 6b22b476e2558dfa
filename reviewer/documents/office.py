"""(child) Text documents as paragraphs and tables: DOCX, HWPX and ODT from their XML, plain text as it is."""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator

from reviewer.documents import slips
from reviewer.documents.containers import ZipContainer
from reviewer.documents.kinds import guess_encoding
from reviewer.documents.shown import Block, Outline, Paragraph, Readable, Table, Unreadable

MAX_BLOCKS = 50_000
_MAX_DEPTH = 200
_PARAGRAPHS = frozenset({"p", "h"})
_TABLES = frozenset({"tbl", "table"})
_ROWS = frozenset({"tr", "table-row"})
_CELLS = frozenset({"tc", "table-cell", "covered-table-cell"})
# what stands in the file but not on the page: deleted text, second copies, field commands, memos
_UNSEEN = frozenset({"Fallback", "del", "delText", "instrText", "fieldBegin", "fieldEnd", "annotation",
                     "tracked-changes", "shapeComment", "secPr", "linesegarray", "parameters"})  # fmt: skip
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "lineBreak": "\n", "line-break": "\n", "s": " ", "nbSpace": " ",
           "fwSpace": " ", "noBreakHyphen": "-", "hyphen": "-"}  # fmt: skip


class Writing(Readable):
    """An open text document."""

    def __init__(self, outline: Outline, load: Callable[[], Iterator[Block]]) -> None:
        """Read nothing yet; `measure` does."""
        super().__init__(outline)
        self._load = load
        self._blocks: list[Block] | None = None

    def measure(self) -> None:
        """Read all of it."""
        self.blocks()

    def blocks(self) -> list[Block]:
        """Its paragraphs and tables, at most `MAX_BLOCKS`."""
        if self._blocks is None:
            found: list[Block] = []
            length = 0
            for block in self._load():
                found.append(block)
                length += _length(block)
                if len(found) >= MAX_BLOCKS or length > slips.MAX_ANSWER // 8:
                    self.outline.warnings.add("truncated")
                    break
            self._blocks = found
        return self._blocks

    def text(self, page: int) -> str:
        """Its text; the cells of a row stand on one line with tabs between."""
        lines: list[str] = []
        length = 0
        for block in self.blocks():
            line = block.text if isinstance(block, Paragraph) else "\n".join(map("\t".join, block.rows))
            lines.append(line)
            length += len(line) + 1
            if length > slips.MAX_TEXT // 4:
                break
        return "\n".join(lines)


def _length(block: Block) -> int:
    if isinstance(block, Paragraph):
        return len(block.text)
    return sum(len(cell) + 1 for row in block.rows for cell in row)


def parse_xml(data: bytes) -> ET.Element:
    """The root of an XML part; Unreadable(`damaged`) for broken XML or one that declares entities."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise Unreadable("damaged")
    try:
        return ET.fromstring(data)
    except (ET.ParseError, ValueError):
        raise Unreadable("damaged") from None


def blocks_of(root: ET.Element) -> Iterator[Block]:
    """Paragraphs and tables below an element, in order; a table inside a paragraph follows its text."""
    yield from _walk(root, 0)


def _walk(element: ET.Element, depth: int) -> Iterator[Block]:
    if depth > _MAX_DEPTH:
        return
    for child in element:
        name = _name(child)
        if name in _UNSEEN:
            continue
        if name in _TABLES:
            yield Table(tuple(_rows(child, depth)))
        elif name in _PARAGRAPHS:
            inner: list[Block] = []
            text = "".join(_runs(child, inner, depth)).strip("\n")
            if text.strip():
                yield Paragraph(text)
            yield from inner
        else:
            yield from _walk(child, depth + 1)


def _runs(element: ET.Element, inner: list[Block], depth: int) -> Iterator[str]:
    """The text of a paragraph; tables and boxes anchored in it are put into `inner`."""
    if depth > _MAX_DEPTH:
        return
    if element.text and _name(element) not in ("p", "r", "run", "ctrl"):
        yield element.text
    elif element.text and element.text.strip():
        yield element.text  # ODT writes its text straight into the paragraph
    for child in element:
        name = _name(child)
        if name in _TABLES:
            inner.append(Table(tuple(_rows(child, depth + 1))))
        elif name in _PARAGRAPHS or name in ("subList", "txbxContent", "text-box"):
            inner.extend(_walk(child, depth + 1) if name not in _PARAGRAPHS else _alone(child, depth + 1))
        elif name in _BREAKS:
            yield _BREAKS[name]
        elif name not in _UNSEEN:
            yield from _runs(child, inner, depth + 1)
        if child.tail and child.tail.strip("\r\n"):
            yield child.tail if name in ("t", "span", "a", *_BREAKS) else child.tail.strip()


def _alone(paragraph: ET.Element, depth: int) -> Iterator[Block]:
    holder = ET.Element("holder")
    holder.append(paragraph)
    yield from _walk(holder, depth)


def _rows(table: ET.Element, depth: int) -> Iterator[tuple[str, ...]]:
    for child in table:
        name = _name(child)
        if name in _ROWS:
            yield tuple(_cell_text(cell, depth + 1) for cell in _cells(child))
        elif name not in _TABLES and name not in _UNSEEN and depth < _MAX_DEPTH:
            yield from _rows(child, depth + 1)


def _cells(row: ET.Element) -> Iterator[ET.Element]:
    for child in row:
        if _name(child) in _CELLS:
            yield child
        elif _name(child) in ("sdt", "sdtContent"):
            yield from _cells(child)


def _cell_text(cell: ET.Element, depth: int) -> str:
    parts = []
    for block in _walk(cell, depth + 1):
        parts.append(block.text if isinstance(block, Paragraph) else "\n".join(map(" ".join, block.rows)))
    return "\n".join(parts).strip()


def _name(element: ET.Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def open_docx(container: ZipContainer) -> Writing:
    """A DOCX: its body, then its footnotes."""
    outline = Outline("office", "docx")
    if any("vbaproject" in name.lower() for name in container.names):
        outline.warnings.add("macro")
    if container.scan([name for name in container.names if name.endswith(".rels")], b'TargetMode="External"'):
        outline.warnings.add("external_link")
    if any("/embeddings/" in name for name in container.names):
        outline.warnings.add("attachment")
    parts = [name for name in container.names if name.lower().lstrip("/") == "word/document.xml"]
    parts += [name for name in container.names if name.lower() in ("word/footnotes.xml", "word/endnotes.xml")]
    return Writing(outline, lambda: _all_parts(container, parts))


def open_hwpx(container: ZipContainer) -> Writing:
    """A HWPX: its sections in order; Unreadable(`password`) when its manifest says it is encrypted."""
    outline = Outline("office", "hwpx")
    container.refuse_locked()
    if any(name.startswith("BinData/") and name.lower().endswith(".ole") for name in container.names):
        outline.warnings.add("attachment")
    return Writing(outline, lambda: _all_parts(container, container.find("Contents/section", ".xml")))


def open_odt(container: ZipContainer) -> Writing:
    """An ODT: its content."""
    container.refuse_locked()
    return Writing(Outline("office", "odt"), lambda: _all_parts(container, ["content.xml"]))


def _all_parts(container: ZipContainer, names: list[str]) -> Iterator[Block]:
    if not names:
        raise Unreadable("damaged")
    for name in names:
        yield from blocks_of(parse_xml(container.part(name)))


def open_text(data: bytes) -> Writing:
    """Plain text, a paragraph a line."""
    encoding = guess_encoding(data, whole=True) or "latin-1"
    text = data[: slips.MAX_ANSWER // 2].decode(encoding, "replace")
    return Writing(Outline("text", "text"), lambda: (Paragraph(line) for line in text.splitlines()))
