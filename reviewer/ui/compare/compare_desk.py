"""The compare desk: any two pages, photos or sheets of this claim or another, in a window of their own."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QSlider, QVBoxLayout, QWidget

from reviewer.rules.places import Place
from reviewer.ui import keys
from reviewer.ui.actions import Action, press
from reviewer.ui.compare.compare_field import CompareField
from reviewer.ui.compare.compare_side import CompareSide, Spot
from reviewer.ui.parts import button, line, row
from reviewer.ui.reader.tools import PAGES
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr

STEP = 5
"""Percent by which a key moves the slider."""


class CompareDesk(QWidget):
    """Zoom and pan go together until that is switched off; everything has its key."""

    closed = Signal()

    def __init__(self, sitting: Sitting, owner: QWidget) -> None:
        """A window of its own above `owner`, on a second screen where there is one."""
        super().__init__(owner, Qt.WindowType.Window)
        self.setObjectName("compare_desk")
        self.setProperty("plane", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("Compare"))
        self.left, self.right = CompareSide(sitting, "left"), CompareSide(sitting, "right")
        self.field = CompareField(self.left.stack, self.right.stack)
        self._owner, self._busy, self._ratio = owner, False, 1.0
        self._apart: Spot = (0, 0.0, 0.0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._bar())
        layout.addWidget(line())
        self._heads = row(spacing=2)
        for side in (self.left, self.right):
            self._heads.addWidget(side, 1)
        layout.addLayout(self._heads)
        layout.addWidget(self.field, 1)
        for side in (self.left, self.right):
            side.scaled.connect(lambda side=side: self._scaled(side))
            side.opened.connect(self._opened)
            for area in (side.stack.canvas, side.stack.sheets.grid):
                for bar in (area.horizontalScrollBar(), area.verticalScrollBar()):
                    bar.valueChanged.connect(lambda _, side=side: self._scrolled(side))
        self.resize(sitting.look.px(1200), sitting.look.px(760))

    def _bar(self) -> QHBoxLayout:
        bar = row(spacing=6, margins=(8, 6, 8, 6))
        self.linked = self._switch("compare_linked", tr("Together"), "compare_link", self._link)
        self.linked.setChecked(True)
        self.over = self._switch("compare_over", tr("One over the other"), "compare_over", self._lay_over)
        swap = button("compare_swap", tr("Swap"), self.swap, role="chip")
        loupe = button("compare_loupe", tr("Loupe"), self.toggle_loupe, role="chip")
        for one, action in ((swap, "compare_swap"), (loupe, "loupe")):
            set_tip(one, f"{one.text()}  {keys.shown(action)}")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("compare_slider")
        self.slider.setAccessibleName(tr("How much of the left paper is seen"))
        self.slider.setRange(0, 100)
        self.slider.setValue(50)
        self.slider.valueChanged.connect(self.field.set_share)
        self.slider.hide()
        for part in (self.linked, swap, self.over, loupe):
            bar.addWidget(part)
        bar.addWidget(self.slider, 1)
        bar.addStretch()
        bar.addWidget(button("compare_close", tr("Close"), self.close))
        return bar

    def _switch(self, name: str, text: str, action: str, done: Callable[[bool], object]) -> QPushButton:
        found = button(name, text, role="chip")
        found.setCheckable(True)
        set_tip(found, f"{text}  {keys.shown(action)}")
        found.toggled.connect(done)
        return found

    # --- what is compared ---------------------------------------------------------------------------------

    def show_two(self, claim: str, mine: Place | None, other: str, theirs: Place | None) -> None:
        """Show two places, each of its claim; None shows the first paper of that claim."""
        self.left.show_claim(claim, mine)
        self.right.show_claim(other, theirs)
        if not self.isVisible():
            others = [screen for screen in QApplication.screens() if screen is not self._owner.screen()]
            if others:
                self.setGeometry(others[0].availableGeometry())
        self.show()
        self.raise_()
        self.activateWindow()
        self.left.stack.focus_page()

    def swap(self) -> None:
        """Left becomes right; each paper keeps its zoom and place."""
        self.field.swap()
        self._heads.insertWidget(0, self.right, 1)
        self.left, self.right = self.right, self.left
        self._measure()

    # --- together -----------------------------------------------------------------------------------------

    def _other(self, side: CompareSide) -> CompareSide:
        return self.right if side is self.left else self.left

    def _link(self, wanted: bool) -> None:
        if wanted:
            self._join()

    def _opened(self) -> None:
        self._join()

    def _join(self) -> None:
        """Two pages that go together are drawn equally wide, whether their file counts points or pixels."""
        sides = (self.left, self.right)
        if self.linked.isChecked() and all(side.stack.shows == PAGES for side in sides):
            mine, theirs = self.left.stack.canvas, self.right.stack.canvas
            if not (mine.fit and mine.fit == theirs.fit):
                self._busy = True
                theirs.set_zoom(theirs.zoom() * mine.width_on_screen() / theirs.width_on_screen())
                self._busy = False
        self._measure()

    def _measure(self) -> None:
        """Remember how the two papers stand to each other: so they stay."""
        here = self.left.stack.zoom()
        self._ratio = self.right.stack.zoom() / here if here > 0 else 1.0
        self._apart = apart(self.right.spot, self.left.spot) if self._are_alike() else (0, 0.0, 0.0)

    def _scaled(self, side: CompareSide) -> None:
        if self._busy or not self.linked.isChecked() or not self._both_shown():
            return
        if side.stack.view().get("fit"):  # opened or fitted to its own half: no zoom for the other to follow
            self._measure()
            return
        self._busy = True
        try:
            zoom, other = side.stack.zoom(), self._other(side)
            other.stack.zoom_to(zoom * self._ratio if side is self.left else zoom / self._ratio)
        finally:
            self._busy = False
        self._scrolled(side)

    def _scrolled(self, side: CompareSide) -> None:
        """The other paper moves as far as this one; a page and a sheet have no measure in common."""
        if self._busy or not self.linked.isChecked() or not self._are_alike():
            return
        self._busy = True
        try:
            if side is self.left:
                self.right.look_at(apart(side.spot, apart((0, 0.0, 0.0), self._apart)))
            else:
                self.left.look_at(apart(side.spot, self._apart))
        finally:
            self._busy = False

    def _both_shown(self) -> bool:
        return bool(self.left.stack.shows and self.right.stack.shows)

    def _are_alike(self) -> bool:
        return self._both_shown() and self.left.stack.shows == self.right.stack.shows

    # --- one over the other, loupe ------------------------------------------------------------------------

    def _lay_over(self, wanted: bool) -> None:
        self.slider.setVisible(wanted)
        self.field.set_over(wanted)

    def toggle_loupe(self) -> None:
        """Take a glass up over both papers, or put both down."""
        for side in (self.left, self.right):
            if side.stack.shows == PAGES:
                side.stack.pages.toggle_loupe()

    def _slide(self, by: int) -> None:
        self.over.setChecked(True)
        self.slider.setValue(self.slider.value() + by)

    # --- keys ---------------------------------------------------------------------------------------------

    @property
    def focused(self) -> CompareSide:
        """The side with the keyboard; the left one where neither has it."""
        held = self.focusWidget()
        is_right = held is not None and (self.right.isAncestorOf(held) or self.right.stack.isAncestorOf(held))
        return self.right if is_right else self.left

    def offers(self) -> Iterator[Action]:
        """What can be done while two papers stand side by side."""
        stack = self.focused.stack
        sides = (self.left, self.right) if self.linked.isChecked() else (self.focused,)
        does: dict[str, Callable[[], object]] = {
            "back": self.close,
            "compare_link": self.linked.toggle,
            "compare_swap": self.swap,
            "compare_over": self.over.toggle,
            "loupe": self.toggle_loupe,
            "slide_left": lambda: self._slide(-STEP),
            "slide_right": lambda: self._slide(STEP),
            "zoom_in": lambda: stack.zoom_by(1),
            "zoom_out": lambda: stack.zoom_by(-1),
            "fit_page": lambda: self._fit(sides, "page"),
            "fit_width": lambda: self._fit(sides, "width"),
            "turn": stack.turn,
            "previous_page": lambda: stack.turn_page(-1),
            "next_page": lambda: stack.turn_page(1),
            "previous_paper": lambda: self._step_paper(-1),
            "next_paper": lambda: self._step_paper(1),
        }
        return (Action(name, do) for name, do in does.items())

    def _fit(self, sides: tuple[CompareSide, ...], fit: str) -> None:
        self._busy = True
        try:
            for side in sides:
                side.stack.fit(fit)
        finally:
            self._busy = False
        self._measure()

    def _step_paper(self, by: int) -> None:
        side = self.focused
        place = side.papers.currentIndex() + by
        if 0 <= place < side.papers.count():
            side.show_paper(str(side.papers.itemData(place)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the reader work on the side in focus, or on both where they go together."""
        if not press(event, self.offers()):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Both papers are left, with their access entries."""
        for side in (self.left, self.right):
            side.leave()
        self.closed.emit()
        super().closeEvent(event)


def apart(one: Spot, other: Spot) -> Spot:
    """How far one spot lies from another."""
    return one[0] - other[0], one[1] - other[1], one[2] - other[2]
