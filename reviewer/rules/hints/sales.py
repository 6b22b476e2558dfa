"""Sales papers: days of the outage week, a normal week, totals against rows, the loss recomputed (SLS1 to SLS13)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reviewer.rules.daily_sales import DayRead, SalesTable, TotalRead, tables_in_cells, tables_in_words
from reviewer.rules.damage import compare
from reviewer.rules.hints.hint import FULL, NO_DATA, NONE, PARTIAL, Asked, Hint, PaperFacts
from reviewer.rules.hints.labels import PERIOD_LABELS
from reviewer.rules.korean_forms import periods_in
from reviewer.rules.places import Place, around
from reviewer.rules.plan import Plan

_DAY = dt.timedelta(1)
_CHOSEN_WEEKS = 3
"""A paper of so few weeks shows those the claimant chose; of a longer one with gaps the highest week is unknown."""


@dataclass(frozen=True)
class SalesRead:
    """What a sales paper shows: its days by date, and its tables of days and of months with their totals."""

    days: Mapping[dt.date, DayRead]
    tables: tuple[SalesTable, ...]
    months: tuple[SalesTable, ...]

    @property
    def amounts(self) -> dict[dt.date, int]:
        """Known amounts in won by date."""
        return {day: read.amount for day, read in self.days.items() if read.amount is not None}

    @property
    def closed(self) -> frozenset[dt.date]:
        """Days the paper marks as closed."""
        return frozenset(day for day, read in self.days.items() if read.closed)

    def shows(self, first: dt.date, days: int = 7) -> bool:
        """Whether each of the days from `first` on has a figure or is marked as closed."""
        wanted = [first + n * _DAY for n in range(days)]
        return all(day in self.days and (self.days[day].amount is not None or self.days[day].closed) for day in wanted)

    def place_of(self, first: dt.date, days: int = 7) -> Place | None:
        """Where these days stand, on the page or sheet of the first that is there."""
        shown = [self.days[day].place for n in range(days) if (day := first + n * _DAY) in self.days]
        return around(shown) if shown else None


def sales_of(paper: PaperFacts, plan: Plan) -> SalesRead:
    """Read the tables of a sales paper; where the tables of one paper show the same days, the first one counts."""
    year = plan.outage_week[0].year
    daily = _tables(paper, year, by_month=False)
    monthly = _tables(paper, year, by_month=True) if not daily else []
    days: dict[dt.date, DayRead] = {}
    for table in daily:
        if not any(day.date in days for day in table.days):
            days |= {day.date: day for day in table.days}
    return SalesRead(days, tuple(daily), tuple(monthly))


def _tables(paper: PaperFacts, year: int, *, by_month: bool) -> list[SalesTable]:
    in_cells = tables_in_cells(paper.reading.rows, paper.document, year, by_month=by_month)
    return in_cells + tables_in_words(paper.reading.words, paper.document, year, by_month=by_month)


def outage_days(check: str, read: SalesRead, plan: Plan) -> Hint:
    """SLS1: every day of the outage week is there."""
    first, last = plan.outage_week
    wanted = f"{first} ~ {last}"
    if not read.days:
        return Hint(check, NO_DATA, "OUTAGE_DAYS", wanted)
    shown = [day for n in range(7) if (day := first + n * _DAY) in read.days]
    level = FULL if read.shows(first) else PARTIAL if shown else NONE
    return Hint(check, level, "OUTAGE_DAYS", wanted, str(len(shown)), read.place_of(first))


def normal_week(check: str, read: SalesRead, plan: Plan) -> Hint:
    """SLS2: a whole Saturday-to-Friday week of the window is there, and no earlier month stands in its place."""
    window = f"{plan.window[0]} ~ {plan.window[1]}"
    if not read.days:
        return Hint(check, NO_DATA, "NORMAL_WEEK", window)
    shown = [week for week in plan.candidate_weeks if read.shows(week)]
    earlier = [day for day in read.days if day < plan.window[0]]
    first_month = [day for day in read.days if (day.year, day.month) == (plan.window[0].year, plan.window[0].month)]
    if len(earlier) >= 7 and not first_month:
        found = f"{min(earlier)} ~ {max(earlier)}"
        return Hint(check, NONE, "OTHER_MONTH", window, found, read.place_of(min(earlier)))
    if not shown:
        found = f"{min(read.days)} ~ {max(read.days)}"
        return Hint(check, NONE, "NORMAL_WEEK", window, found, read.place_of(min(read.days)))
    amounts = read.amounts
    best = max(shown, key=lambda week: (sum(amounts.get(week + n * _DAY, 0) for n in range(7)), -week.toordinal()))
    return Hint(check, FULL, "NORMAL_WEEK", window, f"{best} ~ {best + 6 * _DAY}", read.place_of(best))


def totals(check: str, read: SalesRead) -> Hint:
    """SLS6: each printed total is the sum of the rows it closes, with refunds taken off."""
    compared: list[tuple[TotalRead, int, bool]] = []
    for table in (*read.tables, *read.months):
        compared += list(_compared(table))
    if not compared:
        return Hint(check, NO_DATA, "TOTAL")
    wrong = next((one for one in compared if not one[2]), None)
    total, rows, _ = wrong or compared[-1]
    if wrong is None and any(table.nets_refunds is False for table in read.tables):
        return Hint(check, PARTIAL, "REFUNDS", str(rows), str(total.amount), total.place)
    return Hint(check, NONE if wrong else FULL, "TOTAL", str(rows), str(total.amount), total.place)


def _compared(table: SalesTable) -> Sequence[tuple[TotalRead, int, bool]]:
    """Each total beside what its rows add up to: those since the total before it, or all above it."""
    found: list[tuple[TotalRead, int, bool]] = []
    since = 0
    amounts = [day.amount or 0 for day in table.days]
    for total in table.totals:
        everything, part = sum(amounts[: total.days_before]), sum(amounts[since : total.days_before])
        agrees = total.amount in (everything, part)
        found.append((total, everything if total is table.totals[-1] else part or everything, agrees))
        since = total.days_before
    return found


def loss_again(check: str, read: SalesRead, asked: Asked, *, is_of_another: bool, basis: Hint) -> Hint:
    """SLS13 and CLM3: the normal week less the outage week, from the paper's own days, against the claimed loss.

    FULL where at least 99 per cent of the claimed loss comes out (settings.full_percent), PARTIAL where another loss
    does, NONE where the paper is another business's or its weeks are none of the plan.
    """
    plan, claimed = asked.plan, asked.applicant.claimed_loss
    wanted = "" if claimed is None else str(claimed)
    if not read.days:
        return Hint(check, NO_DATA, "LOSS", wanted)
    if is_of_another:
        return Hint(check, NONE, "LOSS_OF_ANOTHER", wanted)
    if basis.level == NONE:
        return Hint(check, NONE, "LOSS_BASIS", basis.wanted, basis.found, basis.place)
    if claimed is None or not _is_complete(read, plan):
        return Hint(check, NO_DATA, "LOSS", wanted)
    told = compare(read.amounts, read.closed, plan.holidays, plan.outage_week, plan.window)
    loss = told.verified_loss
    if loss is None:
        return Hint(check, NO_DATA, "LOSS", wanted)
    level = FULL if 100 * loss >= plan.settings.full_percent * claimed else PARTIAL
    return Hint(check, level, "LOSS", wanted, str(loss), read.place_of(plan.outage_week[0]))


def _is_complete(read: SalesRead, plan: Plan) -> bool:
    """Whether the weeks to be compared are there: all of the window, or the outage week and chosen weeks alone."""
    shown = [week for week in plan.candidate_weeks if read.shows(week)]
    chosen = bool(shown) and len(read.days) <= _CHOSEN_WEEKS * 7
    return read.shows(plan.outage_week[0]) and (chosen or len(shown) == len(plan.candidate_weeks))


def query_period(check: str, paper: PaperFacts, read: SalesRead, plan: Plan) -> Hint:
    """SLS5: the paper says which period was asked for, and whether its days are those."""
    window = f"{plan.window[0]} ~ {plan.window[1]}"
    if not paper.is_read:
        return Hint(check, NO_DATA, "PERIOD", window)
    for value in paper.text.values(PERIOD_LABELS):
        periods = periods_in(value.text, plan.window[0].year)
        if periods:
            first, last = periods[0].first, periods[-1].last
            outside = [day for day in read.days if not first <= day <= last]
            return Hint(check, PARTIAL if outside else FULL, "PERIOD", window, f"{first} ~ {last}", value.place)
    return Hint(check, NO_DATA, "PERIOD", window)


def tax_level(check: str) -> Hint:
    """SLS11: papers of sales do not hold what was declared to the tax office; a person compares."""
    return Hint(check, NO_DATA, "TAX_LEVEL")
