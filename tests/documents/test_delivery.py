"""Delivery tables and zips from outside."""

import io
import json
import unicodedata
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from reviewer.documents.delivery import (
    Member,
    RefusedMember,
    TableOptions,
    preview_table,
    read_archive,
    read_table,
)
from reviewer.rules.problem import Problem
from tests.documents.papers import zipped

ROWS = [["번호", "상호", "금액"], ["1", "가게 '본점', 2층", "1000"], ["2", "줄\n바꿈", ""], ["3", "", "3000"]]
KEPT = [(2, ROWS[1]), (3, ROWS[2]), (4, ROWS[3])]


def csv_of(delimiter: str = ",") -> str:
    return "\r\n".join(delimiter.join('"' + cell + '"' for cell in row) for row in ROWS) + "\r\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_a_table_is_read_whatever_its_encoding_and_delimiter(codec: str, delimiter: str) -> None:
    with read_table(csv_of(delimiter).encode(codec), "신고.csv") as table:
        assert table.header == ROWS[0]
        assert table.delimiter == delimiter
        assert list(table) == KEPT


def test_a_late_korean_letter_still_decides_the_encoding() -> None:
    data = b"no,name\r\n" + b"1,shop\r\n" * 300_000 + "2,가게\r\n".encode("cp949")
    with read_table(data, "a.csv") as table:
        rows = list(table)
        assert table.encoding == "cp949"
    assert rows[-1] == (300_002, ["2", "가게"])


def test_options_overrule_what_is_found_out() -> None:
    data = "제목 줄\n\n이름;값\n가;1\n".encode("cp949")
    with read_table(data, "a.txt", TableOptions("cp949", ";", "", 3)) as table:
        assert (table.header, list(table)) == (["이름", "값"], [(4, ["가", "1"])])


def test_a_workbook_is_read_as_canonical_text(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.add_worksheet("설명").write(0, 0, "읽어 주세요")
    sheet = book.add_worksheet("자료")
    sheet.write_row(0, 0, ["번호", "금액"])
    sheet.write_row(1, 0, [1, 1234567890])
    sheet.write_row(3, 0, [2, 12.5])
    book.close()
    with read_table(tmp_path / "a.xlsx", "a.xlsx", TableOptions(sheet="자료")) as table:
        assert (table.sheet, table.header) == ("자료", ["번호", "금액"])
        assert list(table) == [(2, ["1", "1234567890"]), (4, ["2", "12.5"])]
    assert preview_table(tmp_path / "a.xlsx", "a.xlsx").sheet == "설명"
    with pytest.raises(Problem, match="DeliveryUnreadable"):
        read_table(tmp_path / "a.xlsx", "a.xlsx", TableOptions(sheet="없음"))


def test_json_lines_are_rows_and_broken_lines_are_refused_by_number() -> None:
    lines = ['{"번호": 1, "상호": "가"}', "not json", "[1]", '{"번호": 2, "금액": 1.50, "더": {"a": [1]}}', ""]
    with read_table("\n".join(lines).encode(), "a.jsonl") as table:
        assert table.header == ["번호", "상호", "금액", "더"]
        assert list(table) == [(1, ["1", "가", "", ""]), (4, ["2", "", "1.5", '{"a":[1]}'])]
        assert table.refused == [(2, "not_json"), (3, "not_json")]


def test_a_preview_stops_after_its_rows() -> None:
    preview = preview_table(csv_of().encode(), "a.csv", rows=2)
    assert (preview.header, preview.rows, preview.encoding) == (ROWS[0], KEPT[:2], "utf-8")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n", "unsupported"),
        (zipped(("a.txt", b"a")), "unsupported"),
        (b"PK\x03\x04broken", "damaged"),
        (b'a,b\n"' + b"x" * 2_000_000 + b'"\n', "damaged"),
    ],
)
def test_what_is_no_table_is_a_problem_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Problem) as caught:
        list(read_table(data, "a.csv"))
    assert (caught.value.code, caught.value.facts["reason"]) == ("DeliveryUnreadable", reason)


