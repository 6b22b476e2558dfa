"""(child) What the styles of a HWPX mean: letters in hundredths of a point, lengths in 1/7200 inch."""

import xml.etree.ElementTree as ET

from reviewer.documents.containers import ZipContainer
from reviewer.documents.looks import Looks, child, letter_size, name_of, number, told, whole
from reviewer.documents.passages import Align, GridCell, Look, Part, Picture, Sheet

_ALIGNS: dict[str, Align] = {"CENTER": "center", "RIGHT": "right", "JUSTIFY": "justify", "DISTRIBUTE": "justify"}
_UNITS = 100.0
_MAX_SPAN = 1_000


class HwpxLooks(Looks):
    """The looks of letters and paragraphs that a HWPX lists in its header, and its pictures."""

    def __init__(self, container: ZipContainer) -> None:
        """Read the header and the list of pictures."""
        super().__init__(container)
        self._letters: dict[str, Look] = {}
        self._aligns: dict[str, Align] = {}
        header = self.optional_part("Contents/header.xml")
        for element in header.iter() if header is not None else ():
            if name_of(element) == "charPr":
                self._letters[told(element, "id")] = _look(element)
            elif name_of(element) == "paraPr":
                align = _ALIGNS.get(told(child(element, "align"), "horizontal"), "left")
                self._aligns[told(element, "id")] = align
        package = self.optional_part("Contents/content.hpf")
        self._files: dict[str, str] = {}
        for item in package.iter() if package is not None else ():
            if name_of(item) == "item":
                self._files[told(item, "id")] = told(item, "href").lstrip("/")

    def read_part(self, root: ET.Element) -> None:
        """The size of the paper, as the first section says it."""
        for page in root.iter():
            if name_of(page) == "pagePr":
                margin = child(page, "margin")
                header, footer = (number(told(margin, side)) / _UNITS for side in ("header", "footer"))
                left, top, right, bottom = (
                    number(told(margin, side)) / _UNITS for side in ("left", "top", "right", "bottom")
                )
                width, height = number(told(page, "width")) / _UNITS, number(told(page, "height")) / _UNITS
                if told(page, "landscape") == "NARROWLY":
                    width, height = height, width
                sheet = Sheet(width, height, (left, top + header, right, bottom + footer))
                if sheet.is_sane():
                    self.sheet = sheet
                return

    def of_paragraph(self, element: ET.Element) -> tuple[Look, Align, str]:
        """Only the alignment: letters look as their runs say."""
        return Look(), self._aligns.get(told(element, "paraPrIDRef"), "left"), ""

    def of_run(self, element: ET.Element, look: Look) -> Look:
        """As listed in the header."""
        return self._letters.get(told(element, "charPrIDRef"), look)

    def cell(self, element: ET.Element, parts: tuple[Part, ...]) -> GridCell:
        """Its place, spans and width are all said."""
        place, span, size = (child(element, name) for name in ("cellAddr", "cellSpan", "cellSz"))
        row, column = told(place, "rowAddr"), told(place, "colAddr")
        at = (int(row[:6]), int(column[:4])) if row.isdecimal() and column.isdecimal() else None
        return GridCell(
            parts, whole(told(span, "rowSpan"), _MAX_SPAN), whole(told(span, "colSpan"), _MAX_SPAN), at,
            width=number(told(size, "width"), 1e7) / _UNITS,
        )  # fmt: skip

    def picture(self, element: ET.Element) -> Picture | None:
        """The image it names, in the size it is shown in."""
        if name_of(element) != "pic":
            return None
        size = child(element, "sz")
        for inner in element.iter():
            if name_of(inner) == "img":
                file = self._files.get(told(inner, "binaryItemIDRef"), "")
                width, height = (number(told(size, side), 1e7) / _UNITS for side in ("width", "height"))
                return self.picture_of(file, width, height)
        return None


def _look(element: ET.Element) -> Look:
    line, strike = child(element, "underline"), child(element, "strikeout")
    return Look(
        letter_size(number(told(element, "height"), 40_000) / _UNITS, 10.0),
        child(element, "bold") is not None,
        line is not None and told(line, "type") not in ("", "NONE"),
        strike is not None and told(strike, "shape") not in ("", "NONE", "3D"),
    )
