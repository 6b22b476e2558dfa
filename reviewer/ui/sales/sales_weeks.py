"""The section Sales weeks: daily sales as grid and chart, the outage week against the normal week, what to look at."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.rules.acts.reviewing import sales_of
from reviewer.rules.damage import Comparison
from reviewer.rules.places import Place, around_first
from reviewer.rules.plain import to_plain
from reviewer.rules.sales_comparison import compare_sales
from reviewer.rules.sales_taking import DayFound, days_in_block, days_in_order
from reviewer.rules.sales_text import days_in_text, days_on_page
from reviewer.ui import keys
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.drafts import Drafts
from reviewer.ui.figure import Days
from reviewer.ui.making import later
from reviewer.ui.parts import button, label, row
from reviewer.ui.permission import why_not
from reviewer.ui.reader.selection import Selection
from reviewer.ui.sales.sales_basis import SalesBasis
from reviewer.ui.sales.sales_chart import SalesChart
from reviewer.ui.sales.sales_grid import SalesGrid
from reviewer.ui.sales.sales_offers import SalesOffers
from reviewer.ui.sales.sales_preview import SalesPreview, basis_for
from reviewer.ui.sales.sales_result import SalesResult
from reviewer.ui.sales.sales_state import entered_from
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr

FORM = "sales"


class SalesWeeks(QWidget):
    """What is typed or taken is compared at once and kept as a draft; Record makes it part of the claim."""

    compared = Signal(object, object)
    """The Comparison, or None, and the days it was made of."""
    shows = Signal(object)
    """What a figure comes from is wanted: the Place of a day, or the Days it adds up."""
    wants_selection = Signal()
    """What is chosen in the reader should be taken: whoever holds the reader calls `take`."""

    offered = Signal(QWidget)
    """Days that can be taken stand in this part, which has the keys."""

    def __init__(self, sitting: Sitting, record: Callable[[str, dict[str, object]], None]) -> None:
        """`record(act, body)` records on the claim in view."""
        super().__init__()
        self.setObjectName("sales_weeks")
        self._sitting, self._record = sitting, record
        self._drafts: Drafts | None = None
        self._page: DeskPage | None = None
        self.chosen: dt.date | None = None
        self.drawn: Callable[[Callable[[], None]], object] = lambda draw: draw()
        """Draws it now, or once it is seen."""
        self.grid = SalesGrid(sitting.plan, sitting.look)
        self.chart = SalesChart(sitting.plan, sitting.look)
        self.basis = SalesBasis()
        self.result = SalesResult()
        self.offers = SalesOffers()
        self._asked = 0
        self.said = label("", size=12, tone="wait", wrap=True, told=True)
        self.said.setObjectName("sales_said")
        self.said.hide()
        self.take_button = button("take_sales", tr("Take the selection"), self.wants_selection.emit)
        set_tip(
            self.take_button, f"{tr('Take what is chosen in the reader into the weeks')}  {keys.shown('take_sales')}"
        )
        self.save = button("record_sales", tr("Record sales"), self.record)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(8)
        text = tr(
            "Choose cells or words in the reader and take them, or type and paste daily sales; x marks a closed day. "
            "Press a week's name to take it as the normal week."
        )
        layout.addWidget(label(text, size=12, tone="soft", wrap=True))
        foot = row()
        foot.addWidget(self.take_button)
        foot.addStretch(1)
        foot.addWidget(self.save)
        for part in (self.offers, self.said, self.grid, self.chart, self.basis):
            layout.addWidget(part)
        layout.addLayout(foot)
        layout.addWidget(self.result)

    def _connect(self) -> None:
        self.grid.edited.connect(self._edited)
        self.grid.week_chosen.connect(self._choose)
        self.grid.pasted.connect(self._offer_text)
        self.grid.shows.connect(self.shows)
        self.grid.stood_on.connect(self.chart.stand_on)
        self.chart.stood_on.connect(self.grid.go_to)
        self.chart.shows.connect(self.shows)
        self.basis.edited.connect(self._edited)
        self.offers.wanted.connect(self._offer)
        self.result.shows.connect(self.shows)

    @later
    def preview(self) -> SalesPreview:
        """The days that were read, before any of them is taken."""
        preview = SalesPreview(self._sitting.plan, self._sitting.look)
        self._layout.insertWidget(self._layout.indexOf(self.said), preview)
        preview.taken.connect(self._take)
        preview.left.connect(self._leave_preview)
        preview.shows.connect(self.shows)
        return preview

    @property
    def is_offering(self) -> bool:
        """Whether days that were read can be taken."""
        preview = SalesWeeks.preview.made(self)
        return preview is not None and not preview.isHidden()

    def kept(self) -> tuple[list[DayFound], str] | None:
        """The days that are offered and the paper they were read in, for a desk built anew."""
        return (self.preview.days(), self.preview.name) if self.is_offering else None

    def give_back(self, kept: tuple[list[DayFound], str]) -> bool:
        """Offer them again, beside what stands in the grid, once the claim was read."""
        if self._page is not None:
            self._offer(*kept)
        return self._page is not None

    # --- showing ----------------------------------------------------------------------------------------

    def show_page(self, page: DeskPage, drafts: Drafts, *, same: bool) -> None:
        """Show the recorded sales, or the draft where one stands."""
        self._page, self._drafts = page, drafts
        draft, sales = drafts.of(FORM), page.claim.sales
        why = why_not(self._sitting, "record_sales")
        for part in (self.save, self.take_button):
            part.setVisible(not why)
        if not same:
            self._leave_preview()
        if draft and not same:
            self._put(draft, draft.get("chosen", ""))
        elif not draft and sales is not None:
            kept = page.claim.assessment.normal_week_from.isoformat() if page.claim.assessment else ""
            if same and self.chosen is not None:
                kept = self.chosen.isoformat()
            self._put(to_plain(sales), kept)
        elif not draft and not same:
            self._put({}, "")
        self._compare()
        if not same:
            self._asked += 1  # what was asked of another claim is not for this one; the desk asks anew with the hints
            self.offers.show_found((), {}, self.grid.sales)

    def look_for_offers(self, page: DeskPage) -> None:
        """Ask what the machine has read in the sales papers so far; only the newest answer counts."""
        documents = [paper.document for paper in page.claim.papers if paper.kind == "SLS"]
        self._asked += 1
        asked, plan = self._asked, self._sitting.plan

        def work(conn: Any) -> Any:
            from reviewer.desk.sales_found import sales_found

            return sales_found(conn, documents, plan)

        def then(found: Any) -> None:
            if asked == self._asked:
                self.offers.show_found(found, self._names(), self.grid.sales)

        if documents:
            self._sitting.read(work, then=then, otherwise=_unexpected, owner=self)

    def _put(self, plain: dict[str, Any], chosen: str) -> None:
        entered = entered_from(plain)
        if entered != self.grid.sales:
            self.grid.begin(entered)
        self.basis.blockSignals(True)
        self.basis.show_papers(entered.documents, self._names())
        self.basis.put(plain)
        self.basis.blockSignals(False)
        self.chosen = dt.date.fromisoformat(chosen) if chosen else None

    def _names(self) -> dict[str, str]:
        papers = self._page.papers if self._page is not None else ()
        return {one.document: PurePosixPath(one.path).name for one in papers}

    def _body(self) -> dict[str, Any]:
        """The body of record_sales as it stands; what is empty is left out."""
        body = self.basis.plain() | self.grid.sales.plain()
        return {name: value for name, value in body.items() if value or name == "days"}

    def _edited(self) -> None:
        self.basis.show_papers(self.grid.sales.documents, self._names())
        if self._drafts is not None:
            unread = {day.isoformat(): text for day, text in self.grid.sales.unread.items()}
            chosen = self.chosen.isoformat() if self.chosen else ""
            self._drafts.keep(FORM, self._body() | {"unread": unread, "chosen": chosen})
        self._compare()

    def _choose(self, week: dt.date) -> None:
        self.chosen = week
        self._edited()

    def record(self) -> None:
        """Record the sales as they stand."""
        self._record("record_sales", self._body())

    def place_of(self, days: Days) -> Place | None:
        """Where days stand in a paper: around those on the page or sheet of the first that has a place."""
        places = [place for day in days.dates if (place := self.grid.sales.places.get(day)) is not None]
        return around_first(places) if places else None

    # --- comparing --------------------------------------------------------------------------------------

    def comparison(self) -> Comparison | None:
        """The comparison of what stands in the grid; None while it is empty."""
        entered = self.grid.sales
        if not entered.days and not entered.totals:
            return None
        claimed = self._page.claim.claimed_loss if self._page is not None else None
        return compare_sales(sales_of(self._body()), self._sitting.plan, self.chosen, claimed)

    def _compare(self) -> None:
        found = self.comparison()
        self.drawn(lambda: self._draw(found))
        self.compared.emit(found, self.grid.sales)

    def _draw(self, found: Comparison | None) -> None:
        self.grid.draw()
        self.grid.show_chosen(found.normal_week_from if found else None)
        self.chart.show_days(self.grid.sales, found)
        self.result.show_result(found, self.grid.sales)
        self.offers.show_beside(self.grid.sales)

    # --- taking -----------------------------------------------------------------------------------------

    def take(self, selection: Selection | None) -> None:
        """Show the days that stand in a selection of the reader; figures without dates go on from the day in focus."""
        if selection is None:
            self.say(tr("First choose cells or words in the reader at the left."))
            return
        year, place = self._sitting.plan.window[0].year, selection.place
        if selection.cells:
            found = days_in_block(selection.cells, place, year)
            first = self.grid.current_day() or self._sitting.plan.window[0]
            found = found or days_in_order(selection.cells, place, first)
        elif selection.words:
            found = days_on_page(selection.words, place, year)
        else:
            found = days_in_text(selection.text, year, place)
        self._offer(found, self._names().get(place.document, ""))

    def _offer_text(self, text: str) -> None:
        self._offer(days_in_text(text, self._sitting.plan.window[0].year), "")

    def _offer(self, found: Sequence[DayFound], name: str) -> None:
        if not found:
            self.say(tr("No days with amounts were recognised there. Choose the dates and the amounts together."))
            return
        self.say("")
        document = next((day.place.document for day in found if day.place is not None), "")
        self.preview.offer(found, self.grid.sales, name, basis_for(document, self.basis.plain()))
        self.offered.emit(self.preview)

    def _take(self, days: list[DayFound]) -> None:
        document, source, vat = self.preview.document, self.preview.source, self.preview.vat
        self._leave_preview()
        entered = self.grid.sales.taken(days)
        self.basis.show_papers(entered.documents, self._names())
        if document in entered.documents:
            self.basis.choose(document, str(source.currentData()), str(vat.currentData()))
        self.grid.put(entered)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_preview(self) -> None:
        self.say("")
        if (preview := SalesWeeks.preview.made(self)) is None:
            return
        had = preview.isAncestorOf(self.window().focusWidget()) if self.window().focusWidget() else False
        preview.hide()
        if had:
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, text: str) -> None:
        """Say something about taking, above the grid; empty text takes it away."""
        self.said.setText(text)
        self.said.setVisible(bool(text))


def _unexpected(fault: BaseException) -> None:
    raise fault
