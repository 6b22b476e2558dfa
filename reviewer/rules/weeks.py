"""The weeks that may be compared with the outage week, and what each of them sold."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass

WEEK = dt.timedelta(7)


@dataclass(frozen=True)
class Week:
    """Seven days from `start`: the outage week, a candidate for the normal week, or neither."""

    start: dt.date
    is_outage: bool
    is_candidate: bool

    @property
    def end(self) -> dt.date:
        """The last of the seven days."""
        return self.start + dt.timedelta(6)

    @property
    def days(self) -> tuple[dt.date, ...]:
        """The seven days in order."""
        return tuple(self.start + dt.timedelta(n) for n in range(7))


@dataclass(frozen=True)
class WeekTotal:
    """What one week sold, in won: the known days only, or the stated total of the week.

    `total` is None when nothing is known, `days_open` when the days are not known singly. `missing` are days
    without figure that were not closed; empty where the total of the week is stated.
    """

    start: dt.date
    total: int | None
    days_open: int | None
    missing: tuple[dt.date, ...]
    holidays: tuple[dt.date, ...]
    is_candidate: bool

    @property
    def end(self) -> dt.date:
        """The last of the seven days."""
        return self.start + dt.timedelta(6)


def weeks(window: tuple[dt.date, dt.date], outage_week: dt.date) -> tuple[Week, ...]:
    """The outage week and the candidates: weeks of the same weekdays wholly inside the window (domain.md 1.5).

    ValueError when the outage week itself does not lie inside the window.
    """
    first, last = window
    if not first <= outage_week <= last - dt.timedelta(6):
        raise ValueError(f"the outage week of {outage_week} lies outside {first} to {last}")
    start = outage_week - (outage_week - first) // WEEK * WEEK
    found: list[Week] = []
    while start + dt.timedelta(6) <= last:
        found.append(Week(start, is_outage=start == outage_week, is_candidate=start != outage_week))
        start += WEEK
    return tuple(found)


def total_of(
    week: Week,
    days: Mapping[dt.date, int],
    closed: Collection[dt.date],
    holidays: Collection[dt.date],
    stated: Mapping[dt.date, int],
) -> WeekTotal:
    """Add up one week; a closed day without figure counts as zero, a stated total stands in for missing days."""
    amounts = [days[day] for day in week.days if day in days]
    missing = tuple(day for day in week.days if day not in days and day not in closed)
    total: int | None = None
    days_open: int | None = None
    if missing and week.start in stated:
        total, missing = stated[week.start], ()
    else:
        total = sum(amounts) if len(missing) < 7 else None
        days_open = None if missing else sum(day not in closed or days.get(day, 0) != 0 for day in week.days)
    return WeekTotal(
        start=week.start,
        total=total,
        days_open=days_open,
        missing=missing,
        holidays=tuple(day for day in week.days if day in holidays),
        is_candidate=week.is_candidate,
    )
