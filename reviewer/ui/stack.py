"""Pages one upon the other that need no more room than the one in view."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget


class Stack(QStackedWidget):
    """Qt gives a stack the least size of its largest page, so that one wide page would make all the others scroll."""

    def __init__(self) -> None:
        """Empty until pages are added."""
        super().__init__()
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def minimumSizeHint(self) -> QSize:
        """What the page in view needs, a width or height that it insists on included."""
        page = self.currentWidget()
        return page.minimumSizeHint().expandedTo(page.minimumSize()) if page is not None else QSize(0, 0)

    def heightForWidth(self, width: int) -> int:
        """How high the page in view is at least at a width; -1 where that makes no difference."""
        page = self.currentWidget()
        layout = page.layout() if page is not None else None
        return layout.minimumHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else -1
