"""A desk is made ahead once somebody is there: a window that is left alone holds none."""

import shiboken6
from PySide6.QtCore import QObject, Qt
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.claims.claim_list import ClaimList
from reviewer.ui.first_touch import FirstTouch
from reviewer.ui.making import next_turn


def test_the_first_key_is_told_once_and_reaches_its_field(opened: Reviewer, qtbot: QtBot) -> None:
    told: list[int] = []
    FirstTouch(lambda: told.append(1), opened.window)
    assert told == []
    search = opened.window.findChild(ClaimList).search  # type: ignore[union-attr]
    qtbot.keyClicks(search, "1234")
    assert told == [1]
    assert search.text() == "1234"


def test_nothing_is_made_for_a_window_that_is_gone(opened: Reviewer, qtbot: QtBot) -> None:
    told, gone = list[int](), QObject()
    listens = FirstTouch(lambda: told.append(1), gone)
    shiboken6.delete(gone)
    qtbot.keyClick(opened.window, Qt.Key.Key_Shift)
    assert (told, shiboken6.isValid(listens)) == ([], False)


def test_a_window_left_alone_makes_no_desk_until_a_key_is_pressed(opened: Reviewer, qtbot: QtBot) -> None:
    spare = opened.window.desks.spare
    spare.await_touch()
    done: list[int] = []
    next_turn(opened.window, lambda: done.append(1))
    qtbot.waitUntil(lambda: bool(done))
    assert not spare._later.isActive()
    qtbot.keyClick(opened.window, Qt.Key.Key_Shift)
    assert spare._later.isActive()
    qtbot.waitUntil(lambda: spare.is_ready)
