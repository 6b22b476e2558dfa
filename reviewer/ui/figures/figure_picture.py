"""The chart of a figure as a picture in pixels."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QFont, QImage, QImageWriter, QPainter

from reviewer.letters.chart import Chart
from reviewer.letters.chart_drawing import draw
from reviewer.ui.figures.chart_paint import measure, paint, screen
from reviewer.ui.look import read_look

WIDTH, SIZE, EDGE = 900, 13, 20
SHARP = 2
"""A picture has so many pixels for one of the drawing."""


def as_png(chart: Chart, font: QFont) -> bytes:
    """The chart as pixels, in the colours of the light look on white."""
    picture = draw(chart, WIDTH, SIZE, measure(font))
    image = QImage((WIDTH + 2 * EDGE) * SHARP, (round(picture.height) + 2 * EDGE) * SHARP, QImage.Format.Format_RGB32)
    light = read_look("light", 100, False)
    image.fill(light.colour("surface"))
    image.setText("Description", chart.said)
    painter = QPainter(image)
    painter.scale(SHARP, SHARP)
    painter.translate(EDGE, EDGE)
    paint(painter, picture, font, screen(light))
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(held.data())
