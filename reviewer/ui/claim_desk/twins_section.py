"""The section Reused papers: other claims with the same papers or numbers, and what a person says of them."""

from collections.abc import Callable
from pathlib import PurePosixPath

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from reviewer.desk.wording import word_for
from reviewer.rules.acts import ACTS
from reviewer.rules.places import Place
from reviewer.rules.plan import Plan
from reviewer.rules.twins import WEAK, Agreement, Side, Twin
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.composing import typed
from reviewer.ui.drafts import Drafts
from reviewer.ui.parts import banner, button, empty, label, line, may_shrink, restyle, row
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import language, moment, tr, tr_many, won, word

SHOWN, LINES = 20, 8
_SHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv"})


class TwinsSection(QWidget):
    """One block for each other claim: both sides of everything that agrees, and the verdict with its reason."""

    open_claim = Signal(str)
    show_paper = Signal(str)
    stale = Signal()
    """A paper of the claim in view was found to agree with one of another claim, so it is to be read again."""
    compare = Signal(Place, Place)
    """Two pages or sheets, that of this claim first; an empty box stands for all of it."""

    def __init__(self, sitting: Sitting, record: Callable[[str, dict[str, object]], None]) -> None:
        """Empty until a claim is shown; `record(act, body)` records on the claim in view."""
        super().__init__()
        self.setObjectName("twins_section")
        self._sitting, self._record = sitting, record
        self._page: DeskPage | None = None
        self.reasons: dict[str, QLineEdit] = {}
        sitting.pictures.compared.connect(self._compared)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 8, 12, 12)
        self._layout.setSpacing(8)

    def state(self) -> str:
        """What the head of the fold says."""
        twins = self._page.twins if self._page is not None else ()
        stopping = next((twin.claim for twin in twins if twin.stops_awards), "")
        if stopping:
            return tr("no award beside {claim}", claim=stopping)
        waiting = sum(not twin.is_settled for twin in twins)
        if waiting:
            return tr_many("{n} to judge", "{n} to judge", waiting)
        return tr("judged") if twins else ""

    def _compared(self, document: str) -> None:
        if self._page is not None and any(paper.document == document for paper in self._page.papers):
            self.stale.emit()

    def show_page(self, page: DeskPage, drafts: Drafts, *, same: bool) -> None:
        """Show the twins of a claim; `same` keeps the reasons that are being typed."""
        kept = drafts.of("twins") if not same else {other: field.text() for other, field in self.reasons.items()}
        recorded = {twin.claim: twin.verdict.reason for twin in page.twins if twin.verdict is not None}
        kept = {other: text for other, text in kept.items() if text and recorded.get(other) != text}
        if kept != drafts.of("twins"):
            drafts.keep("twins", kept or None)
        self._page, self._drafts = page, drafts
        self.reasons = {}
        empty(self._layout)
        for place, twin in enumerate(page.twins[:SHOWN]):
            if place:
                self._layout.addWidget(line())
            self._add(twin, page, str(kept.get(twin.claim, "")))
        if len(page.twins) > SHOWN:
            text = tr("and {n|more claim/more claims}", n=len(page.twins) - SHOWN)
            self._layout.addWidget(label(text, size=12, tone="soft"))

    def _add(self, twin: Twin, page: DeskPage, typed: str) -> None:
        head = row()
        name = f"{twin.claim}  {twin.name}".strip()
        link = button(
            f"twin_{twin.claim}", name, lambda: self.open_claim.emit(twin.claim),
            role="link", says=tr("Open claim {claim}", claim=twin.claim),
        )  # fmt: skip
        head.addWidget(may_shrink(link), 1)
        head.addWidget(label(*standing_of(twin, page.plan)))
        self._layout.addLayout(head)
        if twin.stops_awards:
            text = tr("This claim was paid. No award here until you say, with a reason, that they are not the same.")
            self._layout.addWidget(banner(text, "bad"))
        self._layout.addLayout(self._agreements(twin, page.plan))
        if twin.verdict is not None:
            self._say(twin)
        if self._may_judge(page):
            self._ask(twin, typed)

    def _agreements(self, twin: Twin, plan: Plan) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for place, one in enumerate(twin.agreements[:LINES]):
            text = f"≡ {agreement_word(one)}"
            grid.addWidget(label(text, bold=one.kind not in WEAK, wrap=True), 2 * place, 0)
            sides = f"{tr('here')}: {side_word(one.mine, plan)}\n{tr('there')}: {side_word(one.other, plan)}"
            grid.addWidget(label(sides, size=12, tone="soft", wrap=True), 2 * place + 1, 0)
            if one.mine.document and one.other.document:
                grid.addWidget(self._compare(twin, one, place), 2 * place, 1, 2, 1)
        if len(twin.agreements) > LINES:
            more = tr("and {n} more", n=len(twin.agreements) - LINES)
            grid.addWidget(label(more, size=12, tone="soft"), 2 * LINES, 0)
        return grid

    def _compare(self, twin: Twin, one: Agreement, place: int) -> QWidget:
        return button(
            f"compare_{twin.claim}_{place}", tr("Compare"), lambda: self._show_both(one),
            says=tr("Compare {what} with claim {claim}", what=agreement_word(one), claim=twin.claim),
        )  # fmt: skip

    def _show_both(self, one: Agreement) -> None:
        self.show_paper.emit(one.mine.document)
        self.compare.emit(place_of(one.mine), place_of(one.other))

    def _say(self, twin: Twin) -> None:
        said = twin.verdict
        assert said is not None
        text = tr(
            "{person} said on {when}: {verdict}. {reason}",
            person=self._sitting.name_of(said.author), when=moment(said.made_at),
            verdict=word_for("verdict", said.verdict, language()), reason=said.reason,
        )  # fmt: skip
        self._layout.addWidget(label(text, tone="soft", wrap=True))
        if not twin.is_settled:
            self._layout.addWidget(banner(tr("Something more agrees since then; please look again."), "wait"))

    def _may_judge(self, page: DeskPage) -> bool:
        member = self._sitting.member
        return (
            member is not None
            and member.role in ACTS["judge_twin"].roles
            and self._sitting.case_file.is_writing
            and not page.claim.is_recused(self._sitting.person)
        )

    def _ask(self, twin: Twin, typed: str) -> None:
        reason = QLineEdit(typed)
        reason.setObjectName(f"twin_reason_{twin.claim}")
        reason.setAccessibleName(tr("Reason of the verdict on claim {claim}", claim=twin.claim))
        reason.setPlaceholderText(tr("Reason"))
        reason.textEdited.connect(self._keep)
        self.reasons[twin.claim] = reason
        self._layout.addWidget(reason)
        below = row()
        for verdict, text in (("NOT_SAME", tr("Not the same")), ("SAME", tr("The same"))):
            says = tr("Claim {claim}: {verdict}", claim=twin.claim, verdict=text)
            press = button(f"{verdict.lower()}_{twin.claim}", text, says=says)
            press.clicked.connect(lambda _=False, verdict=verdict: self.judge(twin, verdict))
            below.addWidget(press)
        below.addStretch(1)
        self._layout.addLayout(below)

    def _keep(self) -> None:
        reasons = {other: words for other, field in self.reasons.items() if (words := typed(field)).strip()}
        self._drafts.keep("twins", reasons or None)

    def judge(self, twin: Twin, verdict: str) -> None:
        """Record the verdict with everything that agrees now; without a reason the field asks for one."""
        field = self.reasons[twin.claim]
        reason = field.text().strip()
        restyle(field, fault="false" if reason else "true")
        if not reason:
            field.setFocus()
            return
        body: dict[str, object] = {
            "other": twin.claim, "verdict": verdict, "attributes": sorted(twin.marks), "reason": reason,
        }  # fmt: skip
        self._record("judge_twin", body)


