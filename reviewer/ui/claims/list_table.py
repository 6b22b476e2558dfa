"""The table of the place Claims: columns are shown, hidden, moved and made wider; a row below the heads narrows."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu

from reviewer.ui.claim_cells import CellDelegate, MarkDelegate
from reviewer.ui.claim_columns import COLUMNS, LEAST, PLACE, heads, shared_room
from reviewer.ui.claim_table import PROOF, STAGE, ClaimTable
from reviewer.ui.claims.condition_words import FieldWords
from reviewer.ui.claims.filter_row import FilterHeader
from reviewer.ui.claims.found_in import FoundDelegate
from reviewer.ui.claims.list_look import USUAL_COLUMNS
from reviewer.ui.claims_view import ClaimsView
from reviewer.ui.look import Look
from reviewer.ui.wording import tr


class ListTable(ClaimsView):
    """Rows are chosen whole, several at once."""

    sorts = Signal(str, bool)
    """A field to sort by, and whether downwards."""
    chooses = Signal()
    """The columns are to be chosen."""
    arranged = Signal()
    """A column was moved, hidden or made wider."""
    rearranged = Signal(object)
    """A column was moved or hidden: the columns as they were before."""

    def __init__(self, model: ClaimTable, look: Look, words_of: FieldWords) -> None:
        """The usual columns, by claim number."""
        super().__init__()
        self.setObjectName("claims_table")
        self.setAccessibleName(tr("Claims"))
        self._look = look
        self._widths: dict[str, int] = {}
        self._arranging = False
        self.nothing = ""
        """What is said where no row stands."""
        self._sorted, self._is_down = "claim", False
        self.head = FilterHeader(self, look, words_of)
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(look.row_height)
        self._set_up_head()
        self._marks = (MarkDelegate("proofs", look), MarkDelegate("stage", look))
        self._found, self._cells = FoundDelegate(look), CellDelegate(look)
        self.setItemDelegate(self._cells)
        self.setItemDelegateForColumn(PLACE["name"], self._found)
        self.setItemDelegateForColumn(PROOF, self._marks[0])
        self.setItemDelegateForColumn(STAGE, self._marks[1])
        self.show_columns(USUAL_COLUMNS)

    def _set_up_head(self) -> None:
        head = self.head
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSectionsMovable(True)
        head.setSortIndicatorShown(True)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setMinimumSectionSize(self._look.px(LEAST))
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._head_menu)
        head.sectionClicked.connect(self._clicked)
        head.sectionMoved.connect(self._moved)
        head.sectionResized.connect(self._resized)
        head.left.connect(self.setFocus)

    def kept(self) -> dict[str, str] | None:
        """Of the conditions below the heads those that cannot be read yet; the others are remembered with the list."""
        return self.head.unread() or None

    def give_back(self, kept: dict[str, str]) -> bool:
        """Go on with them."""
        return self.head.type_again(kept)

    # --- columns ----------------------------------------------------------------------------------------

    def show_columns(self, columns: Sequence[tuple[str, int]]) -> None:
        """Show these columns in this order; a width of 0 is the usual one, in pixels at 100 % text."""
        self._arranging = True
        self._widths = {name: width for name, width in columns if width}
        names = [name for name, _ in columns]
        self._folded = frozenset()
        for place, column in enumerate(COLUMNS):
            self.setColumnHidden(place, column.name not in names)
        for visual, name in enumerate(names):
            self.head.moveSection(self.head.visualIndex(PLACE[name]), visual)
        self._arranging = False
        self.show_row(self.head.is_row_shown)

    def show_row(self, shown: bool) -> None:
        """Show or hide the row of fields below the heads; each stands below its own, so none goes below the name."""
        self.head.is_row_shown = shown
        self._stretch()
        self.head.show_row(shown)

    def columns(self) -> tuple[tuple[str, int], ...]:
        """The columns shown, in their order, with the widths a person gave them."""
        return self._in_order([self.head.logicalIndex(visual) for visual in range(self.head.count())])

    def _in_order(self, places: Sequence[int]) -> tuple[tuple[str, int], ...]:
        shown = (place for place in places if place in self._folded or not self.isColumnHidden(place))
        return tuple((name, self._widths.get(name, 0)) for name in (COLUMNS[place].name for place in shown))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Long words take the room that is left; where it is wanting, columns go below the name."""
        super(ClaimsView, self).resizeEvent(event)
        self._stretch()

    def _stretch(self) -> None:
        among, self._arranging = self._arranging, True  # hiding a column may ask for it before all have their place
        columns, room = self.columns(), self.viewport().width()
        shared = shared_room(columns, self._look, room, folds=not self.head.is_row_shown)
        widths = {PLACE[name]: width for (name, _), width in zip(columns, shared, strict=True)}
        self.put_below(frozenset(place for place, width in widths.items() if not width))
        for place, width in widths.items():
            if width:
                self.setColumnWidth(place, width)
        self._arranging = among

    def _resized(self, place: int, _: int, width: int) -> None:
        if self._arranging or not width:
            return
        self._widths[COLUMNS[place].name] = round(width * 100 / self._look.percent)
        self._arranged()

    def _arranged(self) -> None:
        if not self._arranging:
            self.arranged.emit()

    def _moved(self, place: int, before: int, _: int) -> None:
        if self._arranging:
            return
        places = [one for one in map(self.head.logicalIndex, range(self.head.count())) if one != place]
        self.rearranged.emit(self._in_order([*places[:before], place, *places[before:]]))
        self.arranged.emit()

    # --- heads ------------------------------------------------------------------------------------------

    def _clicked(self, place: int) -> None:
        """Upwards first, amounts downwards first; the second time the other way."""
        column = COLUMNS[place]
        if self._sorted == column.field:
            self.sorts.emit(column.field, not self._is_down)
        else:
            self.sorts.emit(column.field, column.is_amount)

    def show_sort(self, field: str, descending: bool) -> None:
        """Put the mark of the sort on its head, and know what the next click there turns round."""
        self._sorted, self._is_down = field, descending
        place = next(place for place, column in enumerate(COLUMNS) if column.field == field)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.head.setSortIndicator(place, order)

    def _head_menu(self, at: QPoint) -> None:
        place = self.head.logicalIndexAt(at)
        if place >= 0:
            self.menu_of(COLUMNS[place].name).popup(self.head.mapToGlobal(at))

    def menu_of(self, name: str) -> QMenu:
        """What can be done with a column."""
        column, menu = COLUMNS[PLACE[name]], QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, down in ((tr("Sort upwards"), False), (tr("Sort downwards"), True)):
            menu.addAction(text).triggered.connect(lambda _=False, down=down: self.sorts.emit(column.field, down))
        menu.addSeparator()
        hide: QAction = menu.addAction(tr("Hide “{column}”", column=heads()[PLACE[name]]))
        hide.setEnabled(len(self.columns()) > 1)
        hide.triggered.connect(lambda: self._hide(name))
        menu.addAction(tr("Columns…")).triggered.connect(self.chooses)
        return menu

    def sort_menu(self) -> QMenu:
        """The columns shown, to sort by one of them by keyboard; the one sorted by turns round."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, _ in self.columns():
            place = PLACE[name]
            mark = ("  ↓" if self._is_down else "  ↑") if COLUMNS[place].field == self._sorted else ""
            action = menu.addAction(tr("Sort by {column}", column=heads()[place]) + mark)
            action.triggered.connect(lambda _=False, place=place: self._clicked(place))
        return menu

    def _hide(self, name: str) -> None:
        before = self.columns()
        self.show_columns([one for one in before if one[0] != name])
        self.rearranged.emit(before)
        self.arranged.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Where nothing fits, that stands in place of the rows; the heads and the filter row stay."""
        super().paintEvent(event)
        if self.nothing:
            painter = QPainter(self.viewport())
            painter.setPen(self._look.colour("ink-soft"))
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self.nothing)
            painter.end()

    # --- selection --------------------------------------------------------------------------------------

    def selected_rows(self) -> list[range]:
        """The selected rows as stretches, so that 100,000 of them cost nothing."""
        found = self.selectionModel().selection()
        rows = sorted({(one.top(), one.bottom()) for one in found.toList()})
        return [range(top, bottom + 1) for top, bottom in rows]

    def are_all_selected(self) -> bool:
        """Whether every row of several is selected."""
        return sum(map(len, self.selected_rows())) == self.model().rowCount() > 1
