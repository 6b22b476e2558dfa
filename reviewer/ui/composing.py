"""Keeps the syllable that is still being composed: in drafts, and in its field before anything else happens."""

from functools import partial

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

ENDS = frozenset(
    {
        QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.FocusOut,
        QEvent.Type.Hide, QEvent.Type.Close, QEvent.Type.TouchBegin,
    }
)  # fmt: skip
"""What a person does next, or what becomes of the field: none of it may find a syllable half typed."""

MODIFIERS = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta})


SYLLABLE = "composed_syllable"
"""The property under which a field carries its syllable; the toolkit shows it and does not count it as text."""


def typed(field: QLineEdit | QPlainTextEdit) -> str:
    """What a person sees in the field: its text, and at the cursor the syllable that is still being composed."""
    if isinstance(field, QLineEdit):
        text, place = field.text(), field.cursorPosition()
    else:
        text, place = field.toPlainText(), field.textCursor().position()
    return text[:place] + (field.property(SYLLABLE) or "") + text[place:]


class Composing(QObject):
    """Watches the field that has the keyboard, and its window only while a syllable is being composed there.

    An input method gives its syllable up itself where it can; where it is slow, or the field goes first, this does.
    """

    def __init__(self, parent: QObject) -> None:
        """Follows the keyboard from field to field."""
        super().__init__(parent)
        self._field: QWidget | None = None
        self._window: QWindow | None = None
        self._syllable = ""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)
        self._moved(None, app.focusWidget())

    def _moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if self._field is not None and shiboken6.isValid(self._field):
            self._field.removeEventFilter(self)
        self._heard("")
        self._field = now
        if now is not None:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear what is composed; everything that ends it finds the syllable in its field."""
        if isinstance(event, QInputMethodEvent) and watched is self._field:
            self._heard(event.preeditString())
        elif self._syllable and event.type() in ENDS and not _is_of_syllable(event):
            self.commit()
        return False

    def _heard(self, syllable: str) -> None:
        if syllable != self._syllable and self._field is not None and shiboken6.isValid(self._field):
            self._field.setProperty(SYLLABLE, syllable)
            QTimer.singleShot(0, self._field, partial(_tell, self._field))  # the field has heard it too by then
        self._syllable = syllable
        handle = self._field.window().windowHandle() if syllable and self._field is not None else None
        if handle is not self._window:
            if self._window is not None and shiboken6.isValid(self._window):
                self._window.removeEventFilter(self)
            if handle is not None:
                handle.installEventFilter(self)
            self._window = handle

    def commit(self) -> None:
        """Put the syllable into its field."""
        QGuiApplication.inputMethod().commit()
        syllable, field = self._syllable, self._field
        self._heard("")
        if syllable and field is not None and shiboken6.isValid(field):
            given = QInputMethodEvent()
            given.setCommitString(syllable)
            QApplication.sendEvent(field, given)


def _tell(field: QWidget) -> None:
    """Whoever keeps drafts hears of a syllable as of any text."""
    if isinstance(field, QLineEdit):
        field.textEdited.emit(typed(field))
    elif isinstance(field, QPlainTextEdit):
        field.textChanged.emit()


def _is_of_syllable(event: QEvent) -> bool:
    """A modifier alone ends nothing."""
    return isinstance(event, QKeyEvent) and event.key() in MODIFIERS
