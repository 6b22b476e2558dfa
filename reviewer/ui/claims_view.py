"""The table of claims as it is moved through and opened, in the list and in My work."""

from collections.abc import Mapping

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QTableView

from reviewer.ui import keys
from reviewer.ui.claim_cells import CellDelegate
from reviewer.ui.claim_columns import COLUMNS, FOLDS, NAME_LEAST, PLACE, row_height
from reviewer.ui.claim_table import ClaimTable
from reviewer.ui.column_room import shared
from reviewer.ui.folding import folded
from reviewer.ui.look import Look

NAME = PLACE["name"]


class ClaimsView(QTableView):
    """The table itself: J and K move, Enter opens, Space peeks; letters work in Hangul mode too."""

    opened = Signal()
    opened_in_tab = Signal()
    peeked = Signal()
    opens_tabs = False
    """Whether Ctrl+Enter opens a claim in a tab here; elsewhere that key belongs to the place."""
    _least = NAME_LEAST
    _widths_of: Mapping[int, int] = {}
    folds = tuple(PLACE[name] for name in FOLDS)
    _look: Look
    _names: CellDelegate
    _folded: frozenset[int] = frozenset()

    def set_widths(self, look: Look, own: Mapping[int, int] | None = None) -> None:
        """The usual widths, but for columns of its `own`; no date and no amount is cut short."""
        self._look, self._least = look, look.px(NAME_LEAST)
        self._names = CellDelegate(look)  # what goes below the name is soft
        self.setItemDelegateForColumn(NAME, self._names)
        self.verticalHeader().setDefaultSectionSize(look.row_height)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        usual = {place: column.width for place, column in enumerate(COLUMNS[: self.model().columnCount()])}
        self._widths_of = {place: look.px(width) for place, width in (usual | dict(own or {})).items()}
        for place, width in self._widths_of.items():
            self.setColumnWidth(place, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names and services get the room that is left; where it is wanting, columns go below the name."""
        super().resizeEvent(event)
        self._fold()
        shown = [place for place in self._widths_of if not self.isColumnHidden(place)]
        widths, grows = [self._widths_of[place] for place in shown], [COLUMNS[place].grows for place in shown]
        room = shared(widths, grows, shown.index(NAME), self._least, self.viewport().width())
        for place, width in zip(shown, room, strict=True):
            self.setColumnWidth(place, width)

    def _fold(self) -> None:
        model = self.model()
        if not isinstance(model, ClaimTable) or not self._widths_of:
            return
        there = [place for place in self._widths_of if place in self._folded or not self.isColumnHidden(place)]
        order = [place for place in self.folds if place in there and not (place == 0 and model.has_boxes)]
        widths = [self._widths_of[place] if place in there else 0 for place in range(len(self._widths_of))]
        self.put_below(folded(widths, order, wide=NAME, least=self._least, room=self.viewport().width()))

    def put_below(self, gone: frozenset[int]) -> None:
        """What these columns say stands below the name, in rows that are high enough; the others are beside it."""
        model, row = self.model(), self.currentIndex().row()
        is_seen = row >= 0 and -self.rowHeight(row) < self.rowViewportPosition(row) < self.viewport().height()
        for place in self._folded ^ gone:
            self.setColumnHidden(place, place in gone)
        self._folded = gone
        self._stand_in_a_shown_column()
        if isinstance(model, ClaimTable):
            model.fold([place for place in reversed(self.folds) if place in gone])
        high = row_height(self._look, self.fontMetrics().lineSpacing(), has_two_lines=bool(gone))
        if high != self.verticalHeader().defaultSectionSize():
            self.verticalHeader().setDefaultSectionSize(high)
            if is_seen:
                self.scrollTo(self.currentIndex())

    def _stand_in_a_shown_column(self) -> None:
        """Of a cell that is hidden the table would follow no key and scroll to nothing; the row stays chosen."""
        current = self.currentIndex()
        shown = next((place for place in range(self.model().columnCount()) if not self.isColumnHidden(place)), -1)
        if current.isValid() and self.isColumnHidden(current.column()) and shown >= 0:
            self.setAutoScroll(False)
            here = self.model().index(current.row(), shown)
            self.selectionModel().setCurrentIndex(here, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.setAutoScroll(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the list; everything else is left to the table."""
        if keys.is_key(event, "open"):
            self.opened.emit()
        elif self.opens_tabs and keys.is_key(event, "open_in_tab"):
            self.opened_in_tab.emit()
        elif keys.is_key(event, "peek"):
            self.peeked.emit()
        elif keys.is_key(event, "down") and event.text():
            self._step(1)
        elif keys.is_key(event, "up") and event.text():
            self._step(-1)
        elif keys.typed(event):
            event.ignore()  # a letter belongs to the window, not to a search inside the table
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button opens a claim in a new tab."""
        row = self.indexAt(event.position().toPoint()).row()
        if event.button() == Qt.MouseButton.MiddleButton and row >= 0:
            self.selectRow(row)
            self.opened_in_tab.emit()
        else:
            super().mouseReleaseEvent(event)

    def _step(self, by: int) -> None:
        row = min(max(self.currentIndex().row() + by, 0), self.model().rowCount() - 1)
        self.selectRow(row)
