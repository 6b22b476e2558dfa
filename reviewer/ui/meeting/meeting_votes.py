"""The votes at the right of the meeting: one row and one key a member, quorum and result live."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reviewer.rules.council import Member
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.ui import keys
from reviewer.ui.elided import ElidedLink
from reviewer.ui.look import Look
from reviewer.ui.meeting.ballot import Ballot
from reviewer.ui.meeting.ground_choice import GroundChoice
from reviewer.ui.meeting.vote_result import VoteResult
from reviewer.ui.meeting.vote_row import SHAPES, TONES, VoteRow
from reviewer.ui.parts import banner, button, empty, label, line, plane, restyle, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words, what
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import listed, tr, word

ROWS = 160
"""Pixels of height that the rows of the members have at most where room is short, however large the text is."""


class VotePanel(QWidget):
    """Holds the ballot of the item in view; what it comes to is counted by the same rules that record it."""

    record_wanted = Signal()
    changed = Signal()

    def __init__(self, sitting: Sitting, look: Look) -> None:
        """Empty until an item is shown."""
        super().__init__()
        self.setObjectName("vote_panel")
        self.setAccessibleName(tr("Votes"))
        self._sitting = sitting
        self.ballot = Ballot((), {})
        self.tally: Any = None
        self._rows: dict[str, VoteRow] = {}
        self._fields: dict[str, QLineEdit] = {}
        self.whys: dict[str, GroundChoice] = {}
        self._counted = 0
        self._plan: Plan = sitting.plan
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(8)
        head = row()
        head.addWidget(label(tr("Votes"), size=15, bold=True))
        head.addStretch()
        self.amounts = button(
            "vote_amounts", tr("Amounts  {keys}", keys=keys.shown("amounts")), role="chip",
            says=tr("Different amounts  {keys}", keys=keys.shown("amounts")),
        )  # fmt: skip
        set_tip(self.amounts, self.amounts.accessibleName())
        self.amounts.setCheckable(True)
        self.amounts.toggled.connect(self._amounts_toggled)
        head.addWidget(self.amounts)
        self.rest = button("vote_rest_for", tr("The rest for  {keys}", keys=keys.shown("vote_rest_for")), self.rest_for)
        self.rest.setProperty("role", "link")
        head.addWidget(self.rest)
        layout.addLayout(head)
        layout.addWidget(self._rows_area(), 1)
        layout.addWidget(line())
        self.result = VoteResult(look)
        layout.addWidget(self.result)
        self.problem = banner("", "bad")
        self.problem.setObjectName("vote_problem")
        layout.addWidget(self.problem)
        self.missing = ElidedLink("vote_missing")
        self.missing.clicked.connect(self.go_to_missing)
        layout.addWidget(self.missing)
        self._add_buttons(layout)
        self.wear(look)
        self.problem.hide()

    def _rows_area(self) -> QScrollArea:
        """The rows scroll where there is little room, so that result and buttons always stay in view."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = plane("raised")
        holder = QVBoxLayout(inside)
        holder.setContentsMargins(0, 0, 0, 0)
        self._body = QVBoxLayout()
        self._body.setSpacing(4)
        holder.addLayout(self._body)
        holder.addStretch()
        area.setWidget(inside)
        self._area = area
        return area

    def wear(self, look: Look) -> None:
        """Go on in another text size, with the votes given so far."""
        self._area.setMinimumHeight(min(look.px(120), ROWS))
        self.result.wear(look)

    def _add_buttons(self, layout: QVBoxLayout) -> None:
        buttons = row()
        self.undo = button("vote_undo", tr("Undo"), self.take_back)
        self.record = button("vote_record", tr("Record  Ctrl+Enter"), self.record_wanted.emit, role="primary")
        buttons.addWidget(self.undo)
        buttons.addWidget(self.record, 1)
        layout.addLayout(buttons)

    # --- content ----------------------------------------------------------------------------------------

    def show_ballot(
        self, ballot: Ballot, plan: Plan, members: Mapping[str, Member], names: Mapping[str, str], *, amounts: bool
    ) -> None:
        """Show an open item's ballot; `amounts` lets the members vote on amounts."""
        self.ballot, self._plan = ballot, plan
        empty(self._body)
        self._rows, self._fields, self.whys = {}, {}, {}
        for number, who in enumerate(ballot.seats, 1):
            member = members[who]
            one = VoteRow(member, number, names.get(who, "") or who, word(plan.bodies, member.body))
            one.chosen.connect(lambda vote, who=who: self._vote(who, vote))
            one.stepped.connect(lambda by, who=who: self._step(who, by))
            self._rows[who] = one
            field = self._amount_field(who, names.get(who, "") or who)
            self.whys[who] = GroundChoice(who, names.get(who, "") or who, plan)
            self.whys[who].activated.connect(lambda _, who=who: self._state(who))
            for line_of in (one, self.whys[who], field):
                self._body.addWidget(line_of)
        self.amounts.setVisible(amounts)
        self.amounts.blockSignals(True)
        self.amounts.setChecked(bool(ballot.amounts))
        self.amounts.blockSignals(False)
        self._amounts_toggled(bool(ballot.amounts))
        for part in (self.rest, self.undo, self.record):
            part.show()
        self.say_problem(None)
        self._show()

    def _state(self, who: str) -> None:
        self.ballot.state(who, str(self.whys[who].currentData()))
        self._show()

    def _amount_field(self, who: str, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(f"amount_{who}")
        field.setAccessibleName(tr("Amount {name} holds right, in won", name=name))
        field.setPlaceholderText(tr("Amount in won"))
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setText(f"{self.ballot.amounts[who]:,}" if who in self.ballot.amounts else "")
        field.editingFinished.connect(lambda: self._take_amount(who))
        field.setVisible(False)
        self._fields[who] = field
        return field

    def show_closed(self, votes: Mapping[str, str], names: Mapping[str, str], plan: Plan) -> None:
        """Show how an item that is closed was voted on."""
        self.ballot, self._plan, self.tally = Ballot((), {}), plan, None
        empty(self._body)
        self._rows, self._fields, self.whys = {}, {}, {}
        for who, vote in votes.items():
            shown = row(margins=(8, 4, 12, 4))
            shown.addWidget(label(names.get(who, "") or who, wrap=True), 1)
            shown.addWidget(label(f"{SHAPES[vote]} {word(plan.votes, vote)}", tone=TONES[vote], bold=True))
            self._body.addLayout(shown)
        for part in (self.rest, self.undo, self.record, self.amounts):
            part.hide()
        self.say_problem(None)
        self.result.clear()
        self.missing.say("")

    def say_problem(self, fault: Problem | None) -> None:
        """Say beside the votes why the item could not be recorded."""
        self.problem.setText(in_words(fault) if fault else "")
        self.problem.setVisible(fault is not None)

    # --- voting -----------------------------------------------------------------------------------------

    def press(self, number: int, *, back: bool = False) -> None:
        """The key of a member: go to that member's next vote."""
        if 1 <= number <= len(self.ballot.seats):
            who = self.ballot.seats[number - 1]
            self._rows[who].setFocus()
            self._step(who, -1 if back else 1)

    def _step(self, who: str, by: int) -> None:
        self.ballot.cycle(who, by)
        self._show()

    def _vote(self, who: str, vote: str) -> None:
        """Take a vote; who steps aside only now is asked for the ground at once."""
        self.ballot.set(who, vote)
        self._show()
        if vote not in self.ballot.choices(who) and who not in self.ballot.grounds:
            self.say_problem(Problem("ActNotAllowed", act="resolve", why="recused_without_ground"))
        if vote == "RECUSED" and who in self.ballot.missing_grounds():
            self.whys[who].setFocus()

    def rest_for(self) -> None:
        """Everyone who has not voted yet votes for."""
        self.ballot.rest_for()
        self._show()

    def take_back(self) -> None:
        """Take the last step back."""
        self.ballot.undo()
        self._show()

    def toggle_amounts(self) -> None:
        """Switch to a vote on amounts and back."""
        if self.amounts.isVisibleTo(self):
            self.amounts.toggle()

    def _amounts_toggled(self, on: bool) -> None:
        for who, field in self._fields.items():
            field.setVisible(on and who not in self.ballot.grounds)
        if not on:
            self.ballot.drop_amounts()
        elif self._fields:
            first = next((field for field in self._fields.values() if field.isVisibleTo(self)), None)
            if first is not None:
                first.setFocus()
        self._show()

    def _take_amount(self, who: str) -> None:
        field = self._fields[who]
        plain = field.text().strip().replace(",", "").removesuffix("원").strip()
        wrong = bool(plain) and not plain.isdigit()
        restyle(field, fault="true" if wrong else "false")
        set_tip(field, tr("Whole won, digits only.") if wrong else "")
        if not wrong:
            self.ballot.set_amount(who, int(plain) if plain else None)
            self._show()

    # --- showing ----------------------------------------------------------------------------------------

    def _show(self) -> None:
        for who, one in self._rows.items():
            vote = self.ballot.votes.get(who, "")
            ground = self.ballot.grounds.get(who) or self.ballot.stated.get(who, "")
            says = word(self._plan.votes, vote) if vote else tr("not yet")
            one.show_vote(vote, says, f"{ground} {word(self._plan.grounds, ground)}" if ground else "")
            asked = vote == "RECUSED" and who not in self.ballot.grounds
            self.whys[who].show_ground(self.ballot.stated.get(who, ""), asked=asked)
            field, amount = self._fields[who], self.ballot.amounts.get(who)
            if not field.hasFocus():
                field.setText(f"{amount:,}" if amount is not None else "")
        self.undo.setEnabled(self.ballot.can_undo)
        set_tip(self.undo, keys.shown("undo") if self.ballot.can_undo else tr("There is nothing to take back yet."))
        self._say_missing()
        self._count()
        self.changed.emit()

    def _say_missing(self) -> None:
        votes, grounds = self.ballot.missing(), self.ballot.missing_grounds()
        gaps = votes or grounds or self.ballot.missing_amounts()
        names = listed(self._rows[who].name for who in gaps)
        text = tr("Vote missing: {names}", names=names) if votes else tr("Amount missing: {names}", names=names)
        text = tr("Ground of the recusal missing: {names}", names=names) if grounds and not votes else text
        why = text if gaps else why_not(self._sitting, "resolve")
        self.missing.say(why)
        self.record.setEnabled(not why and bool(self.ballot.seats))
        set_tip(self.record, why)

    def go_to_missing(self) -> None:
        """Go to the first member whose vote, ground or amount is missing."""
        votes, grounds, amounts = self.ballot.missing(), self.ballot.missing_grounds(), self.ballot.missing_amounts()
        if votes:
            self._rows[votes[0]].setFocus()
        elif grounds:
            self.whys[grounds[0]].setFocus()
        elif amounts:
            self._fields[amounts[0]].setFocus()

    def _count(self) -> None:
        """Count by the plan in force, on the reading side; an older count is dropped."""
        self._counted += 1
        number, votes, amounts = self._counted, dict(self.ballot.votes), dict(self.ballot.amounts)
        case_file = self._sitting.case_file

        def work() -> Any:
            from reviewer.desk import deciding

            return deciding.count_votes(case_file, votes, amounts or None)

        self._sitting.lanes.reader.run(
            work,
            then=lambda tally: self._counted_now(number, tally),
            otherwise=lambda fault: self._not_counted(number, fault),
            owner=self,
        )

    def _counted_now(self, number: int, tally: Any) -> None:
        if number == self._counted:
            self.tally = tally
            is_whole = not (self.ballot.missing() or self.ballot.missing_amounts())
            self.result.show_tally(tally, self._plan, is_whole=is_whole)

    def _not_counted(self, number: int, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        if number == self._counted:
            self.tally = None
            self.result.say(what(fault))
