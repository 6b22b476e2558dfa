"""Lines that end in … where there is no room; the whole text stands in the tip and for a screen reader."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy


class Elided(QLabel):
    """A line that ends in … where there is no room; the whole stands in its tip."""

    def __init__(self, text: str = "", *, is_name: bool = False, is_file: bool = False) -> None:
        """A name is bold, what stands below it small and soft; a file's name keeps its end."""
        super().__init__()
        self._whole = text
        self._mode = Qt.TextElideMode.ElideMiddle if is_file else Qt.TextElideMode.ElideRight
        self.setTextFormat(Qt.TextFormat.PlainText)
        if is_name:
            self.setProperty("weight", "bold")
        else:
            self.setProperty("textsize", "12")
            self.setProperty("tone", "soft")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._fit()

    def whole(self) -> str:
        """The text without …"""
        return self._whole

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, self._mode, self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text to the new width."""
        super().resizeEvent(event)
        self._fit()


class ElidedLink(QPushButton):
    """A link of one line; hidden while it says nothing."""

    def __init__(self, name: str) -> None:
        """`name` is the object name."""
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "link")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._whole = ""
        self.hide()

    def say(self, text: str) -> None:
        """Show a text, or nothing."""
        self._whole = text
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setVisible(bool(text))
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width() - 16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text to the new width."""
        super().resizeEvent(event)
        self._fit()
