"""What a calculation is made from: factors with their source, offsets, and the council's terms."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Literal

MOST_PLACES = 12
"""So many decimal places a rate may have; then every product stays exact."""


class SourceType(StrEnum):
    """Where the value of a factor comes from (domain.md 2.9)."""

    OWN_EVIDENCE = "OWN_EVIDENCE"
    STANDARD_TABLE = "STANDARD_TABLE"
    COUNCIL_RULE = "COUNCIL_RULE"


@dataclass(frozen=True)
class Factor:
    """A factor between 0 and 1 with its source: a document and page, or a table and its version.

    ValueError for a value outside 0 to 1, a float, an unknown kind of source, or an empty reference.
    """

    value: Decimal
    source_type: str
    source_ref: str

    def __post_init__(self) -> None:
        """Refuse what could not be printed beside the award."""
        require_rate(self.value)
        SourceType(self.source_type)
        if not self.source_ref.strip():
            raise ValueError("a factor needs a reference to its source")


@dataclass(frozen=True)
class Offset:
    """An amount in won already received for the same loss; channel cash is none (domain.md 2.9)."""

    amount: int
    reason: str

    def __post_init__(self) -> None:
        """Raise ValueError unless the amount is positive and the reason is given."""
        if self.amount <= 0 or not self.reason.strip():
            raise ValueError("an offset needs an amount above zero and a reason")


@dataclass(frozen=True)
class Terms:
    """The council's numbers, in won: bands, floor, rounding, and what individual awards are built on.

    `fixed_base` is what `plus_fixed` puts under the assessed amount, the floor unless given; `round_up_to` 0 or 1
    does not round. ValueError for terms that contradict themselves.
    """

    low_edge: int
    low_award: int
    high_edge: int
    high_award: int
    floor: int
    round_up_to: int
    individual_base: Literal["floor", "plus_fixed"]
    fixed_base: int | None = None
    offsets_reduce_fixed: bool = False

    def __post_init__(self) -> None:
        """Refuse bands out of order, negative amounts and an unknown base."""
        if not 0 < self.low_edge < self.high_edge:
            raise ValueError("the band edges are out of order")
        if min(self.low_award, self.high_award, self.floor, self.round_up_to, self.fixed_base or 0) < 0:
            raise ValueError("an amount of the terms is negative")
        if self.individual_base not in ("floor", "plus_fixed"):
            raise ValueError(f"unknown individual base: {self.individual_base!r}")


def require_rate(value: Decimal) -> None:
    """Raise ValueError unless `value` is a Decimal from 0 to 1 with at most `MOST_PLACES` places."""
    if not isinstance(value, Decimal) or not value.is_finite() or not 0 <= value <= 1:
        raise ValueError("not a rate between 0 and 1")
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -MOST_PLACES:
        raise ValueError("too many places of a rate")
