"""Marks that say the same in colour, shape and word: the four proofs of a claim, and its stage."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from reviewer.rules.stage import Stage
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
