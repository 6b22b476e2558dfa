"""From the fixed path to individual review and back, before and after the fixed amount was paid; and choosing it."""

import dataclasses

import pytest

from reviewer.rules.acts.fixed_choice import fixed_review_until
from reviewer.rules.claim import FIXED_CHOICE
from reviewer.rules.plan import Plan
from reviewer.rules.stage import Stage
from tests.rules.council_room import LATE, CouncilRoom

C = "2023-000200"
ASKS = {"date": "2023-03-06", "claimed_loss": 1_800_000, "ground": "카드 매출 자료를 냄"}


@pytest.fixture
def room(plan: Plan) -> CouncilRoom:
    found = CouncilRoom(plan)
    found.receive(C, claimed=450_000, route="FLAT_50K")
    return found


def decide_fixed(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.pass_papers("staff", C)
    room.do("sec", "draw_up_fixed_list", "meeting:1", **LATE, list=1, claims=[C])
    room.do("ksf-1", "check_fixed_list", "meeting:1", list=1)
    room.do(
        "sec", "adopt_fixed_list", "meeting:1", room.vote("2023-A-002"),
        list=1, claims=[C], letters={C: "2023-A-0001"},
    )  # fmt: skip


def review(room: CouncilRoom) -> None:
    """Individual review up to the resolution; 1,800,000 won are verified."""
    room.review(C)
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    room.agree(C)
    room.resolve(C, "2023-A-003")


def test_a_paid_fixed_amount_counts_and_only_the_difference_is_paid(room: CouncilRoom) -> None:
    decide_fixed(room)
    room.notify(C)
    room.pay(C)
    assert room.claims[C].paid_total == 50_000
    room.do("staff", "request_individual", C, ASKS)
    claim = room.claims[C]
    assert (claim.stage, claim.route, claim.claimed_loss) == (Stage.ROUTED, "INDIVIDUAL", 1_800_000)
    assert claim.decision is not None  # the fixed amount stays in force until the council decides anew
    review(room)
    claim = room.claims[C]
    assert claim.decision is not None
    assert (claim.decision.award, claim.decision.seq, claim.to_pay) == (258_660, 2, 208_660)
    assert claim.decision.supersedes == claim.decisions[0].uid
    room.notify(C)
    room.pay(C)
    assert room.claims[C].paid_total == 258_660


def test_before_any_decision_the_claim_simply_changes_its_path(room: CouncilRoom) -> None:
    room.pass_papers("staff", C)
    assert room.claims[C].stage is Stage.FIXED_READY
    room.do("staff", "request_individual", C, ASKS)
    assert (room.claims[C].stage, room.claims[C].route) == (Stage.ROUTED, "INDIVIDUAL")
    room.do("staff", "keep_fixed", C, note="그대로 받기로 함")
    claim = room.claims[C]
    assert (claim.stage, claim.route, claim.claimed_loss) == (Stage.FIXED_READY, "FLAT_50K", 450_000)


def test_who_lets_go_of_it_keeps_what_was_decided(room: CouncilRoom) -> None:
    decide_fixed(room)
    room.notify(C)
    room.pay(C)
    before = room.claims[C]
    room.do("staff", "request_individual", C, ASKS)
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    room.do("staff", "keep_fixed", C, note="그대로 받기로 함")
    assert dataclasses.replace(room.claims[C], conflicts={}) == before


def listed(room: CouncilRoom, batch: str = "b1") -> None:
    room.do("sec", "list_payments", "case", batch=batch, claims=[C], amounts={C: room.claims[C].to_pay})


def told(room: CouncilRoom, result: str, batch: str = "b1") -> None:
    payment = room.claims[C].payment
    assert payment is not None
    one = {"claim": C, "result": result, "amount": payment.amount, "reason": "계좌 해지"}
    room.do("staff", "record_payments", "case", batch=batch, claims=[C], results=[one])


def test_the_fixed_amount_in_force_is_paid_while_the_review_asked_for_runs(room: CouncilRoom) -> None:
    decide_fixed(room)
    room.notify(C)
    room.do("staff", "request_individual", C, ASKS)
    listed(room)
    assert (room.claims[C].stage, room.claims[C].paying) == (Stage.ROUTED, Stage.PAYMENT_LISTED)
    assert room.refusals("sec", "list_payments", "case", batch="b2", claims=[C], amounts={C: 50_000}) == [
        "StageForbids"
    ]
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    told(room, "PAID")
    claim = room.claims[C]
    assert (claim.stage, claim.paying, claim.paid_total, claim.to_pay) == (Stage.ASSIGNED, Stage.PAID, 50_000, 0)
    assert room.refusals("sec", "list_payments", "case", batch="b2", claims=[C], amounts={C: 0})
    room.do("staff", "keep_fixed", C, note="그대로 받기로 함")
    assert room.claims[C].stage is Stage.PAID


def test_it_is_asked_for_while_a_payment_is_listed_and_the_result_comes_during_the_review(room: CouncilRoom) -> None:
    decide_fixed(room)
    room.notify(C)
    listed(room)
    room.do("staff", "request_individual", C, ASKS)
    room.do("staff", "keep_fixed", C, note="그대로 받기로 함")
    assert room.claims[C].stage is Stage.PAYMENT_LISTED
    room.do("staff", "request_individual", C, ASKS)
    told(room, "PAID")
    review(room)
    decision = room.claims[C].decision
    assert decision is not None
    assert (decision.award, decision.paid_before, decision.on_its_way) == (258_660, 50_000, 0)
    room.notify(C)
    room.pay(C)
    assert room.claims[C].paid_total == 258_660


def test_a_payment_that_fails_during_the_review_is_told_and_put_right_beside_it(room: CouncilRoom) -> None:
    decide_fixed(room)
    room.notify(C)
    listed(room)
    room.do("staff", "request_individual", C, ASKS)
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    told(room, "FAILED")
    assert (room.claims[C].stage, room.claims[C].paying) == (Stage.ASSIGNED, Stage.PAYMENT_FAILED)
    room.do("staff", "announce_failure", C, letter_no="2023-A-0050")
    assert room.refusals("staff", "announce_failure", C, letter_no="2023-A-0051") == ["ActNotAllowed"]
    copy = next(paper.document for paper in room.claims[C].papers if paper.kind == "BNK")
    room.do("staff", "fix_account", C, account="국민 123456-78-901234 김하늘", document=copy)
    assert room.refusals("staff", "confirm_account", C) == ["SamePerson"]
    room.do("sec", "confirm_account", C)
    assert (room.claims[C].stage, room.claims[C].paying) == (Stage.ASSIGNED, Stage.ACCOUNT_FIXED)
    listed(room, "b2")
    told(room, "PAID", "b2")
    assert (room.claims[C].paid_total, room.claims[C].stage) == (50_000, Stage.ASSIGNED)
    room.do("staff", "keep_fixed", C, note="그대로 받기로 함")
    assert (room.claims[C].stage, room.claims[C].account_confirmed) == (Stage.PAID, True)


@pytest.mark.parametrize(("result", "left"), [("PAID", 208_660), ("FAILED", 258_660)])
def test_what_is_on_its_way_when_the_council_decides_counts_and_its_result_comes_after(
    room: CouncilRoom, result: str, left: int
) -> None:
    decide_fixed(room)
    room.notify(C)
    listed(room)
    room.do("staff", "request_individual", C, ASKS)
    review(room)
    decision = room.claims[C].decision
    assert decision is not None
    assert (decision.award, decision.paid_before, decision.on_its_way) == (258_660, 50_000, 50_000)
    room.notify(C)
    again = {"batch": "b2", "claims": [C], "amounts": {C: room.claims[C].to_pay}}
    assert room.refusals("sec", "list_payments", "case", **again) == ["StageForbids"]
    assert room.refusals("sec", "close_claim", C) != []
    told(room, result)
    claim = room.claims[C]
    assert (claim.stage, claim.paying, claim.to_pay) == (Stage.NOTIFIED, Stage.NOTIFIED, left)
    if result == "FAILED":
        room.do("staff", "announce_failure", C, letter_no="2023-A-0150")
    listed(room, "b2")
    told(room, "PAID", "b2")
    assert (room.claims[C].stage, room.claims[C].paid_total) == (Stage.PAID, decision.award)


def test_a_result_between_the_vote_and_its_letter_is_kept_when_the_vote_is_taken_back(room: CouncilRoom) -> None:
    decide_fixed(room)
    room.notify(C)
    listed(room)
    room.do("staff", "request_individual", C, ASKS)
    review(room)
    told(room, "PAID")
    assert room.claims[C].stage is Stage.RESOLVED
    room.do("sec", "take_back_resolution", C, reason="금액을 잘못 옮김")
    claim = room.claims[C]
    assert (claim.stage, claim.paying, claim.paid_total, claim.to_pay) == (Stage.DEFERRED, Stage.PAID, 50_000, 0)


def test_a_failed_payment_of_the_fixed_amount_costs_nobody_their_time(room: CouncilRoom) -> None:
    decide_fixed(room)
    room.notify(C)
    room.do("sec", "list_payments", "case", batch="b1", claims=[C], amounts={C: 50_000})
    failed = {"claim": C, "result": "FAILED", "amount": 50_000, "reason": "ACCOUNT"}
    room.do("sec", "record_payments", "case", batch="b1", claims=[C], results=[failed])
    room.do("staff", "request_individual", C, ASKS)
    assert (room.claims[C].stage, room.claims[C].to_pay) == (Stage.ROUTED, 50_000)
    room.do("staff", "keep_fixed", C, note="그대로 받기로 함")
    assert room.claims[C].stage is Stage.PAYMENT_FAILED


def test_it_is_asked_for_within_the_days_of_the_plan_and_with_a_loss_above_the_bands(room: CouncilRoom) -> None:
    decide_fixed(room)
    assert fixed_review_until(room.claims[C], room.plan) is None
    assert room.refusals("staff", "request_individual", C, **ASKS) == ["StageForbids"]  # its letter first
    room.notify(C)
    last = fixed_review_until(room.claims[C], room.plan)
    assert last is not None
    room.at = room.at.replace(year=2023, month=6)
    for day, refused in ((last.isoformat(), []), ("2023-05-30", ["ActNotAllowed"]), ("2024-01-01", None)):
        found = room.refusals("staff", "request_individual", C, **ASKS | {"date": day})
        assert "BadActBody" in found if refused is None else found == refused
    assert room.refusals("staff", "request_individual", C, **ASKS | {"claimed_loss": 500_000}) == ["BadActBody"]


def test_only_a_claim_on_the_fixed_path_can_leave_it(room: CouncilRoom) -> None:
    room.receive("2023-000201")
    assert room.refusals("staff", "request_individual", "2023-000201", **ASKS) == ["ActNotAllowed"]
    assert room.refusals("staff", "keep_fixed", "2023-000201", note="x") == ["ActNotAllowed"]


def test_an_individual_review_never_lowers_the_fixed_amount(room: CouncilRoom) -> None:
    decide_fixed(room)
    room.notify(C)
    room.do("staff", "request_individual", C, ASKS)
    room.review(C, normal=4_000_000, outage=3_800_000)
    body = {"disposition": "CONVERTED_FIXED", "award": 30_000, "award_basis": "CALCULATED",
            "reasons": [{"code": "C01", "values": {}}]}  # fmt: skip
    assert room.refusals("law-1", "propose_decision", C, **body) == ["AmountDiffers"]


def test_a_decided_claim_is_no_work_of_triage_and_not_withdrawn(room: CouncilRoom) -> None:
    decide_fixed(room)
    room.notify(C)
    room.do("staff", "request_individual", C, ASKS)
    assert room.refusals("staff", "route_claim", C, route="NO_LOSS") == ["ActNotAllowed"]
    many = {"claims": [C], "route": "NO_LOSS", "query": "{}", "count": 1}
    assert room.refusals("staff", "route_claims", "case", **many) == ["ActNotAllowed"]
    gone = {"date": "2023-03-06", "how": "전화", "letter_no": "2023-A-0009"}
    assert room.refusals("staff", "withdraw", C, **gone) == ["ActNotAllowed"]


def test_papers_that_came_after_the_decision_are_proofs_of_the_review(room: CouncilRoom) -> None:
    decide_fixed(room)
    room.notify(C)
    room.do("staff", "receive_papers", C, papers=[{"document": "ab" * 32, "kind": "SLS"}])
    room.do("staff", "request_individual", C, ASKS)
    claim = room.claims[C]
    assert not claim.late_papers
    assert claim.paper("ab" * 32).kind == "OTH"  # a person files it


def test_who_may_choose_the_fixed_amount_needs_no_proof_of_the_loss(room: CouncilRoom) -> None:
    number = "2023-000202"
    room.receive(number, claimed=900_000)
    chosen = {"date": "2023-03-06", "how": "전화"}
    assert room.refusals("staff", "choose_fixed", number, **chosen) == ["ActNotAllowed"]
    settings = dataclasses.replace(room.plan.settings, fixed_choice=True)
    room.plan = dataclasses.replace(room.plan, settings=settings)
    room.claims[number] = dataclasses.replace(
        room.claims[number], papers=tuple(one for one in room.claims[number].papers if one.kind != "SLS")
    )
    room.do("staff", "choose_fixed", number, chosen)
    assert FIXED_CHOICE in room.claims[number].marks
    room.pass_papers("staff", number)
    claim = room.claims[number]
    assert (claim.stage, claim.route, claim.claimed_loss) == (Stage.FIXED_READY, "FLAT_50K", 900_000)
    assert room.refusals("staff", "choose_fixed", C, **chosen) == ["ActNotAllowed"]
    room.do("staff", "request_individual", number, ASKS)
    assert FIXED_CHOICE not in room.claims[number].marks
    room.do("staff", "keep_fixed", number, note="그대로 받기로 함")
    assert FIXED_CHOICE in room.claims[number].marks  # what was chosen is chosen again, and can be listed
    assert room.claims[number].stage is Stage.FIXED_READY
    room.adopt_rules()
    assert room.refusals("sec", "draw_up_fixed_list", "meeting:1", **LATE, list=1, claims=[number]) == []


def test_a_list_that_was_voted_down_is_over_and_its_claims_go_on_another(room: CouncilRoom) -> None:
    room.adopt_rules()
    room.pass_papers("staff", C)
    room.do("sec", "draw_up_fixed_list", "meeting:1", **LATE, list=1, claims=[C])
    room.do("ksf-1", "check_fixed_list", "meeting:1", list=1)
    vote = room.vote("2023-A-002") | {
        "result": "NOT_PASSED",
        "votes": dict.fromkeys(room.vote("x")["votes"], "AGAINST"),
    }
    lost = {name: value for name, value in vote.items() if name != "resolution_no"}
    room.do("sec", "adopt_fixed_list", "meeting:1", lost, list=1, claims=[C])
    room.do("sec", "draw_up_fixed_list", "meeting:1", **LATE, list=2, claims=[C])
    passed = room.vote("2023-A-002") | {"claims": [C], "letters": {C: "2023-A-0001"}}
    assert room.refusals("sec", "adopt_fixed_list", "meeting:1", **passed, list=1) == ["ActNotAllowed"]
    assert room.refusals("con-1", "check_fixed_list", "meeting:1", list=1) == ["ActNotAllowed"]
    assert room.refusals("con-1", "pull_line", "meeting:1", list=1, claims=[C], reason="x") == ["ActNotAllowed"]
    room.do("con-1", "check_fixed_list", "meeting:1", list=2)
    room.do("sec", "adopt_fixed_list", "meeting:1", passed, list=2)


def test_where_the_papers_never_came_the_council_decides_on_the_file(room: CouncilRoom) -> None:
    asked = {"items": [{"kind": "SLS", "reason": "R06"}], "due": "2023-03-20", "letter_no": "2023-A-0001"}
    room.do("staff", "request_supplement", C, asked)
    room.at = room.at.replace(month=4)
    room.do("staff", "expire_supplement", C)
    room.do("staff", "route_claim", C, route="INDIVIDUAL")
    assert room.refusals("sec", "assign", C, lead="law-1", second="ksf-1") == []
