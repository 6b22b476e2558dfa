"""Decided claims opened again: by other members, never for less, never asking back more than was paid."""

import datetime as dt

import pytest

from reviewer.casefile.list_row import standing_columns
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage
from reviewer.rules.verdicts import blocking_checks
from tests.rules.council_room import FACTORS, LATE, SEATED, CouncilRoom

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
    body = {"disposition": "APPROVED_FULL", "award_basis": "CALCULATED", "reasons": [], "note": "허위 자료"}
    assert "ActNotAllowed" in room.refusals("law-1", "propose_decision", C, award=258_660, **body)
    room.do("law-1", "hear_claimant", C, reply_by="2023-03-20", letter_no="2023-A-0300")
    room.letter(C, "HEARING")
    room.do("staff", "record_reply", C, on="2023-03-06", answer="반환하겠음")
    assert "AmountDiffers" in room.refusals("law-1", "propose_decision", C, award=258_661, **body)
    assert room.refusals("law-1", "propose_decision", C, award=258_660, **body) == []


def too_few_amounts(room: CouncilRoom, **votes: str) -> None:
    """One member names an amount, all others abstain: nothing is settled, and that is what is recorded."""
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[C], list="DISCUSSION")
    cast = {one.replace("-", "_"): "ABSTAIN" for one in SEATED if one != "con-1"} | votes
    body = {name: one for name, one in room.vote("2023-A-201", **cast).items() if name != "resolution_no"}
    room.do("sec", "resolve", "meeting:1", body | {"result": "NOT_PASSED"}, claims=[C], amounts={"con-1": 100_000})
    assert room.claims[C].stage is Stage.DEFERRED


def test_a_vote_of_a_review_that_settles_no_amount_is_recorded(room: CouncilRoom) -> None:
    room.decide(C)
    room.notify(C)
    room.do("staff", "request_review", C, date="2023-03-06", ground="다시 보아 주십시오")
    room.do("sec", "assign", C, lead="con-1", second="kfme-1")
    for member in ("con-1", "kfme-1"):
        room.do(member, "answer_conflict", C, ground="NONE")
    room.do("con-1", "take_up", C)
    body = {"disposition": "APPROVED_FULL", "award_basis": "CALCULATED", "reasons": [{"code": "A01"}]}
    room.do("con-1", "propose_decision", C, body, award=258_660)
    room.agree(C, second="kfme-1")
    too_few_amounts(room, law_1="RECUSED", ksf_1="RECUSED")


def test_a_vote_on_money_asked_back_that_settles_no_sum_is_recorded(room: CouncilRoom) -> None:
    room.decide(C)
    room.notify(C)
    room.pay(C)
    room.do("sec", "open_again", C, RETURN)
    room.do("law-1", "hear_claimant", C, reply_by="2023-03-20", letter_no="2023-A-0300")
    room.letter(C, "HEARING")
    room.do("staff", "record_reply", C, on="2023-03-06", answer="반환하겠음")
    body = {"disposition": "APPROVED_FULL", "award_basis": "CALCULATED", "reasons": [], "note": "허위 자료"}
    room.do("law-1", "propose_decision", C, body, award=258_660)
    room.agree(C)
    too_few_amounts(room)


def list_payment(room: CouncilRoom) -> None:
    room.do("sec", "list_payments", "case", batch="b1", claims=[C], amounts={C: room.claims[C].to_pay})


def result(room: CouncilRoom, result: str, **more: str) -> None:
    due = {"claim": C, "result": result, "amount": 258_660, **more}
    room.do("sec", "record_payments", "case", batch="b1", claims=[C], results=[due])


ASK = {"date": "2023-03-06", "ground": "다시 보아 주십시오", "due": "2023-05-08"}


@pytest.mark.parametrize(("paid", "stage"), [("PAID", "PAID"), ("FAILED", "PAYMENT_FAILED")])
def test_a_review_asked_for_while_a_payment_runs_begins_with_its_result(
    room: CouncilRoom, paid: str, stage: str
) -> None:
    room.decide(C)
    room.notify(C)
    list_payment(room)
    room.do("staff", "request_review", C, ASK)
    assert (room.claims[C].stage, room.claims[C].lead) == ("PAYMENT_LISTED", "law-1")
    assert standing_columns(room.claims[C])["due"] == "2023-05-08"
    assert room.refusals("staff", "request_review", C, **ASK) == ["ActNotAllowed"]
    result(room, paid, reason="ACCOUNT")
    claim = room.claims[C]
    assert (claim.stage, claim.deciding, claim.lead, claim.review_asked) == ("APPEALED", "REVIEW", "", None)
    assert claim.reopened is not None
    assert (claim.reopened.from_stage, claim.reopened.due) == (stage, dt.date(2023, 5, 8))


def test_a_review_is_asked_for_after_a_failed_payment_and_while_the_account_is_put_right(room: CouncilRoom) -> None:
    room.decide(C)
    room.notify(C)
    list_payment(room)
    result(room, "FAILED", reason="ACCOUNT")
    assert room.refusals("staff", "request_review", C, **ASK) == []
    room.do("staff", "fix_account", C, account="국민 1-2 김하늘", document="04" * 32)
    room.do("sec", "confirm_account", C)
    room.do("staff", "request_review", C, ASK)
    assert room.claims[C].stage == "APPEALED"
    room.do("staff", "withdraw_review", C, date="2023-03-06", how="전화")
    assert room.claims[C].stage == "ACCOUNT_FIXED"
    room.pay(C)
    assert room.claims[C].paid_total == 258_660


