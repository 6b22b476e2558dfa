"""What waits for a desk to be painted is done afterwards, in order, and never dropped."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.ui.claim_desk.after_paint import AfterPaint


class Desk(QWidget):
    """Writes down when it is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.after = AfterPaint(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell that it is painted."""
        self.said.append("painted")
        self.after.painted()


def test_it_comes_after_the_painting_in_the_order_it_was_asked_for(qtbot: QtBot) -> None:
    desk = Desk()
    qtbot.addWidget(desk)
    desk.after.do(lambda: desk.said.append("first"))
    desk.after.do(lambda: desk.said.append("second"))
    desk.show()
    qtbot.waitUntil(lambda: "second" in desk.said)
    assert desk.said[:3] == ["painted", "first", "second"]


def test_nothing_is_dropped_where_nobody_looks_or_the_desk_is_left(qtbot: QtBot) -> None:
    desk = Desk()
    qtbot.addWidget(desk)
    desk.after.do(lambda: desk.said.append("late"))
    qtbot.waitUntil(lambda: desk.said == ["late"])
    desk.after.do(lambda: desk.said.append("at once"))
    desk.after.finish()
    assert desk.said == ["late", "at once"]
    desk.after.finish()
    assert desk.said == ["late", "at once"]
