"""The lists of fixed-amount claimants: drawn up by the secretary, checked by another person, adopted as one item."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reviewer.rules.council import FixedList
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.ui.late_reason import LateReason
from reviewer.ui.meeting.fixed_reading import READY, Drawing, FixedPage, holder_differs, read_fixed
from reviewer.ui.meeting.meeting_reading import is_open_list
from reviewer.ui.meeting.meeting_tables import band_award
from reviewer.ui.meeting.refused_lines import NONE, in_a_line
from reviewer.ui.parts import banner, button, label, line, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words, what
from reviewer.ui.rows_table import LinesTable
from reviewer.ui.sitting import Sitting
from reviewer.ui.table_lines import Column, Line
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr, tr_many, won, word

MOST = 4
"""So many lists are in view at once; the claims of the one selected need the room."""


class FixedLists(QWidget):
    """Above the lists, below the claims of the selected one with what a second person should look at."""

    open_claim = Signal(str)
    counted = Signal(int)

    def __init__(self, sitting: Sitting) -> None:
        """Empty until `read`."""
        super().__init__()
        self.setObjectName("fixed_lists")
        self._sitting = sitting
        self._meeting, self._shown, self._asked = 0, READY, 0
        self.page: FixedPage | None = None
        look = sitting.look
        self.lists = LinesTable(
            "fixed_lists_table", tr("Lists"),
            (Column(tr("List"), 0), Column(tr("Meeting"), 80, needs_head=True), Column(tr("Claims"), 80, True),
             Column(tr("State"), 250)), look,
        )  # fmt: skip
        self.claims = LinesTable(
            "fixed_claims_table", tr("Claims of the list"),
            (Column(tr("Claim"), 130), Column(tr("Trade name"), 0), Column(tr("Representative"), 110, needs_head=True),
             Column(tr("Account holder"), 130, needs_head=True), Column(tr("Amount"), 100, True),
             Column(tr("To look at"), 210)), look, ticks=True, many=True,
        )  # fmt: skip
        self.lists.stay_low(MOST)
        self.lists.give_way(1)
        self.claims.give_way(2)
        self.reason, self.note = QLineEdit(), QLineEdit()
        self.problem = banner("", "bad")
        self.problem.setObjectName("fixed_problem")
        self._lay_out()
        self.lists.picked.connect(self._picked)
        self.claims.opened.connect(self.open_claim)
        self.claims.lines.ticked.connect(self._say)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.lists)
        layout.addWidget(line())
        layout.addWidget(self.claims, 1)
        layout.addWidget(line())
        layout.addWidget(self.problem)
        self.said = label("", tone="soft", wrap=True)
        self.said.setObjectName("fixed_said")
        said = row(margins=(16, 8, 16, 0))
        said.addWidget(button("fixed_all", tr("All"), lambda: self.claims.lines.tick_all(True), role="link"))
        said.addWidget(button("fixed_none", tr("None"), lambda: self.claims.lines.tick_all(False), role="link"))
        said.addWidget(self.said, 1)
        layout.addLayout(said)
        foot = row(margins=(16, 8, 16, 12))
        for field, name, says in (
            (self.reason, "pull_reason", tr("Reason for pulling out")),
            (self.note, "check_note", tr("Note on the check (optional)")),
        ):
            field.setObjectName(name)
            field.setAccessibleName(says)
            field.setPlaceholderText(says)
            field.textChanged.connect(lambda _: self._say())
        self.urgent = LateReason("list_urgent", self._sitting)
        self.urgent.textChanged.connect(lambda _: self._say())
        self.draw = button("draw_up_list", tr("Draw up a list"), self.draw_up, role="primary")
        self.pull = button("pull_lines", tr("Pull out"), self.pull_lines)
        self.check = button("check_list", tr("Record the check"), self.record_check, role="primary")
        for part in (self.reason, self.pull, self.note, self.check, self.urgent):
            foot.addWidget(part, 1 if isinstance(part, QLineEdit) else 0)
        foot.addWidget(self.draw, 0, Qt.AlignmentFlag.AlignRight)
        layout.addLayout(foot)
        self.problem.hide()

    # --- reading ----------------------------------------------------------------------------------------

    def for_meeting(self, number: int) -> None:
        """The open meeting a new list is drawn up for; 0 while none is selected."""
        is_other, self._meeting = number != self._meeting, number
        self._say()
        if is_other:
            self.read()  # another meeting refuses other claims

    def read(self) -> None:
        """Read the lists again."""
        self._asked += 1
        asked, shown = self._asked, self._shown
        may = not why_not(self._sitting, "draw_up_fixed_list")
        drawing = Drawing(self._sitting.person, self._meeting, self._sitting.now()) if may else None
        self._sitting.read(
            lambda conn: read_fixed(conn, shown, drawing),
            then=lambda page: self._show(page) if asked == self._asked else None,
            otherwise=self._failed,
            owner=self,
        )

    def _picked(self, key: str) -> None:
        if key and key != self._shown:
            self._shown = key
            self.problem.hide()
            self.read()

    def _show(self, page: FixedPage) -> None:
        self.page, self._shown = page, page.shown
        self.counted.emit(len(page.ready))
        plan, roster = self._sitting.plan, page.names
        ready = Line(READY, (tr("Ready, on no list yet"), "", f"{len(page.ready):,}", ""))
        drawn = [_list_line(one, page, roster) for one in sorted(page.case.lists.values(), key=lambda one: -one.number)]
        self.lists.blockSignals(True)
        self.lists.show_lines([ready, *drawn])
        self.lists.go_to(page.shown)
        self.lists.blockSignals(False)
        pulled = page.drawn.pulled if page.drawn is not None else {}
        lines = [_claim_line(one, page, plan, one.claim in pulled) for one in page.lines]
        self.claims.show_lines(lines, ticked=(lambda _: True) if page.drawn is None else None)
        self._say()

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self._say()
        self.problem.setText(in_words(fault))
        self.problem.show()

    # --- what can be done -------------------------------------------------------------------------------

    def _say(self) -> None:
        page = self.page
        if page is None:
            return
        drawn, ticked = page.drawn, self.claims.lines.ticked_keys()
        is_ready = drawn is None
        is_open = drawn is not None and is_open_list(page.case, drawn)
        self.draw.setVisible(is_ready)
        self.urgent.for_meeting(self._meeting if is_ready else 0)
        for part in (self.reason, self.pull):
            part.setVisible(is_open)
        can_check = is_open and drawn is not None and not drawn.checked_by
        for part in (self.note, self.check):
            part.setVisible(can_check)
        amounts = {one.claim: band_award(one.route, self._sitting.plan) for one in page.lines}
        count = tr_many("{n} claim ticked", "{n} claims ticked", len(ticked))
        whys = [why for why in self._set_buttons(drawn, ticked) if why]
        parts = [f"{count} · {won(sum(amounts[one] for one in ticked))}", *dict.fromkeys(whys)]
        self.said.setText("  ".join(parts))

    def _set_buttons(self, drawn: FixedList | None, ticked: tuple[str, ...]) -> tuple[str, ...]:
        """Switch the buttons in view; why each one that is off is off."""
        if drawn is None:
            why = why_not(self._sitting, "draw_up_fixed_list")
            if not self._meeting:
                why = why or tr("Select an open meeting at the left, or convene one.")
            refused = self.page.refused if self.page is not None else NONE
            why = why or (in_a_line(refused.whole) if refused.whole is not None else "")
            why = why or ("" if ticked else tr("No claim is ticked.")) or self.urgent.missing()
            self._switch(self.draw, why)
            self.draw.setText(
                tr("Draw up a list for meeting {n}", n=self._meeting) if self._meeting else tr("Draw up a list")
            )
            return (why,)
        pull = why_not(self._sitting, "pull_line")
        pull = pull or ("" if ticked else tr("Tick the lines to pull out."))
        pull = pull or ("" if self.reason.text().strip() else tr("Give the reason for pulling out."))
        check = why_not(self._sitting, "check_fixed_list")
        if drawn.author == self._sitting.person:
            check = check or what(Problem("SamePerson", act="check_fixed_list", author=drawn.author))
        self._switch(self.pull, pull)
        self._switch(self.check, check)
        return (check,) if self.check.isVisibleTo(self) else ()

    @staticmethod
    def _switch(part: QWidget, why: str) -> None:
        part.setEnabled(not why)
        set_tip(part, why)

    # --- acting -----------------------------------------------------------------------------------------

    def draw_up(self) -> None:
        """Draw up the next list from the ticked claims for the selected meeting."""
        meeting, claims, now = self._meeting, self.claims.lines.ticked_keys(), self._sitting.now()
        urgent = self.urgent.words()

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk import deciding

            return deciding.draw_up_fixed_list(case_file, signer, meeting, claims, now=now, urgent=urgent)

        self.problem.hide()
        self._sitting.carry_out(
            "draw_up_fixed_list", claims, work, then=self._drawn, otherwise=self._failed, owner=self
        )

    def _drawn(self, entry: Any) -> None:
        self._shown = str(entry.body["list"])

    def pull_lines(self) -> None:
        """Pull the ticked lines out of the list, with the reason."""
        drawn = self.page.drawn if self.page is not None else None
        if drawn is None:
            return
        claims = [one for one in self.claims.lines.ticked_keys() if one in drawn.remaining]
        body = {"list": drawn.number, "claims": claims, "reason": self.reason.text().strip()}
        self._record("pull_line", drawn, body, self.reason)

    def record_check(self) -> None:
        """Record that this person checked names, account holders and repeats."""
        drawn = self.page.drawn if self.page is not None else None
        if drawn is None:
            return
        body: dict[str, object] = {"list": drawn.number}
        if self.note.text().strip():
            body["note"] = self.note.text().strip()
        self._record("check_fixed_list", drawn, body, self.note)

    def _record(self, act: str, drawn: FixedList, body: dict[str, object], field: QLineEdit) -> None:
        self.problem.hide()
        self._sitting.record(
            act, f"meeting:{drawn.meeting}", body,
            then=lambda _: field.clear(), otherwise=self._failed, owner=self,
        )  # fmt: skip


def _list_line(drawn: FixedList, page: FixedPage, names: Any) -> Line:
    who = names.get(drawn.checked_by, "") or drawn.checked_by
    if drawn.adopted:
        state, tone = f"○ {tr('adopted')}", "good"
    elif not is_open_list(page.case, drawn):
        state, tone = f"✕ {tr('not adopted')}", "bad"
    elif drawn.checked_by:
        state, tone = tr("checked by {who}", who=who), "accent"
    else:
        state, tone = tr("waits for a second person"), "wait"
    count = f"{len(drawn.remaining):,}" + (f" (−{len(drawn.pulled):,})" if drawn.pulled else "")
    return Line(str(drawn.number), (tr("List {n}", n=drawn.number), str(drawn.meeting), count, state), tone)


def _claim_line(found: Any, page: FixedPage, plan: Plan, is_pulled: bool) -> Line:
    notes = []
    refused = page.refused.claims.get(found.claim)
    if refused is not None:
        notes.append(f"✕ {in_a_line(refused)}")
    if is_pulled:
        notes.append(tr("pulled out"))
    elif holder_differs(found):
        notes.append(tr("account holder differs"))
    words = {"BRN": tr("same registration number"), "ACCOUNT": tr("same account")}
    for twin in page.twins.get(found.claim, ()):
        notes.append(f"{words[twin.what]}: {twin.claim}")
    cells = (
        found.claim, found.trade_name, found.representative, found.account_holder or "–",
        won(band_award(found.route, plan)), " · ".join(notes),
    )  # fmt: skip
    tip = "\n".join((*cells[:4], word(plan.routes, found.route), *notes))
    is_open = page.drawn is None or (is_open_list(page.case, page.drawn) and not is_pulled)
    tone = "ink-soft" if is_pulled else "wait" if refused is None else "bad"
    return Line(found.claim, cells, tone=tone, tip=tip, can_tick=is_open and refused is None)
