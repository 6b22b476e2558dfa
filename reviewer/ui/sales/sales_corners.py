"""The corners of the grid of daily sales: they tell whether the place of a day in a paper is known."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from reviewer.ui.look import Look

PLACED, TYPED, UNREAD = "placed", "typed", "unread"
MARK = Qt.ItemDataRole.UserRole


class Corners(QStyledItemDelegate):
    """Draws in the corner of a day whether its place in a paper is known: a filled or an open triangle."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        ground, rect = index.data(Qt.ItemDataRole.BackgroundRole), QRectF(option.rect)
        if isinstance(ground, QBrush):
            painter.fillRect(rect.adjusted(0, 0, -1, -1), ground)  # the style sheet draws no ground of single cells
        super().paint(painter, option, index)
        mark = index.data(MARK)
        if not mark:
            return
        size = self._look.px(6)
        corner = QPolygonF([rect.topLeft(), rect.topLeft() + QPointF(size, 0), rect.topLeft() + QPointF(0, size)])
        colour = self._look.colour({PLACED: "accent", TYPED: "ink-soft", UNREAD: "bad"}[mark])
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(colour if mark != TYPED else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(corner.translated(1, 1))
        painter.restore()
