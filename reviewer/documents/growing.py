"""(child) Large sheets: their first rows are shown at once, and the rest is read while somebody looks at them."""

import time
from collections.abc import Iterator

from reviewer.documents import slips
from reviewer.documents.packed_rows import MAX_WINDOW, PackedRows
from reviewer.documents.sheet_shape import SheetForm
from reviewer.documents.shown import Hit, Outline, Readable, SheetInfo, SheetShape, Unreadable
from reviewer.rules.cell_totals import Totals

MAX_COLUMNS = 1_024
_FIRST_LOOK = 0.2
_MOST_HELD = 320 * 1024 * 1024
"""Packed bytes of all sheets of a book; what comes after them is not read, and the reviewer is told so."""


class GrowingSheet:
    """One sheet that is read from its beginning on, as far as anybody needs."""

    def __init__(self, name: str, rows: Iterator[list[str]], *, hidden: bool = False, form: SheetForm | None = None):
        """`rows` raises Unreadable where the file is broken: what came before it stays."""
        self.name, self.hidden, self.form = name, hidden, form or SheetForm()
        self.columns, self.is_cut = 0, False
        self.rows = PackedRows(self._measured(rows))

    def _measured(self, rows: Iterator[list[str]]) -> Iterator[list[str]]:
        try:
            for row in rows:
                self.columns = max(self.columns, len(row))
                yield row if len(row) <= MAX_COLUMNS else row[:MAX_COLUMNS]
        except Unreadable:
            if not self.columns:
                raise
            self.is_cut = True

    @property
    def info(self) -> SheetInfo:
        """What is known of it by now."""
        columns = min(self.columns, MAX_COLUMNS)
        return SheetInfo(self.name[:255], self.rows.count, columns, self.hidden, self.rows.is_whole)


class GrowingBook(Readable):
    """Sheets that grow while they are looked at."""

    def __init__(self, outline: Outline, sheets: list[GrowingSheet]) -> None:
        """Nothing is read before `measure`."""
        super().__init__(outline)
        self._sheets = sheets

    def measure(self) -> None:
        """Read the first rows of every sheet, of the first one in sight a few more."""
        for sheet in self._sheets:
            self._read(sheet, time.monotonic() + 0.001)
        self._read_on(time.monotonic() + _FIRST_LOOK)
        self._tell()

    def prove(self, seconds: float) -> bool:
        """Read on; the sheets that are in sight first."""
        is_whole = self._read_on(time.monotonic() + seconds)
        self._tell()
        return is_whole

    def _read_on(self, until: float) -> bool:
        in_order = sorted(self._sheets, key=lambda sheet: sheet.hidden)
        return all(self._read(sheet, until) for sheet in in_order)

    def _read(self, sheet: GrowingSheet, until: float) -> bool:
        if sum(each.rows.held for each in self._sheets) > _MOST_HELD and not sheet.rows.is_whole:
            sheet.rows.stop()
            sheet.is_cut = True
        return sheet.rows.read_on(until)

    def _tell(self) -> None:
        told = self.outline
        told.sheets = [sheet.info for sheet in self._sheets]
        if any(sheet.is_cut or sheet.columns > MAX_COLUMNS for sheet in self._sheets):
            told.warnings.add("truncated")
        if any(sheet.hidden for sheet in self._sheets):
            told.warnings.add("hidden_sheet")
        if any(sheet.form.hides_parts for sheet in self._sheets):
            told.warnings.add("hidden_rows")
        if formulas := sum(sheet.form.formula_count for sheet in self._sheets):
            told.warnings.add("formula")
            told.counts["formula"] = formulas

    def _at(self, sheet: int) -> GrowingSheet:
        if not 1 <= sheet <= len(self._sheets):
            raise Unreadable("damaged")
        return self._sheets[sheet - 1]

    def cells(self, sheet: int, first_row: int, rows: int) -> list[list[str]]:
        """A window of rows; reads as far as it must."""
        if first_row < 1:
            raise Unreadable("damaged")
        first = first_row - 1
        return self._at(sheet).rows.window(first, first + min(max(rows, 0), MAX_WINDOW))

    def find_in_sheet(
        self, needle: str, sheet: int, first_row: int, rows: int, seconds: float
    ) -> tuple[list[Hit], int]:
        """The cells of these rows in which `needle` stands."""
        return self._at(sheet).rows.find(needle, sheet, first_row, rows, seconds)

    def totals(self, sheet: int, first_row: int, rows: int, columns: slice, seconds: float) -> tuple[Totals, int]:
        """What these cells add up to."""
        return self._at(sheet).rows.totals(first_row, rows, columns, seconds)

    def shape(self, sheet: int) -> SheetShape:
        """What is merged, hidden, frozen and how wide, as far as the sheet was read."""
        return self._at(sheet).form.shape_so_far()

    def formulas(self, sheet: int, first_row: int, rows: int) -> dict[tuple[int, int], str]:
        """The formulas of these rows, as far as the sheet was read."""
        form = self._at(sheet).form
        form.pack()
        return form.formulas(max(first_row, 1), min(max(rows, 0), MAX_WINDOW))

    def text(self, page: int) -> str:
        """The cells of the first sheets, tab between cells, up to a quarter of `slips.MAX_TEXT` characters."""
        parts: list[str] = []
        left = slips.MAX_TEXT // 4
        for sheet in self._sheets:
            at = 0
            while left > 0 and (rows := sheet.rows.window(at, at + MAX_WINDOW)):
                lines = ["\t".join(row).rstrip() for row in rows]
                parts += lines
                left -= sum(map(len, lines)) + len(lines)
                at += len(rows)
        return "\n".join(parts).strip()[: slips.MAX_TEXT // 4]
