"""Sheets of very many rows: shown from the first on, added up and searched without holding up the window."""

import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reviewer.rules.places import on_sheet
from reviewer.ui.reader.selection import Selection
from reviewer.ui.reader.sheet_rows import KEPT_CELLS
from reviewer.ui.reader.sheet_view import SheetView
from tests.ui.reader.pulse import Pulse
from tests.ui.reader.sheets_at_hand import PAPER, Show, read_on, read_whole, sheets_shown


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Shows a file's sheets."""
    yield from sheets_shown(qtbot)


HELD_UP = 250
"""Milliseconds; without pieces the window stood for seconds, and a busy machine adds a hundred of its own."""


def test_a_whole_column_of_a_million_rows_is_added_up_piece_by_piece(show: Show, qtbot: QtBot) -> None:
    sheets = show(b"\n".join(b"%d,7" % n for n in range(60_000)), "long.csv")
    read_whole(sheets, qtbot)
    sheets.grid.go(1, 2)
    QTest.keyClick(sheets.grid, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "420,000 won" in sheets.foot.status.text(), timeout=30_000)
    assert "%" not in sheets.foot.status.text()
    chosen = sheets.selection()
    assert chosen is not None
    assert chosen.place.box == (1, 2, 60_000, 2)


def test_rows_are_asked_for_around_the_view_and_memory_stays_in_bounds(show: Show, qtbot: QtBot) -> None:
    sheets = show(b"\n".join(b"%d,%d,x,y" % (n, n * 2) for n in range(400_000)), "long.csv")
    bar = sheets.grid.verticalScrollBar()
    read_whole(sheets, qtbot)
    assert bar.maximum() > 399_900
    for place in range(0, 400_000, 3_001):
        bar.setValue(place)
        qtbot.wait(1)
    began = time.monotonic()
    bar.setValue(bar.maximum())
    assert time.monotonic() - began < 0.1
    qtbot.waitUntil(lambda: sheets.rows.text(400_000, 1) == "399999")
    kept = sum(len(row) for page in sheets.rows._pages.values() for row in page)
    assert kept <= KEPT_CELLS


