"""The condition of a list as one canonical text, as an act on many claims keeps it and a person saves it."""

import dataclasses
import json
from typing import Any

from reviewer.casefile import conditions
from reviewer.casefile.claims import Filter
from reviewer.casefile.list_order import FIELDS
from reviewer.rules.plain import canonical
from reviewer.rules.problem import Problem

_PASSING = ("composing", "composed", "person", "services")
_WORDS = {field.name: field for field in dataclasses.fields(Filter) if field.name not in _PASSING}


def query_text(wanted: Filter) -> str:
    """The canonical JSON of what narrows the list; `{}` for all claims."""
    narrowed: dict[str, Any] = {}
    for name in _WORDS:
        value: Any = getattr(wanted, name)
        if isinstance(value, frozenset):
            value = sorted(value)
        if value or (isinstance(value, int) and not isinstance(value, bool)):
            narrowed[name] = value
    return canonical(narrowed).decode("utf-8")


def read_query(text: str) -> Filter:
    """The filter a text stands for; raises BadActBody for what is no query."""
    try:
        plain = json.loads(text)
        return Filter(**{name: _read(name, value) for name, value in plain.items()})
    except (ValueError, TypeError, AttributeError, RecursionError) as fault:
        raise Problem("BadActBody", field="query", why=f"not a query: {fault}", value=text[:80]) from fault


def _read(name: str, value: Any) -> Any:
    if name not in _WORDS:
        raise ValueError(f"{name} narrows no list")
    if name in ("route", "stage"):
        return frozenset(str(one) for one in value)
    if name == "columns":
        for column, condition in value.items():
            conditions.read(column, str(condition))
        return {str(column): str(condition) for column, condition in value.items()}
    if name == "where":
        for field in value:
            if field not in FIELDS:
                raise ValueError(f"no column {field!r} in claims_view")
        return {str(field): str(one) for field, one in value.items()}
    if name == "texts":
        return value is True
    if name in ("least_loss", "most_loss", "meeting"):
        return int(value)
    return str(value)
