"""Where a search found a claim: the field in words, with the words of the find, beside the name in its row."""

import math

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from reviewer.ui.claim_cells import CellDelegate
from reviewer.ui.claim_columns import EDGE

MOST, GAP = 0.62, 12
"""The share of the cell that the find may take, and the pixels between it and the name."""


class FoundDelegate(CellDelegate):
    """Paints the name of a row and, while somebody searches, where it was found at the end of the cell."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The name gives way to the word that says which field it was, else no further than to a third of the cell."""
        found = index.model().data(index, 256)  # UserRole
        if not found:
            super().paint(painter, option, index)
            return
        self.ground(painter, option)
        name, room, gap = index.model().data(index), option.rect.adjusted(EDGE, 0, -EDGE, -1), self._look.px(GAP)
        wide = self.width_of(painter, name)
        usual, small = painter.font(), QFont(painter.font())
        small.setPixelSize(self._look.px(12))
        painter.setFont(small)
        field = self.width_of(painter, found.partition(" · ")[0].partition(":")[0] + "…")
        free = min(max(room.width() - wide - gap, round(room.width() * MOST) - gap, field), room.width())
        shown = math.ceil(self.laid(painter, found, free).size().width())
        self.write(painter, room.adjusted(room.width() - free, 0, 0, 0), found, "ink-soft", is_right=True)
        painter.setFont(usual)
        self.write(painter, room.adjusted(0, 0, -shown - gap, 0), name)
