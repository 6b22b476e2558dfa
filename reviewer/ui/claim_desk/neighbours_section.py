"""The section Like for like: the nearest decided claims beside this one, and where this one lies among them."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.rules.nearness import ENOUGH, Likeness, Neighbourhood, share_of
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.making import later
from reviewer.ui.parts import label, restyle
from reviewer.ui.rows_table import LinesTable
from reviewer.ui.sitting import Sitting
from reviewer.ui.table_lines import Column, Line
from reviewer.ui.wording import tr, tr_many, won


def read_neighbours(conn: Any, number: str, like: Likeness) -> Any:
    """The nearest decided claims with the masked names of their applicants."""
    from reviewer.casefile.neighbours import neighbours_of

    return neighbours_of(conn, number, like)


class NeighboursSection(QWidget):
    """It decides nothing: a mark says where the award lies outside the middle 80% of its neighbours."""

    open_claim = Signal(str)
    told = Signal(str)
    """What the head of the section says."""

    def __init__(self, sitting: Sitting) -> None:
        """Empty until a claim with a calculation is shown."""
        super().__init__()
        self.setObjectName("neighbours_section")
        self._sitting = sitting
        self._asked: tuple[str, Likeness, int] | None = None
        self._is_due = False
        self.drawn: Callable[[Callable[[], None]], object] = lambda draw: draw()
        """Draws it now, or once it is seen."""
        self.said = label("", wrap=True)
        self.said.setObjectName("neighbours_said")
        self.mine = label("", wrap=True)
        self.mine.setObjectName("neighbours_mine")
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(8)
        for part in (self.mine, self.said):
            layout.addWidget(part)

    @later
    def table(self) -> LinesTable:
        """The nearest decided claims."""
        table = LinesTable(
            "neighbours_table", tr("Nearest decided claims"),
            (Column(tr("Claim"), 0), Column(tr("asked"), 72, True), Column(tr("verified"), 72, True),
             Column(tr("awarded"), 66, True), Column(tr("of loss"), 62, True)), self._sitting.look,
        )  # fmt: skip
        table.show_whole()
        table.opened.connect(self.open_claim)
        self._layout.addWidget(table)
        return table

    def show_page(self, page: DeskPage) -> None:
        """Another claim or award has other neighbours, for which `read` asks; a claim without an award has none."""
        asked = asked_of(page)
        if asked != self._asked:
            self._asked, self._is_due = asked, asked is not None
            self._clear()

    def read(self) -> None:
        """Ask for the neighbours where that is due."""
        asked = self._asked
        if asked is None or not self._is_due:
            return
        self._is_due = False
        number, like, award = asked
        self._sitting.read(
            lambda conn: read_neighbours(conn, number, like),
            then=lambda found: self._show(found, like, award) if self._asked == asked else None,
            otherwise=_unexpected, owner=self,
        )  # fmt: skip

    def _clear(self) -> None:
        self.said.clear()
        self.mine.clear()
        self.drawn(lambda: self._draw([]))
        self.told.emit("")

    def _show(self, found: Any, like: Likeness, award: int) -> None:
        near: Neighbourhood = found.found
        share = share_of(award, like.verified_loss)
        place, count = near.place_of(share), len(near.nearest)
        self.said.setText(range_words(near))
        self.mine.setText(place_words(place, won(award), share_words(share)))
        restyle(self.mine, banner="wait" if place in ("ABOVE", "BELOW") else "", tone="")
        self.drawn(lambda: self._draw([self._line(one, found.names) for one in near.nearest]))
        self.told.emit(head_words(place, count))

    def _draw(self, lines: list[Line]) -> None:
        if lines or NeighboursSection.table.made(self) is not None:
            self.table.show_lines(lines)
            self.table.setVisible(bool(lines))

    def _line(self, one: Any, names: dict[str, str]) -> Line:
        cells = (
            one.claim,
            f"{one.claimed_loss:,}" if one.claimed_loss is not None else "–",
            f"{one.like.verified_loss:,}",
            f"{one.award:,}",
            share_words(one.share),
        )
        tip = tr(
            "{asked} asked, {verified} verified, {awarded} awarded. Enter opens the claim.",
            asked=won(one.claimed_loss),
            verified=won(one.like.verified_loss),
            awarded=won(one.award),
        )
        return Line(one.claim, cells, tip=f"{one.claim} · {names.get(one.claim, '')}\n{tip}")


def asked_of(page: DeskPage) -> tuple[str, Likeness, int] | None:
    """The claim, its likeness and the award to compare; None while nothing is calculated, or the band fixes it."""
    claim = page.claim
    found = claim.decision.assessment if claim.decision is not None else claim.assessment
    if found is None or found.assessed_amount is None:
        return None
    award = claim.decision.award if claim.decision else claim.proposal.award if claim.proposal else None
    rate = found.profit_rate.value if found.profit_rate is not None else None
    like = Likeness(page.applicant.sector, tuple(claim.services), found.verified_loss, rate)
    return claim.number, like, found.calculated_award if award is None else award


def share_words(share: int) -> str:
    """Tenths of a percent as people read them."""
    return f"{share // 10}.{share % 10}%"


def range_words(near: Neighbourhood) -> str:
    """What the neighbours were awarded, or that there are too few to say so."""
    count = len(near.nearest)
    if not count:
        return tr("No decided claim is like this one yet.")
    if near.low is None or near.high is None:
        return tr_many(
            "{n} decided claim is like this one; {enough} are needed to speak of a middle.",
            "{n} decided claims are like this one; {enough} are needed to speak of a middle.", count, enough=ENOUGH,
        )  # fmt: skip
    low, high = share_words(near.low), share_words(near.high)
    return tr(
        "Of the {n} decided claims nearest to it, the middle 80% were awarded {low} to {high} of the verified loss.",
        n=count, low=low, high=high,
    )  # fmt: skip


def place_words(place: str, award: str, share: str) -> str:
    """Where the award of this claim lies."""
    if place == "ABOVE":
        return tr("▲ This claim: {award}, {share} of the loss – above the middle 80%.", award=award, share=share)
    if place == "BELOW":
        return tr("▼ This claim: {award}, {share} of the loss – below the middle 80%.", award=award, share=share)
    return tr("This claim: {award}, {share} of the loss.", award=award, share=share)


def head_words(place: str, count: int) -> str:
    """The state of the section in its head."""
    if place == "ABOVE":
        return tr("▲ above the middle 80%")
    if place == "BELOW":
        return tr("▼ below the middle 80%")
    return str(count) if count else tr("none")


def _unexpected(fault: BaseException) -> None:
    raise fault
