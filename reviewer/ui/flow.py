"""Puts small controls side by side and begins a new line where the room ends."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

SPACING = 8


class Flow(QWidget):
    """Left to right, then down; what is hidden takes no room, and Tab goes the same way."""

    def __init__(self) -> None:
        """Empty at first."""
        super().__init__()
        self._inside: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget, before: QWidget | None = None) -> None:
        """Put a control at the end, or before another one."""
        place = len(self._inside) if before is None else self._inside.index(before)
        self._inside.insert(place, widget)
        widget.setParent(self)
        widget.show()
        for one, other in zip(self._inside, self._inside[1:], strict=False):
            QWidget.setTabOrder(one, other)
        self._again()

    def shown(self) -> list[QWidget]:
        """What is not hidden, in its order."""
        return [one for one in self._inside if not one.isHidden()]

    def empty(self) -> None:
        """Take every control away for good."""
        for one in list(self._inside):
            self.drop(one)

    def drop(self, widget: QWidget) -> None:
        """Take a control away for good."""
        self._inside.remove(widget)
        widget.hide()
        widget.deleteLater()
        self._again()

    def _again(self) -> None:
        self.updateGeometry()
        self._place(self.width(), moves=True)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of its lines at this width."""
        return self._place(width, moves=False)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [one.sizeHint() for one in self.shown()]
        width = sum(size.width() + SPACING for size in sizes)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSizeHint(self) -> QSize:
        """The widest control alone in a line."""
        sizes = [one.sizeHint() for one in self.shown()]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Begin lines anew."""
        super().resizeEvent(event)
        self._place(self.width(), moves=True)

    def event(self, event: QEvent) -> bool:
        """A control that appears, goes or changes its words moves the others."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._again()
        return super().event(event)

    def _place(self, width: int, *, moves: bool) -> int:
        left = top = high = 0
        line: list[tuple[QWidget, int, QSize]] = []
        for one in self.shown():
            size = one.sizeHint()
            size.setWidth(min(size.width(), max(width, 1)))
            if left and left + size.width() > width:
                if moves:
                    place_line(line, top, high)
                left, top, high, line = 0, top + high + SPACING, 0, []
            line.append((one, left, size))
            left, high = left + size.width() + SPACING, max(high, size.height())
        if moves:
            place_line(line, top, high)
        return top + high


def place_line(line: Sequence[tuple[QWidget, int, QSize]], top: int, high: int) -> None:
    """Put the controls of a line where they belong, each in the middle of its height."""
    for one, left, size in line:
        one.setGeometry(left, top + (high - size.height()) // 2, size.width(), size.height())
