"""What stands over the pages: marks of others, hits of the search, what is selected, and the flash after a jump."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from reviewer.ui.look import Look
from reviewer.ui.reader.selection import Mark
from reviewer.ui.reader.turning import Box

if TYPE_CHECKING:
    from reviewer.ui.reader.page_canvas import PageCanvas

FLASH = 1_600
"""Milliseconds a place stays lit after a jump."""
Spot = tuple[int, Box]
"""A rectangle in points of an unturned page (from 1)."""

ON_PAPER = {"good": "fact-on-paper", "wait": "note-on-paper"}
"""Marks of facts and notes are frames, hits of a search are filled like a highlighter; no look makes a page dark."""


class PageMarks:
    """Rectangles by page; the pages themselves are never changed."""

    def __init__(self, look: Look, screen: QWidget) -> None:
        """`screen` is painted anew while a flash fades."""
        self._look = look
        self.marks: tuple[Mark, ...] = ()
        self.active = ""
        """The mark that the keys went to, by name."""
        self.hits: Sequence[Spot] = ()
        self.hit: Spot | None = None
        self.region: Spot | None = None
        self._flash: Spot | None = None
        self._fade = QVariantAnimation(screen)
        self._fade.setStartValue(1.0)
        self._fade.setEndValue(1.0 if look.is_still else 0.0)  # then it stands still, and goes
        self._fade.setDuration(FLASH)
        self._fade.valueChanged.connect(lambda _: screen.update())
        self._fade.finished.connect(lambda: screen.update())

    def forget(self) -> None:
        """Begin with another paper."""
        self.marks, self.active, self.hits = (), "", ()
        self.hit = self.region = self._flash = None
        self._fade.stop()

    def flash(self, page: int, box: Box) -> None:
        """Light a place up for a moment."""
        self._flash = (page, box)
        self._fade.stop()
        self._fade.start()

    def is_flashing(self) -> bool:
        """Whether a place is still lit."""
        return self._fade.state() == QVariantAnimation.State.Running

    def at(self, canvas: "PageCanvas", point: QPointF) -> Mark | None:
        """The smallest mark under a point of the window."""
        found = [
            (rect.width() * rect.height(), place)
            for place, mark in enumerate(self.marks)
            if canvas.is_laid(mark.place.page)
            and (rect := canvas.on_screen(mark.place.page, mark.place.points).adjusted(-3, -3, 3, 3)).contains(point)
        ]
        return self.marks[min(found)[1]] if found else None

    def step(self, by: int) -> Mark | None:
        """The next or previous mark in the order of the pages; it becomes the active one."""
        ordered = sorted(self.marks, key=lambda mark: (mark.place.page, mark.place.box[1], mark.place.box[0]))
        if not ordered:
            return None
        names = [mark.name for mark in ordered]
        now = names.index(self.active) if self.active in names else (-1 if by > 0 else 0)
        found = ordered[(now + by) % len(ordered)]
        self.active = found.name
        return found

    # --- painting ---------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, canvas: "PageCanvas") -> None:
        """Paint everything that stands over the pages in view."""
        pages = set(canvas.in_view())
        for mark in self.marks:
            if mark.place.page in pages:
                wide = 3.0 if mark.name == self.active else 1.5
                rect = canvas.on_screen(mark.place.page, mark.place.points).adjusted(-2, -2, 2, 2)
                self._box(painter, rect, ON_PAPER.get(mark.tone, mark.tone), 28, wide)
        for spot in self.hits:
            if spot[0] in pages:
                self._box(painter, canvas.on_screen(*spot).adjusted(-1, -1, 1, 1), "hit-on-paper", 110, 0)
        if self.hit is not None and self.hit[0] in pages:
            rect = canvas.on_screen(*self.hit).adjusted(-2, -2, 2, 2)
            self._box(painter, rect, "hit-on-paper", 130, 0)
            self._box(painter, rect, "hit-edge", 0, 2)
        for page in pages:
            for box in canvas.words.boxes(page):
                self._box(painter, canvas.on_screen(page, box).adjusted(-1, -1, 1, 1), "accent", 70, 0)
        if self.region is not None and self.region[0] in pages:
            self._box(painter, canvas.on_screen(*self.region), "accent", 40, 1.5)
        if self._flash is not None and self.is_flashing() and self._flash[0] in pages:
            left = float(self._fade.currentValue())
            rect = canvas.on_screen(*self._flash).adjusted(-5, -5, 5, 5)
            self._box(painter, rect, "accent", round(60 * left), 1 + 3 * left)

    def _box(self, painter: QPainter, rect: QRectF, tone: str, strength: int, wide: float) -> None:
        ink = self._look.colour(tone)
        fill = QColor(ink)
        fill.setAlpha(strength)
        painter.fillRect(rect, fill)
        if wide:
            painter.setPen(QPen(ink, wide))
            painter.drawRect(rect)
