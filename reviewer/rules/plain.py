"""Turns the records of the rules into plain JSON values and back, and JSON into one canonical text."""

import dataclasses
import datetime as dt
import enum
import json
import types
import typing
import unicodedata
from collections.abc import Hashable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, Union

Record = TypeVar("Record")


def canonical(value: object) -> bytes:
    """Return the canonical JSON of `value`: UTF-8, NFC, sorted keys, no spaces, no floats, no nulls.

    Source: house.md section 2. Raises ValueError for a float, a null or a type JSON does not know.
    """
    return json.dumps(
        _checked(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode("utf-8")


def _checked(value: object) -> object:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, bool | int):
        return value
    if isinstance(value, list | tuple):
        return [_checked(item) for item in value]
    if isinstance(value, Mapping):
        return {unicodedata.normalize("NFC", str(key)): _checked(item) for key, item in value.items()}
    raise ValueError(f"canonical JSON holds no {type(value).__name__}: {value!r}")


def to_plain(value: Any) -> Any:
    """Return `value` (records, tuples, dates, decimals) as plain JSON values.

    Absent (None) fields are left out, and so are empty tuples and maps where empty is what the field begins with.
    """
    kind = type(value)
    if kind is str or kind is int or kind is bool:
        return value
    fields = _fields(kind)  # type: ignore[arg-type]
    if fields is not None:
        plain = {}
        for name, may_be_left_out in fields:
            inner = getattr(value, name)
            if inner is None or (may_be_left_out and (inner == () or inner == {})):
                continue
            plain[name] = to_plain(inner)
        return plain
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): to_plain(inner) for key, inner in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(to_plain(inner) for inner in value)
    if isinstance(value, list | tuple):
        return [to_plain(inner) for inner in value]
    return value


@cache
def _fields(kind: type) -> tuple[tuple[str, bool], ...] | None:
    """Name of every field of a record, and whether it has a default; None for what is no record."""
    if not dataclasses.is_dataclass(kind):
        return None
    missing = dataclasses.MISSING
    return tuple(
        (field.name, field.default is not missing or field.default_factory is not missing)
        for field in dataclasses.fields(kind)
    )


def from_plain(kind: type[Record], plain: Mapping[str, Any]) -> Record:
    """Return the record of class `kind` that `to_plain` gave `plain` for; fields left out keep their defaults."""
    hints = _hints(typing.cast(Any, kind))
    return kind(**{name: _rebuilt(hints[name], inner) for name, inner in plain.items() if name in hints})


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _rebuilt(hint: Any, plain: Any) -> Any:
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin in (Union, types.UnionType):
        return _rebuilt(next(one for one in inside if one is not type(None)), plain)
    if origin is tuple:
        if len(inside) == 2 and inside[1] is Ellipsis:
            return tuple(_rebuilt(inside[0], inner) for inner in plain)
        return tuple(_rebuilt(one, inner) for one, inner in zip(inside, plain, strict=True))
    if origin is frozenset:
        return frozenset(_rebuilt(inside[0], inner) for inner in plain)
    if origin in (dict, Mapping) or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return {key: _rebuilt(inside[1], inner) for key, inner in plain.items()}
    return _single(hint, plain)


def _single(hint: Any, plain: Any) -> Any:
    if dataclasses.is_dataclass(hint):
        return from_plain(typing.cast(type, hint), plain)
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return hint(plain)
    if hint is dt.datetime:
        return dt.datetime.fromisoformat(plain)
    if hint is dt.date:
        return dt.date.fromisoformat(plain)
    if hint is Decimal:
        return Decimal(plain)
    return plain
