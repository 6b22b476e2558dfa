"""A person's own keys are set in the window, act at once, never clash, and a fault in their file is named."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.desk.wording import problem_in_words
from reviewer.ui import keys
from reviewer.ui.key_file import BEFORE, own_file, read_own
from reviewer.ui.settings.keys_section import KeysSection
from tests.ui.conftest import press

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def keys_of_the_program(own_home: object) -> Iterator[None]:
    """No keys of one's own before and after."""
    yield
    for file in (own_file(), own_file().with_name(BEFORE)):
        file.unlink(missing_ok=True)
    keys.use_single(True)
    keys.read_again()
    KeysSection._given_up = {}


def section(opened: Reviewer) -> KeysSection:
    """The keys in the settings, as they stand now."""
    opened.window.show_settings("keys_section")
    return opened.window.findChildren(KeysSection)[-1]


def section_with(opened: Reviewer, mine: str) -> KeysSection:
    """The same with this file of one's own."""
    own_file().parent.mkdir(parents=True, exist_ok=True)
    own_file().write_text(mine, encoding="utf-8")
    keys.read_again()
    return section(opened)


def changed(opened: Reviewer, qtbot: QtBot, before: KeysSection) -> KeysSection:
    """The settings once they were built again with the new keys."""
    qtbot.waitUntil(lambda: opened.window.findChildren(KeysSection)[-1] is not before)
    return opened.window.findChildren(KeysSection)[-1]


def test_a_new_key_acts_at_once_and_the_old_one_no_more(opened: Reviewer, qtbot: QtBot) -> None:
    found = section(opened)
    found.table.go_to("go_letters")
    found.field.setFocus()
    qtbot.keyClick(found.field, Qt.Key.Key_L, CTRL)
    assert found.field.text() == "Ctrl+L"
    found.use.click()
    again = changed(opened, qtbot, found)
    qtbot.waitUntil(lambda: again.table.current() == "go_letters")
    assert own_file().read_text(encoding="utf-8") == 'go_letters = ["Ctrl+L"]\n'
    window = opened.window
    qtbot.keyClick(window, Qt.Key.Key_5, CTRL)
    assert window.place == "settings"
    qtbot.keyClick(window, Qt.Key.Key_L, CTRL)
    assert window.place == "letters"


def test_own_keys_that_gave_way_all_at_once_are_taken_up_again(opened: Reviewer, qtbot: QtBot) -> None:
    mine = 'go_letters = ["Ctrl+L"]\npeek = ["F4"]\n'
    found = section_with(opened, mine)
    found.all_back.click()
    without = changed(opened, qtbot, found)
    assert keys.own_keys().keys == {}
    assert without.all_back.text() == "My own keys again"
    without.all_back.click()
    again = changed(opened, qtbot, without)
    assert keys.own_keys().keys == {"go_letters": ("Ctrl+L",), "peek": ("F4",)}
    assert again.all_back.text() == "All as the program has them"


def test_a_key_that_is_taken_is_named_and_cannot_be_used(opened: Reviewer, qtbot: QtBot) -> None:
    found = section(opened)
    found.table.go_to("answer_pass")
    press(found.field, "ㄹ")  # the key F in Hangul mode
    assert found.field.text() == "F"
    assert "Fail" in found.said.text()
    assert not found.use.isEnabled()
    assert found.use.toolTip() == found.said.text()
    press(found.field, "J")  # free on the desk? no: it goes down
    assert "Down the list" in found.said.text()


def test_back_to_the_keys_of_the_program_leaves_no_file(opened: Reviewer, qtbot: QtBot) -> None:
    found = section(opened)
    found.table.go_to("peek")
    found.none.click()
    again = changed(opened, qtbot, found)
    assert keys.key_map()["peek"] == []
    qtbot.waitUntil(lambda: again.table.current() == "peek")
    again.back.click()
    changed(opened, qtbot, again)
    assert keys.key_map()["peek"] == ["Space"]
    assert not own_file().exists()


