"""How late the thread of a window is: a timer of 10 ms, in wall time and without what other programs took."""

import threading
import time
from array import array
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

BEAT = 10


class Beats(QObject):
    """Beats from when it is made; `wall` and `own` are the pauses so far, in milliseconds.

    `own` is what the thread itself worked between two beats: a pause that another program caused is not the window's.
    """

    def __init__(self) -> None:
        super().__init__()
        self.wall, self.own = array("f"), array("f")  # of an hour, few bytes: memory is measured meanwhile
        self._last = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT)

    def _beat(self) -> None:
        now = time.perf_counter(), time.thread_time()
        self.wall.append(max((now[0] - self._last[0]) * 1_000 - BEAT, 0.0))
        self.own.append((now[1] - self._last[1]) * 1_000)
        self._last = now

    def restart(self) -> None:
        """Forget the pauses so far."""
        del self.wall[:], self.own[:]
        self._last = time.perf_counter(), time.thread_time()


def resident() -> float:
    """The memory of this process that is in use now, in MB as a peak is told (`processes`) and task managers count."""
    import os

    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def threads() -> int:
    """How many threads there are; those that stay are a leak."""
    return threading.active_count()
