"""The cross of a tab: pressed twice quickly, it closes one claim, not the one that came in its place as well."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from tests.ui.conftest import in_review, show_desk


def test_a_double_click_on_the_cross_of_a_tab_closes_one_claim(opened: Reviewer, qtbot: QtBot) -> None:
    first, second = in_review(opened)
    show_desk(opened, qtbot, first)
    opened.window.show_in_tab(second)
    desks = opened.window.desks
    qtbot.waitUntil(lambda: desks.claims == (first, second))
    opened.window.show_place("claims")
    QTest.mouseClick(desks.tabs.tabButton(0, QTabBar.ButtonPosition.RightSide), Qt.MouseButton.LeftButton)
    assert desks.claims == (second,)
    cross = desks.tabs.tabButton(0, QTabBar.ButtonPosition.RightSide)
    middle = QPointF(cross.rect().center())
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, held in ((QEvent.Type.MouseButtonDblClick, left), (QEvent.Type.MouseButtonRelease, none)):
        event = QMouseEvent(kind, middle, cross.mapToGlobal(middle), left, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(cross, event)
    assert desks.claims == (second,)
    QTest.mouseClick(cross, left)
    assert desks.claims == ()
