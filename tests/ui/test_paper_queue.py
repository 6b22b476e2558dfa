"""Papers are read behind the windows: the claim in view first, stopped and taken up again, gone with the case."""

import time
from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import readings
from reviewer.desk.reading_papers import VERSION
from reviewer.ui.paper_queue import PaperQueue
from reviewer.ui.queue_line import QueueLine
from tests.ui.conftest import in_review, show_desk

LONG = 60_000


def queue_of(opened: Reviewer) -> PaperQueue:
    sitting = opened.window.sitting
    assert sitting is not None
    found = sitting.queue
    assert isinstance(found, PaperQueue)
    return found


def waits(opened: Reviewer, claim: str) -> int:
    conn = opened.window.sitting.on_screen  # type: ignore[union-attr]
    return len(readings.waiting_of(conn, claim, VERSION))


def test_the_claim_in_view_is_read_first_and_its_hints_come_by_themselves(opened: Reviewer, qtbot: QtBot) -> None:
    claim = in_review(opened)[1]
    desk = show_desk(opened, qtbot, claim)
    read: list[str] = []
    queue = queue_of(opened)
    queue.read.connect(read.append)
    queue.start()
    qtbot.waitUntil(lambda: waits(opened, claim) == 0, timeout=LONG)
    assert desk.page is not None
    own = {paper.document for paper in desk.page.papers}
    assert len([document for document in read if document not in own]) <= 1  # the one that was under way already
    digital = [paper.document for paper in desk.page.papers if paper.path.endswith(("pdf", "xlsx", "csv", "hwpx"))]

    def told() -> bool:
        assert desk.page is not None
        return all(desk.page.hints.states.get(document) for document in digital)

    qtbot.waitUntil(told, timeout=LONG)
    levels = {hint.level for document in digital for hint in desk.page.hints.papers[document].values()}
    assert "FULL" in levels


def test_reading_pauses_at_once_and_goes_on(opened: Reviewer, qtbot: QtBot) -> None:
    queue = queue_of(opened)
    opened.window.show_place("work")
    work = opened.window.findChild(QueueLine)
    assert work is not None
    queue.start()
    qtbot.waitUntil(lambda: queue.done > 0, timeout=LONG)
    work.findChild(QPushButton, "queue_toggle").click()
    qtbot.waitUntil(lambda: not queue.is_running, timeout=5_000)
    before = queue.done
    assert "paused" in work.words.text()
    qtbot.wait(300)
    assert queue.done == before
    work.findChild(QPushButton, "queue_toggle").click()
    qtbot.waitUntil(lambda: queue.done > before, timeout=LONG)


def test_what_was_read_before_is_not_read_again(opened: Reviewer, qtbot: QtBot) -> None:
    claim = in_review(opened)[0]
    show_desk(opened, qtbot, claim)
    queue = queue_of(opened)
    queue.start()
    qtbot.waitUntil(lambda: waits(opened, claim) == 0, timeout=LONG)
    queue.pause()
    qtbot.waitUntil(lambda: not queue.is_running, timeout=5_000)
    read_before = queue.done
    again = PaperQueue(opened.window.sitting)  # type: ignore[arg-type]
    again.start()
    again.pause()
    qtbot.waitUntil(lambda: again.total > 0, timeout=LONG)
    again.close()
    assert (again.done, again.total) == (read_before, queue.total)
    assert waits(opened, claim) == 0


def test_closing_the_case_ends_the_reading_within_a_moment(opened: Reviewer, qtbot: QtBot) -> None:
    queue = queue_of(opened)
    queue.start()
    qtbot.waitUntil(lambda: queue.done > 0, timeout=LONG)
    began = time.monotonic()
    opened.window.close()
    opened.close()
    assert time.monotonic() - began < 5
    assert not queue.is_running


def test_nothing_is_read_where_nothing_could_be_kept(opened: Reviewer, case: Path, qtbot: QtBot) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    sitting.case_file.documents_path.unlink()
    queue = queue_of(opened)
    queue.start()
    qtbot.wait(50)
    assert (queue.is_running, queue.total) == (False, 0)