def test_a_hundred_thousand_rows_come_through_in_seconds() -> None:
    line = ",".join(["R-000001", "어느 식당", "서울특별시 어느구 어느길 1"] + ["12345"] * 27)
    data = (line + "\n") * 105_117
    with read_table(data.encode(), "big.csv") as table:
        assert sum(len(row) == 30 for _, row in table) == 105_116


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = 0o120777 << 16
    return info


def test_members_are_handed_over_whole_or_refused_one_by_one() -> None:
    data = zipped(
        ("접수/1.pdf", b"one"),
        ("../../evil.txt", b"x"),
        ("..\\..\\evil.txt", b"x"),
        ("/etc/passwd", b"x"),
        ("C:\\Windows\\evil.dll", b"x"),
        (link("shortcut"), b"/etc/passwd"),
        ("a" * 300 + ".txt", b"x"),
        ("bad\x01name", b"x"),
        ("접수/2.pdf", b"two"),
        ("bomb.bin", bytes(40_000_000)),
        ("__MACOSX/._1.pdf", b"x"),
        ("접수/.DS_Store", b"x"),
        ("접수/", b""),
    )
    found = list(read_archive(data))
    assert [m for m in found if isinstance(m, Member)] == [Member("접수/1.pdf", b"one"), Member("접수/2.pdf", b"two")]
    assert [m.code for m in found if isinstance(m, RefusedMember)] == [
        "path_traversal", "path_traversal", "absolute_path", "absolute_path", "link", "bad_name", "bad_name", "bomb",
    ]  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_second_file_of_the_same_name_is_refused() -> None:
    nfd = unicodedata.normalize("NFD", "영수증.pdf")
    data = zipped(("a.pdf", b"1"), ("A.PDF", b"2"), ("영수증.pdf", b"3"), (nfd, b"4"))
    assert [getattr(m, "code", "") for m in read_archive(data)] == ["", "duplicate_name", "", "duplicate_name"]


def test_names_in_cp949_are_read_as_korean() -> None:
    data = zipped(("xxxxxx.pdf", b"1"), method=zipfile.ZIP_STORED)
    data = data.replace(b"xxxxxx", "영수증".encode("cp949"))
    assert [m.path for m in read_archive(data)] == ["영수증.pdf"]


def test_a_member_that_lies_about_its_size_or_content_is_refused() -> None:
    data = bytearray(zipped(("a.txt", b"hello hello"), ("b.txt", b"fine"), method=zipfile.ZIP_STORED))
    data[data.find(b"hello")] ^= 0xFF
    assert [getattr(m, "code", "") for m in read_archive(bytes(data))] == ["damaged", ""]


def test_a_locked_member_is_refused_and_a_path_is_read_like_bytes(tmp_path: Path) -> None:
    data = bytearray(zipped(("a.txt", b"hello"), method=zipfile.ZIP_STORED))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    assert list(read_archive(tmp_path / "a.zip")) == [RefusedMember("a.txt", "encrypted")]
    with pytest.raises(Problem, match="damaged"):
        list(read_archive(b"PK\x03\x04 nothing"))


def test_stopping_early_ends_the_glovebox() -> None:
    rows = read_table(("a,b\n" + "1,2\n" * 200_000).encode(), "a.csv")
    for _ in rows:
        break
    rows.close()
    assert not rows._glovebox.is_alive()


def test_large_tables_of_json_are_read_as_they_come() -> None:
    text = io.StringIO()
    for number in range(20_000):
        text.write(json.dumps({"번호": number, "상호": "가게" * 5}, ensure_ascii=False) + "\n")
    with read_table(text.getvalue().encode(), "a.jsonl") as table:
        assert sum(1 for _ in table) == 20_000
