"""Tips show the words of strangers as they were written."""

import pytest
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtWidgets import QLabel, QListWidgetItem
from pytestqt.qtbot import QtBot

from reviewer.ui.elided import Elided
from reviewer.ui.tips import plain_tip, set_tip

HOSTILE = 'a<img src="&#47;tmp&#47;x.png">b & c.pdf'


def as_shown(tip: str) -> str:
    """What a tip shows: Qt reads it as a page where it may be one."""
    page = QTextDocument()
    page.setHtml(tip)
    return page.toPlainText()


@pytest.mark.parametrize("text", [HOSTILE, "<b>한빛</b>\n둘째 줄", "<qt><a href='x'>y</a>"])
def test_marks_of_a_page_are_shown_as_marks(qtbot: QtBot, text: str) -> None:
    assert as_shown(plain_tip(text)) == text


@pytest.mark.parametrize("text", ["", "통장.pdf", "1 < 2 & 3", "한 줄\n둘째 줄"])
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert plain_tip(text) == text


def test_a_line_that_ends_in_dots_has_a_plain_tip(qtbot: QtBot) -> None:
    line = Elided()
    qtbot.addWidget(line)
    line.say(HOSTILE)
    assert as_shown(line.toolTip()) == HOSTILE


@pytest.mark.parametrize("made", [QLabel, QAction, QListWidgetItem])
def test_whatever_has_a_tip_shows_it_as_it_was_written(qtbot: QtBot, made: type[QLabel]) -> None:
    shown = made()
    set_tip(shown, HOSTILE)
    assert as_shown(shown.toolTip()) == HOSTILE
