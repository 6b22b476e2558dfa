"""Once nobody asks for anything, what was kept for the next question goes back to the system."""

import threading

import pytest
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui import free_memory


def test_pages_kept_for_questions_are_given_back_on_the_thread_that_kept_them(
    opened: Reviewer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    rested, given_back = [], []
    monkeypatch.setattr(sitting.case_file, "rest", lambda: rested.append(threading.get_ident()))
    monkeypatch.setattr(free_memory, "give_back", lambda: given_back.append(threading.get_ident()))
    lane: list[int] = []
    sitting._quiet.setInterval(10)
    sitting.read(lambda _: threading.get_ident(), then=lane.append, otherwise=lambda _: None, owner=opened)
    qtbot.waitUntil(lambda: bool(lane and given_back), timeout=10_000)
    assert {*lane, threading.get_ident()} <= set(rested)
    assert set(given_back) == set(lane)


def test_memory_is_given_back_also_where_nobody_pauses(
    opened: Reviewer, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting, given_back = opened.window.sitting, []
    assert sitting is not None
    monkeypatch.setattr(free_memory, "give_back", lambda: given_back.append(threading.get_ident()))
    sitting._quiet.stop()
    assert sitting._tidying.isActive()
    sitting._tidying.timeout.emit()
    qtbot.waitUntil(lambda: bool(given_back), timeout=10_000)
    assert threading.get_ident() not in given_back


def test_a_connection_that_rested_answers_as_before(opened: Reviewer) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    asked = "SELECT count(*) FROM claims"
    before = sitting.on_screen.execute(asked).fetchone()[0]
    sitting.case_file.rest()
    free_memory.give_back()
    assert sitting.on_screen.execute(asked).fetchone()[0] == before > 0
