"""Letters that left: printed again byte for byte, labels for their envelopes, and the register of all of it."""

import csv
import datetime as dt
import hashlib
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest

from reviewer.casefile import registers
from reviewer.desk import copying
from reviewer.desk.copying import Purpose
from reviewer.desk.lane_letters import give_letters
from reviewer.desk.letter_register import registered, write_register
from reviewer.letters.labels import parted
from reviewer.letters.whole_file import Cancelled
from reviewer.rules.problem import Problem
from tests.desk.test_issuing import bookmarks, issue, room_with_letters
from tests.desk.test_lane_letters import LaneRoom, looks

WHY = Purpose("반송되어 다시 보냄", "하늘상회", dt.date(2023, 12, 31))


@pytest.fixture
def room(tmp_path: Path) -> LaneRoom:
    """Letters of several claims that left in both languages."""
    room, _ = room_with_letters(tmp_path, 5)
    assert issue(room).letters > 2
    return room


def test_each_letter_again_alone_is_the_file_that_left(room: LaneRoom, tmp_path: Path) -> None:
    lines = copying.chosen(room.case_file, ())
    copying.reprint(room.case_file, room.signers["sec"], lines, tmp_path / "again", WHY, now=room.at)
    for line in lines:
        name = f"{line.letter_no}.{line.lang}.pdf"
        assert (tmp_path / "again" / name).read_bytes() == (tmp_path / "out" / name).read_bytes()
    assert len(lines) == len(list((tmp_path / "again").iterdir()))


def test_letters_are_taken_one_by_one_and_a_copy_that_is_cancelled_takes_back_only_its_own(
    room: LaneRoom, tmp_path: Path
) -> None:
    lines, folder = copying.chosen(room.case_file, ()), tmp_path / "again"
    first = next(copying.each_as_left(room.case_file, lines))
    folder.mkdir()
    there = folder / f"{lines[0].letter_no}.{lines[0].lang}.pdf"
    there.write_bytes(first)
    done: list[int] = []
    with pytest.raises(Cancelled):
        copying.reprint(
            room.case_file, room.signers["sec"], lines, folder, WHY, now=room.at,
            progress=lambda count, _: done.append(count), cancelled=lambda: len(done) == 3,
        )  # fmt: skip
    assert list(folder.iterdir()) == [there]
    assert registers.acts_of_case(room.conn, ("print",)) == []


