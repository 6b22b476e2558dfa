"""A person who goes to a place that is made anew comes there a turn later, and nowhere else."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui import case_windows
from reviewer.ui.palette import Palette
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


def test_esc_leads_to_the_row_of_a_claim_that_was_found_elsewhere(opened: Reviewer, qtbot: QtBot) -> None:
    window = opened.window
    listed = window._claims()
    qtbot.waitUntil(lambda: listed.reading.is_complete and listed.model.rowCount() > 100)
    number = listed.model.claim_at(listed.model.rowCount() - 1)
    case_windows.palette(window)
    palette = window.findChild(Palette)
    palette.field.setText(number)
    qtbot.waitUntil(lambda: any(number in one.text for one in palette.rows.entries))
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.place == "desk"
    qtbot.keyClick(window.desk, Qt.Key.Key_Escape)
    assert window.place == "claims"
    current = listed.table.currentIndex()
    assert listed.model.claim_at(current.row()) == number
    assert listed.table.viewport().rect().intersects(listed.table.visualRect(current))


def test_esc_keeps_the_rows_that_were_chosen_with_the_one_that_was_opened(opened: Reviewer, qtbot: QtBot) -> None:
    window = opened.window
    listed = window._claims()
    qtbot.waitUntil(lambda: listed.reading.is_complete and listed.model.rowCount() > 100)
    listed.table.selectAll()
    window.show_claim(listed.model.claim_at(listed.table.currentIndex().row()))
    qtbot.keyClick(window.desk, Qt.Key.Key_Escape)
    assert listed.table.are_all_selected()


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
    qtbot.waitUntil(lambda: window.sitting is not None)
    assert (window.place, window._stack.currentWidget()) == (place, window._built[place])
    assert bool(first_rows) is (place == "claims"), "only the list of claims has rows before it is there"


@pytest.mark.parametrize("by_the_start_page", [True, False])
def test_each_case_opens_where_it_was_left_in_the_same_session(
    opened: Reviewer, case: Path, tmp_path: Path, qtbot: QtBot, by_the_start_page: bool
) -> None:
    window = opened.window
    other = tmp_path / "other.casedb"
    for suffix in (".casedb", ".documents"):
        shutil.copy(case.with_suffix(suffix), other.with_suffix(suffix))

    def open_instead(path: Path) -> None:
        if by_the_start_page:
            opened.leave_case()
        opened.open_case(path)
        qtbot.waitUntil(lambda: window.sitting is not None and window.sitting.path == path)

    window.show_place("letters")
    window.show_claim(in_review(opened)[0])
    open_instead(other)
    assert (window.place, window._came_from) == ("claims", "claims")
    window.show_place("figures")
    open_instead(case)
    assert window.place == "letters"
    open_instead(other)
    assert window.place == "figures"


def test_another_case_begins_with_its_claims(opened: Reviewer, case: Path, tmp_path: Path) -> None:
    opened.window.show_place("figures")
    assert opened.preferences.place_in(case) == "figures"
    assert opened.preferences.place_in(tmp_path / "another.casedb") == ""
