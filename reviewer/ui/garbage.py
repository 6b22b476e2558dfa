"""Lets Python's garbage be collected on the GUI thread only: anywhere else it may free what the window is deleting.

A widget that goes away looks its Python half up; a collection on the thread of a lane can free that half in the same
moment, and the program falls. So the collector is off by itself and runs here, between two events.
"""

import gc
import sys

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication

from reviewer.ui.making import is_held

PAUSE = 100
"""Milliseconds between two looks at how much young garbage there may be."""
REST = 20
"""So many pauses lie between two looks at the old: seldom, but before there is so much that a look is felt."""
WHOLE, QUIET = 6_000, 60.0
"""So many pauses lie between two looks at everything, and as many seconds must then have passed in which nobody asked
for anything, with another program in front: such a look holds the window up for a third of a second."""
FLOOD, PATIENCE = 60_000, 100
"""So many young things at once are the work of a lane, gone again in a moment: so many pauses are waited for that."""
MANY = 10_000
"""So many pieces of memory more than after the last look are worth another look at the old.

The things themselves are never listed: a tuple that a lane is just making must be held by nobody else.
"""


class Garbage(QObject):
    """Collects the young as often as Python would by itself, and of the old what has come since the last look.

    Modules, classes, open windows and the words of papers stay long: what outlives one look is left alone until
    everything is looked at, ten minutes after the last time or once nobody looks at this program after that.
    """

    def __init__(self, parent: QObject) -> None:
        """Takes the collecting over until `give_back`."""
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._pauses = self._waited = 0
        self._pieces = sys.getallocatedblocks()
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect what is due."""
        self._pauses += 1
        if gc.get_count()[0] > FLOOD and self._waited < PATIENCE:
            self._waited += 1
            return
        self._waited = 0
        young, middle, _ = (have > most for have, most in zip(gc.get_count(), gc.get_threshold(), strict=True))
        if middle:
            gc.collect(1)
        elif young:
            gc.collect(0)
        if is_whole := self._pauses >= WHOLE and not is_held(QUIET) and not _is_in_front():
            self._pauses = 0
            gc.unfreeze()
        if is_whole or (self._pauses % REST == 0 and sys.getallocatedblocks() > self._pieces + MANY):
            gc.collect()
            gc.freeze()
            self._pieces = sys.getallocatedblocks()

    def give_back(self) -> None:
        """Python collects by itself again; nothing of the window is there any more."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()


def _is_in_front() -> bool:
    return QGuiApplication.applicationState().name == "ApplicationActive"