def test_a_selection_becomes_one_print_file_and_an_entry(room: LaneRoom, tmp_path: Path) -> None:
    first, second, *_ = dict.fromkeys(line.letter_no for line in registers.letters_issued(room.conn))
    lines = copying.chosen(room.case_file, (first, second), ("ko",))
    path = tmp_path / "print.pdf"
    copying.reprint(room.case_file, room.signers["sec"], lines, path, WHY, now=room.at)
    assert {one.split()[0] for one in bookmarks(path)} == {first, second}
    (act,) = registers.acts_of_case(room.conn, ("print",))
    assert act.body["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert sorted(act.body["letters"]) == sorted((first, second))
    by_number = {one.letter_no: one for one in registered(room.conn)}
    (copy,) = by_number[first].copies
    assert (copy.purpose, copy.recipient, copy.destroy_by) == (WHY.reason, WHY.recipient, "2023-12-31")
    assert sum(len(one.copies) for one in by_number.values()) == 2


def test_one_letter_in_one_language_keeps_its_bytes(room: LaneRoom, tmp_path: Path) -> None:
    line = registers.letters_issued(room.conn)[0]
    copying.reprint(room.case_file, room.signers["sec"], [line], tmp_path / "one.pdf", WHY, now=room.at)
    left = tmp_path / "out" / f"{line.letter_no}.{line.lang}.pdf"
    assert (tmp_path / "one.pdf").read_bytes() == left.read_bytes()


def test_without_a_purpose_or_for_a_letter_that_never_left_there_is_no_copy(room: LaneRoom, tmp_path: Path) -> None:
    lines = copying.chosen(room.case_file, ())[:1]
    with pytest.raises(Problem, match="reason"):
        copying.reprint(room.case_file, room.signers["sec"], lines, tmp_path / "x.pdf", Purpose(" "), now=room.at)
    assert not (tmp_path / "x.pdf").exists()
    with pytest.raises(Problem, match="not_issued_yet"):
        copying.chosen(room.case_file, ("2023-A-9999",))


def test_labels_carry_address_code_and_honorific_and_list_who_has_none(room: LaneRoom, tmp_path: Path) -> None:
    room.take_in("2023-000901", papers=False, start=901, address="(06236) 서울특별시 강남구 테헤란로 1, 3층 (역삼동)")
    room.take_in("2023-000902", papers=False, start=902, address="", brn="1208147521", trade_name="주식회사 바다")
    for number in ("2023-000901", "2023-000902"):
        room.do("staff", "route_claim", number, route="NEEDS_CONTACT")
        if number in looks(room):
            room.do("sec", "look_again", number, opinion="AGREE")
    assert give_letters(room.case_file, room.signers["sec"], now=room.at) >= 2
    issue(room)
    path = tmp_path / "labels.pdf"
    lines = copying.chosen(room.case_file, ())
    told = copying.write_labels(
        room.case_file, room.signers["sec"], lines, path, lang="ko", now=room.at, purpose=Purpose("발송")
    )
    assert told["without"] == ["2023-000902"]
    with pypdfium2.PdfDocument(path) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    assert "06236" in texts[0]
    assert "서울특별시 강남구 테헤란로 1, 3층 (역삼동)" in texts[0]
    assert "귀하" in texts[0] or "귀중" in texts[0]
    assert "주식회사 바다" not in texts[0]
    assert "주식회사 바다" in texts[-1]
    assert "라벨을 만들지 않았습니다" in texts[-1]


@pytest.mark.parametrize(
    ("given", "address", "code"),
    [
        ("(06236) 서울 강남구 역삼동 1", "서울 강남구 역삼동 1", "06236"),
        ("서울 강남구 역삼동 1 (우 06236)", "서울 강남구 역삼동 1", "06236"),
        ("서울 강남구 역삼동 123456번지", "서울 강남구 역삼동 123456번지", ""),
        ("", "", ""),
    ],
)
def test_the_postal_code_stands_apart(given: str, address: str, code: str) -> None:
    assert parted(given) == (address, code)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_register_tells_what_left_how_it_went_and_its_copies(room: LaneRoom, tmp_path: Path, ending: str) -> None:
    one = registered(room.conn)[0]
    step = {"letter_no": one.letter_no, "way": "REGISTERED", "result": "SENT", "on": "2023-03-06"}
    room.do("staff", "record_delivery", one.claim, step, tracking="12345-6789-0123")
    room.do("staff", "record_delivery", one.claim, step | {"result": "RETURNED"})
    lines = copying.chosen(room.case_file, (one.letter_no,))
    copying.reprint(room.case_file, room.signers["sec"], lines, tmp_path / "a.pdf", WHY, now=room.at)
    path = tmp_path / f"register.{ending}"
    told = write_register(room.case_file, room.signers["sec"], path, lang="ko", now=room.at)
    assert told["rows"] == len(registered(room.conn))
    (act,) = registers.acts_of_case(room.conn, ("export",))
    assert (act.body["what"], act.body["masked"], act.body["sha256"]) == ("LETTERS", "YES", told["sha256"])
    if ending == "xlsx":
        with ZipFile(path) as book:
            text = book.read("xl/worksheets/sheet1.xml").decode()
        assert all(word in text for word in (one.letter_no, "등기우편", "반송됨", WHY.reason))
        assert "김하늘" not in text
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["문서번호"]: row for row in csv.DictReader(file)}
    row = rows[one.letter_no]
    assert (row["송달 방법"], row["송달 결과"], row["송달일"], row["송달한 사람"]) == (
        "등기우편", "반송됨", "2023-03-06", "이름 staff",
    )  # fmt: skip
    assert row["다시 인쇄한 횟수"] == "1"
    printed = room.at.astimezone(dt.timezone(dt.timedelta(hours=9)))
    assert row["마지막 인쇄"] == f"{printed:%Y-%m-%d %H:%M}", "Korean time, like every day in the list"
    assert (row["마지막 인쇄 받는 사람"], row["파기 기한"]) == (WHY.recipient, "2023-12-31")
    assert row["국문 SHA-256"] == one.files["ko"].sha256
    assert "발송" in row["송달 경과"]
