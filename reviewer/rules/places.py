"""Where something stands in a paper: a rectangle on a page or photo, or a block of cells on a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

TENTHS = 10
"""Boxes on pages are counted in tenths of a point (of a photo: of a pixel), so that an entry holds no floats."""


@dataclass(frozen=True)
class Place:
    """A place in the paper with this SHA-256; either `page` or `sheet` counts from 1, the other is 0.

    On a page `box` is left, top, right, bottom in tenths of a point from the upper left corner of the page as its
    file shows it, before any turn by the reviewer. On a sheet it is first row, first column, last row, last column,
    from 1.
    """

    document: str
    page: int = 0
    sheet: int = 0
    box: tuple[int, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether the place can be found again: one page or one sheet, and a box that is not inside out."""
        if len(self.box) != 4 or (self.page > 0) == (self.sheet > 0):
            return False
        first, second, third, fourth = self.box
        return min(self.box) >= 0 and first <= third and second <= fourth

    @property
    def points(self) -> tuple[float, float, float, float]:
        """The box of a page as x0, y0, x1, y1 in points."""
        x0, y0, x1, y1 = (side / TENTHS for side in self.box)
        return x0, y0, x1, y1


def on_page(document: str, page: int, x0: float, y0: float, x1: float, y1: float) -> Place:
    """The place of a rectangle given in points (of a photo: pixels)."""
    box = tuple(max(round(side * TENTHS), 0) for side in (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    return Place(document, page=page, box=box)


def on_sheet(document: str, sheet: int, row: int, column: int, last_row: int = 0, last_column: int = 0) -> Place:
    """The place of a cell, or of the block from it to the last row and column; all count from 1."""
    return Place(document, sheet=sheet, box=(row, column, max(last_row, row), max(last_column, column)))


def around(places: Sequence[Place]) -> Place:
    """The smallest place around places on one page or sheet; ValueError for none."""
    if not places:
        raise ValueError("no place")
    first = places[0]
    boxes = [place.box for place in places if (place.page, place.sheet) == (first.page, first.sheet)]
    least = tuple(min(box[side] for box in boxes) for side in (0, 1))
    most = tuple(max(box[side] for box in boxes) for side in (2, 3))
    return Place(first.document, first.page, first.sheet, least + most)


def around_first(places: Sequence[Place]) -> Place:
    """The smallest place around those that stand on the page or sheet of the first; ValueError for none."""
    return around([one for one in places if _sheet_of(one) == _sheet_of(places[0])])


def _sheet_of(place: Place) -> tuple[str, int, int]:
    return place.document, place.page, place.sheet


def place_of(body: Mapping[str, Any]) -> Place:
    """The place that a body of an act holds."""
    return Place(body["document"], body.get("page", 0), body.get("sheet", 0), tuple(body["box"]))


def body_of(place: Place) -> dict[str, Any]:
    """The place as the body of an act holds it."""
    where = {"page": place.page} if place.page else {"sheet": place.sheet}
    return {"document": place.document, **where, "box": list(place.box)}
