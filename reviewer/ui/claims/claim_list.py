"""The claims of the case: search, chips, the table with its filter row, its sum, and the peek pane."""

from array import array
from collections.abc import Callable, Iterator

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.actions import Action, nothing, press
from reviewer.ui.claim_columns import COLUMNS
from reviewer.ui.claim_lines import fetch_lines
from reviewer.ui.claim_table import ClaimTable
from reviewer.ui.claims.claim_peek import ClaimPeek
from reviewer.ui.claims.condition_words import FieldWords
from reviewer.ui.claims.list_changes import ColumnsBefore, LookBefore
from reviewer.ui.claims.list_head import ListHead
from reviewer.ui.claims.list_look import ListLook, read_look
from reviewer.ui.claims.list_memory import ListMemory
from reviewer.ui.claims.list_or_nothing import ListOrNothing
from reviewer.ui.claims.list_reading import ListReading
from reviewer.ui.claims.list_sum import ListSum
from reviewer.ui.claims.list_table import ListTable
from reviewer.ui.claims.list_tools import ListTools
from reviewer.ui.list_place import ListPlace
from reviewer.ui.parts import banner
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.search_access import SearchAccess, Seen
from reviewer.ui.sitting import LOOKS, Sitting
from reviewer.ui.wording import tr


class ClaimList(QWidget):
    """The place Claims (look.md)."""

    open_claim = Signal(str)
    open_in_tab = Signal(str)
    take_in = Signal()
    confirm = Signal()
    as_of = Signal()
    assign = Signal(list)
    """The claims that are selected; none for all that wait for reviewers."""

    def __init__(self, sitting: Sitting) -> None:
        """Comes back as this person left it; shows the first page at once and the rest when they are known."""
        super().__init__()
        self.setObjectName("claim_list")
        self._sitting = sitting
        self._sort, self._descending = "claim", False
        self._once_whole: Callable[[], None] | None = None  # asked for before the answer to the last key came
        self._is_back = False  # what is shown is worth keeping only once the last look came back
        self.model = ClaimTable(
            lambda ids: fetch_lines(sitting.on_screen, ids), sitting.plan, self, sitting.name_of, columns=len(COLUMNS)
        )
        words_of = FieldWords(sitting)
        self.head, self.tools = ListHead(sitting), ListTools(sitting, words_of)
        self.search, self.filters, self.totals = self.head.search, self.tools.filters, self.tools.totals
        self.views, self.to_confirm = self.tools.views, self.head.to_confirm
        self.table = ListTable(self.model, sitting.look, words_of)
        self.reading = ListReading(sitting, self.table, self.model)
        self.accesses = SearchAccess(sitting, self._in_sight, self, self.reading.failed.emit)
        self.reading.shown.connect(lambda count: self.accesses.found(sitting.listed[0], count))
        self.sum = ListSum(sitting, self.totals, self.model, self.reading)
        self.place = ListPlace(sitting, self.table, self.model, lambda: self.reading.is_complete)
        self.peek = ClaimPeek(sitting)
        self.memory = ListMemory(sitting, self)
        self.problem = banner("", "bad")
        self.problem.hide()
        self._lay_out()
        self._connect()
        self.memory.read(self._come_back)
        self.views.read()

    def _in_sight(self) -> Seen | None:
        """What the list shows, once it is whole; None while nobody sees it."""
        is_seen = self.isVisible() and self.reading.is_complete
        return (self._sitting.listed[0], self.model.ids()) if is_seen else None

    def _connect(self) -> None:
        for told in (self.search.words_changed, self.search.settled):
            told.connect(lambda _: self._narrowed())
        self.search.returnPressed.connect(self._entered)
        self.filters.changed.connect(self._narrowed)
        self.filters.removed.connect(self.remove_filter)
        self.filters.changing.connect(lambda what: self.tools.undo.add(LookBefore(what, self.look())))
        self.table.head.changed.connect(self._narrowed)
        self.table.sorts.connect(self.sort_by)
        self.table.chooses.connect(self.choose_columns)
        self.table.arranged.connect(self._keep)
        self.table.rearranged.connect(self._rearranged)
        self.table.doubleClicked.connect(lambda _: self._open())
        self.table.opened.connect(self._open)
        self.table.opens_tabs = True
        self.table.opened_in_tab.connect(self._open_in_tab)
        self.table.peeked.connect(self.toggle_peek)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._selected())
        self.table.verticalScrollBar().valueChanged.connect(lambda _: self._keep())
        for signal, do in (
            (self.head.peeks, self.toggle_peek), (self.head.as_of, self.as_of.emit),
            (self.head.confirm, self.confirm.emit), (self.head.assign, self._assign),
            (self.head.take_in, self.take_in.emit), (self.tools.row_toggled, self._show_row),
            (self.tools.columns_wanted, self.choose_columns), (self.tools.export_wanted, self.export),
            (self.tools.undo_wanted, self.undo),
        ):  # fmt: skip
            signal.connect(do)
        self.views.look_now = self.look
        self.views.chosen.connect(lambda look, name: self.show_look(look, "view", name))
        self.views.done.connect(self.tools.undo.add)
        self.views.named.connect(self._keep)
        self.views.failed.connect(self._failed)
        self.reading.shown.connect(self._shown)
        self.reading.shown.connect(lambda _: self.head.ask_once())
        self.reading.failed.connect(self._failed)
        self._sitting.recorded.connect(self._recorded)

    def _lay_out(self) -> None:
        self.nothing = ListOrNothing(self.table, self.search)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.nothing, 1)
        body.addWidget(self.peek)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.tools)
        layout.addWidget(self.problem)
        layout.addLayout(body, 1)
        self.peek.hide()

    def _recorded(self, act: str, claims: list[str]) -> None:
        if act not in LOOKS and act != "export":
            self.refresh(keep_place=True)
        if act in ("take_in", "confirm_link", "receive_papers"):
            self.head.ask_waiting()

    # --- how it is looked at ----------------------------------------------------------------------------

    def look(self) -> ListLook:
        """How the list is looked at now."""
        return ListLook(
            self.search.words(), self.filters.route.codes(), self.filters.stage.codes(), self.filters.mine.isChecked(),
            self.table.head.conditions(), self._sort, self._descending, self.table.columns(),
        )  # fmt: skip

    def show_look(self, look: ListLook, change: str = "", view: str | None = None) -> None:
        """Look at the list so, as a `view` does; where `change` says what this was, it can be taken back."""
        if change:
            self.tools.undo.add(LookBefore(change, self.look(), self.views.name))
        self.search.say_silently(look.words)
        self.filters.choose(look.routes, look.stages, look.mine)
        self.table.head.set_conditions(look.conditions)
        self._sort, self._descending = look.sort, look.descending
        self.table.show_columns(look.columns)
        self.table.show_sort(look.sort, look.descending)
        if view is not None:
            self.views.look_changed(look, view)
        if self._is_back:
            self._narrowed()

    def _come_back(self, content: str) -> None:
        """Look at the list as this person did last."""
        look, more = read_look(content) if content else (ListLook(), {})
        self.show_look(look)
        self.tools.filter_row.setChecked(bool(more.get("row")))
        self.peek.setVisible(bool(more.get("peek")))
        self.views.look_changed(look, str(more.get("view", "")))
        self.place.leave({name: str(more[name]) for name in ("claim", "top") if name in more})
        self._is_back = True
        self.filters.show_conditions(look.conditions)
        self.refresh(first=True)

    def _keep(self) -> None:
        """Remember how the list is looked at."""
        if not self._is_back or not self.reading.is_complete:
            return
        look = self.look()
        self.views.look_changed(look)
        more = {"row": self.table.head.is_row_shown, "peek": not self.peek.isHidden(), "view": self.views.name}
        self.memory.keep(look.content(**more, **self.place.now()))

    def _narrowed(self) -> None:
        self._once_whole = None
        self.filters.show_conditions(self.table.head.conditions())
        self.refresh()

    def remove_filter(self, field: str) -> None:
        """Take away what the filter row says of a field."""
        before = self.look()
        left = {name: text for name, text in before.conditions.items() if name != field}
        self.tools.undo.add(LookBefore("filter", before))
        self.table.head.set_conditions(left)
        self._narrowed()
        self.take_keys()

    def _clear(self) -> None:
        look = self.look()
        self.show_look(ListLook(sort=look.sort, descending=look.descending, columns=look.columns), "filters")

    def undo(self) -> None:
        """Bring back the filters, columns or view that were taken away last."""
        change = self.tools.undo.take_last()
        if isinstance(change, LookBefore):
            self.show_look(change.look, view=change.view)
        elif isinstance(change, ColumnsBefore):
            self._show_columns(change.columns)
        elif change is not None:
            self.views.bring_back(change)

    def _show_row(self, shown: bool) -> None:
        self.table.show_row(shown)
        if shown and self._is_back:
            self.nothing.show_table()
            self.table.head.focus_field(self.table.columns()[0][0])
        self._keep()

    def choose_columns(self) -> None:
        """Choose and move columns."""
        from reviewer.ui.claims.column_choice import ColumnChoice

        before = self.table.columns()
        dialog = ColumnChoice(self._sitting.look, before, self)
        dialog.chosen.connect(self._show_columns)
        dialog.accepted.connect(lambda: self._rearranged(before))
        dialog.open()

    def _rearranged(self, before: tuple[tuple[str, int], ...]) -> None:
        if self.table.columns() != before:
            self.tools.undo.add(ColumnsBefore(before))

    def _show_columns(self, columns: tuple[tuple[str, int], ...]) -> None:
        self.table.show_columns(columns)
        self._keep()

    def export(self) -> None:
        """Write the list to a file, exactly as it is shown; while only its first page is known, once all of it is."""
        if not self.reading.is_complete:
            self._once_whole = self.export
            return
        from reviewer.ui.claims.list_export import ListExport

        ids = self.model.ids()
        selected = array("q", [ids[row] for rows in self.table.selected_rows() for row in rows])
        names = [name for name, _ in self.table.columns()]
        ListExport(self._sitting, ids, selected, names, self._sitting.listed[0], self).open()

    # --- reading ----------------------------------------------------------------------------------------

    def refresh(self, *, first: bool = False, keep_place: bool = False) -> None:
        """Ask for the claims the field and the chips let through; with `first`, the first page before the rest."""
        look = self.look()
        composing, composed = self.search.is_composing(), self.table.head.composed
        wanted = look.filter_for(self._sitting.person, composing=composing, composed=composed)
        searched = f"“{look.words}”" if look.words.strip() else ""
        self._sitting.listed = (wanted, " · ".join(filter(None, (searched, self.filters.in_words()))))
        self.reading.read(look, wanted, first=first, keep_place=keep_place)

    def _shown(self, count: int) -> None:
        """Every claim of the list is known."""
        self.problem.hide()
        self.place.come_back()
        filtered = self.look().narrows
        if not count and filtered:
            self.nothing.here.say(self._nothing_fits(), tr("Show all claims"), self._clear)
        elif not count:
            self.nothing.here.say_no_claims(self.take_in.emit, why_not(self._sitting, "take_in"))
        if count or self.table.head.is_row_shown:
            self.nothing.show_table()
        else:
            self.nothing.show_nothing()
        self.table.nothing = "" if count else self.nothing.here.text.text()
        if self.isVisible():  # behind the desk nobody moved in it
            self._keep()
        asked, self._once_whole = self._once_whole, None
        if asked is not None:
            asked()

    def _nothing_fits(self) -> str:
        """Nothing was found; the words may stand in a paper that is still to be read."""
        queue, said = self._sitting.queue, tr("No claim fits this search.")
        if self.look().words.strip() and queue.done < queue.total:
            done, total = f"{queue.done:,}", f"{queue.total:,}"
            read = tr("Words in papers are found once those are read: {done} of {total}.", done=done, total=total)
            return f"{said}\n{read}"
        return said

    def _failed(self, fault: BaseException) -> None:
        self._once_whole = None
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(fault))
        self.problem.show()

    # --- acting -----------------------------------------------------------------------------------------

    def sort_by(self, field: str, descending: bool) -> None:
        """Sort by a field of the case file."""
        self._sort, self._descending = field, descending
        self.table.show_sort(field, descending)
        self._sitting.give_way()
        self.refresh(first=True)

    def _selected(self) -> None:
        current: QModelIndex = self.table.currentIndex()
        if not self.peek.isHidden():
            row = current.row()
            chosen = (self.model.line_at(row), self.model.found_in(row)) if current.isValid() else (None,)
            self.peek.show_line(*chosen)
        self.sum.select(self.table.selected_rows())
        self._keep()

    def toggle_peek(self) -> None:
        """Show or hide the peek pane."""
        self.peek.setVisible(self.peek.isHidden())
        self._selected()

    def _open(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.open_claim.emit(self.model.claim_at(index.row()))

    def _open_in_tab(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.open_in_tab.emit(self.model.claim_at(index.row()))

    def _assign(self) -> None:
        rows = [row for stretch in self.table.selected_rows() for row in stretch]
        if len(rows) > 1 and not self.reading.is_complete:
            self._once_whole = self._assign
            return
        self.assign.emit([self.model.claim_at(row) for row in rows] if len(rows) > 1 else [])

    def _entered(self) -> None:
        """Enter in the search field opens the only claim found, or goes to the list of several; never an older one."""
        if not self.reading.is_complete:
            self._once_whole = self._entered
            return
        count = self.model.rowCount()
        if count:
            self.table.setFocus()
            if not self.table.currentIndex().isValid():
                self.table.selectRow(0)
        if count == 1:
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the key map says of this place."""
        if not press(event, self.offers()):
            super().keyPressEvent(event)

    def take_keys(self) -> None:
        """The keys go to the list, or to the way on where nothing is listed."""
        self.nothing.take_keys()

    def offers(self) -> Iterator[Action]:
        """What can be done here."""
        yield Action("search", self._to_search)
        yield Action("open", self._open, self._unchosen)
        yield Action("open_in_tab", self._open_in_tab, self._unchosen)
        yield Action("peek", self.toggle_peek, self._unchosen)
        yield Action("back", self.take_keys)
        yield Action("filter_row", self._to_filter_row)
        yield Action("sort_list", self._offer_sorts)
        yield Action("columns", self.choose_columns)
        yield Action("saved_views", self.views.open_menu)
        yield Action("export_list", self.export)
        if self.tools.undo.changes:
            yield Action("undo", self.undo, text=self.tools.undo.accessibleName())
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

    def _to_filter_row(self) -> None:
        """Show the filter row and go into it; from inside it, hide it."""
        if self.table.head.is_row_shown and self.table.head.has_focus():
            self.tools.filter_row.setChecked(False)
            self.table.setFocus()
            return
        self.tools.filter_row.setChecked(True)
        self.table.head.focus_field(self.table.columns()[0][0])

    def _offer_sorts(self) -> None:
        self.table.sort_menu().popup(self.table.mapToGlobal(self.table.viewport().pos()))
