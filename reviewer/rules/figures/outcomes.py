"""Figures of what was decided: outcomes by sector and by service, what was asked and awarded, and the reasons."""

from collections import Counter
from collections.abc import Iterable, Sequence

from reviewer.rules.figures.figure import REST, SEVERAL, TOTALS, Figure, Shape, counted, largest_first
from reviewer.rules.figures.tallies import Decided, Money, Reasons
from reviewer.rules.plan import Plan

OUTCOMES = ("FULL", "PARTIAL", "FIXED", "REFUSED", "OUTSIDE", "WITHDRAWN")
_OUTCOME = {
    "APPROVED_FULL": "FULL", "APPROVED_PARTIAL": "PARTIAL", "CONVERTED_FIXED": "FIXED", "FIXED": "FIXED",
    "NOT_APPROVED": "REFUSED", "INADMISSIBLE": "OUTSIDE", "REFERRED": "OUTSIDE", "WITHDRAWN": "WITHDRAWN",
}  # fmt: skip
ABOVE = (1_000_000, 2_000_000, 5_000_000)
"""Further ends of bands of the claimed loss, above those of the plan, in won."""
NOT_STATED, NO_AMOUNT = "NOT_STATED", "NO_AMOUNT"


def outcome_of(disposition: str) -> str:
    """The group of a disposition: both fixed amounts are one, as are the two ways out of the scheme."""
    return _OUTCOME[disposition]


def by_sector(found: Iterable[Decided], plan: Plan) -> Figure:
    """Outcomes in force by sector; what no sector of the plan is called stands with the rest."""
    tally: Counter[tuple[str, str]] = Counter()
    for one in found:
        known = one.sector if one.sector in plan.profit_rates else REST if one.sector else NOT_STATED
        tally[known, outcome_of(one.disposition)] += one.count
    together, rows = largest_first(tally)
    return counted("BY_SECTOR", Shape.SHARES, "decisions", together, rows, OUTCOMES)


def by_service(found: Iterable[Decided], plan: Plan) -> Figure:
    """Outcomes in force by service; a claim that names several counts with each, once."""
    tally: Counter[tuple[str, str]] = Counter()
    n = 0
    for one in found:
        n += one.count
        for service in {name if name in plan.services else REST for name in one.services} or {NOT_STATED}:
            tally[service, outcome_of(one.disposition)] += one.count
    together, rows = _kept_apart(tally)
    return counted("BY_SERVICE", Shape.SHARES, "decisions", together, rows, OUTCOMES, n,
                   notes=(("several_services", {}),), is_overlapping=True)  # fmt: skip


def _kept_apart(tally: Counter[tuple[str, str]]) -> tuple[Counter[tuple[str, str]], tuple[str, ...]]:
    """Rows from the largest down; rows that count one claim several times cannot be put together."""
    sums: Counter[str] = Counter()
    for (row, _), number in tally.items():
        sums[row] += number
    return tally, tuple(sorted(sums, key=lambda row: (row in (REST, NOT_STATED), -sums[row], row)))


def ends_of_bands(plan: Plan) -> tuple[int, ...]:
    """The ends of the bands by which claimed losses are told apart; the last band has none."""
    own = [band.up_to for band in plan.bands if band.up_to is not None]
    return (*own, *(end for end in ABOVE if not own or end > max(own)))


def asked_and_awarded(found: Sequence[Money], plan: Plan) -> Figure:
    """What was claimed, verified and awarded, in won, by band of the claimed loss; where nothing is asked, nothing."""
    by_band = {one.band: one for one in found}
    ends = [*map(str, ends_of_bands(plan)), "MORE"]
    lines = [by_band.get(place) or Money(place, 0, 0, 0, 0, 0, 0, 0) for place in range(len(ends))]
    asked = sum(one.count for one in lines)
    notes = (
        ("sums", {"claimed": sum(one.claimed for one in lines), "awarded": sum(one.awarded for one in lines)}),
        ("verified_where", {"worked": sum(one.worked_out for one in lines), "n": asked}),
    )
    if -1 in by_band:
        ends.append(NO_AMOUNT)
        lines.append(Money(-1, by_band[-1].count, 0, 0, 0, 0, 0, 0))
    return Figure(
        "MONEY", Shape.PAIRS, "decisions", tuple(ends), ("CLAIMED", "VERIFIED", "AWARDED"),
        tuple((one.claimed, one.verified, one.awarded) for one in lines), sum(one.count for one in lines), notes,
        behind=tuple(one.count for one in lines),
        resting=tuple((one.count if one.claimed else 0, one.with_verified, one.with_award) for one in lines),
        is_ordered=True, is_money=True,
    )  # fmt: skip


def reasons(found: Reasons) -> Figure:
    """The reasons of the decisions in force; a decision may carry several."""
    return _by_code("REASONS", "decisions", found)


def requests(found: Reasons) -> Figure:
    """Why more evidence was asked for; a request may name several reasons."""
    return _by_code("REQUESTS", "requests", found)


def _by_code(code: str, of: str, found: Reasons) -> Figure:
    rows = tuple(
        sorted((one for one in found.by_code if found.by_code[one]), key=lambda one: (-found.by_code[one], one))
    )
    tally = {(row, "COUNT"): found.by_code[row] for row in rows}
    return counted(
        code,
        Shape.BARS,
        of,
        tally,
        rows,
        TOTALS,
        found.among,
        notes=((SEVERAL, {}),) if sum(tally.values()) > found.among else (),
        is_overlapping=True,
    )
