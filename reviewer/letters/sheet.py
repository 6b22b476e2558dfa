"""Sheets of paper being filled from top to bottom: lines, rules and tables, and when a new sheet begins."""

import dataclasses
from collections.abc import Sequence

from reviewer.letters.content import Table
from reviewer.letters.faces import BOLD, REGULAR, longest_word, width_of, wrap

WIDTH, HEIGHT = 595.28, 841.89
LEFT, RIGHT = 65.0, WIDTH - 65.0
TOP, BOTTOM = HEIGHT - 60.0, 62.0
"""A4 in points, and the part of it that text may use."""


@dataclasses.dataclass(frozen=True)
class Run:
    """A run of text at its place; the baseline is `y` points above the lower edge of the paper."""

    x: float
    y: float
    text: str
    face: str
    size: float
    grey: float = 0.0
    role: str = "P"


@dataclasses.dataclass(frozen=True)
class Rule:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    grey: float = 0.0
    dashed: bool = False


@dataclasses.dataclass(frozen=True)
class Shade:
    """A grey area behind text."""

    x: float
    y: float
    width: float
    height: float
    grey: float


@dataclasses.dataclass(frozen=True)
class Image:
    """Pixels (RGB, row by row) on the paper, with a hair line around them."""

    x: float
    y: float
    width: float
    height: float
    columns: int
    rows: int
    pixels: bytes


Mark = Run | Rule | Shade | Image


@dataclasses.dataclass(frozen=True)
class Style:
    """How a paragraph is set: face, size and distance of lines in points, and the space before it."""

    face: str
    size: float
    leading: float
    before: float = 0.0
    grey: float = 0.0


class Sheets:
    """The sheets of one letter; `y` is where the next line may begin."""

    def __init__(self) -> None:
        self.pages: list[list[Mark]] = [[]]
        self.y = TOP

    @property
    def room(self) -> float:
        """Points left on this sheet."""
        return self.y - BOTTOM

    @property
    def is_fresh(self) -> bool:
        """Whether nothing stands on this sheet yet."""
        return self.y >= TOP

    def put(self, mark: Mark) -> None:
        """Put a mark on the present sheet."""
        self.pages[-1].append(mark)

    def turn(self) -> None:
        """Begin a new sheet."""
        self.pages.append([])
        self.y = TOP

    def skip(self, points: float) -> None:
        """Leave a space, but none at the top of a sheet."""
        if not self.is_fresh:
            self.y -= points

    def line(self, x: float, text: str, style: Style, *, role: str = "P") -> None:
        """Set one line of text and move below it; the caller made sure that there is room."""
        self.y -= style.leading
        self.put(Run(x, self.y + (style.leading - style.size) * 0.62, text, style.face, style.size, style.grey, role))

    def rule(self, width: float, grey: float = 0.0) -> None:
        """A rule across the text at the present height."""
        self.put(Rule(LEFT, self.y, RIGHT, self.y, width, grey))

    def paragraph(
        self, x: float, text: str, style: Style, *, label: str = "", label_x: float = 0.0, role: str = "P"
    ) -> None:
        """Set a paragraph whose lines hang under `x`; no first or last line stands alone on a sheet."""
        lines = wrap(text, style.face, style.size, RIGHT - x)
        self.skip(style.before)
        first = True
        while lines:
            fits = int((self.room + 0.01) // style.leading)
            take = min(len(lines), fits)
            if take < len(lines):
                take = min(take, len(lines) - 2)  # never leave one line over
                if take < 2:
                    take = 0
            if take <= 0:
                if self.is_fresh:  # three lines that cannot be parted, on a sheet too small: cannot happen on A4
                    take = min(len(lines), max(fits, 1))
                else:
                    self.turn()
                    continue
            for text_line in lines[:take]:
                if first and label:
                    baseline = self.y - style.leading + (style.leading - style.size) * 0.62
                    self.put(Run(label_x, baseline, label, style.face, style.size, style.grey, "Lbl"))
                first = False
                self.line(x, text_line, style, role=role)
            lines = lines[take:]


def centred(text: str, face: str, size: float, around: float = WIDTH / 2) -> float:
    """Where a line begins that is centred around a place."""
    return around - width_of(text, face) * size / 2000


_PAD = 4.5
_CELL = Style(REGULAR, 9.2, 13.2)
_HEADING = Style(BOLD, 9.2, 13.2)
_HAIR = 0.45


Cells = list[tuple[str, ...]]
"""The lines of every cell of a row."""


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
        """The height the heading and the first row need together."""
        first = self.table.rows[:1]
        rows = [self._cut(row, False) for row in first]
        return self._height(self._headings()) + sum(min(self._height(row), 120.0) for row in rows)

    def set(self) -> None:
        """Set the whole table, on as many sheets as it takes."""
        headings = self._headings()
        if self.sheets.room < self.least():
            self.sheets.turn()
        self._row(headings, heading=True)
        for place, row in enumerate(self.table.rows):
            bold = place in self.table.bold_rows
            left: Cells | None = self._cut(row, bold)
            while left is not None:
                left = self._fit(left, headings, bold)

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

    def _fit(self, cells: Cells, headings: Cells, bold: bool) -> Cells | None:
        """Set a row, or as much of a very high one as fits; return what is left of it for the next sheet."""
        height = self._height(cells)
        if height <= self.sheets.room:
            self._row(cells, bold=bold)
            return None
        fresh = TOP - BOTTOM - self._height(headings)
        if height <= fresh:
            self.sheets.turn()
            self._row(headings, heading=True)
            return cells
        lines = int((self.sheets.room - 2 * _PAD) // _CELL.leading)
        if lines >= 3:
            self._row([part[:lines] for part in cells], bold=bold)
            cells = [part[lines:] for part in cells]
        self.sheets.turn()
        self._row(headings, heading=True)
        return cells

    def _row(self, cells: Cells, *, heading: bool = False, bold: bool = False) -> None:
        sheets, height = self.sheets, self._height(cells)
        top, bottom = sheets.y, sheets.y - height
        style = _HEADING if heading or bold else _CELL
        if heading:
            sheets.put(Shade(self.left, bottom, RIGHT - self.left, height, 0.93))
            sheets.put(Rule(self.left, top, RIGHT, top, 0.9))
        x = self.left
        for column, width, lines in zip(self.table.columns, self.widths, cells, strict=True):
            align = "center" if heading else column.align
            self._cell(x, top, width, height, lines, align, style, heading)
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
        height: float,
        lines: tuple[str, ...],
        align: str,
        style: Style,
        heading: bool,
    ) -> None:
        # Short cells stand in the middle of a high row, as in printed forms; long text begins at the top anyway.
        y = top - (height - len(lines) * style.leading) / 2
        for text in lines:
            y -= style.leading
            baseline = y + (style.leading - style.size) * 0.62
            long = width_of(text, style.face) * style.size / 1000
            start = {"left": x + _PAD, "center": x + (width - long) / 2, "right": x + width - _PAD - long}[align]
            if text:
                role = "TH" if heading else "TD"
                self.sheets.put(Run(start, baseline, text, style.face, style.size, 0.0, role))
