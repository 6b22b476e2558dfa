"""From the two weeks and the factors of an act to the assessment it stands for."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from reviewer.rules.assessment import Assessment, FactorRecord, OffsetRecord
from reviewer.rules.award import Calculation, Factor, Offset, Terms, calculate
from reviewer.rules.plan import Plan

FACTORS = ("profit_rate", "alt_factor", "share_factor")


def terms_of(plan: Plan) -> Terms:
    """The plan's numbers that the calculation needs."""
    low, high = (band for band in plan.bands if band.award is not None)
    return Terms(
        low_edge=low.up_to or 0,
        low_award=low.award or 0,
        high_edge=high.up_to or 0,
        high_award=high.award or 0,
        floor=plan.settings.floor,
        round_up_to=plan.settings.round_up_to,
        individual_base=plan.settings.individual_base,
        offsets_reduce_fixed=plan.settings.offsets_reduce_fixed,
    )


def loss_of(normal: int, outage: int, plan: Plan, claimed_loss: int | None) -> int:
    """The verified loss in won, cut to the claimed one only where the plan says so (domain.md 1.8, question 3)."""
    loss = max(0, normal - outage)
    return min(loss, claimed_loss) if plan.settings.cap_at_claimed_loss and claimed_loss is not None else loss


def calculation_of(body: Mapping[str, Any], plan: Plan, claimed_loss: int | None = None) -> Calculation:
    """The calculation an `assess` body stands for, with every factor given; ValueError for factors out of range."""
    labour, rent = (Decimal(body[name]) if name in body else None for name in ("labour_ratio", "rent_ratio"))
    profit, alt, share = (_award_factor(_factor(body.get(name))) for name in FACTORS)
    offsets = [Offset(one["amount"], one["reason"]) for one in body.get("offsets", ())]
    loss = loss_of(body["normal_week_sales"], body["outage_week_sales"], plan, claimed_loss)
    return calculate(loss, profit, alt, share, offsets, terms_of(plan), body.get("method", "A"), labour, rent)


def reckon(
    body: Mapping[str, Any], plan: Plan, author: str, entry: str, claimed_loss: int | None = None, rules: str = ""
) -> Assessment:
    """Return the assessment an `assess` body stands for under `rules`; raise ValueError for factors out of range."""
    found = calculation_of(body, plan, claimed_loss)
    profit, alt, share = (_factor(body.get(name)) for name in FACTORS)
    terms = found.terms
    is_individual = found.verified_loss > terms.high_edge
    return Assessment(
        author=author,
        entry=entry,
        method=found.method,
        normal_week_from=dt.date.fromisoformat(body["normal_week_from"]),
        normal_week_sales=body["normal_week_sales"],
        outage_week_sales=body["outage_week_sales"],
        verified_loss=found.verified_loss,
        calculated_award=found.calculated_award,
        floor=terms.floor,
        round_up_to=terms.round_up_to,
        floor_applied=found.floor_applied,
        assessed_amount=found.assessed_amount if is_individual else None,
        rounded=found.rounded if is_individual else None,
        profit_rate=profit if is_individual else None,
        alt_factor=alt if is_individual else None,
        share_factor=share if is_individual else None,
        labour_ratio=found.labour_ratio if is_individual else None,
        rent_ratio=found.rent_ratio if is_individual else None,
        offsets=tuple(OffsetRecord(one.amount, one.reason) for one in found.offsets),
        rules_version=rules,
    )


def is_result_of(done: Assessment, plan: Plan, claimed_loss: int | None) -> bool:
    """Whether loss, assessed amount and award are what this plan makes of the recorded weeks and factors."""
    terms = terms_of(plan)
    try:
        found = calculate(
            loss_of(done.normal_week_sales, done.outage_week_sales, plan, claimed_loss),
            _award_factor(done.profit_rate),
            _award_factor(done.alt_factor),
            _award_factor(done.share_factor),
            [Offset(one.amount, one.reason) for one in done.offsets],
            terms,
            done.method,
            done.labour_ratio,
            done.rent_ratio,
        )
    except ValueError:
        return False
    assessed = found.assessed_amount if found.verified_loss > terms.high_edge else None
    recorded = (done.verified_loss, done.assessed_amount, done.calculated_award)
    return recorded == (found.verified_loss, assessed, found.calculated_award)


def _factor(plain: Mapping[str, str] | None) -> FactorRecord | None:
    if plain is None:
        return None
    return FactorRecord(Decimal(plain["value"]), plain["source_type"], plain["source_ref"])


def _award_factor(record: FactorRecord | None) -> Factor | None:
    return None if record is None else Factor(record.value, record.source_type, record.source_ref)
