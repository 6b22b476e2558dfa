"""A small picture of a few cells, with their letters and row numbers, as proof of a figure."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter

from reviewer.ui.look import Look
from reviewer.ui.reader.sheet_layout import Box, SheetLayout
from reviewer.ui.reader.sheet_painting import PADDING, SheetPainter
from reviewer.ui.reader.sheet_rows import SheetRows
from reviewer.ui.reader.sheet_shown import Shown

MOST_COLUMNS = 8


class _Held(SheetRows):
    """A few rows in hand, without a glovebox."""

    def __init__(self, first: int, cells: Sequence[Sequence[str]]) -> None:
        QObject.__init__(self)
        self._first, self._cells = first, cells

    def row(self, row: int) -> tuple[str, ...] | None:
        place = row - self._first
        return tuple(self._cells[place]) if 0 <= place < len(self._cells) else ()

    def formula(self, row: int, column: int) -> str:
        return ""


def clip_cells(cells: Sequence[Sequence[str]], box: Box, look: Look, font: QFont, shape: Any = None) -> QImage:
    """Draw a block of cells; of a large one its first rows and columns."""
    font = QFont(font)
    font.setPixelSize(look.px(13))
    metrics = QFontMetrics(font)
    right = min(box[3], box[1] + MOST_COLUMNS - 1)
    plan = SheetLayout(rows=box[0] + len(cells) - 1, row_height=look.px(26), head_height=look.px(22))
    plan.side_width = metrics.horizontalAdvance(f"{plan.rows}") + 3 * PADDING
    texts = [[row[n] if n < len(row) else "" for row in cells] for n in range(right)]
    widths = [max([look.px(64), *(metrics.horizontalAdvance(text[:40]) + 2 * PADDING + 2 for text in column)])
              for column in texts]  # fmt: skip
    plan.set_widths(widths)
    plan.top, plan.left = box[0] - 1, plan.column_left(box[1])
    plan.width = plan.side_width + plan.column_left(right) + widths[-1] - plan.left
    plan.height = plan.head_height + len(cells) * plan.row_height
    image = QImage(plan.width, plan.height, QImage.Format.Format_RGB32)
    shown = Shown(current=(0, 0))
    if shape is not None:
        shown.set_shape(shape.merged, shape.hidden_rows, shape.hidden_columns)
    painter = QPainter(image)
    SheetPainter(painter, look, font, plan).paint(_Held(box[0], cells), shown)
    painter.end()
    return image
