"""A chart on the screen: arrows go from number to number, and a screen reader hears each."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from reviewer.letters.chart import Area, Chart, Picture, Spot
from reviewer.letters.chart_drawing import draw
from reviewer.ui.figures.chart_paint import measure, paint, screen
from reviewer.ui.look import Look
from reviewer.ui.tips import show_tip
from reviewer.ui.wording import tr

EDGE = 10
"""Pixels around the drawing, in which the frame of the focus stands."""


class ChartView(QWidget):
    """Draws a chart as wide as it is and as high as the chart needs."""

    def __init__(self, look: Look) -> None:
        """Empty until `show_chart`."""
        super().__init__()
        self.setObjectName("figure_chart")
        self.setAccessibleName(tr("Chart"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self._look = look
        self._chart: Chart | None = None
        self._picture = Picture(0, 0, ())
        self.at = (0, 0)

    def show_chart(self, chart: Chart | None) -> None:
        """Show this chart; None shows nothing."""
        self._chart, self.at = chart, (0, 0)
        self.setAccessibleName(chart.title if chart is not None else tr("Chart"))
        self._say()
        self._draw()

    def stand_on(self, at: tuple[int, int]) -> None:
        """Stand where the reader stood before the numbers changed, if that is still there."""
        if self._chart is not None and at[0] < len(self._chart.rows) and at[1] < len(self._chart.series):
            self.at = at
            self._say()

    def _say(self) -> None:
        if self._chart is None:
            self.setAccessibleDescription("")
        elif self._chart.is_empty:
            self.setAccessibleDescription(self._chart.said)
        else:
            here = self._chart.said_of(*self.at)
            self.setAccessibleDescription(f"{here}. {self._chart.about}. {' '.join(self._chart.notes)}")

    # --- drawing ----------------------------------------------------------------------------------------

    def _draw(self) -> None:
        wide = max(self.width() - 2 * EDGE, 1)
        if self._chart is not None:
            self._picture = draw(self._chart, wide, self._look.px(13), measure(self.font()))
        else:
            self._picture = Picture(wide, 0, ())
        self.setFixedHeight(round(self._picture.height) + 2 * EDGE)
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the drawing."""
        return QSize(self._look.px(480), round(self._picture.height) + 2 * EDGE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A drawing of another width is drawn anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._draw()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture and, with the keyboard here, where it stands."""
        painter = QPainter(self)
        painter.translate(EDGE, EDGE)
        paint(painter, self._picture, self.font(), screen(self._look))
        painter.translate(-EDGE, -EDGE)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if (box := self.box_of(self.at)) is not None:
                painter.setPen(QPen(self._look.colour("ink"), 2))
                painter.drawRect(box.adjusted(-2, -2, 2, 2))
            painter.setPen(QPen(self._look.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def box_of(self, at: tuple[int, int]) -> QRectF | None:
        """Where a number is drawn; None for one that is 0."""
        for mark in self._picture.marks:
            if isinstance(mark, Area) and mark.at == at:
                return QRectF(mark.x + EDGE, mark.y + EDGE, mark.width, mark.height)
            if isinstance(mark, Spot) and mark.at == at:
                side = mark.radius * 2 + 4
                return QRectF(mark.x + EDGE - side / 2, mark.y + EDGE - side / 2, side, side)
        return None

    # --- keys and pointer -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from row to row, left and right from series to series; over time it is the other way."""
        steps = {Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1)}
        step = steps.get(Qt.Key(event.key()))
        if self._chart is None or self._chart.is_empty or step is None or event.modifiers() & _HELD:
            event.ignore()
            return
        if self._chart.shape == "LINES":
            step = (step[1], step[0])
        rows, series = len(self._chart.rows), len(self._chart.series)
        self._go((min(max(self.at[0] + step[0], 0), rows - 1), min(max(self.at[1] + step[1], 0), series - 1)))

    def _go(self, at: tuple[int, int]) -> None:
        self.at = at
        self._say()
        self.update()
        if (box := self.box_of(at)) is not None and self.hasFocus():
            assert self._chart is not None
            show_tip(self._chart.said_of(*at), self.mapToGlobal(box.bottomLeft().toPoint()), self)

    def _under(self, x: float, y: float) -> tuple[int, int] | None:
        near = self._look.px(4)
        for mark in self._picture.marks:
            if isinstance(mark, Area | Spot) and mark.at[0] >= 0:
                box = self.box_of(mark.at)
                if box is not None and box.adjusted(-near, -near, near, near).contains(x, y):
                    return mark.at
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Stand on the number that is pressed."""
        if (at := self._under(event.position().x(), event.position().y())) is not None:
            self._go(at)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The frame shows that the keyboard is here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The frame goes."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """The tip says the number under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._under(event.pos().x(), event.pos().y())
            said = self._chart.said_of(*at) if at is not None and self._chart is not None else ""
            show_tip(said, event.globalPos(), self)
            return True
        return super().event(event)


_HELD = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
