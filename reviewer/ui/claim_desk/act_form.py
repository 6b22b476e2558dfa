"""A small form for one act on the claim in view, built from what the act's body may hold."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from reviewer.desk.reviewing import calendar_of, korean_day
from reviewer.desk.wording import word_for
from reviewer.rules import contacts
from reviewer.rules.acts import ACTS
from reviewer.rules.acts.answering import account_papers
from reviewer.rules.acts.assigning import heirs
from reviewer.rules.acts.challenging import challengeable
from reviewer.rules.acts.fixed_choice import fixed_review_until
from reviewer.rules.acts.reopening import answer_by, evidence_until
from reviewer.rules.acts.splitting import apart
from reviewer.rules.acts.supplementing import extended_due
from reviewer.rules.calendar import KOREA
from reviewer.ui.act_fields import ActField, Choices, field_for
from reviewer.ui.claim_desk.second_check import paper_names
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.drafts import Drafts
from reviewer.ui.field_words import field_word
from reviewer.ui.parts import banner, button, column, label, line, row
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, listed, tr, word

COUNTED = frozenset({"letter_no", "papers", "part", "reviewers", "recused"})
"""What the program fills in when the act is recorded, such as the number of a letter; nobody types it."""


OPENED_WITH = {"CORRECTION": ("wrong", "right"), "RETURN_REQUEST": ("reason", "account")}
"""What a decided claim is opened again with, by kind."""


def caution(act: str) -> str:
    """What a person should know before recording an act that nothing undoes."""
    if act == "split_claim":
        return tr(
            "A split cannot be taken back: the part stays a claim of its own, with its number. "
            "Check services and losses before you record it."
        )
    if act == "withdraw":
        return tr(
            "A withdrawal cannot be taken back: nothing more is decided on the claim. "
            "Make sure who withdrew it, and on which day, before you record it."
        )
    return ""


def act_word(act: str) -> str:
    """The word of an act, as a heading."""
    found = word_for("act", act, language())
    return found[:1].upper() + found[1:]


def choices_of(act: str, name: str, page: DeskPage, name_of: Callable[[str], str] = str) -> Choices:
    """The words a field may hold, from the plan in force, the roster and the papers of the claim."""
    plan, roster = page.plan, page.case.roster
    people: tuple[str, ...] = ()
    if (act, name) == ("hand_over", "to"):
        people = heirs(page.claim, page.case, page.person)
    elif (act, name) == ("record_challenge", "member"):
        people = challengeable(page.claim, page.case, page.person)
    if people:
        return [(one, f"{name_of(one)} · {word(plan.bodies, roster[one].body)}") for one in people]
    if name == "document":
        names = paper_names(page)
        if act == "fix_account":
            late = {one: f"{tr('sent after the decision')} · {one[:8]}" for one in page.claim.late_papers}
            return [(one, (names | late)[one]) for one in account_papers(page.claim)]
        return list(names.items())
    if (act, name) == ("split_claim", "services"):
        return [(code, word(plan.services, code)) for code in page.claim.services]
    if name == "marks":  # marks in small letters are set by the program; those a claim has are kept
        return [(code, word(plan.route_marks, code)) for code in plan.route_marks if code.isupper()]
    tables: dict[tuple[str, str], Any] = {
        ("hold", "reason"): plan.hold_reasons,
        ("classify_paper", "kind"): plan.proof_kinds,
        ("route_claim", "route"): plan.routes,
        ("open_again", "kind"): plan.decision_kinds,
        ("record_challenge", "ground"): plan.grounds,
        ("check_quality", "deficiencies"): plan.deficiencies,
        ("open_again", "reason"): plan.return_reasons,
        ("declare_false", "reason"): plan.false_reasons,
        ("announce_delay", "reason"): plan.delay_reasons,
    }
    if (act, name) == ("set_blind", "blind"):
        yes, no = tr("yes, neither sees the other's opinion first"), tr("no, the second checks the proposal")
        return [("YES", yes), ("NO", no)]
    table = tables.get((act, name), {})
    field = ACTS[act].body[name]
    if (act, name) == ("check_quality", "outcome"):
        return [(code, word_for("quality", code, language())) for code in field.choices]
    if act == "record_contact":
        return [(code, word_for("contact", code, language())) for code in field.choices]
    return [(code, word(table, code)) for code in (field.choices or table)]


def defaults_of(act: str, page: DeskPage, in_view: str, now: dt.datetime) -> dict[str, Any]:
    """What a form starts with. Problem CalendarUnknown where the plan's calendar ends before a new due date."""
    today = korean_day(now)
    found: dict[str, Any] = {}
    if act == "classify_paper" and in_view in paper_names(page):
        found["document"] = in_view
    if act in (
        "withdraw",
        "request_review",
        "withdraw_review",
        "open_on_evidence",
        "request_individual",
        "choose_fixed",
    ):
        found["date"] = today.isoformat()
    if act == "split_claim" and (others := apart(page.claim, page.plan)):
        found["services"] = list(others)
    if act == "record_reply":
        found["on"] = today.isoformat()
    if act == "request_review":
        found["due"] = answer_by(today, page.plan).isoformat()
    if act == "extend_review" and page.claim.reopened is not None:
        found["due"] = answer_by(page.claim.reopened.on, page.plan, extended=True).isoformat()
    if act == "hear_claimant":
        found["reply_by"] = calendar_of(page.plan).due(today, page.plan.settings.return_reply_days).isoformat()
    if act == "open_on_evidence":
        kinds = {paper.document: paper.kind for paper in page.papers}
        late = page.claim.late_papers
        found["papers"] = [{"document": one, "kind": kinds.get(one) or "OTH"} for one in late]
    if act == "extend_supplement":
        found["due"] = _later_due(page, today).isoformat()
    if act == "record_challenge":
        found["on"] = today.isoformat()
    if act == "record_contact":
        clock = f"{now.astimezone(KOREA):%H:%M}"
        found |= {"kind": "CALL", "direction": "OUT", "on": today.isoformat(), "time": clock}
    return found


