"""A title beside its buttons, and above them where there is no room for both."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from reviewer.ui.elided import Elided
from reviewer.ui.parts import row


class TitleLine(QWidget):
    """Which of the two it is follows from its width alone, whatever the title says."""

    def __init__(self, roomy: int) -> None:
        """`roomy` pixels are enough for title and buttons in one line."""
        super().__init__()
        self._roomy = roomy
        self.title = Elided(is_name=True, lines=2)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(16, 8, 16, 8)
        self._line.setSpacing(8)
        self._line.addWidget(self.title, 1)

    def hold(self, *buttons: QWidget) -> None:
        """Put these beside the title."""
        found, inside = QWidget(), row()
        found.setLayout(inside)
        found.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for one in buttons:
            inside.addWidget(one)
        self._line.addWidget(found, 0, Qt.AlignmentFlag.AlignLeft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width holds both, or not."""
        ways = QBoxLayout.Direction
        self._line.setDirection(ways.LeftToRight if self.width() >= self._roomy else ways.TopToBottom)
        super().resizeEvent(event)
