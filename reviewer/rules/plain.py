"""Turns the records of the rules into plain JSON values and back, and JSON into one canonical text."""

import dataclasses
import datetime as dt
import enum
import json
import types
import typing
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, Union

Record = TypeVar("Record")


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(value: object) -> bytes:
    """Return the canonical JSON of `value`: UTF-8, NFC, sorted keys, no spaces, no floats, no nulls.

    Source: house.md section 2. Raises ValueError for a float, a null or a type JSON does not know.
    """
    return _ENCODER.encode(_checked(value)).encode("utf-8")


def _checked(value: object) -> object:
    kind = type(value)
    if kind is int or kind is bool:
        return value
    if isinstance(value, str):
        return _composed(value)
    if isinstance(value, bool | int):
        return value
    if isinstance(value, list | tuple):
        return [_checked(item) for item in value]
    if isinstance(value, Mapping):
        return {_composed(str(key)): _checked(item) for key, item in value.items()}
    raise ValueError(f"canonical JSON holds no {type(value).__name__}: {value!r}")


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def record_json(record: object) -> str:
    """The canonical JSON of a record as text; the same as `canonical(to_plain(record))`, in one walk."""
    return _ENCODER.encode(to_plain(record))


def to_plain(value: Any) -> Any:
    """Return `value` (records, tuples, dates, decimals) as plain JSON values, text composed (NFC).

    Fields of a record that hold what they begin with, or nothing (None), are left out.
    """
    kind = type(value)
    if kind is str:
        return _composed(value)
    if kind is int or kind is bool:
        return value
    fields = _fields(kind)  # type: ignore[arg-type]
    if fields is not None:
        plain = {}
        for name, begins_with in fields:
            inner = getattr(value, name)
            if inner is not None and inner != begins_with:
                plain[name] = to_plain(inner)
        return plain
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {_composed(str(key)): to_plain(inner) for key, inner in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(to_plain(inner) for inner in value)
    if isinstance(value, list | tuple):
        return [to_plain(inner) for inner in value]
    return value


@cache
def _fields(kind: type) -> tuple[tuple[str, object], ...] | None:
    """Name of every field of a record with what it begins with; None for what is no record."""
    if not dataclasses.is_dataclass(kind):
        return None
    return tuple((field.name, _beginning(field)) for field in dataclasses.fields(kind))


def _beginning(field: "dataclasses.Field[Any]") -> object:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default  # MISSING equals nothing a record can hold


def from_plain(kind: type[Record], plain: Mapping[str, Any]) -> Record:
    """Return the record of class `kind` that `to_plain` gave `plain` for; fields left out keep their defaults."""
    rebuilt: Record = _record(kind)(plain)  # type: ignore[arg-type]
    return rebuilt


Rebuild = Callable[[Any], Any]
_WRITTEN: Mapping[Any, Rebuild] = {
    dt.datetime: dt.datetime.fromisoformat,
    dt.date: dt.date.fromisoformat,
    Decimal: Decimal,
}


@cache
def _record(kind: type) -> Rebuild:
    """How a record is rebuilt: the classes are looked at once, not at every claim."""
    hints = typing.get_type_hints(kind)
    rebuilds = {field.name: _rebuild(hints[field.name]) for field in dataclasses.fields(kind)}

    def rebuild(plain: Mapping[str, Any]) -> Any:
        given = {}
        for name, inner in plain.items():
            if name in rebuilds:
                again = rebuilds[name]
                given[name] = inner if again is None else again(inner)
        return kind(**given)

    return rebuild


def _rebuild(hint: Any) -> Rebuild | None:
    """How a value of this type is rebuilt from plain JSON; None where it is the plain value itself."""
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType):
        return _rebuild(next(one for one in inside if one is not type(None)))
    if origin is tuple and not (len(inside) == 2 and inside[1] is Ellipsis):
        raise TypeError(f"a record holds tuples of one type only, not {hint}")
    if origin is tuple or origin is frozenset:
        return _collected(origin, _rebuild(inside[0]))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        again = _rebuild(inside[1])
        return None if again is None else lambda plain: {key: again(inner) for key, inner in plain.items()}
    if dataclasses.is_dataclass(hint):
        return _record(typing.cast(type, hint))
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return hint
    if hint is dt.datetime or hint is dt.date or hint is Decimal:
        return _WRITTEN[hint]
    return None


def _collected(kind: type, again: Rebuild | None) -> Rebuild:
    if again is None:
        return kind
    return lambda plain: kind([again(inner) for inner in plain])
