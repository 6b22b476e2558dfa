"""Outcome, amount and reasons of a proposal: each agrees with the others and with the record."""

import dataclasses
import datetime as dt

import pytest

from reviewer.rules import acts
from reviewer.rules.decision import disposition_of, offered
from reviewer.rules.plan import Plan
from tests.rules.council_room import FACTORS, LATE, CouncilRoom, changed

C = "2023-000123"


@pytest.mark.parametrize(
    ("disposition", "award", "reasons", "what"),
    [
        ("APPROVED_FULL", 258_660, (), "reason_missing"),
        ("APPROVED_FULL", 258_660, ("P01",), "reason_does_not_fit"),
        ("APPROVED_PARTIAL", 258_660, ("P01",), "disposition_differs"),
        ("NOT_APPROVED", 0, ("N01",), "loss_is_verified"),
        ("NOT_APPROVED", 10, ("N01",), "refusal_pays_nothing"),
        ("INADMISSIBLE", 0, ("A01",), "reason_does_not_fit"),
    ],
)
def test_outcome_amounts_and_reasons_agree_both_ways(
    room: CouncilRoom, disposition: str, award: int, reasons: tuple[str, ...], what: str
) -> None:
    room.adopt_rules()
    room.review(C)
    scene = room.scene(
        "law-1", "propose_decision", C,
        {
            "disposition": disposition, "award": award, "award_basis": "CALCULATED",
            "reasons": [{"code": code} for code in reasons],
        },
    )  # fmt: skip
    found = [str(problem.facts.get("what")) for problem in acts.refusals(scene)]
    assert what in found


@pytest.mark.parametrize(("percent", "expected"), [(99, "APPROVED_PARTIAL"), (95, "APPROVED_FULL")])
def test_the_plan_says_from_which_share_a_loss_is_confirmed_in_full(plan: Plan, percent: int, expected: str) -> None:
    settings = dataclasses.replace(plan.settings, full_percent=percent)
    other = dataclasses.replace(plan, settings=settings)
    assert disposition_of(960_000, 1_000_000, other) == expected


def test_an_override_needs_a_listed_reason_and_changes_the_amount(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.review(C)
    body = {"disposition": "APPROVED_FULL", "reasons": [{"code": "A01"}], "award_basis": "OVERRIDE"}
    assert "DecisionIncomplete" in room.refusals("law-1", "propose_decision", C, award=300_000, **body)
    body |= {"override_reason": next(iter(room.plan.override_reasons))}
    assert room.refusals("law-1", "propose_decision", C, award=300_000, **body) == ["DecisionIncomplete"]  # no note
    body |= {"note": "현장 확인"}
    assert room.refusals("law-1", "propose_decision", C, award=258_660, **body)
    room.do("law-1", "propose_decision", C, body, award=300_000)
    room.agree(C)
    assert "ActNotAllowed" in room.refusals("sec", "put_on_agenda", "meeting:1", **LATE, claims=[C], list="CONSENT")
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[C], list="DISCUSSION")


def refused_for(room: CouncilRoom, disposition: str, *codes: str, **values: str) -> set[str]:
    body = {"disposition": disposition, "award": 0, "award_basis": "CALCULATED"}
    reasons = [{"code": code, "values": values} for code in codes]
    scene = room.scene("law-1", "propose_decision", C, {**body, "reasons": reasons})
    return {str(problem.facts.get("what")) for problem in acts.refusals(scene)}


