"""After the meeting letters, payment list, register and minutes agree, or the line that does not is named."""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from reviewer.desk import minutes
from reviewer.desk.agreeing import Agreement, compare_papers, in_words
from tests.desk.meeting_room import C, D, E, MeetingRoom


@pytest.fixture
def room(tmp_path: Path) -> Iterator[MeetingRoom]:
    made = MeetingRoom(tmp_path)
    made.pass_all()
    yield made
    made.case_file.close()


def compared(room: MeetingRoom) -> Agreement:
    return compare_papers(room.conn, 1)


def spoil(room: MeetingRoom, question: str, *values: object) -> None:
    """Change something behind the program's back."""
    with room.case_file.writing() as conn:
        conn.execute(question, values)


def told(room: MeetingRoom) -> list[tuple[str, str, str]]:
    return [(one.where, one.claim, one.what) for one in compared(room).differences]


def issue(room: MeetingRoom, claim: str) -> None:
    if room.claim(claim).open_quality is not None:
        room.do("con-1", "check_quality", claim, outcome="FINE")
    number = room.claim(claim).decision.letter_no  # type: ignore[union-attr]
    room.do("sec", "issue_letter", claim, letter_no=number, kind="DECISION", files={"ko": "ab" * 32})


def test_they_agree_while_letters_wait_and_after_they_left_and_were_listed(room: MeetingRoom) -> None:
    found = compared(room)
    assert found.holds
    assert (found.decided, found.letters_queued, found.to_list) == (3, 3, 3)
    for claim in (C, D):
        issue(room, claim)
    room.do("sec", "list_payments", "case", batch="b1", claims=[C], amounts={C: 258_660})
    found = compared(room)
    assert found.holds
    assert (found.letters_made, found.letters_queued, found.listed, found.to_list) == (2, 1, 1, 2)
    paid = {"claim": C, "result": "PAID", "amount": 258_660}
    room.do("sec", "record_payments", "case", batch="b1", claims=[C], results=[paid])
    assert compared(room).holds


def test_an_award_changed_in_the_register_is_named(room: MeetingRoom) -> None:
    spoil(room, "UPDATE decisions SET award = 268660 WHERE claim = ?", D)
    found = compared(room)
    assert ("REGISTER", D, "award") in [(one.where, one.claim, one.what) for one in found.differences]
    assert {one.claim for one in found.differences} == {D}
    assert in_words(found.differences[0], "en") == (
        f"register of decisions, {D}: the amount should be 258660 and is 268660."
    )
    assert "결정 대장" in in_words(found.differences[0], "ko")


def test_a_letter_that_bears_the_number_of_another_claim_is_named(room: MeetingRoom) -> None:
    issue(room, C)
    spoil(room, "UPDATE letters SET claim = ? WHERE claim = ?", D, C)
    assert told(room) == [("LETTERS", C, "letter_no")]


def test_a_resolution_number_changed_in_the_register_is_named(room: MeetingRoom) -> None:
    row = room.conn.execute("SELECT record FROM decisions WHERE claim = ?", (E,)).fetchone()
    record = json.loads(row["record"]) | {"resolution_no": "2023-A-099"}
    spoil(room, "UPDATE decisions SET record = ? WHERE claim = ?", json.dumps(record), E)
    assert told(room) == [("REGISTER", E, "resolution_no")]


def test_votes_changed_in_the_register_are_named(room: MeetingRoom) -> None:
    row = room.conn.execute("SELECT record FROM decisions WHERE claim = ?", (E,)).fetchone()
    record = json.loads(row["record"])
    record["votes_for"] -= 1
    spoil(room, "UPDATE decisions SET record = ? WHERE claim = ?", json.dumps(record), E)
    assert told(room) == [("REGISTER", E, "votes")]
    assert "찬성:반대:기권:불참" in in_words(compared(room).differences[0], "ko")


def test_a_payment_of_another_amount_is_named(room: MeetingRoom) -> None:
    issue(room, C)
    room.do("sec", "list_payments", "case", batch="b1", claims=[C], amounts={C: 258_660})
    state = room.conn.execute("SELECT state FROM claims WHERE claim = ?", (C,)).fetchone()["state"]
    plain = json.loads(state)
    plain["payment"]["amount"] = 300_000
    spoil(room, "UPDATE claims SET state = ? WHERE claim = ?", json.dumps(plain), C)
    assert told(room) == [("PAYMENTS", C, "award")]


def test_minutes_printed_before_something_was_said_are_named(room: MeetingRoom, tmp_path: Path) -> None:
    room.at += dt.timedelta(minutes=1)
    minutes.print_minutes(room.case_file, room.signers["sec"], tmp_path / "m.pdf", 1, lang="ko", now=room.at)
    assert (compared(room).holds, compared(room).minutes_printed) == (True, True)
    room.do("sec", "record_statement", "meeting:1", kind="STATEMENT", member="law-1", said="기록 요청")
    assert told(room) == [("MINUTES", "", "not_of_now")]


def test_a_decision_that_is_gone_is_named(room: MeetingRoom) -> None:
    spoil(room, "DELETE FROM decisions WHERE claim = ?", E)
    assert told(room) == [("REGISTER", E, "missing")]
