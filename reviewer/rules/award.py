"""From the verified loss to the calculated award: bands, factors, floor, rounding, offsets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal, Inexact, localcontext
from typing import Literal

from reviewer.rules.award_terms import Factor, Offset, SourceType, Terms, require_rate

__all__ = [
    "Calculation", "Factor", "Neighbour", "Offset", "SourceType", "Step", "Terms", "award_flags", "band_of",
    "calculate", "own_rate_wins", "rate_flags", "sensitivity", "still_to_pay",
]  # fmt: skip

LARGEST_LOSS = 10**15
"""A loss above this many won is a typing error."""

_PRECISION = 80  # a loss and three factors of twelve places fit, so that every product is exact


@dataclass(frozen=True)
class Step:
    """One line of the calculation sheet, in won; offsets are negative."""

    code: str
    amount: int


@dataclass(frozen=True)
class Calculation:
    """A calculated award in won with everything it was made from; a fixed band uses no factor.

    `exact` is the product before rounding; `rounded` is None where the terms do not round up.
    """

    verified_loss: int
    band: str
    exact: Decimal
    assessed_amount: int
    rounded: int | None
    base: int
    floor_applied: bool
    offsets_total: int
    calculated_award: int
    steps: tuple[Step, ...]
    terms: Terms
    method: str
    profit_rate: Factor | None
    alt_factor: Factor | None
    share_factor: Factor | None
    labour_ratio: Decimal | None
    rent_ratio: Decimal | None
    offsets: tuple[Offset, ...]


def band_of(loss: int, terms: Terms) -> str:
    """The band of a loss in won: NO_LOSS, FLAT_30K, FLAT_50K or INDIVIDUAL (domain.md 1.4)."""
    if loss <= 0:
        return "NO_LOSS"
    if loss <= terms.low_edge:
        return "FLAT_30K"
    return "FLAT_50K" if loss <= terms.high_edge else "INDIVIDUAL"


def calculate(
    verified_loss: int,
    profit_rate: Factor | None,
    alt_factor: Factor | None,
    share_factor: Factor | None,
    offsets: Iterable[Offset],
    terms: Terms,
    method: str = "A",
    labour_ratio: Decimal | None = None,
    rent_ratio: Decimal | None = None,
) -> Calculation:
    """Calculate the award for a verified loss in won (domain.md 2.9).

    Method A is loss x profit rate x alternative factor x share; method B puts profit rate + labour ratio + rent
    ratio in place of the profit rate. A loss inside the fixed bands takes the amount of its band and no factor.
    ValueError for a negative loss, a missing factor or ratio, and values out of range.
    """
    if not 0 <= verified_loss <= LARGEST_LOSS:
        raise ValueError(f"loss out of range: {verified_loss}")
    given = tuple(offsets)
    band = band_of(verified_loss, terms)
    rate = _profit_part(method, profit_rate, labour_ratio, rent_ratio)
    exact = Decimal(0)
    if band == "INDIVIDUAL":
        exact = _product(verified_loss, rate, alt_factor, share_factor)
    assessed = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    rounded = _rounded_up(exact, terms.round_up_to) if band == "INDIVIDUAL" else None
    won = assessed if rounded is None else rounded
    base = _base(band, won, terms)
    offsets_total = sum(offset.amount for offset in given)
    if band == "NO_LOSS" or (band != "INDIVIDUAL" and not terms.offsets_reduce_fixed):
        offsets_total = 0
    found = Calculation(
        verified_loss=verified_loss,
        band=band,
        exact=exact,
        assessed_amount=assessed,
        rounded=rounded,
        base=base,
        floor_applied=band == "INDIVIDUAL" and terms.individual_base == "floor" and won < terms.floor,
        offsets_total=offsets_total,
        calculated_award=max(0, base - offsets_total),
        steps=(),
        terms=terms,
        method=method,
        profit_rate=profit_rate,
        alt_factor=alt_factor,
        share_factor=share_factor,
        labour_ratio=labour_ratio,
        rent_ratio=rent_ratio,
        offsets=given,
    )
    return replace(found, steps=tuple(_steps(found)))


def _profit_part(method: str, profit: Factor | None, labour: Decimal | None, rent: Decimal | None) -> Decimal | None:
    """What part of the loss counts before the other factors, checked also where a fixed band does not use it."""
    if profit is not None and profit.value <= 0:
        raise ValueError("the profit rate must be above zero")
    if method == "A":
        if labour is not None or rent is not None:
            raise ValueError("labour and rent ratios belong to method B")
        return profit.value if profit else None
    if method != "B":
        raise ValueError(f"unknown method: {method!r}")
    if labour is None or rent is None:
        raise ValueError("method B needs the labour ratio and the rent ratio")
    require_rate(labour)
    require_rate(rent)
    total = (profit.value if profit else Decimal(0)) + labour + rent
    if total > 1:
        raise ValueError(f"profit, labour and rent come to more than the sales: {total}")
    return total if profit else None


def _product(loss: int, rate: Decimal | None, alt: Factor | None, share: Factor | None) -> Decimal:
    if rate is None or alt is None or share is None:
        raise ValueError("a loss above the bands needs profit rate, alternative factor and share factor")
    if share.value <= 0:
        raise ValueError("the share factor must be above zero")
    with localcontext() as context:
        context.prec = _PRECISION
        context.traps[Inexact] = True
        return loss * rate * alt.value * share.value


def _rounded_up(exact: Decimal, to: int) -> int | None:
    if to <= 1:
        return None
    with localcontext() as context:
        context.prec = _PRECISION
        return int((exact / to).to_integral_value(ROUND_CEILING)) * to


def _base(band: str, won: int, terms: Terms) -> int:
    if band == "NO_LOSS":
        return 0
    if band != "INDIVIDUAL":
        return terms.low_award if band == "FLAT_30K" else terms.high_award
    if terms.individual_base == "floor":
        return max(won, terms.floor)
    return won + (terms.floor if terms.fixed_base is None else terms.fixed_base)


def _steps(found: Calculation) -> Iterable[Step]:
    yield Step("VERIFIED_LOSS", found.verified_loss)
    if found.band == "INDIVIDUAL":
        yield Step("ASSESSED_AMOUNT", found.assessed_amount)
        if found.rounded is not None:
            yield Step("ROUNDED_UP", found.rounded)
        if found.floor_applied:
            yield Step("FLOOR", found.base)
        elif found.terms.individual_base == "plus_fixed":
            yield Step("PLUS_FIXED", found.base)
    elif found.band != "NO_LOSS":
        yield Step("FIXED_AMOUNT", found.base)
    if found.offsets_total:
        yield from (Step("OFFSET", -offset.amount) for offset in found.offsets)
    yield Step("CALCULATED_AWARD", found.calculated_award)


@dataclass(frozen=True)
class Neighbour:
    """What the award would be at another value of one input."""

    value: Decimal
    calculated_award: int
    difference: int


Varied = Literal["verified_loss", "profit_rate", "alt_factor", "share_factor"]


def sensitivity(found: Calculation, vary: Varied, values: Sequence[Decimal]) -> tuple[Neighbour, ...]:
    """Calculate again at each neighbouring value of one input, all else equal; ValueError as `calculate`."""
    return tuple(_neighbour(found, vary, value) for value in values)


def _neighbour(found: Calculation, vary: Varied, value: Decimal) -> Neighbour:
    factors = {
        "profit_rate": found.profit_rate,
        "alt_factor": found.alt_factor,
        "share_factor": found.share_factor,
    }
    loss = found.verified_loss
    if vary == "verified_loss":
        loss = int(value)
    elif vary in factors:
        stood = factors[vary]
        factors[vary] = replace(stood, value=value) if stood else Factor(value, "COUNCIL_RULE", "what if")
    else:
        raise ValueError(f"cannot vary {vary!r}")
    there = calculate(
        loss,
        **factors,
        offsets=found.offsets,
        terms=found.terms,
        method=found.method,
        labour_ratio=found.labour_ratio,
        rent_ratio=found.rent_ratio,
    ).calculated_award
    return Neighbour(value, there, there - found.calculated_award)


def still_to_pay(award: int, already_paid: int) -> int:
    """What is left to pay, in won: a fixed amount paid on the same claim counts into the award (domain.md 2.9)."""
    return max(0, award - already_paid)


def own_rate_wins(own: Decimal, standard: Decimal, margin: Decimal = Decimal("0.01")) -> bool:
    """Tell whether a proven profit rate is far enough from the standard one to replace it (domain.md 2.9)."""
    return abs(own - standard) > margin


def rate_flags(profit_rate: Decimal, high: Decimal = Decimal("0.6")) -> tuple[str, ...]:
    """What to look at in a profit rate before it is used: not above zero, or unusually high (domain.md 2.9)."""
    if profit_rate <= 0:
        return ("PROFIT_RATE_NOT_POSITIVE",)
    return ("PROFIT_RATE_HIGH",) if profit_rate > high else ()


def award_flags(found: Calculation, high_profit_rate: Decimal = Decimal("0.6")) -> tuple[str, ...]:
    """What to look at in a finished calculation; hints, they decide nothing (domain.md 2.9)."""
    flags: list[str] = []
    if found.band == "INDIVIDUAL" and found.profit_rate is not None:
        flags.extend(rate_flags(found.profit_rate.value, high_profit_rate))
    if found.band == "INDIVIDUAL" and found.assessed_amount == 0:
        flags.append("NOTHING_ASSESSED")
    if found.floor_applied:
        flags.append("FLOOR_APPLIED")
    if found.calculated_award > found.verified_loss:
        flags.append("AWARD_ABOVE_LOSS")
    if found.offsets_total and found.calculated_award == 0:
        flags.append("NOTHING_LEFT")
    return tuple(flags)
