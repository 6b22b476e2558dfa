"""Boxes to choose from: the wheel scrolls past them, and their whole list is in sight when it opens."""

import ast
import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reviewer.ui.choice import ActingChoice, Choice, Day, DayLine, Moment
from reviewer.ui.look import read_look, wear
from reviewer.ui.wording import day, read_day, use_language

UI = Path(__file__).parents[2] / "reviewer" / "ui"
TURNED_BY_THE_WHEEL = {"QComboBox", "QDateEdit", "QDateTimeEdit", "QTimeEdit"}


def wheel(field: QWidget) -> bool:
    middle = QPointF(field.rect().center())
    down, none = QPoint(0, -120), Qt.MouseButton.NoButton
    event = QWheelEvent(
        middle, field.mapToGlobal(middle), QPoint(), down, none, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(field, event)
    return event.isAccepted()


@pytest.mark.parametrize("kind", [Choice, Day, Moment])
def test_the_wheel_changes_nothing_and_is_left_to_what_scrolls(
    qtbot: QtBot, kind: type[Choice] | type[Day] | type[Moment]
) -> None:
    field = kind()
    qtbot.addWidget(field)
    if isinstance(field, Choice):
        field.addItems(["I agree", "Put back", "I differ"])
    field.show()
    field.setFocus()
    before = field.currentText() if isinstance(field, Choice) else field.text()
    assert not wheel(field)
    assert (field.currentText() if isinstance(field, Choice) else field.text()) == before


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_E])
def test_a_key_opens_the_list_of_a_box_that_acts_at_once(qtbot: QtBot, key: Qt.Key) -> None:
    box = ActingChoice()
    qtbot.addWidget(box)
    box.addItems(["한국어", "English"])
    acted: list[int] = []
    box.activated.connect(acted.append)
    box.show()
    if key is Qt.Key.Key_E:
        qtbot.keyClicks(box, "e")
    else:
        qtbot.keyClick(box, key)
    assert acted == []
    assert box.view().isVisible()
    qtbot.keyClick(box.view(), Qt.Key.Key_Down)
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    assert acted == [1]


def test_no_window_has_a_box_that_the_wheel_turns() -> None:
    made = {
        f"{path.name}:{node.lineno}"
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TURNED_BY_THE_WHEEL
    }
    assert made == set()


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("count", [2, 3, 9])
def test_every_line_of_a_short_list_is_in_sight_when_it_opens(
    qapp: QApplication, qtbot: QtBot, count: int, percent: int
) -> None:
    ground, field = QWidget(), Choice()
    wear(qapp, read_look("light", percent, False), ground)
    qtbot.addWidget(ground)
    QVBoxLayout(ground).addWidget(field)
    field.addItems([f"line {n}" for n in range(count)])
    field.setCurrentIndex(count - 1)
    ground.resize(300, 500)
    ground.show()
    field.showPopup()
    qtbot.waitUntil(field.view().isVisible)
    assert field.view().verticalScrollBar().maximum() == 0
    field.hidePopup()


@pytest.mark.parametrize(
    "typed", ["2023-04-05", "20230405", "2023.04.05", "2023. 4. 5.", "2023/4/5", "5 Apr 2023", " 2023-04-05 "]
)
def test_a_day_is_typed_in_any_form_and_shown_as_the_windows_write_it(qtbot: QtBot, typed: str) -> None:
    field, other = DayLine(), QLineEdit()
    for one in (field, other):
        qtbot.addWidget(one)
        one.show()
    field.setFocus()
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "5 Apr 2023"
    assert field.isModified(), "what is typed is carried over to another language"
    assert field.day() == dt.date(2023, 4, 5)


@pytest.mark.parametrize("typed", ["", "soon", "2023-02-30", "2023-4.5", "5 Abc 2023"])
def test_what_is_no_day_stays_as_it_was_typed(qtbot: QtBot, typed: str) -> None:
    field = DayLine()
    qtbot.addWidget(field)
    field.setText(typed)
    assert (field.text(), field.day()) == (typed, None)


@pytest.mark.parametrize(("lang", "shown"), [("en", "5 Apr 2023"), ("ko", "2023. 4. 5.")])
def test_a_field_for_a_date_is_typed_in_digits_and_read_as_the_windows_write_it(
    qtbot: QtBot, qapp: QApplication, lang: str, shown: str
) -> None:
    use_language(qapp, lang, [])
    try:
        whole = QWidget()
        qtbot.addWidget(whole)
        column = QVBoxLayout(whole)
        field, other = Day(QDate(2023, 4, 5)), QLineEdit()
        column.addWidget(field)
        column.addWidget(other)
        other.setFocus()
        whole.show()
        qtbot.waitUntil(other.hasFocus)
        assert field.text() == shown == day(dt.date(2023, 4, 5))
        field.setFocus()
        assert field.text() == "2023-04-05"
    finally:
        use_language(qapp, "en", [])


def test_a_day_without_its_noughts_is_not_guessed() -> None:
    written = ("20231101", "2023-11-1", "2023. 11. 1.", "1 Nov 2023")
    assert {read_day(one) for one in written} == {dt.date(2023, 11, 1)}
    assert read_day("2023111") is None  # the first of November or the eleventh of January
