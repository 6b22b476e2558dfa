"""A person who goes to a place that is made anew comes there a turn later, and nowhere else."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from tests.ui.conftest import in_review


def test_a_place_made_anew_comes_in_a_turn_of_its_own_and_keys_in_between_do_nothing(
    opened: Reviewer, qtbot: QtBot
) -> None:
    window = opened.window
    claims = window._stack.currentWidget()
    assert claims is window._built["claims"]
    assert window.focusWidget() is not None
    window.go_to("work")
    assert (window._stack.currentWidget(), window.focusWidget()) == (claims, None)
    work = window._built["work"]
    qtbot.waitUntil(lambda: window._stack.currentWidget() is work)
    focus = window.focusWidget()
    assert focus is not None
    assert focus is work or work.isAncestorOf(focus)
    window.go_to("claims")  # it is there already
    assert window._stack.currentWidget() is claims


def test_whoever_goes_elsewhere_meanwhile_stays_there(opened: Reviewer, qtbot: QtBot) -> None:
    window = opened.window
    window.go_to("work")
    window.show_place("claims")
    qtbot.wait(100)
    assert (window.place, window._stack.currentWidget()) == ("claims", window._built["claims"])
    window.go_to("triage")
    window.show_claim(in_review(opened)[0])
    qtbot.wait(100)
    assert (window.place, window._stack.currentWidget()) == ("desk", window.desk)
    window._leave_claim()
    assert window.place == "triage"


@pytest.mark.parametrize("place", ["work", "letters", "settings", "claims"])
def test_the_place_comes_back_after_a_restart(opened: Reviewer, case: Path, qtbot: QtBot, place: str) -> None:
    window, first_rows = opened.window, list[str]()
    window.first_shown.connect(lambda: first_rows.append(window.place))
    window.show_place(place)
    window.show_claim(in_review(opened)[0])
    window.leave_desk()
    opened._leave()
    opened.show_start()
    window.place = ""  # as in a program that was just started
    opened.begin_with(case)
    qtbot.waitUntil(lambda: window.sitting is not None, timeout=10_000)
    assert (window.place, window._stack.currentWidget()) == (place, window._built[place])
    assert bool(first_rows) is (place == "claims"), "only the list of claims has rows before it is there"


def test_another_case_begins_with_its_claims(opened: Reviewer, case: Path, tmp_path: Path) -> None:
    opened.window.show_place("figures")
    assert opened.preferences.place_in(case) == "figures"
    assert opened.preferences.place_in(tmp_path / "another.casedb") == ""
