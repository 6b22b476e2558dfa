"""The cells of one sheet in a window: which are in view, how large, and which are chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from reviewer.ui.look import Look
from reviewer.ui.reader.sheet_layout import Box, SheetLayout
from reviewer.ui.reader.sheet_painting import PADDING
from reviewer.ui.reader.sheet_rows import SheetRows
from reviewer.ui.reader.sheet_shown import Shown
from reviewer.ui.reader.sheet_widths import ColumnWidths
from reviewer.ui.wording import tr

LEAST, MOST, STEP = 0.5, 3.0, 1.15


class SheetScroll(QAbstractScrollArea):
    """Draws what `SheetRows` holds; asks it for the rows in view and for those beside them."""

    chosen = Signal(object)
    """The block of cells that is chosen now, or None."""
    moved = Signal(int, int)
    """The cell with the keyboard: row and column."""
    widths_changed = Signal()
    zoomed = Signal(float)

    def __init__(self, look: Look, rows: SheetRows) -> None:
        """Empty until `show_sheet`."""
        super().__init__()
        self.setObjectName("paper_grid")
        self.setAccessibleName(tr("Cells of the sheet"))
        self.setAccessibleDescription(tr("Cells of the sheet"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.viewport().setMouseTracking(True)
        self._look, self.rows = look, rows
        self.plan = SheetLayout()
        self.shown = Shown()
        self.zoom = 1.0
        self.widths = ColumnWidths(look)
        self._anchor = (1, 1)
        self._whole = ""
        self._wheel = 0
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.horizontalScrollBar().valueChanged.connect(self._scrolled)
        rows.arrived.connect(lambda *_: self.viewport().update())

    def say_cell(self, cell: str, content: str) -> None:
        """Tell a screen reader which cell has the keyboard and what it holds: a new name is read out at once."""
        self.setAccessibleName(f"{cell} {content}".strip())

    # --- what is shown ----------------------------------------------------------------------------------

    def show_sheet(self, rows: int, columns: int, own: dict[int, int], shown: Shown) -> None:
        """Begin with a sheet: its rows and columns, and the widths (pixels at 100 %) that a person chose."""
        self.shown = shown
        self.widths.begin(columns, own)
        self.plan.rows = rows
        self.plan.pinned_rows, self.plan.pinned_columns = (0, 0), 0
        self._anchor = shown.current
        self._apply_zoom()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)
        self._ask()

    def pin(self, rows: tuple[int, int], columns: int) -> None:
        """Keep these rows and the first columns in view."""
        self.plan.pinned_rows, self.plan.pinned_columns = rows, min(columns, self.plan.columns)
        self._scrolled()

    def grow(self, rows: int, columns: int) -> None:
        """More of the sheet was read: what is chosen and where it is scrolled to stays."""
        plan = self.plan
        in_view = plan.rows_in_view()
        is_seen = columns > plan.columns or len(f"{rows}") > len(f"{max(plan.rows, 999)}")
        is_seen = is_seen or not in_view or in_view[-1] >= plan.rows
        plan.rows = rows
        self.widths.grow(columns)
        if is_seen:
            self._apply_zoom()
        else:  # nothing in view is drawn anew for rows far below it
            self.verticalScrollBar().setRange(0, max(rows - plan.whole_rows, 0))

    def fit_columns(self, first: int, last: int) -> None:
        """Make every column wide enough for its amounts in these rows, where nobody chose its width."""
        self.widths.fit_content(range(first, min(last, self.plan.rows) + 1), self.rows.row, self._metrics())
        self._apply_zoom()

    def take_widths(self, widths: Sequence[tuple[int, int, float]]) -> None:
        """Make columns as wide as their file has them (first, last, characters), never narrower than they are."""
        self.widths.take_from_file(widths, self._metrics())
        self._apply_zoom()

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._cell_font(1.0))

    def _cell_font(self, zoom: float) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(round(self._look.px(13) * zoom), 6))
        return font

    def _apply_zoom(self) -> None:
        plan, zoom = self.plan, self.zoom
        plan.row_height = round(self._look.px(26) * zoom)
        plan.head_height = plan.row_height
        plan.set_widths(self.widths.at(zoom))
        metrics = QFontMetrics(self._cell_font(zoom))
        longest = f"{max(plan.rows, 999)} {tr('hidden')}" if self.shown.hidden_rows else f"{max(plan.rows, 999)}"
        plan.side_width = metrics.horizontalAdvance(longest) + 2 * PADDING
        self._fit_bars()

    def set_zoom(self, zoom: float) -> None:
        """Show the cells larger or smaller."""
        self.zoom = min(max(zoom, LEAST), MOST)
        self._apply_zoom()
        self.zoomed.emit(self.zoom)

    def set_width(self, column: int, width: int) -> None:
        """Make a column as wide as a person wants it, in pixels at 100 %."""
        self.widths.choose(column, width)
        self._apply_zoom()
        self.widths_changed.emit()

    def fit_column(self, column: int) -> None:
        """Make a column as wide as its longest text among the rows that are here."""
        rows = range(max(self.plan.top - 500, 1), min(self.plan.top + 1_500, self.plan.rows) + 1)
        self.widths.fit(column, [self.rows.text(row, column) for row in rows], self._metrics())
        self._apply_zoom()
        self.widths_changed.emit()

    # --- scrolling --------------------------------------------------------------------------------------

    def _fit_bars(self) -> None:
        plan, room = self.plan, self.viewport().size()
        plan.width, plan.height = room.width(), room.height()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(plan.rows - plan.whole_rows, 0))
        down.setPageStep(plan.whole_rows)
        across.setRange(0, max(plan.whole_width - plan.body_width, 0))
        across.setPageStep(max(plan.body_width, 1))
        across.setSingleStep(self._look.px(40))
        self._scrolled()

    def _scrolled(self) -> None:
        self.plan.top, self.plan.left = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        self.viewport().update()
        self._ask()

    def _ask(self) -> None:
        in_view = self.plan.rows_in_view()
        if in_view:
            self.rows.want(in_view[0], in_view[-1])

    def show_cell(self, row: int, column: int) -> None:
        """Scroll as little as possible until a cell is in view."""
        self.verticalScrollBar().setValue(self.plan.top_to_show(row))
        self.horizontalScrollBar().setValue(self.plan.left_to_show(column))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bars follow the room."""
        super().resizeEvent(event)
        self._fit_bars()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls; with Ctrl it zooms, with Shift it goes sideways."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * (STEP if turned.y() > 0 else 1 / STEP))
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(turned.x()) > abs(turned.y()):
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - (turned.x() or turned.y()))
        else:
            self._wheel -= turned.y() * 3
            rows = int(self._wheel / 120)
            self._wheel -= rows * 120
            self.verticalScrollBar().setValue(self.plan.top + rows)
        event.accept()

    # --- choosing ---------------------------------------------------------------------------------------

    def choose(self, box: Box | None) -> None:
        """Choose a block; its first cell gets the keyboard."""
        if box is None:
            self._choose(None)
            return
        self._anchor = self.shown.current = box[:2]
        self._choose(box)

    def _choose(self, box: Box | None) -> None:
        self.shown.chosen = self.shown.whole(box) if box is not None else None
        self.viewport().update()
        self.chosen.emit(self.shown.chosen)

    def go(self, row: int, column: int, *, extend: bool = False) -> None:
        """Put the keyboard on a cell; `extend` chooses the block from where it was."""
        if not self.plan.rows or not self.plan.columns:
            return
        row, column = min(max(row, 1), self.plan.rows), min(max(column, 1), self.plan.columns)
        self.shown.current = (row, column)
        if not extend:
            self._anchor, self._whole = (row, column), ""
        self.show_cell(row, column)
        self._choose(self._from_anchor())
        self.moved.emit(row, column)

    def _from_anchor(self) -> Box:
        (row, column), (other_row, other_column) = self._anchor, self.shown.current
        rows = (1, self.plan.rows) if self._whole in ("columns", "all") else sorted((row, other_row))
        columns = (1, self.plan.columns) if self._whole in ("rows", "all") else sorted((column, other_column))
        return rows[0], columns[0], rows[1], columns[1]

    def choose_whole(self, what: str) -> None:
        """Choose the whole rows, columns, or the sheet (`rows`, `columns`, `all`) of what is chosen."""
        if self.plan.rows and self.plan.columns:
            self._whole = what
            self._choose(self._from_anchor())

    def choose_again(self) -> None:
        """Whole rows, columns or all stay whole when the sheet has grown."""
        if self._whole and self.shown.chosen is not None:
            self._choose(self._from_anchor())
