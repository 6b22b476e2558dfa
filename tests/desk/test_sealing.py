"""Sealing the day, and what a code typed from the minutes answers."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from reviewer.casefile.check_chains import breaks
from reviewer.desk import sealing
from reviewer.rules.problem import Problem
from tests.casefile.case_room import CaseRoom

C = "2023-000123"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[CaseRoom]:
    room = CaseRoom(tmp_path)
    room.take_in(C, "C2")
    room.do("law-1", "write_note", C, note="확인")
    yield room
    room.case_file.close()


def seal(room: CaseRoom) -> sealing.SealMade:
    return sealing.seal_day(room.case_file, room.signers["sec"], now=room.at)


def answer(room: CaseRoom, typed: str, lang: str = "en") -> tuple[str, str]:
    verdict = sealing.verify_code(room.conn, typed)
    return verdict.outcome, sealing.verdict_in_words(room.conn, verdict, lang)


def test_a_code_typed_back_holds_also_after_later_work_and_later_seals(room: CaseRoom) -> None:
    first = seal(room)
    room.do("law-1", "write_note", C, note="다음 날")
    second = seal(room)
    assert first.code != second.code
    for made in (first, second):
        outcome, words = answer(room, made.code.lower().replace("-", " "))
        assert outcome == "holds"
        assert f"all {made.entries} entries" in words
    assert answer(room, first.code, "ko")[1].startswith("2023-03-06 ")


def test_a_later_change_does_not_spoil_an_earlier_seal(room: CaseRoom) -> None:
    first = seal(room)
    later = room.do("law-1", "write_note", C, note="다음 날")
    second = seal(room)
    room.conn.execute("DROP TRIGGER journal_no_update")
    room.conn.execute("UPDATE journal SET author = 'ksf-1' WHERE uid = ?", (later.uid,))
    assert answer(room, first.code)[0] == "holds"
    outcome, words = answer(room, second.code)
    assert outcome == "broken"
    assert "was changed afterwards" in words
    assert words.count(".") == 2  # which seal; then the one sentence


def test_a_seal_that_was_cut_off_is_told_by_its_code_alone(room: CaseRoom) -> None:
    made = seal(room)
    room.conn.execute("DROP TRIGGER journal_no_delete")
    room.conn.execute("PRAGMA foreign_keys = OFF")
    room.conn.execute("DELETE FROM journal WHERE act IN ('seal_day', 'write_note')")
    assert breaks(room.conn) == []
    outcome, words = answer(room, made.code)
    assert outcome == "unknown"
    assert "No seal of this case has this code" in words


def test_a_changed_seal_still_has_its_code_and_does_not_hold(room: CaseRoom) -> None:
    made = seal(room)
    room.conn.execute("DROP TRIGGER journal_no_update")
    room.conn.execute("UPDATE journal SET made_at = '2023-03-07T00:00:00.000000Z' WHERE act = 'seal_day'")
    assert answer(room, made.code)[0] == "broken"


def test_what_is_gone_is_named_by_person_and_number(room: CaseRoom) -> None:
    made = seal(room)
    room.conn.execute("DROP TRIGGER journal_no_delete")
    room.conn.execute("PRAGMA foreign_keys = OFF")
    room.conn.execute("DELETE FROM journal WHERE act = 'write_note'")
    outcome, words = answer(room, made.code)
    assert outcome == "broken"
    assert "Entry 1 of" in words
    assert "is gone" in words


def test_a_slip_in_typing_is_told_as_one(room: CaseRoom) -> None:
    made = seal(room)
    other = "A" if made.code[0] != "A" else "B"
    with pytest.raises(Problem, match="SealCodeMistyped"):
        sealing.verify_code(room.conn, other + made.code[1:])


def test_nothing_new_is_no_second_seal(room: CaseRoom) -> None:
    seal(room)
    with pytest.raises(Problem, match="ActNotAllowed"):
        seal(room)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_sheet_for_the_minutes_shows_the_code_and_is_recorded_as_printed(
    room: CaseRoom, tmp_path: Path, lang: str
) -> None:
    made = seal(room)
    path = tmp_path / "seal.pdf"
    told = sealing.print_seal(room.case_file, room.signers["sec"], made, path, lang=lang, now=room.at)
    printed = pypdfium2.PdfDocument(path)
    words = "".join(page.get_textpage().get_text_range() for page in printed)
    printed.close()
    assert made.code in words
    assert all(key in words for key in made.chains)
    body = room.conn.execute("SELECT body FROM journal WHERE act = 'print'").fetchone()[0]
    assert told["sha256"] in body
