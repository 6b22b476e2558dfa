"""(child) Where the cells of a table stand: their rows and columns, spans without overlap, widths of columns."""

from collections.abc import Iterator
from dataclasses import dataclass

from reviewer.documents.passages import Grid, GridCell, Part

_MAX_ROWS, _MAX_COLUMNS = 20_000, 60
_SLICE = 40
_LONGEST, _LEAST = 30, 3
_NARROWEST = 14.0


@dataclass
class PlacedCell:
    """A cell with its first and last row and column, from 0."""

    parts: tuple[Part, ...]
    row: int
    column: int
    last_row: int
    last_column: int
    width: float = 0.0


class Laid:
    """A table whose cells have their places."""

    def __init__(self, cells: list[PlacedCell], rows: int, widths: list[float]) -> None:
        """Made by `laid_out`."""
        self._by_row: dict[int, list[PlacedCell]] = {}
        for cell in cells:
            self._by_row.setdefault(cell.row, []).append(cell)
        self._cells, self._rows, self.widths = cells, rows, widths

    def cells(self, first: int, last: int) -> Iterator[PlacedCell]:
        """The cells that begin in these rows."""
        for row in range(first, last):
            yield from self._by_row.get(row, ())

    def slices(self) -> Iterator[tuple[int, int]]:
        """First row and the one after the last of parts that no cell reaches out of: long tables are set in parts."""
        first = reach = 0
        for row in range(self._rows):
            reach = max([reach, *(cell.last_row for cell in self._by_row.get(row, ()))])
            if row - first >= _SLICE - 1 and reach <= row:
                yield first, row + 1
                first = row + 1
        if first < self._rows:
            yield first, self._rows


def laid_out(grid: Grid, width: float) -> Laid:
    """Give every cell its place in a table of this width; spans that overlap are cut. ValueError for an absurd one."""
    cells, taken = _placed(grid)
    rows = max((row for row, _ in taken), default=-1) + 1
    columns = max((column for _, column in taken), default=-1) + 1
    if columns > _MAX_COLUMNS or rows > _MAX_ROWS:
        raise ValueError("too large to be a table")
    return Laid(cells, rows, _widths(cells, columns, grid.widths, width))


def _placed(grid: Grid) -> tuple[list[PlacedCell], dict[tuple[int, int], PlacedCell]]:
    cells: list[PlacedCell] = []
    taken: dict[tuple[int, int], PlacedCell] = {}
    for number, row in enumerate(grid.rows[:_MAX_ROWS]):
        column = 0
        for cell in row:
            top = number
            if cell.at is not None:
                top, column = cell.at
            if column >= _MAX_COLUMNS or top >= _MAX_ROWS:
                raise ValueError("too large to be a table")
            if cell.is_covered:
                _cover(taken, top, column, cell.columns)
            elif (top, column) not in taken:
                cells.append(_put(taken, cell, top, column))
            column += cell.columns
    return cells, taken


def _cover(taken: dict[tuple[int, int], PlacedCell], row: int, column: int, columns: int) -> None:
    """A cell that goes on from above makes the one above longer, where both are as wide."""
    above = taken.get((row - 1, column))
    if (row, column) in taken or above is None or above.column != column:
        return
    places = [(row, across) for across in range(column, above.last_column + 1)]
    if above.last_column - above.column + 1 != columns or any(place in taken for place in places):
        return
    above.last_row = row
    taken.update(dict.fromkeys(places, above))


def _put(taken: dict[tuple[int, int], PlacedCell], cell: GridCell, row: int, column: int) -> PlacedCell:
    last_column = column
    while last_column + 1 < min(column + cell.columns, _MAX_COLUMNS) and (row, last_column + 1) not in taken:
        last_column += 1
    last_row = row
    while last_row + 1 < min(row + cell.rows, _MAX_ROWS) and not any(
        (last_row + 1, across) in taken for across in range(column, last_column + 1)
    ):
        last_row += 1
    placed = PlacedCell(cell.parts, row, column, last_row, last_column, cell.width)
    for down in range(row, last_row + 1):
        for across in range(column, last_column + 1):
            taken[down, across] = placed
    return placed


def _widths(cells: list[PlacedCell], columns: int, told: tuple[float, ...], width: float) -> list[float]:
    """As the file says, else as its cells say, else by how much stands in them; made to fit."""
    found = list(told[:columns]) + [0.0] * (columns - len(told))
    for cell in cells:
        if cell.column == cell.last_column and cell.width > 0 and not told:
            found[cell.column] = max(found[cell.column], cell.width)
    known = [each for each in found if each > 0]
    if len(known) < max(columns // 2, 1):
        longest = [_LEAST] * columns
        for cell in cells:
            if cell.column == cell.last_column:
                longest[cell.column] = max(longest[cell.column], min(_letters(cell.parts), _LONGEST))
        found = [float(each) for each in longest]
    elif len(known) < columns:
        found = [each or sum(known) / len(known) for each in found]
    whole = sum(found)
    if whole > width or len(known) < max(columns // 2, 1):
        found = [each * width / whole for each in found]
    return _not_too_narrow(found, width)


def _not_too_narrow(widths: list[float], width: float) -> list[float]:
    """Columns that no letter would fit into are widened at the cost of the others."""
    least = min(_NARROWEST, width / max(len(widths), 1))
    wide = [max(each, least) for each in widths]
    excess = sum(wide) - max(width, sum(widths))
    spare = sum(each - least for each in wide)
    if excess <= 0 or spare <= 0:
        return wide
    return [each - (each - least) * excess / spare for each in wide]


def _letters(parts: tuple[Part, ...]) -> int:
    return max((len(line) for line in GridCell(parts).text.split("\n")), default=0)
