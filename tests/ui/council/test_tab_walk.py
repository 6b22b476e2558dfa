"""Every screen of the council's work is walked over by Tab: each control is reached, named, and lets go again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import claims
from reviewer.ui import case_windows
from reviewer.ui.founding.founding_window import FoundingWindow
from reviewer.ui.letters.letters_view import LettersPlace
from reviewer.ui.meeting.meeting import MeetingPlace
from reviewer.ui.meeting.meeting_mode import MeetingMode
from tests.ui.conftest import show_desk
from tests.ui.council.conftest import PATIENCE
from tests.ui.tab_walk import walk


def walked(window: QWidget) -> None:
    found = walk(window)
    assert found.is_good, found


@pytest.mark.parametrize("tab", ["agenda", "waiting", "fixed"])
def test_the_place_of_the_meetings(place: MeetingPlace, tab: str, qtbot: QtBot) -> None:
    place.tabs.go(tab)
    walked(place.window())


def test_the_form_that_convenes(place: MeetingPlace) -> None:
    place.open_form()
    walked(place.window())


@pytest.mark.parametrize("kind", ["OPENING", "CONSENT", "CLAIM", "CLOSING"])
def test_the_meeting_on_the_projector(mode: MeetingMode, kind: str, qtbot: QtBot) -> None:
    assert mode.page is not None
    mode.show_item(next(item.key for item in mode.page.items if item.kind == kind))
    walked(mode)


def test_a_vote_on_amounts(mode: MeetingMode) -> None:
    assert mode.page is not None
    mode.show_item(next(item.key for item in mode.page.items if item.kind == "CLAIM"))
    mode.votes.toggle_amounts()
    walked(mode)


def test_a_statement(mode: MeetingMode) -> None:
    mode.speak()
    assert mode.form is not None
    walked(mode.form)
    mode.form.reject()


@pytest.mark.parametrize("tab", ["queue", "register", "exports"])
def test_letters_and_exports(letters: LettersPlace, tab: str) -> None:
    letters.tabs.go(tab)
    walked(letters.window())


@pytest.mark.parametrize("place", ["work", "claims", "triage", "settings"])
def test_the_other_places(opened: Reviewer, place: str, qtbot: QtBot) -> None:
    opened.window.show_place(place)
    if place == "settings":
        opened.window._built[place].finish()  # type: ignore[attr-defined]
    qtbot.wait(800)
    walked(opened.window)


@pytest.mark.parametrize("dialog", ["assign", "route", "waiting", "visible_keys"])
def test_the_dialogs_of_many(opened: Reviewer, dialog: str, qtbot: QtBot) -> None:
    window = opened.window
    if dialog == "assign":
        case_windows.assign(window, [])
    elif dialog == "waiting":
        case_windows.confirm(window)
    elif dialog == "route":
        window.show_place("triage")
        window._built["triage"].route_many()  # type: ignore[attr-defined]
    else:
        window.show_place("work")
        qtbot.keyClick(window, Qt.Key.Key_F1)
    shown = [one for one in window.findChildren(QDialog) if one.isVisible()]
    assert len(shown) == 1
    qtbot.wait(800)
    walked(shown[0])
    shown[0].reject()


def test_the_claim_desk_and_each_form_of_its_further_acts(opened: Reviewer, qtbot: QtBot) -> None:
    conn = opened.window.sitting.on_screen  # type: ignore[union-attr]
    ids = claims.order(conn, claims.Filter(stage=frozenset({"ON_AGENDA", "RESOLVED", "NOTIFIED"})), "claim", False)
    desk = show_desk(opened, qtbot, claims.lines(conn, ids[:1])[0].claim)
    walked(opened.window)
    desk.toggle_more()
    qtbot.waitUntil(lambda: bool(desk.more._buttons), timeout=PATIENCE)
    walked(opened.window)
    forms = 0
    for act in list(desk.more._buttons):
        if desk.more._buttons[act].isEnabled():
            desk.right.show_form(act)
            walked(opened.window)
            desk.right.back()
            forms += 1
    assert forms >= 3


def test_founding(opened: Reviewer) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    founding = FoundingWindow(sitting.look, sitting.lanes, opened.preferences, opened.window)
    founding.show()
    walked(founding)
    founding.reject()


def test_the_window_of_a_past_moment(opened: Reviewer, qtbot: QtBot) -> None:
    from reviewer.ui.past.past_window import PastWindow

    case_windows.past(opened.window)
    past = opened.window.findChild(PastWindow)
    assert past is not None
    qtbot.waitUntil(past.isVisible, timeout=PATIENCE)
    qtbot.wait(500)
    walked(past)
    past.reject()
