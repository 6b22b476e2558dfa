"""Marks that say the same in colour, shape and word: the four proofs of a claim, and its stage."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

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
    painter.setBrush(colour if letter == "A" else QBrush())
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


def marks_of(code: str, *, is_stage: bool) -> list[tuple[str, str]]:
    """The shape and the tone of each of the four proofs, or of a stage."""
    if is_stage:
        return [(stage_shape(code), stage_tone(code))]
    return [(letter, TONES.get(letter, "ink-soft")) for letter in code]


def draw_marks(painter: QPainter, look: Look, marks: Sequence[tuple[str, str]], left: float, middle: float) -> None:
    """Draw shapes in a row from here on."""
    side, step = look.px(10), look.px(10) + look.px(7)
    for place, (letter, tone) in enumerate(marks):
        spot = QRectF(left + place * step, middle - side / 2, side, side)
        draw_shape(painter, letter, spot, look.colour(tone))
