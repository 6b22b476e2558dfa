"""What the grid of a sheet draws beside its values: what is hidden, merged, marked and chosen."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reviewer.ui.reader.selection import Mark
from reviewer.ui.reader.sheet_layout import Box

Ranges = Sequence[tuple[int, int]]


@dataclass
class Shown:
    """The state of the sheet in view; everything counts from 1."""

    merged: tuple[Box, ...] = ()
    hidden_rows: Ranges = ()
    hidden_columns: Ranges = ()
    marks: tuple[Mark, ...] = ()
    hits: tuple[Box, ...] = ()
    chosen: Box | None = None
    current: tuple[int, int] = (1, 1)
    flash: Box | None = None
    shows_formulas: bool = False
    _starts: dict[str, list[int]] = field(default_factory=dict)

    def set_shape(self, merged: Sequence[Box], hidden_rows: Ranges, hidden_columns: Ranges) -> None:
        """Take in what the file merges and hides."""
        self.merged, self.hidden_rows, self.hidden_columns = tuple(merged), hidden_rows, hidden_columns
        self._starts.clear()

    def is_hidden_row(self, row: int) -> bool:
        """Whether the file hides this row from a casual reader."""
        return self._within("rows", self.hidden_rows, row)

    def is_hidden_column(self, column: int) -> bool:
        """Whether the file hides this column."""
        return self._within("columns", self.hidden_columns, column)

    def _within(self, which: str, ranges: Ranges, at: int) -> bool:
        if which not in self._starts:
            self._starts[which] = [first for first, _ in ranges]
        place = bisect_right(self._starts[which], at) - 1
        return place >= 0 and at <= ranges[place][1]

    def merges_in(self, rows: range, columns: range) -> list[Box]:
        """The merged blocks that touch these rows and columns."""
        return [box for box in self.merged if touches(box, rows, columns)]

    def merge_at(self, row: int, column: int) -> Box:
        """The merged block a cell belongs to, or the cell itself."""
        for box in self.merged:
            if box[0] <= row <= box[2] and box[1] <= column <= box[3]:
                return box
        return row, column, row, column

    def mark_at(self, row: int, column: int) -> Mark | None:
        """The topmost mark on a cell."""
        for mark in reversed(self.marks):
            first, left, last, right = mark.place.box
            if first <= row <= last and left <= column <= right:
                return mark
        return None

    def whole(self, box: Box) -> Box:
        """A block grown so that it cuts no merged block."""
        grown = box
        while True:
            rows, columns = range(grown[0], grown[2] + 1), range(grown[1], grown[3] + 1)
            wider = around((grown, *self.merges_in(rows, columns)))
            if wider == grown:
                return grown
            grown = wider


def touches(box: Box, rows: range, columns: range) -> bool:
    """Whether a block has a cell among these rows and columns."""
    return box[0] < rows.stop and box[2] >= rows.start and box[1] < columns.stop and box[3] >= columns.start


def around(boxes: Iterable[Box]) -> Box:
    """The smallest block around blocks."""
    sides = tuple(zip(*boxes, strict=True))
    return min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])


def letters(column: int) -> str:
    """The name of a column (from 1): A … Z, AA …"""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def name_of(box: Box) -> str:
    """A block as spreadsheets name it: B12 or B12:D20."""
    first = f"{letters(box[1])}{box[0]}"
    last = f"{letters(box[3])}{box[2]}"
    return first if first == last else f"{first}:{last}"
