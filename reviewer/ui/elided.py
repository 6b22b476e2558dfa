"""Lines that end in … where there is no room; the whole text stands in the tip and for a screen reader."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
)

from reviewer.ui.choice import Choice
from reviewer.ui.tips import plain_tip, set_tip

LEAST = 48
"""Pixels of a field that stay in view where there is no room."""


class Elided(QLabel):
    """A line, or a few, that end in … where there is no room; the whole stands in its tip."""

    def __init__(self, text: str = "", *, is_name: bool = False, is_file: bool = False, lines: int = 1) -> None:
        """A name is bold, what stands below it small and soft; a file's name keeps its end."""
        super().__init__()
        self._whole, self._lines = text, lines
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
        set_tip(self, text)
        self.setAccessibleName(text)
        self._fit()

    def whole(self) -> str:
        """The text without …"""
        return self._whole

    def _fit(self) -> None:
        *before, rest = self._broken()
        self.setText("\n".join([*before, self.fontMetrics().elidedText(rest, self._mode, self.width())]))

    def _broken(self) -> list[str]:
        """The text in as many lines as it needs; what is too much stays in the last one."""
        found: list[str] = []
        rest = self._whole
        while len(found) < self._lines - 1 and self.fontMetrics().horizontalAdvance(rest) > self.width() > 0:
            broken = QTextLayout(rest, self.font())
            broken.beginLayout()
            line = broken.createLine()
            line.setLineWidth(self.width())
            broken.endLayout()
            found.append(rest[: line.textLength()].rstrip())
            rest = rest[line.textLength() :]
        return [*found, rest]

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
        set_tip(self, text)
        self.setVisible(bool(text))
        self._fit()

    def _fit(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width() - 16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text to the new width."""
        super().resizeEvent(event)
        self._fit()


class NarrowChoice(Choice):
    """A field with a closed list whose choice ends in … where there is no room; the whole stands in its tip."""

    def __init__(self, name: str, says: str) -> None:
        """Object name and accessible name; as narrow as it must be."""
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(says)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(4)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Gives way to its neighbours."""
        return QSize(LEAST, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt would cut the words off."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        kind, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(kind, option, part, self).width()
        if self.toolTip() != plain_tip(self.currentText()):
            set_tip(self, self.currentText())
        option.currentText = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(kind, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
