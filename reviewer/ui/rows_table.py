"""A plain table of lines: agenda, lists, letters and registers show their rows in it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from reviewer.ui import keys
from reviewer.ui.column_room import shared
from reviewer.ui.folding import folded, usual_order
from reviewer.ui.line_rows import Rows
from reviewer.ui.look import Look
from reviewer.ui.table_lines import Column, Index, Line, Lines

LEAST = 80
"""The wide column is at least so wide, in pixels at 100 % text."""
READABLE = 136
"""Where it would have less than this and than it needs, other columns go below its words (`folding.py`)."""
SMALL = 200
"""In a table of no more rows each is as high as its own words, in a larger one all are as high as the highest made."""
TURNS = 3
"""So often at most the room is shared anew because higher rows brought the bar beside them."""
EDGE = 8
"""Pixels above and below the lines of a row that has several, together, at 100 % text."""
PADDING = 24
"""Pixels at the sides of a cell's text (`style.qss`)."""


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
        self._has_ticks, self._is_whole, self._asks_for, self._most, self._shares = ticks, False, 0, 0, False
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
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setResizeContentsPrecision(0)  # rows in view only: others may not be made yet
        head.setSelectionModel(QItemSelectionModel(self.lines, head))  # else it asks every row whether it is selected
        self._columns = tuple(columns)
        self._amounts = [place for place, one in enumerate(columns) if one.is_amount]
        self._wide = next(place for place, one in enumerate(columns) if not one.width)
        self._grows = [0 if column.is_amount else column.width for column in columns]
        self._grows[self._wide] = 2 * sum(self._grows) or 1
        self._measure(look)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.key_at(index)))
        self.selectionModel().currentRowChanged.connect(lambda now, _: self.picked.emit(self.key_at(now)))

    def _measure(self, look: Look) -> None:
        self._one_line, self._edge, self._readable = look.row_height, look.px(EDGE), look.px(READABLE)
        self._box = look.px(13) + 8 if self._has_ticks else 0
        self._widths, self._least = [look.px(one.width or LEAST) for one in self._columns], look.px(LEAST)
        self.verticalHeader().setDefaultSectionSize(look.row_height)
        self.horizontalHeader().setMinimumSectionSize(look.px(32))

    def wear(self, look: Look) -> None:
        """Go on in another text size."""
        self._measure(look)
        self._share_width()

    def give_way(self, rows: int) -> None:
        """Take the room there is, and ask for no more of it than the head and so many rows need."""
        self._asks_for = rows
        self.setMinimumHeight(self.horizontalHeader().sizeHint().height() + rows * self._one_line + 4)

    def sizeHint(self) -> QSize:
        """Of the usual height, or as high as the rows it asks for, and as the first one."""
        hint = super().sizeHint()
        if self._asks_for:
            hint.setHeight(max(self.minimumHeight(), self.height_of(1)))
        return hint

    def height_of(self, rows: int) -> int:
        """Pixels of the head and the first rows; one that is not there has one line."""
        there = min(rows, self.lines.rowCount())
        high = sum(map(self.rowHeight, range(there))) + (rows - there) * self._one_line
        return self.horizontalHeader().sizeHint().height() + high + 4

    def stay_low(self, rows: int) -> None:
        """Be no higher than so many of its rows: what stands below has the room."""
        self._most = rows

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
        """Heads are whole where there is room, amounts always; where it is wanting, columns go below the wide one."""
        if self._shares:  # a bar came or went meanwhile: the room is looked at again below
            return
        self._shares = True
        for _ in range(TURNS):
            room = self.viewport().width()
            self._share(room)
            if room == self.viewport().width():
                break
        self._shares = False

    def _share(self, room: int) -> None:
        head = self.horizontalHeader()
        widths, least = self._widths_needed(room)
        order = usual_order(len(widths), self._amounts, self._wide, keeps_first=self._has_ticks)
        gone = folded(widths, order, wide=self._wide, least=least, room=room)
        self.lines.fold(gone)
        kept = [0 if place in gone else width for place, width in enumerate(widths)]
        grows = [0 if place in gone else part for place, part in enumerate(self._grows)]
        for place, width in enumerate(shared(kept, grows, self._wide, min(self._least, least), room)):
            self.setColumnHidden(place, place in gone)
            if place not in gone:
                self.setColumnWidth(place, width)
        self._share_height()
        if self._most:
            self.setMaximumHeight(self.height_of(min(max(self.lines.rowCount(), 1), self._most)))
        if self._is_whole:
            across = self.horizontalScrollBar().sizeHint().height() if head.length() > room else 0
            self.setFixedHeight(self.height_of(max(self.lines.rowCount(), 1)) + across)

    def _widths_needed(self, room: int) -> tuple[list[int], int]:
        """What the columns need in so much room, and what the wide one needs at least so that it is read easily."""
        head, letters = self.horizontalHeader(), self.fontMetrics()
        self.setWordWrap(False)  # what a column needs is asked of whole lines
        smallest = head.minimumSectionSize()
        heads = [max(head.sectionSizeFromContents(place).width(), smallest) for place in range(len(self._widths))]
        widths = [max(width, hint) for width, hint in zip(self._widths, heads, strict=True)]
        needs = letters.horizontalAdvance(self.lines.longest(self._wide)) + PADDING
        least = max(min(needs, self._readable), heads[self._wide])
        for place in self._amounts:
            longest = self.lines.longest(place)
            widths[place] = max(widths[place], letters.horizontalAdvance(longest) + PADDING)
        if sum(widths) - widths[self._wide] + least > room:
            for place in range(len(widths)):
                if place != self._wide and place not in self._amounts:
                    box = self._box if place == 0 else 0  # it stands beside the words of the first one
                    widths[place] = max(min(widths[place], self.sizeHintForColumn(place) + box), heads[place])
        return widths, least

    def _share_height(self) -> None:
        """Words of the wide column that do not fit on a line break, and their row is as high as they need."""
        letters, rows = self.fontMetrics(), self.lines.rowCount()
        room = QRect(0, 0, self.columnWidth(self._wide) - PADDING - (self._box if self._wide == 0 else 0), 0)
        texts = [self.lines.text(line, self._wide) for line in self.lines.made()]
        wraps = Qt.TextFlag.TextWordWrap
        high = [max(letters.boundingRect(room, wraps, one).height() + self._edge, self._one_line) for one in texts]
        highest = max(high, default=self._one_line)
        is_high, is_small = highest > self._one_line, rows <= SMALL and len(high) == rows
        self.setWordWrap(is_high)
        per_pixel, per_item = QAbstractItemView.ScrollMode.ScrollPerPixel, QAbstractItemView.ScrollMode.ScrollPerItem
        self.setVerticalScrollMode(per_pixel if is_high else per_item)  # a row may be higher than what is in view
        usual = self._one_line if is_small else highest
        if self.verticalHeader().defaultSectionSize() != usual:
            self.verticalHeader().setDefaultSectionSize(usual)
        for row, one in enumerate(high if is_small else ()):
            self.setRowHeight(row, one)

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
