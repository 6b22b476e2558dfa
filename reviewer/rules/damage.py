"""The outage week against the normal week: the verified loss, what the reviewer should look at, and the working."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median_high, median_low

from reviewer.rules.damage_flags import Flag, Limits, SalesFacts, Weighed, flags_of
from reviewer.rules.weeks import Week, WeekTotal, total_of, weeks

__all__ = [
    "Comparison", "Day", "Flag", "Limits", "Line", "SalesFacts", "Week", "WeekTotal",
    "compare", "sales_loss", "split_days", "weeks",
]  # fmt: skip


@dataclass(frozen=True)
class Day:
    """Sales of one day in won; `amount` is None where the records do not show the day."""

    date: dt.date
    amount: int | None
    closed: bool = False


@dataclass(frozen=True)
class Line:
    """One line of the working: NORMAL_WEEK less OUTAGE_WEEK gives VERIFIED_LOSS, in won."""

    code: str
    amount: int


@dataclass(frozen=True)
class Comparison:
    """What the daily sales add up to, in won.

    `verified_loss` and `outage_week_sales` are None as long as a day of the outage week is unknown: a missing day
    is not a day without sales. `best_week` is the candidate week with the highest known total.
    """

    outage_week_sales: int | None
    normal_week_from: dt.date | None
    normal_week_sales: int | None
    best_week: dt.date | None
    verified_loss: int | None
    median_other: int | None
    ratio: Decimal | None
    recovery_week_sales: int | None
    weeks: tuple[WeekTotal, ...]
    flags: tuple[Flag, ...]
    working: tuple[Line, ...]


def sales_loss(normal_week: int, outage_week: int) -> int:
    """The verified loss of two weekly totals, in won, never below zero (domain.md 2.9)."""
    return max(0, normal_week - outage_week)


def split_days(days: Iterable[Day]) -> tuple[dict[dt.date, int], frozenset[dt.date]]:
    """Turn rows of a table into what `compare` takes: known amounts by date, and the days the shop was closed."""
    rows = list(days)
    amounts = {day.date: day.amount for day in rows if day.amount is not None}
    return amounts, frozenset(day.date for day in rows if day.closed)


def compare(
    days: Mapping[dt.date, int],
    closed: Collection[dt.date],
    holidays: Collection[dt.date],
    outage_week: dt.date | tuple[dt.date, dt.date],
    window: tuple[dt.date, dt.date],
    chosen: dt.date | None = None,
    *,
    week_totals: Mapping[dt.date, int] | None = None,
    facts: SalesFacts | None = None,
    limits: Limits | None = None,
) -> Comparison:
    """Compare the outage week with the week `chosen` (its first day), or with the highest candidate week.

    Source: domain.md 1.5 (published: the highest Saturday-to-Friday week of September and October 2022) and 2.9.
    `days` are sales in won by date; `week_totals`, by first day, stand in where days are not known. Of several
    equal weeks the earliest is taken.
    """
    first_day = outage_week if isinstance(outage_week, dt.date) else outage_week[0]
    stated = week_totals or {}
    table = tuple(total_of(week, days, closed, holidays, stated) for week in weeks(window, first_day))
    outage = next(week for week in table if not week.is_candidate)
    known = [week for week in table if week.is_candidate and week.total is not None]
    best = max(known, key=_total, default=None)
    normal = best
    if chosen is not None:
        normal = next((week for week in table if week.start == chosen), None) or total_of(
            Week(chosen, is_outage=False, is_candidate=False), days, closed, holidays, stated
        )
    median, ratio = _median_of_others(best, known)
    outage_sales = None if outage.missing else outage.total
    normal_sales = normal.total if normal else None
    loss = None
    if outage_sales is not None and normal_sales is not None:
        loss = sales_loss(normal_sales, outage_sales)
    weighed = Weighed(table, outage, normal, best, median, loss, days, closed, stated)
    return Comparison(
        outage_week_sales=outage_sales,
        normal_week_from=normal.start if normal else None,
        normal_week_sales=normal_sales,
        best_week=best.start if best else None,
        verified_loss=loss,
        median_other=None if median is None else int(median.quantize(Decimal(1), ROUND_HALF_UP)),
        ratio=ratio,
        recovery_week_sales=_recovery(first_day, days, closed, stated),
        weeks=table,
        flags=tuple(flags_of(weighed, facts or SalesFacts(), limits or Limits())),
        working=_working(normal_sales, outage_sales, loss),
    )


def _total(week: WeekTotal) -> int:
    return week.total or 0


def _median_of_others(best: WeekTotal | None, known: list[WeekTotal]) -> tuple[Decimal | None, Decimal | None]:
    """Median of the complete candidate weeks other than the best, in won, and the best week's ratio to it."""
    others = sorted(_total(week) for week in known if week is not best and not week.missing)
    if best is None or not others:
        return None, None
    median = (Decimal(median_low(others)) + median_high(others)) / 2
    ratio = (Decimal(_total(best)) / median).quantize(Decimal("0.01"), ROUND_HALF_UP) if median > 0 else None
    return median, ratio


def _recovery(
    outage: dt.date, days: Mapping[dt.date, int], closed: Collection[dt.date], stated: Mapping[dt.date, int]
) -> int | None:
    """Sales of the week straight after the outage: demand may have caught up there (domain.md 1.5)."""
    week = Week(outage + dt.timedelta(7), is_outage=False, is_candidate=False)
    return total_of(week, days, closed, (), stated).total


def _working(normal: int | None, outage: int | None, loss: int | None) -> tuple[Line, ...]:
    lines = (("NORMAL_WEEK", normal), ("OUTAGE_WEEK", outage), ("VERIFIED_LOSS", loss))
    return tuple(Line(code, amount) for code, amount in lines if amount is not None)
