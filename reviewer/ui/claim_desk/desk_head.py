"""The head of the claim desk: back, which claim, its stages, and the ways to its neighbours."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reviewer.rules.plan import Plan
from reviewer.ui.announcing import announce
from reviewer.ui.claim_desk.stage_strip import StageStrip
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.elided import Elided
from reviewer.ui.look import Look
from reviewer.ui.parts import button, label, plane
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr

LONG_NAME = 300
"""Pixels that number and trade name keep beside the strip of stages, which gives way first."""


class DeskHead(QWidget):
    """One line above the papers; it asks, the desk acts."""

    left = Signal()
    moved = Signal(int)

    def __init__(self, look: Look, plan: Plan) -> None:
        """Empty until `show_page`."""
        super().__init__()
        self._look, self.strip = look, StageStrip(look, plan)
        ground = plane("surface")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ground)
        layout = QHBoxLayout(ground)
        layout.setContentsMargins(8, 6, 12, 6)
        layout.setSpacing(8)
        self._back = button("desk_back", tr("Claims"), self.left.emit, role="link", look=look, picture="back")
        layout.addWidget(self._back)
        self.title = Elided(is_name=True)
        self.title.setProperty("textsize", "15")
        layout.addWidget(self.title, 1)
        layout.addWidget(self.strip)
        layout.addSpacing(8)
        self.place = label("", size=12, tone="soft")
        layout.addWidget(self.place)
        for name, says, picture, by in (
            ("desk_previous", tr("Previous claim"), "back", -1),
            ("desk_next", tr("Next claim"), "next", 1),
        ):
            pressed = partial(self.moved.emit, by)
            step = button(name, "", pressed, role="link", says=says, look=look, picture=picture)
            set_tip(step, says)
            layout.addWidget(step)

    def show_way_back(self, text: str) -> None:
        """Name the place the way back leads to."""
        self._back.setText(text)
        self._back.setAccessibleName(text)

    def show_place(self, place: int, count: int) -> None:
        """Which of how many claims of the list this is; 0 says nothing."""
        self.place.setText(tr("{place} of {count}", place=f"{place:,}", count=f"{count:,}") if place else "")

    def show_page(self, page: DeskPage) -> None:
        """Name the claim, by its number alone where nobody gave a trade name, and show its stage."""
        text = " · ".join(filter(None, (page.claim.number, page.applicant.trade_name)))
        self.title.say(text)
        needed = self.title.fontMetrics().horizontalAdvance(text) + 8
        self.title.setMinimumWidth(min(needed, self._look.px(LONG_NAME)))
        self.strip.show_stage(page.claim.stage.value)

    def announce(self) -> None:
        """Speak which claim came into view, its stage and its place in the list."""
        told = (self.title.whole(), self.strip.accessibleName(), self.place.text())
        announce(self.title, ", ".join(filter(None, told)))