def test_who_takes_the_request_back_keeps_the_decision_its_calculation_and_its_reviewers(room: CouncilRoom) -> None:
    room.decide(C)
    room.notify(C)
    room.pay(C)
    before = room.claims[C]
    assert room.refusals("staff", "withdraw_review", C, date="2023-03-06", how="전화") == ["StageForbids"]
    room.do("staff", "request_review", C, ASK)
    room.do("sec", "assign", C, lead="con-1", second="kfme-1")
    room.do("con-1", "answer_conflict", C, ground="NONE")
    room.do("con-1", "take_up", C)
    room.do(
        "con-1", "assess", C, FACTORS,
        normal_week_from="2022-10-08", normal_week_sales=4_200_000, outage_week_sales=2_200_000,
    )  # fmt: skip
    room.do("con-1", "extend_review", C, due="2023-06-05", reason="자료 확인", letter_no="2023-A-0300")
    body = {"disposition": "APPROVED_FULL", "award_basis": "CALCULATED", "reasons": [{"code": "A01"}]}
    room.do("con-1", "propose_decision", C, award=287_400, **body)
    assert room.refusals("staff", "withdraw_review", C, date="2023-03-05", how="전화") == ["BadActBody"]
    assert room.refusals("staff", "withdraw_review", C, date="2023-03-07", how="전화") == ["BadActBody"]
    room.do("staff", "withdraw_review", C, date="2023-03-06", how="전화")
    claim = room.claims[C]
    assert (claim.stage, claim.decision, claim.assessment) == ("PAID", before.decision, before.assessment)
    assert (claim.lead, claim.second, claim.deciding, claim.reopened) == ("law-1", "ksf-1", "ORIGINAL", None)
    assert (claim.proposal, claim.notices_due, claim.to_pay) == (None, (), 0)
    assert room.refusals("staff", "withdraw_review", C, date="2023-03-06", how="전화") == ["StageForbids"]
    assert room.refusals("staff", "request_review", C, **ASK) == []


def test_a_request_that_still_waits_for_the_payment_is_taken_back_too(room: CouncilRoom) -> None:
    room.decide(C)
    room.notify(C)
    list_payment(room)
    assert room.refusals("staff", "withdraw_review", C, date="2023-03-06", how="전화") == ["ActNotAllowed"]
    room.do("staff", "request_review", C, ASK)
    room.do("staff", "withdraw_review", C, date="2023-03-06", how="전화")
    assert room.claims[C].stage == "PAYMENT_LISTED"
    result(room, "PAID")
    assert room.claims[C].stage == "PAID"


def test_an_empty_seat_of_a_decided_claim_is_filled_so_that_its_letter_can_be_put_right(room: CouncilRoom) -> None:
    room.decide(C)
    room.notify(C)
    wrong = {"kind": "CORRECTION", "ground": "상호 오기", "wrong": "하늘상회", "right": "하늘상점"}
    assert room.refusals("sec", "assign", C, lead="con-1", second="ksf-1") == ["ActNotAllowed"]
    room.do("law-1", "answer_conflict", C, ground="COI7")
    assert room.refusals("sec", "open_again", C, **wrong) == ["ActNotAllowed"]
    assert room.refusals("sec", "assign", C, lead="con-1", second="kfme-1") == ["ActNotAllowed"]
    assert "Recused" in room.refusals("sec", "assign", C, lead="law-1", second="ksf-1")
    room.do("sec", "assign", C, lead="con-1", second="ksf-1")
    assert room.claims[C].stage == "NOTIFIED"
    room.do("sec", "open_again", C, wrong)
    assert (room.claims[C].stage, room.claims[C].lead) == ("IN_REVIEW", "con-1")


def closed(room: CouncilRoom) -> None:
    """Paid, and closed once nobody can ask for a review in time any more."""
    room.decide(C)
    room.notify(C)
    room.pay(C)
    room.at += dt.timedelta(days=60)
    room.do("sec", "close_claim", C)


def test_who_was_hindered_asks_for_a_review_of_a_closed_claim_and_it_is_closed_again(room: CouncilRoom) -> None:
    closed(room)
    asked = {"date": "2023-05-05", "ground": "다시 보아 주십시오"}
    assert room.refusals("staff", "request_review", C, **asked) == ["ActNotAllowed"]  # late, without a word why
    room.do("staff", "request_review", C, asked, late="4월 20일까지 입원")
    assert (room.claims[C].stage, room.claims[C].lead) == ("APPEALED", "")
    room.do("staff", "withdraw_review", C, date="2023-05-05", how="전화")
    assert (room.claims[C].stage, room.claims[C].lead) == ("CLOSED", "law-1")


@pytest.mark.parametrize(
    "again", [RETURN, {"kind": "CORRECTION", "ground": "상호 오기", "wrong": "하늘상회", "right": "하늘상점"}]
)
def test_a_closed_claim_is_put_right_or_asked_back(room: CouncilRoom, again: dict[str, str]) -> None:
    closed(room)
    room.do("sec", "open_again", C, again)
    assert (room.claims[C].stage, room.claims[C].deciding) == ("IN_REVIEW", again["kind"])


def test_nothing_is_asked_back_where_nothing_was_paid(room: CouncilRoom) -> None:
    room.decide(C)
    room.notify(C)
    assert room.refusals("sec", "open_again", C, **RETURN) == ["ActNotAllowed"]
