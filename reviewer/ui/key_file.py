"""Reads the maps of the keys: the program's own, and the lines a person wrote over it, each fault with its line."""

import dataclasses
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QKeySequence

from reviewer import RESOURCES
from reviewer.rules.problem import Problem

BEFORE = "keys-before.toml"
"""Where a file that cannot be used is kept once keys are set in the window."""
EVERYWHERE = "window"
"""Where an action is offered that no place has for itself."""
HANGUL = dict(
    zip(
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        "QWERTYUIOPASDFGHJKLZXCVBNMQWERTOP",
        strict=True,
    )
)
"""The letter on the key that types each Hangul letter on a two-set keyboard."""
_LEADS_ON = frozenset({"Tab", "Backtab", "Shift+Tab", "Shift+Backtab"})
_PRESSES = frozenset({"Return", "Enter", "Space", "Esc"})
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


@dataclasses.dataclass(frozen=True)
class Keyed:
    """An action as the program's map states it: its group on the sheet, the places that offer it, its keys."""

    group: str
    at: frozenset[str]
    keys: tuple[str, ...]

    def meets(self, other: "Keyed") -> bool:
        """Whether both are offered in one place, so that they may not share a key."""
        return bool(self.at & other.at) or EVERYWHERE in self.at | other.at


@dataclasses.dataclass(frozen=True)
class OwnKeys:
    """What stands in a person's own file: keys by action, and the first fault, after which nothing of it counts."""

    keys: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    fault: Problem | None = None


@cache
def program_map() -> dict[str, Keyed]:
    """Every action of the program, in the order of the key sheet."""
    table = tomllib.loads((RESOURCES / "look" / "keys.toml").read_text(encoding="utf-8"))
    return {
        name: Keyed(group, frozenset(line["at"].split()), tuple(line["keys"]))
        for group, lines in table.items()
        for name, line in lines.items()
    }


def own_file() -> Path:
    """Where a person's own keys stand, whether or not there are any."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / "claim-reviewer" / "keys.toml"


def read_own(path: Path) -> OwnKeys:
    """A person's own keys; with a fault in the file none of them, and Problem KeyMapUnreadable names its line."""
    if not path.is_file():
        return OwnKeys()
    try:
        text = path.read_text(encoding="utf-8-sig")
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as fault:
        return OwnKeys(fault=_unreadable(path, 1, f"key_syntax {fault}"))
    except tomllib.TOMLDecodeError as fault:
        found = _AT_LINE.search(str(fault))
        last = len(text.splitlines()) or 1
        line = int(found[1]) if found and found[1] else last
        return OwnKeys(fault=_unreadable(path, line, f"key_syntax {_AT_LINE.sub('', str(fault)).strip()}"))
    own: dict[str, tuple[str, ...]] = {}
    for name, value in _lines_of(table):
        why = _fault_of(name, value)
        if why:
            return OwnKeys(fault=_unreadable(path, _line_of(text, name), why))
        own[name] = tuple(normal(key) for key in value)
    for name in own:
        if why := _taken(name, own):
            return OwnKeys(fault=_unreadable(path, _line_of(text, name), why))
    return OwnKeys(own)


def _lines_of(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The lines of a map, whether flat or by groups as the program's own file has them."""
    for name, value in table.items():
        if isinstance(value, dict) and "keys" not in value:
            yield from _lines_of(value)
        else:
            yield name, value["keys"] if isinstance(value, dict) else value


def _fault_of(name: str, value: Any) -> str:
    """Why a line cannot be used; empty where it can."""
    if name not in program_map():
        return f"no_such_action {name}"
    if not isinstance(value, list) or not all(isinstance(key, str) for key in value):
        return f"not_a_list {name}"
    if unknown := next((key for key in value if not normal(key)), ""):
        return f"no_such_key {unknown}"
    return next((f"key_needed {key}" for key in value if is_needed(name, normal(key))), "")


def is_needed(action: str, key: str) -> bool:
    """Whether a key may not be given to an action: the keyboard could not leave a field or press a button any more.

    In a place, Enter and Space still press what has the keyboard; an action of every place would take them from it.
    """
    keyed = program_map()[action]
    return key in _LEADS_ON or (key in _PRESSES and EVERYWHERE in keyed.at and key not in keyed.keys)


def _taken(name: str, own: Mapping[str, tuple[str, ...]]) -> str:
    """Why an action cannot have its keys: another one that is offered in the same place has one of them."""
    program = program_map()
    for other, keyed in program.items():
        shared = [key for key in own[name] if key in own.get(other, keyed.keys)]
        if other != name and shared and program[name].meets(keyed):
            return f"key_taken {shared[0]} {other}"
    return ""


def normal(key: str) -> str:
    """A key as Qt writes it, a Hangul letter as the key that types it; empty for what is no key."""
    if key[-1:] in HANGUL:
        key = key[:-1] + HANGUL[key[-1]]
    if len(key) == 1:
        return key.upper() if key.isprintable() and not key.isspace() else ""
    sequence = QKeySequence(key)
    return sequence.toString() if sequence.count() == 1 else ""


def _line_of(text: str, name: str) -> int:
    """The line on which an action stands, from 1."""
    wanted = re.compile(rf"""^\s*["']?{re.escape(name)}["']?\s*=""")
    return next((at for at, line in enumerate(text.splitlines(), 1) if wanted.match(line)), 1)


def _unreadable(path: Path, line: int, why: str) -> Problem:
    return Problem("KeyMapUnreadable", file=path.name, line=line, why=why)


def write_own(path: Path, keys: Mapping[str, tuple[str, ...]]) -> None:
    """Write a person's own keys, a line each; without any the file goes. Problem FolderReadOnly where it cannot.

    A file that cannot be used, for one wrong line or an action of a newer program, is kept beside it as `BEFORE`.
    """
    try:
        if read_own(path).fault is not None:
            path.replace(path.with_name(BEFORE))
        if not keys:
            path.unlink(missing_ok=True)
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [
            f"{name} = [{', '.join(_quoted(key) for key in keys[name])}]" for name in program_map() if name in keys
        ]
        part = path.with_suffix(".part")  # a full disk leaves the keys there were
        part.write_text("\n".join(lines) + "\n", encoding="utf-8")
        part.replace(path)
    except OSError as fault:
        raise Problem("FolderReadOnly", folder=str(path.parent), why=str(fault)) from fault


def _quoted(key: str) -> str:
    escaped = key.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
