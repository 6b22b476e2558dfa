"""Draws the grid of a sheet: cells, letters and row numbers, what is hidden, marked, chosen. Text is never run."""

import re

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen

from reviewer.ui.look import Look
from reviewer.ui.reader.sheet_layout import Box, Pane, SheetLayout
from reviewer.ui.reader.sheet_rows import SheetRows
from reviewer.ui.reader.sheet_shown import Shown, letters, touches
from reviewer.ui.wording import tr

PADDING = 6
LONGEST = 400
"""Characters of a cell that are drawn; the whole of it stands in the line above the grid."""
_NUMBER = re.compile(r"[-(△▲₩\\]?\s?[\d,]*\.?\d+\s?[)%원]?")
_CENTRE = Qt.AlignmentFlag.AlignCenter
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def is_number(text: str) -> bool:
    """Whether a cell is drawn at the right, as numbers are."""
    return _NUMBER.fullmatch(text) is not None


class SheetPainter:
    """One painting of the grid; made anew each time."""

    def __init__(self, painter: QPainter, look: Look, font: QFont, layout: SheetLayout) -> None:
        """`font` is that of the cells at the zoom in force."""
        self._painter, self._look, self._layout = painter, look, layout
        self._font = font
        painter.setFont(font)
        self._metrics = painter.fontMetrics()

    def paint(self, rows: SheetRows, shown: Shown) -> None:
        """Draw everything: the moving part first, what is pinned over it, then letters and numbers."""
        self._painter.fillRect(QRect(0, 0, self._layout.width, self._layout.height), self._colour("ground"))
        panes = list(self._layout.panes())
        for pane in panes:
            self._pane(pane, rows, shown)
        self._pin_edges(panes)
        for place, pane in enumerate(panes):
            if place < 2:
                self._row_numbers(pane, shown)
        for pane in (panes[0], panes[-1]):
            self._letters(pane, shown)
        corner = QRect(0, 0, self._layout.side_width, self._layout.head_height)
        self._painter.fillRect(corner, self._colour("raised"))
        self._lines(corner)

    def _colour(self, name: str) -> QColor:
        return self._look.colour(name)

    # --- cells ------------------------------------------------------------------------------------------

    def _pane(self, pane: Pane, rows: SheetRows, shown: Shown) -> None:
        if not pane.rows or not pane.columns:
            return
        painter = self._painter
        painter.save()
        painter.setClipRect(pane.clip)
        ends = self._layout.rect((pane.rows[0], pane.columns[0], pane.rows[-1], pane.columns[-1]), pane)
        painter.fillRect(ends.intersected(pane.clip), self._colour("surface"))
        merged = shown.merges_in(pane.rows, pane.columns)
        covered = {
            (row, column)
            for first, left, last, right in merged
            for row in range(max(first, pane.rows.start), min(last + 1, pane.rows.stop))
            for column in range(max(left, pane.columns.start), min(right + 1, pane.columns.stop))
        }
        boxes = [(row, column, row, column) for row in pane.rows for column in pane.columns
                 if (row, column) not in covered] + merged  # fmt: skip
        for box in boxes:
            self._ground(box, pane, shown)
        for box in boxes:
            self._content(box, pane, rows, shown)
        self._over_cells(pane, shown)
        painter.restore()

    def _ground(self, box: Box, pane: Pane, shown: Shown) -> None:
        rect, (row, column) = self._layout.rect(box, pane), box[:2]
        mark = shown.mark_at(row, column)
        if box[:2] != box[2:]:
            self._painter.fillRect(rect, self._colour("surface"))
        if shown.is_hidden_row(row) or shown.is_hidden_column(column):
            self._painter.fillRect(rect, self._colour("raised"))
            self._painter.fillRect(rect, QBrush(self._colour("line"), Qt.BrushStyle.BDiagPattern))
        if mark is not None:
            self._painter.fillRect(rect, self._colour(f"{mark.tone}-soft"))
        if shown.chosen is not None and _inside(box, shown.chosen) and (row, column) != shown.current:
            self._painter.fillRect(rect, self._colour("accent-soft"))
        self._lines(rect)
        if mark is not None:
            self._painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), self._colour(mark.tone))

    def _content(self, box: Box, pane: Pane, rows: SheetRows, shown: Shown) -> None:
        rect, (row, column) = self._layout.rect(box, pane), box[:2]
        if rows.row(row) is None:
            bar = rect.adjusted(PADDING, rect.height() // 2 - 3, -rect.width() // 3, 3 - rect.height() // 2)
            self._painter.fillRect(bar, self._colour("line"))
            return
        formula = rows.formula(row, column) if shown.shows_formulas else ""
        text = (formula or rows.text(row, column))[:LONGEST].replace("\n", " ⏎ ").replace("\t", " ")
        if not text and rows.formula(row, column):
            text = "ƒ"  # a formula that was saved without its value; the line above the grid says it
        if not text:
            return
        soft = shown.is_hidden_row(row) or shown.is_hidden_column(column)
        room = rect.adjusted(PADDING, 0, -PADDING, 0)
        right = not formula and is_number(text)
        if not right and box[:2] == box[2:]:
            more = self._empty_beside(box, pane, rows, shown, text, room.width())
            room.setRight(room.right() + more)
            self._run_over(box, pane, shown, min(self._metrics.horizontalAdvance(text) + room.left(), room.right()))
        self._painter.setPen(self._colour("accent" if formula else "ink-soft" if soft else "ink"))
        fitted = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room.width(), 0))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self._painter.drawText(room, side | _MIDDLE | Qt.TextFlag.TextSingleLine, fitted)

    def _empty_beside(
        self, box: Box, pane: Pane, rows: SheetRows, shown: Shown, text: str, room: int
    ) -> int:  # fmt: skip
        """How far a long text may run over the empty cells at its right, as in every spreadsheet."""
        row, column, needed, more = box[0], box[1], self._metrics.horizontalAdvance(text), 0
        while needed > room + more and column + 1 in pane.columns and not rows.text(row, column + 1):
            column += 1
            if shown.merge_at(row, column) != (row, column, row, column):
                break
            more += self._layout.column_width(column)
        return more

    def _run_over(self, box: Box, pane: Pane, shown: Shown, end: int) -> None:
        """No line of the grid goes through a text that runs over cells up to `end`; a coloured cell keeps its edge."""
        row, column = box[:2]
        while (rect := self._layout.rect((row, column, row, column), pane)).right() < end:
            if shown.mark_at(row, column) is None and (shown.chosen is None or not _inside(box, shown.chosen)):
                self._painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height() - 1), self._colour("surface"))
            column += 1

    def _lines(self, rect: QRect) -> None:
        self._painter.setPen(self._colour("line"))
        self._painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())
        self._painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())

    def _over_cells(self, pane: Pane, shown: Shown) -> None:
        for hit in shown.hits:
            if touches(hit, pane.rows, pane.columns):
                self._frame(self._layout.rect(hit, pane), "wait", 2)
        if shown.chosen is not None and touches(shown.chosen, pane.rows, pane.columns):
            self._frame(self._layout.rect(shown.chosen, pane), "accent", 2)
        current = shown.merge_at(*shown.current)
        if touches(current, pane.rows, pane.columns):
            self._frame(self._layout.rect(current, pane), "accent", 2)
        if shown.flash is not None and touches(shown.flash, pane.rows, pane.columns):
            self._frame(self._layout.rect(shown.flash, pane), "bad", 4)

    def _frame(self, rect: QRect, tone: str, width: int) -> None:
        pen = QPen(self._colour(tone), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        self._painter.setPen(pen)
        half = width / 2
        self._painter.drawRect(QRectF(rect).adjusted(half - 1, half - 1, -half, -half))

    # --- around the cells -------------------------------------------------------------------------------

    def _pin_edges(self, panes: list[Pane]) -> None:
        self._painter.setPen(QPen(self._colour("line-strong"), 2))
        layout = self._layout
        if high := layout.pinned_height:
            self._painter.drawLine(0, layout.head_height + high, layout.width, layout.head_height + high)
        if wide := layout.pinned_width:
            self._painter.drawLine(layout.side_width + wide, 0, layout.side_width + wide, layout.height)

    def _row_numbers(self, pane: Pane, shown: Shown) -> None:
        self._painter.save()
        self._painter.setClipRect(QRect(0, pane.clip.top(), self._layout.side_width, pane.clip.height()))
        for row in pane.rows:
            y = (row - 1) * self._layout.row_height + pane.dy
            rect = QRect(0, y, self._layout.side_width, self._layout.row_height)
            chosen = shown.chosen is not None and shown.chosen[0] <= row <= shown.chosen[2]
            self._head(rect, f"{row}", chosen, shown.is_hidden_row(row))
        self._painter.restore()

    def _letters(self, pane: Pane, shown: Shown) -> None:
        self._painter.save()
        self._painter.setClipRect(QRect(pane.clip.left(), 0, pane.clip.width(), self._layout.head_height))
        for column in pane.columns:
            left = self._layout.column_left(column) + pane.dx
            rect = QRect(left, 0, self._layout.column_width(column), self._layout.head_height)
            chosen = shown.chosen is not None and shown.chosen[1] <= column <= shown.chosen[3]
            self._head(rect, letters(column), chosen, shown.is_hidden_column(column))
        self._painter.restore()

    def _head(self, rect: QRect, text: str, chosen: bool, hidden: bool) -> None:
        self._painter.fillRect(rect, self._colour("wait-soft" if hidden else "accent-soft" if chosen else "raised"))
        self._painter.setPen(self._colour("wait" if hidden else "accent" if chosen else "ink-soft"))
        said = f"{text} {tr('hidden')}" if hidden else text
        if self._metrics.horizontalAdvance(said) > rect.width() - 4:
            said = f"{text} ◌" if hidden else text
        self._painter.drawText(rect, _CENTRE, said)
        self._lines(rect)


def _inside(box: Box, whole: Box) -> bool:
    return whole[0] <= box[0] and whole[1] <= box[1] and box[2] <= whole[2] and box[3] <= whole[3]
