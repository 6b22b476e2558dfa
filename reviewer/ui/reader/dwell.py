"""Which pages were really legible on screen: most of their surface, large enough to read, for a moment each."""

from PySide6.QtCore import QObject, QRectF, QTimer, Signal

from reviewer.ui.reader.page_rows import PageRows
from reviewer.ui.reader.turning import Size

MOMENT = 700
"""Milliseconds a part of a page must stand still to count as looked at."""
LEGIBLE = 0.75
"""Below this zoom (screen pixels a point) the text of an A4 page cannot be read: 10 points are then 7 pixels high."""
MOST = 0.75
"""The share of its parts that must have been looked at for a page to count."""
ACROSS, DOWN = 4, 8


def legible_zoom(size: Size) -> float:
    """The zoom from which the print of a page of this size can be read; of a large page or photo a smaller one."""
    return LEGIBLE * min(1.0, 842 / max(size))


def is_legible(rows: PageRows, page: int) -> bool:
    """Whether the print of a page can be read at the present zoom."""
    return rows.zoom >= legible_zoom(rows.sizes[page - 1])


class Dwell(QObject):
    """Each page is a grid of parts; a page counts once three of four have been in view for a moment."""

    legible = Signal(int)

    def __init__(self, parent: QObject) -> None:
        """Nothing was seen yet."""
        super().__init__(parent)
        self._parts: dict[int, set[int]] = {}
        self._told: set[int] = set()
        self._now: dict[int, set[int]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(MOMENT)
        self._timer.timeout.connect(self._dwelt)

    def forget(self) -> None:
        """Begin with another paper."""
        self._parts, self._told, self._now = {}, set(), {}
        self._timer.stop()

    def look(self, rows: PageRows, view: QRectF, drawn: list[int]) -> None:
        """Say what is in view now (`view` in the same pixels as the rows) and which pages are drawn."""
        now = {page: _parts_in(rows.rect(page), view) for page in drawn if is_legible(rows, page)}
        if now != self._now or not self._timer.isActive():
            self._now = now
            self._timer.start()

    def stop(self) -> None:
        """Nothing is looked at any more."""
        self._timer.stop()

    def _dwelt(self) -> None:
        for page, parts in self._now.items():
            seen = self._parts.setdefault(page, set())
            seen |= parts
            if len(seen) >= MOST * ACROSS * DOWN and page not in self._told:
                self._told.add(page)
                self.legible.emit(page)


def _parts_in(page: QRectF, view: QRectF) -> set[int]:
    """The parts of a page whose middle is in view."""
    wide, high = page.width() / ACROSS, page.height() / DOWN
    return {
        down * ACROSS + across
        for down in range(DOWN)
        for across in range(ACROSS)
        if view.contains(page.x() + (across + 0.5) * wide, page.y() + (down + 0.5) * high)
    }
