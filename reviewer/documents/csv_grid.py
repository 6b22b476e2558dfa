"""(child) CSV and TSV files as a grid, whatever their encoding and delimiter."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from reviewer.documents import slips
from reviewer.documents.kinds import guess_encoding
from reviewer.documents.packed_rows import MAX_WINDOW, PackedRows, search_rows
from reviewer.documents.shown import Hit, Outline, Readable, SheetInfo, SheetShape, Unreadable

MAX_COLUMNS = 1_024
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class CsvGrid(Readable):
    """A CSV or TSV file as a sheet."""

    def __init__(self, data: bytes) -> None:
        """Decode it."""
        encoding = guess_encoding(data, whole=True) or guess_encoding(data[:65_536]) or "latin-1"
        text = data.decode(encoding, "replace")
        super().__init__(Outline("spreadsheet", "csv"))
        if "\ufffd" in text:
            self.outline.warnings.add("odd_characters")
        self._text = text[: slips.MAX_TEXT // 4]
        self._cols = 0
        self._rows = PackedRows(self._read(csv_rows(io.StringIO(text, newline=""), guess_delimiter(text[:65_536]))))

    def _read(self, rows: Iterator[list[str]]) -> Iterator[list[str]]:
        for row in rows:
            self._cols = max(self._cols, len(row))
            if "formula" not in self.outline.warnings and any(map(_is_formula, row)):
                self.outline.warnings.add("formula")
            yield row[:MAX_COLUMNS]

    def measure(self) -> None:
        """Count rows and columns and look for cells a spreadsheet would run as formulas."""
        self._rows.read_all()
        self.outline.sheets = [SheetInfo("CSV", self._rows.count, min(self._cols, MAX_COLUMNS), False)]

    def cells(self, sheet: int, first_row: int, rows: int) -> list[list[str]]:
        """A window of rows."""
        return self._window(sheet, first_row, min(rows, MAX_WINDOW))

    def _window(self, sheet: int, first_row: int, rows: int) -> list[list[str]]:
        if sheet != 1 or first_row < 1:
            raise Unreadable("damaged")
        return self._rows.window(first_row - 1, first_row - 1 + max(rows, 0))

    def find_in_sheet(self, needle: str, sheet: int, first_row: int, rows: int) -> list[Hit]:
        """The cells of these rows in which `needle` stands."""
        return search_rows(self._window, needle, sheet, first_row, rows)

    def shape(self, sheet: int) -> SheetShape:
        """Text has no shape."""
        return SheetShape()

    def formulas(self, sheet: int, first_row: int, rows: int) -> dict[tuple[int, int], str]:
        """Text has no formulas beside its values: what looks like one is the value."""
        return {}

    def text(self, page: int) -> str:
        """The text as it came, up to a quarter of `slips.MAX_TEXT` characters."""
        return self._text


def _is_formula(cell: str) -> bool:
    """A cell that a spreadsheet would run; a plain negative number is none."""
    if not cell.startswith(_FORMULA_STARTS):
        return False
    return not cell.lstrip("+-").replace(",", "").replace(".", "", 1).isdigit() and len(cell) > 1


def csv_rows(lines: Any, delimiter: str) -> Iterator[list[str]]:
    """Rows of a CSV text; Unreadable(`damaged`) for a cell of more than a million characters."""
    csv.field_size_limit(1_000_000)
    try:
        yield from csv.reader(lines, delimiter=delimiter)
    except csv.Error:
        raise Unreadable("damaged") from None


def guess_delimiter(text: str) -> str:
    """The delimiter that gives the most even rows in the beginning of a table; a comma in doubt."""
    lines = text.splitlines(keepends=True)[:50]
    if len(lines) > 1 and len(text) >= 65_536:
        lines.pop()
    best, best_score = ",", 0.0
    for delimiter in ",\t;|":
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            continue
        if not widths or max(widths) < 2:
            continue
        commonest = max(set(widths), key=lambda width: (widths.count(width), width))
        score = widths.count(commonest) / len(widths) * (commonest > 1) + commonest / 10_000
        if score > best_score + 1e-9:
            best, best_score = delimiter, score
    return best
