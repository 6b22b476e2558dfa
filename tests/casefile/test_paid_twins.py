"""A claim beside one that was paid: no award until somebody says that they are not the same."""

from pathlib import Path

import pytest

from reviewer.casefile import journal, registers
from reviewer.rules.likeness import Fingerprint
from reviewer.rules.problem import Problem
from tests.casefile.case_room import KINDS, fact_row, store_delivery
from tests.casefile.twin_room import SHARED, A, B, C, TwinRoom, kinds, told
from tests.rules.council_room import LATE


@pytest.fixture
def room(tmp_path: Path) -> TwinRoom:
    return TwinRoom(tmp_path)


def paid_beside(room: TwinRoom) -> None:
    """Claim A is paid; claim B, which sent one of its files, is reviewed and ready to be proposed."""
    room.receive(A, B, shared=SHARED)
    room.decide(A)
    room.pay(A)
    room.review(B)


PROPOSAL = {
    "disposition": "APPROVED_FULL", "award": 258_660, "award_basis": "CALCULATED", "reasons": [{"code": "A01"}],
}  # fmt: skip


def test_a_paid_twin_stops_the_proposal_of_an_award_and_is_named(room: TwinRoom) -> None:
    paid_beside(room)
    (problem,) = journal.refusals_now(room.conn, "law-1", "propose_decision", B, PROPOSAL, room.at)
    assert problem.code == "TwinPaid"
    assert problem.facts == {"claim": B, "twin": A, "attributes": "FILE"}
    with pytest.raises(Problem, match="TwinPaid"):
        room.propose(B)


def test_once_judged_not_the_same_the_award_may_be_proposed(room: TwinRoom) -> None:
    paid_beside(room)
    room.judge("law-1", B, A)
    room.propose(B)
    room.agree(B)
    room.resolve(B, "2023-A-003")
    assert self_award(room, B) == 258_660


def self_award(room: TwinRoom, claim: str) -> int:
    decision = room.claim(claim).decision
    assert decision is not None
    return decision.award


def test_judged_the_same_it_stays_stopped_and_a_refusal_of_the_claim_does_not(room: TwinRoom) -> None:
    paid_beside(room)
    room.judge("law-1", B, A, "SAME", "같은 매출 자료")
    assert room.refusals("law-1", "propose_decision", B, **PROPOSAL) == ["TwinPaid"]
    refused = {**PROPOSAL, "disposition": "NOT_APPROVED", "award": 0, "reasons": [{"code": "N01"}]}
    assert "TwinPaid" not in room.refusals("law-1", "propose_decision", B, **refused)


def test_a_twin_that_is_paid_meanwhile_stops_the_second_check_and_the_resolution(room: TwinRoom) -> None:
    room.receive(A, B)
    room.decide(A)
    room.review(B)
    room.propose(B)
    room.pay(A)
    same = Fingerprint("WEEK", "ab" * 16, 1)
    room.keep(A, "SLS", same)
    room.keep(B, "SLS", same)
    assert "TwinPaid" not in room.refusals("ksf-1", "check_decision", B, opinion="DIFFER", calculated_award=1, note="x")
    with pytest.raises(Problem, match="TwinPaid"):
        room.agree(B)
    room.keep(B, "SLS")
    room.agree(B)
    room.keep(B, "SLS", same)
    with pytest.raises(Problem, match="TwinPaid"):
        room.resolve(B, "2023-A-003")


def test_the_consent_list_names_the_claim_beside_a_paid_twin_and_goes_on_without_it(room: TwinRoom) -> None:
    room.receive(A, B, C)
    room.decide(A)
    for claim in (B, C):
        room.review(claim)
        room.propose(claim)
        room.agree(claim)
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[B, C], list="CONSENT")
    room.pay(A)
    for claim in (A, B):
        room.keep(claim, "SLS", Fingerprint("WEEK", "ab" * 16, 1))
    vote = {**room.vote("2023-A-009"), "claims": [B, C], "letters": {B: "2023-A-0801", C: "2023-A-0802"}}
    (problem,) = journal.refusals_now(room.conn, "sec", "resolve", "meeting:1", vote, room.at)
    assert (problem.code, problem.facts["claim"], problem.facts["twin"]) == ("TwinPaid", B, A)
    room.do("ksf-1", "pull_out", B, note="중복 확인")
    room.do("sec", "resolve", "meeting:1", vote | {"claims": [C], "letters": {C: "2023-A-0802"}})
    assert self_award(room, C) == 258_660


