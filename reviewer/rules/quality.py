"""The quality draw (표본 점검): which decisions wait for a check by a third person before their letter leaves.

Peers draw with dice and then see months without a single draw; here the share is kept: a decision is drawn whenever the
share drawn so far would fall below the plan's (lessons.md 1, 8). Which one of an item is drawn, its entry's hash says,
which nobody knows before the entry is signed (ADR 18).
"""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from decimal import ROUND_CEILING, Decimal

RULE = 1
"""The version of the draw; a plan names the version in force, 0 for none. Older plans have none."""


@dataclasses.dataclass(frozen=True)
class QualityCheck:
    """A decision that was drawn, and what the check found; `outcome` is empty while nobody has made it."""

    decision: str  # uid of the decision
    why: str  # FIRST of its period, or SHARE
    rule: int
    outcome: str = ""  # FINE, REMARKS or REOPEN
    author: str = ""
    entry: str = ""
    on: dt.date | None = None
    deficiencies: tuple[str, ...] = ()
    praise: str = ""  # digest of a text
    note: str = ""  # digest of a text


@dataclasses.dataclass(frozen=True)
class Drawing:
    """How many decisions were made and drawn so far, awards and refusals apart; `period` is that of the last one."""

    awards: int = 0
    awards_drawn: int = 0
    refusals: int = 0
    refusals_drawn: int = 0
    period: str = ""
    period_drawn: int = 0
    period_award: bool = False  # an award of this period was drawn


def period_of(day: dt.date, kind: str) -> str:
    """The period a day falls into: 2023-04 by month, 2023-W16 by week, 2023-Q2 by quarter."""
    if kind == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}"
    return f"{day.year}-Q{(day.month + 2) // 3}" if kind == "quarter" else f"{day.year}-{day.month:02d}"


def by_seed(numbers: Iterable[str], seed: str) -> list[str]:
    """The claims in the order in which they are drawn: by the SHA-256 of seed and claim number."""
    return sorted(numbers, key=lambda number: hashlib.sha256(f"{seed} {number}".encode()).hexdigest())


def missing_to_share(decided: int, drawn: int, share: Decimal) -> int:
    """How many more must be drawn so that the share does not fall below the plan's."""
    return max(0, int((share * decided).to_integral_value(ROUND_CEILING)) - drawn)


def draw(
    before: Drawing,
    awards: Iterable[str],
    refusals: Iterable[str],
    *,
    seed: str,
    period: str,
    share: Decimal,
    limit: int = 0,
) -> tuple[Mapping[str, str], Drawing]:
    """The claims of one item that are drawn, each with why, and the count after it.

    The first award of a period is drawn always, others as the share asks, at most `limit` in a period (0: no limit).
    """
    if before.period != period:
        before = dataclasses.replace(before, period=period, period_drawn=0, period_award=False)
    given, refused = by_seed(awards, seed), by_seed(refusals, seed)
    drawn: dict[str, str] = {}
    if given and not before.period_award:
        drawn[given[0]] = "FIRST"
    room = len(given) + len(refused) if not limit else max(0, limit - before.period_drawn - len(drawn))
    wanted = missing_to_share(before.awards + len(given), before.awards_drawn + len(drawn), share)
    more = [number for number in given if number not in drawn][: min(wanted, room)]
    wanted = missing_to_share(before.refusals + len(refused), before.refusals_drawn, share)
    also = refused[: min(wanted, room - len(more))]
    after = dataclasses.replace(
        before,
        awards=before.awards + len(given),
        awards_drawn=before.awards_drawn + len(drawn) + len(more),
        refusals=before.refusals + len(refused),
        refusals_drawn=before.refusals_drawn + len(also),
        period_drawn=before.period_drawn + len(drawn) + len(more) + len(also),
        period_award=before.period_award or bool(given),
    )
    return {**drawn, **dict.fromkeys([*more, *also], "SHARE")}, after
