"""(child) What the styles of an office document mean for the look of its text: the part every format shares."""

import xml.etree.ElementTree as ET
from functools import lru_cache

from reviewer.documents.containers import ZipContainer
from reviewer.documents.passages import Align, GridCell, Look, Part, Picture, Sheet
from reviewer.documents.shown import Unreadable

MAX_PICTURE = 32 * 1024 * 1024
MAX_PICTURES_BYTES = 128 * 1024 * 1024
_SMALLEST, _LARGEST = 4.0, 96.0


class Looks:
    """Without knowledge of a format: plain letters, plain cells."""

    def __init__(self, container: ZipContainer) -> None:
        """Pictures are read from `container`."""
        self._container = container
        self._read = 0
        self._pictures: dict[str, bytes] = {}
        self.sheet = Sheet()

    def read_part(self, root: ET.Element) -> None:
        """Look through a part before its text is read."""

    def begin(self, name: str) -> None:
        """The part with this name is read next: its links count."""

    def of_paragraph(self, element: ET.Element) -> tuple[Look, Align, str]:
        """The look a paragraph begins with, how it is aligned, and what leads it in a list."""
        return Look(), "left", ""

    def of_run(self, element: ET.Element, look: Look) -> Look:
        """The look of a run inside text that looks so."""
        return look

    def cell(self, element: ET.Element, parts: tuple[Part, ...]) -> GridCell:
        """A cell with its spans."""
        return GridCell(parts)

    def widths(self, table: ET.Element) -> tuple[float, ...]:
        """The widths of a table's columns in points."""
        return ()

    def picture(self, element: ET.Element) -> Picture | None:
        """The picture an element stands for."""
        return None

    def picture_of(self, name: str, width: float, height: float) -> Picture:
        """A picture by the name of its part; without bytes when it is missing or there are too many."""
        if name not in self._pictures:
            data = b""
            if name in self._container.names and self._read < MAX_PICTURES_BYTES:
                try:
                    data = self._container.part(name, MAX_PICTURE)
                except Unreadable:
                    data = b""
            self._read += len(data)
            self._pictures[name] = data
        return Picture(name.rpartition("/")[2], self._pictures[name], width, height)

    def optional_part(self, name: str) -> ET.Element | None:
        """The root of a part that a document may lack or have broken: then it looks plain."""
        if name not in self._container.names:
            return None
        try:
            return parse_xml(self._container.part(name))
        except Unreadable:
            return None


def parse_xml(data: bytes) -> ET.Element:
    """The root of an XML part; Unreadable(`damaged`) for broken XML or one that declares entities."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise Unreadable("damaged")
    try:
        return ET.fromstring(data)
    except (ET.ParseError, ValueError):
        raise Unreadable("damaged") from None


def name_of(element: ET.Element) -> str:
    """The name of a tag without its namespace."""
    tag = element.tag
    return _plain_name(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=4_096)
def _plain_name(tag: str) -> str:
    return tag.rpartition("}")[2]


def told(element: ET.Element | None, attribute: str) -> str:
    """An attribute by its name without namespace; "" when it is missing."""
    if element is None:
        return ""
    plain = element.get(attribute)
    if plain is not None:
        return plain
    return next((value for name, value in element.items() if name.rpartition("}")[2] == attribute), "")


def child(element: ET.Element | None, *names: str) -> ET.Element | None:
    """The first child with this name, and of it the next, and so on."""
    for name in names:
        if element is None:
            return None
        element = next((inner for inner in element if name_of(inner) == name), None)
    return element


def number(text: str, most: float = 1e9) -> float:
    """A number out of an attribute; 0 when it is none or beyond sense."""
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0 <= value <= most else 0.0


def whole(text: str, most: int) -> int:
    """A count out of an attribute, from 1 to `most`; 1 when it is none."""
    return min(int(text), most) if text.isdecimal() and 0 < len(text) < 9 and int(text) > 0 else 1


def letter_size(points: float, otherwise: float) -> float:
    """A size of letters that can be drawn."""
    return min(max(points, _SMALLEST), _LARGEST) if points > 0 else otherwise
