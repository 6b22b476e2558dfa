"""The words of the codes a list shows, read from the text of a plan without the rest of it; for the first rows."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any, NamedTuple

_HEAD = r"(?m)^\[+\s*(\w+)"
_CODED = {
    "routes": "code", "marks": "code", "stages": "code", "hold_reasons": "code", "dispositions": "code",
    "services": "key", "profit_rates": "sector",
}  # fmt: skip
"""The tables that are read, and the key that holds the code of a row."""


class Words(NamedTuple):
    """One wording in Korean and English."""

    ko: str
    en: str

    def in_(self, lang: str) -> str:
        """The wording in `lang`."""
        return self.ko if lang == "ko" else self.en


class PlanWords(NamedTuple):
    """The words by code, under the names they have in a plan."""

    routes: Mapping[str, Words]
    route_marks: Mapping[str, Words]
    stages: Mapping[str, Words]
    hold_reasons: Mapping[str, Words]
    dispositions: Mapping[str, Words]
    services: Mapping[str, Words]
    profit_rates: Mapping[str, Words]
    proof_kinds: Mapping[str, Words]


def words_of_plan(text: str) -> PlanWords:
    """The words of a plan that was adopted, and so was read as a whole before; ValueError for another text."""
    heads = list(re.finditer(_HEAD, text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    parts = [text[head.start() : end] for head, end in zip(heads, ends, strict=True) if head[1] in _CODED]
    tables = tomllib.loads("".join(parts))
    found = {name: _words(tables.get(name, {}), code) for name, code in _CODED.items()}
    return PlanWords(route_marks=found.pop("marks"), proof_kinds={}, **found)


def _words(table: Mapping[str, Any], code: str) -> dict[str, Words]:
    rows = ((row[code], row.get("word") or row.get("name") or row) for row in table.get("rows", ()))
    return {str(of): Words(str(said["ko"]), str(said["en"])) for of, said in rows}
