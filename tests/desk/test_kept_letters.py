"""Letters kept as they left: the same bytes again, signature included, whatever changed since, or said why not."""

from pathlib import Path

import pytest

from reviewer.casefile import kept_letters
from reviewer.casefile.check import check
from reviewer.casefile.registers import LetterLine, letters_issued
from reviewer.desk import copying
from reviewer.desk.copying import Purpose
from reviewer.desk.issued_files import file_name, letter_again, take_back
from reviewer.desk.verifying import verify_by_case
from reviewer.desk.wording_desk import shipped
from reviewer.documents.signing import SigningRoom
from reviewer.letters.attestation import without_signature
from reviewer.letters.wording import join
from reviewer.rules.problem import Problem
from tests.desk.test_issuing import issue, room_with_letters
from tests.desk.test_lane_letters import LaneRoom
from tests.documents.test_signing import NAME, certificate

WHY = Purpose("법원 제출")


@pytest.fixture
def room(tmp_path: Path) -> LaneRoom:
    """Letters that left; afterwards the council adopted another wording."""
    room, _ = room_with_letters(tmp_path, 4)
    issue(room)
    other_words(room)
    return room


def other_words(room: LaneRoom) -> None:
    ko, en = shipped()
    changed = join(
        ko.replace("매출 손실액을 알려 주십시오", "매출 손실액을 적어 보내 주십시오"),
        en.replace(" sales loss", " loss of sales"),
    )
    assert changed != join(ko, en)
    room.do("sec", "adopt_wording", "case", text=changed)


def left(room: LaneRoom, line: LetterLine) -> Path:
    return room.folder / "out" / file_name(line.letter_no, line.lang)


def lose(room: LaneRoom) -> None:
    """As a case in which an earlier program issued the letters."""
    with room.case_file.writing_documents() as conn:
        conn.execute("DELETE FROM letters")


def test_a_letter_is_the_same_file_again_though_the_wording_changed(room: LaneRoom, tmp_path: Path) -> None:
    lines = copying.chosen(room.case_file, ())
    told = copying.reprint(room.case_file, room.signers["sec"], lines, tmp_path / "again", WHY, now=room.at)
    assert told["letters"] == len(lines) > 2
    for line in lines:
        assert (tmp_path / "again" / left(room, line).name).read_bytes() == left(room, line).read_bytes()


def test_a_print_file_never_shows_other_words_than_those_that_left(room: LaneRoom, tmp_path: Path) -> None:
    lines = copying.chosen(room.case_file, ())
    with pytest.raises(Problem, match="LettersApart") as caught:
        copying.reprint(room.case_file, room.signers["sec"], lines, tmp_path / "all.pdf", WHY, now=room.at)
    assert set(caught.value.facts["letters"].split()) == {line.letter_no for line in lines}
    assert not (tmp_path / "all.pdf").exists()


def test_a_signed_letter_is_copied_with_its_signature(tmp_path: Path) -> None:
    room, _ = room_with_letters(tmp_path, 2)
    with SigningRoom(certificate(), "secret") as signing:
        issue(room, signing=signing)
    for line in letters_issued(room.conn):
        copying.reprint(room.case_file, room.signers["sec"], [line], tmp_path / "copy.pdf", WHY, now=room.at)
        copy = (tmp_path / "copy.pdf").read_bytes()
        assert copy == left(room, line).read_bytes() != without_signature(copy)
        assert NAME in verify_by_case(room.conn, copy).signed_by
    room.case_file.close()


def test_a_lost_letter_is_refused_until_its_file_is_given_back(room: LaneRoom, tmp_path: Path) -> None:
    lose(room)
    line, other, *_ = letters_issued(room.conn)
    with pytest.raises(Problem, match="LetterDiffers"):
        letter_again(room.case_file, line)
    assert take_back(room.case_file, left(room, line)) == line
    assert letter_again(room.case_file, line) == left(room, line).read_bytes()
    with pytest.raises(Problem, match="LetterDiffers"):
        letter_again(room.case_file, other)


@pytest.mark.parametrize("spoil", [b"%PDF-1.7 of somebody else", b"", None])
def test_only_the_very_file_is_taken_back(room: LaneRoom, tmp_path: Path, spoil: bytes | None) -> None:
    lose(room)
    line = letters_issued(room.conn)[0]
    path = tmp_path / "given.pdf"
    path.write_bytes(left(room, line).read_bytes() + b"\n" if spoil is None else spoil)
    with pytest.raises(Problem, match="NotTheLetter"):
        take_back(room.case_file, path)
    assert kept_letters.kept(room.case_file, line.sha256) is None


def test_what_was_changed_where_it_is_kept_is_found_and_never_given_out(room: LaneRoom) -> None:
    line = letters_issued(room.conn)[0]
    assert check(room.case_file, documents=True).ok
    with room.case_file.writing_documents() as conn:
        conn.execute("UPDATE letters SET bytes = x'00' WHERE sha256 = ?", (line.sha256,))
    assert check(room.case_file, documents=True).problems == (("letter_changed", line.sha256),)
    with pytest.raises(Problem, match="LetterDiffers"):
        letter_again(room.case_file, line)


def test_a_case_without_its_papers_beside_it_issues_and_draws_again(tmp_path: Path) -> None:
    room, count = room_with_letters(tmp_path, 2)
    room.case_file.close()
    room.case_file.documents_path.rename(tmp_path / "elsewhere")
    room = room.reopened()
    assert issue(room).letters == count
    line = letters_issued(room.conn)[0]
    assert letter_again(room.case_file, line) == left(room, line).read_bytes()
    room.case_file.close()
