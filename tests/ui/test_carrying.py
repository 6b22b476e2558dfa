"""What was typed is carried over to a window built anew, until something is recorded there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QTableWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reviewer.ui import carrying
from reviewer.ui.carrying import EVERY, LONGEST, Carrying, carried_over
from reviewer.ui.making import Making


def form(qtbot: QtBot) -> tuple[QWidget, QLineEdit]:
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit()
    field.setObjectName("why")
    QVBoxLayout(window).addWidget(field)
    window.show()
    return window, field


def typed(qtbot: QtBot) -> dict[tuple[str, int], list[object]]:
    window, field = form(qtbot)
    qtbot.keyClicks(field, "a reason")
    return carried_over([("desk", window)])["desk"]


def test_a_field_filled_anew_by_what_is_read_gets_its_words_again(qtbot: QtBot) -> None:
    kept = typed(qtbot)
    window, field = form(qtbot)
    Carrying(window, kept)
    assert field.text() == "a reason"
    field.setText("")  # as reading the claim does
    qtbot.waitUntil(lambda: field.text() == "a reason", timeout=EVERY * LONGEST)


def test_a_window_that_goes_before_it_was_ready_hands_on_what_it_could_not_take(qtbot: QtBot) -> None:
    kept = typed(qtbot)
    window, field = form(qtbot)
    Carrying(window, kept, lambda: False)  # its claim is not read yet
    assert field.text() == ""
    again = carried_over([("desk", window)])["desk"]
    last, there = form(qtbot)
    Carrying(last, again)
    assert there.text() == "a reason"
    qtbot.keyClicks(there, " more")  # within the moment in which it may be given once more
    assert [held[0] for held in carried_over([("desk", last)])["desk"].values()] == [("a reason more", 13)]


def test_nothing_of_a_dialog_that_was_left_is_carried_over(qtbot: QtBot) -> None:
    window, _ = form(qtbot)
    printing = QPrintDialog(QPrinter(), window)  # where there is CUPS, no Python can read all its boxes
    field = QLineEdit(printing)
    field.setObjectName("name")
    qtbot.keyClicks(field, "secret")
    assert [key for key in carried_over([("desk", window)])["desk"] if "why" not in key[0]] == []


def named_form(qtbot: QtBot, name: str) -> tuple[QWidget, QLineEdit]:
    window, field = form(qtbot)
    window.setObjectName(name)
    return window, field


def test_what_was_typed_into_one_form_is_never_put_into_another(qtbot: QtBot) -> None:
    window, field = named_form(qtbot, "act_form_hand_over")
    qtbot.keyClicks(field, "I am ill")
    kept = carried_over([("desk", window)])["desk"]
    over, challenge = named_form(qtbot, "act_form_record_challenge")
    Carrying(over, kept)
    again, hand_over = named_form(qtbot, "act_form_hand_over")
    Carrying(again, kept)
    qtbot.wait(3 * EVERY)
    assert (challenge.text(), hand_over.text()) == ("", "I am ill")


def test_once_something_is_recorded_a_form_stays_empty(qtbot: QtBot) -> None:
    kept = typed(qtbot)
    window, field = form(qtbot)
    giving = Carrying(window, kept)
    assert field.text() == "a reason"
    giving.heed("open_claim", [])
    field.setText("")
    qtbot.waitUntil(lambda: field.text() == "a reason", timeout=EVERY * LONGEST)
    giving.heed("record_check", [])
    field.setText("")
    qtbot.wait(3 * EVERY)
    assert field.text() == ""


def papers(qtbot: QtBot, row: int) -> tuple[QWidget, QListWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    found = QListWidget()
    found.setObjectName("papers")
    found.addItems(["one", "two", "three"])
    found.setCurrentRow(row)
    QVBoxLayout(window).addWidget(found)
    window.show()
    return window, found


def test_who_goes_on_before_everything_is_back_is_not_led_back(qtbot: QtBot) -> None:
    window, _ = papers(qtbot, 2)
    kept = carried_over([("desk", window)])["desk"]
    window, found = papers(qtbot, 0)
    is_ready = False
    Carrying(window, kept, lambda: is_ready)
    qtbot.keyClick(found, Qt.Key.Key_Down)
    is_ready = True
    qtbot.wait(3 * EVERY)
    assert found.currentRow() == 1
    window, found = papers(qtbot, 0)
    Carrying(window, kept)
    assert found.currentRow() == 2


def sheet(qtbot: QtBot, rows: int) -> tuple[QWidget, QTableWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    found = QTableWidget(rows, 1)
    found.setObjectName("sheet")
    QVBoxLayout(window).addWidget(found)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window, found


def test_who_types_in_a_cell_is_led_back_once_its_row_was_read(qtbot: QtBot) -> None:
    before, left = sheet(qtbot, 3)
    left.setCurrentCell(2, 0)
    left.edit(left.currentIndex())
    kept = carried_over([("desk", before)])["desk"]
    window, there = sheet(qtbot, 0)
    Carrying(window, kept)
    qtbot.wait(3 * EVERY)
    there.setRowCount(3)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit) and there.currentRow() == 2)


def test_what_is_made_late_is_waited_for(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "LONGEST", 2)
    kept = typed(qtbot)
    window = QWidget()
    qtbot.addWidget(window)
    is_free: list[bool] = []
    making = Making(iter(lambda: bool(is_free), True), window)
    making.begin()
    Carrying(window, kept)
    qtbot.wait(4 * EVERY)
    field = QLineEdit(window)
    field.setObjectName("why")
    is_free.append(True)
    qtbot.waitUntil(lambda: field.text() == "a reason")
