"""Sets a table on sheets: columns in which no amount is torn, headings again on every sheet, rows kept whole."""

from collections.abc import Sequence

from reviewer.letters.content import Table
from reviewer.letters.faces import BOLD, REGULAR, longest_word, width_of, wrap
from reviewer.letters.sheet import BOTTOM, RIGHT, TOP, Rule, Run, Shade, Sheets, Style
from reviewer.letters.structure import Element

_PAD = 4.5
_CELL = Style(REGULAR, 9.2, 13.2)
_HEADING = Style(BOLD, 9.2, 13.2)
_HAIR = 0.45


Cells = list[tuple[str, ...]]
"""The lines of every cell of a row."""
Parts = Sequence[Element | None]
"""What every cell of a row is a part of."""


class TableSetter:
    """Sets one table: equal columns on every sheet, its heading repeated, rows kept whole where they can be."""

    def __init__(self, sheets: Sheets, table: Table, left: float) -> None:
        self.sheets = sheets
        self.table = table
        self.left = left
        self.widths = self._widths([column.share * (RIGHT - left) for column in table.columns])

    def _widths(self, asked: list[float]) -> list[float]:
        """The shares, but a column takes from the others what keeps an amount or a number from being torn."""
        least = [longest_word(one.heading, _HEADING.face) * _HEADING.size for one in self.table.columns]
        for place, row in enumerate(self.table.rows):
            face = BOLD if place in self.table.bold_rows else REGULAR
            words = [longest_word(cell, face) * _CELL.size for cell in row]
            least = [max(pair) for pair in zip(least, words, strict=True)]
        least = [points / 1000 + 2 * _PAD + 0.1 for points in least]
        lacking = sum(max(need - own, 0.0) for need, own in zip(least, asked, strict=True))
        spare = sum(max(own - need, 0.0) for need, own in zip(least, asked, strict=True))
        if not 0 < lacking <= spare:
            return asked
        return [need if own < need else own - (own - need) * lacking / spare
                for need, own in zip(least, asked, strict=True)]  # fmt: skip

    def least(self) -> float:
        """The height the heading and the first row need together; of a table of two rows, both."""
        first = self.table.rows[: 2 if len(self.table.rows) == 2 else 1]
        rows = [self._cut(row, False) for row in first]
        return self._height(self._headings()) + sum(min(self._height(row), 120.0) for row in rows)

    def height(self) -> float:
        """The height of the whole table, where nothing parts it."""
        rows = [self._cut(row, place in self.table.bold_rows) for place, row in enumerate(self.table.rows)]
        return self._height(self._headings()) + sum(map(self._height, rows))

    def set(self) -> None:
        """Set the whole table, on as many sheets as it takes."""
        headings = self._headings()
        if self.sheets.room < self.least():
            self.sheets.turn()
        table = Element("Table", self.sheets.inside)
        row_part = Element("TR", table)
        self._row(headings, [Element("TH", row_part, scope="Column") for _ in headings], heading=True)
        for place, row in enumerate(self.table.rows):
            bold = place in self.table.bold_rows
            left: Cells | None = self._cut(row, bold)
            row_part = Element("TR", table)
            parts = [Element("TD", row_part) for _ in row]
            with_it = self._last_height() if place == len(self.table.rows) - 2 else 0.0
            while left is not None:
                left = self._fit(left, parts, headings, bold, with_it)

    def _last_height(self) -> float:
        """The height of the last row: it takes the row before it along, and never begins a sheet alone."""
        place = len(self.table.rows) - 1
        return self._height(self._cut(self.table.rows[place], place in self.table.bold_rows))

    def _headings(self) -> Cells:
        return [
            wrap(column.heading, _HEADING.face, _HEADING.size, width - 2 * _PAD)
            for column, width in zip(self.table.columns, self.widths, strict=True)
        ]

    def _cut(self, row: Sequence[str], bold: bool) -> Cells:
        face = BOLD if bold else REGULAR
        return [wrap(cell, face, _CELL.size, width - 2 * _PAD) for cell, width in zip(row, self.widths, strict=True)]

    @staticmethod
    def _height(cells: Cells) -> float:
        return max(len(lines) for lines in cells) * _CELL.leading + 2 * _PAD

    def _fit(self, cells: Cells, parts: Parts, headings: Cells, bold: bool, with_it: float) -> Cells | None:
        """Set a row, or as much of a very high one as fits; return what is left of it for the next sheet.

        `with_it` is the height of what has to stand on the same sheet below it, where a sheet can hold both.
        """
        height, fresh = self._height(cells), TOP - BOTTOM - self._height(headings)
        wanted = height + with_it if height + with_it <= fresh else height
        if wanted <= self.sheets.room:
            self._row(cells, parts, bold=bold)
            return None
        if height <= fresh:
            self._turn(headings)
            return cells
        lines = int((self.sheets.room - 2 * _PAD) // _CELL.leading)
        if lines >= 3:
            self._row([part[:lines] for part in cells], parts, bold=bold)
            cells = [part[lines:] for part in cells]
        self._turn(headings)
        return cells

    def _turn(self, headings: Cells) -> None:
        """Begin a sheet with the headings again, which nobody needs to hear twice."""
        self.sheets.turn()
        self._row(headings, [None] * len(headings), heading=True)

    def _row(self, cells: Cells, parts: Parts, *, heading: bool = False, bold: bool = False) -> None:
        sheets, height = self.sheets, self._height(cells)
        top, bottom = sheets.y, sheets.y - height
        style = _HEADING if heading or bold else _CELL
        if heading:
            sheets.put(Shade(self.left, bottom, RIGHT - self.left, height, 0.93))
            sheets.put(Rule(self.left, top, RIGHT, top, 0.9))
        x = self.left
        for column, width, lines, part in zip(self.table.columns, self.widths, cells, parts, strict=True):
            self._cell(x, top, width, lines, column.align, style, part)
            x += width
            if x < RIGHT - 1:
                sheets.put(Rule(x, top, x, bottom, _HAIR, 0.55))
        sheets.put(Rule(self.left, bottom, RIGHT, bottom, _HAIR, 0.35))
        sheets.y = bottom

    def _cell(
        self,
        x: float,
        top: float,
        width: float,
        lines: tuple[str, ...],
        align: str,
        style: Style,
        part: Element | None,
    ) -> None:
        # All cells of a row begin on one line, and a heading stands where its column does: whoever takes the text out
        # of the file by its places reads the row from left to right then, and each heading before its column.
        y = top - _PAD
        for text in lines:
            y -= style.leading
            baseline = y + (style.leading - style.size) * 0.62
            long = width_of(text.rstrip(" "), style.face) * style.size / 1000
            start = {"left": x + _PAD, "center": x + (width - long) / 2, "right": x + width - _PAD - long}[align]
            if text:
                self.sheets.put(Run(start, baseline, text, style.face, style.size, 0.0, part))
