"""Windows in which much is entered before anything is recorded: Esc, pressed by habit, does not throw it away."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit

from reviewer.ui.wording import tr


class LeavesTwice(QDialog):
    """The first Esc says what would be lost; the second one, with nothing entered in between, closes."""

    _began: Any = None
    _told: Any = None

    def showEvent(self, event: QShowEvent) -> None:
        """What stands there at first was entered by nobody."""
        super().showEvent(event)
        if not event.spontaneous():
            self._began = self._told = self.entered()

    def entered(self) -> Any:
        """What a person entered so far, to compare."""
        lines = [one.text() for one in self.findChildren(QLineEdit)]
        return lines + [one.toPlainText() for one in self.findChildren(QPlainTextEdit)]

    def tell(self, text: str) -> None:
        """Say it where the window says such things."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is told first."""
        entered = self.entered()
        if event.key() == Qt.Key.Key_Escape and entered not in (self._began, self._told):
            self._told = entered
            self.tell(tr("Press Esc once more to close this window; what you entered here is lost then."))
        else:
            super().keyPressEvent(event)
