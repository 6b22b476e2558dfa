"""(child) What the styles of a DOCX mean: sizes in half points, widths in twentieths, pictures in EMU."""

import posixpath
import xml.etree.ElementTree as ET

from reviewer.documents.containers import ZipContainer
from reviewer.documents.looks import Looks, child, letter_size, name_of, number, told, whole
from reviewer.documents.passages import Align, GridCell, Look, Part, Picture, Sheet

_ALIGNS: dict[str, Align] = {"center": "center", "right": "right", "end": "right", "both": "justify",
                             "distribute": "justify"}  # fmt: skip
_TWIPS, _EMU = 20.0, 12_700.0
_OFF = frozenset({"0", "false", "off", "none"})
_MAX_CHAIN = 20
_MAX_SPAN = 100


class DocxLooks(Looks):
    """The styles, relations and numbering of a DOCX."""

    def __init__(self, container: ZipContainer) -> None:
        """Read the styles and the list of pictures."""
        super().__init__(container)
        self._styles: dict[str, ET.Element] = {}
        root = self.optional_part("word/styles.xml")
        for style in root if root is not None else ():
            if name_of(style) == "style":
                self._styles[told(style, "styleId")] = style
        self._default = self._of_properties(child(root, "docDefaults", "rPrDefault", "rPr"), Look())
        self._known: dict[str, tuple[Look, Align]] = {}
        self._links: dict[str, str] = {}

    def begin(self, name: str) -> None:
        """Pictures are named by links, and each part numbers its own."""
        folder, _, file = name.rpartition("/")
        links = self.optional_part(f"{folder}/_rels/{file}.rels")
        self._links = {told(link, "Id"): told(link, "Target") for link in (links if links is not None else ())}

    def read_part(self, root: ET.Element) -> None:
        """The size of the paper, which stands at the end of the body."""
        section = child(root, "body", "sectPr")
        size, margins = child(section, "pgSz"), child(section, "pgMar")
        left, top, right, bottom = (number(told(margins, side)) / _TWIPS for side in ("left", "top", "right", "bottom"))
        sheet = Sheet(number(told(size, "w")) / _TWIPS, number(told(size, "h")) / _TWIPS, (left, top, right, bottom))
        if sheet.is_sane():
            self.sheet = sheet

    def of_paragraph(self, element: ET.Element) -> tuple[Look, Align, str]:
        """By its style, then by its own properties."""
        properties = child(element, "pPr")
        look, align = self._of_style(told(child(properties, "pStyle"), "val"))
        align = _ALIGNS.get(told(child(properties, "jc"), "val"), align)
        return look, align, "• " if child(properties, "numPr") is not None else ""

    def _of_style(self, name: str) -> tuple[Look, Align]:
        if name in self._known:
            return self._known[name]
        chain: list[ET.Element] = []
        at = name
        while at in self._styles and len(chain) < _MAX_CHAIN:
            chain.append(self._styles[at])
            at = told(child(self._styles[at], "basedOn"), "val")
        look = self._default
        align: Align = "left"
        for style in reversed(chain):
            look = self._of_properties(child(style, "rPr"), look)
            align = _ALIGNS.get(told(child(style, "pPr", "jc"), "val"), align)
        self._known[name] = (look, align)
        return look, align

    def of_run(self, element: ET.Element, look: Look) -> Look:
        """By its character style, then by its own properties."""
        properties = child(element, "rPr")
        style = told(child(properties, "rStyle"), "val")
        if style in self._styles:
            look = self._of_properties(child(self._styles[style], "rPr"), look)
        return self._of_properties(properties, look)

    def _of_properties(self, properties: ET.Element | None, look: Look) -> Look:
        if properties is None:
            return look
        size, bold, underline, struck = look.size, look.bold, look.underline, look.struck
        for element in properties:
            name = name_of(element)
            if name == "sz":
                size = letter_size(number(told(element, "val"), 400) / 2, size)
            elif name == "b":
                bold = told(element, "val").lower() not in _OFF
            elif name == "u":
                underline = told(element, "val").lower() not in _OFF
            elif name == "strike":
                struck = told(element, "val").lower() not in _OFF
        return Look(size, bold, underline, struck)

    def cell(self, element: ET.Element, parts: tuple[Part, ...]) -> GridCell:
        """Columns are said by `gridSpan`; a cell that goes on from above has `vMerge` without restart."""
        properties = child(element, "tcPr")
        columns = whole(told(child(properties, "gridSpan"), "val"), _MAX_SPAN)
        merged = child(properties, "vMerge")
        is_covered = merged is not None and told(merged, "val") != "restart"
        return GridCell(parts, columns=columns, is_covered=is_covered)

    def widths(self, table: ET.Element) -> tuple[float, ...]:
        """The columns of its grid."""
        grid = child(table, "tblGrid")
        return tuple(number(told(column, "w")) / _TWIPS for column in (grid if grid is not None else ()))

    def picture(self, element: ET.Element) -> Picture | None:
        """The first picture in a drawing, by the relation it names."""
        width = height = 0.0
        for inner in element.iter():
            name = name_of(inner)
            if name == "extent":
                width, height = number(told(inner, "cx")) / _EMU, number(told(inner, "cy")) / _EMU
            link = told(inner, "embed") if name == "blip" else told(inner, "id") if name == "imagedata" else ""
            if link in self._links:
                target = self._links[link]
                path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"word/{target}")
                return self.picture_of(path, width, height)
            if name == "txbxContent":
                return None
        return None
