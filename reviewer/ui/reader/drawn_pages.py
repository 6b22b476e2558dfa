"""The pages drawn so far, as pixels on screen; those out of sight are let go when they weigh too much."""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass, field

from PySide6.QtGui import QImage, QPixmap, QTransform

from reviewer.ui.reader.light import Light

BUDGET = 160 * 1024 * 1024
"""Bytes of pixels kept beside the pages in view."""


@dataclass(frozen=True)
class PageKey:
    """One drawing of a page (from 1): its scale in thousandths of a pixel a point, its turn, how its light is set."""

    page: int
    scale: int
    turn: int
    light: Light = field(default_factory=Light)


class DrawnPages:
    """The newest drawing of each page; another scale or turn is shown changed until the right one is there."""

    def __init__(self, budget: int = BUDGET) -> None:
        """`budget` in bytes."""
        self._budget = budget
        self._held: OrderedDict[int, tuple[PageKey, QPixmap]] = OrderedDict()
        self._turned: dict[int, tuple[PageKey, int, QPixmap]] = {}

    def clear(self) -> None:
        """Let everything go."""
        self._held.clear()
        self._turned.clear()

    def add(self, key: PageKey, image: QImage, in_view: Collection[int]) -> None:
        """Take in a drawing, and let go of pages out of view while all weigh more than the budget."""
        self._turned.clear()
        self._held[key.page] = (key, QPixmap.fromImage(image))
        self._held.move_to_end(key.page)
        for page in list(self._held):
            if self.weight() <= self._budget:
                return
            if page not in in_view and page != key.page:
                del self._held[page]

    def weight(self) -> int:
        """Bytes of all pixels held."""
        return sum(pixmap.width() * pixmap.height() * 4 for _, pixmap in self._held.values())

    def has(self, key: PageKey) -> bool:
        """Whether exactly this drawing is here."""
        held = self._held.get(key.page)
        return held is not None and held[0] == key

    def of(self, page: int, turn: int) -> QPixmap | None:
        """What is best shown of a page turned like this, or None."""
        held = self._held.get(page)
        if held is None:
            return None
        self._held.move_to_end(page)
        return held[1] if held[0].turn == turn else self._turned_to(turn, *held)

    def _turned_to(self, turn: int, key: PageKey, pixmap: QPixmap) -> QPixmap:
        known = self._turned.get(key.page)
        if known is None or known[:2] != (key, turn):
            found = pixmap.transformed(QTransform().rotate(turn - key.turn))
            known = self._turned[key.page] = (key, turn, found)
        return known[2]
