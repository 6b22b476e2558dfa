"""A plain table of lines: agenda, lists, letters and registers show their rows in it."""

import dataclasses
from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from reviewer.ui import keys
from reviewer.ui.column_room import shared
from reviewer.ui.line_rows import Rows
from reviewer.ui.look import Look

Index = QModelIndex | QPersistentModelIndex
LEAST = 80
"""The wide column is at least so wide, in pixels at 100 % text."""
PADDING = 24
"""Pixels at the sides of a cell's text (`style.qss`)."""
SHORT = 10
"""So many letters, a Hangul one counted twice, fit every column; what is longer may end in … and stands in the tip."""
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclasses.dataclass(frozen=True)
class Column:
    """One column: its head, its width at 100 % text (0 takes what is left; one has it), whether it holds amounts."""

    head: str
    width: int
    is_amount: bool = False


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
        self._rows = Rows()
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
        text = line.cells[column] if column < len(line.cells) else ""
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
                return tip or (text if _breadth(text) > SHORT else None)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A click on the box."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.tick([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


def _breadth(text: str) -> int:
    return sum(1 if letter.isascii() else 2 for letter in text)


class LinesTable(QTableView):
    """The view: J and K move, Enter opens, Space ticks; letters work in Hangul mode too."""

    opened = Signal(str)
    picked = Signal(str)
    """The row the keyboard stands on; empty when there is none."""

    def __init__(
        self, name: str, says: str, columns: Sequence[Column], look: Look, *, ticks: bool = False, many: bool = False
    ) -> None:
        """`name` is the object name, `says` the accessible name; `many` lets several rows be selected."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(says)
        self.lines = Lines(columns, look, ticks=ticks, parent=self)
        self.setModel(self.lines)
        self._has_ticks, self._is_whole, self._asks_for = ticks, False, 0
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        one = QAbstractItemView.SelectionMode.SingleSelection
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection if many else one)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(look.row_height)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setMinimumSectionSize(look.px(32))
        head.setResizeContentsPrecision(0)  # rows in view only: others may not be made yet
        head.setSelectionModel(QItemSelectionModel(self.lines, head))  # else it asks every row whether it is selected
        self._widths = [look.px(one.width or LEAST) for one in columns]
        self._amounts = [place for place, one in enumerate(columns) if one.is_amount]
        self._wide, self._least = next(place for place, one in enumerate(columns) if not one.width), look.px(LEAST)
        self._grows = [0 if column.is_amount else column.width for column in columns]
        self._grows[self._wide] = 2 * sum(self._grows) or 1
        self.doubleClicked.connect(lambda index: self.opened.emit(self.key_at(index)))
        self.selectionModel().currentRowChanged.connect(lambda now, _: self.picked.emit(self.key_at(now)))

    def wrap(self) -> None:
        """Let the words of the wide column break into lines, each row as high as they need."""
        self.setWordWrap(True)

    def give_way(self, rows: int) -> None:
        """Take the room there is, and ask for no more of it than the head and so many rows need."""
        self._asks_for = rows
        self.setMinimumHeight(self.height_of(rows))

    def sizeHint(self) -> QSize:
        """Of the usual height, or as high as the rows it asks for."""
        hint = super().sizeHint()
        if self._asks_for:
            hint.setHeight(self.height_of(self._asks_for))
        return hint

    def height_of(self, rows: int) -> int:
        """Pixels of the head and so many rows."""
        return self.horizontalHeader().sizeHint().height() + rows * self.verticalHeader().defaultSectionSize() + 4

    def show_whole(self) -> None:
        """Be as high as all the rows, and the bar below them where one is needed: what is around it scrolls."""
        self._is_whole = True
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The wide column takes two thirds of the room that is left, the other words the rest."""
        super().resizeEvent(event)
        self._share_width()

    def changeEvent(self, event: QEvent) -> None:
        """Rows are often shown before the style sheet of the window gave the table its type, as in a meeting."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._share_width()

    def _share_width(self) -> None:
        """Heads are whole where there is room, amounts always; where it is wanting no column has more than it needs."""
        head, room = self.horizontalHeader(), self.viewport().width()
        heads = [head.sectionSizeHint(place) for place in range(len(self._widths))]
        widths = [max(width, hint) for width, hint in zip(self._widths, heads, strict=True)]
        keeps = (self._wide, 0 if self._has_ticks else self._wide)  # a box stands beside the words of the first one
        is_tight = sum(widths) > room and self.lines.rowCount() > 0
        for place, width in enumerate(widths):
            if place in self._amounts:
                longest = self.lines.longest(place)
                widths[place] = max(width, self.fontMetrics().horizontalAdvance(longest) + PADDING)
            elif is_tight and place not in keeps:
                widths[place] = max(min(width, self.sizeHintForColumn(place)), heads[place])
        for place, width in enumerate(shared(widths, self._grows, self._wide, self._least, room)):
            self.setColumnWidth(place, width)
        if self.wordWrap():
            self._share_height()
        if self._is_whole:
            across = self.horizontalScrollBar().sizeHint().height() if head.length() > room else 0
            self.setFixedHeight(self.height_of(max(self.lines.rowCount(), 1)) + across)

    def _share_height(self) -> None:
        letters, one_line = self.fontMetrics(), self.verticalHeader().defaultSectionSize()
        room = QRect(0, 0, self.columnWidth(self._wide) - PADDING, 0)
        for row in range(self.lines.rowCount()):
            text = self.lines.line(row).cells[self._wide]
            high = letters.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height() - letters.height()
            self.setRowHeight(row, one_line + max(high, 0))

    def key_at(self, index: Index) -> str:
        """The key of the row of an index; empty for none."""
        return self.lines.key(index.row()) if index.isValid() else ""

    def current(self) -> str:
        """The key of the row the keyboard stands on."""
        return self.key_at(self.currentIndex())

    def show_lines(self, lines: Sequence[Line] | Rows, ticked: Callable[[Line], bool] | None = None) -> None:
        """Show rows and stay where the reader was, or at the first row."""
        key, place = self.current(), max(self.currentIndex().row(), 0)
        rows = lines if isinstance(lines, Rows) else Rows(lines)
        self.lines.show(rows, ticked)
        self._share_width()
        if len(rows):
            row = self.lines.row_of(key)
            self.selectRow(row if row >= 0 else min(place, len(rows) - 1))
        self.picked.emit(self.current())

    def go_to(self, key: str) -> None:
        """Stand on the row with this key, if it is there."""
        row = self.lines.row_of(key)
        if row >= 0:
            self.selectRow(row)

    def kept(self) -> tuple[str, ...] | None:
        """Which rows are ticked, for a table built anew."""
        return self.lines.ticked_keys() if self._has_ticks and self.lines.rowCount() else None

    def give_back(self, kept: tuple[str, ...]) -> bool:
        """Tick these rows and no other ones, once there are rows."""
        count = self.lines.rowCount()
        wanted = set(kept)
        self.lines.tick([row for row in range(count) if self.lines.key(row) not in wanted], False)
        self.lines.tick([row for row in range(count) if self.lines.key(row) in wanted], True)
        return count > 0

    def selected_keys(self) -> tuple[str, ...]:
        """The keys of the selected rows, in the order shown."""
        return tuple(map(self.lines.key, self._selected()))

    def _selected(self) -> list[int]:
        parts = self.selectionModel().selection().toList()
        return sorted({row for part in parts for row in range(part.top(), part.bottom() + 1)})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of a list; every other letter belongs to the window."""
        if keys.is_key(event, "open") and self.currentIndex().isValid():
            self.opened.emit(self.current())
        elif event.key() == Qt.Key.Key_Space and self._has_ticks:
            if rows := self._selected():
                self.lines.tick(rows, not all(map(self.lines.is_ticked, rows)))
        elif keys.is_key(event, "down") and event.text():
            self._step(1)
        elif keys.is_key(event, "up") and event.text():
            self._step(-1)
        elif keys.typed(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        if self.lines.rowCount():
            self.selectRow(min(max(self.currentIndex().row() + by, 0), self.lines.rowCount() - 1))
