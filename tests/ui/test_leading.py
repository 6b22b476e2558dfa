"""The tour leads to what a step is about, also where it lies out of sight or what is above it comes late."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reviewer.ui.help.leading import SETTLED, Leading
from reviewer.ui.help.tour_steps import place_of, steps

AGENDA, SECOND = (steps()[place_of(name)] for name in ("agenda", "second"))


class Window(QWidget):
    """A place that is scrolled: a tab, a section of a claim, and far below a field that is not there at first."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(300, 200)
        inside = QWidget()
        self.tab, self.head, self.late, self.field = QPushButton("tab"), QPushButton("head"), QWidget(), QLineEdit()
        self.head.setObjectName("fold_second")
        self.head.setCheckable(True)
        self.tab.setObjectName("tab_waiting")
        self.field.setObjectName("agenda_urgent")
        self.late.setFixedHeight(20)
        layout = QVBoxLayout(inside)
        for part in (self.tab, self.late, self.head):
            layout.addWidget(part)
        layout.addSpacing(900)
        layout.addWidget(self.field)
        self.field.hide()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(inside)
        QVBoxLayout(self).addWidget(self.area)

    def top(self) -> int:
        """How far below the upper edge the section stands."""
        return self.head.mapTo(self.area.viewport(), QPoint()).y()


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    found = Window()
    qtbot.addWidget(found)
    found.show()
    qtbot.waitExposed(found)
    return found


def test_what_a_press_brings_comes_into_sight_once(window: Window, qtbot: QtBot) -> None:
    leading, bar = Leading(), window.area.verticalScrollBar()
    leading.begin()
    leading.look(window, AGENDA, [window.tab])
    window.field.show()
    leading.look(window, AGENDA, [window.field, window.tab])
    qtbot.waitUntil(lambda: not window.field.visibleRegion().isEmpty())
    bar.setValue(0)
    leading.look(window, AGENDA, [window.field, window.tab])
    qtbot.wait(50)
    assert bar.value() == 0  # who scrolls away stays there


def test_a_step_begins_with_its_control_in_sight(window: Window, qtbot: QtBot) -> None:
    leading = Leading()
    window.field.show()
    qtbot.waitUntil(lambda: window.area.verticalScrollBar().maximum() > 0)
    window.area.verticalScrollBar().setValue(window.area.verticalScrollBar().maximum())
    assert window.tab.visibleRegion().isEmpty()
    leading.begin()
    leading.look(window, AGENDA, [window.tab])
    qtbot.waitUntil(lambda: not window.tab.visibleRegion().isEmpty())


def test_a_section_stays_at_the_top_while_what_is_above_it_comes(window: Window, qtbot: QtBot) -> None:
    leading, bar = Leading(), window.area.verticalScrollBar()
    leading.begin()
    for _ in range(SETTLED):
        leading.look(window, SECOND, [window.head])
    qtbot.waitUntil(lambda: window.head.isChecked() and window.top() == 0)
    window.late.setFixedHeight(400)
    qtbot.waitUntil(lambda: window.top() > 0)
    leading.look(window, SECOND, [window.head])
    assert window.top() == 0
    bar.setValue(bar.value() - 50)
    window.late.setFixedHeight(600)
    qtbot.wait(50)
    there = bar.value()
    leading.look(window, SECOND, [window.head])
    assert bar.value() == there  # somebody scrolled meanwhile
