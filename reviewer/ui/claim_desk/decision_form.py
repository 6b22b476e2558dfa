"""The section Proposal: the outcomes on offer and what blocks each, reasons, award, override."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from reviewer.desk.reviewing import korean_day
from reviewer.rules.decision import (
    FILLED_BY_ITSELF,
    PAYING,
    calculated_award,
    disagreements,
    expected_disposition,
    offered,
)
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.proposal import GivenReason
from reviewer.rules.returning import return_faults
from reviewer.ui.amounts import amount_of
from reviewer.ui.choice import Choice
from reviewer.ui.claim_desk.award_sources import AwardSources
from reviewer.ui.claim_desk.problem_links import all_in_short, in_short
from reviewer.ui.claim_desk.return_sum import ReturnSum
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.composing import typed
from reviewer.ui.drafts import Drafts
from reviewer.ui.figure import Calculated, figure
from reviewer.ui.parts import banner, empty, label, may_shrink, row
from reviewer.ui.sitting import Sitting
from reviewer.ui.source_mark import no_place
from reviewer.ui.tab_order import follow_layout
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, tr, won, word
from reviewer.ui.wrapped_link import WrappedLink

FORM, SHOWN = "proposal", 6
AMOUNTS = ("amount", "claimed", "accepted")
"""What a reason asks for that is an amount in won, typed and not read in a paper."""
AWARD = Calculated("CALCULATED_AWARD")


class DecisionForm(QWidget):
    """The award follows from the calculation; another amount needs a listed reason."""

    jump = Signal(object)
    """Go to what a Problem is about."""
    changed = Signal()
    shows = Signal(object)
    """Show what a figure comes from: an Origin (ui/figure.py)."""

    def __init__(self, sitting: Sitting) -> None:
        """Empty until a claim is shown."""
        super().__init__()
        self.setObjectName("decision_form")
        self._sitting = sitting
        self._drafts: Drafts | None = None
        self._page: DeskPage | None = None
        self.disposition = ""
        self.outcomes: dict[str, QRadioButton] = {}
        self.reasons: dict[str, QCheckBox] = {}
        self.values: dict[tuple[str, str], QLineEdit] = {}
        self._lines: dict[tuple[str, str], QWidget] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(8)
        self._outcomes, self._reasons, self._faults = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for part in (self._outcomes, self._reasons):
            part.setSpacing(4)
            layout.addLayout(part)
        self._add_award(layout)
        self.back = ReturnSum()
        self.back.changed.connect(self._edited)
        layout.addWidget(self.back)
        self.sources = AwardSources(sitting.look, "proposal")
        self.sources.jump.connect(self.shows)
        layout.addWidget(self.sources)
        self.note = QPlainTextEdit()
        self.note.setObjectName("proposal_note")
        self.note.setAccessibleName(tr("Note for the council"))
        self.note.setPlaceholderText(tr("Note for the council"))
        self.note.setFixedHeight(sitting.look.px(64))
        self.note.setTabChangesFocus(True)
        self.note.textChanged.connect(self._edited)
        layout.addWidget(self.note)
        layout.addLayout(self._faults)

    def _add_award(self, layout: QVBoxLayout) -> None:
        head = row(spacing=0)
        self._award_word = label(tr("Award:"), size=15, bold=True)
        leads = tr("Go to the calculation")
        self.award = figure("award", "", tr("Award"), lambda: self.shows.emit(AWARD), from_=leads, bold=True, size=15)
        head.addWidget(self._award_word)
        head.addWidget(self.award)
        head.addStretch(1)
        layout.addLayout(head)
        self.override = QCheckBox(tr("Propose another amount (override)"))
        self.override.setObjectName("override")
        self.override.setAccessibleName(tr("Propose another amount (override)"))
        self.override.toggled.connect(lambda _: self._edited())
        self.amount = QLineEdit()
        self.amount.setObjectName("override_amount")
        self.amount.setAccessibleName(tr("Amount proposed"))
        self.amount.setPlaceholderText(tr("Amount proposed"))
        self.amount.textEdited.connect(lambda _: self._edited())
        self._typed = no_place("override", tr("Amount proposed"))
        self.override_reason = Choice()
        self.override_reason.setObjectName("override_reason")
        self.override_reason.setAccessibleName(tr("Reason for the override"))
        for code in self._sitting.plan.override_reasons:
            self.override_reason.addItem(f"{code} {word(self._sitting.plan.override_reasons, code)}", code)
        self.override_reason.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.override_reason.setMinimumContentsLength(12)
        self.override_reason.activated.connect(lambda _: self._edited())
        line = row()
        line.addWidget(self.amount, 1)
        line.addWidget(self._typed)
        layout.addWidget(self.override)
        layout.addLayout(line)
        layout.addWidget(self.override_reason)

    # --- showing ----------------------------------------------------------------------------------------

    @property
    def plan(self) -> Plan:
        """The plan in force."""
        return self._sitting.plan

    def show_page(self, page: DeskPage, drafts: Drafts, *, same: bool) -> None:
        """Show what may be proposed, and the draft where one stands."""
        self._page, self._drafts = page, drafts
        draft = drafts.of(FORM)
        options = offered(page.claim, page.plan)
        if not same:
            self.disposition = draft.get("disposition", "")
            self._quietly(draft)
            self.back.show_claim(page.claim, draft)
        if options.get(self.disposition, (None,)):
            self.disposition = ""
        found = page.claim.assessment
        if not self.disposition and found is not None:
            expected = expected_disposition(found, page.claim, page.plan)
            self.disposition = "" if options.get(expected, (None,)) else expected
        self.back.setVisible(self.asks_back)
        if self.asks_back:
            self.disposition, options = next(iter(options)), {}
        self._show_outcomes(page, options)
        self._show_reasons({one["code"]: one.get("values", {}) for one in self._given(draft, same)})
        self._show_amounts()
        self.sources.show_page(page)
        if self.asks_back:
            self.sources.hide()

    @property
    def asks_back(self) -> bool:
        """Whether a request to return is in the making: a sum and a note, no outcome and no reasons."""
        return self._page is not None and self._page.claim.deciding == "RETURN_REQUEST"

    def _given(self, draft: dict[str, Any], same: bool) -> list[dict[str, Any]]:
        return self._given_now() if same and self.reasons else list(draft.get("reasons", []))

    def _quietly(self, draft: dict[str, Any]) -> None:
        for part in (self.note, self.override):
            part.blockSignals(True)
        self.note.setPlainText(draft.get("note", ""))
        self.override.setChecked(draft.get("award_basis") == "OVERRIDE")
        self.amount.setText(f"{draft['award']:,}" if draft.get("award_basis") == "OVERRIDE" else "")
        self.override_reason.setCurrentIndex(max(self.override_reason.findData(draft.get("override_reason", "")), 0))
        for part in (self.note, self.override):
            part.blockSignals(False)

    def _show_outcomes(self, page: DeskPage, options: dict[str, tuple[Problem, ...]]) -> None:
        empty(self._outcomes)
        self.outcomes = {}
        self._group = QButtonGroup(self)
        for code, blocks in options.items():
            choice = QRadioButton(word(self._sitting.plan.dispositions, code))
            choice.setObjectName(f"outcome_{code}")
            choice.setAccessibleName(choice.text())
            choice.setChecked(code == self.disposition)
            choice.setEnabled(not blocks)
            choice.toggled.connect(lambda on, code=code: self._choose(code) if on else None)
            self._group.addButton(choice)
            self.outcomes[code] = choice
            self._outcomes.addWidget(choice)
        missing = all_in_short([problem for blocks in options.values() for problem in blocks], page)
        if missing:
            text = tr("An approval still needs:")
            self._outcomes.addWidget(label(text, size=12, tone="soft"))
        for number, (text, problem) in enumerate(list(missing.items())[:SHOWN]):
            there = partial(self.jump.emit, problem)
            self._outcomes.addWidget(WrappedLink(f"blocked_{number}", f"→ {text}", there))
        if len(missing) > SHOWN:
            self._outcomes.addWidget(label(tr("and {n} more", n=len(missing) - SHOWN), size=12, tone="soft"))

    def _show_reasons(self, given: dict[str, dict[str, str]]) -> None:
        empty(self._reasons)
        self.reasons, self.values, self._lines = {}, {}, {}
        plan = self._sitting.plan
        fitting = {
            code: row
            for code, row in plan.decision_reasons.items()
            if self.disposition in row.dispositions and not self.asks_back
        }
        if fitting:
            self._reasons.addWidget(label(tr("Reasons for the letter"), size=12, tone="soft"))
        for code, reason in fitting.items():
            box = QCheckBox(f"{code}  {reason.short.in_(language())}")
            box.setObjectName(f"reason_{code}")
            box.setAccessibleName(box.text())
            set_tip(box, reason.text.in_(language()))
            box.setChecked(code in given)
            self.reasons[code] = box
            self._reasons.addWidget(may_shrink(box))
            for name in sorted(reason.placeholders - FILLED_BY_ITSELF):
                self._add_value(code, name, given.get(code, {}).get(name, ""), code in given)
            box.toggled.connect(lambda on, code=code: self._reason_toggled(code, on))

    def _add_value(self, code: str, name: str, value: str, shown: bool) -> None:
        field = QLineEdit(value)
        field.setObjectName(f"value_{code}_{name}")
        field.setAccessibleName(f"{code}: {value_word(name)}")
        field.setPlaceholderText(value_word(name))
        self.values[code, name], line = field, row()
        line.addWidget(field, 1)
        if name in AMOUNTS:
            mark = no_place(f"value_{code}_{name}", field.accessibleName())
            mark.setVisible(bool(value))
            field.textChanged.connect(lambda text: mark.setVisible(bool(text.strip())))
            line.addWidget(mark)
        field.textEdited.connect(lambda _: self._edited())
        whole = self._lines[code, name] = QWidget()
        whole.setLayout(line)
        whole.setVisible(shown)
        self._reasons.addWidget(whole)

    def _reason_toggled(self, code: str, on: bool) -> None:
        for (of, _), line in self._lines.items():
            if of == code:
                line.setVisible(on)
        self._edited()

    def _choose(self, code: str) -> None:
        self.disposition = code
        self._show_reasons({one["code"]: one.get("values", {}) for one in self._given_now()})
        self._edited()

    def field_of(self, what: str, code: str) -> QWidget | None:
        """Where a problem is put right: `what` is wrong, and the reason it is about; None where no field is."""
        if what.startswith("override"):
            return self.note if what.endswith("note") else self.override_reason
        if "reason" in what or code in self.reasons:
            return self.reasons.get(code) or next(iter(self.reasons.values()), None)
        return self.outcomes.get(self.disposition)

    # --- content ----------------------------------------------------------------------------------------

    def _given_now(self) -> list[dict[str, Any]]:
        given = []
        for code, box in self.reasons.items():
            if box.isChecked():
                values = {name: typed(field).strip() for (of, name), field in self.values.items() if of == code}
                values = {name: _plain_value(value) for name, value in values.items() if value}
                given.append({"code": code, "values": values} if values else {"code": code})
        return given

    def calculated(self) -> int:
        """The calculated award in won; 0 without a calculation or where nothing is paid."""
        page, pays = self._page, self.disposition in (*PAYING, "FIXED")
        return calculated_award(page.claim, self.disposition) if page is not None and pays else 0

    def body(self) -> dict[str, Any]:
        """The act's body as it stands."""
        note = {"note": text} if (text := typed(self.note).strip()) else {}
        if self._page is not None and self.asks_back:
            return self.back.body(self._page.claim) | note
        is_override = self.override.isChecked() and self.disposition in PAYING
        award = (amount_of(self.amount.text()) or 0) if is_override else self.calculated()
        body: dict[str, Any] = {
            "disposition": self.disposition,
            "award": award,
            "award_basis": "OVERRIDE" if is_override else "CALCULATED",
            "reasons": self._given_now(),
        }
        if is_override:
            body["override_reason"] = str(self.override_reason.currentData())
        return body | note

    def faults(self) -> list[Problem]:
        """Where outcome, amounts and reasons do not agree yet."""
        page = self._page
        if page is None or not self.disposition:
            return []
        body = self.body()
        if self.asks_back:
            return list(return_faults(page.claim, "propose_decision", body, korean_day(self._sitting.now())))
        reasons = [GivenReason(one["code"], one.get("values", {})) for one in body["reasons"]]
        return list(
            disagreements(
                page.claim, page.plan, disposition=body["disposition"], award=body["award"],
                award_basis=body["award_basis"], reasons=reasons, override_reason=body.get("override_reason", ""),
                note=body.get("note", ""),
            )
        )  # fmt: skip

    def _edited(self) -> None:
        if self._drafts is not None:
            self._drafts.keep(FORM, self.body())
        self._show_amounts()
        follow_layout(self)
        self.changed.emit()

    def _show_amounts(self) -> None:
        pays = self.disposition in PAYING and not self.asks_back
        is_override = self.override.isChecked() and pays
        self.override.setVisible(pays and self.disposition != "CONVERTED_FIXED")
        self.amount.setVisible(is_override)
        self._typed.setVisible(is_override)
        self.override_reason.setVisible(is_override)
        self._show_award(self.body(), is_override=is_override)
        empty(self._faults)
        for fault in self.faults():
            self._faults.addWidget(banner(in_short(fault, self.plan), "wait"))

    def _show_award(self, body: dict[str, Any], *, is_override: bool) -> None:
        """The award leads to its calculation; another amount was typed and leads nowhere."""
        says, found = won(body["award"]), self._page.claim.assessment if self._page else None
        leads = found is not None and not is_override and self.disposition in PAYING
        self.award.setText(says)
        self.award.setEnabled(leads)
        from_ = tr("Go to the calculation") if leads else ""
        set_tip(self.award, from_)
        self.award.setAccessibleName(f"{tr('Award')}: {says}. {from_}".strip())
        for part in (self._award_word, self.award):
            part.setVisible(bool(self.disposition) and not self.asks_back)


def _plain_value(value: str) -> str:
    amount = amount_of(value)
    return str(amount) if amount is not None and value.replace(",", "").rstrip("원won ").isdigit() else value


def value_word(name: str) -> str:
    """What a placeholder of a reason asks for."""
    return {
        "amount": tr("amount in won"), "claimed": tr("amount claimed"), "accepted": tr("amount accepted"),
        "date": tr("date"), "week": tr("week"), "service": tr("service"), "company": tr("company"),
        "document": tr("document"), "other_claim": tr("other claim number"), "days": tr("days"),
    }.get(name, name)  # fmt: skip
