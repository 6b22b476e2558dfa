"""Workbooks too large for memory: read piece by piece, with the same cells as any other."""

import io
from collections.abc import Callable

import pytest
import xlsxwriter

from reviewer.documents.containers import ZipContainer
from reviewer.documents.growing import GrowingBook
from reviewer.documents.opening import inspect, open_document
from reviewer.documents.sheets import Workbook
from reviewer.documents.shown import Outline
from reviewer.documents.xlsx_stream import large_sheets
from tests.documents.hostile_offices import far_corner

Fill = Callable[[xlsxwriter.Workbook], None]


def book_of(fill: Fill, options: dict[str, object] | None = None) -> bytes:
    room = io.BytesIO()
    book = xlsxwriter.Workbook(room, options)
    fill(book)
    book.close()
    return room.getvalue()


def every_kind_of_cell(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("매출 & <합계>")
    codes = (
        "yyyy-mm-dd",
        'yyyy"년" m"월" d"일"',
        "hh:mm:ss",
        "[h]:mm",
        '#,##0"원"',
        "[$-412]#,##0;[Red]-#,##0",
        "0.00E+00",
    )
    for row, code in enumerate(codes):
        shown = book.add_format({"num_format": code})
        for column, number in enumerate((44849, 44849.75, 0.25, 1.5, 1234567, -3)):
            if number >= 0 or ("y" not in code and "h" not in code):
                sheet.write_number(row + 3, column + 1, number, shown)
    sheet.write_string("B1", '줄\n바꿈 & <태그> "따옴표" \'')
    sheet.write_rich_string("C1", "앞 ", book.add_format({"bold": True}), "굵게", " 뒤")
    sheet.write_boolean("D1", True)
    sheet.write_formula("E1", "=SUM(B4:B9)", None, 12.5)
    sheet.write_formula("F1", '="가"&"나"', None, "가나")
    sheet.write_number("A30", 44849.638194444444, book.add_format({"num_format": 22}))
    sheet.write_number("XFD40", 7)
    sheet.set_row(34, None, None, {"hidden": True})
    sheet.merge_range("A50:C51", "합침")
    sheet.freeze_panes(2, 1)
    other = book.add_worksheet("숨은 시트")
    other.write("B2", "숨긴 값")
    other.hide()


def trimmed(rows: list[list[str]]) -> list[list[str]]:
    return [row[: max((place for place, cell in enumerate(row, 1) if cell), default=0)] for row in rows]


@pytest.mark.parametrize("options", [None, {"date_1904": True}])
def test_a_book_read_piece_by_piece_has_the_cells_of_one_read_at_once(options: dict[str, object] | None) -> None:
    data = book_of(every_kind_of_cell, options)
    at_once = Workbook(data, "xlsx", set())
    at_once.measure()
    in_pieces = GrowingBook(Outline("spreadsheet", "xlsx"), large_sheets(ZipContainer(data)))
    in_pieces.measure()
    for sheet in (1, 2):
        assert trimmed(in_pieces.cells(sheet, 1, 60)) == trimmed(at_once.cells(sheet, 1, 60))
    assert [sheet.name for sheet in in_pieces.outline.sheets] == ["매출 & <합계>", "숨은 시트"]
    assert in_pieces.outline.warnings == {"formula", "hidden_rows", "hidden_sheet", "truncated"}  # XFD is not shown
    assert in_pieces.formulas(1, 1, 9) == {(1, 5): "=SUM(B4:B9)", (1, 6): '="가"&"나"'}
    shape = in_pieces.shape(1)
    assert (shape.merged, shape.hidden_rows) == (((50, 1, 51, 3),), ((35, 35),))
    assert (shape.frozen_rows, shape.frozen_columns) == (2, 1)


def long_book(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("긴 시트")
    for row in range(150_000):
        sheet.write_row(row, 0, [row, f"행복카페 {row % 977}호점", row * 3, "신한카드", row * 0.5, "승인"])
    sheet.set_row(149_999, None, None, {"hidden": True})


@pytest.fixture(scope="module")
def long() -> bytes:
    return book_of(long_book, {"constant_memory": True})


def test_a_large_book_shows_its_first_rows_before_it_is_read(long: bytes) -> None:
    with open_document(long, "long.xlsx") as document:
        (sheet,) = document.description.sheets
        assert not sheet.whole
        assert 0 < sheet.rows < 150_000
        assert document.cells(1, 2, 1) == [["1", "행복카페 1호점", "3", "신한카드", "0.5", "승인"]]
        told = document.description
        while not told.is_proved:
            told = document.prove(0.1)
        (sheet,) = told.sheets
        assert (sheet.rows, sheet.cols, sheet.whole) == (150_000, 6, True)
        assert "hidden_rows" in told.warnings
        assert document.cells(1, 150_000, 5)[0][0] == "149999"
        assert document.sheet_shape(1).hidden_rows == ((150_000, 150_000),)


def test_what_could_not_be_read_in_time_is_said_to_be_missing(long: bytes) -> None:
    told = inspect(long, "long.xlsx", seconds=2.5)
    assert told.opened or told.problem == "timed_out"
    if told.opened and not told.sheets[0].whole:
        assert "truncated" in told.warnings


def test_a_large_book_that_breaks_off_shows_what_came_before(long: bytes) -> None:
    room = io.BytesIO(long)
    entry = next(one for one in ZipContainer(long).entries if one.filename.endswith("sheet1.xml"))
    room.seek(entry.header_offset + entry.compress_size // 2)
    room.write(b"\xff" * 2_000)
    with open_document(room.getvalue(), "broken.xlsx") as document:
        told = document.description
        while not told.is_proved:
            told = document.prove(1)
        assert 1_000 < told.sheets[0].rows < 150_000
        assert "truncated" in told.warnings
        assert document.cells(1, 3, 1)[0][0] == "2"


def test_a_line_of_millions_of_cells_is_cut_and_the_rest_of_the_table_is_shown() -> None:
    with open_document(b"a," * 20_000_000 + b"\nnext,1\n", "one-line.csv") as document:
        told = document.description
        while not told.is_proved:
            told = document.prove(1)
        assert "truncated" in told.warnings
        assert document.cells(1, 2, 1) == [["next", "1"]]


def test_cells_that_a_spreadsheet_would_run_are_counted_and_figures_are_none() -> None:
    told = inspect('이름,값\n=1+1,-500\n@SUM(A1),+82-10-1234-5678\n-,"-1,000원"\n'.encode(), "a.csv")
    assert dict(told.counts) == {"formula": 2}


def test_two_cells_in_far_corners_need_no_room_for_all_between_them() -> None:
    with open_document(book_of(far_corner), "far-corner.xlsx") as document:
        assert document.cells(1, 1, 1) == [["1"]]
        told = document.description
        while not told.is_proved:
            told = document.prove(1)
        assert (told.sheets[0].rows, told.sheets[0].whole) == (1_048_576, True)
        assert "truncated" in told.warnings  # the last cell lies beyond the columns that are shown
