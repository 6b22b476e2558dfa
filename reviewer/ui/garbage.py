"""Lets Python's garbage be collected on the GUI thread only: anywhere else it may free what the window is deleting.

A widget that goes away looks its Python half up; a collection on the thread of a lane can free that half in the same
moment, and the program falls. So the collector is off by itself and runs here, between two events.
"""

import gc

from PySide6.QtCore import QObject, QTimer

PAUSE = 100
"""Milliseconds between two looks at how much young garbage there may be."""
REST = 50
"""So many pauses lie between two looks at the old, because even counting them takes a moment."""


class Garbage(QObject):
    """Collects as often as Python would by itself: the young often, the old when a quarter more of it has grown.

    What was there before the first window, modules and classes, stays as long as the program and is not looked at.
    """

    def __init__(self, parent: QObject) -> None:
        """Takes the collecting over until `give_back`."""
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._old, self._rested = 0, 0
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect what is due."""
        young, middle, old = (have > most for have, most in zip(gc.get_count(), gc.get_threshold(), strict=True))
        if middle:
            gc.collect(1)
        elif young:
            gc.collect(0)
        self._rested += 1
        if old and self._rested >= REST:
            self._rested = 0
            if len(gc.get_objects(generation=2)) > self._old * 5 // 4:
                gc.collect()
                self._old = len(gc.get_objects(generation=2))

    def give_back(self) -> None:
        """Python collects by itself again; nothing of the window is there any more."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
