"""Reads one table of a plan value by value and says exactly which key is wrong, and why."""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import TypeVar, cast

from reviewer.rules.plan_rows import Mark, Origin, Text, placeholders_of
from reviewer.rules.problem import Problem

Row = TypeVar("Row")
Choice = TypeVar("Choice", bound=str)

_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")
_SOURCES = re.compile(r"(?:seed:\d{3}|F\d{1,3}|OWN|CALC|PROP)(?: (?:seed:\d{3}|F\d{1,3}|OWN|CALC|PROP))*")
_RATE = re.compile(r"\d{1,3}(?:\.\d{1,6})?")
_KOREAN_TIME = timedelta(hours=9)


def parse_plan(text: str) -> "Table":
    """The whole plan as one table; raise PlanInvalid with the line of a syntax error (lines count from 1)."""
    try:
        return Table(tomllib.loads(text), "plan")
    except ValueError as error:  # also a number with more digits than Python will read
        found = _AT_LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        why = _AT_LINE.sub("", str(error)).strip()
        raise Problem("PlanInvalid", line=line, why=f"line {line}: {why}") from None
    except RecursionError:
        raise Problem("PlanInvalid", line=1, why="line 1: tables are nested too deeply") from None


def plan_invalid(table: str, key: str, why: str) -> Problem:
    """PlanInvalid about one key of a table; `why` repeats the place, because the words of a Problem print only that."""
    return Problem("PlanInvalid", table=table, key=key, why=f"{table}, {key}: {why}")


