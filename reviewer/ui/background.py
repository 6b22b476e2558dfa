"""Runs work off the window's thread and brings the answer back to the window that asked for it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

Answer = TypeVar("Answer")


class Lane(QObject):
    """One lane of work (house.md section 3); with one worker, jobs are done in the order they were asked for."""

    _answered = Signal(int, bool, object)

    def __init__(self, name: str, workers: int = 1, *, writes: bool = False) -> None:
        """`name` is seen in thread lists and logs; a lane that `writes` may never be asked in vain."""
        super().__init__()
        self._writes = writes
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix=name)
        self._numbers = count()
        self._closed = False
        self._waiting: dict[int, tuple[Callable[[Any], None], Callable[[BaseException], None], QObject]] = {}
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Answer],
        *,
        then: Callable[[Answer], None],
        otherwise: Callable[[BaseException], None],
        owner: QObject,
    ) -> None:
        """Do `work` on this lane; `then` or `otherwise` is called on the window's thread unless `owner` is gone.

        A timer of a closing window can still ask for something to be read: nobody is left to see it, so it is dropped.
        A write that comes too late is a fault (RuntimeError), never dropped in silence.
        """
        if self._closed and not self._writes:
            return
        number = next(self._numbers)
        self._waiting[number] = (then, otherwise, owner)
        self._pool.submit(self._do, number, work)

    @property
    def is_busy(self) -> bool:
        """Whether something was asked for whose answer has not come yet."""
        return bool(self._waiting)

    def _do(self, number: int, work: Callable[[], object]) -> None:
        try:
            answer, done = work(), True
        except BaseException as fault:
            answer, done = fault, False
        self._answered.emit(number, done, answer)

    def _deliver(self, number: int, done: bool, answer: Any) -> None:
        then, otherwise, owner = self._waiting.pop(number)
        if shiboken6.isValid(owner) and not self._closed:
            (then if done else otherwise)(answer)

    def close(self) -> None:
        """Wait for everything that was asked for: a decision is never dropped, only words about it."""
        self._closed = True
        self._pool.shutdown(wait=True)


class Lanes:
    """The three lanes: `clerk` writes, `reader` reads, `glovebox` opens what claimants sent."""

    def __init__(self) -> None:
        """Threads start with the first work, so an idle lane costs nothing.

        A paper keeps one worker busy at most: the one being read, its two neighbours.
        """
        self.clerk, self.reader, self.glovebox = Lane("clerk", writes=True), Lane("reader"), Lane("glovebox", 3)

    def close(self) -> None:
        """Wait for all three, the clerk last."""
        for lane in (self.glovebox, self.reader, self.clerk):
            lane.close()
