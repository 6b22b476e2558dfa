import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.rules import acts
from reviewer.rules.acts.shape import rate, shape_faults
from reviewer.rules.claim import FOLLOWS, Claim
from reviewer.rules.council import Case
from reviewer.rules.decision import offered
from reviewer.rules.plain import canonical, from_plain, to_plain
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage
from tests.rules.council_room import FACTORS, LATE, SEATED, CouncilRoom, changed, founding

C = "2023-000123"


@pytest.fixture
def room(plan: Plan) -> CouncilRoom:
    room = CouncilRoom(plan)
    room.receive(C)
    return room


def test_a_claim_goes_from_receipt_to_payment(room: CouncilRoom) -> None:
    room.decide(C)
    decision = room.claims[C].decision
    assert decision is not None
    assert (decision.disposition, decision.award, decision.calculated_award) == ("APPROVED_FULL", 258_660, 258_660)
    assert (decision.lead, decision.second, decision.present, decision.seats) == ("law-1", "ksf-1", 6, 6)
    room.notify(C)
    assert room.claims[C].stage is Stage.NOTIFIED
    room.pay(C)
    assert room.claims[C].stage is Stage.PAID
    assert room.case.open_batches == {}


def test_before_the_rules_are_adopted_nothing_is_proposed(room: CouncilRoom) -> None:
    room.review(C)
    with pytest.raises(Problem, match="RulesNotAdopted"):
        room.propose(C, "APPROVED_FULL", 258_660, "A01")


