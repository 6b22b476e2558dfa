"""(child) Spreadsheets: XLSX, XLSB, XLS and ODS through calamine, CSV and TSV as a grid. No formula is ever run."""

import csv
import datetime as dt
import io
import struct
from collections.abc import Iterator
from itertools import islice
from typing import Any

import python_calamine as calamine

from reviewer.documents import slips
from reviewer.documents.containers import OleContainer, ZipContainer
from reviewer.documents.kinds import guess_encoding
from reviewer.documents.shown import Outline, Readable, SheetInfo, Unreadable

MAX_COLUMNS = 1_024
MAX_WINDOW = 2_000
_KEPT_CELLS = 400_000
_BIFF_FORMULA, _BIFF_EXTERNAL = 0x0006, 0x01AE
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Workbook(Readable):
    """An open workbook."""

    def __init__(self, data: bytes, format_name: str, warnings: set[str]) -> None:
        """Read the list of sheets; Unreadable with `password` or `damaged`."""
        super().__init__(Outline("spreadsheet", format_name, warnings=warnings))
        self._book = _open_book(data)
        self._hidden = [str(sheet.visible) != "SheetVisibleEnum.Visible" for sheet in self._book.sheets_metadata]
        self._names = list(self._book.sheet_names)[:1_000]
        if not self._names:
            raise Unreadable("damaged")
        if any(self._hidden):
            warnings.add("hidden_sheet")
        self._kept: tuple[int, list[list[str]]] | None = None
        self._sheets: dict[int, Any] = {}
        self.broken: set[int] = set()

    def prove(self) -> None:
        """Measure every sheet; a sheet that cannot be read counts as empty unless none can."""
        sheets = []
        for index, name in enumerate(self._names):
            hidden = index < len(self._hidden) and self._hidden[index]
            rows = cols = 0
            try:
                end = self._sheet(index).end
                rows, cols = (end[0] + 1, end[1] + 1) if end else (0, 0)
            except Unreadable as error:
                if error.problem != "damaged":
                    raise
                self.broken.add(index)
                if not self._is_chart(index):
                    self.outline.warnings.add("truncated")
            sheets.append(SheetInfo(name[:255], rows, cols, hidden))
        if len(self.broken) == len(self._names):
            raise Unreadable("damaged")
        self.outline.sheets = sheets

    def _is_chart(self, index: int) -> bool:
        about = self._book.sheets_metadata
        return index < len(about) and str(about[index].typ) == "SheetTypeEnum.ChartSheet"

    def _sheet(self, index: int) -> Any:
        if index not in self._sheets:
            self._sheets.clear()  # one sheet in memory at a time
            try:
                self._sheets[index] = self._book.get_sheet_by_index(index)
            except Exception as error:  # calamine raises several unrelated classes
                raise Unreadable(why_calamine(error)) from None
        return self._sheets[index]

    def cells(self, sheet: int, first_row: int, rows: int) -> list[list[str]]:
        """A window of rows, padded so that the first column is column A."""
        if not 1 <= sheet <= len(self._names) or first_row < 1:
            raise Unreadable("damaged")
        start, stop = first_row - 1, first_row - 1 + min(max(rows, 0), MAX_WINDOW)
        found = self._sheet(sheet - 1)
        if self._kept is None or self._kept[0] != sheet:
            end = found.end
            small = end is not None and (end[0] + 1) * (end[1] + 1) <= _KEPT_CELLS
            self._kept = (sheet, list(sheet_rows(found))) if small else None
        if self._kept is not None:
            return self._kept[1][start:stop]
        return list(islice(sheet_rows(found), start, stop))

    def text(self, page: int) -> str:
        """The cells of the first sheets, tab between cells, up to `slips.MAX_TEXT` characters."""
        parts: list[str] = []
        length = 0
        for index in range(len(self._names)):
            if index in self.broken:
                continue
            for row in sheet_rows(self._sheet(index)):
                line = "\t".join(row).rstrip()
                parts.append(line)
                length += len(line) + 1
                if length > slips.MAX_TEXT // 4:
                    return "\n".join(parts)
        return "\n".join(parts).strip()


def _open_book(data: bytes) -> Any:
    try:
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except Exception as error:  # calamine raises several unrelated classes
        raise Unreadable(why_calamine(error)) from None


def why_calamine(error: BaseException) -> str:
    """The problem code for what calamine said."""
    said = f"{type(error).__name__} {error}".lower()
    if "password" in said:
        return "password"
    return "too_large" if "limit" in said or "memory" in said else "damaged"


