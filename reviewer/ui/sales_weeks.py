"""The section Sales weeks: the outage week against the normal week, with what to look at."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from reviewer.rules.damage import Comparison, compare
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.drafts import Drafts
from reviewer.ui.flag_words import flag_in_words
from reviewer.ui.parts import banner, button, empty, label, row
from reviewer.ui.sales_grid import SalesGrid
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import short_day, tr, won

FORM = "sales"


class SalesWeeks(QWidget):
    """What is typed is compared at once and kept as a draft; Record makes it part of the claim."""

    compared = Signal(object)

    def __init__(self, sitting: Sitting, record: Callable[[str, dict[str, object]], None]) -> None:
        """`record(act, body)` records on the claim in view."""
        super().__init__()
        self.setObjectName("sales_weeks")
        self._sitting, self._record = sitting, record
        self._drafts: Drafts | None = None
        self.chosen: dt.date | None = None
        self.grid = SalesGrid(sitting.plan, sitting.look)
        self.grid.edited.connect(self._edited)
        self.grid.week_chosen.connect(self._choose)
        self.source = self._box("sales_source", tr("Source"), _sources())
        self.vat = self._box("sales_vat", tr("VAT"), _vats())
        self.save = button("record_sales", tr("Record sales"), self.record)
        self._result = QVBoxLayout()
        self._result.setSpacing(4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(8)
        text = tr("Type or paste daily sales. Press a week's name to take it as the normal week; x marks a closed day.")
        layout.addWidget(label(text, size=12, tone="soft", wrap=True))
        layout.addWidget(self.grid)
        line = row()
        line.addWidget(self.source, 1)
        line.addWidget(self.vat, 1)
        line.addWidget(self.save)
        layout.addLayout(line)
        layout.addLayout(self._result)

    def _box(self, name: str, says: str, pairs: dict[str, str]) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(says)
        for code, text in pairs.items():
            box.addItem(text, code)
        box.activated.connect(lambda _: self._edited())
        return box

    def show_page(self, page: DeskPage, drafts: Drafts, *, same: bool) -> None:
        """Show the recorded sales, or the draft where one stands."""
        self._page, self._drafts = page, drafts
        draft, sales = drafts.of(FORM), page.claim.sales
        if draft:
            self._put(draft["days"], draft["closed"], draft["source"], draft["vat"], draft.get("chosen", ""))
        elif sales is not None:
            kept = page.claim.assessment.normal_week_from.isoformat() if page.claim.assessment else ""
            if same and self.chosen is not None:
                kept = self.chosen.isoformat()
            self._put(sales.days, sales.closed, sales.source, sales.vat, kept)
        elif not same:
            self._put({}, (), "CARD", "INCLUDED", "")
        self._compare()

    def _put(self, days: dict[str, int], closed: Any, source: str, vat: str, chosen: str) -> None:
        self.grid.show_days(days, closed)
        self.source.setCurrentIndex(max(self.source.findData(source), 0))
        self.vat.setCurrentIndex(max(self.vat.findData(vat), 0))
        self.chosen = dt.date.fromisoformat(chosen) if chosen else None

    def _body(self) -> dict[str, Any]:
        amounts, closed = self.grid.days()
        return {
            "source": str(self.source.currentData()),
            "vat": str(self.vat.currentData()),
            "days": {day.isoformat(): amount for day, amount in sorted(amounts.items())},
            "closed": [day.isoformat() for day in sorted(closed)],
        }

    def _edited(self) -> None:
        if self._drafts is not None:
            body = self._body()
            self._drafts.keep(FORM, body | {"chosen": self.chosen.isoformat() if self.chosen else ""})
        self._compare()

    def _choose(self, week: dt.date) -> None:
        self.chosen = week
        self._edited()

    def record(self) -> None:
        """Record the sales as they stand."""
        body = self._body()
        if not body["closed"]:
            del body["closed"]
        self._record("record_sales", body)

    def comparison(self) -> Comparison | None:
        """The comparison of what stands in the grid; None while it is empty."""
        amounts, closed = self.grid.days()
        if not amounts:
            return None
        plan = self._sitting.plan
        return compare(
            amounts, closed=frozenset(closed), holidays=plan.holidays, outage_week=plan.outage_week,
            window=plan.window, chosen=self.chosen,
        )  # fmt: skip

    def _compare(self) -> None:
        found = self.comparison()
        empty(self._result)
        self.grid.show_chosen(found.normal_week_from if found else None)
        if found is not None:
            self._show(found)
        self.compared.emit(found)

    def _show(self, found: Comparison) -> None:
        week = short_day(found.normal_week_from) if found.normal_week_from else "–"
        text = tr(
            "Normal week from {week}: {normal} – outage week: {outage} = loss {loss}",
            week=week, normal=won(found.normal_week_sales), outage=won(found.outage_week_sales),
            loss=won(found.verified_loss),
        )  # fmt: skip
        self._result.addWidget(label(text, bold=True, wrap=True))
        for flag in found.flags:
            self._result.addWidget(banner(flag_in_words(flag), "wait"))


def _sources() -> dict[str, str]:
    return {
        "CARD": tr("Card sales"), "POS": tr("POS record"), "VAN": tr("VAN record"), "BANK": tr("Bank deposits"),
        "LEDGER": tr("Ledger"), "DELIVERY": tr("Delivery platform"), "OTHER": tr("Other record"),
    }  # fmt: skip


def _vats() -> dict[str, str]:
    return {"INCLUDED": tr("VAT included"), "EXCLUDED": tr("VAT excluded"), "UNKNOWN": tr("VAT unknown")}
