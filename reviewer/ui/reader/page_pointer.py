"""The hand on a page: drags it, selects words or a rectangle, by mouse and by keys."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from reviewer.ui.reader.page_canvas import PageCanvas

ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
LINE = 48
LEAST = 4
"""Pixels; a shorter drag is a click."""


class PagePointer(QObject):
    """Pans, selects words, or draws a rectangle (with Alt, or while the tool for it is on)."""

    hovered = Signal(QPointF)

    def __init__(self, canvas: "PageCanvas") -> None:
        """Belongs to a canvas."""
        super().__init__(canvas)
        self._canvas = canvas
        self.draws_region = False
        self._doing = ""
        self._from, self._last = QPointF(), QPointF()
        self._space = self._panned = False
        self._third = QTimer(self)
        self._third.setSingleShot(True)
        self._beyond = QTimer(self)
        self._beyond.setInterval(30)
        self._beyond.timeout.connect(self._reach_beyond)

    # --- mouse ------------------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """Begin what the place and the keys held ask for."""
        canvas, point = self._canvas, event.position()
        self._from = self._last = point
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        page, x, y = canvas.page_at(point)
        word = canvas.words.near(page, x, y)
        if event.button() == Qt.MouseButton.MiddleButton or self._space:
            self._doing = "pan"
        elif event.button() != Qt.MouseButton.LeftButton:
            return
        elif alt or self.draws_region:
            self._doing = "region"
        elif self._third.isActive() and word is not None:
            self._third.stop()
            canvas.words.select_line(word)
            self._doing = ""
            self._told()
            return
        elif word is not None:
            self._doing = "words"
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if shift and canvas.words.anchor is not None:
                canvas.words.head = word
        else:
            self._doing = "pan"
        self._show_cursor(point)

    def double(self, event: QMouseEvent) -> None:
        """Select the word; a third click soon after takes its line."""
        word = self._canvas.words.near(*self._canvas.page_at(event.position()))
        if event.button() == Qt.MouseButton.LeftButton and word is not None:
            self._canvas.marks.region = None
            self._canvas.words.select(word)
            self._third.start(QApplication.doubleClickInterval())
            self._told()

    def move(self, event: QMouseEvent) -> None:
        """Go on with what was begun."""
        point = event.position()
        self.hovered.emit(point)
        if not self._doing:
            self._show_cursor(point)
            return
        if self._doing == "pan":
            by = self._last - point
            self._panned = True
            self._canvas.scroll_by(round(by.x()), round(by.y()))
        elif (point - self._from).manhattanLength() >= LEAST:
            self._reach(point)
            inside = self._canvas.viewport().rect().contains(point.toPoint())
            self._beyond.stop() if inside else self._beyond.start()
        self._last = point

    def _reach(self, point: QPointF) -> None:
        canvas = self._canvas
        first, x0, y0 = canvas.page_at(self._from)
        page, x, y = canvas.page_at(point)
        if self._doing == "region":
            canvas.words.clear()
            x, y = canvas.rows.to_page(first, point - canvas.origin())  # a rectangle stays on its page
            canvas.marks.region = (first, (min(x0, x), min(y0, y), max(x0, x), max(y0, y)))
        else:
            canvas.marks.region = None
            anchor = canvas.words.nearest(first, x0, y0)
            canvas.words.select(anchor, canvas.words.nearest(page, x, y) or anchor)
        canvas.viewport().update()

    def _reach_beyond(self) -> None:
        """The pages come along while a drag is held outside the window."""
        room, point = self._canvas.viewport().rect(), self._last
        x = min(point.x() - room.left(), 0) + max(point.x() - room.right(), 0)
        y = min(point.y() - room.top(), 0) + max(point.y() - room.bottom(), 0)
        before = self._canvas.origin()
        self._canvas.scroll_by(round(x / 2), round(y / 2))
        self._from += self._canvas.origin() - before
        self._reach(point)

    def release(self, event: QMouseEvent) -> None:
        """End what was begun; a click without a drag presses a mark, or selects nothing any more."""
        doing, self._doing = self._doing, ""
        self._beyond.stop()
        moved = (event.position() - self._from).manhattanLength() >= LEAST
        if doing in ("words", "region") and moved:
            self._told()
        elif doing and not moved and event.button() == Qt.MouseButton.LeftButton:
            self._clicked(event.position())
        self._show_cursor(event.position())

    def _clicked(self, point: QPointF) -> None:
        mark = self._canvas.marks.at(self._canvas, point)
        if mark is not None:
            self._canvas.marks.active = mark.name
            self._canvas.viewport().update()
            self._canvas.mark_pressed.emit(mark.name)
        else:
            self.clear()

    def clear(self) -> bool:
        """Select nothing; whether something was selected."""
        canvas = self._canvas
        had = canvas.words.anchor is not None or canvas.marks.region is not None
        canvas.words.clear()
        canvas.marks.region = None
        if had:
            self._told()
        return had

    def _told(self) -> None:
        self._canvas.viewport().update()
        self._canvas.picked.emit()

    def _show_cursor(self, point: QPointF) -> None:
        shape = Qt.CursorShape.OpenHandCursor
        if self._doing == "pan":
            shape = Qt.CursorShape.ClosedHandCursor
        elif self.draws_region or self._doing == "region":
            shape = Qt.CursorShape.CrossCursor
        elif self._space:
            shape = Qt.CursorShape.OpenHandCursor
        elif self._doing == "words" or self._canvas.words.near(*self._canvas.page_at(point)) is not None:
            shape = Qt.CursorShape.IBeamCursor
        elif self._canvas.marks.at(self._canvas, point) is not None:
            shape = Qt.CursorShape.PointingHandCursor
        self._canvas.viewport().setCursor(shape)

    # --- keys -------------------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        """Arrows and the space bar; whether the key was for the page."""
        code, shift = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        if code == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._space, self._panned = True, False
                self._show_cursor(QPointF(self._canvas.viewport().mapFromGlobal(self._canvas.cursor().pos())))
            return True
        if code in ARROWS:
            across, down = ARROWS[code]
            if self._canvas.marks.region is not None:
                self._move_region(across, down, grow=shift)
            elif shift or self._canvas.words.anchor is not None:
                self._extend(across, down, keep=shift)
            else:
                self._canvas.scroll_by(across * LINE, down * LINE)
            return True
        if code in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._canvas.marks.active:
            self._canvas.mark_pressed.emit(self._canvas.marks.active)
            return True
        return code == Qt.Key.Key_Escape and self._leave()

    def _leave(self) -> bool:
        """Esc leaves the marks, then what is selected; whether there was anything to leave."""
        had_mark, self._canvas.marks.active = bool(self._canvas.marks.active), ""
        self._canvas.viewport().update()
        return self.clear() or had_mark

    def key_up(self, event: QKeyEvent) -> bool:
        """The space bar without a drag shows the next screenful, with Shift the one before."""
        if event.key() != Qt.Key.Key_Space or event.isAutoRepeat() or not self._space:
            return False
        by = -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        if not self._panned:
            self._canvas.screenful(by)
        self.let_go()
        return True

    def let_go(self) -> None:
        """Nothing is held any more."""
        self._space, self._doing = False, ""
        self._beyond.stop()
        self._canvas.viewport().unsetCursor()

    def _extend(self, across: int, down: int, *, keep: bool) -> None:
        """Select one word on; the first key selects the first word in view."""
        canvas, words = self._canvas, self._canvas.words
        if words.head is None or words.anchor is None:
            page, _, y = canvas.page_at(QPointF(canvas.viewport().width() / 2, 8))
            first = words.nearest(canvas.rows.page, 0, y if page == canvas.rows.page else 0)
            words.select(first)
        else:
            head = words.step(words.head, across) if across else words.line_step(words.head, down)
            words.select(words.anchor if keep else head, head)
        if words.head is not None:
            canvas.show_box(words.head[0], words.of(words.head[0])[words.head[1]].box)
        self._told()

    def begin_region(self) -> None:
        """Put a rectangle into the middle of what is in view, for the arrow keys to move and Shift to stretch."""
        canvas, room = self._canvas, self._canvas.viewport().rect()
        middle, half = QPointF(room.center()), QPoint(80, 24)
        page, x0, y0 = canvas.page_at(middle - half)
        x1, y1 = canvas.rows.to_page(page, middle + half - canvas.origin())
        canvas.words.clear()
        canvas.marks.region = (page, (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
        self._told()

    def _move_region(self, across: int, down: int, *, grow: bool) -> None:
        canvas = self._canvas
        assert canvas.marks.region is not None
        page, box = canvas.marks.region
        rect, step = canvas.rows.from_page(page, box), 8
        corner = rect.bottomRight() + QPointF(across * step, down * step)
        start = rect.topLeft() if grow else rect.topLeft() + QPointF(across * step, down * step)
        x0, y0 = canvas.rows.to_page(page, start)
        x1, y1 = canvas.rows.to_page(page, corner)
        canvas.marks.region = (page, (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
        canvas.show_box(page, canvas.marks.region[1])
        self._told()
