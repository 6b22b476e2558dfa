import datetime as dt

import pytest

from reviewer.casefile import standing
from reviewer.casefile.promises import promises_due
from reviewer.casefile.rebuilding import rebuild
from tests.casefile.case_room import CaseRoom

C = "2023-000123"
CALL = {"kind": "CALL", "direction": "OUT", "on": "2023-03-06", "person": "대표자"}


@pytest.fixture(autouse=True)
def taken_in(room: CaseRoom) -> None:
    room.take_in(C)


def promised(room: CaseRoom, due: str, said: str = "보내기로 함") -> str:
    return room.do("staff", "record_contact", C, CALL, said="통화", promise=said, promise_due=due).uid


def found(room: CaseRoom, until: str = "2023-03-13") -> list[str]:
    return [one.text for one in promises_due(room.conn, dt.date.fromisoformat(until))]


def test_a_promise_is_found_from_the_day_it_falls_due_until_it_is_settled(room: CaseRoom) -> None:
    room.do("staff", "record_contact", C, CALL, said="약속 없음")
    promised(room, "2023-03-20", "나중")
    contact = promised(room, "2023-03-13", "먼저")
    assert (found(room, "2023-03-12"), found(room), found(room, "2023-03-20")) == ([], ["먼저"], ["먼저", "나중"])
    one = promises_due(room.conn, dt.date(2023, 3, 13))[0]
    assert (one.claim, one.author, one.lead, one.due) == (C, "staff", "", dt.date(2023, 3, 13))
    settled = room.do("staff", "settle_promise", C, contact=contact, result="KEPT")
    assert found(room) == []
    room.do("staff", "take_back", C, entry=settled.uid, undone="settle_promise", reason="잘못 누름")
    assert found(room) == ["먼저"]


def test_a_contact_taken_back_promises_nothing(room: CaseRoom) -> None:
    contact = promised(room, "2023-03-13")
    room.do("staff", "take_back", C, entry=contact, undone="record_contact", reason="다른 신청이었음")
    assert (found(room), room.claim(C).contacts) == ([], ())


def test_what_was_said_is_kept_apart_and_without_resident_numbers(room: CaseRoom) -> None:
    room.do("staff", "record_contact", C, CALL, said="번호는 900101-1234567 이라고 함")
    kept = room.claim(C).contacts[0]
    assert len(kept.said) == 64
    assert "1234567" not in standing.kept_text(room.conn, kept.said)


def test_contacts_are_rebuilt_as_they_stood(room: CaseRoom) -> None:
    contact = promised(room, "2023-03-13")
    room.do("staff", "settle_promise", C, contact=contact, result="NOT_KEPT")
    before = room.claim(C)
    with room.case_file.writing() as conn:
        rebuild(conn)
    assert room.claim(C) == before
    assert before.contacts[0].settled == "NOT_KEPT"
