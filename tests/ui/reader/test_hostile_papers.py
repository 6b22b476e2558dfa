"""The window stays alive while papers that mean harm are opened in it."""

import time

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from reviewer.ui.reader.document_view import DocumentView
from tests.documents import hostile_offices, hostile_pdfs
from tests.documents import papers as made
from tests.documents.test_hostile_papers import quick
from tests.ui.reader.conftest import Show
from tests.ui.reader.hostile_reading import leaf_through, papers_that_pause
from tests.ui.reader.pulse import Pulse


def test_the_window_never_pauses_while_broken_papers_are_opened(
    viewer: DocumentView, papers: dict[str, bytes], qtbot: QtBot
) -> None:
    wanted = [paper for number, paper in enumerate(quick()) if number % 4 == 0]
    assert len(wanted) >= 20
    assert papers_that_pause(viewer, papers, wanted, qtbot) == []


def test_the_window_never_pauses_for_very_many_pages_sheets_or_merged_cells(
    viewer: DocumentView, papers: dict[str, bytes], qtbot: QtBot
) -> None:
    names = {"hundred-thousand-pages.pdf", "many-sheets.xlsx", "merged.xlsx"}
    wanted = [paper for maker in (hostile_pdfs.pdfs, hostile_offices.tables) for paper in maker() if paper[0] in names]
    assert len(wanted) == len(names)
    viewer.stack.pages.strip.show()
    assert papers_that_pause(viewer, papers, wanted, qtbot) == []


def test_the_strip_follows_far_into_very_many_pages_and_keeps_its_page_when_they_are_turned(
    viewer: DocumentView, papers: dict[str, bytes], show: Show, qtbot: QtBot
) -> None:
    strip = viewer.stack.pages.strip
    strip.show()
    show(next(data for name, data in hostile_pdfs.pdfs() if name == "hundred-thousand-pages.pdf"))

    def is_followed() -> bool:
        place = strip.visualRect(strip.currentIndex())
        return strip.currentIndex().row() == 49_999 and strip.viewport().rect().intersects(place)

    viewer.canvas.go_to(50_000)
    qtbot.waitUntil(is_followed)
    viewer.stack.turn()
    qtbot.waitUntil(is_followed)


def test_a_pause_of_the_window_is_felt(viewer: DocumentView, qtbot: QtBot) -> None:
    pulse = Pulse(viewer)
    QTimer.singleShot(30, lambda: time.sleep(0.2))
    qtbot.wait(300)
    assert pulse.longest(1)[0][0] > 100


def test_a_good_paper_opens_after_one_that_never_ends(
    viewer: DocumentView, papers: dict[str, bytes], show: Show, qtbot: QtBot
) -> None:
    leaf_through(viewer, papers, [("endless.pdf", made.endless_pdf())], qtbot, patient=False)
    assert show(made.pdf()).canvas.has_page()
