"""The sheets of a paper: cells with what is hidden, merged and frozen, formulas beside values, sums of what is chosen.

Values are shown as they were saved. No formula, macro or link is ever run.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.rules.cell_totals import Totals
from reviewer.rules.places import Place
from reviewer.ui import keys
from reviewer.ui.look import Look
from reviewer.ui.parts import line
from reviewer.ui.reader.selection import Mark, Selection
from reviewer.ui.reader.sheet_chosen import chosen_cells, copied, whole_selection
from reviewer.ui.reader.sheet_clipping import clip_cells
from reviewer.ui.reader.sheet_find import SheetFind
from reviewer.ui.reader.sheet_foot import SheetFoot
from reviewer.ui.reader.sheet_grid import SheetGrid
from reviewer.ui.reader.sheet_head import head_row
from reviewer.ui.reader.sheet_layout import Box
from reviewer.ui.reader.sheet_line import SheetLine
from reviewer.ui.reader.sheet_rows import PAGE, Ask, SheetRows
from reviewer.ui.reader.sheet_scroll import STEP
from reviewer.ui.reader.sheet_shapes import SheetShapes
from reviewer.ui.reader.sheet_shown import Shown, name_of
from reviewer.ui.reader.sheet_totals import SelectionTotals
from reviewer.ui.reader.sheet_watch import SheetWatch
from reviewer.ui.wording import tr


class SheetView(QWidget):
    """One paper's sheets at a time; what a person chose (sheet, zoom, widths) goes out and in as a plain record."""

    selected = Signal(object)
    mark_pressed = Signal(str)
    seen = Signal(int)
    """Rows of this sheet (from 1) were legible on screen."""
    failed = Signal(object)
    view_changed = Signal()

    def __init__(self, look: Look) -> None:
        """Empty until `show_paper`."""
        super().__init__()
        self.setObjectName("sheet_view")
        self._look = look
        self._ask: Ask | None = None
        self._document, self.sheet = "", 0
        self._is_slow = False
        self._sheets: Sequence[Any] = ()
        self._marks: tuple[Mark, ...] = ()
        self._view: dict[str, Any] = {}
        self._jump: Place | None = None
        self.rows = SheetRows(self)
        self.grid = SheetGrid(look, self.rows)
        self.totals = SelectionTotals(self.rows, self)
        self.finder = SheetFind(look)
        self.line, self.foot = SheetLine(look), SheetFoot(look)
        self.shapes = SheetShapes(self.grid, self.foot)
        self.shapes.failed.connect(self.failed)
        self.watch = SheetWatch(self.grid)
        self._build()
        self._connect()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.line, self.finder, line(), self.grid, line(), self.foot):
            layout.addWidget(part, int(part is self.grid))

    def _connect(self) -> None:
        self.rows.failed.connect(self.failed)
        self.rows.arrived.connect(self._rows_arrived)
        self.grid.chosen.connect(self._chosen)
        self.grid.moved.connect(self._say_cell)
        self.grid.pressed.connect(self.mark_pressed)
        self.grid.widths_changed.connect(self._keep_widths)
        self.grid.zoomed.connect(lambda _: self.view_changed.emit())
        self.totals.added.connect(self._say_totals)
        self.totals.stopped.connect(lambda: self.foot.say(tr("Adding up was stopped.")))
        self.line.formulas_wanted.connect(self._show_formulas)
        self.foot.cancelled.connect(self.totals.stop)
        self.foot.sheet_chosen.connect(self.show_sheet)
        self.foot.hidden_wanted.connect(self.go_to_hidden)
        self.finder.went.connect(self._go_to_hit)
        self.finder.found.connect(lambda _: self._show_hits())
        self.finder.left.connect(self.grid.setFocus)
        self.watch.legible.connect(lambda: self.seen.emit(self.sheet) if self.sheet else None)
        self.watch.slow.connect(self._say_slow)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes on to what is shown; with a focus proxy, Tab would pass over what stands before it."""
        self.grid.setFocus(event.reason())

    # --- opening ----------------------------------------------------------------------------------------

    def show_paper(self, document: str, sheets: Sequence[Any], ask: Ask, view: dict[str, Any] | None = None) -> None:
        """Show a paper's sheets (`name`, `rows`, `cols`, `hidden`); `ask` reaches its glovebox."""
        self.close_paper()
        self._document, self._sheets, self._ask, self._view = document, sheets, ask, dict(view or {})
        self.grid.zoom = float(self._view.get("zoom", 1.0))
        self.foot.show_sheets([(sheet.name, sheet.hidden) for sheet in sheets])
        first = int(self._view.get("sheet", 0)) or self._first_with_cells()
        self.finder.look_in(ask, [(sheet.name, sheet.rows) for sheet in sheets], first)
        if sheets:
            self.show_sheet(min(first, len(sheets)))

    def _first_with_cells(self) -> int:
        shown = (n for n, sheet in enumerate(self._sheets, 1) if sheet.rows and not sheet.hidden)
        return next(shown, 1)

    def close_paper(self) -> None:
        """Forget the paper that was shown."""
        self._document, self._sheets, self._ask, self.sheet = "", (), None, 0
        self._marks = ()
        self.shapes.forget()
        self.totals.forget()
        self.rows.forget()
        self.watch.stop()
        self.foot.show_sheets([])
        if not self.finder.isHidden():
            self.finder.close_find()
        self.finder.look_in(None, [], 1)
        self.grid.show_sheet(0, 0, {}, Shown())
        self.line.clear()

    def show_sheet(self, sheet: int) -> None:
        """Show a sheet (from 1)."""
        if self._ask is None or not 1 <= sheet <= len(self._sheets) or sheet == self.sheet:
            return
        info, ask = self._sheets[sheet - 1], self._ask
        self.sheet = sheet
        self.foot.show_sheet(sheet)
        self.totals.forget()
        self.finder.start_with(sheet)
        self.rows.show_sheet(ask, sheet, info.rows, with_formulas=True)
        own = self._view.get("widths", {}).get(str(sheet), {})
        shown = Shown(shows_formulas=self.line.formulas.isChecked())
        self.grid.show_sheet(info.rows, info.cols, {int(column): int(width) for column, width in own.items()}, shown)
        self.shapes.show(ask, sheet)
        self._show_marks()
        self._show_hits()
        self.selected.emit(None)
        self._say_cell(1, 1)
        self._say_size(info)
        self.watch.start()
        self.view_changed.emit()

    def _say_size(self, info: Any) -> None:
        self.foot.say_growing(None if info.whole else info.rows)
        if info.whole and not (info.rows and info.cols):
            self.foot.say(tr("This sheet is empty."))

    def take_sheets(self, sheets: Sequence[Any]) -> None:
        """More of large sheets was read: they grow under what is looked at."""
        before, self._sheets = self._sheets, sheets
        if not self.sheet or len(before) != len(sheets) or before == sheets or self._ask is None:
            return
        self.finder.grow([(sheet.name, sheet.rows) for sheet in sheets])
        info, was = sheets[self.sheet - 1], before[self.sheet - 1]
        if info == was:
            return
        self._say_size(info)
        self.rows.grow(info.rows)
        self.grid.grow(info.rows, info.cols)
        self.shapes.grow(self._ask, self.sheet, info.whole)
        if info.whole:
            self.grid.choose_again()
        if self._jump is not None and self._jump.box[2] <= info.rows:
            self.jump_to(self._jump)

    def _say_slow(self, first: int, last: int) -> None:
        """Rows far down a large sheet take a while at first: say which are on their way."""
        self.foot.say(tr("Reading rows {first} to {last}…", first=f"{first:,}", last=f"{last:,}"))
        self._is_slow = True

    def _rows_arrived(self, first: int, last: int) -> None:
        if self._is_slow:
            self._is_slow = False
            self.watch.start_waiting()
            self.foot.say("")
            self._chosen(self.grid.shown.chosen)
        if first == 1:
            self.grid.fit_columns(first, last)
            if not self.shapes.pins_head and (head := head_row(self.rows.row)):
                self.grid.pin((head, head), 0)
            self.shapes.pins_head = True
        box = self.grid.shown.chosen
        if box is not None and box[0] <= last and box[2] >= first and box[2] - box[0] < PAGE:
            self._chosen(box)
        self._say_cell(*self.grid.shown.current)
        self.watch.start()

    # --- what is chosen ---------------------------------------------------------------------------------

    def selection(self) -> Selection | None:
        """The block that is chosen, with its place and its cells as far as they are here."""
        box = self.grid.shown.chosen
        if box is None or not self._document:
            return None
        return chosen_cells(self._document, self.rows, box, self.grid.plan.columns)

    def whole_selection(self, then: Callable[[Selection | None], None]) -> None:
        """Give the selection with every one of its cells, read first where they are not here; None where too many."""
        chosen, document = self.selection(), self._document
        if chosen is None or self._ask is None:
            then(None)
            return

        def take(whole: Selection | None) -> None:
            if document == self._document:
                then(whole)

        size = (self.grid.plan.rows, self.grid.plan.columns)
        whole_selection(chosen, size, self._ask, take, self.failed.emit)

    def _chosen(self, box: Box | None) -> None:
        if box is not None and self._ask is not None:
            self.totals.add_up(self._ask, box)
            self.line.where.setText(name_of(box))
        self.selected.emit(self.selection())

    def _say_cell(self, at: int, column: int) -> None:
        if not self.sheet:
            return
        box = self.grid.shown.chosen
        cell = name_of((at, column, at, column))
        value, formula = self.rows.text(at, column), self.rows.formula(at, column)
        said = self.line.say(name_of(box) if box is not None else cell, cell, value, formula)
        self.grid.say_cell(cell, said)

    def _say_totals(self, totals: Totals, percent: int) -> None:
        if (box := self.grid.shown.chosen) is not None:
            info = self._sheets[self.sheet - 1]
            cells = (box[2] - box[0] + 1) * (box[3] - box[1] + 1)
            self.foot.say_totals(totals, percent, cells, is_part=not info.whole and box[2] >= info.rows)

    def go_to_hidden(self) -> None:
        """Go to the next row or column that the file hides."""
        if (spot := self.shapes.next_hidden(self.sheet)) is not None:
            self.grid.go(*spot)

    # --- jumping and marking ----------------------------------------------------------------------------

    def jump_to(self, place: Place) -> None:
        """Show a place on a sheet, choose it, and let it flash; nothing where it is not on one of these sheets."""
        if place.document != self._document or not 1 <= place.sheet <= len(self._sheets) or not place.is_whole:
            return
        self.show_sheet(place.sheet)
        info = self._sheets[place.sheet - 1]
        self._jump = None if info.whole or place.box[2] <= info.rows else place  # it comes into view once it is read
        if self._jump is None:
            self._go_to(_box(place))

    def _go_to(self, box: Box) -> None:
        self.grid.show_cell(box[2], box[3])
        self.grid.show_cell(box[0], box[1])
        self.grid.choose(box)
        self._say_cell(box[0], box[1])
        self.grid.flash(box)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks as the ground of their cells; those of other papers are left out."""
        self._marks = tuple(mark for mark in marks if mark.place.document == self._document and mark.place.is_whole)
        self._show_marks()

    def _show_marks(self) -> None:
        self.grid.shown.marks = tuple(mark for mark in self._marks if mark.place.sheet == self.sheet)
        self.grid.viewport().update()

    def clipping(self, place: Place, then: Callable[[QImage], None]) -> None:
        """A small picture of a place with its letters and row numbers."""
        if self._ask is None or place.document != self._document:
            return
        shape = self.shapes.known.get(place.sheet)
        box, font = _box(place), self.grid.font()
        count = min(box[2] - box[0] + 1, 12)
        self._ask(
            lambda document: document.cells(place.sheet, box[0], count),
            lambda found: then(clip_cells(found, box, self._look, font, shape)),
            self.failed.emit,
        )

    # --- finding ----------------------------------------------------------------------------------------

    def open_find(self) -> None:
        """Show the field for words to find."""
        self.finder.open()

    def _go_to_hit(self, sheet: int, box: Box) -> None:
        self.show_sheet(sheet)
        self._go_to(box)

    def _show_hits(self) -> None:
        self.grid.shown.hits = tuple(box for sheet, box in self.finder.hits if sheet == self.sheet)
        self.grid.viewport().update()

    # --- looking ----------------------------------------------------------------------------------------

    def view(self) -> dict[str, Any]:
        """How the sheets are looked at now: sheet, zoom, and the widths a person chose."""
        return {"widths": {}} | self._view | {"sheet": self.sheet, "zoom": round(self.grid.zoom, 3)}

    def _keep_widths(self) -> None:
        own = {str(column): width for column, width in self.grid.widths.own.items()}
        self._view["widths"] = self._view.get("widths", {}) | {str(self.sheet): own}
        self.view_changed.emit()

    def zoom(self, by: int) -> None:
        """One step nearer or further."""
        self.grid.set_zoom(self.grid.zoom * STEP**by)

    def _show_formulas(self, wanted: bool) -> None:
        self.grid.shown.shows_formulas = wanted
        self.grid.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, find, zoom, and the sheet before and after; what is no key of sheets goes on to the desk."""
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif keys.is_key(event, "search"):
            self.open_find()
        elif ctrl and event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.show_sheet(self.sheet + (1 if event.key() == Qt.Key.Key_PageDown else -1))
        elif keys.is_key(event, "fit_page"):
            self.grid.set_zoom(1.0)
        elif event.key() == Qt.Key.Key_Escape and self.totals.is_adding:
            self.totals.stop()
        elif event.key() == Qt.Key.Key_F3 and self.finder.hits:
            self.finder.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Put the chosen cells on the clipboard, tab between cells; what a spreadsheet would run stays text."""
        chosen = self.selection()
        if chosen is not None:
            self.foot.say(copied(chosen))


def _box(place: Place) -> Box:
    first, left, last, right = place.box
    return max(first, 1), max(left, 1), max(last, 1), max(right, 1)
