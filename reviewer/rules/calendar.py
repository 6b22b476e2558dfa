"""Deadlines: the first day is not counted, and a last day that is no working day moves to the next one."""

import datetime as dt
from dataclasses import dataclass

from reviewer.rules.problem import Problem

KOREA = dt.timezone(dt.timedelta(hours=9))
"""Korean time, which knows no summer time; days of a case are Korean days."""


def korean_day(moment: str) -> dt.date:
    """The Korean calendar day of a moment as entries state it."""
    return dt.datetime.fromisoformat(moment).astimezone(KOREA).date()


@dataclass(frozen=True)
class Calendar:
    """Korean working days of the years for which the plan holds a table of holidays.

    Source: domain.md section 9 (민법 157 and 161). A year without table raises the Problem
    `CalendarUnknown`: a deadline is never guessed.
    """

    holidays: frozenset[dt.date]
    years: frozenset[int]

    def __post_init__(self) -> None:
        """Raise ValueError when a holiday lies in a year that is not said to be complete."""
        strangers = sorted(day for day in self.holidays if day.year not in self.years)
        if strangers:
            raise ValueError(f"holiday outside the years of the table: {strangers[0]}")

    def is_working_day(self, day: dt.date) -> bool:
        """Tell whether `day` is Monday to Friday and no holiday; Problem `CalendarUnknown`."""
        if day.year not in self.years:
            raise Problem("CalendarUnknown", year=day.year)
        return day.weekday() < 5 and day not in self.holidays

    def due(self, received: dt.date, days: int) -> dt.date:
        """Last day of a period of calendar `days` that began with `received`, moved on to a working day."""
        if days < 0:
            raise ValueError(f"a period cannot have {days} days")
        day = received + dt.timedelta(days)
        while not self.is_working_day(day):
            day += dt.timedelta(1)
        return day

    def safe_due(self, sent: dt.date, appeal_days: int, delivery_days: int = 7) -> dt.date:
        """Date until which a review can be asked for whenever the letter arrived (domain.md 4.4)."""
        return self.due(sent, delivery_days + appeal_days)

    def working_days_between(self, first: dt.date, last: dt.date) -> int:
        """Count working days after `first` up to and including `last`; ValueError when that is earlier."""
        if last < first:
            raise ValueError(f"{last} is before {first}")
        span = (first + dt.timedelta(n) for n in range(1, (last - first).days + 1))
        return sum(self.is_working_day(day) for day in span)