def sheet_rows(sheet: Any) -> Iterator[list[str]]:
    """Every row of a calamine sheet as text, from row 1 and column A, at most `MAX_COLUMNS` cells each."""
    start, end = sheet.start, sheet.end
    if start is None or end is None:
        return
    width = min(end[1] + 1, MAX_COLUMNS)
    for row in sheet.iter_rows():
        missing = end[1] + 1 - len(row)
        yield ([""] * missing + [cell_text(value) for value in row])[:width]


def cell_text(value: object) -> str:
    """A cell as one canonical text: whole numbers without `.0`, dates as ISO, TRUE and FALSE.

    Numbers are shown with the 15 digits a spreadsheet holds.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    if isinstance(value, dt.datetime):
        day = value.date().isoformat()
        return day if value.time() == dt.time() else f"{day} {value.time().isoformat(timespec='seconds')}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.isoformat(timespec="seconds")
    if isinstance(value, dt.timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return "" if value is None else str(value)


def zip_book_warnings(container: ZipContainer) -> set[str]:
    """Macros, outside links and formulas of an XLSX, XLSB or ODS."""
    found: set[str] = set()
    if any("vbaproject" in name.lower() or name.startswith("Basic/") for name in container.names):
        found.add("macro")
    relations = [name for name in container.names if name.endswith(".rels")]
    outside = any("externalLinks/" in name for name in container.names)
    if outside or container.scan(relations, b'TargetMode="External"'):
        found.add("external_link")
    if any("/embeddings/" in name for name in container.names):
        found.add("attachment")
    sheets = container.find("xl/worksheets/", ".xml")
    in_sheets = container.scan(sheets, b"<f>") or container.scan(sheets, b"<f ")
    if in_sheets or container.scan(container.find("content.xml", ""), b"table:formula="):
        found.add("formula")
    return found


def ole_book_warnings(container: OleContainer) -> set[str]:
    """Macros, outside links and formulas of an XLS."""
    found: set[str] = set()
    if any("_VBA_PROJECT" in name for name in container.names):
        found.add("macro")
    for name in ("Workbook", "Book"):
        if name in container.names:
            found |= _biff_warnings(container.stream(name))
    return found


def _biff_warnings(stream: bytes) -> set[str]:
    found: set[str] = set()
    at = 0
    while at + 4 <= len(stream) and len(found) < 2:
        record, length = struct.unpack_from("<HH", stream, at)
        if record == _BIFF_FORMULA:
            found.add("formula")
        elif record == _BIFF_EXTERNAL and length > 4 and stream[at + 6 : at + 8] not in (b"\1\4", b"\1\x3a"):
            found.add("external_link")
        at += 4 + length
    return found


class CsvGrid(Readable):
    """A CSV or TSV file as a sheet."""

    def __init__(self, data: bytes) -> None:
        """Decode it and count its rows."""
        encoding = guess_encoding(data, whole=True) or guess_encoding(data[:65_536]) or "latin-1"
        self._text = data.decode(encoding, "replace")
        super().__init__(Outline("spreadsheet", "csv"))
        self._delimiter = guess_delimiter(self._text[:65_536])
        if "\ufffd" in self._text:
            self.outline.warnings.add("odd_characters")

    def _rows(self) -> Iterator[list[str]]:
        yield from csv_rows(io.StringIO(self._text, newline=""), self._delimiter)

    def prove(self) -> None:
        """Count rows and columns and look for cells a spreadsheet would run as formulas."""
        count = cols = 0
        for row in self._rows():
            count += 1
            cols = max(cols, len(row))
            if "formula" not in self.outline.warnings and any(map(_is_formula, row)):
                self.outline.warnings.add("formula")
        self.outline.sheets = [SheetInfo("CSV", count, min(cols, MAX_COLUMNS), False)]

    def cells(self, sheet: int, first_row: int, rows: int) -> list[list[str]]:
        """A window of rows."""
        if sheet != 1 or first_row < 1:
            raise Unreadable("damaged")
        stop = first_row - 1 + min(max(rows, 0), MAX_WINDOW)
        return [row[:MAX_COLUMNS] for row in islice(self._rows(), first_row - 1, stop)]

    def text(self, page: int) -> str:
        """The text as it came, up to a quarter of `slips.MAX_TEXT` characters."""
        return self._text[: slips.MAX_TEXT // 4]


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
