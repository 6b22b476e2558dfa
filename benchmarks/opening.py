"""From Enter on a row to the painted claim desk: the first of a run, and the others, each a new claim."""

import sys
import time
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.desk import numbers_of
from benchmarks.result import Result, at_share, seconds
from benchmarks.sample import Sample
from benchmarks.search import opened_list, touch, wait
from reviewer.app import Reviewer
from reviewer.casefile.case_file import open_case

OPENED, WARM, SEEN = 30, 6_000, 500
"""How many claims are opened, and milliseconds a reviewer looks at the list before the first, and at each."""
LONGEST = 10_000


def measure(sample: Sample) -> list[Result]:
    """Median and 95th percentile of claims with and without papers, beside a bare question for a claim's row."""
    told = opened(sample, OPENED)
    wall, burnt, bare = told.wall, told.burnt, told.bare
    count = f"{sample.claims:,} claims"
    return [
        Result(f"click to painted claim desk, {count}, first of a run", wall[0], "ms", aim=100),
        Result(
            f"click to painted claim desk, {count}, median", median(wall[1:]), "ms", "one bare SELECT of its row",
            median(bare), None, len(wall) - 1, 100,
        ),
        Result(f"click to painted claim desk, {count}, p95", at_share(wall[1:], 0.95), "ms", rounds=len(wall) - 1),
        Result(
            f"click to painted claim desk, {count}, median, processor time of the window's thread", median(burnt[1:]),
            "ms", aim=100, rounds=len(wall) - 1,
        ),
    ]  # fmt: skip


class Opened(NamedTuple):
    """Milliseconds until each desk was painted, of the window's thread for it, and of the bare question."""

    wall: Sequence[float]
    burnt: Sequence[float]
    bare: Sequence[float]


def opened(sample: Sample, most: int) -> Opened:
    """Open so many claims one after another in a real window."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    with sample.copy() as copied:
        with open_case(copied.case, writing=False) as case_file:
            numbers = numbers_of(case_file.reader(), most)
            conn, question = case_file.reader(), "SELECT * FROM claims WHERE claim = ?"
            bare = [seconds(lambda: conn.execute(question, (one,)).fetchone()) * 1_000 for one in numbers]  # noqa: B023
        reviewer = Reviewer(app)
        try:
            touch(opened_list(reviewer, copied.case))
            wait(WARM)
            watch = FirstDesk(reviewer)
            wall, burnt = zip(*(watch.open(number) for number in numbers), strict=True)
        finally:
            reviewer.window.close()
            reviewer.close()
    return Opened(wall, burnt, bare)


class FirstDesk(QObject):
    """Takes the time from asking for a claim until the desk was painted with what was read of it."""

    def __init__(self, reviewer: Reviewer) -> None:
        super().__init__()
        self._window, self._loop = reviewer.window, QEventLoop()
        self._number, self._is_shown = "", False
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._loop.quit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first paint of the desk after its page came ends the wait."""
        if event.type() == QEvent.Type.Paint and self._number:
            desk = self._window.desk
            if desk is not None and desk.page is not None and desk.page.claim.number == self._number:
                self._number = ""
                QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        self._at = time.perf_counter(), time.thread_time()
        self._loop.quit()

    def open(self, number: str) -> tuple[float, float]:
        """Milliseconds until the desk of this claim was painted, and the processor time of this thread of them."""
        self._number, self._at = number, (0.0, 0.0)
        self._late.start(LONGEST)
        began, burning = time.perf_counter(), time.thread_time()
        self._window.show_claim(number)
        desk = self._window.desk
        assert desk is not None
        desk.installEventFilter(self)  # on the desk alone: over the whole program it would slow every event
        self._loop.exec()
        self._late.stop()
        if not self._at[0]:
            raise TimeoutError(f"the desk of {number} was not painted")
        lasted = (self._at[0] - began) * 1_000, (self._at[1] - burning) * 1_000
        wait(SEEN)
        return lasted