def test_a_reason_that_the_record_contradicts_is_refused(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.review(C)
    room.do("law-1", "record_check", C, check="CLM1", result="FAIL", reason="R13")
    for code in ("N01", "N02", "N03"):
        assert "reason_disproved" in refused_for(room, "NOT_APPROVED", code)
    assert "reason_disproved" in refused_for(room, "INADMISSIBLE", "E01")
    assert "reason_disproved" not in refused_for(room, "NOT_APPROVED", "N04", detail="다른 이유")
    room.do("law-1", "record_check", C, check="CLM1", result="PASS")
    assert "reason_disproved" in refused_for(room, "NOT_APPROVED", "N04", detail="다른 이유")
    for code in ("E06", "E07"):
        assert "reason_disproved" in refused_for(room, "INADMISSIBLE", code)
    assert "authority_shown" in refused_for(room, "INADMISSIBLE", "E05")


def test_late_is_only_what_came_after_the_closing_date(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.review(C)
    for day, refused in ((None, True), (room.plan.closing, True), (room.plan.closing + dt.timedelta(1), False)):
        room.claims[C] = changed(room.claims[C], received_on=day)
        assert ("not_late" in refused_for(room, "INADMISSIBLE", "E03")) == refused


def test_no_fall_in_sales_is_not_said_before_the_two_weeks_were_compared(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.review(C)
    room.claims[C] = changed(room.claims[C], assessment=None)
    assert "no_comparison" in refused_for(room, "NOT_APPROVED", "N01")
    weeks = {"normal_week_from": "2022-10-01", "normal_week_sales": 4_000_000, "outage_week_sales": 4_000_000}
    room.do("law-1", "assess", C, FACTORS, **weeks)
    assert refused_for(room, "NOT_APPROVED", "N01") == set()


def test_records_that_did_not_come_were_asked_for_and_their_time_is_over(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    room.do("law-1", "answer_conflict", C, ground="NONE")
    room.do("law-1", "take_up", C)
    assert refused_for(room, "NOT_APPROVED", "N02") == {"no_expired_request"}
    items = [{"kind": "SLS", "reason": "R06"}]
    room.do("law-1", "request_supplement", C, items=items, due="2023-03-20", letter_no="2023-A-0001")
    room.do("staff", "receive_papers", C, papers=[{"document": "1f" * 32, "kind": "BNK"}])
    room.do("law-1", "take_up", C)
    assert refused_for(room, "NOT_APPROVED", "N02") == {"no_expired_request"}
    room.at = dt.datetime(2023, 3, 21, 3, tzinfo=dt.UTC)
    assert refused_for(room, "NOT_APPROVED", "N02") == set()


def test_a_function_worked_only_where_the_finding_and_an_exact_time_say_so(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.review(C)
    exact = next(key for key, one in room.plan.services.items() if one.exact and not one.affiliate)
    assert "reason_disproved" in refused_for(room, "NOT_APPROVED", "N05")  # CLM2 says that it was down
    room.do("law-1", "record_check", C, check="CLM2", result="FAIL", reason="R13")
    room.claims[C] = changed(room.claims[C], services=(exact,))
    assert refused_for(room, "NOT_APPROVED", "N05") == set()
    room.do("law-1", "record_check", C, check="CLM2", result="UNCLEAR", reason="R13")
    assert "function_not_shown" in refused_for(room, "NOT_APPROVED", "N05")
    room.claims[C] = changed(room.claims[C], services=("talk_text",))
    assert "no_exact_restoration" in refused_for(room, "NOT_APPROVED", "N05")


def test_only_what_is_another_company_s_is_passed_on_and_nothing_is_paid_for_it(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.review(C)
    body = {"disposition": "APPROVED_FULL", "award": 258_660, "award_basis": "CALCULATED", "reasons": [{"code": "A01"}]}
    assert room.refusals("law-1", "propose_decision", C, **body) == []
    for services in (("talk_channel",), ("talk_channel", "melon"), ()):
        room.claims[C] = changed(room.claims[C], services=services)
        assert refused_for(room, "REFERRED") == {"not_another_company"}
        assert "REFERRED" not in offered(room.claims[C], room.plan)
    room.claims[C] = changed(room.claims[C], services=("melon",))
    assert refused_for(room, "REFERRED") == set()
    assert room.refusals("law-1", "propose_decision", C, **body) == ["DecisionIncomplete"]


def test_an_amount_in_a_reason_is_the_one_of_the_calculation(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.receive(C, 3_000_000)
    room.review(C)
    body = {"disposition": "APPROVED_PARTIAL", "award": 258_660, "award_basis": "CALCULATED"}
    for code, right in (("P02", "4000000"), ("P07", "1800000")):
        for amount, found in ((right, []), ("1700000", ["AmountDiffers"])):
            reasons = [{"code": code, "values": {"amount": amount}}]
            assert room.refusals("law-1", "propose_decision", C, **body, reasons=reasons) == found


def test_an_award_eaten_by_offsets_is_refused_with_the_reason_that_says_so(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.review(C)
    offsets = [{"amount": 300_000, "reason": "PAID_TERMS"}]
    weeks = {"normal_week_from": "2022-10-01", "normal_week_sales": 4_000_000, "outage_week_sales": 2_200_000}
    assert "no_offsets" in refused_for(room, "NOT_APPROVED", "N06", amount="300000")
    room.do("law-1", "assess", C, FACTORS, **weeks, offsets=offsets)
    assert refused_for(room, "NOT_APPROVED", "N06", amount="300000") == set()
    assert "offsets_need_n06" in refused_for(room, "NOT_APPROVED", "N04", detail="x")
