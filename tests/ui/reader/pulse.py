"""Feels the pulse of a window's thread: a timer of 10 ms, and the longest time that it could not beat."""

import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

BEAT = 10
_THREAD = Path("/proc/thread-self/schedstat")


def waited_for_a_core() -> float:
    """Seconds this thread has waited for another program to leave a processor core (Linux; 0 elsewhere)."""
    try:
        return int(_THREAD.read_text("ascii").split()[1]) / 1e9
    except (OSError, IndexError):
        return 0.0


class Pulse(QObject):
    """Beats in the thread of the window; what other programs took of the processor is no pause of ours."""

    def __init__(self, owner: QObject) -> None:
        """Begin at once."""
        super().__init__(owner)
        self.pauses: list[tuple[float, str]] = []
        self.beats, self.during = 0, ""
        self._last, self._waited = time.perf_counter(), waited_for_a_core()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT)

    def _beat(self) -> None:
        now, waited = time.perf_counter(), waited_for_a_core()
        pause = now - self._last - max(waited - self._waited, 0.0) - BEAT / 1000
        self.pauses.append((pause * 1000, self.during))
        self._last, self._waited = now, waited
        self.beats += 1

    def longest(self, count: int = 5) -> list[tuple[float, str]]:
        """The longest pauses in ms, and which paper was in view."""
        return sorted(self.pauses, reverse=True)[:count]

    def report(self) -> str:
        """In a few lines."""
        beats = sorted(pause for pause, _ in self.pauses)
        middle, late = beats[len(beats) // 2], beats[len(beats) * 99 // 100]
        longest = ", ".join(f"{pause:.0f} ms ({name})" for pause, name in self.longest())
        return f"{self.beats} beats; pauses: median {middle:.1f} ms, 99 % under {late:.0f} ms; longest {longest}"
