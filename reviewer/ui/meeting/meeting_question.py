"""What is put to the vote on a claim: the proposal, after two ties the loss or the refusal, or holding it over."""

from PySide6.QtWidgets import QLineEdit, QWidget

from reviewer.rules.acts.after_tie import next_question
from reviewer.rules.claim import Claim
from reviewer.rules.plan import Plan
from reviewer.rules.plan_rows import DecisionReason
from reviewer.rules.reason_record import against
from reviewer.ui import keys
from reviewer.ui.award_working import proposal_words
from reviewer.ui.choice import Choice
from reviewer.ui.parts import button, column, label, row
from reviewer.ui.wording import language, tr


class QuestionLine(QWidget):
    """The question in large type; below it the code of a refusal, or the reason for holding the item over."""

    def __init__(self, claim: Claim, plan: Plan) -> None:
        """The question that the rules call for now."""
        super().__init__()
        self.setObjectName("meeting_question")
        self._claim, self._plan = claim, plan
        self._wanted = next_question(claim)
        layout = column(self, spacing=8)
        self.words = label("", size=15, bold=True, wrap=True)
        self.words.setObjectName("question_words")
        layout.addWidget(self.words)
        self.code = Choice()
        self.code.setObjectName("refusal_code")
        self.code.setAccessibleName(tr("Code of the refusal"))
        for reason, stands in _refusals(claim, plan):
            text = f"{reason.code}  {reason.short.in_(language())}"
            self.code.addItem(text if stands else f"{text} · {tr('not borne out by the record')}", reason.code)
        self.reason = QLineEdit()
        self.reason.setObjectName("defer_reason")
        self.reason.setAccessibleName(tr("Reason for holding the item over"))
        self.reason.setPlaceholderText(tr("Reason for holding the item over"))
        self.defer = button("hold_over", tr("Hold over…  {keys}", keys=keys.shown("hold_over")), role="chip")
        self.defer.setCheckable(True)
        self.defer.toggled.connect(self._toggled)
        foot = row()
        for part in (self.code, self.defer):
            foot.addWidget(part)
        foot.addWidget(self.reason, 1)
        foot.addStretch()
        layout.addLayout(foot)
        self._toggled(False)

    @property
    def kind(self) -> str:
        """PROPOSAL, LOSS, AMOUNT, REFUSAL or DEFER."""
        return "DEFER" if self.defer.isChecked() else self._wanted

    def _toggled(self, on: bool) -> None:
        self.reason.setVisible(on)
        self.code.setVisible(self.kind == "REFUSAL")
        if on:
            self.reason.setFocus()
        self.words.setText(self._words())

    def _words(self) -> str:
        match self.kind:
            case "LOSS":
                return tr("After the second tie: does the council accept the loss?")
            case "AMOUNT":
                return tr("The loss is accepted: which amount does each member hold right?")
            case "REFUSAL":
                return tr("The loss is not accepted: shall the claim be refused under this code, yes or no?")
            case "DEFER":
                return tr("Shall the item be held over to the next meeting?")
        return f"{tr('Shall the council resolve as proposed?')}\n{proposal_words(self._claim, self._plan)}"


def _refusals(claim: Claim, plan: Plan) -> list[tuple[DecisionReason, bool]]:
    """The codes of a refusal, first those that the record bears out; only under one of these can it pass."""
    fitting = [one for one in plan.decision_reasons.values() if "NOT_APPROVED" in one.dispositions]
    found = [(one, not against(claim, plan, one.code)) for one in fitting if not one.placeholders]
    return sorted(found, key=lambda one: not one[1])
