"""The further acts on a claim that have no button of their own: which are possible now, and why others are not."""

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from reviewer.desk.deciding import next_letter, withdrawal_body
from reviewer.desk.wording import word_for
from reviewer.rules.acts import ACTS
from reviewer.rules.acts.splitting import SPLITTING
from reviewer.rules.problem import Problem
from reviewer.ui.brief_print import BriefPrint
from reviewer.ui.claim_desk.act_form import ActForm, act_word, defaults_of, likely_body
from reviewer.ui.claim_desk.dossier_print import DossierPrint
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.drafts import Drafts
from reviewer.ui.field_words import with_field_named
from reviewer.ui.parts import button, column, empty, label, line, plane, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words, what
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, tr, word

MORE = (
    "check_quality", "write_note", "record_contact", "route_claim", "classify_paper", "hold", "release",
    "split_claim", "hand_over", "set_blind", "record_challenge", "withdraw_challenge", "extend_supplement",
    "remind_supplement", "expire_supplement",
    "withdraw", "request_individual", "keep_fixed", "choose_fixed", "take_back_resolution", "request_review",
    "withdraw_review", "extend_review", "open_on_evidence", "open_again", "hear_claimant", "record_reply",
    "declare_false", "acknowledge_receipt", "announce_delay",
    "ask_account", "announce_failure", "fix_account", "confirm_account", "close_claim",
)  # fmt: skip

Refused = dict[str, Problem | None]


def refused_now(conn: Any, page: DeskPage, person: str, acts: Iterable[str], in_view: str, at: dt.datetime) -> Refused:
    """For each act the first reason why it is not allowed now, or None; nothing is recorded."""
    from reviewer.casefile import journal

    found: Refused = {}
    for act in acts:
        try:
            body = likely_body(act, page, in_view, at)
        except Problem as problem:
            found[act] = problem
            continue
        number = page.claim.number
        if act == SPLITTING:
            from reviewer.desk.splitting import split_body, split_refusals

            problems = split_refusals(conn, person, number, split_body(conn, number, body), at)
        else:
            problems = journal.refusals_now(conn, person, act, number, body, at)
        found[act] = problems[0] if problems else None
    return found


