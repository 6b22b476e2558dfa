"""From the two weeks and the factors of an act to the assessment it stands for."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from reviewer.rules.assessment import Assessment, FactorRecord, OffsetRecord
from reviewer.rules.award import Factor, Offset, Terms, calculate
from reviewer.rules.plan import Plan


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


def reckon(body: Mapping[str, Any], plan: Plan, author: str, entry: str, claimed_loss: int | None = None) -> Assessment:
    """Return the assessment an `assess` body stands for; raise ValueError for factors out of range."""
    normal, outage = body["normal_week_sales"], body["outage_week_sales"]
    profit, alt, share = (_factor(body.get(name)) for name in ("profit_rate", "alt_factor", "share_factor"))
    labour, rent = (Decimal(body[name]) if name in body else None for name in ("labour_ratio", "rent_ratio"))
    offsets = tuple(OffsetRecord(one["amount"], one["reason"]) for one in body.get("offsets", ()))
    terms = terms_of(plan)
    found = calculate(
        loss_of(normal, outage, plan, claimed_loss),
        _award_factor(profit),
        _award_factor(alt),
        _award_factor(share),
        tuple(Offset(one.amount, one.reason) for one in offsets),
        terms,
        body.get("method", "A"),
        labour,
        rent,
    )
    is_individual = found.verified_loss > terms.high_edge
    return Assessment(
        author=author,
        entry=entry,
        method=body.get("method", "A"),
        normal_week_from=dt.date.fromisoformat(body["normal_week_from"]),
        normal_week_sales=normal,
        outage_week_sales=outage,
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
        labour_ratio=labour if is_individual else None,
        rent_ratio=rent if is_individual else None,
        offsets=offsets,
    )


def _factor(plain: Mapping[str, str] | None) -> FactorRecord | None:
    if plain is None:
        return None
    return FactorRecord(Decimal(plain["value"]), plain["source_type"], plain["source_ref"])


def _award_factor(record: FactorRecord | None) -> Factor | None:
    return None if record is None else Factor(record.value, record.source_type, record.source_ref)
