"""What the sales weeks add up to: both weeks, the loss, the median, the week after, and everything to look at."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from reviewer.rules.damage import Comparison, WeekTotal
from reviewer.ui.figure import Days, figure, typed_mark, week_of
from reviewer.ui.flag_words import flag_in_words
from reviewer.ui.parts import banner, empty, label
from reviewer.ui.sales.sales_state import Entered
from reviewer.ui.wording import listed, short_day, tr, tr_many, won


@dataclass(frozen=True)
class _Line:
    """A line of the result; what adds up days is pressed to see them, `is_sum` where they are figures of the record."""

    name: str
    says: str
    value: str
    days: tuple[dt.date, ...] = ()
    note: str = ""
    is_sum: bool = False


class SalesResult(QWidget):
    """The lines of the comparison and its flags; nothing while no day is known."""

    shows = Signal(object)
    """The Days that a line is about."""

    def __init__(self) -> None:
        """Empty until there is something to compare."""
        super().__init__()
        self.setObjectName("sales_result")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)

    def show_result(self, found: Comparison | None, entered: Entered) -> None:
        """Show what was found."""
        empty(self._layout)
        if entered.unread:
            days = listed(short_day(day) for day in sorted(entered.unread))
            self._layout.addWidget(banner(tr("Not read as an amount, so not counted: {days}", days=days), "bad"))
        if found is None:
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for place, one in enumerate((*_headline(found), *_lines(found, entered))):
            self._add(grid, place, one, entered)
        grid.setColumnStretch(0, 1)
        self._layout.addLayout(grid)
        for flag in found.flags:
            self._layout.addWidget(banner(flag_in_words(flag), "wait"))

    def _add(self, grid: QGridLayout, place: int, one: _Line, entered: Entered) -> None:
        """What a line says takes the room there is; its figure and mark stand at the right."""
        is_loss = one.name == "loss"
        says = f"{one.says}  {one.note}" if one.note else one.says
        if not one.days:
            said = label(f"{says}  {one.value}", size=12, tone="soft", wrap=True)
            said.setAccessibleName(f"{says}: {one.value}")
            grid.addWidget(said, place, 0, 1, 3)
            return
        grid.addWidget(label(says, size=12, tone="" if is_loss else "soft", bold=is_loss, wrap=True), place, 0)
        days = Days(one.days)
        press = figure(
            f"sales_{one.name}", one.value, one.says, lambda: self.shows.emit(days), from_=tr("Show its days"),
            bold=is_loss,
        )  # fmt: skip
        grid.addWidget(press, place, 1, Qt.AlignmentFlag.AlignRight)
        if one.is_sum:
            sold = () if days.dates[0] in entered.totals else entered.days
            grid.addWidget(typed_mark(f"sales_{one.name}", one.says, days, sold, entered.places), place, 2)


def _headline(found: Comparison) -> Iterator[_Line]:
    """The two weeks and what is lost between them."""
    outage = next(week for week in found.weeks if not week.is_candidate).start
    normal = found.normal_week_from
    if normal is not None:
        days = week_of(normal).dates
        yield _Line("normal", tr("Normal week"), won(found.normal_week_sales), days, _span(normal), is_sum=True)
    days = week_of(outage).dates
    yield _Line("outage", tr("Outage week"), won(found.outage_week_sales), days, _span(outage), is_sum=True)
    both = (*week_of(normal).dates, *days) if normal is not None else ()
    yield _Line("loss", tr("Verified sales loss"), won(found.verified_loss), both)


def _lines(found: Comparison, entered: Entered) -> Iterator[_Line]:
    outage = next(week for week in found.weeks if not week.is_candidate)
    normal = next((week for week in found.weeks if week.start == found.normal_week_from), None)
    if found.best_week is not None:
        best = next(week for week in found.weeks if week.start == found.best_week)
        days = week_of(best.start).dates
        yield _Line("best", tr("Highest week"), won(best.total), days, _span(best.start))
    if found.median_other is not None:
        others = [week.start for week in found.weeks if week.is_candidate and week.start != found.best_week]
        days = tuple(day for start in others for day in week_of(start).dates)
        ratio = tr("the highest is {ratio} times that", ratio=_plain(found.ratio)) if found.ratio else ""
        yield _Line("median", tr("Median of the other weeks"), won(found.median_other), days, ratio)
    if found.recovery_week_sales is not None:
        after = outage.start + dt.timedelta(7)
        share = _share(found.recovery_week_sales, found.normal_week_sales)
        days, note = week_of(after).dates, f"{_span(after)}  {share}".strip()
        yield _Line("after", tr("Week after the outage"), won(found.recovery_week_sales), days, note)
    opened = tr("outage week {outage}, normal week {normal}", outage=_open(outage), normal=_open(normal))
    yield _Line("open", tr("Days open"), opened)
    if holidays := [day for week in found.weeks for day in week.holidays]:
        yield _Line("holidays", tr("Public holidays"), listed(map(short_day, holidays)))
    if entered.closed:
        yield _Line("closed", tr("Closed days"), listed(map(short_day, sorted(entered.closed))))
    if missing := tuple(day for week in found.weeks for day in week.missing):
        yield _Line("missing", tr("Days without a figure"), _counted(len(missing)), missing)
    if typed := tuple(sorted(day for day in entered.days if day not in entered.places)):
        yield _Line("typed", tr("Typed without a place"), _counted(len(typed)), typed)


def _counted(days: int) -> str:
    return tr_many("{n} day", "{n} days", days)


def _span(first: dt.date) -> str:
    return f"{short_day(first)} – {short_day(first + dt.timedelta(6))}"


def _share(part: int, whole: int | None) -> str:
    return tr("{percent}% of the normal week", percent=round(100 * part / whole)) if whole else ""


def _open(week: WeekTotal | None) -> str:
    return "–" if week is None or week.days_open is None else str(week.days_open)


def _plain(ratio: Decimal) -> str:
    return f"{ratio.normalize():f}"
