"""What a day of work leaves in memory: claims opened and closed, places visited and searches leave nothing behind."""

import gc
from collections import Counter

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.claims.claim_list import ClaimList
from reviewer.ui.sitting import Sitting
from reviewer.ui.spare_desks import SpareDesks

ROUNDS = 3
BARE = (".QAbstractButton", ".QCommonStyle", ".QTimer")
"""A few bytes each: the bare halves of a closed tab's button, of the look of before and of timers that run out."""


@pytest.fixture(autouse=True)
def _nothing_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    """No desk is made and no paper read ahead: objects are counted, not those that come meanwhile."""
    monkeypatch.setattr(SpareDesks, "_make", lambda _: None)
    monkeypatch.setattr(Sitting, "start_reading", lambda _: None)


def settle(opened: Reviewer, qtbot: QtBot) -> None:
    """Wait until everything that was asked for is there."""
    for _ in range(2):
        qtbot.wait(50)
        qtbot.waitUntil(lambda: not (opened.lanes.reader.is_busy or opened.lanes.clerk.is_busy), timeout=30_000)


def stays(qtbot: QtBot) -> Counter[str]:
    """The widgets there are, and the halves in Python of objects of Qt, by class, once the closed ones are gone."""
    for _ in range(3):
        qtbot.wait(50)
        gc.unfreeze()
        gc.collect()
    halves = [one for one in gc.get_objects() if isinstance(one, QObject)]
    found = Counter(f"{type(one).__module__}.{type(one).__name__}" for one in halves)
    del halves
    return found + Counter(f"widget {type(one).__name__}" for one in QApplication.allWidgets())


def grown(before: Counter[str], after: Counter[str]) -> dict[str, int]:
    """Of which classes there are more with every round."""
    return {name: n for name, n in (after - before).items() if n >= ROUNDS and not name.endswith(BARE)}


def open_and_close(opened: Reviewer, qtbot: QtBot, numbers: list[str]) -> None:
    """Two claims beside each other, closed one after the other at once, as the reading of the next is under way."""
    window = opened.window
    for number in numbers:
        window.show_in_tab(number)
        qtbot.waitUntil(lambda: window.desk is not None and window.desk.page is not None)
        qtbot.wait(150)
    for _ in numbers:
        window.desks.close_tab()
        qtbot.wait(20)
    assert not window.desks.claims
    settle(opened, qtbot)


def test_claims_that_were_closed_leave_nothing(opened: Reviewer, qtbot: QtBot) -> None:
    claims = opened.window._built["claims"]
    assert isinstance(claims, ClaimList)
    qtbot.waitUntil(lambda: claims.reading.is_complete and claims.model.rowCount() > 10)
    pairs = [[claims.model.claim_at(row), claims.model.claim_at(row + 1)] for row in (0, 2)]
    settle(opened, qtbot)
    for pair in pairs:
        open_and_close(opened, qtbot, pair)
    before = stays(qtbot)
    for _ in range(ROUNDS):
        for pair in pairs:
            open_and_close(opened, qtbot, pair)
    assert grown(before, stays(qtbot)) == {}


def test_places_searches_and_orders_leave_nothing(opened: Reviewer, qtbot: QtBot) -> None:
    window, claims = opened.window, opened.window._built["claims"]
    assert isinstance(claims, ClaimList)

    def work() -> None:
        for place in (*window.places(), "settings", "claims"):
            window.show_place(place)
        settle(opened, qtbot)
        for words in ("김", "강남", ""):
            claims.search.setText(words)
            qtbot.waitUntil(lambda: claims.reading.is_complete)
        for field in ("trade_name", "claimed_loss", "claim"):
            claims.sort_by(field, False)
            qtbot.waitUntil(lambda: claims.reading.is_complete)

    work()
    before = stays(qtbot)
    for _ in range(ROUNDS):
        work()
    assert grown(before, stays(qtbot)) == {}


def test_a_window_that_is_built_anew_leaves_the_old_one(opened: Reviewer, qtbot: QtBot) -> None:
    window = opened.window

    def anew() -> None:
        for place in (*window.places(), "settings"):
            window.show_place(place)
        settle(opened, qtbot)
        opened.preferences.keep("theme", "dark" if opened.preferences.theme == "light" else "light")
        opened.settings_changed()
        qtbot.wait(100)
        settle(opened, qtbot)

    anew()
    before = stays(qtbot)
    for _ in range(ROUNDS):
        anew()
    assert shiboken6.isValid(window)
    assert grown(before, stays(qtbot)) == {}
