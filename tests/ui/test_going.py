"""A person who goes to a place that is made anew comes there a turn later, and nowhere else."""

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
