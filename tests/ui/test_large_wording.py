"""What needs much room, in twice as large a text: lists, forms, the foot of the desk, the suggestion of triage."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.claim_desk.conflict_question import unanswered_words
from reviewer.ui.claim_desk.desk_foot import DeskFoot
from reviewer.ui.claims.assign_many import AssignMany
from reviewer.ui.letters.wording_editor import WordingEditor
from reviewer.ui.rows_table import PADDING
from reviewer.ui.triage.triage_pane import TriagePane
from reviewer.ui.wording import tr
from tests.ui.conftest import LEAD, SECRETARY, in_review, show_desk
from tests.ui.screens.every_screen import settle


def enlarge(opened: Reviewer, language: str, person: str) -> None:
    """Text of 200 % before this person, however far the opening of the case is."""
    settle(opened)
    opened.become(person)
    settle(opened, lambda: opened.window.sitting.person == person)  # type: ignore[union-attr]
    for name, value in {"language": language, "percent": "200"}.items():
        opened.preferences.keep(name, value)
    before = opened.window.centralWidget()
    opened.settings_changed()
    settle(opened, lambda: opened.window.centralWidget() is not before)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_wording_of_letters_does_not_scroll_sideways_in_twice_as_large_a_text(
    opened: Reviewer, qtbot: QtBot, language: str
) -> None:
    enlarge(opened, language, LEAD)
    opened.window.show_place("letters")
    opened.window._built["letters"].show_part("wording")  # type: ignore[attr-defined]
    settle(opened)
    editor = opened.window.findChild(WordingEditor)
    assert editor is not None
    assert editor.isVisible()
    assert editor.minimumSizeHint().width() <= 1280 * 3 // 4
    area = opened.window.findChild(QScrollArea, "place_scroll")
    assert area is not None
    assert area.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_window_that_assigns_fits_a_small_screen_in_twice_as_large_a_text(
    opened: Reviewer, qtbot: QtBot, language: str
) -> None:
    enlarge(opened, language, SECRETARY)
    found = AssignMany(opened.window.sitting, [], opened.window)  # type: ignore[arg-type]
    qtbot.addWidget(found)
    found.show()
    settle(opened, pause=300)
    assert found.height() <= 720 - 32
    assert found.width() <= 1280


@pytest.mark.parametrize("language", ["ko", "en"])
def test_why_nothing_can_be_recorded_is_told_in_two_lines(opened: Reviewer, qtbot: QtBot, language: str) -> None:
    enlarge(opened, language, LEAD)
    foot = DeskFoot()
    qtbot.addWidget(foot)
    foot.resize(1200, 90)
    foot.show()
    foot.offer(tr("Record proposal"), unanswered_words())
    settle(opened)
    assert foot.why.text()
    assert foot.why.heightForWidth(foot.why.width()) <= 2 * foot.why.fontMetrics().lineSpacing() + 4


def test_why_nothing_can_be_recorded_is_one_line_where_there_is_room(opened: Reviewer, qtbot: QtBot) -> None:
    foot = DeskFoot()
    qtbot.addWidget(foot)
    foot.show()
    foot.show_open([("1 check", lambda: None)], "")
    for wide in (1200, 600, 1200):
        foot.resize(wide, 90)
        foot.offer(tr("Record proposal"), unanswered_words())
        settle(opened)
        assert foot.width() == wide
        lines = foot.why.heightForWidth(foot.why.width()) // foot.why.fontMetrics().lineSpacing()
        assert (foot.why.wordWrap(), lines > 1) == (wide == 600, wide == 600)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_which_meeting_it_is_stands_whole_above_its_buttons(opened: Reviewer, qtbot: QtBot, language: str) -> None:
    enlarge(opened, language, SECRETARY)
    opened.window.show_place("meeting")
    place = opened.window._built["meeting"]
    qtbot.waitUntil(lambda: any(letter.isdigit() for letter in place.title.text()))  # type: ignore[attr-defined]
    assert "…" not in place.title.text()  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_is_open_stands_whole_above_the_button_where_there_is_no_room_beside_it(
    opened: Reviewer, qtbot: QtBot, language: str
) -> None:
    enlarge(opened, language, LEAD)
    desk = show_desk(opened, qtbot, in_review(opened)[0])
    settle(opened)
    foot = desk.foot
    links = foot._links.shown()
    assert len(links) > 2
    assert all(one.width() >= one.sizeHint().width() for one in links)
    assert all(one.mapTo(foot, one.rect().bottomLeft()).y() < foot.button.y() for one in links)
    asked: list[int] = []
    foot.show_open([("39", lambda: asked.append(39))], "")
    for name in ("show_open", "offer"):  # by a claim that is read again meanwhile
        setattr(foot, name, lambda *_: None)
    settle(opened)
    (link,) = foot._links.shown()
    beside = [one.mapTo(foot, one.rect().center()).y() for one in (link, foot.button)]
    assert abs(beside[0] - beside[1]) < 4
    high = foot.height()
    foot.say(tr("Recorded."), "good", undoable=True)
    settle(opened)
    assert foot.height() == high  # what goes after a moment moves nothing
    link.click()  # type: ignore[attr-defined]
    assert asked == [39]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_figure_is_named_whole_in_the_list_of_figures(opened: Reviewer, qtbot: QtBot, language: str) -> None:
    enlarge(opened, language, LEAD)
    opened.window.show_place("figures")
    settle(opened)
    listed = opened.window._built["figures"].list  # type: ignore[attr-defined]
    room = QRect(0, 0, listed.columnWidth(0) - PADDING, 0)
    rows = range(listed.lines.rowCount())
    assert len(rows) > 10
    for row in rows:
        text = listed.lines.line(row).cells[0]
        needs = listed.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text)
        assert needs.height() <= listed.rowHeight(row)
        assert needs.width() <= room.width()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_what_the_rule_suggests_is_in_view_above_the_buttons_of_triage(
    opened: Reviewer, qtbot: QtBot, language: str
) -> None:
    enlarge(opened, language, SECRETARY)
    opened.window.show_place("triage")
    pane = opened.window._built["triage"].findChild(TriagePane)
    qtbot.waitUntil(lambda: pane.facts is not None)
    settle(opened)
    area = pane.findChild(QScrollArea, "triage_facts")
    under = pane.suggests.mapTo(area.viewport(), pane.suggests.rect().bottomLeft()).y()
    assert under <= area.viewport().height()
