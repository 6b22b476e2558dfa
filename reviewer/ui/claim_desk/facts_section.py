"""The facts of a claim as its claimant gave them, and the question about a conflict of interest."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from reviewer.rules.calendar import korean_day
from reviewer.rules.decision import outcome_word
from reviewer.rules.privacy import mask_account, mask_address, mask_email, mask_name, mask_phone
from reviewer.ui.breaks import anywhere, at_sign
from reviewer.ui.claim_desk.assignment import Assignment, may_assign
from reviewer.ui.claim_desk.conflict_question import ConflictQuestion, answers_in_words, touch_kinds
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.parts import banner, button, empty, label, row
from reviewer.ui.sitting import Sitting
from reviewer.ui.source_mark import fact_word, says_the_same, source_mark, value_shown
from reviewer.ui.wording import day, language, listed, tr, won, word

Record = Callable[[str, dict[str, object]], None]


class FactsSection(QWidget):
    """Full for the assigned reviewers after the conflict question; for others masked until a reason is given."""

    shows = Signal(object)
    """Show where a fact stands: a Place."""
    open_claim = Signal(str)
    """Another part of a claim that was split is asked for."""

    def __init__(self, sitting: Sitting, record: Record) -> None:
        """`record(act, body)` records on the claim in view."""
        super().__init__()
        self.setObjectName("facts_section")
        self._sitting, self._record = sitting, record
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 8, 12, 12)
        self._layout.setSpacing(8)
        self._unmasked = self._reason = ""
        self._page: DeskPage | None = None

    def show_page(self, page: DeskPage) -> None:
        """Show the facts of a claim."""
        if self._page is None or page.claim.number != self._page.claim.number:
            self._unmasked = self._reason = ""
        self._page = page
        empty(self._layout)
        if self._asks_conflict(page):
            self._conflict_question(page)
        if page.claim.is_recused(self._sitting.person):
            self._layout.addWidget(banner(tr("You stepped aside from this claim. You may look, not act."), "wait"))
        if (challenge := page.claim.open_challenge) is not None:
            who, ground = self._sitting.name_of(challenge.member), word(page.plan.grounds, challenge.ground)
            text = tr("The claimant challenged {name}: {ground}. A meeting decides without this member.",
                      name=who, ground=ground)  # fmt: skip
            self._layout.addWidget(banner(text, "wait"))
        if page.claim.hold:
            text = tr("On hold: {reason}", reason=word(page.plan.hold_reasons, page.claim.hold))
            self._layout.addWidget(banner(text, "wait"))
        self._parts(page)
        self._facts(page)
        if not page.touches and may_assign(page.claim, self._sitting.member):
            self._layout.addWidget(Assignment(self._sitting, page.claim, self._record))

    def _parts(self, page: DeskPage) -> None:
        """The other numbers of a claim that was split, each a link."""
        claim = page.claim
        if not claim.part_of and not claim.parts:
            return
        says = tr("Split from {claim}", claim=claim.part_of)
        if claim.parts:
            says = tr("Split: {claims}", claims=listed(claim.parts))
        line = row()
        line.addWidget(label(says, wrap=True), 1)
        for one in (claim.part_of, *claim.parts):
            if one:
                text = tr("Open {claim}", claim=one)
                line.addWidget(button(f"open_part_{one}", text, partial(self.open_claim.emit, one), role="link"))
        self._layout.addLayout(line)

    def _asks_conflict(self, page: DeskPage) -> bool:
        person = self._sitting.person
        asked = person in (page.claim.lead, page.claim.second) and person not in page.claim.conflicts
        return bool(page.touches) or (bool(person) and asked)

    def _conflict_question(self, page: DeskPage) -> None:
        question = ConflictQuestion(page, self._reason)
        question.typed.connect(self._keep_reason)
        question.answered.connect(lambda body: self._record("answer_conflict", body))
        self._layout.addWidget(question)

    def _keep_reason(self, text: str) -> None:
        self._reason = text

    def _may_see(self, page: DeskPage) -> bool:
        person = self._sitting.person
        if page.touches:
            return False
        assigned = person in (page.claim.lead, page.claim.second) and page.claim.conflicts.get(person) == "NONE"
        return assigned or self._unmasked == page.claim.number

    def _facts(self, page: DeskPage) -> None:
        facts, plan, full = page.applicant, page.plan, self._may_see(page)
        brn = f"{facts.brn[:3]}-{facts.brn[3:5]}-{facts.brn[5:]}" if len(facts.brn) == 10 else facts.brn
        account = f"{facts.bank} {mask_account(facts.account)} {facts.account_holder if full else ''}"
        pairs = (
            (tr("Trade name"), facts.trade_name, "TRADE_NAME"),
            (tr("Representative"), facts.representative if full else mask_name(facts.representative), "REPRESENTATIVE"),
            (tr("Registration number"), brn, "BRN"),
            (tr("Sector"), word(plan.profit_rates, facts.sector)),
            (tr("Services"), listed(word(plan.services, key) for key in page.claim.services), "SERVICE"),
            (tr("Loss claimed"), won(page.claim.claimed_loss)),
            (tr("Route"), word(plan.routes, page.claim.route) or tr("no route yet")),
            (tr("Received"), day(page.claim.received_on)),
            (tr("Address"), facts.address if full else mask_address(facts.address)),
            (tr("Phone"), facts.phone if full else mask_phone(facts.phone)),
            (tr("E-mail"), at_sign(mask_email(facts.email))),
            (tr("Account"), account, "ACCOUNT"),
            (tr("Decided before"), _decided_before(page)),
            (tr("Opened again"), _opened_again(page)),
            (tr("Lead reviewer"), self._named(page.claim.lead)),
            (tr("Second reviewer"), self._named(page.claim.second)),
            (tr("Helped by"), facts.assisted_by),
            (tr("Litigation"), facts.litigation),
            (tr("What happened"), "" if page.touches else facts.story),
            (tr("Conflict of interest"), "\n".join(self._conflicts(page))),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        place = 0
        for name, value, *proof in pairs:
            if value and value.strip():
                grid.addWidget(label(name, size=12, tone="soft"), place, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(label(anywhere(value.strip()), wrap=True), place, 1)
                place += self._mark(grid, place, page, *proof)
        grid.setColumnStretch(1, 1)
        self._layout.addLayout(grid)
        if not full and not page.touches:
            self._unmask_line()

    def _conflicts(self, page: DeskPage) -> list[str]:
        """What the members answered, and who has still to answer for an interest (for those who may see it)."""
        open_ones = [
            tr("{name}: has not answered yet ({what})", name=self._named(member), what=touch_kinds(points))
            for member, points in page.touched.items()
        ]
        return [*answers_in_words(page, self._sitting.name_of), *open_ones]

    def _mark(self, grid: QGridLayout, place: int, page: DeskPage, code: str = "") -> int:
        """The mark of a fact that somebody took from a paper, and below what it says if that differs; lines taken."""
        bound = page.bound.get(code)
        if bound is None:
            return 1
        is_shown = self._may_see(page) or code in ("TRADE_NAME", "BRN")
        tip = value_shown(code, bound.value) if is_shown else ""
        at, look = bound.fact.at, self._sitting.look
        grid.addWidget(source_mark(f"facts_{code}", fact_word(code), at, self.shows.emit, look, tip=tip), place, 2)
        given = getattr(page.applicant, code.lower(), "")
        if not is_shown or not isinstance(given, str) or says_the_same(code, given, bound.value):
            return 1
        differs = tr("the paper says {value}", value=value_shown(code, bound.value))
        grid.addWidget(label(differs, size=12, tone="bad", wrap=True), place + 1, 1)
        return 2

    def _named(self, member: str) -> str:
        return self._sitting.name_of(member) if member else ""

    def _unmask_line(self) -> None:
        reason = QLineEdit()
        reason.setObjectName("unmask_reason")
        reason.setAccessibleName(tr("Why the data is needed"))
        reason.setPlaceholderText(tr("Why the data is needed"))
        show = button("unmask", tr("Show"))

        def unmask() -> None:
            if not reason.text().strip():
                reason.setFocus()
                return
            assert self._page is not None
            fields = ["representative", "address", "phone", "account_holder"]
            self._unmasked = self._page.claim.number
            self._record("unmask", {"fields": fields, "reason": reason.text().strip()})
            QTimer.singleShot(self._page.plan.settings.unmask_seconds * 1000, self, self._mask_again)

        show.clicked.connect(unmask)
        reason.returnPressed.connect(unmask)
        line = row()
        line.addWidget(reason, 1)
        line.addWidget(show)
        self._layout.addLayout(line)

    def _mask_again(self) -> None:
        self._unmasked = ""
        if self._page is not None:
            self.show_page(self._page)


def _decided_before(page: DeskPage) -> str:
    """The decision that stands while a claim is looked at again; empty where it is the first time."""
    told = page.claim.decision
    if told is None or page.claim.reopened is None:
        return ""
    return f"{outcome_word(told, page.plan).in_(language())}, {won(told.award)}, {day(korean_day(told.decided_at))}"


def _opened_again(page: DeskPage) -> str:
    """Why it is looked at again, and since when."""
    again = page.claim.reopened
    if page.claim.decision is None or again is None:
        return ""
    why = {
        "REVIEW": tr("review asked for"), "INDIVIDUAL": tr("individual review asked for"),
        "NEW_EVIDENCE": tr("new records came"), "CORRECTION": tr("a slip to put right"),
        "RETURN_REQUEST": tr("money to be asked back"),
    }  # fmt: skip
    return f"{why[again.kind]}, {day(again.on)}"
