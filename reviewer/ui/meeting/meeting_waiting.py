"""Checked and deferred claims that are on no agenda yet; the ticked ones go onto the selected meeting's."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.award_working import proposal_words
from reviewer.ui.late_reason import LateReason
from reviewer.ui.meeting.meeting_reading import Waiting
from reviewer.ui.meeting.refused_lines import ASKED_APART, NONE, Refused, in_a_line, read_refused
from reviewer.ui.parts import banner, button, label, line, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.rows_table import LinesTable
from reviewer.ui.sitting import Sitting
from reviewer.ui.table_lines import Column, Line
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr, tr_many, won


class WaitingClaims(QWidget):
    """Each claim is shown with the list it will stand on (domain.md 5.4)."""

    open_claim = Signal(str)
    put_there = Signal()

    def __init__(self, sitting: Sitting) -> None:
        """Empty until `show_claims`."""
        super().__init__()
        self.setObjectName("waiting_claims")
        self._sitting, self._meeting, self._asked = sitting, 0, 0
        self._waiting: tuple[Waiting, ...] = ()
        self._refused = NONE
        columns = (
            Column(tr("Claim"), 140), Column(tr("Trade name"), 0), Column(tr("Proposal"), 230),
            Column(tr("Loss"), 110, True), Column(tr("List"), 110),
        )  # fmt: skip
        self.table = LinesTable("waiting_table", tr("Checked claims"), columns, sitting.look, ticks=True, many=True)
        self.table.give_way(2)
        self.table.opened.connect(self.open_claim)
        self.table.lines.ticked.connect(self._say)
        self.problem = banner("", "bad")
        self.problem.setObjectName("waiting_problem")
        self.problem.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.nothing = label(tr("No claim waits for a meeting."), size=15, tone="soft", wrap=True)
        self.nothing.setObjectName("waiting_nothing")
        self.nothing.setContentsMargins(16, 24, 16, 0)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.hide()
        layout.addWidget(self.nothing, 1)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.problem)
        said, foot = row(margins=(16, 8, 16, 0)), row(margins=(16, 8, 16, 12))
        self.said = label("", tone="soft", wrap=True)
        self.said.setObjectName("waiting_said")
        self.urgent = LateReason("agenda_urgent", sitting)
        self.urgent.textChanged.connect(lambda _: self._say())
        self.put = button("put_on_agenda", tr("Put on the agenda"), self.put_on_agenda, role="primary")
        self.urgent.returnPressed.connect(self.put.click)
        said.addWidget(button("tick_all", tr("All"), lambda: self.table.lines.tick_all(True), role="link"))
        said.addWidget(button("tick_none", tr("None"), lambda: self.table.lines.tick_all(False), role="link"))
        said.addWidget(self.said, 1)
        foot.addWidget(self.urgent, 1)
        foot.addWidget(self.put, 0, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(line())
        layout.addLayout(said)
        layout.addLayout(foot)

    def show_claims(self, waiting: Sequence[Waiting]) -> None:
        """Show what waits; a new one is ticked unless it would be refused."""
        self._waiting = tuple(waiting)
        self._show()
        self._ask()

    def _show(self) -> None:
        self.table.show_lines([self._line(one) for one in self._waiting], ticked=lambda _: True)
        self.table.setVisible(bool(self._waiting))
        self.nothing.setVisible(not self._waiting)
        self._say()

    def for_meeting(self, number: int) -> None:
        """The open meeting they would go to; 0 while none is selected."""
        self._meeting = number
        self.urgent.for_meeting(number)
        self._say()
        self._ask()

    def _ask(self) -> None:
        """Ask which of them the selected meeting would refuse; an older answer is dropped by its number."""
        self._asked += 1
        asked, person, now = self._asked, self._sitting.person, self._sitting.now()
        numbers, subject = [one.tabled.claim.number for one in self._waiting], f"meeting:{self._meeting}"
        if not numbers or not self._meeting or why_not(self._sitting, "put_on_agenda"):
            self._told(asked, NONE)
            return
        self._sitting.read(
            lambda conn: read_refused(conn, person, "put_on_agenda", subject, {"claims": numbers, **ASKED_APART}, now),
            then=lambda found: self._told(asked, found), otherwise=self._failed, owner=self,
        )  # fmt: skip

    def _told(self, asked: int, found: Refused) -> None:
        if asked != self._asked or found == self._refused:
            return
        before, self._refused = self._refused, found
        self._show()
        again = [self.table.lines.row_of(number) for number in before.claims if number not in found.claims]
        self.table.lines.tick([row for row in again if row >= 0], True)

    def _line(self, one: Waiting) -> Line:
        claim = one.tabled.claim
        lists = {"CONSENT": tr("Consent list"), "DISCUSSION": tr("Discussion list")}
        name = one.tabled.trade_name or one.tabled.representative
        proposal = proposal_words(claim, self._sitting.plan)
        refused = self._refused.claims.get(claim.number)
        state = f"✕ {in_a_line(refused)}" if refused is not None else lists[one.list_name]
        cells = (claim.number, name, proposal, won(claim.claimed_loss), state)
        tone = "bad" if refused is not None else ""
        return Line(claim.number, cells, tone=tone, tip="\n".join(cells), can_tick=refused is None)

    def _say(self) -> None:
        ticked = self.table.lines.ticked_keys()
        why = why_not(self._sitting, "put_on_agenda")
        why = why or ("" if self._meeting else tr("Select an open meeting at the left, or convene one."))
        why = why or (in_a_line(self._refused.whole) if self._refused.whole is not None else "")
        why = why or ("" if ticked else tr("No claim is ticked."))
        why = why or self.urgent.missing()
        self.put.setEnabled(not why)
        set_tip(self.put, why)
        count = tr_many("{n} claim ticked", "{n} claims ticked", len(ticked))
        parts = [count]
        if self._refused.claims:
            reasons = dict.fromkeys(in_a_line(one) for one in self._refused.claims.values())
            refused = tr("{n} would be refused here: {why}", n=len(self._refused.claims), why=" · ".join(reasons))
            parts.append(refused)
        self.said.setText(". ".join([*parts, why] if why else parts))
        high = self.said.heightForWidth(self.said.width())
        self.said.setMinimumHeight(max(high, self.said.minimumHeight()))  # the button stays where the pointer is
        where = tr("Put on the agenda of meeting {n}", n=self._meeting)
        self.put.setText(where if self._meeting else tr("Put on the agenda"))

    def put_on_agenda(self) -> None:
        """Put the ticked claims on the agenda, each on the list it belongs to."""
        claims, number, now = self.table.lines.ticked_keys(), self._meeting, self._sitting.now()
        urgent = self.urgent.words()
        if self.put.hasFocus():
            self.table.setFocus()  # a button that is off hands the keys on to whatever comes next in the window
        self.put.setEnabled(False)
        self.problem.hide()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk import deciding

            return deciding.put_checked_on_agenda(case_file, signer, number, claims, now=now, urgent=urgent)

        self._sitting.carry_out(
            "put_on_agenda", claims, work, then=lambda _: self._put(), otherwise=self._failed, owner=self
        )

    def _put(self) -> None:
        self.urgent.clear()
        self.put_there.emit()

    def _failed(self, fault: BaseException) -> None:
        self._say()
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(fault))
        self.problem.show()