def test_a_whole_selection_holds_the_rows_that_were_never_on_screen(show: Show, qtbot: QtBot) -> None:
    sheets = show(b"\n".join(b"2022-09-%02d,%d" % (n % 30 + 1, n) for n in range(3_000)), "single-sales.csv")
    read_whole(sheets, qtbot)
    QTest.keyClick(sheets.grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    here = sheets.selection()
    assert here is not None
    assert len(here.cells) < 3_000  # only what was near the view is here
    taken: list[Selection | None] = []
    sheets.whole_selection(taken.append)
    qtbot.waitUntil(lambda: len(taken) == 1)
    assert taken[0] is not None
    assert [row[1] for row in taken[0].cells] == [str(n) for n in range(3_000)]
    assert taken[0].place == here.place


def test_a_selection_of_more_rows_than_a_person_means_is_not_read(show: Show, qtbot: QtBot) -> None:
    sheets = show(b"\n".join(b"%d" % n for n in range(30_000)), "long.csv")
    read_whole(sheets, qtbot)
    QTest.keyClick(sheets.grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    taken: list[Selection | None] = []
    sheets.whole_selection(taken.append)
    assert taken == [None]


def test_rows_that_take_long_are_named_while_they_are_on_their_way(show: Show, qtbot: QtBot) -> None:
    sheets = show(b"\n".join(b"%d" % n for n in range(30_000)), "long.csv")
    read_whole(sheets, qtbot)
    held: list[Callable[[], None]] = []
    ask = sheets.rows._ask
    assert ask is not None
    sheets.rows._ask = lambda *question: held.append(lambda: ask(*question))  # a lane that is busy with another paper
    sheets.grid.verticalScrollBar().setValue(20_000)
    qtbot.waitUntil(lambda: "Reading rows 20,001" in sheets.foot.status.text())
    sheets.rows._ask = ask
    held[0]()
    qtbot.waitUntil(lambda: sheets.rows.text(20_001, 1) == "20000")
    assert "Reading" not in sheets.foot.status.text()


def long_table(rows: int) -> bytes:
    return b"\n".join(b"2022-10-%02d,%d,\xea\xb0\x80\xea\xb2\x8c %d" % (n % 31 + 1, n, n % 977) for n in range(rows))


def choose_column(sheets: SheetView, column: int) -> None:
    sheets.grid.go(1, column)
    QTest.keyClick(sheets.grid, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)


def test_the_first_rows_are_there_while_the_rest_is_still_read(show: Show, qtbot: QtBot) -> None:
    sheets = show(long_table(600_000), "long.csv")
    assert sheets.rows.text(1, 1) == "2022-10-01"
    assert "rows so far; reading on" in sheets.foot.growing.text()
    assert sheets.grid.plan.rows < 600_000
    top = sheets.grid.verticalScrollBar().value()
    read_whole(sheets, qtbot)
    assert sheets.grid.plan.rows == 600_000
    assert sheets.foot.growing.isHidden()
    assert sheets.grid.verticalScrollBar().value() == top


def test_a_sum_made_while_the_sheet_is_read_says_so_and_is_completed(show: Show, qtbot: QtBot) -> None:
    sheets = show(long_table(200_000), "long.csv", reads_on=False)
    known = sheets.grid.plan.rows
    assert known < 200_000
    choose_column(sheets, 2)
    qtbot.waitUntil(lambda: "only the rows read so far" in sheets.foot.status.text(), timeout=30_000)
    read_on(sheets)
    qtbot.waitUntil(lambda: "19,999,900,000 won" in sheets.foot.status.text(), timeout=60_000)
    assert "only" not in sheets.foot.status.text()


def test_a_place_that_is_not_read_yet_is_jumped_to_as_soon_as_it_is(show: Show, qtbot: QtBot) -> None:
    sheets = show(long_table(600_000), "long.csv")
    sheets.jump_to(on_sheet(PAPER, 1, 599_999, 2))
    qtbot.waitUntil(lambda: sheets.grid.shown.chosen == (599_999, 2, 599_999, 2), timeout=60_000)
    assert 599_999 in sheets.grid.plan.rows_in_view()


@pytest.mark.parametrize("way", ["button", "Esc"])
def test_adding_up_tells_how_far_it_is_and_can_be_cancelled(show: Show, qtbot: QtBot, way: str) -> None:
    sheets = show(long_table(400_000), "long.csv")
    read_whole(sheets, qtbot)
    choose_column(sheets, 3)
    qtbot.waitUntil(lambda: "adding up… " in sheets.foot.status.text())
    assert sheets.foot.cancel.isVisible()
    if way == "Esc":
        QTest.keyClick(sheets.grid, Qt.Key.Key_Escape)
    else:
        QTest.mouseClick(sheets.foot.cancel, Qt.MouseButton.LeftButton)
    assert sheets.foot.status.text() == "Adding up was stopped."
    assert sheets.foot.cancel.isHidden()
    qtbot.wait(600)  # a slice that was on its way changes nothing
    assert sheets.foot.status.text() == "Adding up was stopped."


def test_a_search_tells_how_far_it_is_and_can_be_cancelled(show: Show, qtbot: QtBot) -> None:
    sheets = show(long_table(600_000), "long.csv")
    read_whole(sheets, qtbot)
    sheets.open_find()
    sheets.finder.field.setText("nowhere")
    qtbot.waitUntil(lambda: sheets.finder.cancel.isVisible())
    assert "searching… " in sheets.finder.count.text()
    QTest.keyClick(sheets.finder.field, Qt.Key.Key_Escape)
    assert sheets.finder.count.text() == "stopped"
    assert not sheets.finder.isHidden()
    QTest.keyClick(sheets.finder.field, Qt.Key.Key_Escape)
    assert sheets.finder.isHidden()


def test_sums_and_searches_of_a_long_sheet_never_hold_up_the_window(show: Show, qtbot: QtBot) -> None:
    sheets = show(long_table(300_000), "long.csv")
    pulse = Pulse(sheets)
    read_whole(sheets, qtbot)
    QTest.keyClick(sheets.grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Sum" in sheets.foot.status.text(), timeout=60_000)
    sheets.open_find()
    for words in ("nowhere", "가게"):
        sheets.finder.field.setText(words)
        qtbot.waitUntil(lambda: sheets.finder.is_searching)
        qtbot.waitUntil(lambda: not sheets.finder.is_searching, timeout=60_000)
    assert len(sheets.finder.hits) == 500
    assert pulse.longest(1)[0][0] < HELD_UP, pulse.report()


def test_a_wide_sheet_is_measured_without_holding_up_the_window(show: Show, qtbot: QtBot) -> None:
    sheets = show(b"\n".join(b",".join(b"%d" % (n * m) for m in range(1_000)) for n in range(300)), "wide.csv")
    pulse = Pulse(sheets)
    sheets.show_sheet(1)
    QTest.keyClick(sheets.grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Sum" in sheets.foot.status.text(), timeout=60_000)
    assert pulse.longest(1)[0][0] < HELD_UP, pulse.report()
