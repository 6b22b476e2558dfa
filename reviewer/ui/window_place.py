"""Keeps how large the window is and where it stands, soon after it changed: a computer that stops loses neither."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from reviewer.ui.preferences import Preferences

RESTS = 1_000
"""Milliseconds without a change until it is kept; a window that is being dragged changes all the time."""
_CHANGES = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowStateChange})


class WindowPlace(QObject):
    """Watches a window from when it was put where it stood the last time."""

    def __init__(self, window: QWidget, preferences: "Preferences") -> None:
        """Put it there; on a screen that is gone, Qt brings it back into view."""
        super().__init__(window)
        self._window, self._preferences = window, preferences
        window.restoreGeometry(preferences.window)
        self._later = QTimer(self, singleShot=True, interval=RESTS)
        self._later.timeout.connect(self.keep)
        window.installEventFilter(self)

    def keep(self) -> None:
        """Keep it as it is now."""
        self._later.stop()
        self._preferences.keep_window(self._window.saveGeometry())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A change of the window is kept in a moment."""
        if event.type() in _CHANGES and self._window.isVisible():
            self._later.start()
        return False