def test_no_action_gets_back_a_key_that_another_one_has_now(opened: Reviewer, qtbot: QtBot) -> None:
    own_file().parent.mkdir(parents=True, exist_ok=True)
    own_file().write_text('peek = ["Q"]\nfilter_row = ["Space"]\n', encoding="utf-8")
    keys.read_again()
    found = section(opened)
    found.table.go_to("peek")
    assert not found.back.isEnabled()
    assert "Space" in found.back.toolTip()  # the file would hold a clash, and none of its keys would count
    found.table.go_to("filter_row")
    found.back.click()
    again = changed(opened, qtbot, found)
    assert keys.fault() is None
    again.table.go_to("peek")
    again.back.click()
    changed(opened, qtbot, again)
    assert keys.key_map()["peek"] == ["Space"]


def test_single_letters_are_switched_off_and_stay_so(opened: Reviewer, qtbot: QtBot) -> None:
    found = section(opened)
    found.single.click()
    changed(opened, qtbot, found)
    assert keys.shown("answer_pass") == "F5"
    assert not opened.preferences.single_keys
    opened.window.show_place("claims")
    search = opened.window._built["claims"].search  # type: ignore[attr-defined]
    press(opened.window._built["claims"], "/")
    assert not search.hasFocus()
    opened.preferences.keep("single_keys", "yes")


def test_a_fault_in_the_file_is_named_with_its_line_above_the_window(opened: Reviewer, qtbot: QtBot) -> None:
    own_file().parent.mkdir(parents=True, exist_ok=True)
    own_file().write_text('peek = ["Space"]\npeak = ["P"]\n', encoding="utf-8")
    opened._key_watch.look()
    qtbot.waitUntil(lambda: opened.window.findChild(QWidget, "own_keys_fault") is not None)
    text = opened.window.findChild(QWidget, "own_keys_fault").text()  # type: ignore[attr-defined]
    assert "line 2" in text
    assert "peak" in text
    assert keys.key_map()["peek"] == ["Space"]
    own_file().write_text('peek = ["F4"]\n', encoding="utf-8")
    opened._key_watch.look()
    qtbot.waitUntil(lambda: opened.window.findChild(QWidget, "own_keys_fault") is None)
    assert keys.key_map()["peek"] == ["F4"]


def test_a_file_written_before_there_was_a_settings_folder_acts_at_once(opened: Reviewer, qtbot: QtBot) -> None:
    folder = own_file().parent
    aside = folder.with_name("aside")
    if folder.exists():
        folder.rename(aside)
    opened._key_watch.look()
    folder.mkdir(parents=True)
    qtbot.wait(300)  # the folder is noticed first, as where a person makes it by hand
    own_file().write_text('peek = ["F4"]\n', encoding="utf-8")
    qtbot.waitUntil(lambda: keys.key_map()["peek"] == ["F4"])
    own_file().unlink()
    folder.rmdir()
    if aside.exists():
        aside.rename(folder)


def test_keys_set_in_the_window_keep_a_file_that_cannot_be_used(opened: Reviewer, qtbot: QtBot) -> None:
    mine = 'go_letters = ["Ctrl+L"]\nsplit_the_view = ["Ctrl+J"]\n'
    found = section_with(opened, mine)
    assert BEFORE in found.fault.text()
    found.table.go_to("peek")
    found.none.click()
    changed(opened, qtbot, found)
    assert own_file().read_text(encoding="utf-8") == "peek = []\n"
    assert own_file().with_name(BEFORE).read_text(encoding="utf-8") == mine
    assert sorted(one.name for one in own_file().parent.glob("keys*")) == [BEFORE, "keys.toml"]