def test_a_weak_likeness_to_a_paid_claim_stops_nothing(room: TwinRoom) -> None:
    room.receive(A, B)
    room.decide(A)
    room.pay(A)
    room.review(B)
    for claim in (A, B):
        room.keep(claim, "SUS", Fingerprint("TIMES", "maker · 2023-02-14T10:22:31 · 2023-02-14T10:22:31"))
    assert kinds(room, B) == {A: ("TIMES",)}
    assert room.refusals("law-1", "propose_decision", B, **PROPOSAL) == []


def test_the_fixed_list_names_the_line_beside_a_paid_twin_and_goes_on_without_it(room: TwinRoom) -> None:
    room.receive(A, shared=SHARED)
    room.decide(A)
    room.pay(A)
    rows = [fact_row(n, f"F{n}", route="FLAT_50K", claimed_loss=450_000, brn="", account="") for n in (1, 2)]
    papers = [
        (f"F{n}", kind, f"F{n}/{kind}.pdf", SHARED["SLS"] if n == 1 and kind == "SLS" else f"{n}{at}" * 32)
        for n in (1, 2)
        for at, kind in enumerate(KINDS, 4)
    ]
    with room.case_file.writing() as conn:
        body = store_delivery(conn, "cd" * 32, rows, papers)
    room.do("sec", "take_in", f"delivery:{'cd' * 32}", body)
    plan = journal.plan_of(room.conn, journal.read_case(room.conn).plan)
    for number in ("F1", "F2"):
        for paper in room.claim(number).papers:
            for one in plan.checks_of(paper.kind):
                given = {"document": paper.document, "check": one.code, "result": "PASS"}
                room.do("staff", "record_check", number, given)
    room.do("sec", "draw_up_fixed_list", "meeting:1", **LATE, list=1, claims=["F1", "F2"])
    room.do("law-1", "check_fixed_list", "meeting:1", list=1)
    letters = {"F1": "2023-A-0801", "F2": "2023-A-0802"}
    adopt = {**room.vote("2023-A-009"), "list": 1, "claims": ["F1", "F2"], "letters": letters}
    (problem,) = journal.refusals_now(room.conn, "sec", "adopt_fixed_list", "meeting:1", adopt, room.at)
    assert (problem.code, problem.facts["claim"], problem.facts["twin"]) == ("TwinPaid", "F1", A)
    room.do("sec", "pull_line", "meeting:1", list=1, claims=["F1"], reason="중복 확인")
    rest = adopt | {"claims": ["F2"], "letters": {"F2": letters["F2"]}}
    room.do("sec", "adopt_fixed_list", "meeting:1", rest)
    assert self_award(room, "F2") == 50_000


def stopped(room: TwinRoom, due: dict[str, int], *claims: str) -> list[tuple[object, object]]:
    body = {"batch": "b2", "claims": list(claims), "amounts": {claim: due[claim] for claim in claims}}
    found = journal.refusals_now(room.conn, "sec", "list_payments", "case", body, room.at)
    assert {one.code for one in found} <= {"TwinPaid"}
    return [(one.facts["claim"], one.facts["twin"]) for one in found]


def test_two_awarded_twins_are_not_put_on_a_payment_list_until_somebody_said_that_they_are_two(room: TwinRoom) -> None:
    room.receive(A, B, shared=SHARED)
    due = told(room, A, B)
    assert stopped(room, due, A, B) == [(A, B), (B, A)]
    assert stopped(room, due, A) == []
    room.do("sec", "list_payments", "case", batch="b1", claims=[A], amounts={A: due[A]})
    assert stopped(room, due, B) == [(B, A)]  # while the twin is on a list
    paid = {"claim": A, "result": "PAID", "amount": due[A]}
    room.do("sec", "record_payments", "case", batch="b1", claims=[A], results=[paid])
    assert stopped(room, due, B) == [(B, A)]  # and after it was paid
    room.judge("law-1", B, A)
    assert stopped(room, due, B) == []


def test_the_fixed_list_sees_one_account_however_it_is_written(room: TwinRoom) -> None:
    rows = [
        fact_row(place, claim, brn="1208147521", account=account)  # Kakao's own number makes nobody a twin
        for place, (claim, account) in enumerate(((A, "110-123-456789"), (B, "110123456789"), (C, "220-1")), 1)
    ]
    with room.case_file.writing() as conn:
        body = store_delivery(conn, "ab" * 32, rows, [])
    room.do("sec", "take_in", f"delivery:{'ab' * 32}", body)
    twin = registers.Twin
    assert registers.twins_of(room.conn, [A, B, C]) == {A: (twin(B, "ACCOUNT"),), B: (twin(A, "ACCOUNT"),)}
