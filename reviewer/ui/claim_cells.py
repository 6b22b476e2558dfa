"""Cells of a list of claims as they are painted: plain texts, the four proofs, the stage."""

import math

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPixmap, QStaticText
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewer.ui.claim_columns import AMOUNTS, EDGE
from reviewer.ui.claim_marks import draw_marks, marks_of
from reviewer.ui.look import Look

KEPT = 1_000
"""So many lines of text, some pages of them, are kept as they were laid out."""
WHOLE = 10_000
"""Pixels into which the longest name fits."""
_SELECTED = QStyle.StateFlag.State_Selected


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of a list of claims itself: a style sheet is asked anew for each of a page's 300 cells."""

    def __init__(self, look: Look) -> None:
        """One delegate for one table, whose font stays as it is."""
        super().__init__()
        self._look = look
        self._tones = {tone: look.colour(tone) for tone in ("ink", "ink-soft", "line", "accent-soft")}
        self._laid: dict[tuple[str, int, int], QStaticText] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground and text; amounts stand to the right."""
        self.ground(painter, option)
        if text := index.model().data(index):
            self.write(painter, option.rect.adjusted(EDGE, 0, -EDGE, -1), text, is_right=index.column() in AMOUNTS)

    def ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        """The ground of a chosen row, and the line below it."""
        room = option.rect
        if _SELECTED in option.state:
            painter.fillRect(room, self._tones["accent-soft"])
        painter.fillRect(room.adjusted(0, room.height() - 1, 0, 0), self._tones["line"])

    def write(self, painter: QPainter, room: QRect, text: str, tone: str = "ink", *, is_right: bool = False) -> None:
        """Write as much of a text as fits, in the middle of the row; what stands below its first line is soft."""
        lines = [self.laid(painter, line, room.width()) for line in text.split("\n")]
        top = room.top() + round((room.height() - sum(line.size().height() for line in lines)) / 2)
        for line in lines:
            size = line.size()
            left = room.right() + 1 - round(size.width()) if is_right else room.left()
            painter.setPen(self._tones[tone])
            painter.drawStaticText(left, top, line)
            top, tone = top + round(size.height()), "ink-soft"

    def width_of(self, painter: QPainter, text: str) -> int:
        """How many pixels its longest line takes."""
        return math.ceil(max(self.laid(painter, line, WHOLE).size().width() for line in text.split("\n")))

    def laid(self, painter: QPainter, text: str, room: int) -> QStaticText:
        """As much of a line as fits into so many pixels; Korean is dear to lay out, so it is kept."""
        asked = text, room, painter.font().pixelSize()
        found = self._laid.get(asked)
        if found is None:
            if len(self._laid) >= KEPT:
                self._laid.clear()
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
            found = self._laid[asked] = QStaticText(shown)
            found.setTextFormat(Qt.TextFormat.PlainText)
            found.prepare(font=painter.font())
        return found


class MarkDelegate(CellDelegate):
    """Paints the marks of a cell: `kind` is "proofs" (four letters) or "stage" (a stage and its word)."""

    def __init__(self, kind: str, look: Look) -> None:
        """The model gives the letters or the stage under UserRole."""
        super().__init__(look)
        self._kind = kind
        self._drawn: dict[tuple[str, float], QPixmap] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground and focus as everywhere, then the shapes."""
        self.ground(painter, option)
        code = index.model().data(index, 256)  # UserRole
        if not code:
            return
        shapes = self._shapes(str(code), painter.device().devicePixelRatioF())
        room = option.rect
        top = room.center().y() - int(shapes.deviceIndependentSize().height()) // 2
        painter.drawPixmap(room.left() + self._look.px(8) - 1, top, shapes)
        if self._kind == "stage":
            self.write(painter, room.adjusted(self._look.px(26), 0, -4, -1), index.model().data(index))

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
