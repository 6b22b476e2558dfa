"""Boxes to choose from and dates, which the wheel scrolls past: it must not change an answer under the pointer."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QDateTimeEdit


class Choice(QComboBox):
    """A box with a list that opens."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """What holds the box scrolls."""
        event.ignore()


STEPS = frozenset(
    {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End}
)


class ActingChoice(Choice):
    """A box whose choice acts at once: keys open its list, where one looks before one chooses."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A step or a letter would act with every press on the way."""
        if event.key() in STEPS or event.text().strip():
            self.showPopup()
        else:
            super().keyPressEvent(event)


class Day(QDateEdit):
    """A field for a date."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """What holds the field scrolls."""
        event.ignore()


class Moment(QDateTimeEdit):
    """A field for date and time."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """What holds the field scrolls."""
        event.ignore()
