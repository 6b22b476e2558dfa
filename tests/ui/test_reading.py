"""What is left behind of reading a paper: one access entry, and how it was looked at."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import journal
from reviewer.casefile.case_file import open_case
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from tests.ui.conftest import in_review, read_on, show_desk


def until_read(desk: ClaimDesk, qtbot: QtBot) -> str:
    """Read the first page of the paper in view to its end, and wait until it counts; the document."""
    document = desk.papers.document()
    assert desk.page is not None
    seen = desk.page.seen
    read_on(desk, qtbot)
    qtbot.waitUntil(lambda: 1 in seen.get(document, set()))
    return document


def readings(case: Path, claim: str) -> list[dict[str, object]]:
    with open_case(case) as file:
        return [dict(one.body) for one in journal.entries_of(file.reader(), claim) if one.act == "read_paper"]


def test_a_paper_left_with_legible_pages_is_one_access_entry(desk: ClaimDesk, qtbot: QtBot) -> None:
    document = until_read(desk, qtbot)
    conn = desk._sitting.on_screen

    def acts() -> list[str]:
        return [one.act for one in journal.entries_of(conn, desk.number)]

    assert "read_paper" not in acts()  # not for every page, only when the paper is left
    desk.papers.step(1)
    qtbot.waitUntil(lambda: acts().count("read_paper") == 1)
    entry = journal.entries_of(conn, desk.number)[-1]
    assert (entry.act, entry.body) == ("read_paper", {"document": document, "pages": [1]})


def test_closing_the_window_leaves_the_paper_too(opened: Reviewer, qtbot: QtBot) -> None:
    claim = in_review(opened)[0]
    path = Path(opened.window.sitting.path)  # type: ignore[union-attr]
    document = until_read(show_desk(opened, qtbot, claim), qtbot)
    opened.window.close()
    assert readings(path, claim) == [{"document": document, "pages": [1]}]


def test_zoom_turn_and_contrast_come_back_with_the_paper(opened: Reviewer, qtbot: QtBot) -> None:
    claim = in_review(opened)[0]
    desk = show_desk(opened, qtbot, claim)
    until_read(desk, qtbot)
    desk.viewer.stack.zoom_by(2)
    desk.viewer.stack.turn()
    desk.viewer.stack.pages.negative()
    kept = desk.viewer.canvas.view()
    assert kept["light"] == {"is_negative": True}
    opened.settings_changed()  # builds every window anew
    qtbot.waitUntil(lambda: opened.window.desk not in (None, desk))
    again = show_desk(opened, qtbot, claim)
    qtbot.waitUntil(lambda: again.viewer.description is not None)
    assert again.viewer.canvas.rows.turn == 90
    assert again.viewer.canvas.view() == kept
    qtbot.keyClick(again.papers, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: again.viewer.description is not None)
    assert again.viewer.canvas.rows.turn == 0
