"""(child) Text documents from their XML: DOCX, HWPX and ODT as paragraphs, tables and pictures in their order."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import partial

from reviewer.documents.containers import ZipContainer
from reviewer.documents.docx_looks import DocxLooks
from reviewer.documents.hwp_scripts import is_own_script
from reviewer.documents.hwpx_looks import HwpxLooks
from reviewer.documents.looks import Looks, name_of, parse_xml
from reviewer.documents.odt_looks import OdtLooks
from reviewer.documents.passages import Grid, GridCell, Look, Part, Passage, Run, joined
from reviewer.documents.shown import Outline, Unreadable
from reviewer.documents.writing import Writing

_MAX_DEPTH = 200
_PARAGRAPHS = frozenset({"p", "h"})
_TABLES = frozenset({"tbl", "table"})
_ROWS = frozenset({"tr", "table-row"})
_CELLS = frozenset({"tc", "table-cell", "covered-table-cell"})
_RUNS = frozenset({"r", "run", "span", "a"})
_PICTURES = frozenset({"drawing", "pict", "pic", "frame"})
# what stands in the file but not on the page: deleted text, second copies, field commands, memos, places of pictures
_UNSEEN = frozenset({"Fallback", "del", "delText", "instrText", "fieldBegin", "fieldEnd", "annotation",
                     "tracked-changes", "shapeComment", "secPr", "linesegarray", "parameters",
                     "rPr", "pPr", "tcPr", "tblPr", "positionH", "positionV", "sizeRelH", "sizeRelV"})  # fmt: skip
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "lineBreak": "\n", "line-break": "\n", "s": " ", "nbSpace": " ",
           "fwSpace": " ", "noBreakHyphen": "-", "hyphen": "-"}  # fmt: skip


class Walk:
    """Goes through an XML part once and hands out its paragraphs and tables in order."""

    def __init__(self, looks: Looks) -> None:
        """`looks` knows what the styles of this kind of document mean."""
        self._looks = looks

    def parts(self, element: ET.Element, depth: int = 0) -> Iterator[Part]:
        """Paragraphs and tables below an element; what is anchored in a paragraph follows its text."""
        if depth > _MAX_DEPTH:
            return
        for child in element:
            name = name_of(child)
            if name in _UNSEEN:
                continue
            if name in _TABLES:
                yield self._grid(child, depth)
            elif name in _PARAGRAPHS:
                yield from self._paragraph(child, depth)
            else:
                yield from self.parts(child, depth + 1)

    def _paragraph(self, element: ET.Element, depth: int) -> Iterator[Part]:
        inner: list[Part] = []
        look, align, lead = self._looks.of_paragraph(element)
        yield Passage(joined(self._runs(element, inner, depth, look)), align, lead)
        yield from inner

    def _runs(self, element: ET.Element, inner: list[Part], depth: int, look: Look) -> Iterator[Run]:
        """The text of a paragraph; tables and boxes anchored in it are put into `inner`."""
        if depth > _MAX_DEPTH:
            return
        own = name_of(element)
        if own in _RUNS:
            look = self._looks.of_run(element, look)
        if element.text and (own not in ("p", "r", "run", "ctrl") or element.text.strip()):
            yield Run(element.text, look)  # ODT writes its text straight into the paragraph
        for child in element:
            name = name_of(child)
            if name == "t" and not len(child):
                if child.text:
                    yield Run(child.text, look)
                if child.tail and child.tail.strip("\r\n"):
                    yield Run(child.tail, look)
                continue
            if name in _PICTURES and (picture := self._looks.picture(child)):
                yield Run("", look, picture)
            if name in _TABLES:
                inner.append(self._grid(child, depth + 1))
            elif name in _PARAGRAPHS:
                inner.extend(self._paragraph(child, depth + 1))
            elif name in ("subList", "txbxContent", "text-box"):
                inner.extend(self.parts(child, depth + 1))
            elif name in _BREAKS:
                yield Run(_BREAKS[name], look)
            elif name not in _UNSEEN:
                yield from self._runs(child, inner, depth + 1, look)
            if child.tail and child.tail.strip("\r\n"):
                yield Run(child.tail if name in ("t", "span", "a", *_BREAKS) else child.tail.strip(), look)

    def _grid(self, table: ET.Element, depth: int) -> Grid:
        return Grid(tuple(self._rows(table, depth)), self._looks.widths(table))

    def _rows(self, table: ET.Element, depth: int) -> Iterator[tuple[GridCell, ...]]:
        for child in table:
            name = name_of(child)
            if name in _ROWS:
                yield tuple(self._cell(cell, depth + 1) for cell in _cells(child))
            elif name not in _TABLES and name not in _UNSEEN and depth < _MAX_DEPTH:
                yield from self._rows(child, depth + 1)

    def _cell(self, cell: ET.Element, depth: int) -> GridCell:
        return self._looks.cell(cell, tuple(self.parts(cell, depth + 1)))


def _cells(row: ET.Element) -> Iterator[ET.Element]:
    for child in row:
        if name_of(child) in _CELLS:
            yield child
        elif name_of(child) in ("sdt", "sdtContent"):
            yield from _cells(child)


def open_docx(container: ZipContainer) -> Writing:
    """A DOCX: its headers, its body, its footnotes, its footers."""
    outline = Outline("office", "docx")
    if any("vbaproject" in name.lower() for name in container.names):
        outline.warnings.add("macro")
    if container.scan([name for name in container.names if name.endswith(".rels")], b'TargetMode="External"'):
        outline.warnings.add("external_link")
        relations = [name for name in container.names if name.endswith(".rels")]
        outline.counts["external_link"] = container.count(relations, b'TargetMode="External"')
    if any("/embeddings/" in name for name in container.names):
        outline.warnings.add("attachment")
        outline.counts["attachment"] = sum("/embeddings/" in name for name in container.names)
    body = [name for name in container.names if name.lower().lstrip("/") == "word/document.xml"]
    notes = [name for name in container.names if name.lower() in ("word/footnotes.xml", "word/endnotes.xml")]
    looks = DocxLooks(container)

    def parts() -> Iterator[Part]:
        yield from margin_texts(_all_parts(container, container.find("word/header", ".xml"), looks))
        yield from _all_parts(container, body + notes if body else [], looks)
        yield from margin_texts(_all_parts(container, container.find("word/footer", ".xml"), looks))

    return Writing(outline, parts, lambda: looks.sheet)


def open_hwpx(container: ZipContainer) -> Writing:
    """A HWPX: its sections in order; Unreadable(`password`) when its manifest says it is encrypted."""
    outline = Outline("office", "hwpx")
    container.refuse_locked()
    if embedded := sum(name.startswith("BinData/") and name.lower().endswith(".ole") for name in container.names):
        outline.warnings.add("attachment")
        outline.counts["attachment"] = embedded
    if any(is_own_script(container.part(name, 65_536)) for name in container.find("Scripts/", ".js")[:10]):
        outline.warnings.add("macro")
    looks = HwpxLooks(container)
    parts = container.find("Contents/section", ".xml")
    return Writing(outline, partial(_all_parts, container, parts, looks), lambda: looks.sheet)


def open_odt(container: ZipContainer) -> Writing:
    """An ODT: its content."""
    container.refuse_locked()
    outline = Outline("office", "odt")
    if any(name.startswith(("Basic/", "Scripts/")) for name in container.names):
        outline.warnings.add("macro")
    looks = OdtLooks(container)

    def parts() -> Iterator[Part]:
        yield from margin_texts(_in_margins(looks, "header"))
        yield from _all_parts(container, ["content.xml"], looks)
        yield from margin_texts(_in_margins(looks, "footer"))

    return Writing(outline, parts, lambda: looks.sheet)


def _in_margins(looks: Looks, which: str) -> Iterator[Part]:
    """The headers or footers of an ODT, which stand among its styles."""
    root = looks.optional_part("styles.xml")
    for element in root.iter() if root is not None else ():
        if name_of(element) == which:
            yield from Walk(looks).parts(element)


def margin_texts(parts: Iterator[Part]) -> Iterator[Part]:
    """What stands in the margins of pages, once for the whole document; page numbers alone say nothing."""
    known: set[str] = set()
    try:
        for part in parts:
            cells = (cell.text for row in part.rows for cell in row) if isinstance(part, Grid) else ()
            text = part.text if isinstance(part, Passage) else "\n".join(cells)
            pictured = isinstance(part, Passage) and any(run.picture is not None for run in part.runs)
            if pictured or (text not in known and any(map(str.isalpha, text))):
                known.add(text)
                yield part
    except Unreadable:  # a broken margin does not take the text away
        return


def _all_parts(container: ZipContainer, names: list[str], looks: Looks) -> Iterator[Part]:
    if not names:
        raise Unreadable("damaged")
    for name in names:
        looks.begin(name)
        root = parse_xml(container.part(name))
        looks.read_part(root)
        yield from Walk(looks).parts(root)
