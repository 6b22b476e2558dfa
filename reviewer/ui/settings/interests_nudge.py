"""A line above the places that asks a member who has declared no interests yet to do so; gone once they have."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reviewer.ui.parts import banner, button, row
from reviewer.ui.permission import may_declare
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import tr


class InterestsNudge(QWidget):
    """Hidden for everybody who need not or cannot declare."""

    wanted = Signal()
    """The settings are to be shown."""

    def __init__(self, sitting: Sitting) -> None:
        """Looks again after every declaration."""
        super().__init__()
        self.setObjectName("interests_nudge")
        self._sitting = sitting
        text = banner(tr("You have not declared your interests yet. Nothing to declare takes one key."), "wait")
        line = row(margins=(8, 4, 8, 4))
        line.addWidget(text, 1)
        line.addWidget(button("declare_interests_open", tr("Declare…"), self.wanted.emit))
        self.setLayout(line)
        sitting.recorded.connect(self._recorded)  # a method, which goes with the window it belongs to
        self.look()

    def _recorded(self, act: str) -> None:
        if act == "declare_interests":
            self.look()

    def look(self) -> None:
        """Show the line only to who has to do something about it."""
        sitting = self._sitting
        asked = may_declare(sitting) and sitting.case_file.is_writing and sitting.person not in sitting.case.interests
        self.setVisible(asked)
