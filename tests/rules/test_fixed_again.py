"""A fixed amount that was decided and is looked at again: slips, reviews, new records, money asked back."""

import pytest

from reviewer.rules.decision import offered
from reviewer.rules.plan import Plan
from reviewer.rules.stage import Stage
from tests.rules.council_room import FACTORS, LATE, CouncilRoom
from tests.rules.test_fixed_choice import ASKS, C, decide_fixed


@pytest.fixture
def room(plan: Plan) -> CouncilRoom:
    found = CouncilRoom(plan)
    found.receive(C, claimed=450_000, route="FLAT_50K")
    return found


SLIP = {"kind": "CORRECTION", "ground": "상호 오기", "wrong": "하늘상회", "right": "하늘상점"}
BACK = {"kind": "RETURN_REQUEST", "ground": "두 번 지급됨", "reason": "DOUBLE", "account": "국민 1, 2023. 5. 31."}
AS_IT_WAS = {"disposition": "FIXED", "award": 50_000, "award_basis": "CALCULATED", "reasons": [{"code": "A02"}]}


def opened(room: CouncilRoom, body: dict[str, str]) -> None:
    """Nobody was assigned for the list, so two are now."""
    room.do("sec", "open_again", C, body)
    assert (room.claims[C].stage, room.claims[C].lead) == (Stage.IN_REVIEW, "")
    assert room.refusals("law-1", "propose_decision", C, **AS_IT_WAS) != []
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    for member in ("law-1", "ksf-1"):
        room.do(member, "answer_conflict", C, ground="NONE")


def test_a_slip_in_a_fixed_decision_is_put_right_by_two_who_are_assigned_then(room: CouncilRoom) -> None:
    decide_fixed(room)
    room.notify(C)
    opened(room, SLIP)
    assert list(offered(room.claims[C], room.plan)) == ["FIXED"]
    assert room.refusals("law-1", "propose_decision", C, **AS_IT_WAS | {"award": 30_000}) == ["AmountDiffers"]
    assert room.refusals("law-1", "propose_decision", C, **AS_IT_WAS | {"reasons": []}) == ["DecisionIncomplete"]
    other = AS_IT_WAS | {"disposition": "NOT_APPROVED", "award": 0, "reasons": [{"code": "N04"}]}
    assert "ActNotAllowed" in room.refusals("law-1", "propose_decision", C, **other)
    room.do("law-1", "propose_decision", C, AS_IT_WAS)
    room.agree(C)
    room.resolve(C, "2023-A-003")
    decision = room.claims[C].decision
    assert decision is not None
    assert (decision.kind, decision.disposition, decision.award) == ("CORRECTION", "FIXED", 50_000)
    assert (decision.award_basis, decision.calculated_award, decision.lead) == ("FIXED", 50_000, "law-1")
    room.do("sec", "take_back_resolution", C, reason="아직 오기가 남음")
    assert room.claims[C].stage is Stage.DEFERRED  # it goes on with its proposal, not on a list
    room.resolve(C, "2023-A-004")
    room.notify(C)
    room.pay(C)
    assert (room.claims[C].stage, room.claims[C].paid_total) == (Stage.PAID, 50_000)
    room.do("staff", "request_individual", C, ASKS)  # its letter is new, and so is the time to ask


def reviewed_by_others(room: CouncilRoom) -> None:
    decide_fixed(room)
    room.notify(C)
    room.pay(C)
    room.do("staff", "request_review", C, date="2023-03-06", ground="다시 보아 주십시오")
    room.do("sec", "assign", C, lead="law-1", second="con-1")
    for member in ("law-1", "con-1"):
        room.do(member, "answer_conflict", C, ground="NONE")
    room.do("law-1", "take_up", C)


def test_a_review_that_finds_no_more_leaves_the_fixed_amount_as_it_was(room: CouncilRoom) -> None:
    """Nothing found by a review lowers an award, and what is found lower is no other outcome either."""
    reviewed_by_others(room)
    assert "FIXED" in offered(room.claims[C], room.plan)
    assert room.refusals("law-1", "propose_decision", C, **AS_IT_WAS | {"award": 30_000}) == ["AmountDiffers"] * 2
    refused = AS_IT_WAS | {"disposition": "NOT_APPROVED", "award": 0, "reasons": [{"code": "N01"}]}
    assert "AmountDiffers" in room.refusals("law-1", "propose_decision", C, **refused)
    room.do("law-1", "propose_decision", C, AS_IT_WAS)
    room.agree(C, second="con-1")
    room.resolve(C, "2023-A-003", ksf_1="RECUSED")
    decision = room.claims[C].decision
    assert decision is not None
    assert (decision.kind, decision.disposition, decision.award) == ("REVIEW", "FIXED", 50_000)
    assert (decision.award_basis, decision.calculated_award) == ("FIXED", 50_000)
    assert room.claims[C].to_pay == 0


def test_new_records_that_prove_no_more_leave_the_fixed_amount(room: CouncilRoom) -> None:
    """A fixed amount that was looked at once has two reviewers, whom later records may come to."""
    reviewed_by_others(room)
    room.do("law-1", "propose_decision", C, AS_IT_WAS)
    room.agree(C, second="con-1")
    room.resolve(C, "2023-A-003", ksf_1="RECUSED")
    room.notify(C)
    papers = [{"document": "ab" * 32, "kind": "SLS"}]
    room.do("staff", "receive_papers", C, papers=papers)
    room.do("sec", "open_on_evidence", C, date="2023-03-06", ground="카드 매출 자료", papers=papers)
    room.do("law-1", "propose_decision", C, AS_IT_WAS)
    room.agree(C, second="con-1")
    room.resolve(C, "2023-A-004")
    decision = room.claims[C].decision
    assert decision is not None
    assert (decision.kind, decision.award, decision.stays, decision.by_list) == ("ORIGINAL", 50_000, True, False)


