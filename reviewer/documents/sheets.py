"""(child) Spreadsheets: XLSX, XLSB, XLS and ODS through calamine. No formula is ever run."""

import datetime as dt
import io
import math
import time
from collections.abc import Callable, Iterator
from typing import Any

import python_calamine as calamine

from reviewer.documents import slips
from reviewer.documents.packed_rows import MAX_WINDOW, PackedRows
from reviewer.documents.sheet_shape import SheetForm
from reviewer.documents.shown import Hit, Outline, Readable, SheetInfo, SheetShape, Unreadable
from reviewer.rules.cell_totals import Totals

MAX_COLUMNS = 1_024


class Workbook(Readable):
    """An open workbook."""

    def __init__(
        self, data: bytes, format_name: str, warnings: set[str], forms: Callable[[str, int], SheetForm] | None = None
    ) -> None:
        """Read the list of sheets; Unreadable with `password` or `damaged`.

        `forms` reads the shape of a sheet by its name and its number from 0; without it nothing is known of shapes.
        """
        super().__init__(Outline("spreadsheet", format_name, warnings=warnings))
        self._read_form = forms
        self._book = _open_book(data)
        self._hidden = [str(sheet.visible) != "SheetVisibleEnum.Visible" for sheet in self._book.sheets_metadata]
        self._names = list(self._book.sheet_names)[:1_000]
        if not self._names:
            raise Unreadable("damaged")
        if any(self._hidden):
            warnings.add("hidden_sheet")
        self._rows: dict[int, PackedRows] = {}
        self._forms: dict[int, SheetForm] = {}
        self._sheets: dict[int, Any] = {}
        self.broken: set[int] = set()
        self._looked = 0

    def measure(self) -> None:
        """Measure every sheet; a sheet that cannot be read counts as empty unless none can."""
        sheets = []
        for index, name in reversed(list(enumerate(self._names))):  # the first is read next, and stays in memory
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
        self.outline.sheets = sheets[::-1]

    def prove(self, seconds: float) -> bool:
        """Look for hidden rows and columns, sheet after sheet."""
        until = time.monotonic() + seconds
        while self._looked < len(self._names) and time.monotonic() < until:
            if self._looked not in self.broken:
                form = self._begun(self._looked + 1)
                if not form.read_on(until):
                    return False
                if form.hides_parts:
                    self.outline.warnings.add("hidden_rows")
            self._looked += 1
        return self._looked >= len(self._names)

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
        return self._window(sheet, first_row, min(rows, MAX_WINDOW))

    def _window(self, sheet: int, first_row: int, rows: int) -> list[list[str]]:
        if first_row < 1:
            raise Unreadable("damaged")
        window = self._packed(sheet).window(first_row - 1, first_row - 1 + max(rows, 0))
        if self._rows[sheet].is_whole:
            self._sheets.pop(sheet - 1, None)
        return window

    def _packed(self, sheet: int) -> PackedRows:
        if not 1 <= sheet <= len(self._names):
            raise Unreadable("damaged")
        if sheet not in self._rows:
            found = self._sheet(sheet - 1)
            self._rows = {number: kept for number, kept in self._rows.items() if kept.is_whole}
            self._rows[sheet] = PackedRows(sheet_rows(found))
        return self._rows[sheet]

    def find_in_sheet(
        self, needle: str, sheet: int, first_row: int, rows: int, seconds: float
    ) -> tuple[list[Hit], int]:
        """The cells of these rows in which `needle` stands."""
        return self._packed(sheet).find(needle, sheet, first_row, rows, seconds)

    def totals(self, sheet: int, first_row: int, rows: int, columns: slice, seconds: float) -> tuple[Totals, int]:
        """What these cells add up to."""
        return self._packed(sheet).totals(first_row, rows, columns, seconds)

    def shape(self, sheet: int) -> SheetShape:
        """What is merged, hidden, frozen and how wide; nothing for XLSB."""
        return self._form(sheet).shape

    def formulas(self, sheet: int, first_row: int, rows: int) -> dict[tuple[int, int], str]:
        """The formulas of these rows; none for XLS and XLSB."""
        return self._form(sheet).formulas(max(first_row, 1), min(max(rows, 0), MAX_WINDOW))

    def _form(self, sheet: int) -> SheetForm:
        form = self._begun(sheet)
        form.read_on(math.inf)
        return form

    def _begun(self, sheet: int) -> SheetForm:
        if not 1 <= sheet <= len(self._names):
            raise Unreadable("damaged")
        if sheet not in self._forms:
            self._forms[sheet] = self._read_form(self._names[sheet - 1], sheet - 1) if self._read_form else SheetForm()
        return self._forms[sheet]

    def text(self, page: int) -> str:
        """The cells of the first sheets, tab between cells, up to `slips.MAX_TEXT` characters."""
        parts: list[str] = []
        length = 0
        for index in range(len(self._names)):
            if index in self.broken:
                continue
            for row in self._all_rows(index):
                line = "\t".join(row).rstrip()
                parts.append(line)
                length += len(line) + 1
                if length > slips.MAX_TEXT // 4:
                    return "\n".join(parts)
        return "\n".join(parts).strip()

    def _all_rows(self, index: int) -> Iterator[list[str]]:
        at = 1
        while rows := self._window(index + 1, at, MAX_WINDOW):
            yield from rows
            at += len(rows)


def _open_book(data: bytes) -> Any:
    try:
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except Exception as error:  # calamine raises several unrelated classes
        raise Unreadable(why_calamine(error)) from None


def why_calamine(error: BaseException) -> str:
    """The problem code for what calamine said; it takes no password."""
    said = f"{type(error).__name__} {error}".lower()
    if "password" in said:
        return "locked_format"
    return "too_large" if "limit" in said or "memory" in said else "damaged"


def sheet_rows(sheet: Any) -> Iterator[list[str]]:
    """Every row of a calamine sheet as text, from row 1 and column A, at most `MAX_COLUMNS` cells each."""
    start, end = sheet.start, sheet.end
    if start is None or end is None:
        return
    width = min(end[1] + 1, MAX_COLUMNS)
    for row in sheet.iter_rows():
        missing = end[1] + 1 - len(row)
        texts = [value if type(value) is str else cell_text(value) for value in row]
        yield ([""] * missing + texts)[:width] if missing or len(texts) > width else texts


def cell_text(value: object) -> str:
    """A cell as one canonical text: whole numbers without `.0`, dates as ISO, TRUE and FALSE.

    Numbers are shown with the 15 digits a spreadsheet holds.
    """
    if type(value) is float:  # by far the most, and a million of them must not take long
        return str(int(value)) if value.is_integer() and -1e15 < value < 1e15 else format(value, ".15g")
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
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
