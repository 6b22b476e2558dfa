"""Sixty-one days of invented sales whose weekly comparison gives exactly the loss that was wanted."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

FIRST_DAY = dt.date(2022, 9, 1)
LAST_DAY = dt.date(2022, 10, 31)
DAYS = tuple(FIRST_DAY + dt.timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days + 1))
OUTAGE_WEEK = dt.date(2022, 10, 15)
# The seven Saturday-to-Friday weeks wholly inside September and October, without the outage week (domain.md 1.5).
CANDIDATE_WEEKS = tuple(
    start for n in range(8) if (start := dt.date(2022, 9, 3) + dt.timedelta(days=7 * n)) != OUTAGE_WEEK
)
HOLIDAYS = frozenset(dt.date(2022, 9, day) for day in (9, 10, 11, 12)) | frozenset(
    dt.date(2022, 10, day) for day in (3, 9, 10)
)


@dataclass(frozen=True, slots=True)
class DaySales:
    """One day: what came in, what was cancelled, in won; `net` is what counts."""

    day: dt.date
    approvals: int
    gross: int
    cancels: int
    cancelled: int

    @property
    def net(self) -> int:
        """Approved less cancelled, in won."""
        return self.gross - self.cancelled


@dataclass(frozen=True, slots=True)
class SalesBook:
    """A shop's true daily sales and what the published comparison makes of them, in won."""

    days: tuple[DaySales, ...]

    def week(self, start: dt.date) -> int:
        """Sales of the seven days from `start` on."""
        end = start + dt.timedelta(days=6)
        return sum(day.net for day in self.days if start <= day.day <= end)

    @property
    def normal_week(self) -> dt.date:
        """The Saturday the best candidate week begins on; the earliest of equals."""
        return max(CANDIDATE_WEEKS, key=lambda start: (self.week(start), -start.toordinal()))

    @property
    def loss(self) -> int:
        """Normal week less outage week, never below zero."""
        return max(0, self.week(self.normal_week) - self.week(OUTAGE_WEEK))

    def between(self, first: dt.date, last: dt.date) -> tuple[DaySales, ...]:
        """The days from `first` to `last`, both included."""
        return tuple(day for day in self.days if first <= day.day <= last)


def _shape(rng: Random) -> dict[dt.date, float]:
    """How strong each day is: weekday, closing day, holiday and luck; before any money is named."""
    weekday = [1.0, 0.92, 0.95, 1.0, 1.25, 1.5, 1.3]
    closed = rng.choice([None, None, None, 0, 1, 6])
    festive = rng.random() < 0.2
    shape = {}
    for day in DAYS:
        strength = weekday[day.weekday()] * rng.uniform(0.82, 1.12)
        if day in HOLIDAYS:
            strength *= 1.5 if festive else 0.55
        if day == dt.date(2022, 9, 10) and not festive:
            strength = 0.0
        shape[day] = 0.0 if day.weekday() == closed else strength
    return shape


def _outage_days(rng: Random, total: int, shape: Mapping[dt.date, float]) -> dict[dt.date, int]:
    """Share `total` won over the outage week: weakest on the first two days, recovering, nothing on closing days."""
    days = [OUTAGE_WEEK + dt.timedelta(days=n) for n in range(7)]
    recovery = (0.5, 0.35, 0.7, 0.85, 1.0, 1.1, 1.3)
    weights = [
        weight * rng.uniform(0.8, 1.2) if shape[day] else 0.0 for day, weight in zip(days, recovery, strict=True)
    ]
    amounts = {day: int(total * weight / sum(weights)) // 100 * 100 for day, weight in zip(days, weights, strict=True)}
    amounts[days[-1]] += total - sum(amounts.values())
    return amounts


def _day(rng: Random, day: dt.date, net: int) -> DaySales:
    ticket = rng.choice([7_000, 9_000, 12_000, 18_000, 26_000, 45_000])
    approvals = max(1, net // ticket) if net else 0
    cancels = rng.choice([0, 0, 0, 1, 1, 2]) if net > 60_000 else 0
    cancelled = sum(rng.randrange(40, 190) * 100 for _ in range(cancels))
    return DaySales(day, approvals + cancels, net + cancelled, cancels, cancelled)


def sales_book(rng: Random, loss: int) -> SalesBook:
    """Daily sales in 2022 whose best week exceeds the outage week by exactly `loss` won.

    With `loss` 0 the outage week is as good as or better than the best candidate week.
    """
    shape = _shape(rng)
    best = max(sum(shape[start + dt.timedelta(days=n)] for n in range(7)) for start in CANDIDATE_WEEKS)
    level = max(loss / rng.uniform(0.18, 0.8), rng.uniform(900_000, 3_500_000) if loss < 500_000 else 0.0)
    level = max(level, loss * 1.05 + 10_000)
    nets = {day: int(strength * level / best) // 100 * 100 for day, strength in shape.items()}
    week_sums = {start: sum(nets[start + dt.timedelta(days=n)] for n in range(7)) for start in CANDIDATE_WEEKS}
    normal = max(week_sums.values())
    if normal < loss:
        raise AssertionError("the normal week must carry the loss")
    outage = normal - loss if loss else int(normal * rng.uniform(1.0, 1.18)) // 100 * 100 + 100
    nets.update(_outage_days(rng, outage, shape))
    return SalesBook(tuple(_day(rng, day, net) for day, net in nets.items()))
