"""The section More evidence: which papers are asked for again, why, and by when."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from reviewer.desk.reviewing import calendar_of, korean_day, supplement_items
from reviewer.rules.claim import Claim, Stage
from reviewer.rules.problem import Problem
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.parts import banner, button, empty, label, may_shrink
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import day, tr, word


class SupplementSection(QWidget):
    """The lines follow from the answers to the checks; each can be left out."""

    def __init__(self, sitting: Sitting, record: Callable[[str, dict[str, object]], None]) -> None:
        """`record(act, body)` records on the claim in view."""
        super().__init__()
        self.setObjectName("supplement_section")
        self._sitting, self._record = sitting, record
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 8, 12, 12)
        self._layout.setSpacing(8)
        self.boxes: list[tuple[QCheckBox, dict[str, str]]] = []
        self.due: dt.date | None = None

    def show_page(self, page: DeskPage) -> None:
        """Show a running request, or what a new one would ask for."""
        empty(self._layout)
        self.boxes = []
        plan = page.plan
        for asked in page.claim.supplements:
            on, due = day(asked.requested_on), day(asked.due)
            text = tr("Round {n}: asked on {asked}, due {due}", n=asked.round, asked=on, due=due)
            self._layout.addWidget(label(text, tone="soft", wrap=True))
        if not may_ask(page.claim, self._sitting.person):
            return
        for item in supplement_items(page.claim, plan):
            reason = plan.supplement_reasons.get(item["reason"])
            box = QCheckBox(f"{word(plan.proof_kinds, item['kind'])}: {word(plan.supplement_reasons, item['reason'])}")
            box.setObjectName(f"ask_{item['kind']}_{item['reason']}_{item.get('check', '')}")
            box.setAccessibleName(box.text())
            box.setChecked(reason is None or not reason.optional)
            self.boxes.append((box, item))
            self._layout.addWidget(may_shrink(box))
        self._offer(page)

    def _offer(self, page: DeskPage) -> None:
        if not self.boxes:
            self._layout.addWidget(label(tr("The checks ask for nothing more."), tone="soft", wrap=True))
            return
        today = korean_day(self._sitting.now())
        try:
            self.due = calendar_of(page.plan).due(today, page.plan.settings.supplement_days)
        except Problem as problem:
            self._layout.addWidget(banner(in_words(problem), "wait"))
            return
        self._layout.addWidget(label(tr("Due date: {due}", due=day(self.due))))
        self._layout.addWidget(button("ask_for_more", tr("Ask for more evidence"), self.record))

    def record(self) -> None:
        """Record the request; its letter follows under Letters."""
        items = [item for box, item in self.boxes if box.isChecked()]
        if not items or self.due is None or self._sitting.member is None:
            return
        year = korean_day(self._sitting.now()).year
        number = self._sitting.case.next_number("letter", year, self._sitting.member.computer, 4)
        body: dict[str, Any] = {"items": items, "due": self.due.isoformat(), "letter_no": number}
        self._record("request_supplement", body)


def may_ask(claim: Claim, person: str) -> bool:
    """Whether this person may ask for more evidence on this claim now."""
    if claim.supplements and claim.supplements[-1].state == "REQUESTED":
        return False
    fixed = claim.is_fixed and claim.stage in (Stage.ROUTED, Stage.FIXED_READY)
    return bool(person) and (fixed or (claim.stage is Stage.IN_REVIEW and person == claim.lead))
