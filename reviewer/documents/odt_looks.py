"""(child) What the styles of an ODT mean: lengths with their unit, styles by name and family."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

from reviewer.documents.containers import ZipContainer
from reviewer.documents.looks import Looks, child, letter_size, name_of, told, whole
from reviewer.documents.passages import Align, GridCell, Look, Part, Picture, Sheet

_ALIGNS: dict[str, Align] = {"center": "center", "end": "right", "right": "right", "justify": "justify"}
_LENGTH = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)(pt|cm|mm|in)")
_POINTS = {"pt": 1.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0}
_MAX_SPAN, _MAX_COLUMNS, _MAX_CHAIN = 1_000, 200, 20


class OdtLooks(Looks):
    """The named and automatic styles of an ODT."""

    def __init__(self, container: ZipContainer) -> None:
        """Read the named styles; automatic ones stand in the content."""
        super().__init__(container)
        self._styles: dict[str, ET.Element] = {}
        root = self.optional_part("styles.xml")
        if root is not None:
            self.read_part(root)

    def read_part(self, root: ET.Element) -> None:
        """Its styles, and the size of the paper."""
        for element in root.iter():
            name = name_of(element)
            if name == "style":
                self._styles[told(element, "name")] = element
            elif name == "page-layout-properties" and self.sheet == Sheet():
                self._read_sheet(element)

    def _read_sheet(self, element: ET.Element) -> None:
        everywhere = told(element, "margin")
        left, top, right, bottom = (
            length(told(element, f"margin-{side}") or everywhere) for side in ("left", "top", "right", "bottom")
        )
        size = length(told(element, "page-width")), length(told(element, "page-height"))
        sheet = Sheet(*size, (left, top, right, bottom))
        if sheet.is_sane():
            self.sheet = sheet

    def _chain(self, name: str) -> list[ET.Element]:
        found: list[ET.Element] = []
        while name in self._styles and len(found) < _MAX_CHAIN:
            found.append(self._styles[name])
            name = told(self._styles[name], "parent-style-name")
        return found[::-1]

    def of_paragraph(self, element: ET.Element) -> tuple[Look, Align, str]:
        """By its style and the ones that one is made from."""
        look = Look()
        align: Align = "left"
        for style in self._chain(told(element, "style-name")):
            look = _changed(look, child(style, "text-properties"))
            align = _ALIGNS.get(told(child(style, "paragraph-properties"), "text-align"), align)
        return look, align, ""

    def of_run(self, element: ET.Element, look: Look) -> Look:
        """By its style."""
        for style in self._chain(told(element, "style-name")):
            look = _changed(look, child(style, "text-properties"))
        return look

    def cell(self, element: ET.Element, parts: tuple[Part, ...]) -> GridCell:
        """Its spans; covered cells have a tag of their own."""
        return GridCell(
            parts, whole(told(element, "number-rows-spanned"), _MAX_SPAN),
            whole(told(element, "number-columns-spanned"), _MAX_SPAN),
            is_covered=name_of(element) == "covered-table-cell",
        )  # fmt: skip

    def widths(self, table: ET.Element) -> tuple[float, ...]:
        """Those of its columns' styles."""
        found: list[float] = []
        for column in table:
            if name_of(column) == "table-column":
                style = self._styles.get(told(column, "style-name"))
                width = length(told(child(style, "table-column-properties"), "column-width"))
                found += [width] * whole(told(column, "number-columns-repeated"), _MAX_COLUMNS)
        return tuple(found[:_MAX_COLUMNS])

    def picture(self, element: ET.Element) -> Picture | None:
        """The image of a frame."""
        image = child(element, "image")
        if name_of(element) != "frame" or image is None:
            return None
        name = told(image, "href").removeprefix("./")
        return self.picture_of(name, length(told(element, "width")), length(told(element, "height")))


def _changed(look: Look, properties: ET.Element | None) -> Look:
    if properties is None:
        return look
    weight, line = told(properties, "font-weight"), told(properties, "text-underline-style")
    strike = told(properties, "text-line-through-style")
    return replace(
        look,
        size=letter_size(length(told(properties, "font-size")), look.size),
        bold=weight in ("bold", "600", "700", "800", "900") if weight else look.bold,
        underline=line != "none" if line else look.underline,
        struck=strike != "none" if strike else look.struck,
    )


def length(text: str) -> float:
    """A length in points; 0 when it is none."""
    match = _LENGTH.fullmatch(text.strip())
    return float(match[1]) * _POINTS[match[2]] if match else 0.0
