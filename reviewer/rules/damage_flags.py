"""What a reviewer should look at before a loss is accepted; flags are hints and decide nothing."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reviewer.rules.weeks import WeekTotal

MANY_ENOUGH = 4
"""From so many days with sales on, figures that are all round are worth a look."""

CODES = (
    "NO_LOSS",
    "PEAK_WEEK",
    "FEWER_DAYS_OPEN",
    "MISSING_DAYS",
    "AFTER_EVENT_WEEK",
    "NOT_THE_HIGHEST",
    "WEEK_NOT_ELIGIBLE",
    "HOLIDAYS_IN_WEEK",
    "ROUND_NUMBERS",
    "CLOSED_DAY_WITH_SALES",
    "TOTAL_DIFFERS",
    "SOURCES_DIFFER",
    "VAT_DIFFERS",
    "ABOVE_ANNUAL_SALES",
    "ABOVE_TAX_LEVEL",
    "JUST_ABOVE_EDGE",
)
"""Every flag a comparison may carry; their words stand with the window."""


@dataclass(frozen=True)
class Flag:
    """One thing to look at: its code and the dates or amounts (won) its words need."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Limits:
    """Where a flag begins; the council sets these (plan, settings.flags)."""

    peak_ratio: Decimal = Decimal(2)
    loss_of_half_year_sales: Decimal = Decimal("0.20")
    round_number: int = 10_000
    edge_margin: int = 10_000
    edge: int = 500_000


@dataclass(frozen=True)
class SalesFacts:
    """What else is known of the figures, in won; None where it is not known."""

    annual_sales: int | None = None
    half_year_vat_base: int | None = None
    outage_source: str | None = None
    normal_source: str | None = None
    outage_vat_included: bool | None = None
    normal_vat_included: bool | None = None
    claimed_loss: int | None = None


@dataclass(frozen=True)
class Weighed:
    """The weeks as `compare` weighed them: all of them, the two compared, the best, and the median of the others."""

    table: tuple[WeekTotal, ...]
    outage: WeekTotal
    normal: WeekTotal | None
    best: WeekTotal | None
    median: Decimal | None
    loss: int | None
    days: Mapping[dt.date, int]
    closed: Collection[dt.date]
    stated: Mapping[dt.date, int]


def flags_of(weighed: Weighed, facts: SalesFacts, limits: Limits) -> Iterator[Flag]:
    """Yield what to look at, in the order of `CODES` within each group (domain.md 1.5, 2.9, 3.7 X10)."""
    yield from _loss_flags(weighed)
    yield from _week_flags(weighed, limits)
    yield from _figure_flags(weighed, limits)
    yield from _background_flags(weighed.loss, facts, limits)


def _loss_flags(weighed: Weighed) -> Iterator[Flag]:
    normal, outage = weighed.normal, weighed.outage
    if normal is not None and weighed.loss == 0:
        yield Flag("NO_LOSS", {"normal": normal.total, "outage": outage.total})
    for week in weighed.table:
        if week.missing and week.total is not None:
            yield Flag("MISSING_DAYS", {"week": week.start, "days": week.missing})
    if outage.total is None:
        yield Flag("MISSING_DAYS", {"week": outage.start, "days": outage.missing})
    if normal is not None and normal not in weighed.table and normal.missing:
        yield Flag("MISSING_DAYS", {"week": normal.start, "days": normal.missing})
    if normal is not None and None not in (normal.days_open, outage.days_open):
        normally, then = normal.days_open or 0, outage.days_open or 0
        if then < normally:
            yield Flag("FEWER_DAYS_OPEN", {"normal": normally, "outage": then})


def _week_flags(weighed: Weighed, limits: Limits) -> Iterator[Flag]:
    normal, best = weighed.normal, weighed.best
    if best is not None and weighed.median is not None:
        highest = best.total or 0
        if highest > limits.peak_ratio * weighed.median:
            yield Flag("PEAK_WEEK", {"week": best.start, "total": highest, "median": weighed.median})
    if normal is None:
        return
    if not normal.is_candidate:
        yield Flag("WEEK_NOT_ELIGIBLE", {"week": normal.start})
    if best is not None and best.start != normal.start and (best.total or 0) > (normal.total or 0):
        yield Flag("NOT_THE_HIGHEST", {"week": normal.start, "highest": best.start, "total": best.total})
    if normal.start > weighed.outage.start:
        yield Flag("AFTER_EVENT_WEEK", {"week": normal.start})
    if normal.holidays:
        yield Flag("HOLIDAYS_IN_WEEK", {"week": normal.start, "days": normal.holidays})


def _figure_flags(weighed: Weighed, limits: Limits) -> Iterator[Flag]:
    amounts = [amount for amount in weighed.days.values() if amount]
    if len(amounts) >= MANY_ENOUGH and all(amount % limits.round_number == 0 for amount in amounts):
        yield Flag("ROUND_NUMBERS", {"days": len(amounts), "multiple": limits.round_number})
    sold = tuple(sorted(day for day in weighed.closed if weighed.days.get(day)))
    if sold:
        yield Flag("CLOSED_DAY_WITH_SALES", {"days": sold})
    for week in weighed.table:
        stated = weighed.stated.get(week.start)
        known = sum(weighed.days.get(week.start + dt.timedelta(n), 0) for n in range(7))
        complete = week.days_open is not None
        if stated is not None and (known > stated or (complete and known != stated)):
            yield Flag("TOTAL_DIFFERS", {"week": week.start, "stated": stated, "days": known})


def _background_flags(loss: int | None, facts: SalesFacts, limits: Limits) -> Iterator[Flag]:
    sources = (facts.outage_source, facts.normal_source)
    if None not in sources and sources[0] != sources[1]:
        yield Flag("SOURCES_DIFFER", {"outage": facts.outage_source, "normal": facts.normal_source})
    bases = (facts.outage_vat_included, facts.normal_vat_included)
    if None not in bases and bases[0] != bases[1]:
        yield Flag("VAT_DIFFERS", {})
    claimed = facts.claimed_loss
    if claimed is not None and limits.edge < claimed <= limits.edge + limits.edge_margin:
        yield Flag("JUST_ABOVE_EDGE", {"claimed": claimed, "edge": limits.edge})
    if loss is None:
        return
    if facts.annual_sales is not None and loss * 52 > facts.annual_sales:
        yield Flag("ABOVE_ANNUAL_SALES", {"loss": loss, "annual": facts.annual_sales})
    base = facts.half_year_vat_base
    if base is not None and loss > limits.loss_of_half_year_sales * base:
        yield Flag("ABOVE_TAX_LEVEL", {"loss": loss, "base": base})
