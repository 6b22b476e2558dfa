"""Which key does what; single letters also work while the keyboard is in Hangul mode."""

from collections.abc import Iterable

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from reviewer.rules.problem import Problem
from reviewer.ui.key_file import HANGUL, OwnKeys, own_file, program_map, read_own

_HANGUL_KEYS, _NAMELESS = range(0x3131, 0x3164), (0, int(Qt.Key.Key_unknown))


class _InForce:
    """The map in force; read anew when the person's own file changed."""

    own: OwnKeys | None = None
    map: dict[str, list[str]]
    has_single = True


def typed(event: QKeyEvent) -> str:
    """The Latin capital letter, digit or sign of a key, whatever mode the keyboard is in; empty with Ctrl or Alt."""
    if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return ""
    text = event.text()
    if text in HANGUL:
        return HANGUL[text]
    if not text and event.key() in _HANGUL_KEYS:
        return HANGUL.get(chr(event.key()), "")
    return text.upper() if text.isprintable() else ""


def letter(event: QKeyEvent) -> str:
    """What was typed, where a single letter, digit or sign may act; empty where the person switched that off."""
    return typed(event) if _InForce.has_single else ""


def use_single(on: bool) -> None:
    """Let single letters, digits and signs act, or only keys that are never typed (Ctrl, Alt and function keys)."""
    _InForce.has_single = on


def read_again() -> None:
    """Read the person's own file again before the next key."""
    _InForce.own = None


def own_keys() -> OwnKeys:
    """What stands in the person's own file."""
    if _InForce.own is None:
        _InForce.own = read_own(own_file())
        _InForce.map = {name: list(_InForce.own.keys.get(name, keyed.keys)) for name, keyed in program_map().items()}
    return _InForce.own


def key_map() -> dict[str, list[str]]:
    """Action to keys: the program's map (resources/look/keys.toml), overlaid by the user's own keys.toml."""
    own_keys()
    return _InForce.map


def fault() -> Problem | None:
    """What is wrong with the person's own file, whose keys are not used then."""
    return own_keys().fault


def pressed(event: QKeyEvent) -> frozenset[str]:
    """What a key press is called in the map: by itself, and as a single sign."""
    return frozenset({QKeySequence(_in_latin(event)).toString(), letter(event)} - {""})


def _in_latin(event: QKeyEvent) -> QKeyCombination:
    """The keys held, with the Latin letter of a key that types a Hangul one: some systems tell Ctrl+ㅏ for Ctrl+K."""
    key = event.key()
    typed = chr(key) if key in _HANGUL_KEYS else event.text() if key in _NAMELESS else ""
    found = HANGUL.get(typed, "")
    return QKeyCombination(event.modifiers(), Qt.Key(ord(found))) if found else event.keyCombination()


def means(names: frozenset[str], action: str) -> bool:
    """Whether a key press called so stands for an action."""
    return any(key in names and (len(key) > 1 or _InForce.has_single) for key in key_map()[action])


def is_key(event: QKeyEvent, action: str) -> bool:
    """Whether this key press stands for an action of the key map."""
    return means(pressed(event), action)


def digit(event: QKeyEvent, action: str) -> int:
    """Which of the keys of an action that chooses by number was pressed, from 1; 0 for none of them."""
    single = letter(event)
    found = key_map()[action]
    return found.index(single) + 1 if single in found else 0


def works(action: str) -> list[str]:
    """The keys of an action that act now."""
    return [key for key in key_map()[action] if len(key) > 1 or _InForce.has_single]


def shown(action: str) -> str:
    """The keys of an action for the key sheet and tips; one of the two keys that are called Enter is enough."""
    every = works(action)
    found = [key for key in every if key.replace("Return", "Enter") == key or len(every) == 1]
    return f"{found[0]} … {found[-1]}" if len(found) > 3 else " · ".join(found)


def clashing(action: str, key: str, among: Iterable[str] | None = None) -> str:
    """The action that has this key already in a place where this one is offered too; empty for none."""
    program = program_map()
    for other in among if among is not None else program:
        if other != action and key in key_map()[other] and program[action].meets(program[other]):
            return other
    return ""
