"""The section More evidence: which papers are asked for again, why, and by when, as the letter will put it."""

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QVBoxLayout, QWidget

from reviewer.desk.reviewing import calendar_of, korean_day
from reviewer.rules.asking import WantedLine, lines_to_ask, not_askable
from reviewer.rules.claim import Claim
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage
from reviewer.ui.choice import Choice, Day
from reviewer.ui.claim_desk.supplement_line import SupplementLine, kind_word
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.drafts import Drafts
from reviewer.ui.parts import banner, button, empty, label, row
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import LANGUAGES, day, language, tr, word

FORM = "supplement"


class SupplementSection(QWidget):
    """The lines follow from the answers to the checks; each can be left out, and another put in."""

    to_check = Signal(str, str)
    """Go to a check: paper and check code."""

    def __init__(self, sitting: Sitting, record: Callable[[str, dict[str, object]], None]) -> None:
        """`record(act, body)` records on the claim in view."""
        super().__init__()
        self.setObjectName("supplement_section")
        self._sitting, self._record = sitting, record
        self._drafts: Drafts | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 8, 12, 12)
        self._layout.setSpacing(8)
        self.lines: list[SupplementLine] = []
        self.due: Day | None = None
        self.preview: QPlainTextEdit | None = None

    # --- showing ------------------------------------------------------------------------------------------

    def show_page(self, page: DeskPage, drafts: Drafts) -> None:
        """Show what was asked before, and what a new request would ask for."""
        self._page, self._drafts = page, drafts
        empty(self._layout)
        self.lines, self.due, self.preview = [], None, None
        self._show_rounds()
        if not may_ask(page.claim, self._sitting.person):
            return
        rounds = page.plan.settings.supplement_rounds
        if len(page.claim.supplements) >= rounds:
            text = tr("Both rounds are used up; the council decides on the file as it is.")
            self._layout.addWidget(label(text, tone="soft", wrap=True))
            return
        draft = drafts.of(FORM)
        added = tuple(WantedLine(kind, reason) for kind, reason in draft.get("added", ()))
        found = [*lines_to_ask(page.claim, page.plan), *added]
        optional = {code for code, reason in page.plan.supplement_reasons.items() if reason.optional}
        needed = [line for line in found if line.needed and line.reason not in optional]
        self._add_group(tr("Asked for"), needed, draft)
        may_be = [line for line in found if not line.needed and line.reason not in optional]
        self._add_group(tr("Warnings; asked only if you tick them"), may_be, draft)
        would_help = [line for line in found if line.reason in optional]
        self._add_group(tr("Would help; optional, stops no clock"), would_help, draft)
        if not needed:
            self._layout.addWidget(label(tr("The checks ask for nothing more."), tone="soft", wrap=True))
        self._show_not_askable()
        self._offer(draft)

    def _show_rounds(self) -> None:
        plan = self._page.plan
        for asked in self._page.claim.supplements:
            on, due = day(asked.requested_on), day(asked.due)
            text = tr("Round {n}: asked on {asked}, due {due}", n=asked.round, asked=on, due=due)
            self._layout.addWidget(label(text, tone="soft", wrap=True))
            for item in asked.items:
                text = f"· {kind_word(plan, item.kind)}: {word(plan.supplement_reasons, item.reason)}"
                self._layout.addWidget(label(text, size=12, tone="soft", wrap=True))

    def _add_group(self, title: str, lines: Sequence[WantedLine], draft: dict[str, Any]) -> None:
        if not lines:
            return
        self._layout.addWidget(label(title, size=12, bold=True, wrap=True))
        chosen = draft.get("chosen", {})
        for line in lines:
            ticked = bool(chosen.get(f"{line.kind} {line.reason}", line.needed))
            one = SupplementLine(line, self._page.plan, ticked=ticked)
            one.changed.connect(self._edited)
            one.to_check.connect(self.to_check)
            self.lines.append(one)
            self._layout.addWidget(one)

    def _show_not_askable(self) -> None:
        for document, code in not_askable(self._page.claim):
            text = tr("{code} failed for a reason in your own words, which no letter prints.", code=code)
            self._layout.addWidget(label(text, size=12, tone="wait", wrap=True))
            link = button(
                f"not_askable_{code}", tr("Choose a listed reason"),
                partial(self.to_check.emit, document, code), role="link",
            )  # fmt: skip
            self._layout.addWidget(link)

    def _offer(self, draft: dict[str, Any]) -> None:
        self._layout.addWidget(self._other_lines())
        today = korean_day(self._sitting.now())
        plan = self._page.plan
        try:
            usual = calendar_of(plan).due(today, plan.settings.supplement_days)
        except Problem as problem:
            self._layout.addWidget(banner(in_words(problem), "wait"))
            return
        self._layout.addLayout(self._due_line(dt.date.fromisoformat(draft["due"]) if "due" in draft else usual))
        self.why = label("", size=12, tone="wait", wrap=True)
        self._layout.addWidget(self.why)
        self.ask = button("ask_for_more", tr("Ask for more evidence"), self.record)
        self._layout.addWidget(self.ask)
        languages = row(spacing=0)
        languages.addWidget(label(tr("The letter in words:"), size=12, tone="soft"))
        for code, name in LANGUAGES.items():
            says = f"{tr('The letter in words:')} {name}"
            shown = button(f"preview_{code}", name, partial(self.show_letter, code), role="link", says=says)
            languages.addWidget(shown)
        languages.addStretch()
        self._layout.addLayout(languages)
        self._weigh()

    def _due_line(self, due: dt.date) -> Any:
        line = row()
        asked = len(self._page.claim.supplements) + 1
        rounds = self._page.plan.settings.supplement_rounds
        text = tr("Round {n} of {all}, due", n=asked, all=rounds)
        line.addWidget(label(text))
        self.due = Day(QDate(due.year, due.month, due.day))
        self.due.setObjectName("supplement_due")
        self.due.setAccessibleName(tr("Due date"))
        self.due.dateChanged.connect(lambda _: self._edited())
        line.addWidget(self.due)
        line.addStretch()
        return line

    def _other_lines(self) -> QComboBox:
        """Every line the plan knows, to put in what no check asks for (a consent form, a letter of authority)."""
        plan, there = self._page.plan, {(one.line.kind, one.line.reason) for one in self.lines}
        box = Choice()
        box.setObjectName("ask_for_another")
        box.setAccessibleName(tr("Put in another line"))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        box.addItem(tr("Put in another line…"), None)
        for kind in (*plan.proof_kinds, "CLM"):
            for code, reason in plan.supplement_reasons.items():
                if kind in reason.kinds and (kind, code) not in there:
                    box.addItem(f"{kind_word(plan, kind)}: {code} {reason.short.in_(language())}", (kind, code))
        box.activated.connect(lambda place: self._put_in(box.itemData(place)))
        return box

    # --- editing ------------------------------------------------------------------------------------------

    def _put_in(self, line: Any) -> None:
        if line is None or self._drafts is None:
            return
        draft = self._draft()
        draft["added"] = [*draft["added"], list(line)]
        self._drafts.keep(FORM, draft)
        self.show_page(self._page, self._drafts)

    def _draft(self) -> dict[str, Any]:
        kept = self._drafts.of(FORM) if self._drafts is not None else {}
        chosen = {f"{one.line.kind} {one.line.reason}": one.box.isChecked() for one in self.lines}
        found: dict[str, Any] = {"chosen": chosen, "added": list(kept.get("added", ()))}
        return found | ({"due": self._day().isoformat()} if self.due is not None else {})

    def _edited(self) -> None:
        if self._drafts is not None:
            self._drafts.keep(FORM, self._draft())
        self._weigh()

    def _day(self) -> dt.date:
        assert self.due is not None
        chosen = self.due.date()
        return dt.date(chosen.year(), chosen.month(), chosen.day())

    def items(self) -> list[dict[str, str]]:
        """The lines that are ticked, as the act holds them."""
        return [one.line.item for one in self.lines if one.box.isChecked()]

    def _weigh(self) -> None:
        """Say what keeps the request from being recorded, beside the button."""
        optional = self._page.plan.supplement_reasons
        why = ""
        if not any(not optional[item["reason"]].optional for item in self.items()):
            why = tr("Tick at least one line that is not optional.")
        elif self._day() <= korean_day(self._sitting.now()):
            why = tr("The due date lies in the future.")
        else:
            try:
                if not calendar_of(self._page.plan).is_working_day(self._day()):
                    why = tr("{day} is no working day.", day=day(self._day()))
            except Problem as problem:
                why = in_words(problem)
        self.why.setText(why)
        self.why.setVisible(bool(why))
        self.ask.setEnabled(not why)
        set_tip(self.ask, why)
        if self.preview is not None:
            self.show_letter(str(self.preview.property("letter")))

    def show_letter(self, lang: str) -> None:
        """Show the body of the letter as these lines would make it, in one of its two languages."""
        number, items, due = self._page.claim.number, self.items(), self._day()
        today = korean_day(self._sitting.now())
        if self.preview is None:
            self.preview = QPlainTextEdit()
            self.preview.setObjectName("request_preview")
            self.preview.setAccessibleName(tr("The request as the letter will put it"))
            self.preview.setReadOnly(True)
            self.preview.setTabChangesFocus(True)
            self.preview.setProperty("reads", "whole")
            self._layout.addWidget(self.preview)
        shown = self.preview
        shown.setProperty("letter", lang)

        def work(conn: Any) -> str:
            from reviewer.desk.asking import request_in_words

            return request_in_words(conn, number, items, due, lang, today)

        self._sitting.read(
            work,
            then=lambda text: shown.setPlainText(text) if shown is self.preview else None,
            otherwise=lambda fault: self._no_letter(shown, fault),
            owner=shown,
        )

    def _no_letter(self, shown: QPlainTextEdit, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        shown.setPlainText(in_words(fault))

    def record(self) -> None:
        """Record the request; its letter follows under Letters."""
        items = self.items()
        if not items or self.due is None or self._sitting.member is None:
            return
        year = korean_day(self._sitting.now()).year
        number = self._sitting.case.next_number("letter", year, self._sitting.member.computer, 4)
        body: dict[str, Any] = {"items": items, "due": self._day().isoformat(), "letter_no": number}
        self._record("request_supplement", body)


def may_ask(claim: Claim, person: str) -> bool:
    """Whether this person may ask for more evidence on this claim now."""
    if claim.supplements and claim.supplements[-1].state == "REQUESTED":
        return False
    fixed = claim.is_fixed and claim.stage in (Stage.ROUTED, Stage.FIXED_READY)
    return bool(person) and (fixed or (claim.stage is Stage.IN_REVIEW and person == claim.lead))
