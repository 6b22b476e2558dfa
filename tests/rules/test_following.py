"""What follows a decision: reviews in time, slips, records that came later, money asked back after a hearing."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from reviewer.rules import acts
from reviewer.rules.acts.agenda import agenda_list
from reviewer.rules.acts.reopening import evidence_until, review_until
from reviewer.rules.decision import offered
from reviewer.rules.failed_payments import in_english
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.proposal import Opinion
from reviewer.rules.stage import Stage
from tests.rules.council_room import FACTORS, CouncilRoom

C = "2023-000123"
LATE = "ee" * 32
COPY = "04" * 32
ASK = {"date": "2023-03-06", "ground": "다시 보아 주십시오"}


@pytest.fixture
def room(plan: Plan) -> CouncilRoom:
    """A claim that was decided and told."""
    room = CouncilRoom(plan)
    room.receive(C)
    room.decide(C)
    room.notify(C)
    return room


def why(room: CouncilRoom, who: str, act: str, **body: Any) -> str:
    with pytest.raises(Problem) as found:
        room.do(who, act, C, body)
    return str(found.value.facts.get("why", found.value.code))


def lower(room: CouncilRoom, lead: str) -> dict[str, Any]:
    """The review finds a smaller loss; the body that proposes what it comes to."""
    room.do(
        lead, "assess", C, FACTORS,
        normal_week_from="2022-10-08", normal_week_sales=3_000_000, outage_week_sales=2_200_000,
    )  # fmt: skip
    found = room.claims[C].assessment
    assert found is not None
    reasons = [{"code": "P01", "values": {"amount": "1000000"}}]
    return {"disposition": "APPROVED_PARTIAL", "award": found.calculated_award, "award_basis": "CALCULATED",
            "reasons": reasons}  # fmt: skip


def under_review(room: CouncilRoom) -> None:
    room.do("staff", "request_review", C, ASK, due="2023-05-08")
    room.do("sec", "assign", C, lead="con-1", second="kfme-1")
    for member in ("con-1", "kfme-1"):
        room.do(member, "answer_conflict", C, ground="NONE")
    room.do("con-1", "take_up", C)


def test_a_request_after_the_safe_day_is_taken_only_with_the_reason_for_it(room: CouncilRoom) -> None:
    room.at = dt.datetime(2023, 4, 14, 3, 0, tzinfo=dt.UTC)
    assert why(room, "staff", "request_review", date="2023-04-13", ground="다시") == "review_late"
    assert room.refusals("staff", "request_review", C, date="2023-04-12", ground="다시") == []
    assert (
        why(room, "staff", "request_review", date="2023-04-15", ground="다시", late="3월 20일 받음") == "in the future"
    )
    room.do("staff", "request_review", C, date="2023-04-13", ground="다시", late="통지를 3월 20일에 받음")
    again = room.claims[C].reopened
    assert again is not None
    assert (again.late, again.due) == ("통지를 3월 20일에 받음", None)


def test_a_review_is_promised_by_a_day_of_the_plan_and_put_off_once_by_letter(room: CouncilRoom) -> None:
    assert why(room, "staff", "request_review", **ASK, due="2023-05-09") == "not the period of the plan"
    under_review(room)
    wrong = why(room, "sec", "extend_review", due="2023-06-30", reason="x", letter_no="2023-A-0300")
    assert wrong == "not the period of the plan"
    room.do("con-1", "extend_review", C, due="2023-06-05", reason="추가 자료 확인", letter_no="2023-A-0300")
    assert why(room, "sec", "extend_review", due="2023-06-05", reason="x", letter_no="2023-A-0301") == "extended_once"
    (notice,) = room.claims[C].notices
    assert (notice.kind, notice.due, notice.reason) == ("REVIEW_EXTENSION", dt.date(2023, 6, 5), "추가 자료 확인")
    assert why(room, "sec", "issue_letter", letter_no="2023-A-0300", kind="HEARING", files={"ko": "ab" * 32})
    room.letter(C, "REVIEW_EXTENSION")
    assert room.claims[C].stage is Stage.IN_REVIEW


def test_no_one_who_was_lead_or_second_before_takes_part_in_a_review(room: CouncilRoom) -> None:
    room.do("staff", "request_review", C, ASK)
    assert room.refusals("sec", "assign", C, lead="con-1", second="law-1") == ["Recused"]
    room.do("sec", "assign", C, lead="con-1", second="kfme-1")
    assert room.refusals("con-1", "hand_over", C, to="ksf-1", reason="출장") == ["Recused"]


def test_a_review_lowers_an_award_only_where_a_record_was_false(room: CouncilRoom) -> None:
    paper = room.claims[C].papers[1].document
    found = {"document": paper, "reason": "ALTERED", "note": "합계가 원본과 다름"}
    assert why(room, "law-1", "declare_false", **found) == "StageForbids"
    under_review(room)
    body = lower(room, "con-1")
    assert "AmountDiffers" in room.refusals("con-1", "propose_decision", C, **body)
    assert room.refusals("law-1", "declare_false", C, **found) == ["NotYourRole"]
    assert room.refusals("con-1", "declare_false", C, **found | {"document": "ff" * 32}) == ["ProofMissing"]
    assert room.refusals("con-1", "declare_false", C, **found | {"reason": "OLD"}) == ["BadActBody"]
    room.do("con-1", "declare_false", C, found)
    assert why(room, "con-1", "declare_false", **found) == "false_before"
    assert "AmountDiffers" not in room.refusals("con-1", "propose_decision", C, **body)


def test_a_lower_amount_than_was_told_is_always_discussed(room: CouncilRoom) -> None:
    under_review(room)
    paper = room.claims[C].papers[1].document
    room.do("con-1", "declare_false", C, document=paper, reason="ALTERED", note="합계가 원본과 다름")
    room.do("con-1", "propose_decision", C, lower(room, "con-1"))
    claim = room.claims[C]
    assert claim.proposal is not None
    agreed = dataclasses.replace(claim, opinion=Opinion("kfme-1", "e", "AGREE"))
    assert agenda_list(agreed, 10_000_000) == "DISCUSSION"
    as_before = dataclasses.replace(agreed, proposal=dataclasses.replace(claim.proposal, award=258_660))
    assert agenda_list(as_before, 10_000_000) == "CONSENT"


def test_a_plan_that_shortens_a_period_takes_no_day_that_a_letter_promised(room: CouncilRoom) -> None:
    claim, plan = room.claims[C], room.plan
    short = dataclasses.replace(plan.settings, appeal_days=7, delivery_days=0, new_evidence_days=7, fixed_review_days=7)
    after = dataclasses.replace(plan, settings=short)
    for until in (review_until, evidence_until):
        assert until(claim, after) == until(claim, plan), until
    longer = dataclasses.replace(plan, settings=dataclasses.replace(plan.settings, appeal_days=60))
    assert review_until(claim, longer) > review_until(claim, plan)  # type: ignore[operator]
    room.plan = after
    asked = {"date": "2023-04-10", "ground": "다시 보아 주십시오"}
    room.at = dt.datetime(2023, 4, 10, 3, 0, tzinfo=dt.UTC)
    assert room.refusals("staff", "request_review", C, **asked) == []


def test_a_letter_that_leaves_in_a_second_language_takes_no_day_of_the_first(room: CouncilRoom) -> None:
    plan, first = room.plan, review_until(room.claims[C], room.plan)
    room.plan = dataclasses.replace(plan, settings=dataclasses.replace(plan.settings, appeal_days=7, delivery_days=0))
    [letter] = room.claims[C].letters
    room.do("sec", "issue_letter", C, letter_no=letter.letter_no, kind="DECISION", files={"en": "cd" * 32})
    assert review_until(room.claims[C], room.plan) == first


def test_a_correction_mends_slips_and_never_the_outcome(room: CouncilRoom) -> None:
    assert room.refusals("sec", "open_again", C, kind="CORRECTION", ground="오기") == ["BadActBody", "BadActBody"]
    room.do("sec", "open_again", C, kind="CORRECTION", ground="오기", wrong="하늘상회", right="하늘상점")
    body = {"disposition": "NOT_APPROVED", "award": 0, "award_basis": "CALCULATED", "reasons": [{"code": "N01"}]}
    assert why(room, "law-1", "propose_decision", **body) == "only_slips"
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    room.agree(C)
    room.resolve(C, "2023-A-003")
    decision = room.claims[C].decision
    assert decision is not None
    assert decision.after is not None
    assert (decision.kind, decision.after.wrong, decision.after.right) == ("CORRECTION", "하늘상회", "하늘상점")


def test_new_records_open_a_claim_again_apart_from_any_request_for_review(room: CouncilRoom) -> None:
    papers = [{"document": LATE, "kind": "SLS"}]
    body = {"date": "2023-03-06", "ground": "카드 매출 자료", "papers": papers}
    assert why(room, "sec", "open_on_evidence", **body) == "no_late_papers"
    room.do("staff", "receive_papers", C, papers=papers)
    assert LATE in room.claims[C].late_papers
    assert room.refusals("sec", "open_on_evidence", C, **body | {"papers": [{**papers[0], "kind": "??"}]})
    assert room.refusals("staff", "open_on_evidence", C, **body) == ["NotYourRole"]
    room.at = dt.datetime(2023, 10, 4, 3, 0, tzinfo=dt.UTC)
    assert why(room, "sec", "open_on_evidence", **body | {"date": "2023-09-20"}) == "evidence_late"
    room.do("sec", "open_on_evidence", C, body)
    claim = room.claims[C]
    assert (claim.stage, claim.deciding, claim.late_papers) == (Stage.IN_REVIEW, "ORIGINAL", ())
    assert claim.paper(LATE).kind == "SLS"
    assert (claim.lead, claim.second) == ("law-1", "ksf-1")
    assert "AmountDiffers" in room.refusals("law-1", "propose_decision", C, **lower(room, "law-1"))


def test_money_is_asked_back_only_after_the_claimant_could_speak(room: CouncilRoom) -> None:
    asked = {"kind": "RETURN_REQUEST", "ground": "중복", "reason": "DOUBLE", "account": "국민 1, 2023. 5. 31."}
    assert why(room, "sec", "open_again", **asked) == "not_paid"
    room.pay(C)
    assert room.refusals("sec", "open_again", C, **asked | {"reason": "WHY"}) == ["BadActBody"]
    room.do("sec", "open_again", C, asked)
    decision = room.claims[C].decision
    assert decision is not None
    body = {
        "disposition": decision.disposition,
        "award": 100,
        "award_basis": "CALCULATED",
        "reasons": [],
        "note": "중복",
    }
    assert why(room, "law-1", "propose_decision", **body) == "not_heard"
    assert why(room, "staff", "record_reply", on="2023-03-06", answer="x") == "not_asked"
    assert why(room, "law-1", "hear_claimant", reply_by="2023-03-17", letter_no="2023-A-0300") == "too soon"
    room.do("law-1", "hear_claimant", C, reply_by="2023-03-20", letter_no="2023-A-0300")
    assert why(room, "law-1", "hear_claimant", reply_by="2023-03-20", letter_no="2023-A-0301") == "heard_before"
    assert why(room, "law-1", "propose_decision", **body) == "reply_period_runs"
    room.at = dt.datetime(2023, 3, 22, 3, 0, tzinfo=dt.UTC)
    assert why(room, "law-1", "propose_decision", **body) == "reply_period_runs"
    assert why(room, "staff", "record_reply", on="2023-03-21", answer="반환하겠음") == "hearing_not_sent"
    room.letter(C, "HEARING")
    assert room.refusals("law-1", "propose_decision", C, **body) == []
    for other in (
        {"disposition": "NOT_APPROVED"}, {"reasons": [{"code": "A01"}]}, {"award_basis": "OVERRIDE"},
        {"override_reason": "O05"},
    ):  # fmt: skip
        assert room.refusals("law-1", "propose_decision", C, **body | other) == ["DecisionIncomplete"], other
    for sum_ in (0, room.claims[C].paid_total + 1):
        assert room.refusals("law-1", "propose_decision", C, **body | {"award": sum_}) == ["AmountDiffers"]
    assert room.refusals("law-1", "propose_decision", C, **body | {"note": " "}) == ["BadActBody"]
    assert offered(room.claims[C], room.plan) == {decision.disposition: ()}
    room.do("staff", "record_reply", C, on="2023-03-21", answer="반환하겠음")
    assert why(room, "staff", "record_reply", on="2023-03-21", answer="x") == "answered_before"
    room.do("law-1", "propose_decision", C, body)
    room.agree(C)
    room.do("sec", "put_on_agenda", "meeting:1", urgent_reason="지급 기한이 임박함", claims=[C], list="DISCUSSION")
    vote = {**room.vote("2023-A-203"), "claims": [C], "awards": [], "letters": {C: "2023-A-0303"}}
    room.do("sec", "resolve", "meeting:1", vote)
    room.look_over(C)
    room.notify(C)
    slip = {"kind": "CORRECTION", "ground": "오기", "wrong": "하늘상회", "right": "하늘상점"}
    assert why(room, "sec", "open_again", **slip) == "asks_back"
    room.do("sec", "open_again", C, asked)  # another part of it, at once


def test_a_failed_payment_is_told_once_and_the_new_account_is_compared_by_another(room: CouncilRoom) -> None:
    due = room.claims[C].to_pay
    room.do("sec", "list_payments", "case", batch="b1", claims=[C], amounts={C: due})
    failed = {"claim": C, "result": "FAILED", "amount": due, "reason": "예금주 불일치"}
    room.do("sec", "record_payments", "case", batch="b1", claims=[C], results=[failed])
    room.do("sec", "announce_failure", C, letter_no="2023-A-0300")
    assert why(room, "sec", "announce_failure", letter_no="2023-A-0301") == "told_before"
    room.letter(C, "PAYMENT_FAILED")
    room.do("staff", "fix_account", C, account="국민 123456-78-901234 김하늘", document=COPY)
    assert room.refusals("staff", "confirm_account", C) == ["SamePerson"]
    room.do("con-1", "confirm_account", C)
    assert room.claims[C].stage is Stage.ACCOUNT_FIXED


def test_a_second_failure_of_the_same_day_is_told_too(room: CouncilRoom) -> None:
    due = room.claims[C].to_pay
    for batch, reason, letter in (("b1", "예금주 불일치", "2023-A-0300"), ("b2", "해지 계좌", "2023-A-0301")):
        room.do("sec", "list_payments", "case", batch=batch, claims=[C], amounts={C: due})
        failed = {"claim": C, "result": "FAILED", "amount": due, "reason": reason}
        room.do("sec", "record_payments", "case", batch=batch, claims=[C], results=[failed])
        room.do("sec", "announce_failure", C, letter_no=letter)
        assert why(room, "sec", "announce_failure", letter_no="2023-A-0399") == "told_before"
        room.letter(C, "PAYMENT_FAILED")
        room.do("staff", "fix_account", C, account="국민 123456-78-901234 김하늘", document=COPY)
        room.do("con-1", "confirm_account", C)
    assert [one.letter_no for one in room.claims[C].notices] == ["2023-A-0300", "2023-A-0301"]


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("예금주 불일치", "the name of the account holder differs"),
        ("해지 계좌", "the account has been closed"),
        ("계좌 없음", "there is no such account"),
        ("계좌번호 오류", "the account number is not right"),
        ("은행 점검", "in Korean: “은행 점검”"),
        ("account closed", "account closed"),
    ],
)
def test_the_english_letter_says_in_english_why_a_payment_failed(words: str, english: str) -> None:
    assert in_english(words) == english


def test_a_new_account_is_shown_by_a_bank_copy_of_this_claim_and_only_where_something_is_paid(
    room: CouncilRoom,
) -> None:
    account = {"account": "국민 123456-78-901234 김하늘"}
    for document in ("ab" * 32, "02" * 32):  # of nobody, and sales records
        assert room.refusals("staff", "fix_account", C, **account, document=document) == ["BadActBody"]
    assert room.refusals("staff", "fix_account", C, **account) == ["BadActBody"]
    room.do("staff", "receive_papers", C, papers=[{"document": LATE, "kind": "BNK"}])
    room.do("staff", "fix_account", C, **account, document=LATE)
    room.do("con-1", "fix_account", C, **account, document=COPY)
    assert room.refusals("con-1", "confirm_account", C) == ["SamePerson"]  # theirs is the account that stands
    room.do("staff", "confirm_account", C)
    room.pay(C)
    assert why(room, "sec", "close_claim") == "review_period_runs"


def test_a_refused_claim_gets_no_account_that_would_lead_nowhere(room: CouncilRoom) -> None:
    told = room.claims[C].decision
    assert told is not None
    refused = dataclasses.replace(told, disposition="NOT_APPROVED", award=0)
    room.claims[C] = dataclasses.replace(room.claims[C], decisions=(refused,))
    body = {"account": "국민 123456-78-901234 김하늘", "document": COPY}
    assert why(room, "staff", "fix_account", **body) == "nothing_to_pay"


def test_nothing_is_listed_for_payment_without_an_accepted_bank_copy(room: CouncilRoom) -> None:
    due = room.claims[C].to_pay
    batch = {"batch": "b1", "claims": [C], "amounts": {C: due}}
    papers = room.claims[C].papers
    held = tuple(dataclasses.replace(one, verdict="") if one.kind == "BNK" else one for one in papers)
    room.claims[C] = dataclasses.replace(room.claims[C], papers=held)
    assert [one.facts["why"] for one in acts.refusals(room.scene("sec", "list_payments", "case", batch))] == [
        "payment_unproved"
    ]
    room.do("staff", "fix_account", C, account="국민 123456-78-901234 김하늘", document=COPY)
    room.do("con-1", "confirm_account", C)
    assert room.refusals("sec", "list_payments", "case", **batch) == []


def test_a_payment_is_of_a_day_between_its_list_and_today(room: CouncilRoom) -> None:
    due = room.claims[C].to_pay
    room.do("sec", "list_payments", "case", batch="b1", claims=[C], amounts={C: due})
    listed = room.claims[C].payment
    assert listed is not None
    assert listed.date is not None
    room.at += dt.timedelta(days=3)
    for days, found in ((-1, ["BadActBody"]), (0, []), (3, []), (4, ["BadActBody"])):
        day = (listed.date + dt.timedelta(days)).isoformat()
        paid = {"claim": C, "result": "PAID", "amount": due, "date": day}
        assert room.refusals("sec", "record_payments", "case", batch="b1", claims=[C], results=[paid]) == found, day


def test_a_claim_is_not_closed_while_a_review_can_be_asked_for(room: CouncilRoom) -> None:
    room.pay(C)
    assert why(room, "sec", "close_claim") == "review_period_runs"
    room.at = dt.datetime(2023, 4, 13, 3, 0, tzinfo=dt.UTC)
    room.do("sec", "close_claim", C)


def test_no_vote_on_amounts_lowers_an_award_that_new_records_opened_again(room: CouncilRoom) -> None:
    room.do("staff", "receive_papers", C, papers=[{"document": LATE, "kind": "SLS"}])
    papers = [{"document": LATE, "kind": "OTH"}]
    room.do("law-1", "open_on_evidence", C, date="2023-03-06", ground="자료가 도착함", papers=papers)
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    room.agree(C)
    room.do("sec", "put_on_agenda", "meeting:1", urgent_reason="지급 기한이 임박함", claims=[C], list="DISCUSSION")
    body = {**room.vote("2023-A-009"), "claims": [C], "letters": {C: "2023-A-0209"}}
    members = body["votes"]
    lowered = {**body, "amounts": dict.fromkeys(members, 60_000)}
    raised = {**body, "amounts": dict.fromkeys(members, 300_000)}
    assert room.refusals("sec", "resolve", "meeting:1", **lowered) == ["AmountDiffers"]
    assert room.refusals("sec", "resolve", "meeting:1", **raised) == []
