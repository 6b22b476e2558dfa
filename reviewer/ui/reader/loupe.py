"""A glass over the page: what is under the pointer, much nearer, without moving the page."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reviewer.ui.reader.drawn_pages import PageKey

if TYPE_CHECKING:
    from reviewer.ui.reader.page_canvas import PageCanvas

WIDE, HIGH, NEARER = 300, 190, 3.0


class Loupe(QWidget):
    """Follows the pointer; its page is drawn once at the nearer scale, until then the page in view is stretched."""

    def __init__(self, canvas: "PageCanvas", draw: Callable[[PageKey], None]) -> None:
        """`draw(key)` asks for the page at the loupe's scale; it comes back through `show_image`."""
        super().__init__(canvas.viewport())
        self.setObjectName("loupe")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._canvas, self._draw = canvas, draw
        self._held: tuple[PageKey, QImage] | None = None
        self._asked: PageKey | None = None
        self._at, self.is_on = QPointF(), False
        self.resize(canvas.look.px(WIDE), canvas.look.px(HIGH))
        self.hide()

    def set_on(self, is_on: bool) -> None:
        """Take the glass up or put it down."""
        self._held = self._asked = None
        self.is_on = is_on
        if is_on:
            port = self._canvas.viewport()
            at = port.mapFromGlobal(self._canvas.cursor().pos())
            self.follow(QPointF(at if port.rect().contains(at) else port.rect().center()))
            self.raise_()
        self.setVisible(is_on)

    def follow(self, at: QPointF) -> None:
        """Hold the glass over a point of the window; put down it goes nowhere."""
        if not self.is_on:
            return
        self._at = at
        room, size = self._canvas.viewport().rect(), self.size()
        corner = at.toPoint() - QPoint(size.width() // 2, size.height() // 2)
        corner.setX(min(max(corner.x(), 0), max(room.width() - size.width(), 0)))
        corner.setY(min(max(corner.y(), 0), max(room.height() - size.height(), 0)))
        self.move(corner)
        key = self._key()
        if key != self._asked:
            self._asked = key
            self._draw(key)
        self.update()

    def _key(self) -> PageKey:
        canvas = self._canvas
        page = canvas.page_at(self._at)[0]
        scale = canvas.zoom() * NEARER * canvas.devicePixelRatioF()
        return PageKey(page, round(scale * 1000), canvas.rows.turn_of(page), canvas.light)

    def show_image(self, key: PageKey, image: QImage) -> None:
        """Take in the page at the nearer scale."""
        if key == self._asked:
            self._held = (key, image)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The part of the page under the middle of the glass."""
        canvas, key = self._canvas, self._key()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), canvas.look.colour("desk"))
        rect = canvas.rows.rect(key.page).translated(canvas.origin())
        at = (self._at - rect.topLeft()) * NEARER
        place = QRectF(self.width() / 2 - at.x(), self.height() / 2 - at.y(), *(
            side * NEARER for side in (rect.width(), rect.height())
        ))  # fmt: skip
        painter.fillRect(place, canvas.look.colour("paper"))
        pixmap = canvas.drawn.of(key.page, key.turn)
        if self._held is not None and self._held[0] == key:
            painter.drawImage(place, self._held[1])
        elif pixmap is not None:
            painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))
        painter.setPen(canvas.look.colour("accent"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
