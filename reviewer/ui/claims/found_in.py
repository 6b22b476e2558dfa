"""Where a search found a claim: the field in words, with the words of the find, beside the name in its row."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewer.ui.look import Look
from reviewer.ui.wording import listed, tr, word

if TYPE_CHECKING:
    from reviewer.rules.plan import Plan


MOST, GAP = 0.62, 12
"""The share of the cell that the find may take, and what lies between it and the name."""


def found_in_words(matches: Sequence[Any], plan: "Plan") -> str:
    """Every field in which the words of a search were found: `주소: 강남 · 메모: …매출 자료는…`."""
    return " · ".join(dict.fromkeys(_told(match, plan) for match in matches))


def _told(match: Any, plan: "Plan") -> str:
    field = {
        "claim": tr("Claim number"), "report_number": tr("Report number"), "trade_name": tr("Trade name"),
        "representative": tr("Representative"), "brn": tr("Registration number"), "phone": tr("Phone"),
        "address": tr("Address"), "services": tr("Services"), "notes": tr("Note"), "reasons": tr("Reason"),
        "papers": tr("Paper"),
    }[match.field]  # fmt: skip
    words = match.words
    if match.field in ("claim", "trade_name"):
        words = ""  # stands in the row as it is
    elif match.field == "services":
        words = listed(word(plan.services, code) for code in match.codes)
    elif match.field == "reasons" and not words:
        words = listed(_reason(plan, code) for code in match.codes)
    elif match.field == "papers":
        kind = word(plan.proof_kinds, match.codes[0]) if match.codes else ""
        field, words = kind or field, words
    return f"{field}: {words}" if words else field


def _reason(plan: "Plan", code: str) -> str:
    groups: tuple[Mapping[str, Any], ...] = (
        plan.supplement_reasons, plan.decision_reasons, plan.override_reasons, plan.hold_reasons, plan.return_reasons,
        plan.false_reasons, plan.delay_reasons,
    )  # fmt: skip
    return next((word(group, code) for group in groups if code in group), code)


class FoundDelegate(QStyledItemDelegate):
    """Paints the name of a row and, while somebody searches, where it was found at the end of the cell."""

    def __init__(self, look: Look) -> None:
        """The model gives the find under UserRole."""
        super().__init__()
        self._look = look

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The name gives way no further than to a third of the cell."""
        found = index.data(Qt.ItemDataRole.UserRole)
        if not found:
            super().paint(painter, option, index)
            return
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text, cell.text = cell.text, ""
        style = cell.widget.style() if cell.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)
        painter.save()
        edge, gap = self._look.px(8), self._look.px(GAP)
        room = cell.rect.adjusted(edge + 3, 0, -edge, 0)
        small = cell.font
        small.setPixelSize(self._look.px(12))
        painter.setFont(small)
        free = max(room.width() - cell.fontMetrics.horizontalAdvance(text) - gap, round(room.width() * MOST) - gap)
        shown = painter.fontMetrics().elidedText(found, Qt.TextElideMode.ElideRight, free)
        width = painter.fontMetrics().horizontalAdvance(shown)
        painter.setPen(self._look.colour("ink-soft"))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setFont(option.font)
        painter.setPen(self._look.colour("ink"))
        name = cell.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width() - width - gap)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()
