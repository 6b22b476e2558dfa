"""The agenda item in the middle of the meeting: the question, the claim, both opinions, the amount with its working."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from reviewer.rules.claim import Claim
from reviewer.rules.meetings import DECIDING
from reviewer.rules.plan import Plan
from reviewer.ui import keys
from reviewer.ui.award_working import opinion_words, proposal_words, reasons_words, working
from reviewer.ui.brief_print import BriefPrint
from reviewer.ui.choice import Choice
from reviewer.ui.flow import Flow
from reviewer.ui.late_reason import LateReason
from reviewer.ui.look import Look
from reviewer.ui.meeting.meeting_closing import ClosingForm
from reviewer.ui.meeting.meeting_opening import OpeningForm
from reviewer.ui.meeting.meeting_question import QuestionLine
from reviewer.ui.meeting.meeting_reading import Item, MeetingPage, Tabled
from reviewer.ui.meeting.meeting_tables import (
    closed_columns,
    closed_lines,
    columns,
    consent_lines,
    fixed_lines,
    rules_rows,
)
from reviewer.ui.parts import button, empty, label, line, plane, row
from reviewer.ui.rows_table import LinesTable
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import day, tr, tr_many, won, word


class MeetingItem(QWidget):
    """Shows one item; on the consent list, the selected claim can be pulled out."""

    pull_out = Signal(str, str)
    changed = Signal()
    correct = Signal(str, str, str)

    def __init__(self, sitting: Sitting, look: Look, rules_print: Callable[[], QWidget]) -> None:
        """Empty until an item is shown; `rules_print` makes the buttons that print the rules."""
        super().__init__()
        self.setObjectName("meeting_item")
        self._rules_print = rules_print
        self._sitting, self._look, self.can_pull = sitting, look, False
        self.chair: QComboBox | None = None
        self.asked_by: QComboBox | None = None
        self.question: QuestionLine | None = None
        self.urgent: LateReason | None = None
        self.form: OpeningForm | ClosingForm | None = None
        self.table: LinesTable | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setObjectName("meeting_item_scroll")
        self._scroll.setAccessibleName(tr("Item in view"))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = plane("surface")
        self._body = QVBoxLayout(inside)
        self._body.setContentsMargins(24, 24, 24, 24)
        self._body.setSpacing(12)
        self._scroll.setWidget(inside)
        outer.addWidget(self._scroll, 1)
        self._award = plane("raised")
        foot = row(margins=(24, 8, 36, 8))
        self._award.setLayout(foot)
        foot.addWidget(label(tr("Award proposed"), size=20, bold=True))
        foot.addStretch()
        self.award = label("", size=20, bold=True, tone="accent")
        self.award.setObjectName("award_proposed")
        foot.addWidget(self.award)
        outer.addWidget(self._award)

    def wear(self, look: Look) -> None:
        """Go on in another text size, with what is in view."""
        self._look = look
        if self.table is not None:
            self.table.wear(look)

    def show_item(self, item: Item | None, page: MeetingPage) -> None:
        """Show an item; None says that the agenda is done."""
        empty(self._body)
        self.chair, self.table, self.question, self.form, self.asked_by = None, None, None, None, None
        self.urgent = None
        self._award.hide()
        self.can_pull = item is not None and item.kind == "CONSENT" and item.closed is None
        if item is None:
            self._body.addWidget(label(tr("Nothing is on the agenda."), size=15, tone="soft", wrap=True))
        elif item.closed is not None:
            self._closed(item, page)
        elif item.kind in ("OPENING", "CLOSING"):
            self._form(item, page)
        elif item.kind == "RULES":
            self._rules(page.plan)
        elif item.kind == "CHAIR":
            self._chair(page)
        elif item.kind == "CORRECTION":
            self._body.addWidget(label(item_title(item, page), size=20, bold=True, wrap=True))
            question = tr("Shall the council open this item again? Until then its decision stands.")
            self._body.addWidget(label(question, size=15, bold=True, wrap=True))
            self._body.addWidget(label(item.note, tone="soft", wrap=True))
        elif item.kind == "MOTION":
            self._body.addWidget(label(item_title(item, page), size=20, bold=True, wrap=True))
            self._body.addWidget(label(motion_question(item.about, page), wrap=True))
        elif item.kind == "CHALLENGE":
            self._challenge(page.tabled[item.claims[0]], page)
        elif item.kind == "CLAIM":
            self._claim(page.tabled[item.claims[0]], page)
        else:
            self._list(item, page)
        if self.table is None and not isinstance(self.form, ClosingForm):  # the minutes take all the room there is
            self._body.addStretch(1)
        self._scroll.verticalScrollBar().setValue(0)

    def _form(self, item: Item, page: MeetingPage) -> None:
        if item.kind == "OPENING":
            opening = OpeningForm(self._sitting, page)
            opening.done.connect(self.changed)
            self.form = opening
        else:
            closing = ClosingForm(self._sitting, page)
            closing.changed.connect(self.changed)
            self.form = closing
        self._body.addWidget(self.form, 1)

    def scroll_by(self, by: int) -> None:
        """Scroll the item, for the arrow keys."""
        bar = self._scroll.verticalScrollBar()
        bar.setValue(bar.value() + by * self._look.px(48))

    # --- one claim --------------------------------------------------------------------------------------

    def _claim(self, tabled: Tabled, page: MeetingPage) -> None:
        claim, plan = tabled.claim, page.plan
        self._body.addWidget(label(f"{claim.number} · {tabled.representative}", tone="soft"))
        self._body.addWidget(label(tabled.trade_name or tabled.representative, size=20, bold=True, wrap=True))
        self.question = QuestionLine(claim, plan)
        self._body.addWidget(self.question)
        if claim.ties:
            self._body.addWidget(label(_after_tie(claim), tone="wait", wrap=True))
        self._body.addWidget(line())
        self._opinions(tabled, page)
        self._body.addWidget(line())
        self._working(claim, plan)
        self._body.addWidget(BriefPrint(self._sitting, claim.number))

    def _opinions(self, tabled: Tabled, page: MeetingPage) -> None:
        claim, plan, grid = tabled.claim, page.plan, QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        lead = [proposal_words(claim, plan), *reasons_words(claim, plan)]
        second = [opinion_words(claim)]
        for column, (title, who, lines, note) in enumerate(
            (
                (tr("Lead's proposal"), claim.proposal.author if claim.proposal else "", lead, tabled.lead_note),
                (tr("Second's opinion"), claim.opinion.author if claim.opinion else "", second, tabled.second_note),
            )
        ):
            grid.addWidget(label(f"{title}  {page.names.get(who, who)}", size=12, tone="soft", wrap=True), 0, column)
            opinion = QVBoxLayout()
            opinion.setSpacing(4)
            opinion.addWidget(label("\n".join(lines), wrap=True))
            if note:
                opinion.addWidget(label(f"“{note}”", tone="soft", wrap=True))
            opinion.addStretch()
            grid.addLayout(opinion, 1, column)
            grid.setColumnStretch(column, 1)
        self._body.addLayout(grid)

    def _working(self, claim: Claim, plan: Plan) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for place, step in enumerate(working(claim, plan)):
            grid.addWidget(label(step.name, bold=step.is_sum), place, 0)
            grid.addWidget(label(step.basis, size=12, tone="soft", wrap=True), place, 1)
            figure = label(step.figure, bold=step.is_sum)
            figure.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(figure, place, 2)
        grid.setColumnStretch(1, 1)
        self._body.addLayout(grid)
        self._award.setVisible(claim.proposal is not None)
        if claim.proposal is not None:
            self.award.setText(won(claim.proposal.award))

    # --- lists ------------------------------------------------------------------------------------------

    def _list(self, item: Item, page: MeetingPage) -> None:
        is_consent = item.kind == "CONSENT"
        title = tr("Consent list") if is_consent else tr("List of fixed-amount claimants {n}", n=item.list_no)
        self._body.addWidget(label(title, size=20, bold=True))
        question = (
            tr("Shall the council resolve all of these as proposed, in one vote?")
            if is_consent
            else tr("Shall the council adopt this list, in one vote?")
        )
        self._body.addWidget(label(question, size=15, bold=True, wrap=True))
        lines, total = consent_lines(item, page) if is_consent else fixed_lines(item, page)
        count = tr_many("{n} claim", "{n} claims", len(item.claims))
        self._body.addWidget(label(f"{count} · {won(total)}", tone="soft"))
        if not is_consent:
            drawn = page.case.lists[str(item.list_no)]
            checked = tr("checked by {who}", who=page.names.get(drawn.checked_by, drawn.checked_by))
            words = checked if drawn.checked_by else tr("not checked by a second person yet")
            self._body.addWidget(label(words, tone="good" if drawn.checked_by else "wait"))
        self.table = LinesTable("item_claims", title, columns(is_consent), self._look)
        self.table.show_lines(lines)
        self._body.addWidget(self.table, 1)
        if is_consent:
            self._pull_row(page)

    def _pull_row(self, page: MeetingPage) -> None:
        pull = button(
            "pull_out", tr("Pull the selected claim out for discussion  {keys}", keys=keys.shown("pull_out")),
            self.pull_selected,
        )  # fmt: skip
        self.asked_by = Choice()
        self.asked_by.setObjectName("pull_out_by")
        self.asked_by.setAccessibleName(tr("Who asks for it"))
        for member in page.case.seats:
            self.asked_by.addItem(page.names.get(member.id, "") or member.id, member.id)
        foot = Flow()
        for part in (pull, label(tr("asked by"), tone="soft"), self.asked_by):
            foot.add(part)
        self._body.addWidget(foot)

    def pull_selected(self) -> None:
        """Ask for the selected claim of the consent list to be discussed by itself."""
        if self.table is not None and self.table.current() and self.can_pull:
            by = self.asked_by.currentData() if self.asked_by is not None else ""
            self.pull_out.emit(self.table.current(), by)

    # --- rules, chair, closed ---------------------------------------------------------------------------

    def _rules(self, plan: Plan) -> None:
        self._body.addWidget(label(tr("Operating rules and calculation basis (draft)"), size=20, bold=True, wrap=True))
        question = tr("Shall the council adopt this plan? Until it does, no decision can be proposed.")
        self._body.addWidget(label(question, size=15, bold=True, wrap=True))
        self._body.addWidget(line())
        self._pairs(rules_rows(plan))
        self._body.addWidget(self._rules_print())

    def _chair(self, page: MeetingPage) -> None:
        self._body.addWidget(label(tr("Election of the chair"), size=20, bold=True))
        self._body.addWidget(label(tr("Who shall chair the council?"), size=15, bold=True, wrap=True))
        self.chair = Choice()
        self.chair.setObjectName("chair_choice")
        self.chair.setAccessibleName(tr("Candidate"))
        may = page.plan.settings.payer_may_chair
        for member in page.case.seats:
            if (may or member.body != "KAKAO") and member.role != "SECRETARY":
                name = page.names.get(member.id, "") or member.id
                self.chair.addItem(f"{name} · {word(page.plan.bodies, member.body)}", member.id)
        self._body.addWidget(self.chair)
        if any(member.role == "SECRETARY" for member in page.case.seats):
            text = tr("The secretary is not elected chair.")
            self._body.addWidget(label(text, size=12, tone="soft", wrap=True))
        if not may:
            text = tr("By the operating rules, Kakao's seat does not chair.")
            self._body.addWidget(label(text, size=12, tone="soft", wrap=True))

    def _challenge(self, tabled: Tabled, page: MeetingPage) -> None:
        challenge = tabled.claim.open_challenge
        assert challenge is not None
        who = page.names.get(challenge.member) or challenge.member
        self._body.addWidget(label(f"{tabled.claim.number} · {tabled.representative}", tone="soft"))
        self._body.addWidget(label(tr("Challenge of {name}", name=who), size=20, bold=True, wrap=True))
        question = tr("Shall {name} be kept from this claim?", name=who)
        self._body.addWidget(label(question, size=15, bold=True, wrap=True))
        self._body.addWidget(line())
        ground = f"{challenge.ground} {word(page.plan.grounds, challenge.ground)}"
        seat = {tabled.claim.lead: tr("Lead reviewer"), tabled.claim.second: tr("Second reviewer")}
        self._pairs((
            (tr("Ground"), ground), (tr("What the claimant says"), tabled.challenge),
            (tr("Challenged on"), day(challenge.on)), (tr("Work on this claim"), seat.get(challenge.member, "–")),
        ))  # fmt: skip
        self.urgent = LateReason("challenge_urgent", self._sitting)
        self._body.addWidget(self.urgent)
        self.urgent.for_meeting(page.number, known=challenge.on)

    def _closed(self, item: Item, page: MeetingPage) -> None:
        assert item.closed is not None
        passed = item.closed.result in DECIDING
        self._body.addWidget(label(item_title(item, page), size=20, bold=True, wrap=True))
        result = f"○ {tr('Passed')}" if passed else f"✕ {tr('Not passed')}"
        self._body.addWidget(label(result, size=20, bold=True, tone="good" if passed else "bad"))
        if item.closed.number:
            self._body.addWidget(label(tr("Resolution {number}", number=item.closed.number), size=15))
        held = page.case.meeting(page.number)
        if passed and item.kind == "CLAIM" and item.closed.number and held is not None and held.state == "CONVENED":
            self._correction_row(item)
        if item.claims and item.kind != "CHALLENGE":
            self.table = LinesTable("item_claims", tr("Claims"), closed_columns(), self._look)
            self.table.show_lines(closed_lines(item, page))
            self._body.addWidget(self.table, 1)

    def _correction_row(self, item: Item) -> None:
        """Afterwards an item is only opened again by a resolution of its own (domain.md 5.2)."""
        why = QLineEdit()
        why.setObjectName("correction_reason")
        why.setAccessibleName(tr("Why the resolution is to be corrected"))
        why.setPlaceholderText(tr("Why the resolution is to be corrected"))
        number = item.closed.number if item.closed is not None else ""
        put = button("correct_resolution", tr("Put a correction to the vote"),
                     lambda: self.correct.emit(item.claims[0], number, why.text().strip()))  # fmt: skip
        put.setEnabled(False)
        why.textChanged.connect(lambda words: put.setEnabled(bool(words.strip())))
        foot = row()
        foot.addWidget(why, 1)
        foot.addWidget(put)
        self._body.addLayout(foot)

    def _pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for place, (name, value) in enumerate(pairs):
            grid.addWidget(label(name, tone="soft"), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(value, wrap=True), place, 1)
        grid.setColumnStretch(1, 1)
        self._body.addLayout(grid)


def item_title(item: Item, page: MeetingPage) -> str:
    """An item in a few words."""
    match item.kind:
        case "OPENING":
            return tr("Opening and attendance")
        case "CLOSING":
            return tr("Minutes and closing")
        case "CORRECTION":
            number = item.closed.about if item.closed is not None else item.about
            return tr("Correction of resolution {number}", number=number)
        case "RULES":
            return tr("Rules and calculation basis")
        case "CHAIR":
            return tr("Election of the chair")
        case "CONSENT":
            return f"{tr('Consent list')} · {tr_many('{n} claim', '{n} claims', len(item.claims))}"
        case "CHALLENGE":
            return tr("Challenge: {claim}", claim=item.claims[0])
        case "MOTION":
            return motion_words()[item.about]
        case "FIXED_LIST":
            return tr("Fixed list {n}", n=item.list_no) if item.list_no else tr("Fixed list")
    found = page.decided.get(item.claims[0]) if item.closed is not None else page.tabled.get(item.claims[0])
    return f"{item.claims[0]}  {found.trade_name if found else ''}".strip()


def motion_words() -> dict[str, str]:
    """The motions at the end of the case, by code."""
    return {
        "INTAKE": tr("Closing of intake"),
        "REMAINING": tr("Members for the remaining work"),
        "CLOSING": tr("Closing of the case"),
    }


def motion_question(what: str, page: MeetingPage) -> str:
    """What is put to the vote, in a sentence."""
    motion = page.case.closing.motion(what, page.number)
    people = ", ".join(page.names.get(one, one) for one in motion.members) if motion is not None else ""
    return {
        "INTAKE": tr("Shall intake be closed? Papers and changes of known claims still come in."),
        "REMAINING": tr("Shall these members do the remaining work: {people}?", people=people),
        "CLOSING": tr("Shall the case be closed once everything that must be finished is?"),
    }[what]


def _after_tie(claim: Claim) -> str:
    if claim.ties == 1:
        return tr("A tie at an earlier meeting: this is the second vote.")
    return tr("{n|tie/ties} so far: vote on amounts where the loss is accepted, else on the refusal.", n=claim.ties)
