"""The spreadsheet view, with real files opened in a real glovebox."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.documents.opening import inspect
from reviewer.rules.places import on_sheet
from reviewer.ui.look import read_look
from reviewer.ui.reader.selection import Mark, Selection
from reviewer.ui.reader.sheet_head import head_row
from reviewer.ui.reader.sheet_view import SheetView
from tests.ui.reader.sheets_at_hand import PAPER, Show, daily, sheets_shown, workbook


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Shows a file's sheets."""
    yield from sheets_shown(qtbot)


def image_of(sheets: SheetView) -> QImage:
    return sheets.grid.viewport().grab().toImage()


def colours_at(sheets: SheetView, row: int, column: int) -> set[str]:
    """The colours inside a cell as it is drawn."""
    pane = next(iter(sheets.grid.plan.panes()))
    rect = sheets.grid.plan.rect((row, column, row, column), pane)
    picture = image_of(sheets)
    return {picture.pixelColor(x, rect.center().y()).name() for x in range(rect.left() + 1, rect.right())}


def test_chosen_cells_are_added_up_with_their_korean_amounts(show: Show, qtbot: QtBot) -> None:
    sheets = show(daily(40), "sales.csv")
    with qtbot.waitSignal(sheets.selected) as told:
        sheets.grid.choose((3, 3, 5, 3))
    chosen = told.args[0]
    assert isinstance(chosen, Selection)
    assert chosen.place == on_sheet(PAPER, 1, 3, 3, 5, 3)
    assert chosen.cells == (("120,000원",), ("120,001원",), ("120,002원",))
    status = sheets.foot.status.text()
    assert "360,003 won" in status
    assert "Numbers 3" in status
    assert "120,001 won" in status


def test_the_row_that_names_the_columns_stays_when_the_rows_below_scroll(show: Show, qtbot: QtBot) -> None:
    sheets = show(daily(300), "sales.csv")
    qtbot.waitUntil(lambda: sheets.grid.plan.pinned_rows == (2, 2))
    before = sheets.grid.plan.row_at(sheets.grid.plan.head_height + 2)
    sheets.grid.verticalScrollBar().setValue(120)
    top = sheets.grid.plan.head_height + 2
    assert (before, sheets.grid.plan.row_at(top)) == (1, 2)
    assert sheets.grid.plan.row_at(top + sheets.grid.plan.row_height) == 122
    sheets.grid.go(100, 1)
    assert sheets.grid.plan.row_at(top + sheets.grid.plan.row_height) <= 100  # not beneath the pinned row


def test_copied_cells_hold_nothing_a_spreadsheet_would_run(show: Show) -> None:
    sheets = show(daily(5), "sales.csv")
    sheets.grid.choose((3, 3, 4, 4))
    sheets.copy()
    first = QGuiApplication.clipboard().text().split("\n")[0]
    assert first == '120,000원\t\'=HYPERLINK("http://x")'


