"""Which lane a row is put into on the way in."""

import datetime as dt
from typing import Any

import pytest

from reviewer import RESOURCES
from reviewer.rules.plan import Plan
from reviewer.rules.plan_file import read_plan
from reviewer.rules.routing import Routing, route_at_intake

IN_TIME = dt.date(2023, 2, 1)


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan((RESOURCES / "plans" / "kakao-1015.toml").read_text(encoding="utf-8"))


def routed(plan: Plan, **changes: Any) -> Routing:
    row = {
        "reporter_type": "MICRO",
        "services": ["talk_channel"],
        "paid": "FREE",
        "claimed_loss": 600_000,
        "received_on": IN_TIME,
    }
    return route_at_intake(plan, **{**row, **changes})


@pytest.mark.parametrize(
    ("loss", "route"),
    [
        (0, "NO_LOSS"),
        (1, "FLAT_30K"),
        (300_000, "FLAT_30K"),
        (300_001, "FLAT_50K"),
        (500_000, "FLAT_50K"),
        (500_001, "INDIVIDUAL"),
    ],
)
def test_the_bands_of_the_plan_decide_the_lane(plan: Plan, loss: int, route: str) -> None:
    assert routed(plan, claimed_loss=loss) == Routing(route)


def test_a_missing_loss_is_not_zero(plan: Plan) -> None:
    assert routed(plan, claimed_loss=None) == Routing("", ("loss_unknown",))


def test_a_claim_about_sister_companies_only_is_passed_on_whoever_reports(plan: Plan) -> None:
    for who in ("USER", "MICRO", "LARGER", ""):
        assert routed(plan, reporter_type=who, services=["melon", "kakao_pay"]).route == "AFFILIATE"


def test_one_service_of_this_scheme_keeps_the_claim_here(plan: Plan) -> None:
    assert routed(plan, services=["melon", "talk_channel"]).route == "INDIVIDUAL"


def test_a_service_nobody_named_is_no_reason_to_pass_a_claim_on(plan: Plan) -> None:
    assert routed(plan, services=[]).route == "INDIVIDUAL"


def test_users_and_larger_firms_have_their_own_lanes(plan: Plan) -> None:
    assert routed(plan, reporter_type="USER", claimed_loss=None) == Routing("USER")
    assert routed(plan, reporter_type="LARGER") == Routing("LARGER_FIRM")


def test_the_closing_day_is_in_time_and_the_next_is_late(plan: Plan) -> None:
    assert routed(plan, received_on=dt.date(2023, 6, 30)).route == "INDIVIDUAL"
    assert routed(plan, received_on=dt.date(2023, 7, 1)).route == "LATE"
    late = routed(plan, received_on=dt.date(2023, 7, 1), claimed_loss=None)
    assert late == Routing("LATE", ("loss_unknown",))


def test_a_paid_service_is_a_mark_beside_the_lane(plan: Plan) -> None:
    assert routed(plan, paid="PAID") == Routing("INDIVIDUAL", ("PAID_TERMS",))
    assert routed(plan, paid="PAID", claimed_loss=None) == Routing("", ("PAID_TERMS", "loss_unknown"))
