"""Which key does what; single letters also work while the keyboard is in Hangul mode."""

import tomllib
from functools import cache
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from reviewer import RESOURCES

HANGUL = dict(
    zip(
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        "QWERTYUIOPASDFGHJKLZXCVBNMQWERTOP",
        strict=True,
    )
)
"""The letter on the key that types each Hangul letter on a two-set keyboard."""


def letter(event: QKeyEvent) -> str:
    """The Latin capital letter, digit or sign of a key, whatever mode the keyboard is in; empty with Ctrl or Alt."""
    if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return ""
    text = event.text()
    if text in HANGUL:
        return HANGUL[text]
    if not text and 0x3131 <= event.key() <= 0x3163:
        return HANGUL.get(chr(event.key()), "")
    return text.upper() if text.isprintable() else ""


def _own_map() -> Path:
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / "claim-reviewer" / "keys.toml"


@cache
def key_map() -> dict[str, list[str]]:
    """Action to keys: the program's map (resources/look/keys.toml), overlaid by the user's own keys.toml."""
    table: dict[str, list[str]] = tomllib.loads((RESOURCES / "look" / "keys.toml").read_text(encoding="utf-8"))
    own = _own_map()
    if own.is_file():
        table.update(tomllib.loads(own.read_text(encoding="utf-8")))
    return table


def is_key(event: QKeyEvent, action: str) -> bool:
    """Whether this key press stands for an action of the key map."""
    pressed = QKeySequence(event.keyCombination()).toString()
    single = letter(event)
    return any(key == single if len(key) == 1 else key == pressed for key in key_map()[action])


def shown(action: str) -> str:
    """The keys of an action for the key sheet and tips."""
    return " · ".join(key_map()[action])
