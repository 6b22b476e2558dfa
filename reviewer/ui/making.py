"""Makes the parts of a place or desk a few milliseconds at a time, so that the window never stands still for them."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

PAUSE, SLICE = 20, 0.008
"""Milliseconds the window has its turn between two looks, and seconds after which no further part is begun."""
HELD = 0.4
"""Seconds for which nothing is made after somebody asked for something that is awaited."""

Part = TypeVar("Part")

_goes_on_at = 0.0


class later(cached_property[Part]):  # noqa: N801  as what it is made of
    """A part of a window that is made where it belongs when it is first asked for: few who open the window see it."""

    def made(self, owner: object) -> Part | None:
        """The part of this owner; None where nobody has asked for it yet."""
        found: Part | None = vars(owner).get(self.attrname or "")
        return found


def give_way() -> None:
    """Let whatever is made ahead wait a moment: somebody waits for something else."""
    global _goes_on_at
    _goes_on_at = time.perf_counter() + HELD


def is_held(seconds: float = 0.0) -> bool:
    """Whether what is made ahead waits, or did so many `seconds` ago."""
    return time.perf_counter() < _goes_on_at + seconds


def styled(whole: QWidget) -> Iterator[None]:
    """Give every part its style, which it would otherwise get together with all the others when first shown."""
    for part in whole.findChildren(QWidget):
        part.ensurePolished()
        yield


def next_turn(owner: QObject, act: Callable[[], object]) -> None:
    """Act in a turn of its own, after keys and timers that are due; never where `owner` is gone by then.

    After no time at all it would be one of the events that are waiting, and those are all dealt with in one go.
    """
    QTimer.singleShot(1, owner, act)


class Making(QObject):
    """Goes on by itself once it was begun; whoever needs the whole at once asks to `finish`."""

    def __init__(self, parts: Iterator[object], parent: QObject) -> None:
        """`parts` makes one part after another, each in less than the blink of an eye."""
        super().__init__(parent)
        self._parts = parts
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._go_on)

    def begin(self) -> None:
        """Make the parts, from the next turn on."""
        self._timer.start()

    def _go_on(self) -> None:
        if is_held() or QApplication.activePopupWidget() is not None:  # a list that is open would close
            return
        until = time.perf_counter() + SLICE
        while time.perf_counter() < until and self.step():
            pass

    def step(self) -> bool:
        """Make one part at once; False where nothing was left."""
        is_more = next(self._parts, self) is not self
        if not is_more:
            self._timer.stop()
        return is_more

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to make."""
        return not self._timer.isActive()

    def stop(self) -> None:
        """Make no further part by itself."""
        self._timer.stop()

    def finish(self) -> None:
        """Make what is left at once; nothing where nothing is left."""
        deque(self._parts, maxlen=0)
        self._timer.stop()
