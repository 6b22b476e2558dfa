"""What the file merges, hides, freezes and makes wide in its sheets: asked of the glovebox and shown in the grid."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from reviewer.ui.reader.sheet_foot import SheetFoot, next_hidden
from reviewer.ui.reader.sheet_grid import SheetGrid
from reviewer.ui.reader.sheet_rows import Ask

EVERY = 20
"""So often a sheet grows before its shape is asked for anew."""


class SheetShapes(QObject):
    """The shapes of one paper's sheets, by their number from 1."""

    failed = Signal(object)

    def __init__(self, grid: SheetGrid, foot: SheetFoot) -> None:
        """Nothing is known before `show`."""
        super().__init__(grid)
        self._grid, self._foot = grid, foot
        self.forget()

    def forget(self) -> None:
        """Another paper; answers on their way are dropped."""
        self.known: dict[int, Any] = {}
        self._shown, self._grown = 0, 0
        self.pins_head = False
        """Whether the file froze panes, or a head was looked for."""
        self._paper = object()

    def show(self, ask: Ask, sheet: int) -> None:
        """Show the shape of a sheet as soon as it is known."""
        self._shown, self.pins_head = sheet, False
        if sheet in self.known:
            self._take(sheet, self.known[sheet])
        else:
            self._ask(ask, sheet)

    def grow(self, ask: Ask, sheet: int, is_whole: bool) -> None:
        """More of the sheet was read, and with it perhaps of its shape."""
        self._grown += 1
        if is_whole or self._grown % EVERY == 0:
            self._ask(ask, sheet)

    def _ask(self, ask: Ask, sheet: int) -> None:
        paper = self._paper
        ask(
            lambda opened: opened.sheet_shape(sheet),
            lambda shape: self._take(sheet, shape) if paper is self._paper else None,
            self.failed.emit,
        )

    def _take(self, sheet: int, shape: Any) -> None:
        self.known[sheet] = shape
        if sheet != self._shown:
            return
        self._grid.shown.set_shape(shape.merged, shape.hidden_rows, shape.hidden_columns)
        self._grid.take_widths(shape.column_widths)
        if shape.frozen_rows or shape.frozen_columns:
            self.pins_head = True
            self._grid.pin((1, shape.frozen_rows) if shape.frozen_rows else (0, 0), shape.frozen_columns)
        self._foot.say_hidden(shape, self._grid.plan.rows, self._grid.plan.columns)

    def next_hidden(self, sheet: int) -> tuple[int, int] | None:
        """The cell to go to for the next row or column that the file hides; None where it hides none."""
        shape, plan = self.known.get(sheet), self._grid.plan
        return next_hidden(shape, self._grid.shown.current, plan.rows, plan.columns) if shape is not None else None
