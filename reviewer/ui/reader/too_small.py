"""Says above a page that its print is too small to count as read, and enlarges it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reviewer.ui.parts import button, label, row
from reviewer.ui.wording import tr


class TooSmall(QWidget):
    """In large text or a small window a page is narrower than its print can be read at; absent where it is not."""

    enlarges = Signal()

    def __init__(self) -> None:
        """Absent until a page is too small."""
        super().__init__()
        self.setObjectName("too_small")
        line = row(margins=(12, 4, 8, 4))
        self.setLayout(line)
        words = tr("Too small to count as read.")
        line.addWidget(label(words, size=12, tone="wait", wrap=True), 1)
        line.addWidget(button("enlarge_print", tr("Enlarge"), self.enlarges.emit, role="link"))
        self.hide()
