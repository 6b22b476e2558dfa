"""Spreadsheets, office documents and plain text as a reviewer sees them."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from reviewer.documents.opening import Paragraph, Table, inspect, open_document
from reviewer.rules.problem import Problem
from tests.documents import papers

HP = 'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph"'


def workbook(path: Path) -> bytes:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("매출")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(1, 1, ["날짜", "금액", "비고"])
    sheet.write_datetime(2, 1, dt.datetime(2022, 10, 15), day)  # noqa: DTZ001
    sheet.write_number(2, 2, 1_234_567)
    sheet.write_number(2, 3, 0.1)
    sheet.write_formula(3, 2, "=C3*2", None, 2_469_134)
    sheet.write_boolean(3, 3, True)
    book.add_worksheet("숨김").hide()
    book.close()
    return path.read_bytes()


def test_cells_come_as_canonical_text_from_column_a(tmp_path: Path) -> None:
    with open_document(workbook(tmp_path / "a.xlsx"), "a.xlsx") as document:
        told = document.description
        assert [(s.name, s.rows, s.cols, s.hidden) for s in told.sheets] == [
            ("매출", 4, 4, False),
            ("숨김", 0, 0, True),
        ]
        assert set(told.warnings) == {"formula", "hidden_sheet"}
        assert document.cells(1, 2, 10) == [
            ["", "날짜", "금액", "비고"],
            ["", "2022-10-15", "1234567", "0.1"],
            ["", "", "2469134", "TRUE"],
        ]
        assert document.cells(1, 100, 10) == []
        with pytest.raises(Problem, match="damaged"):
            document.cells(7, 1, 1)


def test_formulas_and_outside_links_of_a_workbook_are_counted(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet = book.add_worksheet()
    for row in range(7):
        sheet.write_formula(row, 0, f"=B{row + 1}*2", None, 2)
    sheet.write_url(8, 0, "https://example.com/one")
    sheet.write_url(9, 0, "https://example.com/two")
    book.close()
    told = inspect((tmp_path / "a.xlsx").read_bytes(), "a.xlsx")
    assert dict(told.counts) == {"formula": 7, "external_link": 2}


def test_a_workbook_that_unpacks_to_gigabytes_is_refused() -> None:
    room = io.BytesIO()
    with zipfile.ZipFile(room, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(100_000_000))
    told = inspect(room.getvalue(), "a.xlsx")
    assert (told.kind, told.problem) == ("spreadsheet", "too_large")


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_a_csv_is_a_grid_in_any_korean_encoding(codec: str) -> None:
    data = '상호;금액\n"가게; 본점";1000\n'.encode(codec)
    with open_document(data, "a.csv") as document:
        assert document.description.sheets[0].rows == 2
        assert document.cells(1, 1, 5) == [["상호", "금액"], ["가게; 본점", "1000"]]


def test_cells_a_spreadsheet_would_run_are_named() -> None:
    assert "formula" in inspect(b'a,b\n1,"=HYPERLINK(""http://x"")"\n', "a.csv").warnings
    assert inspect(b"a,b\n-1,+2\n", "a.csv").warnings == ()


def test_a_docx_is_read_as_paragraphs_and_tables() -> None:
    body = (
        "<w:p><w:r><w:t>첫째</w:t><w:tab/><w:t>줄</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>가</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>나</w:t></w:r></w:p><w:p><w:r><w:t>다</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:del><w:r><w:delText>지운 글</w:delText></w:r></w:del><w:r><w:t>끝</w:t></w:r></w:p>"
    )
    with open_document(papers.docx(body), "a.docx") as document:
        assert document.blocks() == [Paragraph("첫째\t줄"), Table((("가", "나\n다"),)), Paragraph("끝")]
        assert document.page_text(0) == "첫째\t줄\n가\t나\n다\n끝"


def test_a_hwpx_is_read_as_paragraphs_and_tables() -> None:
    cells = "".join(
        f"<hp:tc><hp:subList><hp:p><hp:run><hp:t>{text}</hp:t></hp:run></hp:p></hp:subList></hp:tc>" for text in "가나"
    )
    section = (
        f"<sec {HP}><hp:p><hp:run><hp:t>제목</hp:t></hp:run></hp:p>"
        f"<hp:p><hp:run><hp:tbl><hp:tr>{cells}</hp:tr></hp:tbl></hp:run></hp:p></sec>"
    )
    data = papers.zipped(("mimetype", b"application/hwp+zip"), ("Contents/section0.xml", section.encode()))
    with open_document(data, "a.hwpx") as document:
        assert document.blocks() == [Paragraph("제목"), Table((("가", "나"),))]


def test_entities_and_endless_nesting_do_no_harm() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w:p>&b;</w:p>'
    hostile = papers.zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", laughs.encode()))
    assert inspect(hostile, "a.docx").problem == "damaged"
    deep = papers.docx("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000)
    assert inspect(deep, "a.docx").problem in (None, "damaged")
    assert inspect(papers.docx("<w:p>"), "a.docx").problem == "damaged"


def test_a_document_under_a_password_says_so_and_its_kind() -> None:
    manifest = b'<manifest><file-entry><encryption-data checksum="x"/></file-entry></manifest>'
    locked = papers.zipped(("mimetype", b"application/hwp+zip"), ("META-INF/manifest.xml", manifest))
    told = inspect(locked, "a.hwpx")
    assert (told.kind, told.format, told.problem, told.warnings) == ("office", "hwpx", "locked_format", ("encrypted",))


def test_an_archive_is_listed_and_not_opened() -> None:
    told = inspect(papers.zipped(("영수증/1.jpg", b"x"), ("../evil", b"x")), "a.zip")
    assert (told.kind, told.opened) == ("archive", True)
    assert told.text == "영수증/1.jpg\n../evil\t[path_traversal]"
    assert told.warnings == ("refused_members",)


def test_what_a_kind_of_document_does_not_have_is_unsupported() -> None:
    with open_document(b"a,b\n1,2\n", "a.csv") as document, pytest.raises(Problem, match="unsupported"):
        document.page(1)
    with open_document(b"hello", "a.txt") as document:
        assert document.blocks() == [Paragraph("hello")]
        with pytest.raises(Problem, match="unsupported"):
            document.cells(1, 1, 1)
