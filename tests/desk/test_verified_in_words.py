"""What is said of a letter that was tested: genuine or not, what it decides, and whether a later one replaced it."""

import re
from pathlib import Path

import pytest

from reviewer.desk.verifying import Verdict, in_words, verify_by_case, verify_by_letter, verify_code
from reviewer.letters.attestation import Code
from tests.desk.test_letters_after import C, LetterRoom, decided_again, leaving


@pytest.fixture
def room(tmp_path: Path) -> LetterRoom:
    room = LetterRoom(tmp_path)
    room.take_in(C, bank="국민", account="123456-78-901234")
    room.decide(C)
    leaving(room)
    return room


def only(room: LetterRoom, pattern: str) -> bytes:
    (path,) = (path for path in (room.folder / "out").rglob("*.pdf") if re.search(pattern, path.name))
    return path.read_bytes()


def replace(room: LetterRoom) -> str:
    """The number of the letter that corrects the first."""
    room.do("sec", "open_again", C, kind="CORRECTION", ground="오기", wrong="하늘상회", right="하늘상점")
    decided_again(room, "2023-A-003")
    leaving(room)
    decision = room.claim(C).decision
    assert decision is not None
    return decision.letter_no


def test_one_sentence_tells_that_it_is_genuine_decides_and_stands(room: LetterRoom) -> None:
    data = only(room, r"\.ko\.pdf$")
    found = verify_by_case(room.conn, data)
    english, korean = in_words(found, "en", room.conn), in_words(found, "ko", room.conn)
    assert english == (
        f"Letter {found.letter_no} is genuine and unchanged; it decides claim {C} (Approved in full, "
        f"award {found.award:,} won), and no later letter of the case replaces it."
    )
    assert korean == (
        f"통지문 {found.letter_no}은 신청 {C}의 결정(전부 인정, 지원금 {found.award:,}원)을 담은 진본으로 "
        "바뀌지 않았으며, 이를 대신하는 나중의 통지문은 없습니다."
    ).replace(f"{found.letter_no}은", korean[4 : korean.index(" 신청")])


def test_a_later_letter_is_named_with_the_case_and_only_there(room: LetterRoom) -> None:
    data = only(room, r"\.ko\.pdf$")
    later = replace(room)
    found = verify_by_case(room.conn, data)
    assert (found.genuine, found.replaced_by) == (True, later)
    assert in_words(found, "en", room.conn).endswith(f", but the later letter {later} has replaced it.")
    assert "바뀌지 않았으나, 나중의 통지문 " + later in in_words(found, "ko", room.conn)
    newest = verify_by_case(room.conn, only(room, rf"{later}.*\.ko\.pdf$"))
    assert in_words(newest, "en", room.conn).endswith("and no later letter of the case replaces it.")
    alone = verify_by_letter(data)
    assert alone.replaced_by == ""
    assert "only the case file can tell whether a later letter replaced this one" in in_words(alone, "en")
    assert f"(열쇠: {alone.key_id})" in in_words(alone, "ko")
    assert "(로)" not in in_words(alone, "ko")


def test_a_code_never_says_that_the_paper_is_unchanged(room: LetterRoom) -> None:
    found = verify_by_case(room.conn, only(room, r"\.ko\.pdf$"))
    code = code_of(room, found)
    read = verify_code(room.conn, code)
    english, korean = in_words(read, "en", room.conn), in_words(read, "ko", room.conn)
    assert (read.by, read.genuine) == ("code", True)
    assert "unchanged" not in english
    assert english.startswith(f"This is the code of letter {found.letter_no}; it decides claim {C} (Approved in full")
    assert "compare what the sheet says with this" in english
    assert "바뀌지 않았" not in korean
    assert "견주어 보십시오" in korean
    later = replace(room)
    again = verify_code(room.conn, code)
    assert f"the later letter {later} has replaced it" in in_words(again, "en", room.conn)
    assert f"코드가 맞으나, 나중의 통지문 {later}" in in_words(again, "ko", room.conn)


def code_of(room: LetterRoom, found: Verdict) -> Code:
    from reviewer.casefile.letter_rows import told_by

    told = told_by(room.conn, room.claim(C), "DECISION", found.letter_no)
    assert told is not None
    return Code(found.letter_no, *told)
