"""Where a search found a claim: the field in words, with the words of the find, beside the name in its row."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from reviewer.ui.claim_cells import CellDelegate
from reviewer.ui.claim_columns import EDGE
from reviewer.ui.wording import listed, tr, word

if TYPE_CHECKING:
    from reviewer.rules.plan import Plan


MOST, GAP, WHOLE = 0.62, 12, 10_000
"""The share of the cell that the find may take, the pixels between it and the name, and those of the longest name."""


def found_in_words(matches: Sequence[Any], plan: "Plan") -> str:
    """Every field in which the words of a search were found: `주소: 강남 · 메모: …매출 자료는…`."""
    return " · ".join(dict.fromkeys(_told(match, plan) for match in matches))


def _told(match: Any, plan: "Plan") -> str:
    field = {
        "claim": tr("Claim number"), "report_number": tr("Report number"), "trade_name": tr("Trade name"),
        "representative": tr("Representative"), "brn": tr("Reg. no."), "phone": tr("Phone"),
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
        words = ": ".join(filter(None, (kind, words)))
    return f"{field}: {words}" if words else field


def _reason(plan: "Plan", code: str) -> str:
    groups: tuple[Mapping[str, Any], ...] = (
        plan.supplement_reasons, plan.decision_reasons, plan.override_reasons, plan.hold_reasons, plan.return_reasons,
        plan.false_reasons, plan.delay_reasons,
    )  # fmt: skip
    return next((word(group, code) for group in groups if code in group), code)


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
        wide = math.ceil(self.laid(painter, name, WHOLE).size().width())
        usual, small = painter.font(), QFont(painter.font())
        small.setPixelSize(self._look.px(12))
        painter.setFont(small)
        field = math.ceil(self.laid(painter, found.partition(" · ")[0].partition(":")[0] + "…", WHOLE).size().width())
        free = min(max(room.width() - wide - gap, round(room.width() * MOST) - gap, field), room.width())
        shown = math.ceil(self.laid(painter, found, free).size().width())
        self.write(painter, room.adjusted(room.width() - free, 0, 0, 0), found, "ink-soft", is_right=True)
        painter.setFont(usual)
        self.write(painter, room.adjusted(0, 0, -shown - gap, 0), name)
