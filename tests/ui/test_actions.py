"""Every action has its words, its keys and its place, and each key of the map does something."""

import ast
import itertools

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from reviewer.desk.wording import word_in
from reviewer.ui import keys
from reviewer.ui.actions import ACT, Action, called, press
from reviewer.ui.key_file import own_file, program_map, read_own, write_own
from tests.conftest import ROOT


def key(name: int, text: str = "", modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, name, modifier, text)


def words_in_code() -> set[str]:
    """Every plain text in the modules of the windows."""
    found = set()
    for path in (ROOT / "reviewer" / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_every_action_of_the_map_is_done_somewhere_in_the_windows() -> None:
    made = {f"route_{route.lower()}" for route in routes()} | {
        name for name in program_map() if name.startswith(("go_", ACT))
    }
    assert sorted(program_map().keys() - words_in_code() - made) == []


def routes() -> tuple[str, ...]:
    from reviewer.rules.acts.triage import ROUTES

    return tuple(ROUTES)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_action_and_group_has_its_words_and_no_word_is_left_over(lang: str) -> None:
    import tomllib

    table = tomllib.loads((ROOT / "resources" / "i18n" / f"actions.{lang}.toml").read_text(encoding="utf-8"))
    assert table["action"].keys() == {name for name in program_map() if not name.startswith(ACT)}
    assert table["group"].keys() == {one.group for one in program_map().values()}
    assert called("take_next", lang) == table["action"]["take_next"]
    assert word_in("actions", "group", "check", lang) == table["group"]["check"]


def test_no_two_actions_that_meet_in_one_place_share_a_key() -> None:
    clashes = [
        (one, other)
        for (one, first), (other, second) in itertools.combinations(program_map().items(), 2)
        if first.meets(second) and set(first.keys) & set(second.keys)
    ]
    assert clashes == []


def test_every_key_of_the_map_is_one_that_qt_knows() -> None:
    from reviewer.ui.key_file import normal

    assert [key for one in program_map().values() for key in one.keys if normal(key) != key] == []


def test_a_key_press_does_the_first_action_it_stands_for_in_both_keyboard_modes() -> None:
    done: list[str] = []
    offered = [Action(name, lambda name=name: done.append(name)) for name in ("answer_pass", "answer_fail")]  # type: ignore[misc]
    assert press(key(Qt.Key.Key_P, "p"), offered)
    assert press(key(0, "ㄹ"), offered)
    assert press(key(Qt.Key.Key_F5), offered)
    assert not press(key(Qt.Key.Key_P, "", Qt.KeyboardModifier.ControlModifier), offered)
    assert done == ["answer_pass", "answer_fail", "answer_pass"]


def test_single_signs_can_be_switched_off_and_the_other_keys_stay() -> None:
    done: list[str] = []
    offered = [Action("answer_pass", lambda: done.append("pass"))]
    keys.use_single(False)
    try:
        assert not press(key(Qt.Key.Key_P, "p"), offered)
        assert press(key(Qt.Key.Key_F5), offered)
        assert keys.shown("answer_pass") == "F5"
    finally:
        keys.use_single(True)
    assert keys.shown("answer_pass") == "P · F5"
    assert done == ["pass"]


# --- a person's own file ----------------------------------------------------------------------------------


def test_own_keys_lie_over_the_map_of_the_program_line_by_line(own_home: object) -> None:
    write_own(own_file(), {"take_next": ("Ctrl+J",), "peek": ()})
    keys.read_again()
    try:
        assert keys.key_map()["take_next"] == ["Ctrl+J"]
        assert keys.key_map()["peek"] == []
        assert keys.key_map()["open"] == ["Return", "Enter"]
    finally:
        write_own(own_file(), {})
        keys.read_again()
    assert keys.key_map()["take_next"] == ["T"]


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ('take_next = ["J"]\npeek = ["Space"\nopen = ["O"]\n', 3, "key_syntax"),
        ('take_next = ["J"]\n\ntake_nxt = ["T"]\n', 3, "no_such_action take_nxt"),
        ('take_next = "J"\n', 1, "not_a_list take_next"),
        ('peek = ["Space"]\ntake_next = ["Ctrl+Foo"]\n', 2, "no_such_key Ctrl+Foo"),
    ],
)
def test_a_fault_in_own_keys_is_named_with_its_line_and_none_of_them_counts(
    own_home: object, text: str, line: int, why: str
) -> None:
    own_file().parent.mkdir(parents=True, exist_ok=True)
    own_file().write_text(text, encoding="utf-8")
    found = read_own(own_file())
    assert found.keys == {}
    assert found.fault is not None
    assert (found.fault.code, found.fault.facts["line"]) == ("KeyMapUnreadable", line)
    assert str(found.fault.facts["why"]).startswith(why)
    keys.read_again()
    try:
        assert keys.key_map()["take_next"] == ["T"]
        assert keys.fault() is not None
    finally:
        own_file().unlink()
        keys.read_again()


def test_own_keys_may_be_written_by_groups_and_in_small_letters_as_well(own_home: object) -> None:
    own_file().parent.mkdir(parents=True, exist_ok=True)
    own_file().write_text('[work]\ntake_next = { at = "work", keys = ["ctrl+j", "x"] }\n', encoding="utf-8")
    assert read_own(own_file()).keys == {"take_next": ("Ctrl+J", "X")}
    own_file().unlink()
