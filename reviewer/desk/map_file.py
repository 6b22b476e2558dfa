"""A map file: which column of a register is which fact, written by a person, read and written as TOML."""

import dataclasses
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from reviewer.casefile.intake_rows import FACT_FIELDS
from reviewer.rules.problem import Problem

FIELDS = ("claim", *(field for field in FACT_FIELDS if field != "extra"))
"""Everything a column may stand for; what is left over goes into the extra facts."""
_MAP_KEYS = frozenset({"encoding", "delimiter", "sheet", "header_row", "claim", "columns", "constants", "dates"})


@dataclasses.dataclass(frozen=True)
class MapFile:
    """How a table is read: column(s) of each fact, fixed values, forms of dates (interface.md, "A map file")."""

    columns: Mapping[str, tuple[str, ...]]
    constants: Mapping[str, str] = dataclasses.field(default_factory=dict)
    dates: Mapping[str, str] = dataclasses.field(default_factory=dict)
    made_numbers: bool = False
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int = 1

    def as_mapping(self) -> dict[str, str]:
        """Field -> column(s) or fixed value, as the `take_in` entry keeps it."""
        found = {field: " + ".join(names) for field, names in self.columns.items()}
        found |= {field: f"= {value}" for field, value in self.constants.items() if field not in found}
        return found | ({"claim": "row"} if self.made_numbers else {})

    def unused(self, header: Sequence[str]) -> tuple[str, ...]:
        """The columns that become no fact; their cells are kept beside the facts."""
        used = {name for names in self.columns.values() for name in names}
        return tuple(name for name in header if name and name not in used)


def read_map(text: str) -> MapFile:
    """Read a map file; Problem MapInvalid with `key` and `why`, or `line` and `why` for text that is no TOML."""
    try:
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Problem("MapInvalid", key="", why="not_toml", detail=str(error)) from None
    for key in whole:
        if key not in _MAP_KEYS:
            raise Problem("MapInvalid", key=key, why="unknown_key")
    columns = {field: _names(field, value) for field, value in _table(whole, "columns").items()}
    constants = {field: _constant(field, value) for field, value in _table(whole, "constants").items()}
    dates = {field: _word(whole["dates"], field, "dates.") for field in _table(whole, "dates")}
    for field in dates:
        if field != "received_on":
            raise Problem("MapInvalid", key=f"dates.{field}", why="not_a_date")
    made = _takes_made_numbers(whole, columns, constants)
    _has_a_name(columns, constants)
    header_row = whole.get("header_row", 1)
    if not isinstance(header_row, int) or isinstance(header_row, bool) or not 1 <= header_row <= 1_000:
        raise Problem("MapInvalid", key="header_row", why="not_a_row")
    return MapFile(
        columns, constants, dates, made, _word(whole, "encoding"), _word(whole, "delimiter"), _word(whole, "sheet"),
        header_row,
    )  # fmt: skip


def _takes_made_numbers(
    whole: Mapping[str, Any], columns: dict[str, tuple[str, ...]], constants: dict[str, str]
) -> bool:
    """Where claim numbers come from; `claim = "row"` may stand at the top or among the columns or constants."""
    claim = _word(whole, "claim")
    if "claim" in constants:
        claim = constants.pop("claim")
        if claim != "row":
            raise Problem("MapInvalid", key="constants.claim", why="one_number_for_all")
    if columns.get("claim") == ("row",):
        claim = "row"
        del columns["claim"]
    if claim and claim != "row":
        columns["claim"] = (claim,)
    return claim == "row" or not ({"claim", "report_number"} & set(columns))


def _has_a_name(columns: Mapping[str, object], constants: Mapping[str, object]) -> None:
    if not {"trade_name", "representative"} & (set(columns) | set(constants)):
        raise Problem("MapInvalid", key="columns", why="no_name")


def _table(whole: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    table = whole.get(key, {})
    if not isinstance(table, dict):
        raise Problem("MapInvalid", key=key, why="not_a_table")
    for field in table:
        if field not in FIELDS:
            raise Problem("MapInvalid", key=f"{key}.{field}", why="unknown_field")
    return table


def _word(table: Mapping[str, Any], key: str, where: str = "") -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise Problem("MapInvalid", key=where + key, why="not_a_text")
    return value


def _names(field: str, value: object) -> tuple[str, ...]:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not names or not all(isinstance(name, str) and name for name in names):
        raise Problem("MapInvalid", key=f"columns.{field}", why="not_a_column")
    return tuple(names)


def _constant(field: str, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Problem("MapInvalid", key=f"constants.{field}", why="not_a_text")
    return str(value)


def write_map(chosen: MapFile) -> str:
    """A map as the text of a map file that `read_map` reads back."""
    lines = [
        f"{key} = {_quoted(value)}"
        for key, value in (("encoding", chosen.encoding), ("delimiter", chosen.delimiter), ("sheet", chosen.sheet))
        if value
    ]
    lines += [f"header_row = {chosen.header_row}"] if chosen.header_row != 1 else []
    lines += ['claim = "row"'] if chosen.made_numbers else []
    lines += ["", "[columns]"]
    for field, names in chosen.columns.items():
        quoted = [_quoted(name) for name in names]
        lines.append(f"{field} = {quoted[0] if len(quoted) == 1 else '[' + ', '.join(quoted) + ']'}")
    for title, table in (("constants", chosen.constants), ("dates", chosen.dates)):
        if table:
            lines += ["", f"[{title}]", *(f"{field} = {_quoted(value)}" for field, value in table.items())]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    kept = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda m: f"\\u{ord(m[0]):04x}", kept) + '"'
