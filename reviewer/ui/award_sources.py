"""What an award rests on: the figures of the recorded calculation, each with the place it was read at."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from reviewer.rules.bound_facts import OF_FIGURES
from reviewer.rules.places import Place, around
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.look import Look
from reviewer.ui.parts import empty, label
from reviewer.ui.source_mark import bound_figure, fact_word, source_mark, value_shown
from reviewer.ui.wording import tr


class AwardSources(QWidget):
    """Absent while there is no calculation."""

    jump = Signal(object)
    """Show this Place in the reader."""

    def __init__(self, look: Look, name: str) -> None:
        """`name` tells the marks of one section from those of another."""
        super().__init__()
        self.setObjectName(f"{name}_sources")
        self._look, self._name = look, name
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)

    def show_page(self, page: DeskPage) -> None:
        """Show the figures of the recorded calculation."""
        empty(self._layout)
        figures = list(figures_of(page))
        self.setVisible(bool(figures))
        if not figures:
            return
        self._layout.addWidget(label(tr("What the award rests on"), size=12, tone="soft"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        for place, (code, value) in enumerate(figures):
            self._line(grid, place, page, code, value)
        grid.setColumnStretch(0, 1)
        self._layout.addLayout(grid)

    def _line(self, grid: QGridLayout, place: int, page: DeskPage, code: str, value: str) -> None:
        found, agrees = bound_figure(page.bound, code, value)
        at = found.fact.at if found is not None else None
        if at is None and found is None:
            at = week_place(page, code)
            agrees = at is not None
        grid.addWidget(label(fact_word(code), wrap=True), place, 0)
        grid.addWidget(label(value_shown(code, value)), place, 1)
        if found is not None and not agrees:
            differs = label(tr("the paper says {value}", value=value_shown(code, found.value)), size=12, tone="bad")
            differs.setObjectName(f"{self._name}_differs_{code}")
            grid.addWidget(differs, place, 2)
        grid.addWidget(
            source_mark(f"{self._name}_{code}", fact_word(code), at, self.jump.emit, self._look), place, 3
        )  # fmt: skip


def figures_of(page: DeskPage) -> Iterator[tuple[str, str]]:
    """The figures of the recorded calculation that a paper can prove: fact and value."""
    found: Any = page.claim.assessment
    if found is None:
        return
    for name, code in OF_FIGURES.items():
        value = getattr(found, name, None)
        if value is None:
            continue
        yield code, str(getattr(value, "value", value))
    if found.offsets:
        yield "ALREADY_RECEIVED", str(sum(one.amount for one in found.offsets))


def week_place(page: DeskPage, code: str) -> Place | None:
    """Where the days of a week stand, when each of the days that were sold on has its place in one paper."""
    sales, found = page.claim.sales, page.claim.assessment
    if sales is None or found is None or code not in ("NORMAL_WEEK_SALES", "OUTAGE_WEEK_SALES"):
        return None
    first = found.normal_week_from if code == "NORMAL_WEEK_SALES" else page.plan.outage_week[0]
    days = [(first + dt.timedelta(days=number)).isoformat() for number in range(7)]
    places = [sales.places.get(day) for day in days if day in sales.days]
    whole = [one for one in places if one is not None]
    if not whole or len(whole) < len(places):
        return None
    first_page = [one for one in whole if (one.document, one.page, one.sheet) == _sheet_of(whole[0])]
    return around(first_page)


def _sheet_of(place: Place) -> tuple[str, int, int]:
    return place.document, place.page, place.sheet
