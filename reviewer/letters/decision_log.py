"""The decision log for others: one line a decision as CSV, XLSX or JSON Lines (domain.md 6.2)."""

import csv
import io
import itertools
import json
import re
from collections.abc import Callable, Iterable, Sequence
from typing import IO, Any

from reviewer.letters.log_columns import COLUMN_WORDS, KINDS, MEASURED
from reviewer.letters.spreadsheet import Sheet, write_book
from reviewer.rules.log_row import CLAIMANT_COLUMNS, LOG_COLUMNS
from reviewer.rules.privacy import guard_cell

Rows = Iterable[list[Any]]
"""Lines of the log: their cells in the order of its columns, "" for what is not known."""

BOM = b"\xef\xbb\xbf"
_BLOCK = 64
_FORMULAS = tuple(re.compile(rf"{end}'*[=+\-@\t＝＋－＠]") for end in (",", "\n"))
"""How a cell begins that `guard_cell` guards; two patterns, as each is looked for by its first character."""
_NEEDS_QUOTES = re.compile('[,"\r\n]')
_FLAGS = {True: "true", False: "false"}
_LONG = frozenset({"rules_version", "decision_uid", "prev_hash", "hash", "decided_at", "supersedes_uid", "address"})

_NOTES = (
    ("", "금액은 원 단위 정수, 비율은 소수입니다.", "Amounts are whole won, rates are decimal numbers."),
    (
        "",
        "CSV에서 = + - @ 등으로 시작하는 글은 앞에 작은따옴표(')가 붙습니다. 하나를 지우면 원래 글입니다.",
        "In CSV, text that begins with = + - @ and the like carries a leading apostrophe; take one away to undo it.",
    ),
    ("", "정확한 원본 형식은 JSONL입니다.", "The exact form is JSONL."),
    (
        "",
        "옆에 있는 manifest.json에 건수, SHA-256, 심의 기록의 끝이 적혀 있습니다.",
        "The manifest.json beside it tells the count, the SHA-256 and how far the journal reached.",
    ),
)


def columns(form: str, *, unmasked: bool = False) -> tuple[str, ...]:
    """The columns of the log in their order; an unmasked one has the claimant's columns at the end.

    An unmasked line of JSON also carries `entry`, the whole signed journal entry.
    """
    if not unmasked:
        return LOG_COLUMNS
    return (*LOG_COLUMNS, *CLAIMANT_COLUMNS, *(("entry",) if form == "jsonl" else ()))


def write_csv(file: IO[bytes], names: Sequence[str], rows: Rows) -> int:
    """Write the log for Korean spreadsheets: UTF-8 with BOM, CRLF, text that looks like a formula made harmless.

    Returns the number of lines, as the other two writers do.
    """
    flags = [place for place, name in enumerate(names) if name == "floor_applied"]
    known = sum(name not in CLAIMANT_COLUMNS for name in names)
    file.write(BOM + _with_care([names]).encode())
    count, lines = 0, iter(rows)
    while block := list(itertools.islice(lines, _BLOCK)):
        count += len(block)
        for row, place in itertools.product(block, flags):
            row[place] = _FLAGS.get(row[place], row[place])
        text = _in_haste(block, known) or _with_care(block)
        file.write(text.encode("utf-8", "replace"))
    return count


def _in_haste(rows: list[list[Any]], known: int) -> str:
    """The lines, where none of the first cells needs quotes or a guard; "" where one does, which is rare.

    The first `known` cells hold codes and numbers and are looked at together; what claimants wrote is behind them.
    """
    codes = [",".join(map(str, row[:known])) for row in rows]
    text = "\n".join(["", *codes])
    if text.count(",") != len(rows) * (known - 1) or text.count("\n") != len(rows) or '"' in text or "\r" in text:
        return ""
    if any(begins.search(text) for begins in _FORMULAS):
        return ""
    said = [",".join(["", *map(_cell, row[known:])]) for row in rows]
    return "".join([f"{code}{more}\r\n" for code, more in zip(codes, said, strict=True)])


def _cell(value: Any) -> str:
    text = guard_cell(value) if isinstance(value, str) else str(value)
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if _NEEDS_QUOTES.search(text) else text


def _with_care(rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([guard_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue()


def write_xlsx(file: IO[bytes], names: Sequence[str], rows: Rows) -> int:
    """Write the log as a workbook: typed cells under Korean, English and exact headings, and a sheet on the columns.

    Raises ValueError when there are more lines than a worksheet holds.
    """
    korean, english = zip(*(COLUMN_WORDS[name] for name in names), strict=True)
    widths = [_width(name) for name in names]
    explained = [(name, *COLUMN_WORDS[name]) for name in names]
    sheets = (
        Sheet("decisions", names, widths, rows, above=(korean, english), kinds=KINDS),
        Sheet("columns", ("column", "한국어", "English"), (22, 44, 60), [*explained, *_NOTES]),
    )
    return write_book(file, sheets)[0]


def _width(name: str) -> int:
    """Wide enough for what stands below and, as far as it can be, for the headings; in letters."""
    if name in _LONG:
        return 26
    korean, english = COLUMN_WORDS[name]
    return max(11, *(min(len(text), 24) + 2 for text in (name, english, korean * 2)))


def write_jsonl(file: IO[bytes], names: Sequence[str], rows: Rows) -> int:
    """Write the log in its exact form: one JSON object a line, UTF-8, values as they are, null for what is unknown."""
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
    measured = [place for place, name in enumerate(names) if name in MEASURED]
    count = 0
    for row in rows:
        count += 1
        for place in measured:
            if row[place] == "":
                row[place] = None
        file.write(encode(dict(zip(names, row, strict=True))).encode("utf-8", "replace") + b"\n")
    return count


Writer = Callable[[IO[bytes], Sequence[str], Rows], int]
WRITERS: dict[str, Writer] = {"csv": write_csv, "xlsx": write_xlsx, "jsonl": write_jsonl}
"""The forms of the log."""
