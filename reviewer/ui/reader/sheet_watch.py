"""Watches what is in view of a sheet: whether it was legible long enough, and whether rows are long on their way."""

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.ui.reader.sheet_grid import SheetGrid

SLOW = 400
"""Rows that are longer on their way (milliseconds) are named in the line below the grid."""
LEGIBLE = (0.6, 700)
"""A sheet counts as seen once its rows stood on screen for so many milliseconds at this zoom or larger."""


class SheetWatch(QObject):
    """Begins anew whenever the grid is scrolled."""

    legible = Signal()
    """What is in view was legible on screen."""
    slow = Signal(int, int)
    """These rows are in view and still on their way."""

    def __init__(self, grid: SheetGrid) -> None:
        """Nothing is watched before `start`, or the first scrolling."""
        super().__init__(grid)
        self._grid = grid
        self._dwell, self._wait = QTimer(self), QTimer(self)
        for timer, pause, done in ((self._dwell, LEGIBLE[1], self._dwelt), (self._wait, SLOW, self._waited)):
            timer.setSingleShot(True)
            timer.setInterval(pause)
            timer.timeout.connect(done)
        grid.verticalScrollBar().valueChanged.connect(lambda _: self.start())
        grid.verticalScrollBar().valueChanged.connect(lambda _: self.start_waiting())

    def start(self) -> None:
        """Something else is in view: it has to be looked at anew."""
        self._dwell.start()

    def start_waiting(self) -> None:
        """Rows may be on their way."""
        self._wait.start()

    def stop(self) -> None:
        """Nothing is looked at."""
        self._dwell.stop()

    def _dwelt(self) -> None:
        in_view = self._grid.plan.rows_in_view()
        is_empty = not self._grid.plan.rows
        here = is_empty or (bool(in_view) and self._grid.rows.has_all(in_view[0], in_view[-1]))
        if self._grid.isVisible() and here and self._grid.zoom >= LEGIBLE[0]:
            self.legible.emit()

    def _waited(self) -> None:
        in_view = self._grid.plan.rows_in_view()
        if in_view and not self._grid.rows.has_all(in_view[0], in_view[-1]):
            self.slow.emit(in_view[0], in_view[-1])
