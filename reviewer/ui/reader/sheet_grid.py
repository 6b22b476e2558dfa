"""The grid of one sheet under mouse and keyboard: chosen, dragged, made wider, marked; whatever the number of rows."""

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from reviewer.ui.look import Look
from reviewer.ui.reader.sheet_keys import Move, move_of
from reviewer.ui.reader.sheet_layout import Box
from reviewer.ui.reader.sheet_painting import SheetPainter
from reviewer.ui.reader.sheet_rows import SheetRows
from reviewer.ui.reader.sheet_scroll import SheetScroll
from reviewer.ui.reader.sheet_shown import letters
from reviewer.ui.tips import show_tip
from reviewer.ui.wording import tr

GRIP = 4
FLASH = (200, 6)
"""A place that was jumped to flashes: milliseconds a beat, and beats."""


class SheetGrid(SheetScroll):
    """Draws what `SheetRows` holds; asks it for the rows in view and for those beside them."""

    pressed = Signal(str)
    """A marked cell was pressed: the name of its mark."""

    def __init__(self, look: Look, rows: SheetRows) -> None:
        """Empty until `show_sheet`."""
        super().__init__(look, rows)
        self._drags, self._resizing = "", 0
        self._beats = QTimer(self)
        self._beats.setInterval(FLASH[0])
        self._beats.timeout.connect(self._beat)

    def flash(self, box: Box) -> None:
        """Let a block flash, so that the eye finds it."""
        self.shown.flash, self._left_to_flash = box, FLASH[1]
        self._beats.start()
        self.viewport().update()
        self._flashed = box

    def _beat(self) -> None:
        self._left_to_flash -= 1
        is_lit = self._left_to_flash > 0 and (self._look.is_still or self._left_to_flash % 2 == 0)
        self.shown.flash = self._flashed if is_lit else None
        if self._left_to_flash <= 0:
            self._beats.stop()
        self.viewport().update()

    # --- keys -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home, End and pages move; with Shift they choose; what is no key of a grid goes on to the desk."""
        row, column = self.shown.current
        move = move_of(event)
        if move is Move.NONE:
            event.ignore()
        elif move in (Move.ROWS, Move.COLUMNS, Move.ALL):
            self.choose_whole(move.value)
        elif move in (Move.WIDER, Move.NARROWER):
            by = self._look.px(16) * (1 if move is Move.WIDER else -1)
            self.set_width(column, self.widths.of(column) + by)
        elif move is Move.PRESS:
            mark = self.shown.mark_at(row, column)
            if mark is None:
                event.ignore()
            else:
                self.pressed.emit(mark.name)
        else:
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.go(*self._target(move), extend=extend)

    def _target(self, move: Move) -> tuple[int, int]:
        row, column = self.shown.current
        first, left, last, right = self.shown.merge_at(row, column)
        page = max(self.plan.whole_rows - 1, 1)
        targets = {
            Move.UP: (first - 1, column), Move.DOWN: (last + 1, column),
            Move.LEFT: (row, left - 1), Move.RIGHT: (row, right + 1),
            Move.PAGE_UP: (row - page, column), Move.PAGE_DOWN: (row + page, column),
            Move.HOME: (row, 1), Move.END: (row, self.plan.columns),
            Move.FIRST: (1, 1), Move.LAST: (self.plan.rows, self.plan.columns),
            Move.TOP: (1, column), Move.BOTTOM: (self.plan.rows, column),
        }  # fmt: skip
        return targets[move]

    # --- mouse ------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a cell, a row, a column or all; take the edge of a column to make it wider."""
        if event.button() != Qt.MouseButton.LeftButton or not self.plan.rows or not self.plan.columns:
            return
        at, plan = event.position().toPoint(), self.plan
        in_head, in_side = at.y() < plan.head_height, at.x() < plan.side_width
        self._resizing = plan.edge_at(at.x(), GRIP) if in_head else 0
        if self._resizing:
            return
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._whole = "all" if in_head and in_side else "columns" if in_head else "rows" if in_side else ""
        self._drags = self._whole or "cells"
        row = plan.top + 1 if in_head else plan.row_at(at.y())
        column = plan.columns_in_view().start if in_side else plan.column_at(at.x())
        if not extend:
            self._anchor = (row, column)
        self.shown.current = (row, column)
        self._choose(self._from_anchor())
        self.moved.emit(row, column)
        mark = self.shown.mark_at(row, column) if self._drags == "cells" and not extend else None
        if mark is not None:
            self.pressed.emit(mark.name)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag to choose a block, or to make a column wider."""
        at, plan = event.position().toPoint(), self.plan
        if self._resizing:
            left = plan.column_left(self._resizing) - (0 if self._resizing <= plan.pinned_columns else plan.left)
            self.set_width(self._resizing, round((at.x() - plan.side_width - left) / self.zoom))
        elif self._drags and event.buttons() & Qt.MouseButton.LeftButton:
            self.shown.current = (plan.row_at(at.y()), plan.column_at(at.x()))
            self.show_cell(*self.shown.current)
            self._choose(self._from_anchor())
        else:
            on_edge = at.y() < plan.head_height and plan.edge_at(at.x(), GRIP) > 0
            self.viewport().setCursor(Qt.CursorShape.SplitHCursor if on_edge else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The choice stands."""
        if self._drags == "cells":
            self.moved.emit(*self.shown.current)
        self._drags, self._resizing = "", 0

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A column's edge pressed twice fits the column to its text."""
        at = event.position().toPoint()
        column = self.plan.edge_at(at.x(), GRIP) if at.y() < self.plan.head_height else 0
        if column:
            self.fit_column(column)

    def viewportEvent(self, event: QEvent) -> bool:
        """The tip of a marked, hidden or long cell."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            show_tip(self.tip_at(event.pos()), event.globalPos(), self.viewport())
            return True
        return super().viewportEvent(event)

    def tip_at(self, at: QPoint) -> str:
        """What is said of the place under the pointer; plain text, never marked-up."""
        if not self.plan.rows or not self.plan.columns:
            return ""
        row, column = self.plan.row_at(at.y()), self.plan.column_at(at.x())
        in_head, in_side = at.y() < self.plan.head_height, at.x() < self.plan.side_width
        said: list[str] = []
        if not in_side and self.shown.is_hidden_column(column):
            said.append(tr("Column {name} is hidden in the file.", name=letters(column)))
        if not in_head and self.shown.is_hidden_row(row):
            said.append(tr("Row {name} is hidden in the file.", name=row))
        mark = None if in_head or in_side else self.shown.mark_at(row, column)
        return "\n".join([*said, *([mark.text] if mark is not None else [])])

    # --- drawing ----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the grid."""
        painter = QPainter(self.viewport())
        SheetPainter(painter, self._look, self._cell_font(self.zoom), self.plan).paint(self.rows, self.shown)
        painter.end()
