"""How long a start takes: says when the first rows were painted, and ends the program."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from reviewer.ui.main_window import MainWindow

if TYPE_CHECKING:  # with a table come a dozen enumerations, which the first rows do without (ADR 32)
    from PySide6.QtWidgets import QTableView

NO_FIRST = 1_000
"""Milliseconds after which a case has no first rows and its list is waited for, as where it is locked."""


class FirstPaint(QObject):
    """Says `painted` once; what Python is not shown of the window's events before the first rows costs no time."""

    def __init__(self, window: MainWindow, *, of_claims: bool, whole: bool) -> None:
        """Waits for the first rows, for those of the `whole` window, or for the window where no case was named."""
        super().__init__(window)
        self._window, self._of_claims, self._is_done = window, of_claims, False
        if of_claims and not whole:
            window.first_shown.connect(self._end)
            QTimer.singleShot(NO_FIRST, self, self._watch)
        else:
            self._watch()

    def _watch(self) -> None:
        self._window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A paint of the table with rows counts; it is carried out before the timer rings."""
        from PySide6.QtWidgets import QTableView

        table = self._window.findChild(QTableView, "claims_table") if self._of_claims else None
        if watched is self._window and table is not None:
            self._window.removeEventFilter(self)
            table.viewport().installEventFilter(self)
        elif event.type() == QEvent.Type.Paint and not self._is_done and self._is_whole(table):
            self._is_done = True
            QTimer.singleShot(0, self._end)
        return False

    def _is_whole(self, table: "QTableView | None") -> bool:
        return not self._of_claims if table is None else table.model().rowCount() > 0

    def _end(self) -> None:
        print("painted", flush=True)
        self._window.close()
