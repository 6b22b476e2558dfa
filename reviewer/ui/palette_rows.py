"""The lines of the palette as a list: what it is, of which kind, and its keys or why it cannot be done now."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewer.ui.look import Look
from reviewer.ui.palette_entries import Entry
from reviewer.ui.tips import plain_tip
from reviewer.ui.wording import tr

Index = QModelIndex | QPersistentModelIndex


class Entries(QAbstractListModel):
    """The entries shown; a screen reader hears all of a line."""

    def __init__(self, parent: QObject) -> None:
        """Empty until `show`."""
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these."""
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row an entry."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text; the whole line for a tip and a screen reader."""
        if not index.isValid():
            return None
        one = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return plain_tip(said(one)) if role == Qt.ItemDataRole.ToolTipRole else said(one)
        return None


def said(one: Entry) -> str:
    """A whole line in words."""
    last = tr("not now: {why}", why=one.why_not) if one.why_not else one.keys
    return ", ".join(filter(None, (one.text, one.kind, last)))


class EntryDelegate(QStyledItemDelegate):
    """Paints the text at the left, its kind or reason softly after it, the keys at the right."""

    def __init__(self, look: Look) -> None:
        """Colours and sizes are those of the look."""
        super().__init__()
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as a row of a table."""
        return QSize(0, self._look.px(32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground and selection as everywhere, then the three texts."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        cell.text = ""
        style = cell.widget.style() if cell.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)
        one: Entry = index.model().entries[index.row()]  # type: ignore[attr-defined]
        room = cell.rect.adjusted(self._look.px(12), 0, -self._look.px(12), 0)
        painter.save()
        room = self._at_right(painter, cell, room, one.keys if not one.why_not else "")
        ink = "ink-soft" if one.why_not else "ink"
        room = self._at_left(painter, cell, room, one.text, ink)
        self._at_left(painter, cell, room, one.why_not or one.kind, "ink-soft")
        painter.restore()

    def _at_right(self, painter: QPainter, cell: QStyleOptionViewItem, room: QRect, text: str) -> QRect:
        painter.setPen(self._look.colour("ink-soft"))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        wide = cell.fontMetrics.horizontalAdvance(text)
        return room.adjusted(0, 0, -(wide + self._look.px(16)) if text else 0, 0)

    def _at_left(self, painter: QPainter, cell: QStyleOptionViewItem, room: QRect, text: str, ink: str) -> QRect:
        painter.setPen(self._look.colour(ink))
        shown = cell.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room.width(), 0))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        return room.adjusted(cell.fontMetrics.horizontalAdvance(shown) + self._look.px(12), 0, 0, 0)
