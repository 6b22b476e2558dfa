"""The sales of a claim, the two weeks and the calculation that rests on them, as a person recorded them."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from reviewer.rules.places import Place


@dataclasses.dataclass(frozen=True)
class FactorRecord:
    """A factor of the calculation and where its value comes from (domain.md 2.9)."""

    value: Decimal
    source_type: str  # OWN_EVIDENCE, STANDARD_TABLE or COUNCIL_RULE
    source_ref: str


@dataclasses.dataclass(frozen=True)
class OffsetRecord:
    """An amount already received for the same loss."""

    amount: int
    reason: str


@dataclasses.dataclass(frozen=True)
class SalesPaper:
    """What the figures of one paper are: the kind of record they come from, and whether they hold VAT."""

    source: str
    vat: str  # INCLUDED, EXCLUDED or UNKNOWN


@dataclasses.dataclass(frozen=True)
class Sales:
    """Daily sales in integer won by ISO date, with the days the shop was closed.

    `places` says by day where a figure stands in which paper, `papers` by document what such figures are; `source`
    and `vat` hold for days without place. `totals` are totals that a record states, by the first day of the week.
    """

    source: str
    vat: str  # INCLUDED, EXCLUDED or UNKNOWN
    days: Mapping[str, int]
    closed: tuple[str, ...] = ()
    document: str = ""
    places: Mapping[str, Place] = dataclasses.field(default_factory=dict)
    papers: Mapping[str, SalesPaper] = dataclasses.field(default_factory=dict)
    totals: Mapping[str, int] = dataclasses.field(default_factory=dict)
    annual_sales: int | None = None
    half_year_vat_base: int | None = None


@dataclasses.dataclass(frozen=True)
class Assessment:
    """The two weeks, the verified loss and the calculation that follows (integer won)."""

    author: str
    entry: str
    method: str
    normal_week_from: dt.date
    normal_week_sales: int
    outage_week_sales: int
    verified_loss: int
    calculated_award: int
    floor: int = 0
    round_up_to: int = 0
    floor_applied: bool = False
    assessed_amount: int | None = None
    rounded: int | None = None
    profit_rate: FactorRecord | None = None
    alt_factor: FactorRecord | None = None
    share_factor: FactorRecord | None = None
    labour_ratio: Decimal | None = None
    rent_ratio: Decimal | None = None
    offsets: tuple[OffsetRecord, ...] = ()
    rules_version: str = ""  # the rules it was calculated by; a later plan never changes it (domain.md 2.9)
    flags: tuple[str, ...] = ()
