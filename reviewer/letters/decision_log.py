"""The decision log for others: one line a decision as CSV, XLSX or JSON Lines (domain.md 6.2)."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from reviewer.letters.log_columns import COLUMN_WORDS, MEASURED, RATES, UNMASKED_COLUMNS
from reviewer.letters.spreadsheet import TRIGGERS, Cell, Sheet, write_book
from reviewer.letters.whole_file import Cancelled, Written, sha256_of, watched, whole_file
from reviewer.rules.log_row import LOG_COLUMNS
from reviewer.rules.privacy import guard_cell

__all__ = ["Cancelled", "Written", "columns", "write_csv", "write_jsonl", "write_xlsx"]

Rows = Iterable[Mapping[str, Any]]
Stop = Callable[[], bool]
_BOM = b"\xef\xbb\xbf"

_NOTES = (
    ("", "금액은 원 단위 정수, 비율은 소수입니다.", "Amounts are whole won, rates are decimal numbers."),
    (
        "",
        "CSV에서 = + - @ 등으로 시작하는 글은 앞에 작은따옴표(')가 붙습니다. 하나를 지우면 원래 글입니다.",
        "In CSV, text that begins with = + - @ and the like carries a leading apostrophe; take one away to undo it.",
    ),
    ("", "정확한 원본 형식은 JSONL입니다.", "The exact form is JSONL."),
)


def columns(*, unmasked: bool = False) -> tuple[str, ...]:
    """The columns of the log in their order; an unmasked one has the claimant's columns at the end."""
    return (*LOG_COLUMNS, *UNMASKED_COLUMNS) if unmasked else tuple(LOG_COLUMNS)


def write_csv(rows: Rows, path: Path, *, unmasked: bool = False, cancelled: Stop | None = None) -> Written:
    """Write the log for Korean spreadsheets: UTF-8 with BOM, CRLF, text that looks like a formula made harmless.

    Raises Cancelled, and the Problems DiskFull and FolderReadOnly; nothing is left behind then.
    """
    names = columns(unmasked=unmasked)
    count = 0
    with whole_file(path) as file:
        file.write(_BOM)
        text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="", write_through=False)
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(names)
        for row in watched(rows, cancelled):
            cells = list(map(row.get, names))
            for place, cell in enumerate(cells):  # most cells need nothing done; a large export stays quick
                if cell.__class__ is bool or (cell.__class__ is str and cell[:1] in TRIGGERS):
                    cells[place] = _csv_cell(cell)
            writer.writerow(cells)
            count += 1
        text.flush()
        text.detach()
    return Written(count, sha256_of(path))


def _csv_cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return guard_cell(value) if isinstance(value, str) else value


def write_xlsx(rows: Rows, path: Path, *, unmasked: bool = False, cancelled: Stop | None = None) -> Written:
    """Write the log as a workbook: typed cells, a frozen heading, and a second sheet that explains the columns.

    Raises as `write_csv`, and ValueError when there are more rows than a worksheet holds.
    """
    names = columns(unmasked=unmasked)
    explained = [(name, *COLUMN_WORDS[name]) for name in names]
    with whole_file(path) as file:
        sheets = (
            Sheet("decisions", names, [_width(name) for name in names], _cells(rows, names, cancelled), RATES),
            Sheet("columns", ("column", "한국어", "English"), (22, 44, 60), [*explained, *_NOTES]),
        )
        counts = write_book(file, sheets)
    return Written(counts[0], sha256_of(path))


def _cells(rows: Rows, names: tuple[str, ...], cancelled: Stop | None) -> Iterator[list[Cell]]:
    for row in watched(rows, cancelled):
        yield [row.get(name) for name in names]


def _width(name: str) -> int:
    if name.endswith(("hash", "uid")) or name in ("address", "rules_version"):
        return 26
    return max(11, len(name) + 2)


def _exact(name: str, value: object) -> object:
    return None if value == "" and name in MEASURED else value


def write_jsonl(rows: Rows, path: Path, *, unmasked: bool = False, cancelled: Stop | None = None) -> Written:
    """Write the log in its exact form: one JSON object a line, UTF-8, values as they are.

    An unmasked line also carries `entry`, the whole signed journal entry, where the row has it. Raises as `write_csv`.
    """
    names = (*columns(unmasked=unmasked), *(("entry",) if unmasked else ()))
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
    count = 0
    with whole_file(path) as file:
        for row in watched(rows, cancelled):
            line = encode({name: _exact(name, row[name]) for name in names if name in row})
            file.write(line.encode("utf-8", "replace") + b"\n")
            count += 1
    return Written(count, sha256_of(path))
