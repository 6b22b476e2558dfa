"""A page of a paper on screen: zoomed at the pointer, dragged, and drawn anew at the size it is looked at."""

from typing import Any

from PySide6.QtCore import QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QGraphicsPixmapItem, QGraphicsRectItem, QGraphicsScene, QGraphicsView

from reviewer.ui.look import Look
from reviewer.ui.wording import tr

LEAST, MOST, STEP = 0.1, 8.0, 1.25
MARGIN = 12.0
LEGIBLE = 0.55
"""Below this zoom (screen pixels a point) the text of an A4 page cannot be read, so the page does not count as seen."""


class PageCanvas(QGraphicsView):
    """Scene units are points of the page as shown; the view's scale is the zoom."""

    wanted = Signal(float)
    """The page should be drawn at this many pixels a point."""
    page_turn = Signal(int)
    legible = Signal()

    def __init__(self, look: Look) -> None:
        """Empty until a page is shown."""
        super().__init__()
        self.setObjectName("page_canvas")
        self.setAccessibleName(tr("Page"))
        self.setScene(QGraphicsScene(self))
        self.setBackgroundBrush(look.colour("desk"))
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        self._outline = QGraphicsRectItem()
        self._outline.setBrush(look.colour("paper"))
        self._outline.setPen(look.colour("line-strong"))
        self._drawn = QGraphicsPixmapItem()
        self._drawn.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self.scene().addItem(self._outline)
        self.scene().addItem(self._drawn)
        self.fit = "width"
        self._size = QSizeF(595, 842)
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(90)
        self._redraw.timeout.connect(lambda: self.wanted.emit(self.zoom() * self.devicePixelRatioF()))
        self._dwell = QTimer(self)
        self._dwell.setSingleShot(True)
        self._dwell.setInterval(700)
        self._dwell.timeout.connect(self._dwelt)
        self._inverted = False

    # --- showing ----------------------------------------------------------------------------------------

    def outline(self, width: float, height: float) -> None:
        """Show an empty page at its true size (points) while it is being drawn."""
        self._size = QSizeF(max(width, 1), max(height, 1))
        self._drawn.setPixmap(QPixmap())
        self._outline.setRect(QRectF(0, 0, self._size.width(), self._size.height()))
        self.scene().setSceneRect(self._outline.rect().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN))
        self._dwell.stop()
        self.apply_fit()
        self.verticalScrollBar().setValue(self.verticalScrollBar().minimum())

    def show_image(self, image: QImage) -> None:
        """Put the drawn page in place; nothing moves."""
        if self._inverted:
            image = image.copy()
            image.invertPixels()
        pixmap = QPixmap.fromImage(image)
        self._drawn.setPixmap(pixmap)
        factor = self._size.width() / max(pixmap.width(), 1)
        self._drawn.setTransform(QTransform.fromScale(factor, self._size.height() / max(pixmap.height(), 1)))
        self._dwell.start()

    def invert(self) -> bool:
        """Switch to light on dark and back; the file is never touched."""
        self._inverted = not self._inverted
        return self._inverted

    def look_at(self, view: dict[str, Any]) -> None:
        """Take up how a page was looked at before, as `view` gave it; applied when the next page is outlined."""
        self._inverted = bool(view.get("inverted", self._inverted))
        self.fit = str(view.get("fit", self.fit or "width"))
        if not self.fit:
            self.set_zoom(float(view.get("zoom", 1)))

    def view(self) -> dict[str, Any]:
        """How the page is looked at: fit, zoom (pixels a point) where it is free, contrast."""
        zoom = {} if self.fit else {"zoom": round(self.zoom(), 3)}
        return {"fit": self.fit, "inverted": self._inverted, **zoom}

    def has_page(self) -> bool:
        """Whether a page is drawn."""
        return not self._drawn.pixmap().isNull()

    def _dwelt(self) -> None:
        if self.isVisible() and self.has_page() and self.zoom() >= LEGIBLE * self._reading_scale():
            self.legible.emit()

    def _reading_scale(self) -> float:
        """Photos count pixels instead of points: a big one is legible at a smaller zoom."""
        return min(1.0, 842 / max(self._size.width(), self._size.height()))

    # --- zooming ----------------------------------------------------------------------------------------

    def zoom(self) -> float:
        """Screen pixels a point."""
        return float(self.transform().m11())

    def set_zoom(self, zoom: float) -> None:
        """Zoom freely."""
        self.fit = ""
        self._scale_to(zoom)

    def step(self, by: int) -> None:
        """One step nearer or further."""
        self.set_zoom(self.zoom() * STEP**by)

    def _scale_to(self, zoom: float) -> None:
        zoom = min(max(zoom, LEAST), MOST)
        if abs(zoom - self.zoom()) > 1e-4:
            self.scale(zoom / self.zoom(), zoom / self.zoom())
        self._redraw.start()
        if self.has_page():
            self._dwell.start()

    def set_fit(self, fit: str) -> None:
        """ "width" or "page"; kept while the window changes its size."""
        self.fit = fit
        self.apply_fit()

    def apply_fit(self) -> None:
        """Zoom as `fit` says."""
        room = self.viewport().size()
        if not self.fit or room.width() < 20:
            self._redraw.start()
            return
        across = (room.width() - 4) / (self._size.width() + 2 * MARGIN)
        down = (room.height() - 4) / (self._size.height() + 2 * MARGIN)
        self._scale_to(across if self.fit == "width" else min(across, down))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A page fitted to the window stays fitted."""
        super().resizeEvent(event)
        self.apply_fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom at the pointer; the wheel alone scrolls and turns the page at its end."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        bar, delta = self.verticalScrollBar(), event.angleDelta().y()
        if delta < 0 and bar.value() == bar.maximum():
            self.page_turn.emit(1)
        elif delta > 0 and bar.value() == bar.minimum():
            self.page_turn.emit(-1)
        else:
            super().wheelEvent(event)
