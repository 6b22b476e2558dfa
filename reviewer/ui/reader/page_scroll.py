"""The window onto the pages of a paper: where it stands, how near, and what stays in place when that changes."""

import math
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea

from reviewer.ui.reader.dwell import legible_zoom
from reviewer.ui.reader.page_rows import MARGIN, PageRows
from reviewer.ui.reader.turning import Box, Size

LEAST, MOST, STEP = 0.02, 8.0, 1.25
SETTLE, AT_ONCE, RELEAF = 90, 12, 250


class PageScroll(QAbstractScrollArea):
    """Everything on screen is measured in logical pixels; a page's own points are only known to `rows`."""

    wanted = Signal()
    """Something else is in view: its pages should be drawn."""
    paged = Signal(int)
    zoomed = Signal()

    def __init__(self) -> None:
        """One empty page."""
        super().__init__()
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.rows, self.fit = PageRows(), "width"
        self._goes = False
        self._ask = self._timer(AT_ONCE, self.wanted.emit)
        self._leafed = self._timer(RELEAF, lambda: None)

    def _timer(self, pause: int, done: Any) -> QTimer:
        found = QTimer(self)
        found.setSingleShot(True)
        found.setInterval(pause)
        found.timeout.connect(done)
        return found

    def look_again(self) -> None:
        """Something else came into view; the canvas counts what is legible."""

    def in_view(self) -> list[int]:
        """The pages in view, the one being read first."""
        view = self.view_rect()
        found = list(self.rows.between(view.top(), view.bottom()))
        return sorted(found, key=lambda page: (page != self.rows.page, page))

    # --- where ------------------------------------------------------------------------------------------

    def origin(self) -> QPointF:
        """Where the upper left corner of all pages lies in the window."""
        room, size = self.viewport().size(), self.rows.size
        across, down = room.width() - size.width(), room.height() - size.height()
        return QPointF(
            across / 2 if across > 0 else -self.horizontalScrollBar().value(),
            down / 2 if down > 0 else -self.verticalScrollBar().value(),
        )

    def view_rect(self) -> QRectF:
        """What is in view, measured from the upper left corner of all pages."""
        room, origin = self.viewport().size(), self.origin()
        return QRectF(-origin.x(), -origin.y(), room.width(), room.height())

    def page_at(self, point: QPointF) -> tuple[int, float, float]:
        """The page under a point of the window, and the point on it as its file shows it."""
        inside = point - self.origin()
        page = self.rows.at(inside.y())
        return (page, *self.rows.to_page(page, inside))

    def spot(self) -> tuple[int, float, float]:
        """The page at the top of the window, and how much of it has gone out at the left and above, in its widths.

        In widths of the page, so that a photo in pixels and a page in points can be looked at together.
        """
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        page = self.rows.at(top)
        rect = self.rows.rect(page)
        return page, (left - rect.left()) / rect.width(), (top - rect.top()) / rect.width()

    def look_at(self, spot: tuple[int, float, float]) -> None:
        """Stand at a spot as `spot` tells it; beyond the last page at its end."""
        page, across, down = spot
        rect = self.rows.rect(min(max(page, 1), self.rows.count))
        self._set_page(min(max(page, 1), self.rows.count))
        self._scroll(round(rect.left() + across * rect.width()), round(rect.top() + down * rect.width()))

    def width_on_screen(self) -> float:
        """How wide the page being read is drawn, in pixels."""
        return self.rows.turned(self.rows.page)[0] * self.rows.zoom

    def on_screen(self, page: int, box: Box) -> QRectF:
        """Where a rectangle of a page stands in the window."""
        return self.rows.from_page(page, box).translated(self.origin())

    def is_laid(self, page: int) -> bool:
        """Whether a page has a place now: every one, or only the one being read."""
        return page == self.rows.page if self.rows.is_single else 1 <= page <= self.rows.count

    def go_to(self, page: int, *, at_end: bool = False) -> None:
        """Bring a page to the top (or its end to the bottom)."""
        page = min(max(page, 1), self.rows.count)
        self._set_page(page)
        rect = self.rows.rect(page)
        top = rect.bottom() + MARGIN - self.viewport().height() if at_end else rect.top() - MARGIN
        self._scroll(self.horizontalScrollBar().value(), round(top))

    def show_box(self, page: int, box: Box) -> None:
        """Bring a rectangle of a page into view, in the middle where it is out of sight."""
        self._set_page(min(max(page, 1), self.rows.count))
        rect, view = self.rows.from_page(page, box), self.view_rect()
        if not view.adjusted(8, 8, -8, -8).contains(rect):
            middle = rect.center()
            self._scroll(round(middle.x() - view.width() / 2), round(middle.y() - view.height() / 2))

    def screenful(self, by: int) -> None:
        """The next part of the paper, or the one before; a page alone is turned over at its end."""
        bar = self.verticalScrollBar()
        if self.rows.is_single and bar.value() == (bar.maximum() if by > 0 else bar.minimum()):
            self._leaf(by)
        else:
            self.scroll_by(0, round(by * self.viewport().height() * 0.9))

    def read_on(self, by: int) -> None:
        """What is left of the page in view, then the next page; upwards the same way."""
        page, view = self.rows.rect(self.rows.page), self.view_rect()
        left = page.bottom() - view.bottom() if by > 0 else view.top() - page.top()
        if left > 1:
            self.scroll_by(0, by * math.ceil(min(left, view.height() * 0.9)))
        elif 1 <= self.rows.page + by <= self.rows.count:
            self.go_to(self.rows.page + by, at_end=by < 0)

    def _set_page(self, page: int) -> None:
        changed, self.rows.page = page != self.rows.page, page
        if changed and self.rows.is_single:
            self.fit_again()
        if changed:
            self.paged.emit(page)

    def _scroll(self, x: int, y: int) -> None:
        self._goes = True
        self.horizontalScrollBar().setValue(x)
        self.verticalScrollBar().setValue(y)
        self._goes = False
        self._moved()

    def scroll_by(self, x: int, y: int) -> None:
        """Move the pages under the window."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() + x)
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + y)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The page that fills most of the window is the one being read."""
        if not self._goes:
            self._find_page()
            self._moved()

    def _find_page(self) -> None:
        view = self.view_rect()
        pages = self.rows.between(view.top(), view.bottom())

        def shown(page: int) -> float:
            part = self.rows.rect(page).intersected(view)
            return part.width() * part.height()

        best = max(pages, key=lambda page: (round(shown(page)), -page))
        if best != self.rows.page:
            self.rows.page = best
            self.paged.emit(best)

    def _moved(self) -> None:
        self.viewport().update()
        if not self._ask.isActive():
            self._ask.start(AT_ONCE)
        self.look_again()

    # --- zoom and turn ----------------------------------------------------------------------------------

    def zoom(self) -> float:
        """Screen pixels a point."""
        return self.rows.zoom

    def set_zoom(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom freely; what is at a point of the window stays there (the middle, where none is given)."""
        self.fit = ""
        self._scale_to(zoom, at)

    def step(self, by: int, at: QPointF | None = None) -> None:
        """One step nearer or further."""
        self.set_zoom(self.zoom() * STEP**by, at)

    def _scale_to(self, zoom: float, at: QPointF | None = None) -> None:
        room = self.viewport().size()
        at = at or QPointF(room.width() / 2, room.height() / 2)
        inside = at - self.origin()
        page = self.rows.at(inside.y())
        held = (inside - self.rows.rect(page).topLeft()) / self.rows.zoom
        self.rows.zoom = min(max(zoom, LEAST), MOST)
        self._lay()
        to = self.rows.rect(page).topLeft() + held * self.rows.zoom - at
        self._scroll(round(to.x()), round(to.y()))
        self._ask.start(SETTLE)
        self.zoomed.emit()

    def set_fit(self, fit: str) -> None:
        """ "width", "print" or "page"; kept while the window changes its size, and for the next paper."""
        self.fit = fit
        self.fit_again()
        if fit == "page":
            self.go_to(self.rows.page)

    def fit_again(self) -> None:
        """Zoom as `fit` says, and measure anew."""
        room = self.viewport().size()
        if not self.fit or room.width() < 20:
            self._lay()
            self._moved()
            return
        self._scale_to(self.fitting(self.fit, self.rows.turned(self.rows.page)), QPointF(room.width() / 2, 0))

    def fitting(self, fit: str, size: Size) -> float:
        """The zoom at which a page of `size` fits the window ("page"), or its width; "print": but can be read."""
        room, (width, height) = self.viewport().size(), size
        across, down = (room.width() - 2 * MARGIN) / width, (room.height() - 2 * MARGIN) / height
        zooms = {"page": min(across, down), "print": max(across, legible_zoom(size))}
        return min(max(zooms.get(fit, across), LEAST), MOST)

    def _lay(self) -> None:
        self.rows.lay()
        room, size = self.viewport().size(), self.rows.size
        self._goes = True
        for bar, whole, part in (
            (self.horizontalScrollBar(), size.width(), room.width()),
            (self.verticalScrollBar(), size.height(), room.height()),
        ):
            bar.setRange(0, max(round(whole - part), 0))
            bar.setEnabled(bar.maximum() > 0)  # its place stays, so that the page keeps its width
            bar.setPageStep(part)
            bar.setSingleStep(40)
        self._goes = False

    def turn(self, by: int, *, only_this: bool) -> None:
        """Turn all pages, or the one being read, clockwise by `by` degrees; the file is never touched."""
        page = self.rows.page
        if only_this:
            self.rows.turns[page] = (self.rows.turns.get(page, 0) + by) % 360
        else:
            self.rows.turn = (self.rows.turn + by) % 360
        self.fit_again()
        self.go_to(page)

    def _leaf(self, by: int) -> None:
        if not self._leafed.isActive() and 1 <= self.rows.page + by <= self.rows.count:
            self._leafed.start()
            self.go_to(self.rows.page + by, at_end=by < 0)

    def set_single(self, is_single: bool) -> None:
        """One page alone, or all below each other."""
        self.rows.is_single = is_single
        self.fit_again()
        self.go_to(self.rows.page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A page fitted to the window stays fitted."""
        super().resizeEvent(event)
        self.fit_again()
