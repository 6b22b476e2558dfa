"""The two seats of the line in focus: who leads, and a second reviewer from another body."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from reviewer.rules.assignment import NOBODY, Pair
from reviewer.ui.elided import NarrowChoice
from reviewer.ui.parts import label, row
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import tr, word


class SeatBoxes(QWidget):
    """What is offered is what is allowed: nobody who is kept from the claim, and never two of one body."""

    chosen = Signal(str, str)

    def __init__(self, sitting: Sitting) -> None:
        """Empty until a line is shown."""
        super().__init__()
        self.setObjectName("seat_boxes")
        self._sitting = sitting
        self._people: Sequence[str] = ()
        self._taken = NOBODY
        self.lead = NarrowChoice("seat_lead", tr("Lead reviewer"))
        self.second = NarrowChoice("seat_second", tr("Second reviewer"))
        layout = row()
        self.claim = label("", bold=True)
        layout.addWidget(self.claim)
        for box, seat in ((self.lead, tr("Lead")), (self.second, tr("Second"))):
            layout.addWidget(label(seat, size=12, tone="soft"))  # in short, as the columns above: names are long
            layout.addWidget(box, 1)
        self.setLayout(layout)
        self.lead.activated.connect(lambda _: self._lead_chosen())
        self.second.activated.connect(lambda _: self._tell())

    def show_line(self, claim: str, people: Sequence[str], pair: Pair, taken: Pair) -> None:
        """Show who is seated on a claim; a seat that is taken cannot be changed here."""
        self._people, self._taken = people, taken
        self.claim.setText(claim)
        with QSignalBlocker(self.lead), QSignalBlocker(self.second):
            leads = [taken.lead] if taken.lead else people
            self._fill(self.lead, leads, pair.lead)
            self._fill(self.second, self._seconds(pair.lead), pair.second)
        self.lead.setEnabled(bool(claim) and len(leads) > 1)
        self.second.setEnabled(bool(claim) and not taken.second and self.second.count() > 1)

    def _seconds(self, lead: str) -> Sequence[str]:
        """Those beside whom this lead may review: of another body (domain.md 5.4)."""
        if self._taken.second:
            return [self._taken.second]
        roster = self._sitting.case.roster
        return [one for one in self._people if lead in roster and roster[one].body != roster[lead].body]

    def _fill(self, box: QComboBox, people: Sequence[str], now: str) -> None:
        box.clear()
        sitting = self._sitting
        for one in people:
            box.addItem(f"{sitting.name_of(one)} · {word(sitting.plan.bodies, sitting.case.roster[one].body)}", one)
        box.setCurrentIndex(box.findData(now))

    def _lead_chosen(self) -> None:
        lead, second = str(self.lead.currentData()), str(self.second.currentData())
        with QSignalBlocker(self.second):
            self._fill(self.second, self._seconds(lead), second)
            if self.second.currentIndex() < 0:
                self.second.setCurrentIndex(0)
        self._tell()

    def _tell(self) -> None:
        if self.lead.currentIndex() >= 0 and self.second.currentIndex() >= 0:
            self.chosen.emit(str(self.lead.currentData()), str(self.second.currentData()))

    def take_focus(self) -> None:
        """Put the keyboard on the first box that can be changed."""
        (self.lead if self.lead.isEnabled() else self.second).setFocus()

    def has_focus(self) -> bool:
        """Whether one of the boxes has the keyboard."""
        return self.lead.hasFocus() or self.second.hasFocus()
