"""Who looked at what: for one member or one claim, on paper or as a table, and itself recorded."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from reviewer.desk.access_log import Asked, access_list, write_access_log
from reviewer.desk.log_export import export_log
from reviewer.desk.wording import word_for
from reviewer.rules.acts import ACTS
from reviewer.rules.problem import Problem
from tests.casefile.case_room import CaseRoom

C, OTHER = "2023-000123", "C2"
DAY = dt.date(2023, 3, 6)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[CaseRoom]:
    room = CaseRoom(tmp_path)
    room.take_in(C, OTHER)
    document = room.claim(C).papers[0].document
    room.do("sec", "assign", C, lead="law-1", second="ksf-1")
    room.do("law-1", "open_claim", C, role="LEAD")
    room.do("law-1", "read_paper", C, document=document, pages=[1, 2])
    room.do("ksf-1", "unmask", C, fields=["phone"], reason="010-1234-5678 로 확인")
    room.do("law-1", "open_claim", OTHER, role="OTHER")
    room.do("law-1", "write_note", C, note="열람이 아닌 일")
    yield room
    room.case_file.close()


def rows(room: CaseRoom, asked: Asked, lang: str = "en") -> list[tuple[str, ...]]:
    return list(access_list(room.conn, asked, lang, day=DAY).table.rows)


def test_a_claim_s_list_names_everybody_who_looked_and_no_other_claim(room: CaseRoom) -> None:
    found = rows(room, Asked(claim=C))
    assert [(row[1], row[3]) for row in found] == [
        ("이름 law-1", "claim opened"), ("이름 law-1", "paper read"), ("이름 ksf-1", "unmasked"),
    ]  # fmt: skip
    assert found[1][5].startswith("pages 1, 2 of paper ")
    assert "phone" in found[2][5]
    assert "1234" not in found[2][5]  # what stands in a reason is masked on the list


def test_a_member_s_list_names_all_claims_and_no_other_member(room: CaseRoom) -> None:
    assert [(row[3], row[4]) for row in rows(room, Asked(member="law-1"), "ko")] == [
        ("신청 열람", C), ("자료 열람", C), ("신청 열람", OTHER),
    ]  # fmt: skip
    assert rows(room, Asked(member="law-1", claim=OTHER)) == rows(room, Asked(member="law-1"))[2:]


def test_a_search_stands_on_the_list_of_a_claim_that_it_found(room: CaseRoom) -> None:
    room.do("ksf-1", "search_claims", "case", fields=["phone"], count=1, found=[OTHER])
    assert [row[3:] for row in rows(room, Asked(claim=OTHER))][-1] == (
        "claims searched", "*", f"phone · 1 claim · {OTHER}",
    )  # fmt: skip
    assert "claims searched" not in [row[3] for row in rows(room, Asked(claim=C))]
    room.do("ksf-1", "search_claims", "case", fields=["address"], count=2_000, found=[OTHER])
    assert "2,000 claims" in rows(room, Asked(claim=C))[-1][5]  # it names the first only


def test_an_export_of_the_whole_case_stands_on_every_claim_s_list(room: CaseRoom, tmp_path: Path) -> None:
    export_log(room.case_file, room.signers["sec"], tmp_path / "log.csv", now=room.at)
    last = rows(room, Asked(claim=OTHER))[-1]
    assert (last[3], last[4]) == ("exported", "*")
    assert last[5] == "decision log · masked · csv · 0 claims"


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_what_left_stands_in_words(lang: str) -> None:
    for act in ("export", "print"):
        for what in ACTS[act].body["what"].choices:
            assert word_for("access", what, lang) != what


def test_days_are_korean_days_and_both_count(room: CaseRoom) -> None:
    assert len(rows(room, Asked(claim=C, since=DAY, until=DAY))) == 3
    assert rows(room, Asked(claim=C, since=DAY + dt.timedelta(days=1))) == []


def test_a_claim_nobody_knows_is_no_empty_list(room: CaseRoom) -> None:
    with pytest.raises(Problem, match="ClaimUnknown"):
        rows(room, Asked(claim="C99"))


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_printed_list_is_an_entry_of_its_own(room: CaseRoom, tmp_path: Path, lang: str) -> None:
    path, asked = tmp_path / "access.pdf", Asked(claim=C, reason="정보주체 열람 요구")
    told = write_access_log(room.case_file, room.signers["sec"], path, asked, lang=lang, now=room.at)
    assert told["rows"] == 3
    printed = pypdfium2.PdfDocument(path)
    words = "".join(page.get_textpage().get_text_range() for page in printed)
    printed.close()
    assert C in words
    assert "정보주체 열람 요구" in words
    again = rows(room, Asked(claim=C))
    assert (again[-1][3], again[-1][4]) == ("printed", "*")


def test_the_table_opens_in_a_korean_spreadsheet(room: CaseRoom, tmp_path: Path) -> None:
    path = tmp_path / "access.csv"
    write_access_log(room.case_file, room.signers["sec"], path, Asked(member="law-1"), lang="ko", now=room.at)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert lines[0] == ["일시", "열람한 사람", "컴퓨터", "한 일", "신청", "내용"]
    assert len(lines) == 4
