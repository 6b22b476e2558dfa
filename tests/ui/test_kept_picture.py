"""The picture kept in view while the window is built anew gives way to the new one, whatever came in between."""

from PySide6.QtCore import QEvent, QObject
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer


class Paints(QObject):
    """Counts how often a widget was painted."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only count."""
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_an_update_that_came_while_the_picture_was_kept_is_painted_afterwards(opened: Reviewer, qtbot: QtBot) -> None:
    window, paints = opened.window, Paints()
    qtbot.waitExposed(window)
    qtbot.wait(300)
    window.centralWidget().installEventFilter(paints)
    window.update()
    window.setUpdatesEnabled(False)
    qtbot.wait(50)  # the toolkit's own request comes and is lost
    assert paints.count == 0
    window._paint_again()
    qtbot.waitUntil(lambda: paints.count > 0, timeout=5000)
