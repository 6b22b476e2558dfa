"""Parts are made a few milliseconds at a time, and at once where somebody needs the whole."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reviewer.ui import making as made_ahead
from reviewer.ui.making import PAUSE, Making

SLOW = 0.01
"""Seconds that every part takes here: more than a turn lasts."""


def parts(made: list[int]) -> Iterator[None]:
    for number in range(4):
        time.sleep(SLOW)
        made.append(number)
        yield


def test_the_window_has_its_turn_between_two_parts(qtbot: QtBot) -> None:
    owner, made = QWidget(), list[int]()
    qtbot.addWidget(owner)
    making = Making(parts(made), owner)
    assert not made
    making.begin()
    seen = []
    qtbot.waitUntil(lambda: seen.append(len(made)) or making.is_done)  # type: ignore[func-returns-value]
    assert made == [0, 1, 2, 3]
    assert {1, 2, 3} & set(seen)


def test_whoever_needs_the_whole_has_it_at_once(qtbot: QtBot) -> None:
    owner, made = QWidget(), list[int]()
    qtbot.addWidget(owner)
    making = Making(parts(made), owner)
    making.begin()
    making.finish()
    assert made == [0, 1, 2, 3]
    assert making.is_done
    making.finish()
    assert made == [0, 1, 2, 3]


def test_nothing_is_made_while_somebody_waits_for_something_else(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, made = QWidget(), list[int]()
    qtbot.addWidget(owner)
    making = Making(parts(made), owner)
    monkeypatch.setattr(made_ahead, "HELD", 60)
    made_ahead.give_way()
    making.begin()
    qtbot.wait(100)
    assert (made, making.is_done) == ([], False)
    monkeypatch.setattr(made_ahead, "HELD", 0)
    made_ahead.give_way()
    qtbot.waitUntil(lambda: making.is_done)
    assert made == [0, 1, 2, 3]


def test_nothing_is_made_under_an_open_list(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    owner, made = QWidget(), list[int]()
    qtbot.addWidget(owner)
    opened = [owner]
    monkeypatch.setattr(QApplication, "activePopupWidget", lambda: opened[0] if opened else None)
    making = Making(parts(made), owner)
    making.begin()
    qtbot.wait(3 * PAUSE)
    assert not made
    opened.clear()
    qtbot.waitUntil(lambda: making.is_done)
    assert made == [0, 1, 2, 3]
