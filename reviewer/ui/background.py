"""Runs work off the window's thread and brings the answer back to the window that asked for it."""

import dataclasses
import sys
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from itertools import count
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

Answer = TypeVar("Answer")

BUSY = 0.008
"""Seconds after which an answer kept the window so long that the next one waits a turn."""
TURN = 0.0005
"""Seconds after which a lane gives the window its turn: Qt asks for it anew at every step, and each time would wait."""


@dataclasses.dataclass
class _Errand:
    """What was asked for, who wants to know, and what came of it."""

    work: Callable[[], Any]
    then: Callable[[Any], None]
    otherwise: Callable[[BaseException], None]
    owner: QObject
    answer: Any = None
    has_failed: bool = False


class Lane(QObject):
    """One lane of work (house.md section 3); with one worker, jobs are done in the order they were asked for."""

    _answered = Signal(int)

    def __init__(self, name: str, workers: int = 1, *, writes: bool = False) -> None:
        """`name` is seen in thread lists and logs; a lane that `writes` may never be asked in vain."""
        super().__init__()
        self._writes = writes
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix=name)
        self._numbers = count()
        self._closed = False
        self._waiting: dict[int, _Errand] = {}
        self._answers: deque[int] = deque()
        self._turn = QTimer(self, singleShot=True, interval=1)  # a turn of its own (making.next_turn)
        self._turn.timeout.connect(self._tell)
        self._last: Future[None] | None = None
        self._answered.connect(self._deliver)  # from another thread, so it waits its turn on the window's

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
        self._waiting[number] = _Errand(work, then, otherwise, owner)
        self._last = self._pool.submit(self._do, number)

    def make_way(self, milliseconds: int) -> None:
        """Do nothing on this thread until what was asked for last is done, for so long at most.

        Its answer comes as ever. Where the window has nothing to do before it, that is sooner than taking turns.
        """
        if self._last is not None:
            wait((self._last,), milliseconds / 1_000)

    @property
    def is_closed(self) -> bool:
        """Whether the window is going, and nothing can be asked for any more."""
        return self._closed

    @property
    def is_busy(self) -> bool:
        """Whether something was asked for whose answer has not come yet."""
        return bool(self._waiting)

    def _do(self, number: int) -> None:
        """Do one errand; what it holds of the windows is let go on their thread, never here.

        A widget that goes away looks its Python half up; were the last reference to that half dropped on this thread
        in the same moment, the program would fall. So work and answer stay in `_waiting` until they are delivered.
        """
        errand = self._waiting[number]
        try:
            errand.answer = errand.work()
        except BaseException as fault:
            errand.answer, errand.has_failed = fault, True
        del errand
        self._answered.emit(number)

    def _deliver(self, number: int) -> None:
        """Answers that came together are told one by one: after one that kept the window busy, keys have their turn."""
        self._answers.append(number)
        if not self._turn.isActive():
            self._tell()

    def _tell(self) -> None:
        if not self._answers:
            return
        began = time.perf_counter()
        try:
            self._tell_one(self._waiting.pop(self._answers.popleft()))
        finally:
            if self._answers or time.perf_counter() - began > BUSY:
                self._turn.start()

    def _tell_one(self, errand: _Errand) -> None:
        if shiboken6.isValid(errand.owner) and not self._closed:
            (errand.otherwise if errand.has_failed else errand.then)(errand.answer)

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
        sys.setswitchinterval(TURN)
        self.clerk, self.reader, self.glovebox = Lane("clerk", writes=True), Lane("reader"), Lane("glovebox", 3)

    def close(self) -> None:
        """Wait for all three, the clerk last."""
        for lane in (self.glovebox, self.reader, self.clerk):
            lane.close()
