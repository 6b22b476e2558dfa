"""What the award would be at the neighbouring values of each input, and at the edges of the bands (lessons 3.3)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from reviewer.rules.award import Calculation, Neighbour, Varied, sensitivity
from reviewer.rules.award_terms import MOST_PLACES, Factor
from reviewer.rules.plan import Plan

SHARE_STEP = Decimal("0.05")
STEPS = (-2, -1, 1, 2)


@dataclass(frozen=True)
class Axis:
    """One input that varies: its present value and the award at each value, in ascending order of the values.

    `values` holds the present one with a difference of 0; where `used` is not set the award does not depend on it.
    """

    vary: Varied
    here: Decimal
    values: tuple[Neighbour, ...]
    used: bool = True


def strip(found: Calculation, plan: Plan, services: Iterable[str] = (), sector: str = "") -> tuple[Axis, ...]:
    """The award at the neighbouring values of every factor that has one, and of the loss at the band edges.

    Neighbours are what the plan offers (the rates of the sector and of all, the bands of alternatives, the shares of
    the claim's services) and steps around the present value: of the margin from which a proven rate wins, and of five
    points of share. Everything is calculated by `award.calculate`; amounts are integer won.
    """
    factors: tuple[tuple[Varied, Factor | None, set[Decimal]], ...] = (
        ("profit_rate", found.profit_rate, set(_rates(plan, sector))),
        ("alt_factor", found.alt_factor, {band.value for band in plan.alt_bands}),
        ("share_factor", found.share_factor, set(_shares(plan, services))),
    )
    steps = {"profit_rate": plan.settings.own_rate_margin, "share_factor": SHARE_STEP}
    axes = [
        _axis(found, vary, factor.value, offered | set(_around(factor.value, steps.get(vary))))
        for vary, factor, offered in factors
        if factor is not None
    ]
    return (*axes, _edges(found))


def _rates(plan: Plan, sector: str) -> Iterator[Decimal]:
    """The standard rates that could apply: of the sector, and of all of them."""
    for rate in (plan.profit_rate(sector), plan.profit_rate("ALL")):
        if rate.rate is not None:
            yield rate.rate


def _shares(plan: Plan, services: Iterable[str]) -> Iterator[Decimal]:
    for key in services:
        share = plan.services[key].share if key in plan.services else None
        if share is not None:
            yield share


def _around(value: Decimal, step: Decimal | None) -> Iterator[Decimal]:
    """Two steps down and two up, within the range of a factor; none where the plan offers bands only."""
    for times in STEPS if step is not None else ():
        there = value + times * step  # type: ignore[operator]
        exponent = there.as_tuple().exponent
        if 0 < there <= 1 and isinstance(exponent, int) and exponent >= -MOST_PLACES:
            yield there


def _axis(found: Calculation, vary: Varied, here: Decimal, values: set[Decimal]) -> Axis:
    there = _calculated(found, vary, sorted({*values, here}))
    return Axis(vary, here, there, used=found.band == "INDIVIDUAL")


def _edges(found: Calculation) -> Axis:
    """The loss at both sides of each band edge; above the bands only where every factor is known."""
    low, high, here = found.terms.low_edge, found.terms.high_edge, found.verified_loss
    losses = sorted({low, low + 1, high, high + 1, here})
    return Axis("verified_loss", Decimal(here), _calculated(found, "verified_loss", [Decimal(loss) for loss in losses]))


def _calculated(found: Calculation, vary: Varied, values: Iterable[Decimal]) -> tuple[Neighbour, ...]:
    """The awards at these values; a value at which the inputs contradict one another has none."""
    there: list[Neighbour] = []
    for value in values:
        try:
            there.extend(sensitivity(found, vary, (value,)))
        except ValueError:  # method B over 100 %, or a loss above the bands without its factors
            continue
    return tuple(there)
