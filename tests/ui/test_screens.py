"""Every screen opens in both languages and every control can be named and reached."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)  # fmt: skip
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.rules.problem import Problem
from reviewer.ui.intake.intake_window import IntakeWindow
from reviewer.ui.key_sheet import KeySheet
from reviewer.ui.passphrase import PassphraseDialog
from reviewer.ui.problems import MistakeDialog, stack_of
from tests.ui.conftest import in_review, show_desk

USABLE = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QAbstractItemView)


def unnamed(window: QWidget) -> list[str]:
    """Controls a person could use that have no object name or nothing a screen reader could say."""
    found = []
    native = {"qt_spinbox_lineedit", "qt_clear_button", "_q_qlineeditclearaction"}
    for control in window.findChildren(QWidget):
        inside = control.parent()
        part_of_another = isinstance(inside, QComboBox | QLineEdit | QAbstractItemView) or (
            inside is not None and isinstance(inside.parent(), QAbstractItemView | QComboBox)
        )
        if (
            not isinstance(control, USABLE)
            or control.objectName() in native
            or isinstance(control, QScrollBar)
            or part_of_another
        ):
            continue
        if not control.objectName() or not control.accessibleName():
            found.append(f"{type(control).__name__} {control.objectName()!r} {control.accessibleName()!r}")
    return found


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_place_opens(opened: Reviewer, qtbot: QtBot, language: str, theme: str) -> None:
    opened.preferences.keep("language", language)
    opened.preferences.keep("theme", theme)
    before = opened.window.centralWidget()
    opened.settings_changed()
    qtbot.waitUntil(lambda: opened.window.centralWidget() is not before)
    for place in ("work", "claims", "triage", "settings"):
        opened.window.show_place(place)
        if place == "settings":
            opened.window._built[place].finish()  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: opened.window._stack.currentWidget().isVisible())
    desk = show_desk(opened, qtbot, in_review(opened)[0])
    for fold in desk.sections.folds.values():
        fold.set_open(True)
    assert not opened.window.grab().isNull()
    assert unnamed(opened.window) == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_dialog_opens(reviewer: Reviewer, qtbot: QtBot, language: str) -> None:
    reviewer.preferences.keep("language", language)
    reviewer.settings_changed()
    dialogs = (
        KeySheet(reviewer.look, reviewer.window),
        PassphraseDialog("about", "fault", reviewer.window),
        MistakeDialog("details", reviewer.window),
        IntakeWindow(reviewer.look, reviewer.lanes, reviewer.preferences, None, reviewer.window),
    )
    for dialog in dialogs:
        dialog.show()
        assert dialog.isVisible()
        assert unnamed(dialog) == []
        dialog.close()


@pytest.mark.parametrize("percent", ["100", "150", "200"])
def test_the_window_fits_a_small_screen(opened: Reviewer, qtbot: QtBot, percent: str) -> None:
    opened.preferences.keep("percent", percent)
    before = opened.window.centralWidget()
    opened.settings_changed()
    qtbot.waitUntil(lambda: opened.window.centralWidget() is not before)
    for place in (*opened.window.places(), "settings"):
        opened.window.show_place(place)
    desk = show_desk(opened, qtbot, in_review(opened)[0])
    desk.foot.say("Recorded.", "good")
    opened.window.centralWidget().layout().activate()
    smallest = opened.window.minimumSizeHint()
    assert (smallest.width() <= 1280, smallest.height() <= 720) == (True, True), smallest


@pytest.mark.parametrize(("content", "said"), [(b"not a case at all" * 400, "NotACaseFile"), (None, "CaseFileMissing")])
def test_a_file_that_does_not_open_is_explained_on_the_start_page(
    reviewer: Reviewer, qtbot: QtBot, tmp_path: Path, content: bytes | None, said: str
) -> None:
    from reviewer.ui.problems import in_words

    path = tmp_path / "wrong.casedb"
    if content is not None:
        path.write_bytes(content)
    reviewer.open_case(path)
    qtbot.waitUntil(lambda: reviewer._start.problem.isVisible())
    assert reviewer._start.problem.text() == in_words(Problem(said, file=str(path)))


def test_recent_cases_say_what_they_hold(opened: Reviewer, qtbot: QtBot) -> None:
    path = opened.window.sitting.path  # type: ignore[union-attr]
    assert opened.preferences.recent == [path.resolve()]


def test_ctrl_and_a_number_go_to_the_places(opened: Reviewer, qtbot: QtBot) -> None:
    with qtbot.waitActive(opened.window):
        opened.window.activateWindow()
    qtbot.keyClick(opened.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened.window.place == "work")
    qtbot.keyClick(opened.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: opened.window.place == "claims")


def test_the_details_of_a_mistake_hold_no_values() -> None:
    try:
        raise ValueError("김하늘 010-1234-5678")
    except ValueError as fault:
        details = stack_of(fault)
    assert "ValueError" in details
    assert "김하늘" not in details
    assert "1234" not in details
