"""A link whose words break into as many lines as they need, so that none of them is cut off."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy

from reviewer.ui.parts import Button, column, label


class WrappedLink(Button):
    """Reached and pressed like any button; a screen reader hears the whole."""

    def __init__(self, name: str, text: str, pressed: Callable[[], object]) -> None:
        """`name` is the object name."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setProperty("role", "link")
        self.words = label(text, tone="accent", wrap=True)
        self.words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = column(self, margins=4)
        inside.addWidget(self.words)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.clicked.connect(lambda *_: pressed())
