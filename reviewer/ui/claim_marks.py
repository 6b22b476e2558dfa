"""Marks that say the same in colour, shape and word: the four proofs of a claim, and its stage."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reviewer.rules.stage import Stage
from reviewer.ui.look import Look
from reviewer.ui.wording import tr

PROOFS = ("SBC", "SLS", "SUS", "BNK")
SHAPES = {"A": "●", "O": "◐", "M": "○", "W": "✕"}
TONES = {"A": "good", "O": "wait", "M": "ink-soft", "W": "bad"}
S = Stage
GOOD = {S.RESOLVED, S.NOTIFIED, S.PAYMENT_LISTED, S.PAID, S.ACCOUNT_FIXED}
WAIT = {
    S.SUPPLEMENT_REQUESTED, S.SUPPLEMENT_RECEIVED, S.RETURNED, S.PROPOSED, S.CHECKED, S.ON_AGENDA, S.DEFERRED,
    S.APPEALED, S.FIXED_READY, S.FIXED_LISTED,
}  # fmt: skip
BAD = {S.SUPPLEMENT_EXPIRED, S.PAYMENT_FAILED}


def proof_state(letter: str) -> str:
    """The word of one proof mark."""
    return {
        "A": tr("accepted"),
        "O": tr("not finished"),
        "M": tr("missing"),
        "W": tr("more wanted"),
    }.get(letter, "")


def stage_tone(stage: str) -> str:
    """The colour name of a stage: good is done, wait waits for somebody, bad needs help, ink-soft is on its way."""
    found = Stage(stage)
    return "good" if found in GOOD else "wait" if found in WAIT else "bad" if found in BAD else "ink-soft"


def stage_shape(stage: str) -> str:
    """The shape that goes with the tone, so that a print in black and white loses nothing."""
    return {"good": "A", "wait": "O", "bad": "W", "ink-soft": "."}[stage_tone(stage)]


def draw_shape(painter: QPainter, letter: str, place: QRectF, colour: QColor) -> None:
    """Draw ● accepted, ◐ not finished, ○ missing, ✕ more wanted, or a dot for what is on its way."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, max(1.5, place.width() / 7)))
    painter.setBrush(colour if letter == "A" else Qt.BrushStyle.NoBrush)
    if letter == "W":
        painter.drawLine(place.topLeft(), place.bottomRight())
        painter.drawLine(place.topRight(), place.bottomLeft())
        return
    if letter == ".":
        painter.setBrush(colour)
        side = place.width() / 3
        painter.drawEllipse(place.adjusted(side, side, -side, -side))
        return
    painter.drawEllipse(place)
    if letter == "O":
        painter.setBrush(colour)
        painter.drawPie(place, 90 * 16, 180 * 16)


class MarkDelegate(QStyledItemDelegate):
    """Paints the marks of a cell: `kind` is "proofs" (four letters) or "stage" (a stage and its word)."""

    def __init__(self, kind: str, look: Look) -> None:
        """The model gives the letters or the stage under UserRole."""
        super().__init__()
        self._kind, self._look = kind, look

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground and focus as everywhere, then the shapes."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text, cell.text = cell.text, ""
        style = cell.widget.style() if cell.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)
        painter.save()
        side = self._look.px(10)
        left, top = cell.rect.left() + self._look.px(8), cell.rect.center().y() - side / 2 + 0.5
        code = str(index.data(Qt.ItemDataRole.UserRole) or "")
        if self._kind == "proofs":
            for place, letter in enumerate(code):
                spot = QRectF(QPointF(left + place * (side + self._look.px(7)), top), QPointF(0, 0))
                spot.setSize(QRectF(0, 0, side, side).size())
                draw_shape(painter, letter, spot, self._look.colour(TONES.get(letter, "ink-soft")))
        elif code:
            tone = self._look.colour(stage_tone(code))
            draw_shape(painter, stage_shape(code), QRectF(left, top, side, side), tone)
            room = cell.rect.adjusted(self._look.px(26), 0, -4, 0)
            painter.setPen(self._look.colour("ink"))
            shown = cell.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