def new_account(page: DeskPage, name_of: Callable[[str], str]) -> str:
    """The new account as it was recorded, for the second person to compare with the bank-book copy."""
    found = next((one for one in reversed(page.timeline) if one.act == "fix_account"), None)
    if found is None:
        return ""
    account, author = found.facts.get("account", ""), name_of(found.author)
    return tr("Compare with the bank-book copy: {account}. Recorded by {name}.", account=account, name=author)


def needed(act: str, body: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields without which the act is refused, as far as the form can tell."""
    always = tuple(name for name, field in ACTS[act].body.items() if not field.optional)
    if act == "open_again":
        return (*always, *OPENED_WITH.get(str(body.get("kind", "")), ()))
    return (*always, *contacts.needed(body)) if act == "record_contact" else always


def unfitting(act: str, body: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields that have no sense beside the others."""
    if act == "open_again":
        return tuple(name for kind, names in OPENED_WITH.items() for name in names if kind != body.get("kind"))
    return contacts.unfitting(body) if act == "record_contact" else ()


def _later_due(page: DeskPage, today: dt.date) -> dt.date:
    """The last day after the extension; where nothing was asked for, today, and the act is not allowed."""
    return extended_due(page.claim.supplements[-1], page.plan) if page.claim.supplements else today


def _in_time(act: str, page: DeskPage, today: dt.date) -> dict[str, str]:
    """What may be filled in where today is too late: the day the request came, or why it is taken all the same."""
    if act == "request_review":
        return {"late": "–"}
    until = {"request_individual": fixed_review_until, "open_on_evidence": evidence_until}.get(act)
    last = until(page.claim, page.plan) if until is not None else None
    return {"date": min(today, last).isoformat()} if last is not None else {}


def likely_body(act: str, page: DeskPage, in_view: str, now: dt.datetime) -> dict[str, Any]:
    """A complete body as a person would fill it in, to ask beforehand whether the act is allowed at all."""
    body = defaults_of(act, page, in_view, now) | _in_time(act, page, korean_day(now))
    for name in (*needed(act, body), *OPENED_WITH["CORRECTION"]):
        if name in body or name not in needed(act, body):
            continue  # what is needed may rest on what was chosen before
        field = ACTS[act].body[name]
        choices = choices_of(act, name, page)
        if choices:
            body[name] = [choices[0][0]] if field.kind == "list" else choices[0][0]
        elif name == "letter_no":
            body[name] = f"{korean_day(now).year}-A-9999"
        elif field.kind == "date":
            body[name] = korean_day(now).isoformat()
        elif field.kind == "won":
            body[name] = page.plan.bands[-1].over + 1
        elif field.kind == "text":
            body[name] = "–"
    return body


class ActForm(QWidget):
    """Fields, what is still missing, the button, and beside them what went wrong."""

    wants_record = Signal()
    left = Signal()

    def __init__(self, sitting: Sitting, act: str, page: DeskPage, drafts: Drafts, in_view: str) -> None:
        """Filled with the draft of this act, or with what is likely."""
        super().__init__()
        self.setObjectName(f"act_form_{act}")  # what is typed here is carried over to this form and no other
        self.act, self._drafts = act, drafts
        self.fields: dict[str, ActField] = {}
        self._heads: dict[str, QLabel] = {}
        layout = column(self, margins=12, spacing=8)
        self.back = button("act_back", f"‹  {tr('Other acts')}", self.left.emit, role="link", says=tr("Other acts"))
        layout.addWidget(self.back)
        layout.addWidget(label(act_word(act), size=15, bold=True, wrap=True))
        if told := caution(act):
            warned = banner(told, "wait")
            warned.setObjectName("act_caution")
            layout.addWidget(warned)
        for name, field in ACTS[act].body.items():
            if name in COUNTED:
                continue
            says = field_word(act, name)
            one = field_for(name, says, field, choices_of(act, name, page, sitting.name_of), sitting.look)
            self.fields[name] = one
            self._heads[name] = label(says, size=12, tone="soft", wrap=True)
            layout.addWidget(self._heads[name])
            layout.addWidget(one)
        if act == "confirm_account" and (told := new_account(page, sitting.name_of)):
            compare = label(told, wrap=True)
            compare.setObjectName("act_compare")
            layout.addWidget(compare)
        if not self.fields:
            layout.addWidget(label(tr("Nothing is to be filled in."), tone="soft", wrap=True))
        self.problem = banner("", "bad")
        self.problem.setObjectName("act_problem")
        self.problem.hide()
        layout.addWidget(self.problem)
        layout.addWidget(line())
        self.missing = label("", size=12, tone="soft", wrap=True)
        self.missing.setObjectName("act_missing")
        self.button = button("act_record", f"{tr('Record')}  Ctrl+Enter", self.wants_record.emit, role="primary")
        foot = row()
        foot.addWidget(self.missing, 1)
        foot.addWidget(self.button)
        layout.addLayout(foot)
        layout.addStretch(1)
        self._fill(defaults_of(act, page, in_view, sitting.now()) | drafts.of(self._form))
        for one in self.fields.values():
            one.edited.connect(self._edited)
        self._show_missing()

    @property
    def _form(self) -> str:
        return f"more_{self.act}"

    def _fill(self, values: dict[str, Any]) -> None:
        for name, value in values.items():
            if name in self.fields:
                self.fields[name].put(value)

    def body(self) -> dict[str, Any]:
        """The act's body as it stands, without what is empty."""
        values = {name: one.value() for name, one in self.fields.items()}
        given = {name: value for name, value in values.items() if value is not None}
        out = unfitting(self.act, given)
        return {name: value for name, value in given.items() if name not in out}

    def still_missing(self) -> list[str]:
        """The words of the fields that must be filled in first."""
        body = self.body()
        wanted = needed(self.act, body)
        return [one.says for name, one in self.fields.items() if name in wanted and name not in body]

    def go_to_missing(self) -> QWidget:
        """Put the keyboard on the first field that must still be filled in."""
        wanted = needed(self.act, self.body())
        one = next(one for name, one in self.fields.items() if name in wanted and one.value() is None)
        one.setFocus()
        return one

    def _edited(self) -> None:
        kept = {name: value for name, value in self.body().items() if not ACTS[self.act].body[name].whole}
        self._drafts.keep(self._form, kept)  # without an account, which is kept only where it belongs
        self.problem.hide()
        self._show_missing()

    def _show_missing(self) -> None:
        body = self.body()
        out, wanted = unfitting(self.act, body), needed(self.act, body)
        for name, one in self.fields.items():
            one.setVisible(name not in out)
            self._heads[name].setVisible(name not in out and ACTS[self.act].body[name].kind != "flag")
            self._heads[name].setText(one.says if name in wanted else f"{one.says} ({tr('if needed')})")
        missing = self.still_missing()
        text = tr("Still missing: {fields}", fields=listed(missing)) if missing else ""
        self.missing.setText(text)
        self.button.setEnabled(not missing)
        set_tip(self.button, text)

    def say_problem(self, text: str) -> None:
        """Say beside the form why nothing was recorded; what is typed stays."""
        self.problem.setText(text)
        self.problem.show()

    def done(self) -> None:
        """The act was recorded; its draft is not wanted any more."""
        self._drafts.drop(self._form)

    def begin(self) -> None:
        """Put the keyboard into the first field, or on the button where there is none."""
        first = next((one for one in self.fields.values() if one.value() is None), None)
        (first or next(iter(self.fields.values()), self.button)).setFocus()
