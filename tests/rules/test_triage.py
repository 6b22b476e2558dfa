"""Putting claims on their routes, and the second look at a share of every lane."""

from decimal import Decimal

import pytest

from reviewer import RESOURCES
from reviewer.rules.applicant import Applicant
from reviewer.rules.lanes import draw_number, looks_wanted
from reviewer.rules.plan import Plan
from reviewer.rules.plan_file import read_plan
from reviewer.rules.problem import Problem
from reviewer.rules.routing import suggested
from reviewer.rules.stage import Stage
from tests.rules.council_room import LATE, CouncilRoom

A, B, C = "2023-000001", "2023-000002", "2023-000003"
TEXT = (RESOURCES / "plans" / "kakao-1015.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(TEXT)


@pytest.fixture
def room(plan: Plan) -> CouncilRoom:
    found = CouncilRoom(plan)
    for number in (A, B, C):
        found.receive(number, claimed=0, route="NO_LOSS")
    return found


def many(*claims: str, route: str = "USER", **more: object) -> dict[str, object]:
    return {"claims": list(claims), "route": route, "query": "{}", "count": len(claims)} | more


def test_many_claims_go_on_one_route_in_one_act(room: CouncilRoom) -> None:
    done = room.do("staff", "route_claims", "case", many(A, B, count=3, left_out=[C]))
    assert [room.claims[one].route for one in (A, B, C)] == ["USER", "USER", "NO_LOSS"]
    by = room.claims[A].triage
    assert by is not None
    assert (by.author, by.entry, by.draw) == ("staff", done.uid, draw_number("case-1", "USER", A))
    assert room.claims[C].triage is None


def test_only_the_office_routes_many(room: CouncilRoom) -> None:
    for who, refused in (("law-1", ["NotYourRole"]), ("watch", ["NotYourRole"]), ("sec", []), ("staff", [])):
        assert room.refusals(who, "route_claims", "case", **many(A)) == refused


def test_every_claim_must_be_free_to_go(room: CouncilRoom) -> None:
    room.do("staff", "hold", A, reason="H01")
    assert room.refusals("staff", "route_claims", "case", **many(A, B)) == ["ClaimOnHold"]
    room.receive(B)
    room.do("sec", "assign", B, lead="law-1", second="ksf-1")
    assert room.refusals("staff", "route_claims", "case", **many(B, C)) == ["StageForbids"]
    assert room.refusals("staff", "route_claims", "case", **many(C)) == []


def test_the_count_is_what_the_query_found(room: CouncilRoom) -> None:
    assert room.refusals("staff", "route_claims", "case", **many(A, B, count=3)) == ["BadActBody"]
    assert room.refusals("staff", "route_claims", "case", **many(A, count=2, left_out=[A])) == ["BadActBody"]
    assert room.refusals("staff", "route_claims", "case", **many()) == ["BadActBody"]


def test_a_second_look_is_another_persons(room: CouncilRoom) -> None:
    assert room.refusals("sec", "look_again", A, opinion="AGREE") == ["ActNotAllowed"]  # nobody routed it yet
    room.do("staff", "route_claim", A, route="USER")
    assert room.refusals("staff", "look_again", A, opinion="AGREE") == ["SamePerson"]
    room.do("law-1", "look_again", A, opinion="AGREE")
    assert room.claims[A].triage.look == "AGREED"  # type: ignore[union-attr]
    assert room.claims[A].route == "USER"
    assert room.refusals("sec", "look_again", A, opinion="AGREE") == ["ActNotAllowed"]


@pytest.mark.parametrize(("route", "loss"), [("FLAT_30K", 0), ("FLAT_30K", 300_001), ("FLAT_50K", 300_000),
                                             ("FLAT_50K", 530_000), ("FLAT_50K", None)])  # fmt: skip
def test_a_fixed_lane_is_that_of_the_reported_loss(room: CouncilRoom, route: str, loss: int | None) -> None:
    room.receive(A, claimed=loss, route="INDIVIDUAL")
    assert room.refusals("staff", "route_claim", A, route=route) == ["ActNotAllowed"]
    assert room.refusals("staff", "route_claims", "case", **many(A) | {"route": route}) == ["ActNotAllowed"]
    room.receive(A, claimed=300_000 if route == "FLAT_30K" else 500_000, route="INDIVIDUAL")
    assert room.refusals("staff", "route_claim", A, route=route) == []


def test_a_claim_of_another_band_is_not_listed_for_a_fixed_amount(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.receive(A, 200_000, "FLAT_50K")  # as an older version let staff type it
    room.pass_papers("staff", A)
    assert room.refusals("sec", "draw_up_fixed_list", "meeting:1", **LATE, list=1, claims=[A]) == ["ActNotAllowed"]


def test_a_claim_sent_back_waits_for_triage_again(room: CouncilRoom) -> None:
    room.do("staff", "route_claims", "case", many(A, B))
    assert room.refusals("sec", "look_again", A, opinion="SEND_BACK") == ["BadActBody"]
    room.do("sec", "look_again", A, opinion="SEND_BACK", note="소상공인으로 보임")
    assert (room.claims[A].stage, room.claims[A].route) == (Stage.RECEIVED, "")
    room.do("staff", "route_claim", A, route="INDIVIDUAL")
    assert (room.claims[A].stage, room.claims[A].triage.look) == (Stage.ROUTED, "")  # type: ignore[union-attr]


def test_of_each_lane_two_percent_are_drawn_and_at_least_one() -> None:
    share = Decimal("0.02")
    assert [looks_wanted(size, share) for size in (0, 1, 50, 51, 100_000)] == [0, 1, 1, 2, 2_000]


def test_the_draw_follows_from_case_and_lane_alone() -> None:
    drawn = {draw_number("case-1", "USER", f"2023-{number:06d}") for number in range(2_000)}
    assert draw_number("case-1", "USER", A) == draw_number("case-1", "USER", A)
    assert len({draw_number(case, lane, A) for case in ("case-1", "case-2") for lane in ("USER", "LATE")}) == 4
    assert 900_000 < max(drawn) < 1_000_000
    assert 0 <= min(drawn) < 100_000


def test_a_suggestion_says_what_it_rests_on(plan: Plan) -> None:
    def ground(twin: str = "", **said: object) -> tuple[str, str]:
        facts = {"reporter_type": "MICRO", "services": ("talk_channel",), "claimed_loss": 250_000} | said
        found = suggested(plan, Applicant(A, **facts), twin)  # type: ignore[arg-type]
        return found.route, found.ground

    assert ground() == ("FLAT_30K", "BAND")
    assert ground(claimed_loss=None) == ("NEEDS_CONTACT", "LOSS_UNKNOWN")
    assert ground(claimed_loss=0) == ("NO_LOSS", "NO_LOSS")
    assert ground(reporter_type="USER") == ("USER", "PRIVATE_USER")
    assert ground(services=("melon",)) == ("AFFILIATE", "OTHER_COMPANY")
    assert ground(twin=B) == ("DUPLICATE", "SAME_BRN")
    assert ground(twin=B, reporter_type="USER") == ("USER", "PRIVATE_USER")


def test_every_route_has_an_outcome_and_older_plans_have_none(plan: Plan) -> None:
    assert plan.lanes.keys() == plan.routes.keys()
    assert plan.lanes["USER"] == "LIST"
    before, _, rest = TEXT.partition("[lanes]")
    older = before + rest[rest.index("[marks]") :].replace('second_look = "0.02"', "")
    assert read_plan(older).lanes == {}
    assert read_plan(older).settings.second_look == Decimal("0.02")


def test_a_fixed_amount_on_an_unknown_loss_is_refused_for_that(room: CouncilRoom) -> None:
    room.receive(A, claimed=None, route="USER")
    with pytest.raises(Problem) as refused:
        room.do("staff", "route_claim", A, route="FLAT_30K")
    assert refused.value.facts["why"] == "loss_unknown"
