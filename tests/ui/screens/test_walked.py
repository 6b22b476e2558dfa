"""Tab and Shift+Tab go over every screen: each control is reached, shows the keyboard it has, and lets go again."""

from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from tests.ui.screens.every_screen import Screen, before_a_case, of_a_case
from tests.ui.tab_walk import walk

WITHOUT = frozenset({"palette_list"})
"""The arrow keys go through this list while the keyboard stays in the field above it."""


def faults(screen: Screen) -> list[str]:
    name, window = screen
    if isinstance(window, QMenu):  # arrows go through a menu
        return []
    walks = {way: walk(window, without=WITHOUT, back=way == "back") for way in ("on", "back")}
    return [f"{name} {way}: {walks[way]}" for way in walks if not walks[way].is_good]


def test_every_screen_is_walked_over_by_tab(opened: Reviewer, qtbot: QtBot) -> None:
    found = [fault for screen in of_a_case(opened, once=True) for fault in faults(screen)]
    assert not found, "\n".join(found)


def test_what_is_open_before_a_case_is_walked_over_by_tab(reviewer: Reviewer, qtbot: QtBot) -> None:
    found = [fault for screen in before_a_case(reviewer) for fault in faults(screen)]
    assert not found, "\n".join(found)
