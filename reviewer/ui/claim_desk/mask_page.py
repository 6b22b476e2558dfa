"""A page on which areas are chosen to be blackened: drawn with the mouse, or moved and sized with the arrow keys."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.rules.places import TENTHS, Place, on_page
from reviewer.ui.look import Look
from reviewer.ui.wording import tr

STEP = 2.0
"""Points an arrow key moves or sizes an area by."""
LEAST = 3.0
"""Points a side of an area must have; what is smaller was a slip of the hand."""
_ARROWS = {
    Qt.Key.Key_Left: (-STEP, 0.0), Qt.Key.Key_Right: (STEP, 0.0),
    Qt.Key.Key_Up: (0.0, -STEP), Qt.Key.Key_Down: (0.0, STEP),
}  # fmt: skip


class MaskPage(QWidget):
    """One page at one scale; the areas of other pages are kept by the dialog."""

    drawn = Signal(object)
    """A new area was drawn: its Place."""
    changed = Signal(int, object)
    """An area was moved or sized: its number on this page, and its new Place."""
    chosen = Signal(int)
    """An area was pressed: its number on this page."""
    dropped = Signal()
    turned = Signal(int)

    def __init__(self, look: Look) -> None:
        """Without a page nothing can be drawn."""
        super().__init__()
        self.setObjectName("mask_page")
        self.setAccessibleName(tr("What is to be blackened?"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._look = look
        self._image = QImage()
        self._document, self._page, self._scale = "", 0, 1.0
        self._size = (1.0, 1.0)
        self.areas: list[Place] = []
        self.current = -1
        self.is_result = False
        self._from: QPointF | None = None
        self._to = QPointF()

    def show_page(self, image: QImage, document: str, page: int, size: tuple[float, float]) -> None:
        """Show a page drawn in a glovebox; `size` is its size in points (of a photo: pixels)."""
        self._image, self._document, self._page, self._size = image, document, page, size
        self._scale = image.width() / max(size[0], 1.0)
        self.setFixedSize(image.size())
        self.updateGeometry()
        self.update()

    def show_areas(self, areas: list[Place], current: int) -> None:
        """Show the areas of this page; `current` is the one the keys move."""
        self.areas, self.current = areas, current
        self.update()

    def sizeHint(self) -> QSize:
        """As large as the page is drawn."""
        return self._image.size() if not self._image.isNull() else QSize(400, 560)

    def middle(self) -> Place:
        """An area in the middle of the page, for those who work without a mouse."""
        wide, high = self._size
        return on_page(self._document, self._page, wide * 0.4, high * 0.48, wide * 0.6, high * 0.52)

    # --- hands ------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin an area, or choose the one under the pointer."""
        if self.is_result:
            return
        hit = next((n for n, area in enumerate(self.areas) if self._rect(area).contains(event.position())), -1)
        if hit >= 0:
            self.chosen.emit(hit)
        else:
            self._from = self._to = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The area grows with the pointer."""
        if self._from is not None:
            self._to = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The area is there."""
        if self._from is None:
            return
        rect = QRectF(self._from, event.position()).normalized() & QRectF(self.rect())
        self._from = None
        x0, y0, x1, y1 = (
            side / self._scale for side in (rect.left(), rect.top(), rect.right(), rect.bottom())
        )  # fmt: skip
        if x1 - x0 >= LEAST and y1 - y0 >= LEAST:
            self.drawn.emit(on_page(self._document, self._page, x0, y0, x1, y1))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the area, with Shift they size it; Delete drops it; Page keys turn the page."""
        key = event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self.is_result:
            self.dropped.emit()
        elif (step := _ARROWS.get(Qt.Key(key))) and 0 <= self.current < len(self.areas) and not self.is_result:
            is_sizing = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.changed.emit(self.current, self._moved(self.areas[self.current], *step, is_sizing=is_sizing))
        else:
            super().keyPressEvent(event)

    def _moved(self, area: Place, across: float, down: float, *, is_sizing: bool) -> Place:
        x0, y0, x1, y1 = area.points
        wide, high = self._size
        if is_sizing:
            x1, y1 = max(x1 + across, x0 + LEAST), max(y1 + down, y0 + LEAST)
        else:
            across = min(max(across, -x0), max(wide - x1, 0.0))
            down = min(max(down, -y0), max(high - y1, 0.0))
            x0, x1, y0, y1 = x0 + across, x1 + across, y0 + down, y1 + down
        return on_page(area.document, area.page, x0, y0, min(x1, wide), min(y1, high))

    # --- painting ---------------------------------------------------------------------------------------

    def _rect(self, area: Place) -> QRectF:
        x0, y0, x1, y1 = (side * self._scale / TENTHS for side in area.box)
        return QRectF(x0, y0, x1 - x0, y1 - y0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page, and over it every area as a dark veil, so that one sees what it covers."""
        painter = QPainter(self)
        painter.drawImage(QPoint(0, 0), self._image)
        if self.is_result:
            return
        for number, area in enumerate(self.areas):
            self._veil(painter, self._rect(area), number == self.current)
        if self._from is not None:
            self._veil(painter, QRectF(self._from, self._to).normalized(), True)

    def _veil(self, painter: QPainter, rect: QRectF, is_current: bool) -> None:
        ink = min((self._look.colour(name) for name in ("ink", "ground")), key=QColor.lightness)
        ink.setAlpha(150)
        painter.fillRect(rect, ink)
        painter.setPen(QPen(self._look.colour("accent" if is_current else "wait"), 3 if is_current else 1.5))
        painter.drawRect(rect)
