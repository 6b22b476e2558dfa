"""The drawn icons of the windows, tinted by the look."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from reviewer import RESOURCES
from reviewer.ui.look import Look


def icon(name: str, look: Look, colour: str = "ink-soft", active: str = "accent") -> QIcon:
    """The icon of this name in a colour of the look, and in `active` where it is switched on."""
    found = QIcon(tinted(name, look.colours[colour], look.px(20)))
    found.addPixmap(tinted(name, look.colours[active], look.px(20)), QIcon.Mode.Normal, QIcon.State.On)
    return found


@lru_cache(maxsize=256)
def tinted(name: str, colour: str, size: int) -> QPixmap:
    """The icon as pixels, drawn at twice its size for sharp screens."""
    text = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    pixmap = QPixmap(size * 2, size * 2)
    pixmap.fill(QColor(Qt.GlobalColor.transparent))
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, size * 2, size * 2))
    painter.end()
    pixmap.setDevicePixelRatio(2)
    return pixmap
