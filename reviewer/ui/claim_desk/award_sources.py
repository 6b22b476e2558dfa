"""What an award rests on: the figures of the recorded calculation, each with the place it was read at."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from reviewer.rules.bound_facts import OF_FIGURES
from reviewer.rules.evidence import Bound
from reviewer.ui.claim_desk.factors import FACTORS, is_of_plan
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.figure import Days, figure, typed_mark, week_of
from reviewer.ui.look import Look
from reviewer.ui.parts import empty, label
from reviewer.ui.source_mark import bound_figure, fact_word, of_the_plan, source_mark, value_shown
from reviewer.ui.wording import tr


class AwardSources(QWidget):
    """Absent while there is no calculation."""

    jump = Signal(object)
    """Show what a figure comes from: a Place, or the Days of a week."""

    def __init__(self, look: Look, name: str) -> None:
        """`name` tells the marks of one section from those of another."""
        super().__init__()
        self.setObjectName(f"{name}_sources")
        self._look, self._name = look, name
        self._page: DeskPage | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)

    def show_page(self, page: DeskPage) -> None:
        """Show the figures of the recorded calculation."""
        if page is self._page:
            return
        self._page = page
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
        grid.addWidget(label(fact_word(code), wrap=True), place, 0)
        shown, days = value_shown(code, value), _days_of(page, code)
        if days is not None:
            grid.addWidget(self._week(code, shown, days), place, 1)
        else:
            grid.addWidget(label(shown), place, 1)
        if found is not None and not agrees:
            differs = label(tr("the paper says {value}", value=value_shown(code, found.value)), size=12, tone="bad")
            differs.setObjectName(f"{self._name}_differs_{code}")
            grid.addWidget(differs, place, 2)
        grid.addWidget(self._mark(page, code, found, days), place, 3)

    def _week(self, code: str, shown: str, days: Days) -> QWidget:
        name, says = f"{self._name}_{code}", tr("Show its days")
        return figure(name, shown, fact_word(code), lambda: self.jump.emit(days), from_=says)

    def _mark(self, page: DeskPage, code: str, found: Bound | None, days: Days | None) -> QWidget:
        name, sales = f"{self._name}_{code}", page.claim.sales
        if found is None and days is not None and sales is not None:
            sold, placed = ([dt.date.fromisoformat(day) for day in part] for part in (sales.days, sales.places))
            return typed_mark(name, fact_word(code), days, sold, placed)
        if found is None and _is_of_plan(page, code):
            return of_the_plan(fact_word(code))
        at = found.fact.at if found is not None else None
        return source_mark(name, fact_word(code), at, self.jump.emit, self._look)


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


def _days_of(page: DeskPage, code: str) -> Days | None:
    """The days a recorded week adds up, where they were recorded."""
    found = page.claim.assessment
    if found is None or page.claim.sales is None or code not in ("NORMAL_WEEK_SALES", "OUTAGE_WEEK_SALES"):
        return None
    return week_of(found.normal_week_from if code == "NORMAL_WEEK_SALES" else page.plan.outage_week[0])


def _is_of_plan(page: DeskPage, code: str) -> bool:
    """Whether a factor of the recorded calculation stands in the plan."""
    name = next((name for name in FACTORS if OF_FIGURES[name] == code), "")
    found = getattr(page.claim.assessment, name, None) if name else None
    return found is not None and is_of_plan(page, name, str(found.value), found.source_type)
