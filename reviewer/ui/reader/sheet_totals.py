"""Adds up the chosen cells for the line below the grid, however many: in pieces, given up when others are chosen."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from reviewer.rules.cell_totals import Totals
from reviewer.ui.reader.sheet_layout import Box
from reviewer.ui.reader.sheet_rows import Ask, SheetRows

PIECE = 2_000
"""Rows the glovebox is asked for at once."""


class SelectionTotals(QObject):
    """What is here is added up at once; what is not is asked for piece by piece."""

    added = Signal(object, int)
    """The totals so far, and how many percent of the rows are in them."""

    def __init__(self, rows: SheetRows, parent: QObject) -> None:
        """`rows` are those of the grid."""
        super().__init__(parent)
        self._rows = rows
        self._turn = 0

    def stop(self) -> None:
        """Give up what is being added."""
        self._turn += 1

    def add_up(self, ask: Ask, box: Box) -> None:
        """Add up a block of cells; `added` tells the end and, for large ones, what is known on the way."""
        self.stop()
        first, left, last, right = box
        if last - first < 4 * PIECE and self._rows.has_all(first, last):
            cells = (self._rows.row(row) or () for row in range(first, last + 1))
            self.added.emit(_with_rows(Totals(), cells, left, right), 100)
        else:
            self._piece(ask, box, first, Totals(), self._turn)

    def _piece(self, ask: Ask, box: Box, at: int, totals: Totals, turn: int) -> None:
        first, left, last, right = box
        count, sheet = min(PIECE, last - at + 1), self._rows.sheet
        self.added.emit(totals, (at - first) * 100 // (last - first + 1))

        def work(document: Any) -> Totals:
            return _with_rows(totals, document.cells(sheet, at, count), left, right)

        def then(found: Totals) -> None:
            if turn != self._turn:
                return
            if at + count > last:
                self.added.emit(found, 100)
            else:
                self._piece(ask, box, at + count, found, turn)

        ask(work, then, lambda _: None)


def _with_rows(totals: Totals, rows: Any, left: int, right: int) -> Totals:
    """The totals with the cells between two columns of these rows."""
    for row in rows:
        cells: Sequence[str] = row[left - 1 : right]
        totals = totals.with_cells(cells)
    return totals
