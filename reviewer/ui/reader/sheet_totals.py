"""Adds up the chosen cells for the line below the grid, however many: in the glovebox, in slices, with an end."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from reviewer.rules.cell_totals import Totals
from reviewer.ui.reader.sheet_layout import Box
from reviewer.ui.reader.sheet_rows import Ask, SheetRows

AT_ONCE = 4_000
"""So many cells are added up in the window's own thread, in a few milliseconds."""


class SelectionTotals(QObject):
    """What is here is added up at once; of more the glovebox adds up a slice at a time until somebody stops it."""

    added = Signal(object, int)
    """The totals so far, and how many percent of the rows are in them."""
    stopped = Signal()
    """The person did not want to wait; nothing is told of a part."""

    def __init__(self, rows: SheetRows, parent: QObject) -> None:
        """`rows` are those of the grid."""
        super().__init__(parent)
        self._rows = rows
        self._turn = 0
        self.is_adding = False

    def forget(self) -> None:
        """Other cells are chosen, or another sheet is shown: nobody waits for the sum."""
        self._turn += 1
        self.is_adding = False

    def stop(self) -> None:
        """Give up what is being added, because the person says so."""
        if self.is_adding:
            self.forget()
            self.stopped.emit()

    def add_up(self, ask: Ask, box: Box) -> None:
        """Add up a block of cells; `added` tells the end and, for large ones, how far it is."""
        self.forget()
        first, left, last, right = box
        if (last - first + 1) * (right - left + 1) <= AT_ONCE and self._rows.has_all(first, last):
            rows = (self._rows.row(row) or () for row in range(first, last + 1))
            self.added.emit(Totals().with_cells(cell for row in rows for cell in row[left - 1 : right]), 100)
        else:
            self.is_adding = True
            self._slice(ask, box, first, Totals(), self._turn)

    def _slice(self, ask: Ask, box: Box, at: int, totals: Totals, turn: int) -> None:
        first, left, last, right = box
        sheet = self._rows.sheet
        self.added.emit(totals, min((at - first) * 100 // (last - first + 1), 99))

        def work(document: Any) -> tuple[Totals, int]:
            found: tuple[Totals, int] = document.totals(sheet, (at, left, last, right))
            return found

        def then(found: tuple[Totals, int]) -> None:
            if turn != self._turn:
                return
            more, onward = found
            if onward:
                self._slice(ask, box, onward, totals + more, turn)
            else:
                self.is_adding = False
                self.added.emit(totals + more, 100)

        ask(work, then, lambda _: self.stop() if turn == self._turn else None)
