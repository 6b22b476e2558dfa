"""The right column of the claim desk: one scrolling column of sections that fold."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from reviewer.rules.blind import is_blind, reading_of
from reviewer.rules.claim import Answer
from reviewer.rules.damage import Comparison
from reviewer.rules.hints import NO_DATA
from reviewer.rules.stage import BEFORE_RESOLUTION, Stage
from reviewer.ui.claim_desk.assignment import may_assign
from reviewer.ui.claim_desk.calculation_section import CalculationSection
from reviewer.ui.claim_desk.check_line import Answered, Given
from reviewer.ui.claim_desk.conflict_question import unanswered_words
from reviewer.ui.claim_desk.contacts_section import ContactsSection, contact_name
from reviewer.ui.claim_desk.decision_form import DecisionForm
from reviewer.ui.claim_desk.evidence_section import EvidenceSection
from reviewer.ui.claim_desk.facts_section import FactsSection
from reviewer.ui.claim_desk.hint_line import reading_state, you_decide
from reviewer.ui.claim_desk.masking_line import MaskingLine
from reviewer.ui.claim_desk.neighbours_section import NeighboursSection, asked_of
from reviewer.ui.claim_desk.notes_section import NotesSection
from reviewer.ui.claim_desk.opinions_section import OpinionsSection
from reviewer.ui.claim_desk.own_opinion import reads_blind, with_own_calculation
from reviewer.ui.claim_desk.proof_checks import ProofChecks
from reviewer.ui.claim_desk.second_check import SecondCheck
from reviewer.ui.claim_desk.supplement_section import SupplementSection, may_ask
from reviewer.ui.claim_desk.timeline_section import TimelineSection
from reviewer.ui.claim_desk.twins_section import TwinsSection
from reviewer.ui.claim_desk.why_section import WhySection
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.drafts import Drafts
from reviewer.ui.making import is_held
from reviewer.ui.parts import Fold, column
from reviewer.ui.permission import why_no_check
from reviewer.ui.reader.papers_list import WHOLE
from reviewer.ui.sales.sales_state import Entered
from reviewer.ui.sales.sales_weeks import SalesWeeks
from reviewer.ui.sitting import Sitting
from reviewer.ui.tab_order import follow_layout
from reviewer.ui.wording import moment, tr, word

Section = TypeVar("Section", bound=QWidget)

TABS_AFTER = 100
"""Milliseconds of quiet before the Tab key follows what was made anew."""


class DeskSections(QWidget):
    """Facts, checks, weeks, calculation, proposal, second check, timeline."""

    changed = Signal()
    jump = Signal(object)
    to_check = Signal(str, str)
    """Go to a check: its paper ("" for the claim as a whole) and its code."""
    shows = Signal(object)
    """Show what a figure comes from: an Origin (ui/figure.py)."""

    def __init__(self, sitting: Sitting, record: Callable[[str, dict[str, object]], None], answered: Answered) -> None:
        """`record(act, body)` and `answered(check, result, reason, note)` record on the claim in view."""
        super().__init__()
        self.setObjectName("desk_sections")
        self.setProperty("plane", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sitting = sitting
        self.checked = ""
        self._filling = False
        self._waiting: dict[str, Callable[[], None]] = {}
        """What fills or draws the sections that are folded, for when they are opened."""
        self._tabs = QTimer(self)
        self._tabs.setSingleShot(True)
        self._tabs.setInterval(TABS_AFTER)
        self._tabs.timeout.connect(self._follow)
        self._recorded, self._answered = record, answered
        self.folds: dict[str, Fold] = {}
        self._layout = column(self)

    def made(self) -> Iterator[None]:
        """Make the sections, one at a time."""
        sitting, record = self._sitting, self._recorded
        given = Given(sitting.plan, sitting.name_of, self._note, self._when, self._spoken)
        self.facts = self._fold("facts", tr("Facts"), FactsSection(sitting, record))
        self.checks, self.masking = ProofChecks(given, self._answered), MaskingLine()
        self._fold("checks", tr("Checks"), self._with_masking(), is_open=True)
        yield
        self.twins = self._fold("twins", tr("Reused papers"), TwinsSection(sitting, record))
        self.supplement = self._fold("supplement", tr("More evidence"), SupplementSection(sitting, record))
        yield
        self.weeks = self._fold("weeks", tr("Sales weeks"), SalesWeeks(sitting, record))
        yield
        self.calculation = self._fold("calculation", tr("Calculation"), CalculationSection(sitting, record))
        yield
        self.proposal = self._fold("proposal", tr("Proposal"), DecisionForm(sitting))
        self.second = self._fold("second", tr("Second check"), SecondCheck(sitting))
        self.opinions = self._fold("opinions", tr("Two opinions"), OpinionsSection(sitting.name_of))
        yield
        self.neighbours = self._fold("neighbours", tr("Like for like"), NeighboursSection(sitting))
        self.why = self._fold("why", tr("Why this amount"), WhySection(sitting))
        self.evidence = self._fold("evidence", tr("Facts from papers"), EvidenceSection(sitting, record))
        yield
        self.notes = self._fold("notes", tr("Notes"), NotesSection(sitting))
        self.contacts = self._fold("contacts", tr("Contacts"), ContactsSection(sitting, record))
        self.timeline = self._fold("timeline", tr("Timeline"), TimelineSection(sitting, record))
        self._layout.addStretch(1)
        self._connect()
        yield

    def make_first_checks(self) -> None:
        """Make the checks of the paper a claim begins with, before one is here; a list that is open pays for them."""
        self.checks.make_ahead(list(self._sitting.plan.proof_kinds)[:1])

    def _fold(self, name: str, title: str, body: Section, *, is_open: bool = False) -> Section:
        self.folds[name] = Fold(name, title, body, is_open=is_open)
        self._layout.addWidget(self.folds[name])
        return body

    def _connect(self) -> None:
        self.supplement.to_check.connect(self.to_check)
        self.opinions.to_check.connect(self.to_check)
        self.neighbours.told.connect(self.folds["neighbours"].set_state)
        self.folds["why"].opened.connect(lambda is_open: self.why.read() if is_open else None)
        for name, fold in self.folds.items():
            fold.opening.connect(partial(self._fill_now, name))
        self.weeks.drawn = partial(self._when_open, "weeks")
        self.calculation.drawn = partial(self._when_open, "calculation")
        self.neighbours.drawn = partial(self._when_open, "neighbours")
        self.calculation.reckoned.connect(self._show_own_outcome)
        self.checks.edited.connect(self._keep_notes)
        self.checks.jump.connect(self.shows)
        self.checks.rebuilt.connect(self._tabs.start)
        self.weeks.offers.rebuilt.connect(self._tabs.start)
        self.weeks.offered.connect(self._tabs.start)
        self.notes.rebuilt.connect(self._tabs.start)
        self.weeks.compared.connect(self._compared)
        self.proposal.changed.connect(self._tell)
        self.proposal.jump.connect(self.jump)
        self.second.changed.connect(self._tell)
        self.notes.counted.connect(lambda n: self.folds["notes"].set_state(str(n) if n else ""))
        for part in (self.facts, self.weeks, self.calculation, self.proposal, self.second):
            part.shows.connect(self.shows)

    def _with_masking(self) -> QWidget:
        found = QWidget()
        layout = column(found)
        layout.addWidget(self.checks)
        layout.addWidget(self.masking)
        return found

    def _tell(self) -> None:
        """Tell of a change by the person, but not while the sections are still being filled one by one."""
        if not self._filling:
            self.changed.emit()

    def show_page(self, page: DeskPage, drafts: Drafts, document: str, *, same: bool) -> None:
        """Show a claim; `same` keeps what is typed and folded."""
        self._page, self._drafts, self._filling = page, drafts, True
        try:
            self._fill(page, drafts, document, same=same)
        finally:
            self._filling = False
        self._tabs.start()
        if not same:
            self.checks.make_ahead(dict.fromkeys([*(paper.kind for paper in page.claim.papers), WHOLE]))

    def _follow(self) -> None:
        if is_held():
            self._tabs.start()
        else:
            follow_layout(self)

    def _compared(self, found: Comparison | None, entered: Entered) -> None:
        self.calculation.take_weeks(found, entered)
        if not self._filling:
            self.calculation.reckon()
            self._tell()

    def _when_open(self, name: str, fill: Callable[[], None]) -> None:
        """Fill or draw a section that nothing else is read from; most are folded while checks are answered."""
        self._waiting[name] = fill
        if not self._filling:
            self._fill_open()

    def _fill_open(self) -> None:
        for name in list(self._waiting):
            if self.folds[name].head.isChecked() and not self.folds[name].isHidden():
                self._fill_now(name)

    def _fill_now(self, name: str) -> None:
        if (fill := self._waiting.pop(name, None)) is not None:
            fill()
            self._tabs.start()

    def _fill(self, page: DeskPage, drafts: Drafts, document: str, *, same: bool) -> None:
        self._when_open("facts", lambda: self.facts.show_page(page))
        self.show_checks(document if not same else self.checked or document, same=same)
        self.twins.show_page(page, drafts, same=same)
        self._when_open("supplement", lambda: self.supplement.show_page(page, drafts))
        self.weeks.show_page(page, drafts, same=same)
        self.calculation.show_page(page, drafts, same=same)
        own = with_own_calculation(page, self.calculation.whole_body()) if reads_blind(page) else page
        if self._proposes(page):
            self.proposal.show_page(own, drafts, same=same)
        if self._checks_again(page) or reads_blind(page):  # what is open there is asked of both opinions
            self.second.show_page(page, drafts, same=same)
        self.opinions.show_page(page)
        self.neighbours.show_page(page)
        self.why.show_page(page, is_open=self.folds["why"].head.isChecked())
        self.contacts.show_page(page, same=same)
        self.folds["contacts"].set_state(self.contacts.state())
        self._when_open("timeline", lambda: self.timeline.show_page(page))
        self.folds["evidence"].set_state(str(len(page.bound)) if page.bound else "")
        self._fold_by_stage(page, same=same)
        self._fill_open()

    def _show_own_outcome(self) -> None:
        """In a blind reading the outcomes on offer follow one's own calculation, as it is typed."""
        if not self._filling and reads_blind(self._page):
            own = with_own_calculation(self._page, self.calculation.whole_body())
            self.proposal.show_page(own, self._drafts, same=True)
            self._tell()

    def _proposes(self, page: DeskPage) -> bool:
        """Whether this person works out an outcome; nobody else is shown the form."""
        is_lead = bool(page.claim.lead) and self._sitting.person == page.claim.lead
        return (is_lead and page.claim.stage is Stage.IN_REVIEW) or reads_blind(page)

    def _checks_again(self, page: DeskPage) -> bool:
        """Whether this person is the second reviewer and it is their turn."""
        is_second = bool(page.claim.second) and self._sitting.person == page.claim.second
        return is_second and (page.claim.stage is Stage.PROPOSED or reads_blind(page))

    def _fold_by_stage(self, page: DeskPage, *, same: bool) -> None:
        """What the stage calls for is there; what it does not is absent rather than grey."""
        claim, person = page.claim, self._sitting.person
        seconds = self._checks_again(page)
        individual = claim.route == "INDIVIDUAL"
        self.folds["twins"].setVisible(bool(page.twins))
        self.folds["twins"].set_state(self.twins.state())
        self.folds["supplement"].setVisible(may_ask(claim, person) or bool(claim.supplements))
        self.folds["weeks"].setVisible(individual)
        self.folds["calculation"].setVisible(individual)
        self.folds["neighbours"].setVisible(asked_of(page) is not None)
        self.folds["proposal"].setVisible(self._proposes(page))
        self.folds["second"].setVisible(seconds)
        self.folds["opinions"].setVisible(bool(claim.readings) or is_blind(claim, page.plan))
        self.folds["proposal"].set_state(tr("your own opinion, not shown to others yet") if reads_blind(page) else "")
        if not same:
            asks = person in (claim.lead, claim.second) and person not in claim.conflicts
            assigns = may_assign(claim, self._sitting.member) and not (claim.lead and claim.second)
            self.folds["facts"].set_open(asks or assigns or not claim.papers or claim.open_challenge is not None)
            self.folds["second"].set_open(seconds)
            self.folds["opinions"].set_open(reading_of(claim).opened and claim.stage in BEFORE_RESOLUTION)
            self.folds["contacts"].set_open(self.contacts.has_open_promise())
            self.folds["twins"].set_open(any(not twin.is_settled for twin in page.twins))
        self._veil(page)
        found = claim.assessment
        self.folds["calculation"].set_state(tr("recorded") if found else "")
        self.folds["weeks"].set_state(tr("recorded") if claim.sales else "")

    def _veil(self, page: DeskPage) -> None:
        """While a member's interest is touched and unanswered, the question is all there is."""
        always = ("checks", "evidence", "notes", "contacts", "timeline")
        for name, fold in self.folds.items():
            if page.touches and name != "facts":
                fold.hide()
            elif name in always:
                fold.show()
        if page.touches:
            self.folds["facts"].set_open(True)

    def show_hints(self, page: DeskPage) -> None:
        """Show what the machine noticed in the claim in view (`page.hints`); nothing else changed."""
        self._page = page
        self.weeks.look_for_offers(page)
        if self.checked:
            self._show_hints()

    def _show_hints(self) -> None:
        hints = self._page.hints
        if self.checked == WHOLE:
            found, said = dict(hints.claim), ""
        else:
            found, said = dict(hints.papers.get(self.checked, {})), reading_state(hints.states.get(self.checked))
            if said:
                found = {code: hint for code, hint in found.items() if hint.level != NO_DATA}
        if found:
            said = f"{said} {you_decide()}".strip()
        self.checks.show_hints(found, said)

    def show_checks(self, document: str, *, same: bool) -> None:
        """Show the checks of a paper, or of the claim as a whole, and fold as the paper calls for."""
        if not document:
            return
        changed = document != self.checked
        self.checked = document
        self.masking.show_paper(self._page, document)
        kind, answers = self._kind(document)
        if kind:
            self.checks.show_checks(kind, answers, self._drafts.of(f"notes {document}"), same=same and not changed)
            first_check = self._page.plan.checks_of(kind)[0].code
            paper = "" if kind == WHOLE else document
            self._show_hints()
            self.checks.forbid(
                unanswered_words()
                if self._page.touches
                else why_no_check(self._sitting, self._page, paper, first_check)
            )
            self._keep_notes()
            total = len(self._page.plan.checks_of(kind))
            name = tr("Claim as a whole") if kind == WHOLE else word(self._page.plan.proof_kinds, kind)
            done = sum(check.code in answers for check in self._page.plan.checks_of(kind))
            self.folds["checks"].set_state(f"{name}  {tr('{done} of {all} answered', done=done, all=total)}")
            if changed and kind == "SLS" and self._page.claim.route == "INDIVIDUAL":
                self.folds["weeks"].set_open(True)

    def _keep_notes(self) -> None:
        """A note of a check that was not recorded yet is a draft; once it was recorded it is none."""
        form, notes = f"notes {self.checked}", self.checks.unsaved()
        if notes != self._drafts.of(form):
            self._drafts.keep(form, dict(notes) or None)

    def _note(self, entry: str) -> str:
        """The note an entry carries, as text."""
        found = next((one for one in self._page.timeline if one.uid == entry), None)
        return str(found.facts.get("note", "")) if found is not None else ""

    def _when(self, entry: str) -> str:
        """When an entry was made, in Korean time."""
        found = next((one for one in self._page.timeline if one.uid == entry), None)
        return moment(found.made_at) if found is not None else ""

    def _spoken(self) -> list[tuple[str, str]]:
        """The contacts in which the claimant spoke, in a few words, the last one first."""
        spoken = [one for one in self._page.claim.contacts if not one.unanswered]
        return [(one.entry, contact_name(one)) for one in sorted(spoken, key=lambda one: (one.on, one.time))[::-1]]

    def _kind(self, document: str) -> tuple[str, Mapping[str, Answer]]:
        claim = self._page.claim
        if document == WHOLE:
            return WHOLE, claim.findings
        paper = next((one for one in claim.papers if one.document == document), None)
        return (paper.kind, paper.answers) if paper is not None else ("", {})
