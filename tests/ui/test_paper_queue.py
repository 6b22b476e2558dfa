"""Papers are read behind the windows: the claim in view first, stopped and taken up again, gone with the case."""

import time
import zipfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import engine, readings
from reviewer.desk.reading_papers import VERSION
from reviewer.ui.paper_queue import PaperQueue
from reviewer.ui.preferences import Preferences
from reviewer.ui.queue_line import QueueLine
from tests.desk.delivery_room import DeliveryRoom, row, write_csv
from tests.desk.test_hinting import korean_pdf
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
    qtbot.waitUntil(lambda: not queue.is_running)
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
    qtbot.waitUntil(lambda: not queue.is_running)
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


def test_nothing_begins_for_a_case_that_was_left_before_reading_began(opened: Reviewer) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    opened._leave()
    sitting.start_reading()  # as the timer does that was set when the case was opened
    assert (sitting._queue, sitting._pictures, sitting._spare) == (None, None, None)


def test_nothing_is_read_where_nothing_could_be_kept(opened: Reviewer, case: Path, qtbot: QtBot) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    sitting.case_file.documents_path.unlink()
    queue = queue_of(opened)
    queue.start()
    qtbot.wait(50)
    assert (queue.is_running, queue.total) == (False, 0)


def test_reading_rests_where_it_cannot_be_found_what_to_read(opened: Reviewer, qtbot: QtBot) -> None:
    queue, sitting = queue_of(opened), opened.window.sitting
    assert sitting is not None
    chosen: list[int] = []

    def choose(*_: object) -> None:
        chosen.append(1)
        raise engine.DatabaseError("database disk image is malformed")

    queue._choose = choose  # type: ignore[method-assign]
    queue.start()
    qtbot.waitUntil(lambda: queue.is_paused, timeout=LONG)
    qtbot.wait(600)
    assert (chosen, queue.is_running) == ([1], False)
    told = opened.window.findChild(QLabel, "unkept")
    assert isinstance(told, QLabel)
    assert "damaged" in told.text()


def test_a_password_given_in_the_viewer_lets_the_locked_papers_of_the_claim_be_read(
    reviewer: Reviewer, preferences: Preferences, tmp_path: Path, qtbot: QtBot
) -> None:
    claim, room = "2023-000001", DeliveryRoom(tmp_path)
    bank = korean_pdf("국민은행 110-123-456789", "예금주 김하늘", password="0515")
    confirmation = korean_pdf("소상공인 확인서", "업체명\t하늘떡볶이", password="0515")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(f"{claim}/통장사본.pdf", bank)
        archive.writestr(f"{claim}/소상공인확인서.pdf", confirmation)
    room.take(write_csv(tmp_path / "a.csv", [row(1)]), tmp_path / "a.zip")
    room.case_file.close()
    preferences.keep("person", "sec")
    reviewer.open_case(room.case_file.path)
    qtbot.waitUntil(lambda: reviewer.window.sitting is not None, timeout=LONG)
    desk, queue = show_desk(reviewer, qtbot, claim), queue_of(reviewer)
    queue.start()
    conn = reviewer.window.sitting.on_screen  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: len(readings.locked_of(conn, claim, VERSION)) == 2, timeout=LONG)
    qtbot.waitUntil(lambda: (queue.done, queue.total) == (2, 2), timeout=LONG)
    field = desk.viewer.stack.unshown.password
    qtbot.waitUntil(field.isVisible, timeout=LONG)
    field.setText("0515")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: readings.locked_of(conn, claim, VERSION) == [], timeout=LONG)

    def told() -> bool:
        return desk.page is not None and set(desk.page.hints.states.values()) == {"READ"}

    qtbot.waitUntil(told, timeout=LONG)
    qtbot.waitUntil(lambda: not queue.is_running, timeout=LONG)
    assert (queue.done, queue.total) == (2, 2)  # no paper is counted twice
