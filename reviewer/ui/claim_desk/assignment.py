"""Assigning a claim: a lead reviewer, and a second one from another body."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from reviewer.rules.acts import ACTS
from reviewer.rules.acts.assigning import FILLED_AT, reviewers
from reviewer.rules.claim import Claim
from reviewer.rules.council import Member
from reviewer.ui.elided import NarrowChoice
from reviewer.ui.parts import button, label
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import tr, word


def may_assign(claim: Claim, member: Member | None) -> bool:
    """Whether this member may assign this claim now; once the work goes on, only where a seat fell empty."""
    act = ACTS["assign"]
    if member is None or member.role not in act.roles or claim.hold or claim.is_recused(member.id):
        return False
    if claim.route != "INDIVIDUAL" and claim.deciding == "ORIGINAL":
        return False
    return claim.stage in act.stages and not (claim.stage in FILLED_AT and claim.lead and claim.second)


class Assignment(QWidget):
    """Two boxes and a button; members who stepped aside are not offered."""

    def __init__(self, sitting: Sitting, claim: Claim, record: Callable[[str, dict[str, object]], None]) -> None:
        """`record(act, body)` records on the claim in view."""
        super().__init__()
        self._sitting, self._claim, self._record = sitting, claim, record
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label(tr("Assign"), bold=True))
        self.lead = self._box("assign_lead", tr("Lead reviewer"), claim.lead)
        self.second = self._box("assign_second", tr("Second reviewer"), claim.second)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        for place, box in enumerate((self.lead, self.second)):
            grid.addWidget(label(box.accessibleName(), size=12, tone="soft"), place, 0)
            grid.addWidget(box, place, 1)
        layout.addLayout(grid)
        layout.addWidget(button("assign", tr("Assign"), self.record))
        self.lead.currentIndexChanged.connect(lambda _: self._part_bodies())
        self._part_bodies()

    def _box(self, name: str, says: str, now: str) -> QComboBox:
        box = NarrowChoice(name, says)
        sitting = self._sitting
        for one in reviewers(self._claim, sitting.case):
            body = word(sitting.plan.bodies, sitting.case.roster[one].body)
            box.addItem(f"{sitting.name_of(one)} · {body}", one)
            box.setItemData(box.count() - 1, one, Qt.ItemDataRole.ToolTipRole)
        box.setCurrentIndex(max(box.findData(now), 0))
        return box

    def _part_bodies(self) -> None:
        """Where both would come from one body, offer the first second reviewer from another (domain.md 5.4)."""
        roster = self._sitting.case.roster
        bodies = [roster[str(self.second.itemData(place))].body for place in range(self.second.count())]
        lead = roster.get(str(self.lead.currentData()))
        if lead is not None and bodies and bodies[self.second.currentIndex()] == lead.body:
            self.second.setCurrentIndex(next((n for n, body in enumerate(bodies) if body != lead.body), 0))

    def record(self) -> None:
        """Record the two."""
        self._record("assign", {"lead": str(self.lead.currentData()), "second": str(self.second.currentData())})
