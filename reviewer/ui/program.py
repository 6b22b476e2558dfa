"""The program as the desktop sees it: its icon, and the case files that are pressed twice there."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QApplication

from reviewer import RESOURCES

if sys.platform == "darwin":
    from PySide6.QtCore import QEvent


class Program(QApplication):
    """The program as the desktop sees it."""

    case_pressed = Signal(Path)
    """macOS tells a file by an event, not by the command line."""

    def __init__(self, arguments: list[str]) -> None:
        """The icon is drawn a moment later, so that the first list need not wait for it."""
        super().__init__(arguments)
        self.setDesktopFileName("claim-reviewer")
        QTimer.singleShot(500, self, self._put_icon)

    def _put_icon(self) -> None:
        from PySide6.QtGui import QIcon

        self.setWindowIcon(QIcon(str(RESOURCES / "desktop" / "claim-reviewer.svg")))

    if sys.platform == "darwin":  # elsewhere every event would be shown to Python for nothing

        def event(self, event: QEvent) -> bool:
            """Only what is sent to the program itself comes here."""
            from PySide6.QtGui import QFileOpenEvent

            if isinstance(event, QFileOpenEvent):
                self.case_pressed.emit(Path(event.file()))
                return True
            return super().event(event)
