"""Where each cell of a sheet stands on screen: widths, what has scrolled away, and what stays pinned."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from PySide6.QtCore import QRect

Box = tuple[int, int, int, int]
"""First row, first column, last row, last column, all from 1."""


@dataclass(frozen=True)
class Pane:
    """A part of the grid that moves as one; a cell of it is drawn at its place in the sheet plus `dx`, `dy`."""

    clip: QRect
    rows: range
    columns: range
    dx: int
    dy: int


@dataclass
class SheetLayout:
    """Pixels of one sheet. Rows scroll whole, so that any number of them fits a scroll bar; columns scroll freely.

    Pinned rows stay at the top once they would scroll away, pinned columns (always the first ones) at the left.
    """

    rows: int = 0
    columns: int = 0
    row_height: int = 26
    head_height: int = 26
    side_width: int = 48
    width: int = 0
    height: int = 0
    top: int = 0
    """Rows scrolled away."""
    left: int = 0
    """Pixels scrolled away."""
    pinned_rows: tuple[int, int] = (0, 0)
    """First and last, from 1; (0, 0) for none."""
    pinned_columns: int = 0
    _edges: list[int] = field(default_factory=lambda: [0])

    def set_widths(self, widths: Sequence[int]) -> None:
        """Take the widths of the columns."""
        self._edges = [0, *accumulate(widths)]
        self.columns = len(widths)

    @property
    def body_width(self) -> int:
        """The room for cells beside the row numbers."""
        return max(self.width - self.side_width, 0)

    @property
    def body_height(self) -> int:
        """The room for cells below the letters."""
        return max(self.height - self.head_height, 0)

    @property
    def whole_width(self) -> int:
        """All columns together."""
        return self._edges[-1]

    @property
    def whole_rows(self) -> int:
        """Rows that fit whole, at least one."""
        return max(self.body_height // self.row_height, 1)

    def column_left(self, column: int) -> int:
        """Where a column (from 1) begins, counted from the left edge of the first."""
        return self._edges[min(max(column - 1, 0), self.columns)]

    def column_width(self, column: int) -> int:
        """The width of a column."""
        return self._edges[column] - self._edges[column - 1]

    def _pinned(self) -> tuple[range, range]:
        """Rows and columns that are pinned now; never more than two fifths of the room."""
        first, last = self.pinned_rows
        last = min(last, first + max(self.body_height * 2 // 5 // self.row_height, 1) - 1, self.rows)
        rows = range(first, last + 1) if first and self.top >= first else range(0)
        columns = self.pinned_columns if self.left > 0 else 0
        while columns and self._edges[columns] > self.body_width * 2 // 5:
            columns -= 1
        return rows, range(1, columns + 1)

    @property
    def pinned_height(self) -> int:
        """Pixels the pinned rows take now."""
        return len(self._pinned()[0]) * self.row_height

    @property
    def pinned_width(self) -> int:
        """Pixels the pinned columns take now."""
        return self._edges[len(self._pinned()[1])]

    def rows_in_view(self) -> range:
        """The rows of the moving part that are at least partly in view."""
        return range(self.top + 1, min(self.top + -(-self.body_height // self.row_height), self.rows) + 1)

    def columns_in_view(self) -> range:
        """The columns of the moving part that are at least partly in view."""
        first = bisect_right(self._edges, self.left)
        last = bisect_right(self._edges, self.left + self.body_width - 1)
        return range(max(first, 1), min(last, self.columns) + 1)

    def panes(self) -> Iterator[Pane]:
        """The moving part first, then what is pinned over it."""
        rows, columns = self._pinned()
        body = QRect(self.side_width, self.head_height, self.body_width, self.body_height)
        dx, dy = self.side_width - self.left, self.head_height - self.top * self.row_height
        high, wide = len(rows) * self.row_height, self._edges[len(columns)]
        pin_dy = self.head_height - (rows.start - 1) * self.row_height if rows else 0
        yield Pane(body, self.rows_in_view(), self.columns_in_view(), dx, dy)
        if rows:
            yield Pane(QRect(body.left(), body.top(), body.width(), high), rows, self.columns_in_view(), dx, pin_dy)
        if columns:
            left = QRect(body.left(), body.top(), wide, body.height())
            yield Pane(left, self.rows_in_view(), columns, self.side_width, dy)
        if rows and columns:
            yield Pane(QRect(body.left(), body.top(), wide, high), rows, columns, self.side_width, pin_dy)

    def rect(self, box: Box, pane: Pane) -> QRect:
        """Where a block of cells stands in a pane; parts may lie outside it."""
        row, column, last_row, last_column = box
        left = self.column_left(column)
        across = self._edges[min(last_column, self.columns)] - left
        down = (last_row - row + 1) * self.row_height
        return QRect(left + pane.dx, (row - 1) * self.row_height + pane.dy, across, down)

    def row_at(self, y: int) -> int:
        """The row at a height; the nearest one outside the grid, 0 for an empty sheet."""
        inside = y - self.head_height
        rows = self._pinned()[0]
        if 0 <= inside < len(rows) * self.row_height:
            return rows.start + inside // self.row_height
        return min(max(self.top + 1 + inside // self.row_height, 1), self.rows)

    def column_at(self, x: int) -> int:
        """The column at a distance from the left; the nearest one outside the grid, 0 for an empty sheet."""
        inside = x - self.side_width
        at = inside if 0 <= inside < self.pinned_width else inside + self.left
        return min(max(bisect_right(self._edges, at), 1), self.columns)

    def edge_at(self, x: int, reach: int) -> int:
        """The column whose right edge is within `reach` pixels of x; 0 where there is none."""
        for column in (self.column_at(x - reach), self.column_at(x + reach)):
            if column:
                inside = self._edges[column] + self.side_width
                shown = inside if inside - self.side_width <= self.pinned_width else inside - self.left
                if abs(shown - x) <= reach:
                    return column
        return 0

    def top_to_show(self, row: int) -> int:
        """How many rows must be scrolled away so that this row is wholly in view, moving as little as possible."""
        first, last = self.pinned_rows
        if first and first <= row <= last and self.top >= first:
            return self.top
        hidden = len(self._pinned()[0]) if first and row > last else 0
        if row - 1 < self.top + hidden:
            return max(row - 1 - hidden, 0)
        return max(self.top, row - self.whole_rows)

    def left_to_show(self, column: int) -> int:
        """How many pixels must be scrolled away so that this column is in view."""
        if column <= self.pinned_columns:
            return self.left
        begins, ends = self.column_left(column), self._edges[min(column, self.columns)]
        if begins < self.left + self.pinned_width:
            return max(begins - self._edges[min(self.pinned_columns, self.columns)], 0)
        return max(self.left, min(ends - self.body_width, begins))
