"""What stands in a scroll area is as high as its wrapped texts need at the width they have, so that none is cut."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class Tall(QWidget):
    """A scroll area asks how high its content wants to be, but never at which width; this answers for the width."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Something inside was shown, hidden or got another text."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            self.setMinimumHeight(max(layout.totalHeightForWidth(self.width()), 0))
