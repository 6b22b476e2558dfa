"""What comes into view is laid out once, with the room around it, and the keyboard stands on nothing in between."""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.place_stack import PlaceStack


class Place(QWidget):
    """Counts how often it is given another size."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes: list[QSize] = []
        layout = QHBoxLayout(self)
        self.field = QLineEdit()
        layout.addWidget(self.field)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.sizes.append(event.size())


def test_a_place_is_given_its_size_once_and_the_one_that_goes_none(qtbot: QtBot) -> None:
    window, beside, stack = QWidget(), QWidget(), PlaceStack()
    qtbot.addWidget(window)
    layout = QHBoxLayout(window)
    for part in (beside, stack):
        layout.addWidget(part)
    beside.setFixedWidth(160)
    first, second = Place(), Place()
    for place in (first, second):
        stack.addWidget(place)
    stack.turn_to(first, lambda: None)
    window.resize(600, 300)
    window.show()
    qtbot.waitExposed(window)
    qtbot.wait(1)
    first.sizes.clear()
    stack.turn_to(second, lambda: beside.setFixedWidth(52))
    qtbot.wait(1)
    assert first.sizes == []
    assert second.sizes[-1].width() == stack.width() > 480
    second.sizes.clear()
    stack.turn_to(second, lambda: None)
    assert second.sizes == []


def test_the_keyboard_never_stands_on_nothing(qtbot: QtBot) -> None:
    stack = PlaceStack()
    qtbot.addWidget(stack)
    first, second = Place(), Place()
    for place in (first, second):
        stack.addWidget(place)
    stack.turn_to(first, lambda: None)
    stack.show()
    first.field.setFocus()
    assert stack.focusWidget() is first.field
    held: list[QWidget | None] = []
    stack.turn_to(second, lambda: held.append(stack.focusWidget()))
    assert held == [None]
    assert stack.focusWidget() is not stack._nothing


class Paintings(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, of: QWidget) -> None:
        super().__init__(of)
        self.count = 0
        of.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() is QEvent.Type.Paint
        return super().eventFilter(watched, event)


def test_a_place_that_comes_back_is_painted_once(opened: Reviewer, qtbot: QtBot) -> None:
    window = opened.window
    for place in ("figures", "claims", "figures"):
        window.show_place(place)
        qtbot.wait(500)
    listed = Paintings(window._claims().table)
    window.show_place("claims")
    qtbot.waitUntil(lambda: listed.count > 0)
    qtbot.wait(200)
    assert listed.count == 1