@pytest.mark.parametrize(("outage", "stays"), [(3_900_000, True), (2_200_000, False)])
def test_a_fixed_amount_stays_only_where_the_review_found_no_more(room: CouncilRoom, outage: int, stays: bool) -> None:
    reviewed_by_others(room)
    sales = {"normal_week_from": "2022-10-01", "normal_week_sales": 4_000_000, "outage_week_sales": outage}
    room.do("law-1", "assess", C, FACTORS, **sales)
    assert ("FIXED" in offered(room.claims[C], room.plan)) is stays
    assert (room.refusals("law-1", "propose_decision", C, **AS_IT_WAS) == []) is stays


def test_a_fixed_amount_that_stays_keeps_what_was_found(room: CouncilRoom) -> None:
    """Who asks in a year why it was not more is told the loss; a slip put right later changes none of it."""
    reviewed_by_others(room)
    sales = {"normal_week_from": "2022-10-01", "normal_week_sales": 4_000_000, "outage_week_sales": 3_900_000}
    room.do("law-1", "assess", C, FACTORS, **sales)
    room.do("law-1", "propose_decision", C, AS_IT_WAS)
    room.agree(C, second="con-1")
    room.resolve(C, "2023-A-003", ksf_1="RECUSED")
    room.notify(C)
    room.do("sec", "open_again", C, SLIP)
    room.do("law-1", "propose_decision", C, AS_IT_WAS)
    room.agree(C, second="con-1")
    room.resolve(C, "2023-A-004")
    for decision in room.claims[C].decisions[1:]:
        assert decision.assessment is not None
        assert (decision.assessment.verified_loss, decision.calculated_award) == (100_000, 30_000)
        assert (decision.disposition, decision.award, decision.award_basis) == ("FIXED", 50_000, "FIXED")


def test_individual_review_that_proves_no_more_leaves_the_fixed_amount(room: CouncilRoom) -> None:
    """Nothing may be lowered, so that a claimant whose records prove nothing keeps what was decided."""
    decide_fixed(room)
    room.notify(C)
    room.pay(C)
    room.do("staff", "request_individual", C, ASKS)
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    for member in ("law-1", "ksf-1"):
        room.do(member, "answer_conflict", C, ground="NONE")
    room.do("law-1", "take_up", C)
    refused = AS_IT_WAS | {"disposition": "NOT_APPROVED", "award": 0, "reasons": [{"code": "N01"}]}
    assert "AmountDiffers" in room.refusals("law-1", "propose_decision", C, **refused)
    room.do("law-1", "propose_decision", C, AS_IT_WAS)
    room.agree(C)
    room.resolve(C, "2023-A-003")
    decision = room.claims[C].decision
    assert decision is not None
    assert (decision.kind, decision.disposition, decision.award, decision.seq) == ("ORIGINAL", "FIXED", 50_000, 2)
    assert (decision.award_basis, decision.claimed_loss, decision.stays) == ("FIXED", 450_000, True)
    assert not decision.by_list
    room.do("sec", "take_back_resolution", C, reason="표결을 잘못 옮김")
    assert room.claims[C].stage is Stage.DEFERRED  # it goes on with its proposal, not on a list
    room.resolve(C, "2023-A-004")
    room.notify(C)
    claim = room.claims[C]
    assert (claim.to_pay, claim.paid_total) == (0, 50_000)
    assert room.refusals("staff", "request_individual", C, **ASKS) == ["ActNotAllowed"]
    assert room.refusals("staff", "request_review", C, date="2023-03-06", ground="다시") == []
    room.do("sec", "open_again", C, SLIP)
    assert list(offered(room.claims[C], room.plan)) == ["FIXED"]
    room.do("law-1", "propose_decision", C, AS_IT_WAS)


def test_a_fixed_amount_that_was_paid_is_asked_back_after_the_claimant_was_heard(room: CouncilRoom) -> None:
    decide_fixed(room)
    room.notify(C)
    assert room.refusals("sec", "open_again", C, **BACK) == ["ActNotAllowed"]  # nothing was paid
    room.pay(C)
    opened(room, BACK)
    room.do("law-1", "hear_claimant", C, reply_by="2023-03-20", letter_no="2023-A-0300")
    room.letter(C, "HEARING")
    room.do("staff", "record_reply", C, on="2023-03-06", answer="반환하겠음")
    back = AS_IT_WAS | {"reasons": [], "note": "두 번 지급됨"}
    assert room.refusals("law-1", "propose_decision", C, **back | {"award": 50_001}) == ["AmountDiffers"]
    room.do("law-1", "propose_decision", C, back)
    room.agree(C)
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[C], list="DISCUSSION")
    room.do("sec", "resolve", "meeting:1", room.vote("2023-A-400"), claims=[C], awards=[], letters={C: "2023-A-0500"})
    room.look_over(C)
    room.notify(C)
    assert (room.claims[C].stage, room.claims[C].to_pay) == (Stage.NOTIFIED, 0)
    assert room.refusals("staff", "request_individual", C, **ASKS) == ["ActNotAllowed"]
