"""From a click on a head to the painted rows: every column of the list sorted both ways in the real window."""

import time
from collections.abc import Sequence
from statistics import median

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.result import Result, at_share, seconds
from benchmarks.sample import Sample
from benchmarks.search import opened_list, wait_until
from reviewer.app import Reviewer
from reviewer.ui.claim_columns import COLUMNS
from reviewer.ui.claims.claim_list import ClaimList

BARE_QUESTION = "SELECT id FROM claims ORDER BY trade_name LIMIT 200"
LONGEST = 10_000


def measure(sample: Sample) -> list[Result]:
    """Median and 95th percentile of all columns both ways, beside a bare question for the first 200 by name."""
    lasted, bare = sorted_by(sample, [column.field for column in COLUMNS])
    count = f"{sample.claims:,} claims"
    return [
        Result(
            f"sort to painted rows, {count}, median", median(lasted), "ms", "bare SQLite ORDER BY, no window",
            median(bare), median(lasted) / median(bare), len(lasted),
        ),
        Result(f"sort to painted rows, {count}, p95", at_share(lasted, 0.95), "ms", rounds=len(lasted), aim=100),
    ]  # fmt: skip


def sorted_by(sample: Sample, fields: Sequence[str]) -> tuple[list[float], list[float]]:
    """Milliseconds of sorting by each field both ways, and of the bare question in turn."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    lasted: list[float] = []
    bare: list[float] = []
    with sample.copy() as copied:
        reviewer = Reviewer(app)
        try:
            claims = opened_list(reviewer, copied.case)
            watch = FirstRows(claims)
            conn = claims._sitting.on_screen
            for field in fields:
                for descending in (False, True):
                    lasted.append(watch.sort(field, descending))
                    bare.append(seconds(lambda: conn.execute(BARE_QUESTION).fetchall()) * 1_000)
        finally:
            reviewer.window.close()
            reviewer.close()
    return lasted, bare


class FirstRows(QObject):
    """Takes the time from asking for an order until its first rows were painted."""

    def __init__(self, claims: ClaimList) -> None:
        super().__init__()
        self._claims, self._loop = claims, QEventLoop()
        self._waits = self._is_answered = False
        self._painted_at = 0.0
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.timeout.connect(self._loop.quit)
        claims.model.modelReset.connect(self._answered)
        claims.table.viewport().installEventFilter(self)

    def _answered(self) -> None:
        self._is_answered = self._waits

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first paint of the rows after the answer ends the wait."""
        if self._is_answered and event.type() == QEvent.Type.Paint:
            self._waits = self._is_answered = False
            QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        self._painted_at = time.perf_counter()
        self._loop.quit()

    def sort(self, field: str, descending: bool) -> float:
        """Milliseconds until the first rows in this order were painted."""
        self._waits = True
        self._limit.start(LONGEST)
        began = time.perf_counter()
        self._claims.sort_by(field, descending)
        self._loop.exec()
        self._limit.stop()
        assert not self._waits, field
        wait_until(lambda: self._claims.reading.is_complete)
        return (self._painted_at - began) * 1_000
