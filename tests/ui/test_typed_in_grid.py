"""Amounts typed straight into the grid of daily sales: their keys are no keys of the desk."""

import dataclasses
import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.rules.places import on_sheet
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.sales.sales_grid import SalesGrid

DAY = dt.date(2022, 10, 1)


@pytest.fixture
def grid(desk: ClaimDesk) -> Iterator[SalesGrid]:
    desk.sections.folds["weeks"].set_open(True)
    grid = desk.sections.weeks.grid
    grid.setFocus()
    grid.go_to(DAY)
    yield grid
    assert desk.drafts is not None
    desk.drafts.write()


def keyboard() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def test_an_amount_typed_over_a_day_goes_to_no_check(grid: SalesGrid, qtbot: QtBot) -> None:
    for digit in "3125":  # 3, 1, 2 and 5 lead to checks of the paper elsewhere on the desk
        QTest.keyClicks(keyboard(), digit)
        assert isinstance(keyboard(), QLineEdit)
    QTest.keyClick(keyboard(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: keyboard() is grid)
    assert grid.sales.days == {DAY: 3125}


def test_letters_typed_over_a_day_answer_no_check(desk: ClaimDesk, grid: SalesGrid) -> None:
    assert desk.page is not None
    checks = desk.sections.checks
    checks.digit("1")
    grid.setFocus()
    for letter in "pf":
        QTest.keyClicks(keyboard(), letter)
        assert isinstance(keyboard(), QLineEdit)
    QTest.keyClick(keyboard(), Qt.Key.Key_Escape)
    assert all(line.answer is None for line in checks.lines)


def test_enter_after_an_amount_ends_it_and_opens_no_paper(grid: SalesGrid, qtbot: QtBot) -> None:
    shown: list[object] = []
    grid.shows.connect(shown.append)
    grid.put(dataclasses.replace(grid.sales, days={DAY: 5}, places={DAY: on_sheet("paper", 1, 1, 1, 1, 1)}))
    QTest.keyClicks(keyboard(), "7")
    QTest.keyClick(keyboard(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: keyboard() is grid)
    assert (grid.sales.days, shown) == ({DAY: 7}, [])


def test_an_amount_still_being_typed_is_kept_when_the_window_closes(opened: Reviewer, grid: SalesGrid) -> None:
    for digit in "77":
        QTest.keyClicks(keyboard(), digit)
    assert grid.sales.days == {}
    opened.window.leave_desk()
    assert grid.sales.days == {DAY: 77}


def test_who_types_in_a_cell_goes_on_there_after_the_look_changed(
    opened: Reviewer, desk: ClaimDesk, grid: SalesGrid, qtbot: QtBot
) -> None:
    opened.window.activateWindow()
    QTest.keyClicks(keyboard(), "3")
    opened.preferences.keep("theme", "dark" if opened.preferences.theme == "light" else "light")
    opened.settings_changed()

    def cell() -> QLineEdit | None:
        now = opened.window.desk
        there = QApplication.focusWidget()
        anew = now is not None and now is not desk and now.page is not None
        return there if anew and isinstance(there, QLineEdit) and now.sections.weeks.grid.isAncestorOf(there) else None

    qtbot.waitUntil(lambda: cell() is not None)
    QTest.keyClicks(keyboard(), "9")
    QTest.keyClick(keyboard(), Qt.Key.Key_Return)
    now = opened.window.desk
    assert now is not None
    qtbot.waitUntil(lambda: now.sections.weeks.grid.sales.days == {DAY: 39})
