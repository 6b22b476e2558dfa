"""Paints a drawn chart in the colours of the look."""

import itertools
from collections.abc import Callable

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from reviewer.letters.chart import Area, Mark, Measure, Picture, Spot, Stroke, Words
from reviewer.ui.look import Look

Colour = Callable[[str], QColor]


def screen(look: Look) -> Colour:
    """The colours of a look."""
    return look.colour


def measure(font: QFont) -> Measure:
    """The widths of texts in this font."""
    metrics: dict[tuple[float, bool], QFontMetricsF] = {}

    def width(text: str, size: float, is_bold: bool) -> float:
        if (size, is_bold) not in metrics:
            metrics[size, is_bold] = QFontMetricsF(sized(font, size, is_bold))
        return metrics[size, is_bold].horizontalAdvance(text)

    return width


def sized(font: QFont, size: float, is_bold: bool) -> QFont:
    """The font in another size; sizes of a drawing are those of its places."""
    found = QFont(font)
    found.setPixelSize(max(round(size), 1))
    found.setBold(is_bold)
    return found


def paint(painter: QPainter, picture: Picture, font: QFont, colour: Colour) -> None:
    """Paint a picture at the place of the painter; lines of one pen that follow each other at once."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for pen, marks in itertools.groupby(picture.marks, _pen):
        if pen is not None:
            tone, width, is_dashed = pen
            painter.setPen(QPen(colour(tone), width, Qt.PenStyle.DashLine if is_dashed else Qt.PenStyle.SolidLine))
            painter.drawLines([QLineF(*one[:4]) for one in marks if isinstance(one, Stroke)])
            continue
        for mark in marks:
            match mark:
                case Area():
                    _area(painter, mark, colour)
                case Words():
                    painter.setPen(colour(mark.tone))
                    painter.setFont(sized(font, mark.size, mark.is_bold))
                    painter.drawText(QPointF(mark.x, mark.y), mark.text)
                case Spot():
                    _spot(painter, mark, colour)


def _pen(mark: Mark) -> tuple[str, float, bool] | None:
    return (mark.tone, mark.width, mark.is_dashed) if isinstance(mark, Stroke) else None


def _area(painter: QPainter, mark: Area, colour: Colour) -> None:
    box = QRectF(mark.x, mark.y, mark.width, mark.height)
    if mark.tone == "surface":
        painter.fillRect(box, colour("surface"))
        return
    tone = colour(mark.tone)
    painter.fillRect(box, tone if mark.is_solid else colour("surface"))
    painter.setPen(QPen(tone, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)


def _spot(painter: QPainter, mark: Spot, colour: Colour) -> None:
    painter.setPen(QPen(colour(mark.tone), 1.4))
    painter.setBrush(colour(mark.tone) if mark.is_round else colour("surface"))
    box = QRectF(mark.x - mark.radius, mark.y - mark.radius, 2 * mark.radius, 2 * mark.radius)
    if mark.is_round:
        painter.drawEllipse(box)
    else:
        painter.drawRect(box)
