"""What comes into view is laid out once, with the room around it, and the keyboard stands on nothing in between."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

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


def test_what_is_on_no_page_in_view_is_not_told_of_a_turn_and_what_was_held_stays_held(qtbot: QtBot) -> None:
    stack, first, second = PlaceStack(), QWidget(), QWidget()
    qtbot.addWidget(stack)
    for page in (first, second):
        stack.addWidget(page)
    stack.show()
    held: list[bool] = []
    stack.turn_to(first, lambda: held.append(first.updatesEnabled()))
    assert (held, stack.updatesEnabled(), first.updatesEnabled()) == ([True], True, True)
    stack.setUpdatesEnabled(False)
    stack.turn_to(second, lambda: None)
    assert not stack.updatesEnabled()
    assert not second.updatesEnabled()
    stack.setUpdatesEnabled(True)
    assert first.updatesEnabled()
    assert second.updatesEnabled()
