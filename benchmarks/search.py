"""From a key in the search field to the painted rows: the real window, Korean typed letter by letter and deleted."""

import time
from array import array
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks import db_browser, read_papers
from benchmarks.result import Result, at_share, seconds
from benchmarks.sample import Sample
from reviewer.app import Reviewer
from reviewer.rules.korean import initials
from reviewer.ui.claims.claim_list import ClaimList
from reviewer.ui.main_window import READS_AFTER

ROUNDS = 3
_FIRST, _MEDIALS, _FINALS = 0xAC00, 21, 28
_COLUMNS = ("claim", "report_number", "trade_name", "representative", "brn", "phone", "address")
BARE_QUESTION = f"SELECT id FROM claims WHERE {' OR '.join(f'{name} LIKE ?1' for name in _COLUMNS)} ORDER BY claim"


def measure(sample: Sample) -> list[Result]:
    """Median, 95th percentile and longest of all keys, beside a bare LIKE over the same columns for the same words."""
    keyed, words = typed(sample, ROUNDS)
    unaided = bare(sample, words)
    browser = db_browser.filtering(sample.case, [word for word in dict.fromkeys(words) if word.isdigit()][-3:])
    count = f"{sample.claims:,} claims"
    ratio = median(keyed) / median(unaided)
    rest = {"unit": "ms", "rounds": len(keyed)}
    beside = [
        Result(f"search key to painted rows, {count}, beside DB Browser's filter", median(keyed), unit="ms",
               baseline="DB Browser for SQLite, filter in any column", baseline_figure=median(browser),
               ratio=median(keyed) / median(browser), rounds=len(browser), aim=0.1),
    ] if browser else []  # fmt: skip
    return [
        *beside,
        Result(f"search key to painted rows, {count}, median", median(keyed), baseline="bare SQLite LIKE, no window",
               baseline_figure=median(unaided), ratio=ratio, **rest),  # type: ignore[arg-type]
        Result(f"search key to painted rows, {count}, p95", at_share(keyed, 0.95), aim=50, **rest),  # type: ignore[arg-type]
        Result(f"search key to painted rows, {count}, longest", max(keyed), aim=120, **rest),  # type: ignore[arg-type]
    ]  # fmt: skip


