"""Whoever goes to a place by its key stands in its list: arrows move there, and what has the keyboard is in view."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from tests.ui.conftest import bring_to_front

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.mark.parametrize(
    ("key", "place", "name"),
    [
        (Qt.Key.Key_1, "work", "work_table"),
        (Qt.Key.Key_4, "meeting", "meetings_table"),
        (Qt.Key.Key_5, "letters", "tab_queue"),  # no letter waits there
        (Qt.Key.Key_6, "figures", "figures_list"),
    ],
)
def test_the_keys_of_a_place_lead_into_its_list(
    opened: Reviewer, qtbot: QtBot, key: Qt.Key, place: str, name: str
) -> None:
    bring_to_front(opened, qtbot)
    qtbot.keyClick(opened.window, key, CTRL)
    qtbot.waitUntil(lambda: opened.window.place == place)

    def stands_there() -> bool:
        held = opened.window.focusWidget()
        return held is not None and held.objectName() == name and held.isVisible()

    qtbot.waitUntil(stands_there)


def test_a_page_that_is_no_list_is_entered_at_its_name(opened: Reviewer, qtbot: QtBot) -> None:
    window = opened.window
    window.show_place("letters")
    window._built["letters"].tabs.go("wording")  # type: ignore[attr-defined]
    window.show_place("claims")
    window.show_place("letters")
    held = window.focusWidget()
    assert held is not None
    assert held.objectName() == "tab_wording"
