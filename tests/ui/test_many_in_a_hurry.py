"""Somebody in a hurry who acts on many claims at once, or on a claim and its part: each act is recorded once."""

from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import journal
from reviewer.ui.preferences import Preferences
from reviewer.ui.sitting import Sitting
from tests.ui.conftest import SECRETARY, show_desk, take_in_over_two_companies

C = "77-0000001"


@pytest.fixture
def preferences(preferences: Preferences) -> Preferences:
    preferences.keep("person", SECRETARY)
    return preferences


@pytest.fixture
def case(case: Path) -> Path:
    """The sample with one more claim, over services of two companies."""
    take_in_over_two_companies(case, C)
    return case


@pytest.fixture
def sitting(opened: Reviewer) -> Sitting:
    assert opened.window.sitting is not None
    return opened.window.sitting


def twice(sitting: Sitting, pressed: QPushButton) -> None:
    """Click twice: the first act is committed before the second click, and not told yet."""
    for _ in range(2):
        QTest.mouseClick(pressed, Qt.MouseButton.LeftButton)
        sitting.lanes.clerk.make_way(10_000)


def test_a_double_click_splits_a_claim_once(opened: Reviewer, sitting: Sitting, qtbot: QtBot) -> None:
    desk = show_desk(opened, qtbot, C)
    desk.more.choose("split_claim")
    form = desk.more.form
    assert form is not None
    form.fields["rest_loss"].put(1_600_000)
    form.fields["claimed_loss"].put(200_000)
    twice(sitting, form.button)
    qtbot.waitUntil(lambda: desk.page is not None and desk.page.claim.parts != ())
    qtbot.waitUntil(lambda: not sitting.lanes.clerk.is_busy)
    assert [one.act for one in journal.entries_of(sitting.on_screen, C)].count("split_claim") == 1


class Asked:
    """An act that is counted instead of recorded, and what the window was told of it."""

    def __init__(self, sitting: Sitting) -> None:
        self.sitting, self.done, self.told, self.failed = sitting, 0, 0, 0
        self.fails = False

    def ask(self, owner: QObject, act: str = "remind_supplement", claims: tuple[str, ...] = (C,)) -> None:
        def work(case_file: Any, signer: Any) -> None:
            self.done += 1
            if self.fails:
                raise OSError

        self.sitting.carry_out(act, claims, work, then=self._then, otherwise=self._otherwise, owner=owner)

    def _then(self, _: None) -> None:
        self.told += 1

    def _otherwise(self, fault: BaseException) -> None:
        self.failed += 1

    def rest(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: not self.sitting.lanes.clerk.is_busy)


def test_the_same_act_is_carried_out_once_until_its_window_was_told(sitting: Sitting, qtbot: QtBot) -> None:
    asked, owner, other = Asked(sitting), QObject(), QObject()
    for _ in range(3):
        asked.ask(owner)
        sitting.lanes.clerk.make_way(10_000)
    asked.rest(qtbot)
    assert (asked.done, asked.told) == (1, 1)
    asked.ask(owner)
    asked.ask(owner, claims=("77-0000002",))
    asked.ask(other)
    asked.rest(qtbot)
    assert (asked.done, asked.told) == (4, 4)


def test_an_act_that_failed_can_be_asked_for_again(sitting: Sitting, qtbot: QtBot) -> None:
    asked, owner = Asked(sitting), QObject()
    asked.fails = True
    for _ in range(2):
        asked.ask(owner)
        asked.rest(qtbot)
    assert (asked.done, asked.failed) == (2, 2)


def test_two_files_written_one_after_the_other_are_two(sitting: Sitting, qtbot: QtBot) -> None:
    asked, owner = Asked(sitting), QObject()
    asked.ask(owner, "print", ())
    asked.ask(owner, "print", ())
    asked.rest(qtbot)
    assert (asked.done, asked.told) == (2, 2)


def test_the_other_windows_are_told_also_when_the_one_that_asked_is_gone(sitting: Sitting, qtbot: QtBot) -> None:
    asked, owner = Asked(sitting), QObject()
    with qtbot.waitSignal(sitting.recorded, timeout=10_000) as heard:
        asked.ask(owner)
        shiboken6.delete(owner)
    assert heard.args == ["remind_supplement", [C]]
    assert (asked.done, asked.told) == (1, 0)
