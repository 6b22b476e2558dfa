"""A syllable that is still being composed is never lost, whatever is done next, and no key of it acts elsewhere."""

import json
from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTableWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import desk_notes
from reviewer.ui import keys
from reviewer.ui.actions import Action, press
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.claim_desk.notes_section import FORM
from reviewer.ui.search_edit import SearchEdit
from tests.ui.conftest import LEAD, in_review, show_desk
from tests.ui.hands import Hands

HELD = Qt.KeyboardModifier.ControlModifier


def compose(field: QWidget, syllable: str) -> None:
    """What an input method tells while a syllable is typed: ㄱ, then 가, then 강."""
    QApplication.sendEvent(field, QInputMethodEvent(syllable, []))


def focused() -> QWidget:
    """The field that has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


def words(field: QWidget) -> str:
    if isinstance(field, QPlainTextEdit | QTextEdit):
        return field.toPlainText()
    if isinstance(field, QAbstractSpinBox):
        found = field.findChild(QLineEdit)
        assert found is not None
        return found.text()
    if isinstance(field, QComboBox):
        return field.currentText()
    assert isinstance(field, QLineEdit)
    return field.text()


class Place(QWidget):
    """A place with an action of one letter, and a field in it."""

    def __init__(self, field: QWidget) -> None:
        super().__init__()
        self.done: list[str] = []
        self.field, self.other = field, QLineEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(field)
        layout.addWidget(self.other)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        names = ("answer_pass", "masked_copy", "statement_for_minutes", "record", "palette")
        press(event, [Action(name, lambda name=name: self.done.append(name)) for name in names])  # type: ignore[misc]


KINDS: dict[str, Callable[[], QWidget]] = {
    "line": QLineEdit, "search": SearchEdit, "plain text": QPlainTextEdit, "text": QTextEdit,
    "combo": lambda: editable(QComboBox()),
}  # fmt: skip


def editable(box: QComboBox) -> QComboBox:
    box.setEditable(True)
    return box


@pytest.fixture
def place(request: pytest.FixtureRequest, reviewer: Reviewer, qtbot: QtBot) -> Place:
    found = Place(KINDS[request.param]())
    qtbot.addWidget(found)
    found.show()
    found.activateWindow()
    found.field.setFocus()
    qtbot.waitUntil(lambda: found.isAncestorOf(QApplication.focusWidget() or QWidget()))
    return found


NEXT: dict[str, Callable[[Place, Hands], object]] = {
    "Tab": lambda place, hands: hands.press("Tab"),
    "Enter": lambda place, hands: hands.press("Return"),
    "Ctrl+Enter": lambda place, hands: hands.press("Ctrl+Return"),
    "Ctrl+K": lambda place, hands: hands.press("Ctrl+K"),
    "Alt+Right": lambda place, hands: hands.press("Alt+Right"),
    "F9": lambda place, hands: hands.press("F9"),
    "another field": lambda place, hands: place.other.setFocus(),
    "a click": lambda place, hands: QTest.mouseClick(place.window().windowHandle(), Qt.MouseButton.LeftButton),
    "hidden": lambda place, hands: place.field.hide(),
}


@pytest.mark.parametrize("then", NEXT)
@pytest.mark.parametrize("place", KINDS, indirect=True)
def test_the_syllable_stands_in_its_field_whatever_comes_next(place: Place, then: str, qtbot: QtBot) -> None:
    field = focused()
    compose(field, "ㅎ")
    compose(field, "하")
    NEXT[then](place, Hands(qtbot))
    assert words(place.field).strip() == "하"


@pytest.mark.parametrize("place", KINDS, indirect=True)
def test_a_syllable_goes_on_being_composed_while_nothing_else_is_done(place: Place, qtbot: QtBot) -> None:
    field = focused()
    for step in ("ㅎ", "하", "한"):
        compose(field, step)
        QTest.keyClick(field, Qt.Key.Key_Shift)  # for a double consonant
        assert words(place.field) in ("", step)
    given = QInputMethodEvent("ㄱ", [])
    given.setCommitString("한")
    QApplication.sendEvent(field, given)
    assert words(place.field).replace("ㄱ", "") == "한"
    assert place.done == []


@pytest.mark.parametrize("letter", ["ㅔ", "ㅠ", "p", "B", "ㄴ"])
@pytest.mark.parametrize("place", KINDS, indirect=True)
def test_no_letter_typed_into_a_field_acts(place: Place, letter: str) -> None:
    field = focused()
    code = ord(letter.upper()) if letter.isascii() else 0
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(field, QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, letter))
    assert (words(place.field), place.done) == (letter, [])


@pytest.mark.parametrize("letter", ["ㅔ", "p"])
@pytest.mark.parametrize("make", [QSpinBox, QDateEdit])
def test_no_letter_typed_into_a_number_or_a_date_acts(
    make: Callable[[], QAbstractSpinBox], letter: str, reviewer: Reviewer, qtbot: QtBot
) -> None:
    place = Place(make())
    if isinstance(place.field, QDateEdit):
        place.field.setDate(QDate(2022, 10, 15))
    qtbot.addWidget(place)
    place.show()
    place.field.setFocus()
    before = words(place.field)
    code = ord(letter.upper()) if letter.isascii() else 0
    QApplication.sendEvent(place.field, QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, letter))
    compose(place.field, letter)
    QApplication.sendEvent(place.field, QInputMethodEvent("", []))
    assert (words(place.field), place.done) == (before, [])


def test_a_cell_that_is_edited_keeps_the_syllable_when_it_is_left(reviewer: Reviewer, qtbot: QtBot) -> None:
    table = QTableWidget(2, 1)
    place = Place(table)
    qtbot.addWidget(place)
    place.show()
    place.activateWindow()
    table.setFocus()
    table.setCurrentCell(0, 0)
    table.edit(table.currentIndex())
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    compose(focused(), "휴")
    Hands(qtbot).press("Tab")
    qtbot.waitUntil(lambda: table.model().index(0, 0).data() == "휴")
    assert place.done == []


# --- keys in Hangul mode ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "text", "held", "action"),
    [
        (0x3156, "ㅔ", Qt.KeyboardModifier.NoModifier, "answer_pass"),
        (0, "ㅔ", Qt.KeyboardModifier.NoModifier, "answer_pass"),
        (0x01FFFFFF, "ㅠ", Qt.KeyboardModifier.NoModifier, "masked_copy"),
        (0x314F, "", HELD, "palette"),
        (0x314F, "ㅏ", HELD, "palette"),
        (0x01FFFFFF, "ㅏ", HELD, "palette"),
        (0x314B, "", HELD, "undo"),
        (0x3139, "", HELD, "search"),
        (0x3139, "ㄹ", HELD | Qt.KeyboardModifier.ShiftModifier, "find_in_paper"),
        (Qt.Key.Key_Z, "\x1a", HELD, "undo"),
    ],
)
def test_a_key_acts_in_hangul_mode_as_in_latin(key: int, text: str, held: Qt.KeyboardModifier, action: str) -> None:
    assert keys.is_key(QKeyEvent(QEvent.Type.KeyPress, key, held, text), action)


def test_the_palette_opens_in_hangul_mode_over_a_field_with_a_syllable(opened: Reviewer, qtbot: QtBot) -> None:
    window, hands = opened.window, Hands(qtbot)
    hands.press("Ctrl+F")
    field = hands.focus()
    assert field.objectName() == "claim_search"
    compose(field, "한")
    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, 0x314F, HELD, ""))
    assert hands.front().objectName() == "palette"
    assert words(field) == "한"
    hands.press("Esc")
    assert window.place == "claims"


# --- in the window ------------------------------------------------------------------------------------------


@pytest.fixture
def note(desk: ClaimDesk, qtbot: QtBot) -> QPlainTextEdit:
    """A note begun on the page in view by its key in Hangul mode, with a syllable in composition."""
    qtbot.waitUntil(lambda: desk.viewer.canvas.has_page())
    QApplication.sendEvent(desk, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, "ㅡ"))
    text = desk.sections.notes.editor.text
    qtbot.waitUntil(text.hasFocus)
    QTest.keyClicks(text, "1 ")
    compose(text, "함")
    return text


def note_on(desk: ClaimDesk, qtbot: QtBot) -> str:
    """What stands in the note, once the paper is there too: it is read by a child process."""
    qtbot.waitUntil(lambda: desk.viewer.canvas.has_page())
    return desk.sections.notes.editor.text.toPlainText()


def test_a_note_keeps_its_last_syllable_when_it_is_recorded(
    note: QPlainTextEdit, desk: ClaimDesk, qtbot: QtBot
) -> None:
    Hands(qtbot).press("Ctrl+Return")
    qtbot.waitUntil(lambda: bool(desk.page and desk.page.notes))
    assert "1 함" in str(desk.page.notes)  # type: ignore[union-attr]


def test_a_draft_keeps_its_last_syllable_when_the_claim_changes(
    note: QPlainTextEdit, opened: Reviewer, desk: ClaimDesk, qtbot: QtBot
) -> None:
    first, other = in_review(opened)[:2]
    qtbot.wait(400)  # what is typed so far is kept in the file meanwhile, and the syllable goes on
    assert note.toPlainText() == "1 "
    Hands(qtbot).press("Alt+Right")
    show_desk(opened, qtbot, other)
    assert note_on(show_desk(opened, qtbot, first), qtbot) == "1 함"


@pytest.mark.parametrize("how", ["palette", "language"])
def test_a_note_keeps_its_last_syllable_under_the_palette_and_in_another_language(
    note: QPlainTextEdit, opened: Reviewer, qtbot: QtBot, how: str
) -> None:
    claim, before = opened.window.claim, opened.window.desk
    if how == "palette":
        Hands(qtbot).press("Ctrl+K")
    else:
        opened.preferences.keep("language", "ko")
        opened.settings_changed()
        opened.window.show_claim(claim)
        qtbot.waitUntil(lambda: opened.window.desk is not before)
    assert note_on(show_desk(opened, qtbot, claim), qtbot) == "1 함"


def test_the_file_keeps_a_syllable_that_is_still_being_composed(
    note: QPlainTextEdit, opened: Reviewer, desk: ClaimDesk, qtbot: QtBot
) -> None:
    def kept() -> str:
        found = desk_notes.drafts_of(desk._sitting.on_screen, LEAD, desk.number)
        return "" if FORM not in found else json.loads(found[FORM])["note"]

    qtbot.waitUntil(lambda: kept() == "1 함")
    compose(note, "")  # and forgets it where it was taken away letter by letter
    qtbot.waitUntil(lambda: kept() == "1 ")
    assert note.toPlainText() == "1 "


def test_a_note_of_a_check_keeps_its_syllable_in_the_draft(desk: ClaimDesk, qtbot: QtBot) -> None:
    desk.sections.checks.go_to(1)
    line = desk.sections.checks.lines[0]
    line.write_note()
    assert line.note is not None
    qtbot.waitUntil(line.note.hasFocus)
    compose(line.note, "함")
    qtbot.waitUntil(lambda: line.unsaved() == "함")
    assert line.note.text() == ""
