"""In the window auditors and observers read everything; nothing that changes anything is offered, and it says why."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import claims, journal, keys
from reviewer.casefile.case_file import open_case
from reviewer.casefile.standing import read_case
from reviewer.rules.acts import ACTS
from reviewer.ui.preferences import Preferences
from reviewer.ui.settings.council_section import read_council
from reviewer.ui.settings.roster_form import roster_lines
from reviewer.ui.sitting import Sitting
from tests.ui.conftest import LEAD, SECRETARY, in_review, show_desk

LATER = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
LEAVES = {"desk_back", "desk_next", "desk_previous"}


@pytest.fixture(params=["AUDITOR", "OBSERVER"])
def watcher(request: pytest.FixtureRequest, case: Path, preferences: Preferences) -> str:
    """Somebody of this role sits here, with a key of their own."""
    folder = case.parent / "keys"
    mine = keys.make_key(folder, "watch-1", None)
    with open_case(case) as opened:
        there = {one.member: keys.unlock(folder, one.key_id, None) for one in keys.keys_in(folder)}
        lines = roster_lines(read_case(opened.writer), read_council(opened.writer).names)
        lines.append({"id": "watch-1", "role": request.param, "body": "LAW", "seat": 0, "computer": "H",
                      "name": "감사인", "public_keys": [mine.public_key]})  # fmt: skip
        changed = journal.append(opened, there[SECRETARY], "change_roster", "case", {"roster": lines}, made_at=LATER)
        journal.append(opened, there[LEAD], "confirm_roster", "case", {"entry": changed.uid}, made_at=LATER)
    preferences.keep("person", "watch-1")
    return str(request.param)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The acts that the windows asked to be recorded; they are recorded as ever."""
    found: list[str] = []
    record, carry_out = Sitting.record, Sitting.carry_out

    def spied(self: Sitting, act: str, *given: Any, **more: Any) -> None:
        found.append(act)
        record(self, act, *given, **more)

    def spied_many(self: Sitting, act: str, *given: Any, **more: Any) -> None:
        found.append(act)
        carry_out(self, act, *given, **more)

    monkeypatch.setattr(Sitting, "record", spied)
    monkeypatch.setattr(Sitting, "carry_out", spied_many)
    for name in ("getSaveFileName", "getOpenFileName", "getOpenFileNames"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    monkeypatch.setattr(QDialog, "exec", lambda self: 0)
    return found


def press_everything(place: QWidget, qtbot: QtBot) -> int:
    """Press every button that can be pressed, those that appear on the way as well; how many there were."""
    pressed: set[str] = set()
    closes = QTimer(place)
    closes.timeout.connect(close_what_opened)
    closes.start(20)
    for _ in range(120):
        left = [
            one
            for one in place.findChildren(QAbstractButton)
            if one.isVisible() and one.isEnabled() and (one.objectName() or one.text()) not in pressed | LEAVES
        ]
        if not left:
            break
        pressed.add(left[0].objectName() or left[0].text())
        left[0].click()
        qtbot.wait(30)
    closes.stop()
    return len(pressed)


def close_what_opened() -> None:
    """Menus and dialogs that a button opened would wait for somebody."""
    if (menu := QApplication.activePopupWidget()) is not None:
        menu.close()
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QDialog) and window.isVisible():
            window.reject()


def deciding(asked: list[str]) -> list[str]:
    return [act for act in asked if act not in ACTS or ACTS[act].deciding]


def test_no_place_offers_anything_that_changes_something(
    watcher: str, opened: Reviewer, asked: list[str], qtbot: QtBot
) -> None:
    window = opened.window
    assert window.sitting is not None
    assert window.sitting.person == "watch-1"
    for name in [*window.places(), "settings"]:
        window.show_place(name)
        if hasattr(window._built[name], "finish"):
            window._built[name].finish()
        qtbot.wait(400)
        press_everything(window._built[name], qtbot)
        assert deciding(asked) == [], name
    for claim in (in_review(opened)[0], first_routed(opened)):
        desk = show_desk(opened, qtbot, claim)
        for fold in desk.sections.folds.values():
            if not fold.isHidden():
                fold.set_open(True)
        assert press_everything(desk, qtbot) > 5
        assert deciding(asked) == [], claim


def first_routed(opened: Reviewer) -> str:
    conn = opened.window.sitting.on_screen  # type: ignore[union-attr]
    ids = claims.order(
        conn, claims.Filter(stage=frozenset({"ROUTED"}), route=frozenset({"INDIVIDUAL"})), "claim", False
    )
    return str(claims.lines(conn, ids[:1])[0].claim)


def test_the_window_says_why(watcher: str, opened: Reviewer, qtbot: QtBot) -> None:
    desk = show_desk(opened, qtbot, in_review(opened)[0])
    assert opened.window.sitting is not None
    said = f"{opened.window.sitting.plan.roles[watcher].en}: you read everything and change nothing."
    qtbot.waitUntil(lambda: desk.foot.why.text() == said)
    assert not desk.foot.button.isEnabled()
    rail = opened.window.findChild(QWidget, "rail")
    assert rail is not None
    assert said in [one.text() for one in rail.findChildren(QLabel)]


def test_claims_papers_and_timeline_are_theirs_to_read(watcher: str, opened: Reviewer, qtbot: QtBot) -> None:
    desk = show_desk(opened, qtbot, in_review(opened)[0])
    page = desk.page
    assert page is not None
    assert page.touches == ()
    assert not desk.sections.folds["timeline"].isHidden()
    qtbot.waitUntil(lambda: desk.viewer.reading is not None)
