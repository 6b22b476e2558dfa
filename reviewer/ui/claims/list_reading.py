"""Reads the list: its first page, then every claim of it, then what it adds up to; an older answer is dropped."""

from array import array
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.ui.claim_columns import ranks_of
from reviewer.ui.claim_reading import first_lines, ids_in_order, sums_of
from reviewer.ui.claim_table import ClaimTable
from reviewer.ui.claims.list_look import ListLook
from reviewer.ui.claims.list_table import ListTable
from reviewer.ui.sitting import Sitting


class ListReading(QObject):
    """`asked` counts the questions; only the last one is answered."""

    shown = Signal(int)
    """Every claim of the list is known: how many."""
    summed = Signal(int, object, object)
    """How many claims, the won they claim and the won they were awarded."""
    failed = Signal(object)

    def __init__(self, sitting: Sitting, table: ListTable, model: ClaimTable) -> None:
        """Nothing is read yet."""
        super().__init__(table)
        self._sitting, self._table, self._model = sitting, table, model
        self.asked = 0
        self.is_complete = False

    def read(self, look: ListLook, wanted: Any, *, first: bool, keep_place: bool) -> None:
        """Show the claims that are wanted; with `first`, the first page before the rest is known.

        So the list stands there at once however it is sorted; without it the rows come once, which is quicker while
        somebody types.
        """
        self.asked += 1
        self.is_complete = False
        number, ranks = self.asked, ranks_of(look.sort, self._sitting.plan, self._sitting.names)

        def all_of_them() -> None:
            self._sitting.read(
                lambda conn: (
                    ids_in_order(conn, wanted, look.sort, look.descending, ranks)
                    if number == self.asked
                    else array("q")
                ),
                then=lambda ids: self._show(number, ids, keep_place=keep_place),
                otherwise=self.failed.emit,
                owner=self,
            )

        def show_first(lines: Sequence[Any]) -> None:
            self._show_first(number, lines)
            QTimer.singleShot(0, self, all_of_them)  # after the paint: 100,000 ids would hold it up

        if not first:
            all_of_them()
            return
        self._sitting.read(
            lambda conn: first_lines(conn, wanted, look.sort, look.descending, ranks),
            then=show_first,
            otherwise=self.failed.emit,
            owner=self,
        )

    def _show_first(self, number: int, lines: Sequence[Any]) -> None:
        if number == self.asked:
            self._table.verticalScrollBar().setValue(0)
            self._model.show_ids(array("q", [line.id for line in lines]), lines)

    def _show(self, number: int, ids: "array[int]", *, keep_place: bool) -> None:
        if number != self.asked:
            return
        if keep_place and ids == self._model.ids():
            self._model.forget_pages()
        else:
            self._show_ids(ids, keep_place=keep_place)
        self.is_complete = True
        self.shown.emit(len(ids))
        self._sum_up(number, ids)

    def _show_ids(self, ids: "array[int]", *, keep_place: bool) -> None:
        """Show these; whoever stood on a claim stands on it again, or on the one in its row."""
        row = self._table.currentIndex().row()
        before = self._model.ids()[row] if 0 <= row < self._model.rowCount() else -1
        self._table.verticalScrollBar().setValue(0)  # before a reset that may shrink (figures.md A.0)
        self._model.show_ids(ids)
        if ids and (keep_place or self._table.hasFocus()):
            stands = ids.index(before) if keep_place and before in ids else min(max(row, 0), len(ids) - 1)
            self._table.selectRow(stands)

    def _sum_up(self, number: int, ids: "array[int]") -> None:
        """Rows first, their sum later; nothing is summed up for a list that is not shown any more."""
        self._sitting.read(
            lambda conn: sums_of(conn, ids) if number == self.asked else (0, 0),
            then=lambda sums: self.summed.emit(len(ids), *sums) if number == self.asked else None,
            otherwise=self.failed.emit,
            owner=self,
        )