def standing_of(twin: Twin, plan: Plan) -> tuple[str, ...]:
    """Where the other claim stands, in a few words."""
    if twin.paid:
        return (tr("paid {amount}", amount=won(twin.paid)),)
    if twin.award:
        return (tr("awarded {amount}", amount=won(twin.award)),)
    return (word(plan.stages, twin.stage),)


def agreement_word(one: Agreement) -> str:
    """What agrees, with how much of it."""
    text = word_for("twin", one.kind, language())
    if one.kind in ("WEEK", "ROWS") and one.count > 1:
        return f"{text} ({tr('{n|place/places}', n=one.count)})"
    return f"{text}: {one.value}" if one.value and one.kind in ("TIMES", "EXIF") else text


def side_word(side: Side, plan: Plan) -> str:
    """Which paper and page it is on one side, or the application itself."""
    if not side.document:
        return tr("application")
    kind = word(plan.proof_kinds, side.kind) if side.kind in plan.proof_kinds else ""
    file = PurePosixPath(side.path).name or side.document[:8]
    is_sheet = PurePosixPath(side.path).suffix.lower() in _SHEETS
    place = "" if not side.page else tr("sheet {n}", n=side.page) if is_sheet else tr("page {n}", n=side.page)
    return " · ".join(filter(None, (kind, file, place)))


def place_of(side: Side) -> Place:
    """The page or sheet as a place; an empty box stands for all of it."""
    return Place(side.document, page=max(side.page, 1))
