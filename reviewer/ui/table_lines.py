"""The rows of a plain table as the toolkit asks for them: cells, boxes, tips, and what is folded below an item."""

import dataclasses
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from reviewer.ui.folding import with_folded
from reviewer.ui.line_rows import Rows
from reviewer.ui.look import Look
from reviewer.ui.tips import plain_tip

Index = QModelIndex | QPersistentModelIndex
SHORT = 10
"""So many letters, a Hangul one counted twice, fit every column; what is longer may end in … and stands in the tip."""
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclasses.dataclass(frozen=True)
class Column:
    """One column: its head, its width at 100 % text (0 takes what is left; one has it), whether it holds amounts.

    Where it goes below the words of the wide column, its head stands before an amount, and where it `needs_head`.
    """

    head: str
    width: int
    is_amount: bool = False
    needs_head: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One row: the key the window knows it by, its cells, and the tone of its last cell (a colour of the look).

    The tip may be made when it is asked for: a register has many rows.
    """

    key: str
    cells: tuple[str, ...]
    tone: str = ""
    tip: str | Callable[[], str] = ""
    can_tick: bool = True


class Lines(QAbstractTableModel):
    """The rows; with `ticks`, the first column carries a box that Space or a click switches."""

    ticked = Signal()

    def __init__(self, columns: Sequence[Column], look: Look, *, ticks: bool = False, parent: QObject | None = None):
        """Empty until `show` is called."""
        super().__init__(parent)
        self._columns, self._look, self._has_ticks = tuple(columns), look, ticks
        self._wide = next(place for place, one in enumerate(self._columns) if not one.width)
        self._rows, self._folded = Rows(), frozenset[int]()
        self._ticked: set[str] = set()

    def show(self, rows: Rows, ticked: Callable[[Line], bool] | None = None) -> None:
        """Show these rows; a row that was there keeps its tick, a new one is ticked where `ticked` says so."""
        fresh = set[str]()
        if ticked is not None:
            known = set(self._rows.all_keys())
            fresh = {line.key for line in rows if line.key not in known and line.can_tick and ticked(line)}
        self.beginResetModel()
        self._rows = rows
        if self._ticked:
            kept = (key for row, key in enumerate(rows.all_keys()) if key in self._ticked and rows.can_tick(row))
            self._ticked = set(kept)
        self._ticked |= fresh
        self.endResetModel()

    def line(self, row: int) -> Line:
        """The row at this place."""
        return self._rows.line(row)

    def key(self, row: int) -> str:
        """The key of the row at this place."""
        return self._rows.key(row)

    def longest(self, column: int) -> str:
        """The longest text of a column among the rows that are made; empty when there is none."""
        return max((line.cells[column] for line in self._rows if column < len(line.cells)), key=len, default="")

    def made(self) -> Iterable[Line]:
        """The rows that are made."""
        return self._rows

    def fold(self, columns: frozenset[int]) -> None:
        """Say what stands in these columns below the words of the wide one."""
        if columns != self._folded:
            self._folded = columns
            if last := len(self._rows):
                self.dataChanged.emit(self.index(0, self._wide), self.index(last - 1, self._wide))

    def text(self, line: Line, column: int) -> str:
        """What stands in a cell, with the words of folded columns where it is the wide one."""
        text = line.cells[column] if column < len(line.cells) else ""
        if column != self._wide or not self._folded:
            return text
        said = [(place, self._columns[place]) for place in sorted(self._folded) if place < len(line.cells)]
        heads = [(one.head if one.is_amount or one.needs_head else "", line.cells[place]) for place, one in said]
        return with_folded(text, heads)

    def row_of(self, key: str) -> int:
        """Where the row with this key stands; -1 when it is not there."""
        return self._rows.row_of(key)

    def ticked_keys(self) -> tuple[str, ...]:
        """The keys of the ticked rows, in the order shown."""
        return tuple(key for key in self._rows.all_keys() if key in self._ticked) if self._ticked else ()

    def is_ticked(self, row: int) -> bool:
        """Whether the row at this place is ticked."""
        return self._rows.key(row) in self._ticked

    def tick(self, rows: Sequence[int], on: bool) -> None:
        """Tick or untick rows that can be ticked."""
        keys = [self._rows.key(row) for row in rows if self._rows.can_tick(row)]
        (self._ticked.update if on else self._ticked.difference_update)(keys)
        if keys:
            first, last = self.index(min(rows), 0), self.index(max(rows), 0)
            self.dataChanged.emit(first, last, [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit()

    def tick_all(self, on: bool) -> None:
        """Tick or untick every row."""
        self.tick(range(len(self._rows)), on)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """As many as were shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """As many as were named."""
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows are chosen whole; a box can be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._has_ticks and index.column() == 0 and self._rows.can_tick(index.row()):
            found |= Qt.ItemFlag.ItemIsUserCheckable
        return found

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The heads of the columns, aligned as their cells."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._columns[section].head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._columns[section].is_amount else _LEFT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, alignment, tick, tip and tone."""
        if not index.isValid():
            return None
        line, column = self._rows.line(index.row()), index.column()
        text = self.text(line, column)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if self._columns[column].is_amount else _LEFT
            case Qt.ItemDataRole.CheckStateRole if self._has_ticks and column == 0 and line.can_tick:
                return Qt.CheckState.Checked if line.key in self._ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ForegroundRole if line.tone and column == len(self._columns) - 1:
                return self._look.colour(line.tone)
            case Qt.ItemDataRole.ToolTipRole:
                tip = line.tip() if callable(line.tip) else line.tip
                shown = tip or (text if _breadth(text) > SHORT else None)
                return plain_tip(shown) if shown else None
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A click on the box."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.tick([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


def _breadth(text: str) -> int:
    return sum(1 if letter.isascii() else 2 for letter in text)
