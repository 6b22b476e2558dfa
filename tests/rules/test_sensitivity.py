"""The sensitivity strip: the award at neighbouring values is what the calculation itself gives there."""

import dataclasses
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reviewer.rules.award import calculate
from reviewer.rules.plan import Plan
from reviewer.rules.reckoning import calculation_of, reckon
from reviewer.rules.sensitivity import strip
from tests.rules.council_room import FACTORS

WEEKS = {"normal_week_from": "2022-10-01", "normal_week_sales": 4_000_000, "outage_week_sales": 2_200_000}


def body(**changed: Any) -> dict[str, Any]:
    return {**FACTORS, **WEEKS, **changed}


def values(plan: Plan, given: dict[str, Any], vary: str, services: tuple[str, ...] = ("talk_channel",)) -> Any:
    axes = {axis.vary: axis for axis in strip(calculation_of(given, plan), plan, services)}
    return {there.value: there.calculated_award for there in axes[vary].values}  # type: ignore[index]


def test_the_plans_rate_and_two_steps_to_each_side_are_there(plan: Plan) -> None:
    found = values(plan, body(), "profit_rate")
    assert sorted(found) == [Decimal(one) for one in ("0.124", "0.13", "0.14", "0.15", "0.16", "0.17")]
    assert found[Decimal("0.15")] == 258_660
    assert found[Decimal("0.124")] == 213_826  # 1,800,000 x 0.124 x 0.958 = 213,825.6


def test_every_band_of_alternatives_is_there(plan: Plan) -> None:
    found = values(plan, body(), "alt_factor")
    assert found == {Decimal("1.00"): 258_660, Decimal("0.50"): 129_330, Decimal("0.20"): 51_732}


def test_the_share_of_the_claims_service_is_there_and_none_above_one(plan: Plan) -> None:
    shares = {plan.services[key].share for key in plan.services if plan.services[key].share is not None}
    key = next(key for key in plan.services if plan.services[key].share is not None)
    found = values(plan, body(), "share_factor", (key,))
    assert plan.services[key].share in found
    assert Decimal("0.858") in found
    assert max(found) <= 1
    assert shares


def test_both_sides_of_each_edge_are_there(plan: Plan) -> None:
    found = values(plan, body(), "verified_loss")
    assert [int(one) for one in sorted(found)] == [300_000, 300_001, 500_000, 500_001, 1_800_000]
    assert found[Decimal(300_000)] == 30_000
    assert found[Decimal(300_001)] == found[Decimal(500_000)] == 50_000
    assert found[Decimal(500_001)] == 71_850  # 500,001 x 0.15 x 0.958


def test_within_a_band_no_factor_is_used_but_the_edges_are_shown(plan: Plan) -> None:
    found = strip(calculation_of(body(outage_week_sales=3_600_000), plan), plan)
    assert [(axis.vary, axis.used) for axis in found] == [
        ("profit_rate", False), ("alt_factor", False), ("share_factor", False), ("verified_loss", True),
    ]  # fmt: skip
    assert 500_001 in [int(there.value) for there in found[-1].values]


def test_without_factors_the_edges_end_where_they_would_be_needed(plan: Plan) -> None:
    found = strip(calculation_of({**WEEKS, "outage_week_sales": 3_600_000}, plan), plan)
    assert [axis.vary for axis in found] == ["verified_loss"]
    assert [int(there.value) for there in found[0].values] == [300_000, 300_001, 400_000, 500_000]


def test_values_that_contradict_method_b_are_left_out(plan: Plan) -> None:
    given = body(method="B", labour_ratio="0.50", rent_ratio="0.34")
    assert max(values(plan, given, "profit_rate")) == Decimal("0.16")


@given(
    outage=st.integers(0, 4_000_000),
    rate=st.decimals("0.01", "0.5", places=3),
    alt=st.sampled_from(["1.00", "0.50", "0.20", "0.7"]),
    offset=st.integers(0, 300_000),
)
def test_each_award_is_the_calculations_own(plan: Plan, outage: int, rate: Decimal, alt: str, offset: int) -> None:
    factors = {name: dict(one) for name, one in FACTORS.items()}
    factors["profit_rate"]["value"], factors["alt_factor"]["value"] = str(rate), alt
    offsets = [{"amount": offset, "reason": "PAID_TERMS"}] if offset else []
    given = body(outage_week_sales=outage, offsets=offsets, **factors)
    found, terms = calculation_of(given, plan), calculation_of(given, plan).terms
    assert found.calculated_award == reckon(given, plan, "", "").calculated_award
    for axis in strip(found, plan):
        assert [there.value for there in axis.values] == sorted({there.value for there in axis.values})
        here = [there for there in axis.values if there.value == axis.here]
        assert [there.difference for there in here] == [0]
        for there in axis.values:
            parts = {name: getattr(found, name) for name in FACTORS}
            loss = found.verified_loss
            if axis.vary == "verified_loss":
                loss = int(there.value)
            else:
                parts[axis.vary] = dataclasses.replace(parts[axis.vary], value=there.value)
            again = calculate(loss, **parts, offsets=found.offsets, terms=terms)
            assert there.calculated_award == again.calculated_award
