"""What lies in a layout is looked at and taken out without remembering items that Qt frees by itself."""

import gc

import shiboken6
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget, QWidgetItem
from pytestqt.qtbot import QtBot

from reviewer.ui.flow import Flow
from reviewer.ui.parts import empty, laid_out_once, things_in
from reviewer.ui.tab_order import follow_layout


def remembered() -> int:
    """How many items of layouts Python remembers, also such as it knows to be gone."""
    return sum(isinstance(one, QWidgetItem) for one in gc.get_objects())


def filled(qtbot: QtBot) -> tuple[QWidget, QVBoxLayout]:
    whole = QWidget()
    qtbot.addWidget(whole)
    layout, inner = QVBoxLayout(whole), QHBoxLayout()
    layout.addWidget(QLabel("first"))
    layout.addLayout(inner)
    layout.addStretch()
    inner.addWidget(QLabel("second"))
    return whole, layout


def test_a_layout_is_looked_at_without_a_trace(qtbot: QtBot) -> None:
    whole, layout = filled(qtbot)
    before = remembered()
    first, inner = things_in(layout)
    assert isinstance(first, QLabel)
    assert isinstance(inner, QHBoxLayout)
    assert [one.text() for one in things_in(inner) if isinstance(one, QLabel)] == ["second"]
    follow_layout(whole)
    assert remembered() == before


def test_a_layout_is_emptied_without_a_trace(qtbot: QtBot) -> None:
    whole, layout = filled(qtbot)
    before = remembered()
    first, inner = things_in(layout)
    assert isinstance(inner, QHBoxLayout)
    second = next(iter(things_in(inner)))
    empty(layout)
    assert layout.count() == inner.count() == 0
    assert remembered() == before
    qtbot.waitUntil(lambda: not shiboken6.isValid(first) and not shiboken6.isValid(second))
    assert shiboken6.isValid(whole)


class Counted(QVBoxLayout):
    """Counts how often it is laid out."""

    times = 0

    def setGeometry(self, rect: QRect) -> None:
        self.times += 1
        super().setGeometry(rect)


def test_what_changes_together_is_laid_out_once(qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    layout, parts = Counted(whole), [QLabel(str(number)) for number in range(5)]
    for part in parts:
        part.hide()
        layout.addWidget(part)
    whole.resize(300, 300)
    whole.show()
    before = layout.times
    with laid_out_once(whole), laid_out_once(parts[0]):
        for part in parts:
            part.show()
        assert layout.times == before
    qtbot.waitUntil(lambda: layout.times > before)
    assert layout.times == before + 1
    assert [part.y() for part in parts] == sorted({part.y() for part in parts})


def test_words_beside_a_button_stand_in_the_middle_of_its_line(qtbot: QtBot) -> None:
    line, words, pressed = Flow(), QLabel("asked by"), QPushButton("Pull out")
    qtbot.addWidget(line)
    pressed.setStyleSheet("padding: 20px")
    for one in (pressed, words):
        line.add(one)
    line.resize(600, 60)
    line.show()
    assert abs(words.geometry().center().y() - pressed.geometry().center().y()) <= 1
    line.resize(pressed.sizeHint().width(), 200)
    assert words.y() > pressed.geometry().bottom()
