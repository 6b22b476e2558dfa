"""A table as a file: CSV for Korean spreadsheets or XLSX."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import IO

from reviewer.letters.spreadsheet import Sheet, write_book
from reviewer.rules.privacy import guard_cell

Rows = Iterable[Sequence[str | int]]


def write_csv(file: IO[bytes], heads: Sequence[str], widths: Sequence[int], rows: Rows, name: str) -> int:
    """UTF-8 with BOM, CRLF, nothing a spreadsheet would calculate; returns how many rows."""
    del widths, name
    count = 0
    file.write(b"\xef\xbb\xbf")
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([guard_cell(cell) if isinstance(cell, str) else cell for cell in row])
        count += 1
    text.flush()
    text.detach()
    return count


def write_xlsx(file: IO[bytes], heads: Sequence[str], widths: Sequence[int], rows: Rows, name: str) -> int:
    """The same as a workbook, its sheet called `name`; ValueError for more rows than a sheet holds."""
    return write_book(file, [Sheet(name, heads, widths, rows)])[0]


WRITERS = {"csv": write_csv, "xlsx": write_xlsx}
"""By the ending of the file."""
