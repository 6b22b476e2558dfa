import datetime as dt
from typing import Any

import pytest

from reviewer.rules.contacts import unanswered_calls
from reviewer.rules.plan import Plan
from tests.rules.council_room import CouncilRoom

C = "2023-000123"
CALL = {"kind": "CALL", "direction": "OUT", "on": "2023-03-06", "time": "09:30"}
SAID = {"person": "대표자", "said": "그 주말에는 문을 닫지 않았다고 함"}
PROMISE = {"promise": "카드 매출 내역을 보내기로 함", "promise_due": "2023-03-13"}


@pytest.fixture
def room(plan: Plan) -> CouncilRoom:
    room = CouncilRoom(plan)
    room.receive(C)
    return room


def test_a_call_with_a_promise_is_kept_until_somebody_says_what_became_of_it(room: CouncilRoom) -> None:
    made = room.do("staff", "record_contact", C, **CALL, **SAID, **PROMISE)
    room.do("staff", "record_contact", C, **CALL, unanswered=True)
    contacts = room.claims[C].contacts
    assert (contacts[0].kind, contacts[0].author, contacts[0].is_promise_open) == ("CALL", "staff", True)
    assert unanswered_calls(contacts) == 1
    assert contacts[0].promise_due == dt.date(2023, 3, 13)
    room.do("law-1", "settle_promise", C, contact=made.uid, result="NOT_KEPT")
    contacts = room.claims[C].contacts
    assert (contacts[0].settled, contacts[0].settled_by) == ("NOT_KEPT", "law-1")
    assert room.refusals("law-1", "settle_promise", C, contact=made.uid, result="KEPT") == ["ActNotAllowed"]


@pytest.mark.parametrize(
    "body",
    [
        {**CALL},
        {**CALL, "said": "말"},
        {**CALL, **SAID, "on": "2023-03-07"},
        {**CALL, **SAID, "time": "24:10"},
        {**CALL, **SAID, "kind": "FAX"},
        {**CALL, **SAID, "promise": "보내기로 함"},
        {**CALL, **SAID, "promise_due": "2023-03-13"},
        {**CALL, **SAID, **PROMISE, "promise_due": "2023-03-05"},
        {**CALL, **SAID, "kind": "VISIT"},
        {**CALL, "unanswered": True, "direction": "IN"},
        {**CALL, "unanswered": True, "kind": "VISIT"},
        {**CALL, "unanswered": True, "said": "말"},
        {**CALL, "unanswered": True, "promise_due": "2023-03-13"},
    ],
)
def test_a_contact_that_says_too_little_or_too_much_is_refused(room: CouncilRoom, body: dict[str, Any]) -> None:
    assert set(room.refusals("staff", "record_contact", C, **body)) == {"BadActBody"}


def test_observers_and_members_who_stepped_aside_record_no_contact(room: CouncilRoom) -> None:
    assert room.refusals("watch", "record_contact", C, **CALL, **SAID) == ["NotYourRole"]
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    room.do("law-1", "answer_conflict", C, ground="COI2")
    assert room.refusals("law-1", "record_contact", C, **CALL, **SAID) == ["Recused"]


def test_a_contact_is_recorded_while_the_claim_is_on_hold(room: CouncilRoom) -> None:
    room.do("sec", "hold", C, reason=next(iter(room.plan.hold_reasons)))
    assert room.refusals("staff", "record_contact", C, **CALL, **SAID) == []


def test_a_check_passes_on_what_was_said_in_a_contact(room: CouncilRoom) -> None:
    spoken = room.do("staff", "record_contact", C, **CALL, **SAID)
    silent = room.do("staff", "record_contact", C, **CALL, unanswered=True)
    on_it = {"check": "CLM1", "result": "PASS", "reason": "STATEMENT", "contact": spoken.uid}
    for wrong in ({"contact": silent.uid}, {"contact": "elsewhere"}, {"result": "FAIL"}, {"reason": "OTHER"}):
        assert "BadActBody" in room.refusals("staff", "record_check", C, **{**on_it, **wrong})
    room.do("staff", "record_check", C, on_it)
    answer = room.claims[C].findings["CLM1"]
    assert (answer.result, answer.reason, answer.contact) == ("PASS", "STATEMENT", spoken.uid)


def test_only_a_promise_can_be_settled(room: CouncilRoom) -> None:
    plain = room.do("staff", "record_contact", C, **CALL, **SAID)
    for contact in (plain.uid, "elsewhere"):
        assert room.refusals("staff", "settle_promise", C, contact=contact, result="KEPT") == ["BadActBody"]