def test_a_file_that_is_written_over_or_replaced_acts_without_a_new_start(opened: Reviewer, qtbot: QtBot) -> None:
    file = own_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('peek = ["F4"]\n', encoding="utf-8")
    opened._key_watch.look()

    def acts(key: str) -> None:
        qtbot.waitUntil(lambda: keys.key_map()["peek"] == [key])

    acts("F4")
    with file.open("r+", encoding="utf-8") as written:
        written.write('peek = ["F2"]\n')
    acts("F2")
    beside = file.with_name("keys.new")
    beside.write_text('peek = ["Y"]\n', encoding="utf-8")
    beside.replace(file)
    acts("Y")
    with file.open("r+", encoding="utf-8") as written:
        written.write('peek = ["Z"]\n')
    acts("Z")


@pytest.mark.parametrize(
    ("lines", "line", "said", "other"),
    [
        ('peek = ["F"]\nfilter_row = ["F"]\n', 1, "F is the key of another action", "Filter row (filter_row)"),
        ('peek = ["ㅁ"]\n', 1, "A is the key of another action", "Assign claims (assign_many)"),  # in Hangul mode
        ('recent = ["Ctrl+ㅏ"]\n', 1, "Ctrl+K is the key of another action", "Commands, places and claims (palette)"),
        ('quit = ["Ctrl+Q"]\npeek = ["S"]\n', 2, "S is the key of another action", "Sort by a column (sort_list)"),
    ],
)  # fmt: skip
def test_one_key_for_two_actions_of_a_place_is_a_fault(
    tmp_path: Path, lines: str, line: int, said: str, other: str
) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(lines, encoding="utf-8")
    found = read_own(path)
    assert found.fault is not None
    assert found.keys == {}
    told = problem_in_words(found.fault, "en")
    assert f"line {line}" in told
    assert f"{said} in the same place: {other}" in told
    assert "key_taken" not in problem_in_words(found.fault, "ko")


@pytest.mark.parametrize("line", ['palette = ["Tab"]', 'peek = ["Shift+Tab"]', 'help = ["Return"]', 'quit = ["space"]'])
def test_a_key_that_the_keyboard_needs_to_get_on_is_a_fault(tmp_path: Path, line: str) -> None:
    path = tmp_path / "keys.toml"
    path.write_text(f'take_next = ["T"]\n{line}\n', encoding="utf-8")
    found = read_own(path)
    assert found.keys == {}
    assert found.fault is not None
    assert found.fault.facts["line"] == 2
    assert "the keyboard needs this key" in problem_in_words(found.fault, "en")
    path.write_text('peek = ["Return"]\nopen = ["Space"]\nback = ["Esc"]\nnext_tab = ["Ctrl+Tab"]\n', encoding="utf-8")
    assert read_own(path).fault is None


def test_the_window_refuses_such_a_key_as_well(opened: Reviewer, qtbot: QtBot) -> None:
    found = section(opened)
    found.table.go_to("palette")
    found.field.setFocus()
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    assert "leads on from field to field" in found.said.text()
    assert not found.use.isEnabled()
    qtbot.keyClick(found.field, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert found.field.text() == "Return"


@pytest.mark.parametrize("key", ["Key_Hangul", "Key_Hangul_Hanja", "Key_CapsLock", "Key_Super_L", "Key_Dead_Acute"])
def test_a_key_that_only_switches_the_keyboard_is_no_new_key(opened: Reviewer, qtbot: QtBot, key: str) -> None:
    found = section(opened)
    found.table.go_to("go_letters")
    qtbot.keyClick(found.field, Qt.Key[key])
    assert found.field.text() == ""


def test_a_key_may_be_written_by_its_hangul_letter(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text('peek = ["ㅂ"]\nfilter_row = ["Ctrl+Shift+ㅕ"]\n', encoding="utf-8")
    assert read_own(path).keys == {"peek": ("Q",), "filter_row": ("Ctrl+Shift+U",)}


def test_two_actions_may_change_their_keys(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_text('peek = ["F"]\nfilter_row = ["Space"]\n', encoding="utf-8")
    assert read_own(path).keys == {"peek": ("F",), "filter_row": ("Space",)}
