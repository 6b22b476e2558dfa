"""What needs much room, in twice as large a text: the wording of letters, assigning, the foot of the desk."""

import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.claim_desk.conflict_question import unanswered_words
from reviewer.ui.claim_desk.desk_foot import DeskFoot
from reviewer.ui.claims.assign_many import AssignMany
from reviewer.ui.letters.wording_editor import WordingEditor
from reviewer.ui.wording import tr
from tests.ui.conftest import LEAD, SECRETARY
from tests.ui.screens.every_screen import settle


def enlarge(opened: Reviewer, language: str, person: str) -> None:
    for name, value in {"language": language, "person": person, "percent": "200"}.items():
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


@pytest.mark.parametrize("language", ["ko", "en"])
def test_which_meeting_it_is_stands_whole_above_its_buttons(opened: Reviewer, qtbot: QtBot, language: str) -> None:
    enlarge(opened, language, SECRETARY)
    opened.window.show_place("meeting")
    place = opened.window._built["meeting"]
    qtbot.waitUntil(lambda: any(letter.isdigit() for letter in place.title.text()), timeout=10_000)  # type: ignore[attr-defined]
    assert "…" not in place.title.text()  # type: ignore[attr-defined]
