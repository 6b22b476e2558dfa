"""The claims of the case: search, chips, the table, its sum, and the peek pane."""

from array import array
from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reviewer.rules.problem import Problem
from reviewer.ui import keys
from reviewer.ui.actions import Action, nothing, press
from reviewer.ui.claim_marks import MarkDelegate
from reviewer.ui.claim_reading import claim_filter, claimed_sum, fetch_lines, first_lines, ids_in_order
from reviewer.ui.claim_table import LOSS, PROOF, SORTS, STAGE, ClaimTable
from reviewer.ui.claims.claim_filters import ClaimFilters
from reviewer.ui.claims.claim_peek import ClaimPeek
from reviewer.ui.claims_view import ClaimsView
from reviewer.ui.parts import banner, button, label, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.search_edit import SearchEdit
from reviewer.ui.sitting import Sitting
from reviewer.ui.waiting_window import count_in_words, read_waiting
from reviewer.ui.wording import tr, tr_many, won


class ClaimList(QWidget):
    """The place Claims (look.md)."""

    open_claim = Signal(str)
    take_in = Signal()
    confirm = Signal()
    as_of = Signal()
    assign = Signal(list)
    """The claims that are selected; none for all that wait for reviewers."""

    def __init__(self, sitting: Sitting) -> None:
        """Shows the first 200 claims at once and the rest when they are known."""
        super().__init__()
        self.setObjectName("claim_list")
        self._sitting = sitting
        self._asked = 0
        self._sort, self._descending = "claim", False
        self.search = SearchEdit()
        self.search.setObjectName("claim_search")
        self.search.setAccessibleName(tr("Search claims"))
        self.search.setPlaceholderText(tr("Search: name, number, address, initial consonants"))
        self.filters = ClaimFilters(sitting.plan, sitting.person)
        self.totals = label("", tone="soft")
        self.totals.setObjectName("claim_totals")
        self.model = ClaimTable(lambda ids: fetch_lines(sitting.on_screen, ids), sitting.plan, self, sitting.name_of)
        self.table = self._make_table()
        self.peek = ClaimPeek(sitting)
        self.problem = banner("", "bad")
        self.problem.hide()
        self._lay_out()
        self.search.words_changed.connect(lambda _: self.refresh())
        self.search.returnPressed.connect(self._entered)
        self.filters.changed.connect(self.refresh)
        sitting.recorded.connect(self._recorded)
        self.refresh(first=True)
        self._ask_waiting()

    def _make_table(self) -> ClaimsView:
        table = ClaimsView()
        table.setObjectName("claims_table")
        table.setAccessibleName(tr("Claims"))
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(self._sitting.look.row_height)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        head.sectionClicked.connect(self._sort_by)
        table.set_widths(self._sitting.look)
        self._marks = (MarkDelegate("proofs", self._sitting.look), MarkDelegate("stage", self._sitting.look))
        table.setItemDelegateForColumn(PROOF, self._marks[0])
        table.setItemDelegateForColumn(STAGE, self._marks[1])
        table.doubleClicked.connect(lambda _: self._open())
        table.opened.connect(self._open)
        table.peeked.connect(self.toggle_peek)
        table.selectionModel().selectionChanged.connect(lambda *_: self._selected())
        return table

    def _lay_out(self) -> None:
        head = row(margins=(16, 12, 16, 8))
        head.addWidget(self.search, 1)
        peek = button("peek_toggle", tr("Peek"), self.toggle_peek, look=self._sitting.look, picture="peek")
        peek.setToolTip(tr("Show the selected claim beside the list ({keys})", keys=keys.shown("peek")))
        head.addWidget(peek)
        past = button("as_of", tr("As of…"), self.as_of.emit)
        past.setToolTip(tr("Read the case as it stood at a past moment ({keys})", keys=keys.shown("as_of")))
        head.addWidget(past)
        self.to_confirm = button("to_confirm", "", self.confirm.emit)
        self.to_confirm.hide()
        head.addWidget(self.to_confirm)
        if self._sitting.person and self._sitting.case_file.is_writing:
            look = self._sitting.look
            if not why_not(self._sitting, "assign_claims"):
                found = button("assign_many_open", tr("Assign…"), self._assign)
                found.setToolTip(tr("Draw reviewers for the selected claims, or for all that wait ({keys})",
                                    keys=keys.shown("assign_many")))  # fmt: skip
                head.addWidget(found)
            if not why_not(self._sitting, "take_in"):
                head.addWidget(button("take_in", tr("Take in…"), self.take_in.emit, look=look, picture="intake"))
        second = row(margins=(16, 0, 16, 8))
        second.addWidget(self.filters)
        second.addStretch()
        second.addWidget(self.totals)
        self.nothing = QStackedWidget()
        self.nothing.addWidget(self.table)
        self.nothing.addWidget(self._nothing_found())
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.nothing, 1)
        body.addWidget(self.peek)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(second)
        layout.addWidget(self.problem)
        layout.addLayout(body, 1)
        self.peek.hide()

    def _nothing_found(self) -> QWidget:
        found = QWidget()
        layout = QVBoxLayout(found)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing_text = label("", size=15, tone="soft")
        layout.addWidget(self.nothing_text, 0, Qt.AlignmentFlag.AlignCenter)
        self.clear = button("clear_filters", tr("Show all claims"), self._clear)
        layout.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignCenter)
        return found

    def _recorded(self, act: str, claims: list[str]) -> None:
        if act not in ("open_claim", "read_paper", "unmask"):
            self.refresh(keep_place=True)
        if act in ("take_in", "confirm_link", "receive_papers"):
            self._ask_waiting()

    def _ask_waiting(self) -> None:
        """Look whether rows or papers of deliveries wait for an answer."""

        def show(found: tuple[list[Any], list[Any]]) -> None:
            count = len(found[0]) + len(found[1])
            self.to_confirm.setText(count_in_words(count))
            self.to_confirm.setAccessibleName(self.to_confirm.text())
            self.to_confirm.setVisible(bool(count) and bool(self._sitting.person))

        self._sitting.read(read_waiting, then=show, otherwise=self._failed, owner=self)

    # --- reading ----------------------------------------------------------------------------------------

    def refresh(self, *, first: bool = False, keep_place: bool = False) -> None:
        """Ask for the claims the field and the chips let through; an older answer is dropped by its number."""
        self._asked += 1
        number = self._asked
        wanted = claim_filter(
            self.search.words(),
            self.filters.route.codes(),
            self.filters.stage.codes(),
            self._sitting.person if self.filters.mine.isChecked() else "",
            composing=self.search.is_composing(),
        )
        sort, descending = self._sort, self._descending
        searched = f"“{self.search.words()}”" if self.search.words().strip() else ""
        self._sitting.listed = (wanted, " · ".join(filter(None, (searched, self.filters.in_words()))))

        def all_of_them() -> None:
            self._sitting.read(
                lambda conn: ids_in_order(conn, wanted, sort, descending) if number == self._asked else array("q"),
                then=lambda ids: self._show(number, ids, keep_place=keep_place),
                otherwise=self._failed,
                owner=self,
            )

        def show_first(lines: Sequence[Any]) -> None:
            self._show_first(number, lines)
            QTimer.singleShot(0, self, all_of_them)  # after the paint: 100,000 ids would hold it up

        if not first:
            all_of_them()
            return
        self._sitting.read(
            lambda conn: first_lines(conn, wanted, sort, descending),
            then=show_first,
            otherwise=self._failed,
            owner=self,
        )

    def _show_first(self, number: int, lines: Sequence[Any]) -> None:
        if number == self._asked:
            self.model.show_ids(array("q", [line.id for line in lines]), lines)

    def _show(self, number: int, ids: "array[int]", *, keep_place: bool) -> None:
        if number != self._asked:
            return
        count = len(ids)
        self.problem.hide()
        if keep_place and ids == self.model.ids():
            self.model.forget_pages()
        else:
            place = self.table.currentIndex().row()
            self.table.verticalScrollBar().setValue(0)  # before a reset that may shrink (figures.md A.0)
            self.model.show_ids(ids)
            if count and (keep_place or self.table.hasFocus()):
                self.table.selectRow(min(max(place, 0), count - 1))
        self._sum_up(number, ids)
        self.nothing.setCurrentIndex(0 if count else 1)
        if not count:
            filtered = bool(self.search.words()) or not self.filters.is_empty()
            self.clear.setVisible(filtered)
            self.nothing_text.setText(
                tr("No claim fits this search.") if filtered else tr("No claims yet. Take a delivery in to begin.")
            )

    def _sum_up(self, number: int, ids: "array[int]") -> None:
        """Rows first, their sum later; nothing is summed up for a list that is not shown any more."""

        def say(claimed: int) -> None:
            if number == self._asked:
                self.totals.setText(f"{tr_many('{n} claim', '{n} claims', len(ids))} · {won(claimed)}")

        self._sitting.read(
            lambda conn: claimed_sum(conn, ids) if number == self._asked else 0,
            then=say,
            otherwise=self._failed,
            owner=self,
        )

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(fault))
        self.problem.show()

    # --- acting -----------------------------------------------------------------------------------------

    def _sort_by(self, column: int) -> None:
        if column not in SORTS:
            return
        self._descending = not self._descending if self._sort == SORTS[column] else column == LOSS
        self._sort = SORTS[column]
        order = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(column, order)
        self.refresh()

    def _selected(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        current: QModelIndex = self.table.currentIndex()
        if self.peek.isVisible():
            self.peek.show_line(self.model.line_at(current.row()) if current.isValid() else None)
        if len(rows) > 1:
            total = sum(self.model.line_at(one.row()).claimed_loss or 0 for one in rows[:500])
            self.totals.setText(f"{tr_many('{n} selected', '{n} selected', len(rows))} · {won(total)}")

    def toggle_peek(self) -> None:
        """Show or hide the peek pane."""
        self.peek.setVisible(not self.peek.isVisible())
        self._selected()

    def _open(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.open_claim.emit(self.model.claim_at(index.row()))

    def _assign(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        self.assign.emit([self.model.claim_at(one.row()) for one in rows] if len(rows) > 1 else [])

    def _entered(self) -> None:
        """Enter in the search field opens the only claim found, or goes to the list of several."""
        count = self.model.rowCount()
        if count:
            self.table.setFocus()
            if not self.table.currentIndex().isValid():
                self.table.selectRow(0)
        if count == 1:
            self._open()

    def _clear(self) -> None:
        self.search.clear()
        self.filters.clear()

    def neighbour(self, claim: str, by: int) -> str:
        """The claim `by` places further in this list; empty at its end."""
        row = self.model.row_of(claim, max(self.table.currentIndex().row(), 0)) + by
        if not 0 <= row < self.model.rowCount():
            return ""
        self.table.selectRow(row)
        return self.model.claim_at(row)

    def place_of(self, claim: str) -> tuple[int, int]:
        """Which claim of how many this is in the list; (0, n) when it is not in it."""
        row = self.model.row_of(claim, max(self.table.currentIndex().row(), 0))
        return row + 1, self.model.rowCount()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """`/` goes to the search field, Esc back to the table, A assigns."""
        if not press(event, self.offers()):
            super().keyPressEvent(event)

    def offers(self) -> Iterator[Action]:
        """What can be done here."""
        yield Action("search", self._to_search)
        yield Action("open", self._open, self._unchosen)
        yield Action("peek", self.toggle_peek, self._unchosen)
        yield Action("back", self.table.setFocus)
        yield Action("take_in", self.take_in.emit, lambda: why_not(self._sitting, "take_in"))
        yield Action("to_confirm", self.confirm.emit, self._nothing_to_confirm)
        why = why_not(self._sitting, "assign_claims")
        yield Action("assign_many", self._assign if not why else nothing, lambda: why)

    def _unchosen(self) -> str:
        return "" if self.table.currentIndex().isValid() else tr("Select a claim first.")

    def _nothing_to_confirm(self) -> str:
        return "" if not self.to_confirm.isHidden() else tr("No row and no paper waits for an answer.")

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()
