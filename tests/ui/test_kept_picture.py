"""The picture kept in view while the window is built anew gives way to the new one, whatever came in between."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer


class Paints(QObject):
    """Counts how often a widget was painted."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only count."""
        self.count += event.type() is QEvent.Type.Paint
        return False


@pytest.mark.parametrize("asks", ["window", "place"])
def test_an_update_that_came_while_the_picture_was_kept_is_painted_afterwards(
    opened: Reviewer, qtbot: QtBot, asks: str
) -> None:
    window, paints = opened.window, Paints()
    qtbot.waitExposed(window)
    qtbot.wait(300)
    shown = window.centralWidget()
    assert shown is not None
    shown.installEventFilter(paints)
    window._keep_picture()
    (window if asks == "window" else shown).update()
    QApplication.sendPostedEvents(window, QEvent.Type.UpdateRequest.value)  # the toolkit's own request is lost
    assert paints.count == 0
    qtbot.waitUntil(lambda: paints.count > 0)


def test_a_place_that_comes_back_is_painted_once(opened: Reviewer, qtbot: QtBot) -> None:
    window, paints = opened.window, Paints()
    for place in ("figures", "claims", "figures"):
        window.show_place(place)
        qtbot.wait(500)
        qtbot.waitUntil(lambda: not (opened.lanes.reader.is_busy or opened.lanes.clerk.is_busy), timeout=30_000)
    window._claims().table.installEventFilter(paints)
    window.show_place("claims")
    qtbot.waitUntil(lambda: paints.count > 0)
    qtbot.wait(200)
    assert paints.count == 1
