"""Why an item comes on the agenda after the notice that names it: asked for only where that notice has begun."""

import datetime as dt

from PySide6.QtWidgets import QLineEdit

from reviewer.desk.reviewing import korean_day
from reviewer.rules.acts.noticing import notice_runs
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr


class LateReason(QLineEdit):
    """A line that hides itself while an item still comes in time."""

    def __init__(self, name: str, sitting: Sitting) -> None:
        """Hidden until a meeting is named."""
        super().__init__()
        self._sitting, self._late = sitting, False
        self.setObjectName(name)
        self.setAccessibleName(tr("Urgent because"))
        self.setPlaceholderText(tr("Urgent because"))
        set_tip(self, _means())
        self.setAccessibleDescription(_means())
        self.hide()

    def for_meeting(self, number: int, known: dt.date | None = None) -> None:
        """Ask where the notice of this meeting has begun; `known` is since when the item stands on its agenda."""
        held = self._sitting.case.meeting(number)
        day = known or korean_day(self._sitting.now())
        self._late = held is not None and held.state == "CONVENED" and notice_runs(held, day, self._sitting.plan)
        self.setVisible(self._late)

    def missing(self) -> str:
        """What is still to be said, in words; "" where nothing is."""
        return _means() if self._late and not self.text().strip() else ""

    def words(self) -> str:
        """The reason; "" where none is asked for."""
        return self.text().strip() if self._late else ""


def _means() -> str:
    return tr("The notice with the agenda has gone out: say why this cannot wait. The minutes state it.")
