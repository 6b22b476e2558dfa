"""Cells of a list of claims as they are painted: plain texts, the four proofs, the stage."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewer.ui.claim_columns import AMOUNTS
from reviewer.ui.claim_marks import draw_marks, marks_of
from reviewer.ui.look import Look

_TEXT = QStyleOptionViewItem.ViewItemFeature.HasDisplay
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CellDelegate(QStyledItemDelegate):
    """Asks the model of a list of claims once for each cell, where the usual way asks for seven roles in turn."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Every cell is a text; amounts stand to the right."""
        option.features = _TEXT
        option.text = index.model().data(index)
        if index.column() in AMOUNTS:
            option.displayAlignment = _RIGHT

    def ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QStyleOptionViewItem:
        """Paint ground and focus as everywhere; the cell, whose text is still to be painted."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text, cell.text = cell.text, ""
        style = cell.widget.style() if cell.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)
        cell.text = text
        return cell


class MarkDelegate(CellDelegate):
    """Paints the marks of a cell: `kind` is "proofs" (four letters) or "stage" (a stage and its word)."""

    def __init__(self, kind: str, look: Look) -> None:
        """The model gives the letters or the stage under UserRole."""
        super().__init__()
        self._kind, self._look = kind, look
        self._drawn: dict[tuple[str, float], QPixmap] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground and focus as everywhere, then the shapes."""
        cell = self.ground(painter, option, index)
        code = index.model().data(index, 256)  # UserRole
        if not code:
            return
        shapes = self._shapes(str(code), painter.device().devicePixelRatioF())
        top = cell.rect.center().y() - int(shapes.deviceIndependentSize().height()) // 2
        painter.drawPixmap(cell.rect.left() + self._look.px(8) - 1, top, shapes)
        if self._kind == "stage":
            room = cell.rect.adjusted(self._look.px(26), 0, -4, -1)
            painter.setPen(self._look.colour("ink"))
            shown = cell.fontMetrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)

    def _shapes(self, code: str, ratio: float) -> QPixmap:
        """The shapes of these letters or of this stage, drawn once."""
        found = self._drawn.get((code, ratio))
        if found is None:
            marks, side = marks_of(code, is_stage=self._kind == "stage"), self._look.px(10) + 3
            found = QPixmap(round(self._look.px(17) * len(marks) * ratio), round(side * ratio))
            found.setDevicePixelRatio(ratio)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            draw_marks(painter, self._look, marks, 1, side / 2)
            painter.end()
            self._drawn[code, ratio] = found
        return found
