"""Where each page of a paper lies: one below the other, or one alone; in screen pixels at the present zoom."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, QSizeF

from reviewer.ui.reader.turning import Box, Size, back_point, turn_box, turned_size

MARGIN, GAP = 12.0, 12.0
A4: Size = (595.0, 842.0)


class PageRows:
    """Pages count from 1; sizes are points (of a photo: pixels) of the pages as their file shows them."""

    def __init__(self) -> None:
        """One page of A4."""
        self.sizes: list[Size] = [A4]
        self.turn = 0
        self.turns: dict[int, int] = {}
        self.zoom, self.page = 1.0, 1
        self.is_single = False
        self._measured: tuple[int, dict[int, int]] | None = None
        """The turns for which the heights `_above` each page were added up, in points."""
        self.lay()

    def show(self, sizes: Sequence[Size], count: int) -> None:
        """Take up the pages of a paper; a size that is missing or 0 is that of the page before, or A4."""
        count = max(count, 1)
        found: list[Size] = []
        for size in sizes[:count]:
            found.append(size if min(size) > 0 else (found[-1] if found else A4))
        self.sizes, self.page = found + [found[-1] if found else A4] * (count - len(found)), 1
        self.turn, self.turns = 0, {}
        self._measured = None
        self.lay()

    def lay(self) -> None:
        """Measure anew after zoom, turn or mode changed; a zoom alone costs the same for any number of pages."""
        if self._measured != (self.turn, self.turns):
            self._measure()
        if self.is_single:
            width, height = (side * self.zoom for side in self.turned(self.page))
        else:
            width, height = self._widest * self.zoom, self._top(self.count) - GAP - MARGIN
        self.size = QSizeF(width + 2 * MARGIN, height + 2 * MARGIN)

    def _measure(self) -> None:
        is_lying = self.turn_of(0) in (90, 270)
        widths, heights = ([size[side] for size in self.sizes] for side in ((1, 0) if is_lying else (0, 1)))
        for number in self.turns.keys() & range(1, self.count + 1):
            widths[number - 1], heights[number - 1] = self.turned(number)
        self._widest, self._above = max(widths), list(accumulate(heights, initial=0.0))
        self._measured = (self.turn, dict(self.turns))

    def _top(self, before: int) -> float:
        """Where the page after so many pages begins."""
        return MARGIN + self._above[before] * self.zoom + before * GAP

    def turn_of(self, number: int) -> int:
        """By how many degrees a page is turned clockwise."""
        return (self.turn + self.turns.get(number, 0)) % 360

    def turned(self, number: int) -> Size:
        """The size of a page as it is looked at, in points."""
        return turned_size(self.sizes[number - 1], self.turn_of(number))

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self.sizes)

    def rect(self, number: int) -> QRectF:
        """Where a page lies; the middle of every page is the middle of all."""
        width, height = (side * self.zoom for side in self.turned(self.page if self.is_single else number))
        top = MARGIN if self.is_single else self._top(number - 1)
        return QRectF((self.size.width() - width) / 2, top, width, height)

    def between(self, top: float, bottom: float) -> range:
        """The pages that a strip from `top` to `bottom` touches."""
        if self.is_single:
            return range(self.page, self.page + 1)
        tops = range(self.count)
        first = max(bisect_right(tops, top, key=self._top) - 1, 0)
        last = max(bisect_right(tops, bottom, key=self._top) - 1, first)
        return range(first + 1, last + 2)

    def at(self, y: float) -> int:
        """The page at a height, or the nearest above it."""
        return self.between(y, y)[0]

    def to_page(self, number: int, point: QPointF) -> tuple[float, float]:
        """A point on screen, in points of the unturned page, kept within it."""
        rect, (width, height) = self.rect(number), self.turned(number)
        x = min(max((point.x() - rect.x()) / self.zoom, 0), width)
        y = min(max((point.y() - rect.y()) / self.zoom, 0), height)
        return back_point(x, y, self.sizes[number - 1], self.turn_of(number))

    def from_page(self, number: int, box: Box) -> QRectF:
        """A rectangle of the unturned page in points, on screen."""
        rect = self.rect(number)
        x0, y0, x1, y1 = (side * self.zoom for side in turn_box(box, self.sizes[number - 1], self.turn_of(number)))
        return QRectF(rect.x() + x0, rect.y() + y0, x1 - x0, y1 - y0)
