"""Two papers side by side, or one over the other with a line that slides between them."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QWidget


class CompareField(QWidget):
    """Holds the two sides and gives each its place; both keep their own zoom, place and tools."""

    def __init__(self, first: QWidget, second: QWidget) -> None:
        """Side by side at first."""
        super().__init__()
        self.sides = [first, second]
        self.is_over, self._share = False, 50
        for side in self.sides:
            side.setParent(self)
        self.setMinimumHeight(200)

    def set_over(self, is_over: bool) -> None:
        """Lay the right side over the left one, or both side by side again."""
        self.is_over = is_over
        self._lay()

    def set_share(self, percent: int) -> None:
        """How much of the left side is seen where the right one lies over it."""
        self._share = percent
        self._lay()

    def swap(self) -> None:
        """Change their places."""
        self.sides.reverse()
        self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Both follow."""
        super().resizeEvent(event)
        self._lay()

    def _lay(self) -> None:
        first, second = self.sides
        if self.is_over:
            for side in self.sides:
                side.setGeometry(self.rect())
            cut = self.width() * self._share // 100
            second.raise_()
            first.clearMask()
            second.setMask(QRegion(QRect(cut, 0, self.width() - cut, self.height())))
            return
        for side in self.sides:
            side.clearMask()
        half = self.width() // 2
        first.setGeometry(0, 0, half - 1, self.height())
        second.setGeometry(half + 1, 0, self.width() - half - 1, self.height())