def test_the_author_of_a_proposal_cannot_check_it(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.review(C)
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    found = room.refusals("law-1", "check_decision", C, opinion="DIFFER", calculated_award=1, note="no")
    assert "SamePerson" in found


def test_lead_and_second_are_different_people_of_different_bodies(room: CouncilRoom) -> None:
    assert "SamePerson" in room.refusals("sec", "assign", C, lead="law-1", second="law-1")
    assert "ActNotAllowed" in room.refusals("sec", "assign", C, lead="kfme-1", second="kfme-2")


def test_a_recused_member_cannot_work_on_the_claim(room: CouncilRoom) -> None:
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    room.do("law-1", "answer_conflict", C, ground="COI2")
    assert room.claims[C].stage is Stage.ROUTED
    assert room.claims[C].lead == ""
    assert room.refusals("law-1", "route_claim", C, route="NO_LOSS") == ["Recused"]
    assert "Recused" in room.refusals("sec", "assign", C, lead="law-1", second="ksf-1")


def test_a_recused_member_does_not_vote(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.review(C)
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    room.agree(C)
    room.do("kakao-1", "answer_conflict", C, ground="COI5")
    with pytest.raises(Problem, match="Recused"):
        room.resolve(C)


def test_a_tie_defers_and_never_refuses(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.review(C)
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    room.agree(C)
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[C], list="DISCUSSION")
    votes = dict(zip(SEATED, ["FOR"] * 3 + ["AGAINST"] * 3, strict=True))
    room.do("sec", "resolve", "meeting:1", claims=[C], votes=votes, result="NOT_PASSED", meeting_date="2023-03-06")
    assert room.claims[C].stage is Stage.DEFERRED
    assert room.claims[C].ties == 1
    assert room.claims[C].decision is None


def test_votes_must_be_counted_rightly(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.review(C)
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    room.agree(C)
    with pytest.raises(Problem, match="AmountDiffers"):
        room.resolve(C, law_1="AGAINST", ksf_1="AGAINST", con_1="AGAINST")
    absent = {member.replace("-", "_"): "ABSENT" for member in SEATED[:3]}
    with pytest.raises(Problem, match="NoQuorumPossible"):
        room.do(
            "sec", "resolve", "meeting:1", room.vote("2023-A-009", **absent),
            claims=[C], letters={C: "2023-A-0900"},
        )  # fmt: skip


def test_an_amount_vote_takes_the_majority_amount(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.review(C)
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    room.agree(C)
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[C], list="DISCUSSION")
    amounts = dict(zip(SEATED, (100_000, 200_000, 300_000, 400_000, 500_000, 600_000), strict=True))
    room.do(
        "sec", "resolve", "meeting:1", room.vote("2023-A-002"),
        claims=[C], letters={C: "2023-A-0001"}, amounts=amounts,
    )  # fmt: skip
    decision = room.claims[C].decision
    assert decision is not None
    assert (decision.award, decision.award_basis, decision.calculated_award) == (300_000, "AMOUNT_VOTE", 258_660)


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


def test_failing_checks_ask_for_more_evidence_and_expiry_needs_a_person(room: CouncilRoom) -> None:
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    room.do("law-1", "answer_conflict", C, ground="NONE")
    room.do("law-1", "take_up", C)
    room.pass_papers("law-1", C, SLS1="FAIL")
    sales_proof = room.claims[C].papers[1]
    assert (sales_proof.kind, sales_proof.verdict) == ("SLS", "SUPPLEMENT")
    items = [{"kind": "SLS", "reason": "R06"}]
    room.do("law-1", "request_supplement", C, items=items, due="2023-03-20", letter_no="2023-A-0001")
    assert room.refusals("law-1", "expire_supplement", C) == ["ActNotAllowed"]
    room.at = dt.datetime(2023, 3, 21, 3, tzinfo=dt.UTC)
    room.do("law-1", "expire_supplement", C)
    assert room.claims[C].stage is Stage.SUPPLEMENT_EXPIRED
    assert room.claims[C].papers[1].verdict == "NOT_ACCEPTED"
    room.do("law-1", "take_up", C)
    assert room.claims[C].stage is Stage.IN_REVIEW


def test_new_papers_answer_a_supplement_and_a_third_round_is_refused(room: CouncilRoom) -> None:
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    room.do("law-1", "answer_conflict", C, ground="NONE")
    room.do("law-1", "take_up", C)
    for number in (1, 2):
        items = [{"kind": "SLS", "reason": "R06"}]
        room.do("law-1", "request_supplement", C, items=items, due="2023-03-20", letter_no=f"2023-A-000{number}")
        room.do("staff", "receive_papers", C, papers=[{"document": f"{number}f" * 32, "kind": "SLS"}])
        assert room.claims[C].stage is Stage.SUPPLEMENT_RECEIVED
        room.do("law-1", "take_up", C)
    found = room.refusals("law-1", "request_supplement", C, items=items, due="2023-03-20", letter_no="2023-A-0009")
    assert "ActNotAllowed" in found


@pytest.mark.parametrize("stage", ["PROPOSED", "CHECKED", "ON_AGENDA", "DEFERRED"])
def test_a_paper_that_came_after_the_proposal_takes_it_off(room: CouncilRoom, stage: str) -> None:
    """Nobody agrees to, or votes on, a file that holds a paper nobody looked at."""
    room.adopt_rules()
    room.review(C)
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    if stage != "PROPOSED":
        room.agree(C)
    if stage in ("ON_AGENDA", "DEFERRED"):
        room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[C])
    room.claims[C] = changed(room.claims[C], stage=Stage(stage))
    room.do("staff", "receive_papers", C, papers=[{"document": "1f" * 32, "kind": "SLS"}])
    claim = room.claims[C]
    assert (claim.stage, claim.lead) == (Stage.IN_REVIEW, "law-1")
    assert (claim.proposal, claim.opinion, claim.meeting, claim.agenda_list) == (None, None, 0, "")
    assert room.refusals("ksf-1", "check_decision", C, opinion="AGREE", calculated_award=258_660) == ["StageForbids"]
    full = {"disposition": "APPROVED_FULL", "award": 258_660, "award_basis": "CALCULATED", "reasons": [{"code": "A01"}]}
    assert "DecisionIncomplete" in room.refusals("law-1", "propose_decision", C, **full)
    room.pass_papers("law-1", C)
    assert room.refusals("law-1", "propose_decision", C, **full) == []


UNFIT = {
    "beyond the calendar": ({"due": "2041-01-07"}, "CalendarUnknown"),
    "on a Sunday": ({"due": "2023-03-26"}, "BadActBody"),
    "for less than the period": ({"due": "2023-03-17"}, "BadActBody"),
    "for nothing": ({"items": []}, "BadActBody"),
    "for a reason of another paper": ({"items": [{"kind": "BNK", "reason": "R06"}]}, "BadActBody"),
}


@pytest.mark.parametrize("name", sorted(UNFIT))
def test_more_evidence_is_not_asked_for(room: CouncilRoom, name: str) -> None:
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    room.do("law-1", "answer_conflict", C, ground="NONE")
    room.do("law-1", "take_up", C)
    changed, code = UNFIT[name]
    body = {"items": [{"kind": "SLS", "reason": "R06"}], "due": "2023-03-20", "letter_no": "2023-A-0001", **changed}
    assert room.refusals("law-1", "request_supplement", C, **body) == [code]


def test_a_resolution_bears_the_day_of_its_meeting(room: CouncilRoom) -> None:
    room.do("sec", "convene_meeting", "meeting:1", date="2023-03-06", place="서울", notified_on="2023-02-27")
    vote = {**room.vote("2023-A-001"), "meeting_date": "2023-03-07"}
    assert room.refusals("sec", "adopt_rules", "meeting:1", **vote) == ["BadActBody"]


def test_a_rate_is_written_in_plain_digits(room: CouncilRoom) -> None:
    field = {"profit_rate": rate()}
    assert [fault.code for fault in shape_faults(field, {"profit_rate": "０.１"})] == ["BadActBody"]
    assert list(shape_faults(field, {"profit_rate": "0.1"})) == []


def test_the_fixed_path_needs_a_second_person_and_one_vote(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.receive("F1", 450_000, "FLAT_50K")
    room.receive("F2", 120_000, "FLAT_30K")
    for number in ("F1", "F2"):
        room.pass_papers("staff", number)
        assert room.claims[number].stage is Stage.FIXED_READY
    room.do("sec", "draw_up_fixed_list", "meeting:1", **LATE, list=1, claims=["F1", "F2"])
    assert room.refusals("sec", "check_fixed_list", "meeting:1", list=1) == ["SamePerson"]
    room.do("law-1", "check_fixed_list", "meeting:1", list=1)
    assert room.refusals("ksf-1", "check_fixed_list", "meeting:1", list=1) == ["ActNotAllowed"]
    room.do("law-1", "pull_line", "meeting:1", list=1, claims=["F2"], reason="예금주")
    room.do(
        "sec", "adopt_fixed_list", "meeting:1", room.vote("2023-A-002"),
        list=1, claims=["F1"], letters={"F1": "2023-A-0001"},
    )  # fmt: skip
    decision = room.claims["F1"].decision
    assert decision is not None
    assert (decision.disposition, decision.award, decision.award_basis) == ("FIXED", 50_000, "FIXED")
    assert room.claims["F2"].stage is Stage.FIXED_READY


def test_a_held_claim_waits(room: CouncilRoom) -> None:
    reason = next(iter(room.plan.hold_reasons))
    room.do("sec", "hold", C, reason=reason)
    assert room.refusals("sec", "assign", C, lead="law-1", second="ksf-1") == ["ClaimOnHold"]
    room.do("sec", "release", C, note="끝")
    assert room.refusals("sec", "assign", C, lead="law-1", second="ksf-1") == []


def test_a_member_says_of_another_claim_that_it_is_not_the_same_and_nothing_moves(room: CouncilRoom) -> None:
    room.receive("2023-000124")
    before = dict(room.claims)
    body = {"other": "2023-000124", "verdict": "NOT_SAME", "attributes": ["FILE:" + "0a" * 8], "reason": "다른 점포"}
    scene = room.do("law-1", "judge_twin", C, body)
    assert sorted(scene.claims) == [C, "2023-000124"]
    assert room.claims == before
    assert "BadActBody" in room.refusals("law-1", "judge_twin", C, **{**body, "attributes": ["everything"]})


def test_observers_change_nothing(room: CouncilRoom) -> None:
    for act in acts.ACTS.values():
        if act.deciding and act.name != "found_case":
            assert "OBSERVER" not in act.roles, act.name


def test_a_withdrawn_claim_is_decided_without_a_vote(room: CouncilRoom) -> None:
    room.do("staff", "withdraw", C, date="2023-03-05", how="전화", letter_no="2023-A-0001")
    decision = room.claims[C].decision
    assert decision is not None
    assert (decision.disposition, decision.award) == ("WITHDRAWN", 0)


def with_chair(chair: str) -> list[dict[str, Any]]:
    return [{**line, "role": "CHAIR"} if line["id"] == chair else line for line in founding()["roster"]]


def test_a_roster_change_waits_for_the_chair_once_there_is_one(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.do("sec", "elect_chair", "meeting:1", room.vote("2023-A-002"), chair="law-1")
    roster = [line for line in with_chair("law-1") if line["id"] != "watch"]
    done = room.do("sec", "change_roster", "case", roster=roster)
    assert "watch" in room.case.roster
    by_chair = [dataclasses.replace(one, author="law-1") for one in room.case.waiting]
    case, room.case = room.case, dataclasses.replace(room.case, waiting=tuple(by_chair))
    assert room.refusals("law-1", "confirm_roster", "case", entry=done.uid) == ["SamePerson"]
    room.case = case
    room.do("law-1", "confirm_roster", "case", entry=done.uid)
    assert "watch" not in room.case.roster
    assert room.case.chair == room.case.roster["law-1"]


def test_only_an_election_makes_a_chair(room: CouncilRoom) -> None:
    """No founding and no roster names one; the elected one stays where they sit until another is elected."""
    fresh = CouncilRoom.__new__(CouncilRoom)
    fresh.__dict__ |= {**room.__dict__, "case": Case("case-2"), "claims": {}}
    found = fresh.refusals("sec", "found_case", "case", **{**founding(), "roster": with_chair("kakao-1")})
    assert found == ["BadActBody"]
    assert room.refusals("sec", "change_roster", "case", roster=with_chair("kakao-1")) == ["BadActBody"]
    room.adopt_rules()
    room.do("sec", "elect_chair", "meeting:1", room.vote("2023-A-002"), chair="law-1")
    assert room.refusals("sec", "change_roster", "case", roster=with_chair("kakao-1")) == ["BadActBody"]
    for moved in ({"body": "KAKAO"}, {"seat": 0}):
        roster = [{**line, **moved} if line["id"] == "law-1" else line for line in with_chair("law-1")]
        assert room.refusals("sec", "change_roster", "case", roster=roster) == ["BadActBody"]
    assert room.refusals("sec", "change_roster", "case", roster=founding()["roster"]) == ["BadActBody"]  # none left
    kept = room.do("sec", "change_roster", "case", roster=with_chair("law-1"))
    room.do("sec", "elect_chair", "meeting:1", room.vote("2023-A-003"), chair="con-1")
    assert room.refusals("con-1", "confirm_roster", "case", entry=kept.uid) == ["ActNotAllowed"]


def test_a_seated_secretary_stays_secretary(room: CouncilRoom) -> None:
    """Without one nobody could convene, record a vote or change the roster."""
    seated = [{**line, "seat": 7} if line["id"] == "sec" else line for line in founding()["roster"]]
    room.do("sec", "change_roster", "case", roster=seated)
    room.do("sec", "convene_meeting", "meeting:1", date="2023-03-06", place="서울", notified_on="2023-02-27")
    vote = room.vote("2023-A-001") | {"votes": dict.fromkeys(("sec", *SEATED), "FOR")}
    room.do("sec", "adopt_rules", "meeting:1", vote)
    vote |= {"resolution_no": "2023-A-002"}
    assert room.refusals("sec", "elect_chair", "meeting:1", **vote, chair="sec") == ["BadActBody"]
    assert room.refusals("sec", "elect_chair", "meeting:1", **vote, chair="law-1") == []


def test_one_key_signs_for_one_person(room: CouncilRoom) -> None:
    same = [{**line, "public_keys": ["ab" * 32]} for line in founding()["roster"][:2]]
    assert room.refusals("sec", "change_roster", "case", roster=same + founding()["roster"][2:]) == ["BadActBody"]


def test_nothing_is_voted_on_before_the_rules_in_force_are_adopted(room: CouncilRoom) -> None:
    """The rules are the first agenda item; the chair may follow in the same meeting, and a new plan asks anew."""
    room.do("sec", "convene_meeting", "meeting:1", date="2023-03-06", place="서울", notified_on="2023-02-27")
    chair = {"chair": "law-1"}
    assert room.refusals("sec", "elect_chair", "meeting:1", **room.vote("2023-A-001"), **chair) == ["RulesNotAdopted"]
    room.do("sec", "adopt_rules", "meeting:1", room.vote("2023-A-001"))
    assert room.refusals("sec", "elect_chair", "meeting:1", **room.vote("2023-A-002"), **chair) == []
    room.review(C)
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    room.agree(C)
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[C])
    room.do("sec", "adopt_plan", "case", text="another plan")
    decided = {**room.vote("2023-A-002"), "claims": [C], "awards": [C], "letters": {C: "2023-A-0001"}}
    assert room.refusals("sec", "resolve", "meeting:1", **decided) == ["RulesNotAdopted"]
    room.do("sec", "adopt_rules", "meeting:1", room.vote("2023-A-002"))
    assert room.refusals("sec", "resolve", "meeting:1", **decided | {"resolution_no": "2023-A-003"}) == []


def test_every_act_has_an_example_of_its_own_shape() -> None:
    for act in acts.ACTS.values():
        assert list(shape_faults(act.body, act.example)) == [], act.name
        canonical(act.example)


def test_every_stage_can_be_left() -> None:
    assert set(FOLLOWS) == set(Stage)
    assert all(FOLLOWS.values())


def test_bodies_of_the_wrong_shape_name_the_field(room: CouncilRoom) -> None:
    scene = room.scene("sec", "assign", C, {"lead": 5, "extra": "x"})
    fields = {problem.facts["field"] for problem in acts.refusals(scene)}
    assert fields == {"lead", "second", "extra"}


def test_a_claim_survives_its_plain_form(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.review(C)
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    room.agree(C)
    room.resolve(C)
    claim = room.claims[C]
    assert from_plain(Claim, to_plain(claim)) == claim
    assert canonical(to_plain(claim)) == canonical(to_plain(from_plain(Claim, to_plain(claim))))
    assert from_plain(Case, to_plain(room.case)) == room.case


@given(
    st.recursive(
        st.text() | st.integers() | st.booleans(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_canonical_json_is_stable(value: object) -> None:
    import json

    once = canonical(value)
    assert canonical(json.loads(once)) == once


@pytest.mark.parametrize("bad", [None, 1.5, {"a": None}, [0.1]])
def test_canonical_json_refuses_floats_and_nulls(bad: object) -> None:
    with pytest.raises(ValueError, match="canonical JSON"):
        canonical(bad)


def test_ordinary_membership_is_declared_and_does_not_exclude(room: CouncilRoom) -> None:
    room.do("sec", "assign", C, lead="kfme-1", second="ksf-1")
    room.do("kfme-1", "answer_conflict", C, ground="COI5M")
    assert room.claims[C].conflicts == {"kfme-1": "COI5M"}
    assert room.claims[C].lead == "kfme-1"
    assert room.refusals("kfme-1", "take_up", C) == []


def test_the_payer_does_not_take_the_chair(room: CouncilRoom) -> None:
    room.adopt_rules()
    found = room.refusals("sec", "elect_chair", "meeting:1", **room.vote("2023-A-002"), chair="kakao-1")
    assert found == ["ActNotAllowed"]


@pytest.mark.parametrize("week", ["2022-10-15", "2022-10-02", "2022-08-27", "2021-10-02"])
def test_the_normal_week_is_one_of_the_seven(room: CouncilRoom, week: str) -> None:
    room.review(C)
    sales = {"normal_week_from": week, "normal_week_sales": 4_000_000, "outage_week_sales": 2_200_000}
    assert room.refusals("law-1", "assess", C, **FACTORS, **sales) == ["BadActBody"]


def days_with_places(room: CouncilRoom, **changed: object) -> dict[str, object]:
    """Two days of sales, one of them bound to a cell of a paper of the claim."""
    paper = next(paper.document for paper in room.claims[C].papers if paper.kind == "SLS")
    place = {"document": paper, "sheet": 1, "box": [5, 4, 5, 4]}
    return {
        "source": "CARD", "vat": "INCLUDED", "days": {"2022-10-15": 180_000, "2022-10-17": 90_000},
        "closed": ["2022-10-16"], "places": {"2022-10-15": place},
        "papers": {paper: {"source": "POS", "vat": "EXCLUDED"}}, "totals": {"2022-10-15": 900_000},
        "annual_sales": 90_000_000, "half_year_vat_base": 40_000_000, **changed,
    }  # fmt: skip


def test_each_day_of_sales_may_be_bound_to_its_place(room: CouncilRoom) -> None:
    room.review(C)
    body = days_with_places(room)
    room.do("law-1", "record_sales", C, body)
    sales = room.claims[C].sales
    assert sales is not None
    assert sales.places["2022-10-15"].box == (5, 4, 5, 4)
    assert (sales.papers[sales.places["2022-10-15"].document].source, sales.totals) == ("POS", {"2022-10-15": 900_000})
    assert (sales.annual_sales, sales.half_year_vat_base) == (90_000_000, 40_000_000)


def test_a_place_of_sales_is_in_a_paper_of_the_claim_and_can_be_found_again(room: CouncilRoom) -> None:
    room.review(C)
    place: dict[str, object] = dict(days_with_places(room)["places"]["2022-10-15"])  # type: ignore[index]
    wrong = {
        "ProofMissing": {"places": {"2022-10-15": place | {"document": "ef" * 32}}},
        "BadActBody": {"places": {"2022-10-15": place | {"box": [5, 4]}}},
    }
    for code, altered in wrong.items():
        assert room.refusals("law-1", "record_sales", C, **days_with_places(room, **altered)) == [code]
    for altered in (
        {"places": {"2022-10-20": place}},
        {"places": {"2023-10-15": place}},
        {"totals": {"2022-10-16": 1}},
    ):
        assert "BadActBody" in room.refusals("law-1", "record_sales", C, **days_with_places(room, **altered))
    strange = {"papers": {"ef" * 32: {"source": "POS", "vat": "EXCLUDED"}}}
    assert room.refusals("law-1", "record_sales", C, **days_with_places(room, **strange)) == ["ProofMissing"]


def test_each_version_of_the_rules_keeps_the_resolution_that_adopted_it(room: CouncilRoom) -> None:
    first = room.case.rules_version
    room.do("sec", "convene_meeting", "meeting:1", date="2023-03-06", place="영상회의", notified_on="2023-02-27")
    other = {**room.vote("2023-A-001"), "rules_version": "ab" * 32}
    assert room.refusals("sec", "adopt_rules", "meeting:1", **other) == ["BadActBody"]
    room.do("sec", "adopt_rules", "meeting:1", room.vote("2023-A-001"))
    room.do("sec", "adopt_plan", "case", text="a later plan")
    second = room.case.rules_version
    assert second != first
    assert room.case.rules_resolution is None
    room.do("sec", "adopt_rules", "meeting:1", room.vote("2023-A-002"))
    found = {version: room.case.rules_of(version) for version in (first, second)}
    assert [one.number if one else "" for one in found.values()] == ["2023-A-001", "2023-A-002"]
    assert room.case.rules_of("another") is None
