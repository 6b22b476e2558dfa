"""Boxes to choose from and dates, which the wheel scrolls past: it must not change an answer under the pointer."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QDateEdit, QDateTimeEdit


class Choice(QComboBox):
    """A box with a list that opens."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """What holds the box scrolls."""
        event.ignore()


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
