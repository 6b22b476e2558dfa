"""What the sales weeks add up to: both weeks, the loss, the median, the week after, and everything to look at."""

import datetime as dt
from decimal import Decimal

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from reviewer.rules.damage import Comparison, WeekTotal
from reviewer.ui.flag_words import flag_in_words
from reviewer.ui.parts import banner, empty, label
from reviewer.ui.sales_state import Entered
from reviewer.ui.wording import listed, short_day, tr, tr_many, won


class SalesResult(QWidget):
    """The lines of the comparison and its flags; nothing while no day is known."""

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
        text = tr(
            "Normal week from {week}: {normal} – outage week: {outage} = loss {loss}",
            week=short_day(found.normal_week_from) if found.normal_week_from else "–",
            normal=won(found.normal_week_sales), outage=won(found.outage_week_sales), loss=won(found.verified_loss),
        )  # fmt: skip
        headline = label(text, bold=True, wrap=True)
        headline.setObjectName("sales_headline")
        self._layout.addWidget(headline)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for place, (says, value) in enumerate(_lines(found, entered)):
            grid.addWidget(label(says, size=12, tone="soft"), place, 0)
            said = label(value, size=12, wrap=True)
            said.setAccessibleName(f"{says}: {value}")
            grid.addWidget(said, place, 1)
        grid.setColumnStretch(1, 1)
        self._layout.addLayout(grid)
        for flag in found.flags:
            self._layout.addWidget(banner(flag_in_words(flag), "wait"))


def _lines(found: Comparison, entered: Entered) -> list[tuple[str, str]]:
    outage = next(week for week in found.weeks if not week.is_candidate)
    normal = next((week for week in found.weeks if week.start == found.normal_week_from), None)
    lines = []
    if found.best_week is not None:
        best = next(week for week in found.weeks if week.start == found.best_week)
        lines.append((tr("Highest week"), f"{_span(best.start)}  {won(best.total)}"))
    if found.median_other is not None:
        ratio = tr("  (the highest is {ratio} times that)", ratio=_plain(found.ratio)) if found.ratio else ""
        lines.append((tr("Median of the other weeks"), won(found.median_other) + ratio))
    if found.recovery_week_sales is not None:
        after = outage.start + dt.timedelta(7)
        share = _share(found.recovery_week_sales, found.normal_week_sales)
        lines.append((tr("Week after the outage"), f"{_span(after)}  {won(found.recovery_week_sales)}{share}"))
    lines.append((tr("Days open"), tr("outage week {outage}, normal week {normal}",
                                      outage=_open(outage), normal=_open(normal))))  # fmt: skip
    if holidays := [day for week in found.weeks for day in week.holidays]:
        lines.append((tr("Public holidays"), listed(map(short_day, holidays))))
    if entered.closed:
        lines.append((tr("Closed days"), listed(map(short_day, sorted(entered.closed)))))
    if missing := [day for week in found.weeks for day in week.missing]:
        said = listed(map(short_day, missing)) if len(missing) <= 8 else tr_many("{n} day", "{n} days", len(missing))
        lines.append((tr("Days without a figure"), said))
    typed = sum(1 for day in entered.days if day not in entered.places)
    if typed:
        lines.append((tr("Typed without a place"), tr_many("{n} day", "{n} days", typed)))
    return lines


def _span(first: dt.date) -> str:
    return f"{short_day(first)} – {short_day(first + dt.timedelta(6))}"


def _share(part: int, whole: int | None) -> str:
    return tr("  ({percent} % of the normal week)", percent=round(100 * part / whole)) if whole else ""


def _open(week: WeekTotal | None) -> str:
    return "–" if week is None or week.days_open is None else str(week.days_open)


def _plain(ratio: Decimal) -> str:
    return f"{ratio.normalize():f}"
