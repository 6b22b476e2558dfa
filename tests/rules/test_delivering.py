"""How a letter went on its way: recorded after it left, corrected and taken back by a further entry."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from reviewer.casefile.rebuilding import dump_derived, rebuild
from reviewer.rules.problem import Problem
from tests.casefile.case_room import CaseRoom

C = "2023-000123"
SENT = {"letter_no": "2023-A-0102", "way": "REGISTERED", "result": "SENT", "on": "2023-03-06"}


@pytest.fixture
def room(tmp_path: Path) -> CaseRoom:
    """A decided claim whose letter left on 6 March 2023."""
    room = CaseRoom(tmp_path)
    room.take_in(C)
    room.decide(C)
    room.do("sec", "issue_letter", C, letter_no="2023-A-0102", kind="DECISION", files={"ko": "ab" * 32})
    return room


def said(room: CaseRoom) -> list[tuple[str, str, str]]:
    (letter,) = room.claim(C).letters
    return [(one.way, one.result, one.on.isoformat()) for one in letter.deliveries]


def test_each_step_of_a_letter_is_kept_with_its_author(room: CaseRoom) -> None:
    room.do("staff", "record_delivery", C, SENT, tracking="12345-6789-0123")
    room.at += dt.timedelta(days=3)
    room.do("sec", "record_delivery", C, SENT | {"result": "RETURNED", "on": "2023-03-09"}, note="수취인 불명")
    assert said(room) == [("REGISTERED", "SENT", "2023-03-06"), ("REGISTERED", "RETURNED", "2023-03-09")]
    (letter,) = room.claim(C).letters
    assert [one.author for one in letter.deliveries] == ["staff", "sec"]
    assert room.claim(C).stage.value == "NOTIFIED"


def test_a_later_entry_corrects_or_takes_back(room: CaseRoom) -> None:
    first = room.do("staff", "record_delivery", C, SENT)
    room.do("sec", "record_delivery", C, SENT | {"way": "POST"}, corrects=first.uid)
    assert said(room) == [("POST", "SENT", "2023-03-06")]
    last = room.do("sec", "record_delivery", C, SENT | {"way": "IN_PERSON", "result": "DELIVERED"})
    mistaken = SENT | {"way": "IN_PERSON", "result": "MISTAKEN"}
    room.do("sec", "record_delivery", C, mistaken, corrects=last.uid, note="다른 신청이었음")
    assert said(room) == [("POST", "SENT", "2023-03-06")]
    before = dump_derived(room.conn)
    with room.case_file.writing() as conn:
        rebuild(conn)
    assert dump_derived(room.conn) == before


def test_the_second_language_of_a_letter_keeps_what_is_known(room: CaseRoom) -> None:
    room.do("staff", "record_delivery", C, SENT)
    room.do("sec", "issue_letter", C, letter_no="2023-A-0102", kind="DECISION", files={"en": "cd" * 32})
    assert said(room) == [("REGISTERED", "SENT", "2023-03-06")]


@pytest.mark.parametrize(
    ("body", "code", "why"),
    [
        ({"letter_no": "2023-A-0103"}, "ActNotAllowed", "not_issued_yet"),
        ({"on": "2023-03-07"}, "BadActBody", "in the future"),
        ({"on": "2023-03-05"}, "BadActBody", "before the letter left"),
        ({"way": "IN_PERSON"}, "BadActBody", "handed over is delivered"),
        ({"way": "POST", "tracking": "12345"}, "BadActBody", "only of registered post"),
        ({"corrects": "01890000-0000-7000-8000-000000000000"}, "BadActBody", "unknown"),
        ({"result": "MISTAKEN"}, "BadActBody", "missing"),
        ({"way": "PIGEON"}, "BadActBody", "not one of POST REGISTERED EMAIL IN_PERSON CENTRE"),
    ],
)
def test_what_cannot_be_is_refused(room: CaseRoom, body: dict[str, Any], code: str, why: str) -> None:
    with pytest.raises(Problem) as refused:
        room.do("staff", "record_delivery", C, SENT | body)
    assert (refused.value.code, refused.value.facts["why"]) == (code, why)
    assert said(room) == []


def test_an_observer_records_no_delivery(room: CaseRoom) -> None:
    assert room.refusals("watch", "record_delivery", C, **SENT) == ["NotYourRole"]
