"""The steps of a day at the window, one after another, round and round: `benchmarks.day` times their pauses."""

import csv
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count, islice
from pathlib import Path
from typing import Any

from benchmarks.search import wait_until
from reviewer.ui import case_windows
from reviewer.ui.intake.intake_window import IntakeWindow

PLACES = ("work", "triage", "meeting", "letters", "figures", "claims")
FIELDS = ("trade_name", "claimed_loss", "stage", "received_on", "claim")
DELIVERED, PREPARED = 200, 10
"""Rows of a delivery, and letters that are prepared and issued at once."""
EVERY = 6
"""In each so many rounds one delivery is taken in, and letters leave once."""

Step = tuple[str, Callable[[], object]]


class Steps:
    """What a reviewer does: in every round a claim is opened, words are typed, an order is changed, a place visited."""

    def __init__(self, window: Any, claims: Any, numbers: list[str], delivery: Path, folder: Path) -> None:
        """Claims of these `numbers` are opened; new deliveries and letters lie in `folder`."""
        self._window, self._claims, self._numbers, self._folder = window, claims, numbers, folder
        self._rows = _rows_of(delivery)
        self._head = next(self._rows)

    def all(self, first: int = 0) -> Iterator[Step]:
        """Name and act of every step from this turn on, without end."""
        for turn in count(first):
            yield from self._look(turn)
            if turn % EVERY == 1:
                yield from self._take_in(turn)
            if turn % EVERY == 3:
                yield from self._send_letters(turn)

    def _look(self, turn: int) -> Iterator[Step]:
        window, claims, numbers = self._window, self._claims, self._numbers
        number, other = numbers[turn % len(numbers)], numbers[(turn + 7) % len(numbers)]
        yield "open a claim", lambda: window.show_claim(number)
        yield "open a second in a tab", lambda: window.show_in_tab(other)
        yield "close a tab", window.desks.close_tab
        yield "back to the list", lambda: window.go_to("claims")
        for words in ("김", "김민", "강남", "ㅎㅂ", number[-4:], ""):
            yield "search", lambda words=words: claims.search.setText(words)
        yield "sort", lambda: claims.sort_by(FIELDS[turn % len(FIELDS)], bool(turn % 2))
        yield "scroll to the end", claims.table.scrollToBottom
        yield "scroll to the beginning", claims.table.scrollToTop
        place = PLACES[turn % len(PLACES)]
        yield f"go to {place}", lambda: window.go_to(place)
        yield "back to the list", lambda: window.go_to("claims")

    def _take_in(self, turn: int) -> Iterator[Step]:
        """A delivery of reports nobody has seen, through the window of intake into the open case."""
        path = self._new_delivery(turn)
        yield "open the window of intake", partial(case_windows.take_in, self._window)
        intake = self._window.findChild(IntakeWindow)
        yield "choose a delivery", lambda: intake.show_delivery([path])

        def take_in() -> None:
            intake.take_in()
            wait_until(lambda: not intake._runs)

        yield "take a delivery in", take_in
        yield "close the window of intake", intake.accept
        intake.deleteLater()

    def _new_delivery(self, turn: int) -> Path:
        """The next rows of the sample's own delivery, under numbers of their own."""
        path = self._folder / f"delivery-{turn}" / "delivery.csv"
        path.parent.mkdir()
        claim, report = self._head.index("접수번호(신청)"), self._head.index("신고번호")
        with path.open("w", encoding="utf-8-sig", newline="") as new:
            out = csv.writer(new)
            out.writerow(self._head)
            for place, cells in enumerate(islice(self._rows, DELIVERED)):
                cells[claim], cells[report] = "", f"77-{turn * DELIVERED + place:07}"
                out.writerow(cells)
        return path

    def _send_letters(self, turn: int) -> Iterator[Step]:
        """Letters that say a report has come: prepared as the button does, ticked, and issued into a folder."""
        window = self._window
        yield "go to letters", lambda: window.go_to("letters")
        queue = window._built["letters"].queue
        line, issuing, kind = queue.preparing, queue.issuing, "RECEIPT"
        wait_until(lambda: line.due.get(kind))
        line.kind.setCurrentIndex(line.kind.findData(kind))
        line.due = {kind: line.due[kind][:PREPARED]}  # a case that just began has thousands

        def prepare() -> None:
            line.prepare()
            wait_until(lambda: len(queue.ticked()) >= PREPARED)

        def issue() -> None:
            issuing.issue_into(self._folder / f"letters-{turn}")
            wait_until(lambda: not issuing.strip.is_running)

        yield "prepare letters", prepare
        yield "issue letters", issue
        yield "back to the list", lambda: window.go_to("claims")


def _rows_of(path: Path) -> Iterator[list[str]]:
    """The rows of a table one after another: skipping those of before would take longer at every delivery."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file)
