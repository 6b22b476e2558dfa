"""The table of claims as it is moved through and opened, in the list and in My work."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QTableView

from reviewer.ui import keys
from reviewer.ui.claim_columns import COLUMNS, NAME_LEAST, PLACE
from reviewer.ui.column_room import shared
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

    def set_widths(self, look: Look, own: Mapping[int, int] | None = None) -> None:
        """The usual widths, but for columns of its `own`; no date and no amount is cut short."""
        self._least = look.px(NAME_LEAST)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        usual = {place: column.width for place, column in enumerate(COLUMNS[: self.model().columnCount()])}
        self._widths_of = {place: look.px(width) for place, width in (usual | dict(own or {})).items()}
        for place, width in self._widths_of.items():
            self.setColumnWidth(place, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names and services get the room that is left."""
        super().resizeEvent(event)
        shown = [place for place in self._widths_of if not self.isColumnHidden(place)]
        widths, grows = [self._widths_of[place] for place in shown], [COLUMNS[place].grows for place in shown]
        room = shared(widths, grows, shown.index(NAME), self._least, self.viewport().width())
        for place, width in zip(shown, room, strict=True):
            self.setColumnWidth(place, width)

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
