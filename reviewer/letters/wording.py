"""The wording of the letters as the council adopted it: two languages in one text, read strictly."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, cast

from reviewer.letters.placeholders import (
    ANNEXES,
    CONDITIONS,
    LATER_LETTERS,
    LATER_MESSAGES,
    LATER_WORDS,
    LETTERS,
    LISTS,
    MESSAGES,
    SENDER,
    TABLES,
    VALUES,
    WORDS,
)
from reviewer.rules.korean import placeholders
from reviewer.rules.problem import Problem

LANGUAGES = ("ko", "en")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_CONDITION = re.compile(r"!?[a-z0-9_]+")


@dataclass(frozen=True)
class Line:
    """One line of a letter: an item, a text, a heading or a table, and the conditions under which it stands."""

    role: Literal["item", "under", "heading", "text", "table"]
    text: str
    level: int = 0
    when: tuple[str, ...] = ()
    each: str = ""


@dataclass(frozen=True)
class Form:
    """One kind of letter: its title, its parts in order, and its annexes."""

    title: str
    parts: tuple[str, ...]
    annexes: tuple[str, ...]


@dataclass(frozen=True)
class Speech:
    """The wording in one language."""

    sender: Mapping[str, str]
    words: Mapping[str, str]
    letters: Mapping[str, Form]
    parts: Mapping[str, tuple[Line, ...]]
    messages: Mapping[str, str]


@dataclass(frozen=True)
class Wording:
    """The wording of every letter in Korean and English; read with `read_wording`, never changed afterwards."""

    ko: Speech
    en: Speech

    def in_(self, lang: str) -> Speech:
        """The wording in `lang`, "ko" or "en"; ValueError for another language."""
        if lang not in LANGUAGES:
            raise ValueError(f"no letters in language {lang!r}")
        return self.ko if lang == "ko" else self.en


def join(ko_text: str, en_text: str) -> str:
    """The two files as the one text a case adopts; each file keeps its tables under its own language."""
    return f"{ko_text.rstrip()}\n\n\n{en_text.rstrip()}\n"


def read_wording(text: str) -> Wording:
    """The wording in `text` (TOML), validated from end to end.

    Raises the Problem WordingInvalid with `table`, `key` and `why` (or `line` for text that is no TOML): unknown
    or missing keys, placeholders and conditions no letter knows, and parts that stand in one language only.
    """
    try:
        plain = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise Problem("WordingInvalid", line=line, why=f"line {line}: {_AT_LINE.sub('', str(error)).strip()}") from None
    _exactly(plain, "wording", LANGUAGES)
    speeches = {lang: _read_speech(_table(plain, "wording", lang), lang) for lang in LANGUAGES}
    wording = Wording(**speeches)
    _compare(wording)
    return wording


def invalid(table: str, key: str, why: str) -> Problem:
    """WordingInvalid about one key; `why` repeats the place, because the words of a Problem print only that."""
    return Problem("WordingInvalid", table=table, key=key, why=f"{table}, {key}: {why}")


def _read_speech(plain: Mapping[str, Any], lang: str) -> Speech:
    _exactly(plain, lang, ("sender", "words", "letters", "parts", "messages"))
    parts = _table(plain, lang, "parts")
    lines = {name: _read_lines(parts[name], f"{lang}.parts.{name}", lang) for name in parts}
    words, messages = _table(plain, lang, "words"), _table(plain, lang, "messages")
    known = WORDS + tuple(name for name in LATER_WORDS if name in words)
    told = MESSAGES + tuple(name for name in LATER_MESSAGES if name in messages)
    return Speech(
        sender=_texts(_table(plain, lang, "sender"), f"{lang}.sender", lang, SENDER, values=frozenset()),
        words=_texts(words, f"{lang}.words", lang, known, may_be_empty=("closing",)),
        letters=_read_letters(_table(plain, lang, "letters"), lang, frozenset(lines)),
        parts=MappingProxyType(lines),
        messages=_texts(messages, f"{lang}.messages", lang, told),
    )


def _read_letters(plain: Mapping[str, Any], lang: str, parts: frozenset[str]) -> Mapping[str, Form]:
    names = LETTERS + tuple(name for name in LATER_LETTERS if name in plain)
    _exactly(plain, f"{lang}.letters", names)
    forms = {}
    for name in names:
        path = f"{lang}.letters.{name}"
        table = _table(plain, f"{lang}.letters", name)
        _exactly(table, path, ("title", "parts", "annexes"))
        forms[name] = Form(
            _checked(table["title"], path, "title", lang),
            _codes(table["parts"], path, "parts", parts),
            _codes(table["annexes"], path, "annexes", ANNEXES),
        )
        if not forms[name].parts:
            raise invalid(path, "parts", "is empty")
    return MappingProxyType(forms)


def _read_lines(plain: object, path: str, lang: str) -> tuple[Line, ...]:
    if not isinstance(plain, list) or not plain:
        raise invalid(path, "lines", "must be a list of lines")
    return tuple(_read_line(row, f"{path}.{number}", lang) for number, row in enumerate(plain, 1))


def _read_line(row: object, path: str, lang: str) -> Line:
    if not isinstance(row, dict):
        raise invalid(path, "line", "must be a table")
    for key in row:
        if key not in ("item", "under", "heading", "table", "text", "when", "each"):
            raise invalid(path, key, "is not known here")
    when = tuple(_checked(row.get("when", "-"), path, "when", lang, values=frozenset()).split())
    conditions = () if when == ("-",) else when
    for condition in conditions:
        if not _CONDITION.fullmatch(condition) or condition.removeprefix("!") not in CONDITIONS:
            raise invalid(path, "when", f"no such condition: {condition}")
    each = str(row.get("each", ""))
    if each and each not in LISTS:
        raise invalid(path, "each", f"no such list: {each}")
    values = VALUES | {"sentence"} if each else VALUES
    if "table" in row:
        if row["table"] not in TABLES:
            raise invalid(path, "table", f"no such table: {row['table']}")
        return Line("table", cast(str, row["table"]), 0, conditions)
    if "heading" in row:
        return Line("heading", _checked(row["heading"], path, "heading", lang, values=values), 0, conditions)
    text = _checked(row.get("text", ""), path, "text", lang, values=values)
    roles: tuple[Literal["item", "under"], ...] = ("item", "under")
    for role in roles:
        if role in row:
            level = row[role]
            if not isinstance(level, int) or isinstance(level, bool) or not 1 <= level <= 4:
                raise invalid(path, role, "must be a level from 1 to 4")
            return Line(role, text, level, conditions, each)
    return Line("text", text, 0, conditions, each)


def _texts(
    plain: Mapping[str, Any],
    path: str,
    lang: str,
    keys: tuple[str, ...],
    *,
    values: frozenset[str] = VALUES,
    may_be_empty: tuple[str, ...] = (),
) -> Mapping[str, str]:
    _exactly(plain, path, keys)
    found = {}
    for key in keys:
        if plain[key] == "" and key in may_be_empty:
            found[key] = ""
        else:
            found[key] = _checked(plain[key], path, key, lang, values=values)
    return MappingProxyType(found)


def _checked(value: object, path: str, key: str, lang: str, *, values: frozenset[str] = VALUES) -> str:
    """One line of text whose placeholders are all known and whose braces close."""
    if not isinstance(value, str):
        raise invalid(path, key, "must be text")
    if not value.strip():
        raise invalid(path, key, "is empty")
    if not value.isprintable():
        raise invalid(path, key, "must be one line")
    if value.count("{") != value.count("}") or value.count("{") != len(re.findall(r"\{[^{}]+\}", value)):
        raise invalid(path, key, "has a brace that does not close")
    names = re.findall(r"\{([^{}|]+)(\|[^{}]*)?\}", value)
    for name, pair in names:
        if name not in values:
            raise invalid(path, key, f"no such value: {name}")
        if pair and (lang != "ko" or pair.count("/") != 1):
            raise invalid(path, key, f"no such particle here: {pair}")
    if placeholders(value) != {name for name, _ in names}:
        raise invalid(path, key, "has a placeholder that cannot be read")
    return value


def _codes(value: object, path: str, key: str, allowed: frozenset[str]) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise invalid(path, key, "must be a list")
    for one in value:
        if one not in allowed:
            raise invalid(path, key, f"no such {key.removesuffix('s')}: {one}")
    if len(set(value)) != len(value):
        raise invalid(path, key, "names something twice")
    return tuple(value)


def _table(plain: Mapping[str, Any], path: str, key: str) -> Mapping[str, Any]:
    value = plain.get(key)
    if not isinstance(value, dict):
        raise invalid(path, key, "is missing" if value is None else "must be a table")
    return value


def _exactly(plain: Mapping[str, Any], path: str, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key not in plain:
            raise invalid(path, key, "is missing")
    for key in plain:
        if key not in keys:
            raise invalid(path, key, "is not known here")


def _compare(wording: Wording) -> None:
    """Both languages must say the same things: the same parts, and each letter made of the same ones."""
    for name in wording.ko.parts.keys() ^ wording.en.parts.keys():
        lang = "en" if name in wording.ko.parts else "ko"
        raise invalid(f"{lang}.parts", name, "stands in the other language only")
    for name in wording.ko.letters.keys() ^ wording.en.letters.keys():
        raise invalid("letters", name, "stands in one language only")
    for name in wording.ko.messages.keys() ^ wording.en.messages.keys():
        raise invalid("messages", name, "stands in one language only")
    for name in wording.ko.letters:
        ko, en = wording.ko.letters[name], wording.en.letters[name]
        if set(ko.parts) != set(en.parts):
            odd = " ".join(sorted(set(ko.parts) ^ set(en.parts)))
            raise invalid(f"en.letters.{name}", "parts", f"stands in one language only: {odd}")
        if ko.annexes != en.annexes:
            raise invalid(f"en.letters.{name}", "annexes", "differ between the languages")