def typed(sample: Sample, rounds: int) -> tuple[list[float], list[str]]:
    """Milliseconds of every key, and the words that stood in the field after each."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    lasted: list[float] = []
    searched: list[str] = []
    with sample.copy() as copied:
        read_papers.fill(copied.case)
        reviewer = Reviewer(app)
        try:
            claims = opened_list(reviewer, copied.case)
            typist = Typist(app, claims)
            for _ in range(rounds):
                for word in words_of(claims):
                    for event in strokes(word):
                        lasted.append(typist.press(event))
                        searched.append(claims.search.words())
        finally:
            reviewer.window.close()
            reviewer.close()
    return lasted, searched


def opened_list(reviewer: Reviewer, case: Path) -> ClaimList:
    """The list of a case in a real window, every claim of it known."""
    reviewer.window.place = "claims"
    reviewer.window.resize(1280, 720)
    reviewer.window.show()
    reviewer.open_case(case)
    wait_until(lambda: (found := reviewer.window.findChild(ClaimList)) is not None and found.model.rowCount() > 200)
    found = reviewer.window.findChild(ClaimList)
    assert isinstance(found, ClaimList)
    found.search.clear()
    wait(500)
    return found


def touch(claims: ClaimList) -> None:
    """A key that does nothing: what the window makes ahead once somebody is there is made from now on."""
    wait(2 * READS_AFTER)
    QTest.keyClick(claims, Qt.Key.Key_Shift)


def words_of(claims: ClaimList) -> list[str]:
    """What a reviewer types: names, parts of addresses, initials, numbers of claims in the list, words of papers."""
    from reviewer.casefile.claims import lines

    ids = claims.model.ids()
    spread = array("q", (ids[len(ids) * place // 400] for place in range(400)))
    found = lines(claims._sitting.on_screen, spread, masked=False)

    def known(field: str, place: int) -> str:
        """This field of some claim, which ones are chosen by `place`."""
        values = [value for line in found if (value := str(getattr(line, field)))]
        return values[len(values) * place // 7]

    return [
        known("representative", 1),
        known("trade_name", 2).split()[0],
        " ".join(known("address", 3).split()[:2]),
        initials(known("representative", 4)),
        known("claim", 5)[-6:],
        known("phone", 6)[:8],
        "카드매출",
        initials("승인취소"),
    ]


def strokes(word: str) -> Iterator[QEvent]:
    """The keys that type a word, Hangul as an input method composes it, and those that delete it again."""
    for letter in word:
        code = ord(letter) - _FIRST
        if 0 <= code <= 0xD7A3 - _FIRST:
            start, final = code - code % _FINALS, code % _FINALS
            yield QInputMethodEvent(initials(letter), [])
            yield QInputMethodEvent(chr(_FIRST + start), [])
            if final:
                yield QInputMethodEvent(letter, [])
            done = QInputMethodEvent("", [])
            done.setCommitString(letter)
            yield done
        else:
            yield QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
    for _ in word:
        yield QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier)


class Typist(QObject):
    """Sends keys to the search field and takes the time until the answer to each was painted."""

    def __init__(self, app: QApplication, claims: ClaimList) -> None:
        super().__init__()
        self._claims, self._loop = claims, QEventLoop()
        self._is_answered, self._painted_at = False, 0.0
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(10_000)
        self._late.timeout.connect(self._loop.quit)
        claims.model.modelReset.connect(self._answered)
        claims.reading.shown.connect(self._nothing_stays)
        app.installEventFilter(self)

    def _answered(self) -> None:
        self._is_answered = True

    def _nothing_stays(self, count: int) -> None:
        """Where nothing was found twice, the words that say so stand there already."""
        if not count and self._is_answered:
            self._is_answered = False
            QTimer.singleShot(0, self._painted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first paint of the rows, or of the words that nothing was found, after the answer ends the key."""
        if self._is_answered and event.type() == QEvent.Type.Paint:
            claims = self._claims
            shown = claims.table.viewport() if claims.model.rowCount() else claims.nothing_text
            if watched is shown:
                self._is_answered = False
                QTimer.singleShot(0, self._painted)
        return False

    def _painted(self) -> None:
        self._painted_at = time.perf_counter()
        self._loop.quit()

    def press(self, event: QEvent) -> float:
        """Milliseconds from the key to the painted answer; a key that changes no word costs what it takes."""
        search, asked = self._claims.search, self._claims.reading.asked
        self._is_answered = False
        began = time.perf_counter()
        QApplication.sendEvent(search, event)
        if self._claims.reading.asked == asked:
            return (time.perf_counter() - began) * 1_000
        self._painted_at = 0.0
        self._late.start()
        self._loop.exec()
        self._late.stop()
        if not self._painted_at:
            raise TimeoutError(f"no answer to {self._claims.search.words()!r} was painted")
        return (self._painted_at - began) * 1_000


def wait(milliseconds: int) -> None:
    """Let the window work for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop, loop.quit)
    loop.exec()


def wait_until(is_so: Any, most: int = 30_000) -> None:
    """Let the window work until something is so."""
    for _ in range(most // 20):
        if is_so():
            return
        wait(20)
    raise TimeoutError("the window did not get there")


def bare(sample: Sample, words: list[str]) -> list[float]:
    """Milliseconds of one LIKE over the same columns for each of these words, without a window."""
    from reviewer.casefile.engine import connect

    conn = connect(sample.case, readonly=True)
    try:
        return [seconds(partial(_asked, conn, f"%{word}%")) * 1_000 for word in words]
    finally:
        conn.close()


def _asked(conn: Any, pattern: str) -> list[Any]:
    found: list[Any] = conn.execute(BARE_QUESTION, (pattern,)).fetchall()
    return found