class MoreActs(QWidget):
    """Stands beside the papers in place of the sections; choosing an act opens its form there."""

    left = Signal()
    told = Signal(str, str, str)
    """What became of an act: of which claim, in words, and good or bad."""
    changed = Signal()
    """A form was opened or left, so that Ctrl+Enter means something else."""
    stale = Signal()
    """Somebody else acted on the claim meanwhile; it must be read again."""

    def __init__(self, sitting: Sitting) -> None:
        """Empty until a claim is shown."""
        super().__init__()
        self.setObjectName("more_acts")
        self.setProperty("plane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sitting = sitting
        self._page: DeskPage | None = None
        self._drafts: Drafts | None = None
        self._in_view = ""
        self._alone = False  # the form was opened by its own key, and leads back to the sections
        self.form: ActForm | None = None
        self.refused: Refused = {}
        self._buttons: dict[str, QWidget] = {}
        layout = column(self)
        layout.addWidget(self._head())
        layout.addWidget(line())
        self._stack = QStackedWidget()
        self._possible, self._refused_now, self._filling = _list(), _list(), QVBoxLayout()
        self._filling.setContentsMargins(0, 0, 0, 0)
        self.brief, self.dossier = BriefPrint(sitting), DossierPrint(sitting)
        inside = QVBoxLayout()
        inside.setContentsMargins(12, 8, 12, 12)
        inside.setSpacing(8)
        inside.addLayout(self._possible)
        inside.addWidget(self.brief)
        inside.addWidget(self.dossier)
        inside.addWidget(line())
        inside.addLayout(self._refused_now)
        inside.addStretch(1)
        self._choosing = _scrolling("more_list", inside)
        self._form_area = _scrolling("more_form", self._filling)
        self._stack.addWidget(self._choosing)
        self._stack.addWidget(self._form_area)
        layout.addWidget(self._stack, 1)

    def _head(self) -> QWidget:
        head = plane("raised")
        layout = row(margins=(12, 4, 8, 4))
        layout.addWidget(label(tr("More acts on this claim"), bold=True), 1)
        layout.addWidget(button("more_close", f"{tr('Close')}  Esc", self.leave, role="link", says=tr("Close")))
        head.setLayout(layout)
        return head

    # --- showing ----------------------------------------------------------------------------------------

    def show_page(self, page: DeskPage, drafts: Drafts, in_view: str, *, same: bool) -> None:
        """Take in the claim in view; `same` keeps the form that is open."""
        self._page, self._drafts, self._in_view = page, drafts, in_view
        self.brief.for_claim(page.claim.number)
        self.dossier.for_claim(page.claim.number)
        if not same:
            self._drop_form()
        if self.isVisible():
            self.ask()

    @property
    def is_filled(self) -> bool:
        """Whether the claim was read."""
        return self._page is not None

    def ask(self) -> None:
        """Ask the rules, off the window's thread, what is allowed now."""
        page, person, in_view = self._page, self._sitting.person, self._in_view
        if page is None:
            return
        now = self._sitting.now()
        self._sitting.read(
            lambda conn: refused_now(conn, page, person, MORE, in_view, now),
            then=lambda found: self._show(found) if page is self._page else None,
            otherwise=_unexpected,
            owner=self,
        )

    def _show(self, refused: Refused) -> None:
        self.refused = refused
        prints = any(printing.go.hasFocus() for printing in (self.brief, self.dossier))
        focus = self._stack.currentWidget() is self._choosing and self.isVisible() and not prints
        empty(self._possible)
        empty(self._refused_now)
        reasons = {act: self._why_not(act) for act in MORE}
        possible = [act for act in MORE if not reasons[act]]
        self._possible.addWidget(label(tr("Possible now"), size=12, tone="soft"))
        for act in possible:
            self._possible.addWidget(self._act_button(act))
        if not possible:
            self._possible.addWidget(label(tr("None of these acts is possible now."), wrap=True))
        self._refused_now.addWidget(label(tr("Not possible now, and why"), size=12, tone="soft"))
        for act in (act for act in MORE if reasons[act]):
            self._refused_now.addWidget(self._act_button(act, reasons[act]))
            reason = label(reasons[act], size=12, tone="soft", wrap=True)
            reason.setObjectName(f"more_why_{act}")
            reason.setIndent(3)
            self._refused_now.addWidget(reason)
        if focus and possible:
            self.button_of(possible[0]).setFocus()

    def _why_not(self, act: str) -> str:
        """The person's own obstacle first (no key, other role), then what the rules say about this claim."""
        if why := why_not(self._sitting, act):
            return why
        problem = self.refused.get(act)
        return self._in_short(act, problem) if problem is not None else ""

    def _in_short(self, act: str, problem: Problem) -> str:
        """The reason without naming act and claim again, which stand above it."""
        assert self._page is not None
        if problem.code == "StageForbids":
            stage = word(self._page.plan.stages, self._page.claim.stage.value)
            return tr("Not while the claim is at the stage: {stage}", stage=stage)
        if problem.code == "BadActBody" and problem.facts.get("field") == "document":
            has_papers = bool(self._page.claim.papers)
            return tr("Choose a paper at the left.") if has_papers else tr("No papers came with this claim.")
        if problem.code == "ActNotAllowed":
            reason = word_for("why", str(problem.facts.get("why", "")), language())
            return reason[:1].upper() + reason[1:]
        return what(self._sitting.with_names(with_field_named(act, problem)))

    def _act_button(self, act: str, reason: str = "") -> QWidget:
        found = button(f"more_{act}", act_word(act), partial(self.choose, act), role="link")
        found.setMinimumWidth(self._sitting.look.px(64))  # a long name ends in … before the list scrolls sideways
        found.setEnabled(not reason)
        set_tip(found, reason)
        if reason:
            found.setAccessibleDescription(reason)
        self._buttons[act] = found
        return found

    def button_of(self, act: str) -> QWidget:
        """The button of an act as it stands now."""
        return self._buttons[act]

    # --- acting -----------------------------------------------------------------------------------------

    def choose(self, act: str) -> None:
        """Open the form of an act."""
        if self._page is None or self._drafts is None:
            return
        self._drop_form()
        self.form = ActForm(self._sitting, act, self._page, self._drafts, self._in_view)
        self.form.wants_record.connect(self.record)
        self.form.left.connect(self.choose_again)
        self._filling.addWidget(self.form)
        self._stack.setCurrentWidget(self._form_area)
        self.form.begin()
        self.changed.emit()

    def open_alone(self, act: str) -> None:
        """Open the form of an act by its own key; once it is recorded or left, the sections are in view again."""
        self.choose(act)
        self._alone = self.form is not None

    def choose_again(self) -> None:
        """Back from a form to the list of acts; what was typed is kept as a draft."""
        self._drop_form()
        self.ask()

    def _drop_form(self) -> None:
        empty(self._filling)
        self.form, self._alone = None, False
        self._stack.setCurrentWidget(self._choosing)
        self.changed.emit()

    def leave(self) -> None:
        """Back to the form's list, or from there to the sections."""
        if self.form is not None and not self._alone:
            self.choose_again()
        else:
            self._drop_form()
            self.left.emit()

    def record(self) -> None:
        """Record the act of the open form on the claim in view."""
        form, page = self.form, self._page
        if form is None or page is None:
            return
        if form.still_missing():
            self._form_area.ensureWidgetVisible(form.go_to_missing())
            return
        body, now, number = form.body(), self._sitting.now(), page.claim.number
        if form.act == "withdraw":
            on = dt.date.fromisoformat(str(body["date"]))
            body = withdrawal_body(self._sitting.case, self._sitting.person, on, str(body["how"]), now=now)
        elif "letter_no" in ACTS[form.act].body:
            body["letter_no"] = next_letter(self._sitting.case, self._sitting.person, now=now)
        elif "papers" in ACTS[form.act].body:
            body["papers"] = defaults_of(form.act, page, "", now)["papers"]
        if form.act == SPLITTING:
            self._split(form, number, body, now)
            return
        self._sitting.record(
            form.act, number, body,
            then=lambda _: self._recorded(form, number), otherwise=partial(self._refused, form, number), owner=self,
        )  # fmt: skip

    def _split(self, form: ActForm, number: str, body: dict[str, Any], now: dt.datetime) -> None:
        """The part is taken in and the claim split, as one."""

        def work(case_file: Any, signer: Any) -> Any:
            from reviewer.desk.splitting import split

            return split(case_file, signer, number, body, now=now)

        self._sitting.carry_out(
            SPLITTING, [number], work,
            then=lambda _: self._recorded(form, number), otherwise=partial(self._refused, form, number), owner=self,
        )  # fmt: skip

    def _recorded(self, form: ActForm, number: str) -> None:
        """The form may be left by now, and the claim with it."""
        form.done()
        if form is self.form:
            alone = self._alone
            self._drop_form()
            if alone:
                self.left.emit()
        self.told.emit(number, tr("Recorded."), "good")

    def _refused(self, form: ActForm, number: str, fault: BaseException) -> None:
        words = (
            in_words(self._sitting.with_names(with_field_named(form.act, fault)))
            if isinstance(fault, Problem)
            else tr("Not recorded: a mistake of the program. Your entries are still in the form.")
        )
        if form is self.form:
            form.say_problem(words)
        else:
            self.told.emit(number, words, "bad")
        if not isinstance(fault, Problem):
            raise fault
        if form is self.form and fault.code == "ClaimChangedMeanwhile":
            self.stale.emit()


def _list() -> QVBoxLayout:
    found = QVBoxLayout()
    found.setSpacing(2)
    return found


def _scrolling(name: str, layout: QVBoxLayout) -> QScrollArea:
    inside = plane("surface")
    inside.setLayout(layout)
    area = QScrollArea()
    area.setObjectName(name)
    area.setAccessibleName(tr("More acts on this claim"))
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area


def _unexpected(fault: BaseException) -> None:
    raise fault
