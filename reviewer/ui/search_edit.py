"""The search field: it also sees the syllable that is still being composed."""

import unicodedata

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit


class SearchEdit(QLineEdit):
    """A line edit that tells its words at every key, Hangul in composition included."""

    words_changed = Signal(str)
    settled = Signal(str)
    """The syllable in composition became text as it stood: the words are the same, and sure now."""

    def __init__(self) -> None:
        """Empty at first."""
        super().__init__()
        self._composing, self._last = "", ""
        self.keeps_enter = self._is_silent = False
        self.setClearButtonEnabled(True)
        self.textChanged.connect(lambda _: self._tell())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """While a syllable is composed, text() is empty and textChanged is silent (figures.md A.3)."""
        composed, before = self._composing, self._last
        self._composing = event.preeditString()
        super().inputMethodEvent(event)
        self._tell()
        if composed and not self._composing and self._last == before:
            self.settled.emit(before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is told by returnPressed; where the field keeps it, it opens nothing behind the field as well."""
        super().keyPressEvent(event)
        if self.keeps_enter and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()

    def words(self) -> str:
        """Everything that stands in the field, composed to NFC."""
        place, text = self.cursorPosition(), self.text()
        return unicodedata.normalize("NFC", text[:place] + self._composing + text[place:])

    def say_silently(self, text: str) -> None:
        """Put text in that whoever listens knows of; what is typed next is told against it."""
        self._is_silent = True
        self.setText(text)
        self._is_silent = False

    def is_composing(self) -> bool:
        """Whether the last syllable is still being typed."""
        return bool(self._composing)

    def _tell(self) -> None:
        words = self.words()
        if words != self._last:
            self._last = words
            if not self._is_silent:
                self.words_changed.emit(words)
