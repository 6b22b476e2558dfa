"""The pages of a paper on screen: scrolled, zoomed at the pointer, dragged; only what is in view is painted."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)

from reviewer.ui.look import Look
from reviewer.ui.reader.drawn_pages import DrawnPages, PageKey
from reviewer.ui.reader.dwell import Dwell
from reviewer.ui.reader.light import Light, light_of
from reviewer.ui.reader.page_marks import PageMarks
from reviewer.ui.reader.page_pointer import PagePointer
from reviewer.ui.reader.page_rows import PageRows
from reviewer.ui.reader.page_scroll import AT_ONCE, LEAST, MOST, PageScroll
from reviewer.ui.reader.page_words import PageWords
from reviewer.ui.reader.turning import Size
from reviewer.ui.tips import show_tip
from reviewer.ui.wording import tr


class PageCanvas(PageScroll):
    """Paints the pages in view and what stands over them, and hands keys and mouse to the pointer."""

    legible = Signal(int)
    picked = Signal()
    """Something else is selected."""
    mark_pressed = Signal(str)

    def __init__(self, look: Look) -> None:
        """Empty until a paper is shown."""
        super().__init__()
        self.setObjectName("page_canvas")
        self.setAccessibleName(tr("Page"))
        self.viewport().setMouseTracking(True)
        self.look = look
        self.drawn, self.words = DrawnPages(), PageWords()
        self.marks = PageMarks(look, self.viewport())
        self.light = Light()
        self.failed: dict[int, str] = {}
        self.pointer = PagePointer(self)
        self.dwell = Dwell(self)
        self.dwell.legible.connect(self.legible)
        self._has_paper = False

    # --- what is shown ----------------------------------------------------------------------------------

    def show_pages(self, sizes: Sequence[Size], count: int, view: dict[str, Any]) -> None:
        """Take up a paper: empty pages at their true size until they are drawn, looked at as `view` says."""
        self.drawn.clear()
        self.words.forget()
        self.marks.forget()
        self.dwell.forget()
        self.failed.clear()
        self._has_paper = count > 0
        self.light, self.fit = light_of(view.get("light", {})), str(view.get("fit", self.fit or "width"))
        self.rows.show(sizes, count)
        _look_as(self.rows, view)
        if not self.fit:
            self.rows.zoom = min(max(float(view.get("zoom", 1)), LEAST), MOST)
        self.fit_again()
        self.go_to(self.rows.page)
        self._ask.start(0)  # nothing has to settle: the page is drawn at once

    def first_key(self, sizes: Sequence[Size], count: int, view: dict[str, Any]) -> PageKey:
        """The drawing that `show_pages` with the same values will want first."""
        rows, fit = PageRows(), str(view.get("fit", self.fit or "width"))
        rows.show(sizes, count)
        _look_as(rows, view)
        zoom = self.fitting(fit, rows.turned(rows.page)) if fit else min(max(float(view.get("zoom", 1)), LEAST), MOST)
        light = light_of(view.get("light", {}))
        return PageKey(rows.page, _steps(zoom * self.devicePixelRatioF()), rows.turn_of(rows.page), light)

    def view(self) -> dict[str, Any]:
        """How the pages are looked at: fit, zoom (pixels a point) where it is free, turns, the page being read."""
        turns = {str(page): turn for page, turn in self.rows.turns.items() if turn}
        found: dict[str, Any] = {"fit": self.fit, "turn": self.rows.turn, "page": self.rows.page}
        found |= {} if self.fit else {"zoom": round(self.zoom(), 3)}
        more = {"turns": turns, "light": self.light.plain()}
        return found | {name: value for name, value in more.items() if value}

    def show_image(self, key: PageKey, image: QImage) -> None:
        """Put a drawn page in its place; nothing moves."""
        self.failed.pop(key.page, None)
        self.drawn.add(key, image, self.in_view())
        self.viewport().update()
        self.look_again()

    def show_failed(self, page: int, words: str) -> None:
        """Say on a page why it cannot be drawn."""
        self.failed[page] = words
        self.viewport().update()

    def has_page(self) -> bool:
        """Whether the page being read is drawn."""
        return self._has_paper and self.drawn.of(self.rows.page, self.rows.turn_of(self.rows.page)) is not None

    def key(self, page: int) -> PageKey:
        """The drawing of a page that is wanted now."""
        return PageKey(page, _steps(self.zoom() * self.devicePixelRatioF()), self.rows.turn_of(page), self.light)

    def is_near(self, page: int) -> bool:
        """Whether there is such a page to draw ahead."""
        return self._has_paper and 1 <= page <= self.rows.count and page not in self.failed

    def look_again(self) -> None:
        """Count what is legible now."""
        drawn = [page for page in self.in_view() if self.drawn.of(page, self.rows.turn_of(page)) is not None]
        if self.isVisible() and self._has_paper:
            self.dwell.look(self.rows, self.view_rect(), drawn)

    def set_light(self, light: Light) -> None:
        """Show all pages in another light."""
        self.light = light
        self._ask.start(AT_ONCE)

    # --- hands ------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom at the pointer; a page alone is turned over at its end."""
        delta, bar = event.angleDelta().y(), self.verticalScrollBar()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if delta:
                self.step(1 if delta > 0 else -1, event.position())
            event.accept()
        elif self.rows.is_single and delta < 0 and bar.value() == bar.maximum():
            self._leaf(1)
        elif self.rows.is_single and delta > 0 and bar.value() == bar.minimum():
            self._leaf(-1)
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """See PagePointer."""
        self.pointer.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A word; a third click takes the line."""
        self.pointer.double(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """See PagePointer."""
        self.pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """See PagePointer."""
        self.pointer.release(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows scroll, or with Shift select words; what is not for the page belongs to the desk."""
        if not self.pointer.key(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The space bar let go without a drag shows the next screenful."""
        if not self.pointer.key_up(event):
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The hand lets go."""
        self.pointer.let_go()
        super().focusOutEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """The tip of a mark."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            mark = self.marks.at(self, QPointF(event.pos()))
            show_tip(mark.text if mark is not None else "", event.globalPos(), self.viewport())
            return True
        return super().viewportEvent(event)

    # --- painting ---------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pages in view; an outline at its true size where nothing is drawn yet."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.look.colour("desk"))
        if not self._has_paper:
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in sorted(self.in_view()):
            self._paint_page(painter, page)
        self.marks.paint(painter, self)

    def _paint_page(self, painter: QPainter, page: int) -> None:
        place = self.rows.rect(page).translated(self.origin()).toRect()
        painter.fillRect(place, self.look.colour("paper"))
        pixmap = self.drawn.of(page, self.rows.turn_of(page))
        if pixmap is not None:
            painter.drawPixmap(place, pixmap, pixmap.rect())
        elif page in self.failed:
            painter.setPen(self.look.colour("shadow"))
            inner = place.adjusted(24, 24, -24, -24)
            painter.drawText(inner, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.failed[page])
        painter.setPen(self.look.colour("line-strong"))
        painter.drawRect(place.adjusted(0, 0, -1, -1))


def _look_as(rows: PageRows, view: dict[str, Any]) -> None:
    rows.turn = int(view.get("turn", 0)) % 360
    rows.turns = {int(page): int(turn) for page, turn in dict(view.get("turns", {})).items()}
    rows.page = min(max(int(view.get("page", 1)), 1), rows.count)


def _steps(scale: float) -> int:
    return max(round(scale * 1000), 1)