class Table:
    """One table of the plan; it remembers which keys were asked for, so that a misspelt one is found."""

    def __init__(self, content: Mapping[str, object], path: str) -> None:
        """`path` is what a Problem calls this table: `bands`, `bands.1` (rows count from 1), `checks.SBC.4`."""
        self._content = content
        self._asked: set[str] = set()
        self.path = path

    def problem(self, key: str, why: str) -> Problem:
        """PlanInvalid about one key of this table."""
        return plan_invalid(self.path, key, why)

    def has(self, key: str) -> bool:
        """Is the optional key there?"""
        return key in self._content

    def keys_left(self) -> tuple[str, ...]:
        """Keys nobody has asked for yet, in the order of the plan."""
        return tuple(key for key in self._content if key not in self._asked)

    def finish(self) -> None:
        """Raise PlanInvalid when the table holds a key that no rule reads."""
        for key in self.keys_left():
            raise self.problem(key, "is not known here")

    def _value(self, key: str, kind: type | tuple[type, ...], wanted: str) -> object:
        self._asked.add(key)
        if key not in self._content:
            raise self.problem(key, "is missing")
        value = self._content[key]
        # TOML's true is a whole number to Python, and its times are days; neither may pass for the other.
        wrong_flag = isinstance(value, bool) and kind is not bool
        wrong_moment = isinstance(value, datetime) and kind is not datetime
        if not isinstance(value, kind) or wrong_flag or wrong_moment:
            raise self.problem(key, f"must be {wanted}")
        return value

    def word(self, key: str, *, may_be_empty: bool = False) -> str:
        """A text of one line."""
        value = cast(str, self._value(key, str, "text"))
        if not may_be_empty and not value.strip():
            raise self.problem(key, "is empty")
        if value != value.strip() or not value.isprintable():
            raise self.problem(key, "must be one line without spaces around it")
        return value

    def choice(self, key: str, allowed: tuple[Choice, ...]) -> Choice:
        """One of a few words."""
        value = self.word(key)
        for one in allowed:
            if value == one:
                return one
        raise self.problem(key, f"must be one of {', '.join(allowed)}")

    def flag(self, key: str) -> bool:
        """True or false."""
        return cast(bool, self._value(key, bool, "true or false"))

    def integer(self, key: str, *, least: int = 0, most: int | None = None) -> int:
        """A whole number between `least` and `most`, both allowed."""
        value = cast(int, self._value(key, int, "a whole number"))
        if value < least:
            raise self.problem(key, f"must not be below {least}")
        if most is not None and value > most:
            raise self.problem(key, f"must not be above {most}")
        return value

    def rate(self, key: str, *, most: Decimal = Decimal(1)) -> Decimal:
        """A rate above 0 and up to `most`, written as text so that no computer rounds it."""
        value = cast(str, self._value(key, str, 'text such as "0.124"'))
        if not _RATE.fullmatch(value) or not value.isascii():
            raise self.problem(key, 'must be a number such as "0.124"')
        rate = Decimal(value)
        if not 0 < rate <= most:
            raise self.problem(key, f"must be above 0 and not above {most}")
        return rate

    def day(self, key: str) -> date:
        """A date without time."""
        return cast(date, self._value(key, date, "a date such as 2022-10-15"))

    def days(self, key: str) -> tuple[date, ...]:
        """A list of dates, each once."""
        return self._listed(key, date, "dates such as 2022-10-15")

    def years(self, key: str) -> tuple[int, ...]:
        """A list of years, each once."""
        return self._listed(key, int, "years such as 2022")

    def codes(self, key: str) -> tuple[str, ...]:
        """A list of codes, each once; it may be empty."""
        return self._listed(key, str, 'codes such as "R01"')

    def _listed(self, key: str, kind: type[Row], wanted: str) -> tuple[Row, ...]:
        values = cast(list[object], self._value(key, list, f"a list of {wanted}"))
        for value in values:
            if not isinstance(value, kind) or isinstance(value, bool | datetime):
                raise self.problem(key, f"must be a list of {wanted}")
        if len(set(values)) != len(values):
            raise self.problem(key, "names something twice")
        return tuple(cast(list[Row], values))

    def moment(self, key: str) -> datetime:
        """A time with its offset, which must be Korean time (+09:00)."""
        value = cast(datetime, self._value(key, datetime, "a time such as 2022-10-15T15:30:00+09:00"))
        if value.utcoffset() != _KOREAN_TIME:
            raise self.problem(key, "must carry +09:00")
        return value

    def words(self, key: str) -> Text:
        """A text in both languages: `key = { ko = "...", en = "..." }`."""
        inner = self.table(key)
        text = inner.own_words()
        inner.finish()
        return text

    def own_words(self) -> Text:
        """The keys ko and en of this very table; both full, with the same placeholders save for _ko and _en."""
        text = Text(self.word("ko"), self.word("en"))
        for lang, wording in (("ko", text.ko), ("en", text.en)):
            if wording.count("{") != len(re.findall(r"\{[^{}]+\}", wording)):
                raise self.problem(lang, "has a brace that does not close")
        in_ko = {name.removesuffix("_ko") for name in placeholders_of(text.ko)}
        in_en = {name.removesuffix("_en") for name in placeholders_of(text.en)}
        if in_ko != in_en:
            odd = ", ".join(sorted(in_ko ^ in_en))
            raise self.problem("en", f"placeholders differ between Korean and English: {odd}")
        return text

    def mark(self) -> Mark:
        """The keys origin and source; only what an article or a seed supports may be called published."""
        origins: tuple[Origin, ...] = ("published", "proposed")
        origin, source = self.choice("origin", origins), self.source()
        if origin == "published" and not re.search(r"seed:|F\d", source):
            raise self.problem("source", "a published rule needs the article it was published in")
        return Mark(origin, source)

    def source(self) -> str:
        """Source marks of domain.md section 0, divided by spaces."""
        value = self.word("source")
        if not _SOURCES.fullmatch(value):
            raise self.problem("source", "must be marks such as F02 or seed:000 or PROP")
        return value

    def table(self, key: str) -> "Table":
        """A table inside this one."""
        content = cast(dict[str, object], self._value(key, dict, "a table"))
        return Table(content, key if self.path == "plan" else f"{self.path}.{key}")

    def tables(self) -> tuple["Table", ...]:
        """Every key of this table as a table of its own."""
        return tuple(self.table(key) for key in self._content)

    def rows(self, key: str = "rows") -> tuple["Table", ...]:
        """A list of tables, at least one; a row is called by its number from 1."""
        found = cast(list[object], self._value(key, list, "a list of tables"))
        if not found:
            raise self.problem(key, "is empty")
        path = self.path if key == "rows" else key if self.path == "plan" else f"{self.path}.{key}"
        for number, row in enumerate(found, 1):
            if not isinstance(row, dict):
                raise plan_invalid(f"{path}.{number}", key, "must be a table")
        numbered = enumerate(cast(list[dict[str, object]], found), 1)
        return tuple(Table(row, f"{path}.{number}") for number, row in numbered)


def each(rows: tuple[Table, ...], read: Callable[[Table], Row]) -> tuple[Row, ...]:
    """Read every row and raise PlanInvalid for a key that was not read."""
    found = []
    for row in rows:
        found.append(read(row))
        row.finish()
    return tuple(found)


def keyed(rows: tuple[Table, ...], read: Callable[[Table], Row], key: str = "code") -> Mapping[str, Row]:
    """Read every row under its code; raise PlanInvalid when two rows carry one code."""
    found: dict[str, Row] = {}
    for row in rows:
        code = row.word(key)
        if code in found:
            raise row.problem(key, f"{code} is named twice")
        found[code] = read(row)
        row.finish()
    return MappingProxyType(found)
