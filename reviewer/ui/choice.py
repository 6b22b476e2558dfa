"""Boxes to choose from and dates, which the wheel scrolls past: it must not change an answer under the pointer."""

import datetime as dt

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QLineEdit

from reviewer.ui.wording import day, day_format, read_day


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


class Day(QDateTimeEdit):
    """A field for a date: typed as 2023-04-20, shown in the reader's form while the keyboard is elsewhere."""

    clock = ""
    """What follows the day."""

    def __init__(self, value: QDate | QDateTime | None = None) -> None:
        """The present day where none is given."""
        super().__init__(QDateTime.currentDateTime() if value is None else value)
        self.setLocale(QLocale(QLocale.Language.English))
        self.setCalendarPopup(True)
        self._show_as(day_format())

    def _show_as(self, form: str) -> None:
        self.setDisplayFormat(form + self.clock)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """What holds the field scrolls."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Digits follow each other."""
        self._show_as("yyyy-MM-dd")
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is taken first."""
        super().focusOutEvent(event)
        self._show_as(day_format())


class Moment(Day):
    """A field for date and time."""

    clock = " HH:mm"


class DayLine(QLineEdit):
    """A day that may stay empty; typed in any form, it is shown in the reader's once the keyboard leaves."""

    def __init__(self) -> None:
        """Empty; it shows by an example how a day may be written."""
        super().__init__()
        self.setPlaceholderText(day(dt.date(2023, 4, 20)))
        self.editingFinished.connect(self._read)

    def _read(self) -> None:
        """Show what was typed in the reader's form; it stays what a person typed."""
        is_own = self.isModified()
        self.setText(self.text())
        self.setModified(is_own)

    def day(self) -> dt.date | None:
        """The day; None where there is none or what stands there is none."""
        return read_day(self.text())

    def setText(self, text: str | None, /) -> None:
        """A day is shown in the reader's form, anything else as it is."""
        found = read_day(text or "")
        super().setText(day(found) if found is not None else text or "")
