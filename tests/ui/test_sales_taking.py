"""Daily sales taken out of papers: by key, from cells, from what the machine read, and the room this needs."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import claim_facts, proofs, readings
from reviewer.desk.reading_papers import read_paper
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from tests.ui.conftest import in_review, press, show_desk, until_recorded
from tests.ui.test_sales_weeks import OUTAGE, paper_of


def test_one_key_takes_the_selection_in_hangul_mode_too(desk: ClaimDesk) -> None:
    desk.sections.folds["weeks"].set_open(False)
    desk.setFocus()
    press(desk, "ㅅ")  # the key that types T
    assert desk.sections.folds["weeks"].head.isChecked()
    assert "First choose" in desk.sections.weeks.said.text()


def claim_with_sheet(opened: Reviewer) -> tuple[str, str, str]:
    """A claim in review with a sales spreadsheet: its number, the paper and its path."""
    conn = opened.window.sitting.on_screen  # type: ignore[union-attr]
    for number in in_review(opened):
        for paper in claim_facts.papers_of(conn, number):
            if paper.kind == "SLS" and paper.path.endswith((".xlsx", ".csv", ".pdf")):
                return number, paper.document, paper.path
    raise AssertionError("no claim with a digital sales paper")


def test_what_the_machine_read_is_offered_and_taken_only_when_asked(opened: Reviewer, qtbot: QtBot) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    number, document, path = claim_with_sheet(opened)
    kept = read_paper(document, proofs.read(sitting.case_file, document), path)
    sitting.note(lambda conn: readings.keep(conn, kept.state, kept.reading, 1), otherwise=_raise, owner=opened.window)
    desk = show_desk(opened, qtbot, number)
    weeks = desk.sections.weeks
    qtbot.waitUntil(lambda: not weeks.offers.isHidden())
    offer = weeks.offers.findChild(QPushButton, "sales_offer_0")
    assert isinstance(offer, QPushButton)
    assert "days read" in offer.text()
    assert weeks.grid.days() == ({}, ())  # never by itself
    fold = desk.sections.folds["weeks"]
    fold.set_open(True)

    def comes_next(part: QWidget) -> bool:
        """Whether Tab leads from the head of the section to this part before the grid."""
        here: QWidget = fold.head
        while here not in (part, weeks.grid):
            here = here.nextInFocusChain()
        return here is part

    qtbot.waitUntil(lambda: comes_next(offer))
    offer.click()
    qtbot.waitUntil(lambda: not weeks.preview.table.visibleRegion().isEmpty())
    weeks.preview.take.click()
    assert len(weeks.grid.sales.places) >= 7
    assert set(weeks.grid.sales.documents) == {document}
    assert weeks.offers.isHidden()
    weeks.grid.undo()
    assert not weeks.offers.isHidden()


def test_what_is_offered_and_looked_at_comes_back_in_another_language(opened: Reviewer, qtbot: QtBot) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    number, document, path = claim_with_sheet(opened)
    kept = read_paper(document, proofs.read(sitting.case_file, document), path)
    sitting.note(lambda conn: readings.keep(conn, kept.state, kept.reading, 1), otherwise=_raise, owner=opened.window)
    weeks = show_desk(opened, qtbot, number).sections.weeks
    qtbot.waitUntil(lambda: not weeks.offers.isHidden())
    weeks.offers.findChild(QPushButton, "sales_offer_0").click()  # type: ignore[union-attr]
    first = weeks.preview.table.lines.ticked_keys()[0]
    weeks.preview.table.lines.tick([0], False)
    weeks.preview.vat.setCurrentIndex(2)
    opened.preferences.keep("language", "ko")
    opened.settings_changed()
    qtbot.waitUntil(lambda: opened.window.desk is not None and opened.window.desk.sections.weeks is not weeks)
    again = opened.window.desk.sections.weeks  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: again.is_offering and not again.offers.isHidden())
    assert "읽" in again.preview.headline.text()
    qtbot.waitUntil(lambda: first not in again.preview.table.lines.ticked_keys())
    qtbot.waitUntil(lambda: again.preview.vat.currentIndex() == 2)
    again.preview.take.click()
    assert set(again.grid.sales.documents) == {document}


def _raise(fault: BaseException) -> None:
    raise fault


def test_from_the_cells_of_a_real_paper_into_the_weeks_and_back_by_keyboard(opened: Reviewer, qtbot: QtBot) -> None:
    number, document = claim_with_book(opened)
    desk = show_desk(opened, qtbot, number)
    desk.papers.select(document)
    sheets, weeks = desk.viewer.stack.sheets, desk.sections.weeks
    qtbot.waitUntil(lambda: sheets.rows.row(1) is not None)
    sheets.grid.setFocus()
    QTest.keyClick(sheets.grid, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(sheets.grid, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: not weeks.preview.isHidden())
    QTest.keyClick(weeks.preview.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(weeks.grid.sales.places) > 30
    until_recorded(desk, qtbot, weeks.record)
    sheets.grid.go(1, 1)
    weeks.grid.go_to(OUTAGE)
    QTest.keyClick(weeks.grid, Qt.Key.Key_Return)
    place = weeks.grid.sales.places[OUTAGE]
    assert sheets.grid.shown.chosen == place.box
    shown = sheets.selection()
    assert shown is not None
    assert any("15" in cell for cell in shown.cells[0])  # 15 October


def claim_with_book(opened: Reviewer) -> tuple[str, str]:
    """A claim in review given a spreadsheet of sales; its number and the paper."""
    conn = opened.window.sitting.on_screen  # type: ignore[union-attr]
    for number in in_review(opened):
        for paper in claim_facts.papers_of(conn, number):
            if paper.kind == "SLS" and paper.path.endswith((".xlsx", ".csv")):
                return number, paper.document
    raise AssertionError("no claim in review has a spreadsheet of sales")


def test_the_weeks_take_room_only_while_the_keys_are_in_them(desk: ClaimDesk, qtbot: QtBot) -> None:
    def width() -> int:
        return desk.split.sizes()[2]

    desk.window().resize(1280, 720)
    desk.window().activateWindow()
    qtbot.waitUntil(desk.window().isActiveWindow)
    desk.sections.checks.resume()
    narrow = width()
    desk.papers.select(paper_of(desk))  # opens the weeks by itself, far below the checks
    assert desk.sections.folds["weeks"].head.isChecked()
    assert width() == narrow
    desk.sections.folds["weeks"].head.setFocus()
    qtbot.waitUntil(lambda: width() > narrow)
    desk.sections.checks.resume()
    qtbot.waitUntil(lambda: width() == narrow)
    press(desk, "t")
    assert width() > narrow
