"""No text is cut off on any screen of a small window, in Korean, in English, and in a language half as long again."""

import ast
import re
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.wording import korean_table
from tests.conftest import ROOT
from tests.ui.conftest import LEAD
from tests.ui.screens.clipped import clipped
from tests.ui.screens.every_screen import before_a_case, of_a_case, settle
from tests.ui.screens.stretched import Stretched, stretched

OPENED = {
    "AssignMany", "ColumnChoice", "DoneToday", "FoundingWindow", "HelpWindow", "IntakeWindow", "KeySheet",
    "LicenceWindow", "ListExport", "ManyAtOnce", "ManyBack", "MaskDialog", "MistakeDialog", "NameOfView", "Palette",
    "PassphraseDialog", "PastWindow", "StatementForm", "WaitingWindow",
}  # fmt: skip
"""The dialogs that `every_screen.py` opens."""


@pytest.fixture
def long_words(qapp: QApplication) -> Iterator[None]:
    """Every text of the windows half as long again."""
    translator = Stretched()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def _at_rest(reviewer: Reviewer, window: QWidget, *, may_end: bool) -> list[str]:
    """What is cut off and stays so: on a stalled machine a list just filled may not have had its place yet."""
    if not clipped(window, may_end=may_end):
        return []
    settle(reviewer)
    return clipped(window, may_end=may_end)


@pytest.mark.parametrize("language", ["ko", "en", "longer"])
def test_no_text_is_cut_off(opened: Reviewer, qtbot: QtBot, request: pytest.FixtureRequest, language: str) -> None:
    if language == "longer":
        request.getfixturevalue("long_words")
    opened.preferences.keep("language", "ko" if language == "ko" else "en")
    opened.preferences.keep("person", LEAD)
    before = opened.window.centralWidget()
    opened.settings_changed()
    settle(opened, lambda: opened.window.centralWidget() is not before)
    screens, found = 0, list[str]()
    for name, window in of_a_case(opened, once=True):
        screens += 1
        found += [f"{name}: {fault}" for fault in _at_rest(opened, window, may_end=language == "longer")]
    assert found == [], "\n".join(found)
    assert screens > 55


@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_text_is_cut_off_where_it_is_twice_as_large(opened: Reviewer, qtbot: QtBot, language: str) -> None:
    """A place that needs more room than the window has is moved with scroll bars; what stands in it is whole."""
    for name, value in {"language": language, "person": LEAD, "percent": "200"}.items():
        opened.preferences.keep(name, value)
    before = opened.window.centralWidget()
    opened.settings_changed()
    settle(opened, lambda: opened.window.centralWidget() is not before)
    found = [
        f"{name}: {fault}"
        for name, window in of_a_case(opened, once=True)
        for fault in _at_rest(opened, window, may_end=True)
        if not fault.startswith("window ")
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("language", ["ko", "en", "longer"])
def test_no_text_is_cut_off_before_a_case_is_open(
    reviewer: Reviewer, qtbot: QtBot, request: pytest.FixtureRequest, language: str
) -> None:
    if language == "longer":
        request.getfixturevalue("long_words")
    reviewer.preferences.keep("language", "ko" if language == "ko" else "en")
    reviewer.settings_changed()
    settle(reviewer)
    assert [
        f"{name}: {fault}"
        for name, window in before_a_case(reviewer)
        for fault in _at_rest(reviewer, window, may_end=language == "longer")
    ] == []


def test_the_longer_language_keeps_what_is_put_into_a_text() -> None:
    assert stretched("{n} claims of {day:>4}") == "[{n} cláíms óf {day:>4}  cláím]"
    for text in korean_table():
        words = re.sub(r"\{[^}]*\}", "", text)  # what is put in, and the plurals in braces, stay as long as they are
        assert len(stretched(text)) > len(text) + 0.3 * len(words)


BASES = {"QDialog", "WorkDialog", "LeavesTwice"}


def test_every_dialog_is_among_the_screens() -> None:
    dialogs = {
        node.name
        for path in (ROOT / "reviewer" / "ui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and BASES & {getattr(base, "id", "") for base in node.bases}
    }
    assert dialogs - BASES == OPENED, "a new dialog needs a line in every_screen.py"
