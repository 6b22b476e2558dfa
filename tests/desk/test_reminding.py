"""Reminders and extensions as letters: who is due one, what they say, and that the request stays what it was."""

import datetime as dt
from pathlib import Path

import pytest

from reviewer.casefile import registers
from reviewer.desk import issuing, outbox
from reviewer.desk.issued_files import letter_again
from reviewer.desk.reminding import remind, reminders_due
from tests.casefile.test_assigning import same_after_rebuild
from tests.desk.test_letters_after import LetterRoom

A, B = "2023-000001", "2023-000002"
ITEMS = [{"kind": "SLS", "reason": "R06"}, {"kind": "SUS", "reason": "R11"}]


@pytest.fixture
def asked(tmp_path: Path) -> LetterRoom:
    """Two claims whose lead asked for records; both letters have left."""
    room = LetterRoom(tmp_path)
    room.take_in(A, B)
    for place, number in enumerate((A, B), start=1):
        room.do("sec", "assign", number, lead="law-1", second="ksf-1")
        room.do("law-1", "answer_conflict", number, ground="NONE")
        room.do("law-1", "take_up", number)
        body = {"items": ITEMS, "due": f"2023-03-2{place}", "letter_no": f"2023-A-{place:04d}"}
        room.do("law-1", "request_supplement", number, body)
    issue(room)
    return room


def issue(room: LetterRoom) -> None:
    done = issuing.issue_letters(room.case_file, room.signers["sec"], room.folder / "out", now=room.at)
    assert done.stopped == []


def texts(room: LetterRoom) -> dict[str, str]:
    """The letters that may leave, by kind, in Korean."""
    due, _ = outbox.letters_due(room.case_file, now=room.at)
    day = room.at.date()
    return {one.kind: outbox.compose_letter(room.case_file, one, "ko", issued_on=day, both=True).text for one in due}


def test_whoever_is_due_a_reminder_is_reminded_at_once_and_told_what_is_missing(asked: LetterRoom) -> None:
    assert reminders_due(asked.conn, dt.date(2023, 3, 17)) == []
    assert reminders_due(asked.conn, dt.date(2023, 3, 18)) == [A]
    assert reminders_due(asked.conn, dt.date(2023, 3, 20)) == [A, B]
    asked.at = dt.datetime(2023, 3, 20, 3, tzinfo=dt.UTC)
    assert remind(asked.case_file, asked.signers["sec"], [A, B], now=asked.at) == 2
    assert reminders_due(asked.conn, dt.date(2023, 3, 20)) == []
    assert [one.letter_no for one in asked.claim(A).notices_due] == ["2023-A-0003"]
    assert [one.letter_no for one in asked.claim(B).notices_due] == ["2023-A-0004"]
    said = texts(asked)["REMINDER"]
    assert "2023. 3. 6. 요청드린" in said
    assert "2023. 3. 22." in said
    assert "매출 피해 증빙" in said
    issue(asked)
    assert outbox.letters_due(asked.case_file, now=asked.at)[0] == []
    assert same_after_rebuild(asked)


def test_an_extension_is_told_and_every_letter_can_be_drawn_again_to_the_byte(asked: LetterRoom) -> None:
    asked.do("staff", "extend_supplement", A, due="2023-04-04", letter_no="2023-A-0003")
    assert "2023. 4. 4.까지 연장" in texts(asked)["EXTENSION"]
    issue(asked)
    asked.at = dt.datetime(2023, 4, 3, 3, tzinfo=dt.UTC)
    remind(asked.case_file, asked.signers["sec"], [A], now=asked.at)
    issue(asked)
    register = registers.letters_issued(asked.conn)
    assert sorted({one.kind for one in register}) == ["EXTENSION", "REMINDER", "SUPPLEMENT"]
    for one in register:
        letter_again(asked.case_file, one)  # LetterDiffers unless every byte is the same


def test_a_reminder_that_nobody_sent_is_dropped_when_the_records_came(asked: LetterRoom) -> None:
    asked.at = dt.datetime(2023, 3, 20, 3, tzinfo=dt.UTC)
    remind(asked.case_file, asked.signers["sec"], [A], now=asked.at)
    asked.deliver("ab" * 32)
    asked.do("staff", "receive_papers", A, papers=[{"document": "ab" * 32, "kind": "SLS"}])
    assert outbox.letters_due(asked.case_file, now=asked.at)[0] == []
