"""The program as the desktop sees it, and how long its start takes."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication, QTableView, QWidget

from reviewer import RESOURCES


class Program(QApplication):
    """The program as the desktop sees it: its icon, and the case files that are pressed twice there."""

    case_pressed = Signal(Path)
    """macOS tells a file by an event, not by the command line."""

    def __init__(self, arguments: list[str]) -> None:
        """The icon is drawn a moment later, so that the first list need not wait for it."""
        super().__init__(arguments)
        self.setDesktopFileName("claim-reviewer")
        icon = str(RESOURCES / "desktop" / "claim-reviewer.svg")
        QTimer.singleShot(500, self, lambda: self.setWindowIcon(QIcon(icon)))

    def event(self, event: QEvent) -> bool:
        """Only what is sent to the program itself comes here."""
        if isinstance(event, QFileOpenEvent):
            self.case_pressed.emit(Path(event.file()))
            return True
        return super().event(event)


class FirstPaint(QObject):
    """Says `painted` and ends the program once the first rows were painted; for measuring how long the start takes."""

    def __init__(self, window: QWidget, *, of_claims: bool, whole: bool) -> None:
        """Watches the rows of claims, those of the `whole` window or the first; the window where no case was named."""
        super().__init__(window)
        self._window, self._of_claims = window, of_claims
        self._names = ("claims_table",) if whole else ("first_rows", "claims_table")
        self._is_done = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A paint of the table with rows counts; it is carried out before the timer rings."""
        table = self._table() if self._of_claims else None
        if watched is self._window and table is not None:
            self._window.removeEventFilter(self)
            (table.viewport() if isinstance(table, QTableView) else table).installEventFilter(self)
        elif event.type() == QEvent.Type.Paint and not self._is_done and self._is_whole(table):
            self._is_done = True
            QTimer.singleShot(0, self._end)
        return False

    def _table(self) -> QWidget | None:
        found = (self._window.findChild(QWidget, name) for name in self._names)
        return next((table for table in found if table is not None), None)

    def _is_whole(self, table: QWidget | None) -> bool:
        return (
            not self._of_claims if table is None else not isinstance(table, QTableView) or table.model().rowCount() > 0
        )

    def _end(self) -> None:
        print("painted", flush=True)
        self._window.close()
