"""A figure on a printer or as a picture: the chart above, its table below, in black and white on paper."""

import html

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QFont, QImage, QImageWriter, QPainter, QTextDocument
from PySide6.QtPrintSupport import QPrinter

from reviewer.letters.chart import Chart
from reviewer.letters.chart_drawing import draw
from reviewer.letters.content import Table
from reviewer.ui.figures.chart_paint import measure, paint, paper, screen
from reviewer.ui.look import read_look

WIDTH, SIZE, EDGE = 900, 13, 20
SHARP = 2
"""A picture has so many pixels for one of the drawing."""
TEXT_AT = 62.0
"""So many times the height of its text a sheet is wide."""


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


def print_figure(printer: QPrinter, chart: Chart, table: Table, font: QFont) -> None:
    """Draw chart and table on the sheets of a printer."""
    sheet = printer.pageRect(QPrinter.Unit.DevicePixel)
    size = sheet.width() / TEXT_AT
    painter = QPainter(printer)
    picture = draw(chart, sheet.width(), size, measure(font))
    paint(painter, picture, font, paper)
    document = _table(table, font, size, sheet.width())
    below = picture.height + size
    if below + size * 6 > sheet.height():
        printer.newPage()
        below = 0.0
    done, high = 0.0, document.size().height()
    while done < high:
        room = sheet.height() - below
        painter.save()
        painter.translate(0, below - done)
        document.drawContents(painter, QRectF(0, done, sheet.width(), room))
        painter.restore()
        done += room
        if done < high:
            printer.newPage()
            below = 0.0
    painter.end()


def _table(table: Table, font: QFont, size: float, wide: float) -> QTextDocument:
    """The table as a text that can be drawn; built from escaped parts only."""
    head = "".join(f"<th align='{one.align}'>{html.escape(one.heading)}</th>" for one in table.columns)
    rows = "".join(
        "<tr>" + "".join(
            f"<td align='{one.align}'>{html.escape(cell)}</td>" for one, cell in zip(table.columns, row, strict=True)
        ) + "</tr>"
        for row in table.rows
    )  # fmt: skip
    document = QTextDocument()
    small = QFont(font)
    small.setPixelSize(max(round(size), 1))
    document.setDefaultFont(small)
    document.setDefaultStyleSheet(f"body {{ color: {QColor.fromRgbF(0, 0, 0).name()}; }}")
    document.setTextWidth(wide)
    pad = max(round(size / 3), 1)
    document.setHtml(
        f"<body><table width='100%' cellspacing='0' cellpadding='{pad}' border='1'><tr>{head}</tr>{rows}</table></body>"
    )
    return document
