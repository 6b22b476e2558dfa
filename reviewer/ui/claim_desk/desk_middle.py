"""The three columns of the claim desk: its papers, the paper in view, and what is answered and decided."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from reviewer.ui.look import Look
from reviewer.ui.parts import column

PAPERS, PAPER, RIGHT, RIGHT_WIDE = 192, 604, 408, 640
"""Widths at 1280 pixels and text of 100 percent."""
SHARE = 35
"""Hundredths of what a wider window has more that go to the right column, until it is wide."""
HELD = 80
"""Milliseconds until it is looked again whether the mouse button is up: nothing moves under a pressed button."""


class DeskMiddle(QSplitter):
    """The paper takes what is left; no column folds away."""

    def __init__(self, look: Look) -> None:
        """Empty until it holds the columns."""
        super().__init__()
        self._look, self._roomy = look, False
        self._is_own = False  # a person moved the handles
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def hold(self, papers: Sequence[QWidget], viewer: QWidget, right: QWidget) -> None:
        """`papers` stand one above the other: what is before their list, the list, and what it gives way to below."""
        look, left = self._look, QWidget()
        above = column(left)
        for part in papers:
            above.addWidget(part)
        above.setStretchFactor(papers[1], 1)
        for part, least, most in ((left, 150, 225), (viewer, 300, 380), (right, 340, 510)):
            part.setMinimumWidth(min(look.px(least), most))  # in large text the checks need it more than the paper
            self.addWidget(part)
        self.setSizes([look.px(PAPERS), look.px(PAPER), look.px(RIGHT)])
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(self._moved)

    def _moved(self) -> None:
        self._is_own = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wide window gives the right column more, so that the weeks stand in it whole, unless a person set it."""
        super().resizeEvent(event)
        if self.count() == 3 and not self._is_own:
            papers = self._look.px(PAPERS) * min(self.width() / self._look.px(PAPERS + PAPER + RIGHT), 1)
            self.setSizes([round(papers), self.width() - round(papers) - self._wanted(), self._wanted()])

    def _wanted(self) -> int:
        px = self._look.px
        more = max(self.width() - px(PAPERS + PAPER + RIGHT), 0) * SHARE // 100
        return px(RIGHT_WIDE) if self._roomy else min(px(RIGHT) + more, px(RIGHT_WIDE))

    def give_room_to(self, grid: QWidget, *after: QWidget) -> None:
        """Widen the right column while the keys are in `grid`, and give the paper its room back when they leave it.

        What comes `after` it keeps the width it finds: nobody's next press should miss because all of it moved.
        """
        self._grid, self._after = grid, after
        QApplication.instance().focusChanged.connect(self._focus_went)  # type: ignore[union-attr]

    def _focus_went(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is None or any(part.isAncestorOf(now) for part in self._after):
            return
        if self.isAncestorOf(now):
            self.make_room(now is self._grid or self._grid.isAncestorOf(now))

    def make_room(self, wide: bool) -> None:
        """The grid of weeks needs more room than the checks; the paper keeps at least its smallest width."""
        if wide != self._roomy:
            self._roomy = wide
            self._fit()

    def _fit(self) -> None:
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            QTimer.singleShot(HELD, self, self._fit)
            return
        papers, viewer, right = self.sizes()
        wanted = self._wanted()
        if (self._roomy and right < wanted) or (not self._roomy and right > wanted):
            self.setSizes([papers, viewer + right - wanted, wanted])