def test_the_grid_is_used_by_keyboard_alone(show: Show) -> None:
    sheets = show(daily(60), "sales.csv")
    grid = sheets.grid
    grid.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        QTest.keyClick(grid, key)
    QTest.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert grid.shown.chosen == (3, 2, 4, 2)
    QTest.keyClick(grid, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert grid.shown.current == (62, 4)
    wide = grid.plan.column_width(4)
    QTest.keyClick(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    assert grid.plan.column_width(4) > wide
    assert grid.accessibleName().startswith("D62 =HYPERLINK")


def test_an_amount_is_never_cut_short_at_any_zoom(show: Show, qtbot: QtBot) -> None:
    sheets = show(daily(40), "sales.csv")
    for _ in range(6):
        sheets.zoom(1)
        needed = sheets.grid._cell_font(sheets.grid.zoom)
        from PySide6.QtGui import QFontMetrics

        assert sheets.grid.plan.column_width(3) > QFontMetrics(needed).horizontalAdvance("120,039원")


def test_a_place_is_jumped_to_chosen_and_flashed(show: Show, qtbot: QtBot) -> None:
    sheets = show(daily(500), "sales.csv")
    sheets.jump_to(on_sheet(PAPER, 1, 400, 3))
    assert sheets.grid.shown.chosen == (400, 3, 400, 3)
    assert 400 in sheets.grid.plan.rows_in_view()
    assert sheets.grid.shown.flash == (400, 3, 400, 3)
    qtbot.waitUntil(lambda: sheets.grid.shown.flash is None and not sheets.grid._beats.isActive())
    sheets.jump_to(on_sheet("cd" * 32, 1, 3, 3))  # of another paper: nothing moves
    assert sheets.grid.shown.chosen == (400, 3, 400, 3)


def test_a_mark_is_seen_and_pressed(show: Show, qtbot: QtBot) -> None:
    sheets = show(daily(20), "sales.csv")
    soft = QColor(read_look("light", 100, False).colour("good-soft")).name()
    assert soft not in colours_at(sheets, 5, 3)
    sheets.set_marks([Mark(on_sheet(PAPER, 1, 5, 3), "good", "Verified", "fact-1")])
    assert soft in colours_at(sheets, 5, 3)
    sheets.grid.go(5, 3)
    with qtbot.waitSignal(sheets.mark_pressed) as told:
        QTest.keyClick(sheets.grid, Qt.Key.Key_Return)
    assert told.args == ["fact-1"]
    pane = next(iter(sheets.grid.plan.panes()))
    spot = sheets.grid.plan.rect((5, 3, 5, 3), pane).center()
    assert "Verified" in sheets.grid.tip_at(QPoint(spot))


def test_a_clipping_shows_the_cells_of_a_place(show: Show, qtbot: QtBot) -> None:
    sheets = show(daily(20), "sales.csv")
    taken: list[QImage] = []
    sheets.clipping(on_sheet(PAPER, 1, 5, 3, 6, 3), taken.append)
    qtbot.waitUntil(lambda: len(taken) == 1)
    assert 40 < taken[0].width() < 400
    assert 40 < taken[0].height() < 120
    inks = {taken[0].pixelColor(x, y).name() for x in range(taken[0].width()) for y in range(30, taken[0].height())}
    assert len(inks) > 5  # letters, not an empty ground


def test_the_way_a_paper_was_looked_at_comes_back(show: Show, qtbot: QtBot) -> None:
    sheets = show(workbook(), "sales.xlsx")
    sheets.grid.set_width(2, 222)
    sheets.show_sheet(2)
    sheets.zoom(1)
    kept = sheets.view()
    again = show(workbook(), "sales.xlsx", kept)
    assert again.sheet == 2
    assert again.grid.zoom == pytest.approx(sheets.grid.zoom, abs=0.001)
    again.show_sheet(1)
    assert again.grid.widths.own == {2: 222}


def test_a_hidden_sheet_is_there_and_named_as_hidden(show: Show, qtbot: QtBot) -> None:
    sheets = show(workbook(), "sales.xlsx")
    names = [sheets.foot.tabs.tabText(n) for n in range(sheets.foot.tabs.count())]
    assert names == ["일별", "원본  (hidden)"]
    sheets.show_sheet(2)
    qtbot.waitUntil(lambda: sheets.rows.text(2, 2) == "숨긴 값 987654")


def test_a_sheet_on_screen_counts_as_seen(show: Show, qtbot: QtBot) -> None:
    sheets = show(daily(20), "sales.csv")
    with qtbot.waitSignal(sheets.seen, timeout=5_000) as told:
        pass
    assert told.args == [1]


def test_hidden_rows_and_columns_are_shown_on_hatched_ground_and_counted(show: Show, qtbot: QtBot) -> None:
    sheets = show(workbook(), "sales.xlsx")
    qtbot.waitUntil(lambda: not sheets.foot.concealed.isHidden())
    assert sheets.foot.concealed.text() == "1 hidden row · 1 hidden column"
    assert sheets.grid.shown.is_hidden_row(10)
    assert not sheets.grid.shown.is_hidden_row(11)
    hatched, plain = colours_at(sheets, 10, 2), colours_at(sheets, 11, 2)
    assert QColor(read_look("light", 100, False).colour("line")).name() in hatched - plain
    assert sheets.rows.text(10, 2) == "100007"  # there to be read, not left out
    QTest.mouseClick(sheets.foot.concealed, Qt.MouseButton.LeftButton)
    assert sheets.grid.shown.current[0] == 10
    QTest.mouseClick(sheets.foot.concealed, Qt.MouseButton.LeftButton)
    assert sheets.grid.shown.current == (10, 3)


def test_merged_cells_are_one_and_are_chosen_whole(show: Show, qtbot: QtBot) -> None:
    sheets = show(workbook(), "sales.xlsx")
    qtbot.waitUntil(lambda: sheets.grid.shown.merged == ((1, 1, 1, 3),))
    sheets.grid.go(1, 2)
    assert sheets.grid.shown.chosen == (1, 1, 1, 3)
    sheets.grid.go(2, 2)
    sheets.grid.go(1, 2, extend=True)
    assert sheets.grid.shown.chosen == (1, 1, 2, 3)


def test_the_panes_that_the_file_froze_stay(show: Show, qtbot: QtBot) -> None:
    sheets = show(workbook(), "sales.xlsx")
    qtbot.waitUntil(lambda: sheets.grid.plan.pinned_columns == 1)
    assert sheets.grid.plan.pinned_rows == (1, 2)


def test_a_formula_stands_beside_its_value_and_is_never_run(show: Show, qtbot: QtBot) -> None:
    sheets = show(workbook(), "sales.xlsx")
    sheets.grid.go(43, 2)
    qtbot.waitUntil(lambda: "=SUM(B3:B42)" in sheets.line.content.text())
    assert "value: 4000780" in sheets.line.content.text()  # as it was saved, whatever the cells above hold
    before = image_of(sheets)
    QTest.mouseClick(sheets.line.formulas, Qt.MouseButton.LeftButton)
    assert image_of(sheets) != before


def test_words_are_found_in_every_sheet_the_hidden_ones_too(show: Show, qtbot: QtBot) -> None:
    sheets = show(workbook(), "sales.xlsx")
    sheets.open_find()
    sheets.finder.field.setText("987654")
    qtbot.waitUntil(lambda: sheets.finder.count.text() == "1 hit")
    assert sheets.sheet == 2
    assert sheets.grid.shown.chosen == (2, 2, 2, 2)
    sheets.finder.field.setText("2022-09-1")
    qtbot.waitUntil(
        lambda: len(sheets.finder.hits) >= 10 and "searching" not in sheets.finder.count.text(), timeout=10_000
    )
    assert sheets.finder.list.count() == len(sheets.finder.hits)
    first = sheets.grid.shown.chosen
    QTest.keyClick(sheets.finder.field, Qt.Key.Key_F3)
    assert sheets.grid.shown.chosen != first
    QTest.keyClick(sheets.finder.field, Qt.Key.Key_Escape)
    assert sheets.finder.isHidden()
    assert sheets.grid.shown.hits == ()


def test_a_sheet_of_hostile_texts_stays_plain_text(show: Show) -> None:
    nasty = '"<img src=file:///etc/passwd>","=cmd|\' /C calc\'!A0","{0}"\n'.replace("{0}", "가" * 30_000).encode()
    sheets = show(nasty * 3, "evil.csv")
    sheets.grid.go(1, 1)
    assert sheets.line.content.text() == "<img src=file:///etc/passwd>"
    sheets.grid.go(1, 3)
    assert image_of(sheets).width() > 0  # drawn without a pause, cut to what fits


def test_a_title_runs_over_the_empty_cells_beside_it_and_widens_no_column(show: Show, qtbot: QtBot) -> None:
    title = "2022년 9월부터 10월까지 행복카페 일자별 카드 매출 조회 결과"
    sheets = show(f"{title},,\n거래일자,금액,비고\n2022-09-01,1000,a\n".encode(), "t.csv")
    assert sheets.grid.plan.column_width(1) < 200
    ink = read_look("light", 100, False).colour("ink").name()
    assert ink in colours_at(sheets, 1, 2)  # its letters go on in column B
    other = show(f"{title},x,\n거래일자,금액,비고\n2022-09-01,1000,a\n".encode(), "t.csv")
    assert other.grid.plan.column_width(1) > 200  # beside a neighbour it needs its own room


def test_an_empty_sheet_says_so_and_takes_every_key(show: Show) -> None:
    room = io.BytesIO()
    book = xlsxwriter.Workbook(room)
    book.add_worksheet("빈 시트")
    book.close()
    sheets = show(room.getvalue(), "empty.xlsx")
    assert "empty" in sheets.foot.status.text()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_Return):
        QTest.keyClick(sheets.grid, key)
    for key in (Qt.Key.Key_A, Qt.Key.Key_Space, Qt.Key.Key_C, Qt.Key.Key_End):
        QTest.keyClick(sheets.grid, key, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseClick(sheets.grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(90, 60))
    QTest.keyClick(sheets.grid, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    assert sheets.selection() is None


def test_every_sheet_of_the_corpus_is_shown_with_its_formulas_and_hidden_parts(
    corpus: Path, show: Show, qtbot: QtBot
) -> None:
    shown = 0
    for path in sorted((corpus / "sheet").iterdir()):
        told = inspect(path.read_bytes(), path.name, seconds=20)
        if not told.opened or told.kind != "spreadsheet" or told.bytes > 2_000_000:
            continue
        sheets = show(path.read_bytes(), path.name)
        for number in range(1, min(len(told.sheets), 4) + 1):
            sheets.show_sheet(number)
            qtbot.waitUntil(lambda view=sheets, n=number: n in view.shapes.known)
            sheets.grid.go(sheets.grid.plan.rows, sheets.grid.plan.columns)
            sheets.line.formulas.toggle()
            image_of(sheets)
        shown += 1
        sheets.close_paper()
    assert shown >= 15


def test_the_row_that_names_the_columns_is_not_a_line_about_the_shop_above_them() -> None:
    rows = (
        ("매출 입금 일자별 내역",),
        ("가맹점명", "바람택배"),
        ("사업자등록번호", "537-54-55368"),
        ("조회기간", "2022-09-01 ~ 2022-10-31"),
        ("거래일자", "승인건수", "승인금액"),
        ("2022-09-01 (목)", "13", "346,500"),
        ("2022-09-02 (금)", "16", "424,900"),
    )
    assert head_row(dict(enumerate(rows, start=1)).get) == 5


def test_no_line_of_the_grid_goes_through_a_text_that_runs_over_the_next_cell(show: Show) -> None:
    sheets = show("사업자등록번호 575-30-74906 조회기간 2022년 9월,,\n1,2,3\n".encode(), "sales.csv")
    line = QColor(read_look("light", 100, False).colours["line"]).name()
    pane = next(iter(sheets.grid.plan.panes()))
    picture, edges = image_of(sheets), []
    for row in (1, 2):
        rect = sheets.grid.plan.rect((row, 1, row, 1), pane)
        edges.append({picture.pixelColor(rect.right(), y).name() for y in range(rect.top() + 3, rect.bottom() - 3)})
    assert line not in edges[0]
    assert edges[1] == {line}
