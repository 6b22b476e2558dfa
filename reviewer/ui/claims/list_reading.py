"""Reads the list: its first page, then every claim of it, then what it adds up to; an older answer is dropped."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.ui.claim_columns import ranks_of
from reviewer.ui.claim_lines import first_lines, sums_of
from reviewer.ui.claim_table import ClaimTable, Find
from reviewer.ui.claims.first_page import FirstPage, first_page
from reviewer.ui.claims.list_look import ListLook
from reviewer.ui.claims.list_table import ListTable
from reviewer.ui.found_words import found_in
from reviewer.ui.sitting import Sitting

Answer = TypeVar("Answer")
RESTING = 150
"""Milliseconds without a key after which all hits of a search are read, and summed up."""


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
        self._kept: Any = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._sum_up)

    def read(self, look: ListLook, wanted: Any, *, first: bool, keep_place: bool) -> None:
        """Show the claims that are wanted: the first page at once, the rest when it is known, sums once nobody types.

        With `first` nothing is known of the list yet, and its first lines are read before its order.
        """
        self.asked += 1
        self.is_complete = False
        self._rest.stop()
        if not (first or keep_place):
            self._sitting.give_way()
        ranks = ranks_of(look.sort, self._sitting.plan, self._sitting.names)
        asked = (wanted, look.sort, look.descending, ranks)
        if first and not look.words.strip():
            self._read_lines(self.asked, asked)
        else:
            self._read_page(self.asked, asked, keep_place=keep_place)

    def _ask(self, number: int, work: Callable[[Any], Answer], then: Callable[[Answer], None]) -> None:
        """Give `then` what `work(connection)` reads; a newer question ends it where it is."""

        def asked(conn: Any) -> Answer | None:
            from reviewer.casefile.engine import unless

            return unless(conn, lambda: number != self.asked, work)

        self._sitting.read(
            asked,
            then=lambda answer: then(answer) if answer is not None and number == self.asked else None,
            otherwise=self.failed.emit,
            owner=self,
        )

    def _read_lines(self, number: int, asked: tuple[Any, ...]) -> None:
        def show(lines: Sequence[Any]) -> None:
            self._table.verticalScrollBar().setValue(0)
            self._model.show_ids(array("q", [line.id for line in lines]), lines)
            QTimer.singleShot(0, self, lambda: self._read_whole(number, asked, None, keep_place=False))  # painted first

        self._ask(number, lambda conn: first_lines(conn, *asked), show)

    def _read_page(self, number: int, asked: tuple[Any, ...], *, keep_place: bool) -> None:
        listing, plan = self._listing, self._sitting.plan

        def show(page: FirstPage) -> None:
            find = Find(page.found, partial(self._found, page.query)) if page.query is not None else None
            if page.are_all:
                self._show(page.ids, keep_place=keep_place, find=find, lines=page.lines)
            elif keep_place:
                self._read_whole(number, asked, find, keep_place=True)
            else:
                self._show_ids(page.ids, keep_place=False, find=find, lines=page.lines)
                QTimer.singleShot(
                    RESTING, self, lambda: self._read_whole(number, asked, find, keep_place=False)
                )  # fmt: skip

        self._ask(number, lambda conn: first_page(conn, listing(), asked, plan), show)

    def _read_whole(self, number: int, asked: tuple[Any, ...], find: Find | None, *, keep_place: bool) -> None:
        listing = self._listing
        self._ask(
            number,
            lambda conn: listing().whole(conn, *asked),
            lambda ids: self._show_rest(ids, keep_place=keep_place, find=find),
        )

    def _show_rest(self, ids: "array[int]", *, keep_place: bool, find: Find | None) -> None:
        """Whoever has selected all of the first page meanwhile has selected all of the list."""
        are_all = not keep_place and self._table.are_all_selected()
        self._show(ids, keep_place=keep_place, find=find, selects_all=are_all)

    def _listing(self) -> Any:
        """The list as the reader lane keeps it between two keys."""
        if self._kept is None:
            from reviewer.casefile.listing import Listing

            self._kept = Listing()
        return self._kept

    def _found(self, query: Any, ids: Sequence[int]) -> Mapping[int, str]:
        """Where the rows of a page further down were found."""
        return found_in(self._sitting.on_screen, query, ids, self._sitting.plan)

    def _show(
        self, ids: "array[int]", *, keep_place: bool, find: Find | None, lines: Sequence[Any] = (),
        selects_all: bool = False,
    ) -> None:  # fmt: skip
        number = self.asked
        if keep_place and ids == self._model.ids():
            self._model.forget_pages()
        else:
            self._show_ids(ids, keep_place=keep_place, find=find, lines=lines)
        if selects_all:
            self._table.selectAll()
        self.is_complete = True
        self.shown.emit(len(ids))
        if number == self.asked:
            self._rest.start(RESTING if find is not None else 0)

    def _show_ids(
        self, ids: "array[int]", *, keep_place: bool, find: Find | None = None, lines: Sequence[Any] = ()
    ) -> None:
        """Show these; whoever stood on a claim stands on it again, or on the one in its row."""
        row = self._table.currentIndex().row()
        before = self._model.ids()[row] if 0 <= row < self._model.rowCount() else -1
        self._table.verticalScrollBar().setValue(0)  # before a reset that may shrink (figures.md A.0)
        self._model.show_ids(ids, lines, find)
        self._table.doItemsLayout()  # else it is laid out after the paint, and painted again
        if ids and (keep_place or self._table.hasFocus()):
            stands = ids.index(before) if keep_place and before in ids else min(max(row, 0), len(ids) - 1)
            self._table.selectRow(stands)

    def _sum_up(self) -> None:
        """Rows first, their sum later; nothing is summed up for a list that is not shown any more."""
        ids = self._model.ids()
        self._ask(self.asked, lambda conn: sums_of(conn, ids), lambda sums: self.summed.emit(len(ids), *sums))
