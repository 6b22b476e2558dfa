"""Decided claims opened again: by other members, never for less, never asking back more than was paid."""

import pytest

from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.verdicts import blocking_checks
from tests.rules.council_room import FACTORS, CouncilRoom

C = "2023-000123"
RETURN = {
    "kind": "RETURN_REQUEST", "ground": "자료가 사실과 다름", "reason": "FALSE", "account": "국민 1, 2023. 5. 31.",
}  # fmt: skip


@pytest.fixture
def room(plan: Plan) -> CouncilRoom:
    room = CouncilRoom(plan)
    room.receive(C)
    return room


def test_a_review_is_done_by_other_members_and_pays_only_the_difference(room: CouncilRoom) -> None:
    room.decide(C)
    room.notify(C)
    room.pay(C)
    room.do("staff", "request_review", C, date="2023-03-06", ground="다시 보아 주십시오")
    assert "Recused" in room.refusals("sec", "assign", C, lead="law-1", second="con-1")
    room.do("sec", "assign", C, lead="con-1", second="kfme-1")
    for member in ("con-1", "kfme-1"):
        room.do(member, "answer_conflict", C, ground="NONE")
    room.do("con-1", "take_up", C)
    room.do(
        "con-1", "assess", C, FACTORS,
        normal_week_from="2022-10-08", normal_week_sales=4_200_000, outage_week_sales=2_200_000,
    )  # fmt: skip
    body = {"disposition": "APPROVED_FULL", "award_basis": "CALCULATED", "reasons": [{"code": "A01"}]}
    room.do("con-1", "propose_decision", C, award=287_400, **body)
    redone = [
        {"check": check.code, "result": "PASS"} | ({"document": document} if document else {})
        for document, check, _ in blocking_checks(room.claims[C], room.plan)
    ]
    room.do("kfme-1", "check_decision", C, opinion="AGREE", calculated_award=287_400, redone=redone)
    with pytest.raises(Problem, match="COI6"):
        room.resolve(C, "2023-A-003")
    room.do(
        "sec", "resolve", "meeting:1", room.vote("2023-A-003", law_1="RECUSED", ksf_1="RECUSED"),
        claims=[C], letters={C: "2023-A-0200"},
    )  # fmt: skip
    decision = room.claims[C].decision
    assert decision is not None
    assert (decision.kind, decision.seq, decision.award, room.claims[C].to_pay) == ("REVIEW", 2, 287_400, 28_740)
    assert decision.supersedes == room.claims[C].decisions[0].uid


def test_a_review_never_lowers_the_award(room: CouncilRoom) -> None:
    room.decide(C)
    room.notify(C)
    room.pay(C)
    room.do("staff", "request_review", C, date="2023-03-06", ground="다시 보아 주십시오")
    room.do("sec", "assign", C, lead="con-1", second="kfme-1")
    room.do("con-1", "answer_conflict", C, ground="NONE")
    room.do("con-1", "take_up", C)
    room.do(
        "con-1", "assess", C, FACTORS,
        normal_week_from="2022-10-08", normal_week_sales=3_000_000, outage_week_sales=2_200_000,
    )  # fmt: skip
    award = room.claims[C].assessment.calculated_award
    body = {"disposition": "APPROVED_PARTIAL", "award_basis": "CALCULATED", "reasons": [{"code": "P01"}]}
    assert "AmountDiffers" in room.refusals("con-1", "propose_decision", C, award=award, **body)


def test_a_request_to_return_asks_for_no_more_than_was_paid(room: CouncilRoom) -> None:
    room.decide(C)
    room.notify(C)
    room.pay(C)
    room.do("sec", "open_again", C, RETURN)
    body = {"disposition": "APPROVED_FULL", "award_basis": "OVERRIDE", "reasons": [], "note": "허위 자료"}
    assert "ActNotAllowed" in room.refusals("law-1", "propose_decision", C, award=258_660, **body)
    room.do("law-1", "hear_claimant", C, reply_by="2023-03-20", letter_no="2023-A-0300")
    room.do("staff", "record_reply", C, on="2023-03-06", answer="반환하겠음")
    assert "AmountDiffers" in room.refusals("law-1", "propose_decision", C, award=258_661, **body)
    assert room.refusals("law-1", "propose_decision", C, award=258_660, **body) == []
