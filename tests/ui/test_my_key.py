"""My key in the settings: made here, locked with a passphrase, and only its public half handed on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import keys
from reviewer.rules.problem import Problem
from reviewer.ui.parts import things_in
from reviewer.ui.preferences import Preferences
from reviewer.ui.settings.my_key import MyKey
from tests.ui.conftest import LEAD

FIRST, SECOND_ONE = "four words of mine", "another four words"


@pytest.fixture
def folder(tmp_path: Path, preferences: Preferences) -> Path:
    """The person's own key folder, empty."""
    found = tmp_path / "my keys"
    found.mkdir()
    preferences.keep("keys_folder", str(found))
    return found


def section(opened: Reviewer, qtbot: QtBot) -> MyKey:
    opened.window.show_settings("my_key")
    found = opened.window._built["settings"].findChild(MyKey)
    assert isinstance(found, MyKey)

    def is_shown() -> bool:
        first = next(things_in(found._lines), None)
        return isinstance(first, QWidget) and first.isVisible()

    qtbot.waitUntil(is_shown)
    return found


def texts(widget: MyKey) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def make(found: MyKey, qtbot: QtBot) -> str:
    """Make a key by the form; its key id."""
    before = {one.key_id for one in found.shown}
    for name, text in (("member", LEAD), ("new", FIRST), ("again", FIRST)):
        found.make.fields[name].setText(text)
    found.make.button.click()
    qtbot.waitUntil(lambda: {one.key_id for one in found.shown} > before)
    return next(one.key_id for one in found.shown if one.key_id not in before)


def test_the_open_key_is_shown_with_its_place_on_the_roster(folder: Path, opened: Reviewer, qtbot: QtBot) -> None:
    found = section(opened, qtbot)
    assert [one.member for one in found.shown] == [LEAD]
    assert "stands on the roster" in texts(found)


def test_without_any_key_the_section_says_so(folder: Path, opened: Reviewer, qtbot: QtBot) -> None:
    opened.window.sitting.signer = None  # type: ignore[union-attr]
    assert "holds no key of yours yet" in texts(section(opened, qtbot))


def test_a_damaged_key_file_is_not_called_no_key(folder: Path, opened: Reviewer, qtbot: QtBot) -> None:
    (folder / "0123456789abcdef.key").write_text('{"public_key": "ab')
    opened.window.sitting.signer = None  # type: ignore[union-attr]
    said = texts(section(opened, qtbot))
    assert "The key file 0123456789abcdef.key is damaged" in said
    assert "recovery sheet" in said
    assert "holds no key of yours yet" not in said


def test_a_key_is_made_locked_and_its_public_half_copied(folder: Path, opened: Reviewer, qtbot: QtBot) -> None:
    found = section(opened, qtbot)
    key_id = make(found, qtbot)
    signer = keys.unlock(folder, key_id, FIRST)
    assert signer.member == LEAD
    qtbot.waitUntil(lambda: "not on the roster yet" in texts(found))
    assert not found.make.text("new")
    shown = found.findChild(QLineEdit, f"public_key_{key_id}")
    assert isinstance(shown, QLineEdit)
    assert shown.text() == signer.public_key
    found.findChild(object, f"copy_key_{key_id}").click()  # type: ignore[attr-defined]
    assert QGuiApplication.clipboard().text() == signer.public_key


def test_two_passphrases_that_differ_or_are_short_make_no_key(folder: Path, opened: Reviewer, qtbot: QtBot) -> None:
    form = section(opened, qtbot).make
    form.fields["member"].setText(LEAD)
    form.fields["new"].setText("short")
    form.fields["again"].setText("short")
    assert not form.button.isEnabled()
    assert "8" in form.missing.text()
    form.fields["new"].setText(FIRST)
    assert not form.button.isEnabled()
    assert form.missing.text() == "The two passphrases are not the same."
    assert list(folder.iterdir()) == []


def test_no_passphrase_is_ever_shown(folder: Path, opened: Reviewer, qtbot: QtBot) -> None:
    fields = section(opened, qtbot).make.fields
    assert {name for name, field in fields.items() if field.echoMode() is QLineEdit.EchoMode.Password} == {
        "new",
        "again",
    }


def test_the_passphrase_changes_only_with_the_present_one(folder: Path, opened: Reviewer, qtbot: QtBot) -> None:
    found = section(opened, qtbot)
    key_id = make(found, qtbot)
    form = found.change
    assert form is not None
    for name, text in (("old", "not the one"), ("new", SECOND_ONE), ("again", SECOND_ONE)):
        form.fields[name].setText(text)
    form.button.click()
    qtbot.waitUntil(lambda: bool(form.problem.text()))
    assert keys.unlock(folder, key_id, FIRST)
    form.fields["old"].setText(FIRST)
    form.button.click()
    qtbot.waitUntil(lambda: "changed" in found.said.text())
    assert keys.unlock(folder, key_id, SECOND_ONE)
    with pytest.raises(Problem, match="WrongPassphrase"):
        keys.unlock(folder, key_id, FIRST)


@pytest.fixture
def in_korean(preferences: Preferences) -> Iterator[None]:
    """The windows in Korean from the start."""
    preferences.keep("language", "ko")
    yield
    preferences.keep("language", "en")


def test_the_section_speaks_korean(folder: Path, in_korean: None, opened: Reviewer, qtbot: QtBot) -> None:
    shown = texts(section(opened, qtbot))
    assert "내 열쇠" in shown
    assert "명부에 있음" in shown
