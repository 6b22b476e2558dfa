"""A masked copy made in the window: areas by mouse and by keys, the result, and nothing of the original afterwards."""

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import claim_facts, proofs
from reviewer.casefile.check import check
from reviewer.documents.opening import open_document
from reviewer.rules.places import on_page
from reviewer.rules.reading import Word
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.claim_desk.mask_dialog import MaskDialog
from reviewer.ui.reader.tools import PAGES, SHEETS
from tests.ui.conftest import in_review, press, show_desk
from tests.ui.test_evidence import open_paper, texts


def ask_for_copy(desk: ClaimDesk, qtbot: QtBot) -> MaskDialog:
    """B opens the dialog on the paper in view."""
    press(desk, "b")
    dialog = desk.window().findChildren(MaskDialog)[-1]
    qtbot.waitUntil(lambda: not dialog.page._image.isNull())
    return dialog


def draw(dialog: MaskDialog, qtbot: QtBot, left: int, top: int, right: int, bottom: int) -> None:
    qtbot.mousePress(dialog.page, Qt.MouseButton.LeftButton, pos=QPoint(left, top))
    qtbot.mouseMove(dialog.page, QPoint(right, bottom))
    qtbot.mouseRelease(dialog.page, Qt.MouseButton.LeftButton, pos=QPoint(right, bottom))


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_an_area_is_drawn_moved_sized_and_dropped(desk: ClaimDesk, qtbot: QtBot) -> None:
    open_paper(desk, qtbot)
    dialog = ask_for_copy(desk, qtbot)
    assert not dialog.see.isEnabled()
    draw(dialog, qtbot, 100, 200, 300, 240)
    first = dialog.areas()[0]
    scale = dialog.page._scale
    assert first == on_page(first.document, 1, 100 / scale, 200 / scale, 300 / scale, 240 / scale)
    qtbot.keyClick(dialog.page, Qt.Key.Key_Right)
    qtbot.keyClick(dialog.page, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    moved = dialog.areas()[0]
    assert [now - then for now, then in zip(moved.box, first.box, strict=True)] == [20, 0, 20, 20]
    dialog.add.click()
    assert len(dialog.areas()) == 2
    draw(dialog, qtbot, 400, 400, 401, 401)  # a slip of the hand
    assert len(dialog.areas()) == 2
    qtbot.keyClick(dialog.page, Qt.Key.Key_Delete)
    dialog.drop.click()
    assert dialog.areas() == []
    assert not dialog.see.isEnabled()
    dialog.reject()


def test_what_is_drawn_is_black_in_the_copy_and_the_original_is_gone(desk: ClaimDesk, qtbot: QtBot) -> None:
    document = open_paper(desk, qtbot)
    sitting = desk._sitting
    original = proofs.read(sitting.case_file, document)
    name, folder = desk.papers._file(document), sitting.path.parent
    held = all_bytes(folder)
    piece = next(original[at : at + 1_000] for at in range(200, 9_000, 500) if original[at : at + 1_000] in held)
    dialog = ask_for_copy(desk, qtbot)
    draw(dialog, qtbot, 100, 200, 300, 240)
    dialog.show_result()
    qtbot.waitUntil(lambda: dialog.page.is_result, timeout=30_000)
    pixel = dialog.page._image.pixelColor(200, 220)
    assert max(pixel.red(), pixel.green(), pixel.blue()) < 30
    assert "cannot be taken back" in dialog.said.text()
    dialog.record.click()
    qtbot.waitUntil(lambda: desk.papers.document() not in ("", document))
    copy = desk.papers.document()
    assert desk.papers._file(copy) == name
    qtbot.waitUntil(lambda: "Kept as a masked copy" in texts(desk.sections.masking))
    assert desk.page is not None
    assert desk.page.claim.paper(copy).answers["G6"].result == "PASS"
    qtbot.waitUntil(lambda: desk.viewer.reading is not None and desk.viewer.reading.document == copy)
    assert piece not in all_bytes(folder)
    kept = proofs.read(sitting.case_file, document)
    with open_document(kept, "copy.pdf") as opened:
        assert opened.page_words(1) == []
    assert check(sitting.case_file, documents=True).problems == ()


def test_a_second_click_on_the_result_never_replaces_the_paper(desk: ClaimDesk, qtbot: QtBot) -> None:
    open_paper(desk, qtbot)
    dialog = ask_for_copy(desk, qtbot)
    draw(dialog, qtbot, 100, 200, 300, 240)
    place = dialog.see.mapTo(dialog, dialog.see.rect().center())
    dialog.see.click()
    qtbot.waitUntil(lambda: dialog.page.is_result, timeout=30_000)
    qtbot.waitUntil(lambda: dialog.childAt(place) is dialog.again)  # it was what erases the original for good
    dialog.reject()


def test_escape_leads_back_from_the_result_and_tells_before_areas_are_lost(desk: ClaimDesk, qtbot: QtBot) -> None:
    open_paper(desk, qtbot)
    dialog = ask_for_copy(desk, qtbot)
    draw(dialog, qtbot, 100, 200, 300, 240)
    dialog.show_result()
    qtbot.waitUntil(lambda: dialog.page.is_result, timeout=30_000)
    qtbot.keyClick(dialog.again, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not dialog.page.is_result, timeout=30_000)
    assert len(dialog.areas()) == 1
    qtbot.keyClick(dialog.page, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "once more" in dialog.fault.text()
    qtbot.keyClick(dialog.page, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_what_is_found_after_the_copy_was_made_is_shown_before_it_is_used(desk: ClaimDesk, qtbot: QtBot) -> None:
    document = open_paper(desk, qtbot)
    dialog = ask_for_copy(desk, qtbot)
    draw(dialog, qtbot, 100, 200, 300, 240)
    dialog.show_result()
    dialog._suggest([Word("800101-1234567", 1, (100, 100, 900, 200))])  # while the copy is being made
    qtbot.waitUntil(dialog.see.isEnabled, timeout=30_000)
    assert [one.document for one in dialog.areas()] == [document] * 2
    assert dialog.record.isHidden()
    dialog.reject()


def test_a_refused_copy_leaves_the_dialog_open_with_the_reason(desk: ClaimDesk, qtbot: QtBot) -> None:
    document = open_paper(desk, qtbot)
    dialog = ask_for_copy(desk, qtbot)
    draw(dialog, qtbot, 100, 200, 300, 240)
    dialog.show_result()
    qtbot.waitUntil(lambda: dialog.page.is_result, timeout=30_000)
    mine = desk._sitting.signer
    desk._sitting.signer = mine.acting_as("SIM-con-1")  # neither lead nor staff
    dialog.record.click()
    qtbot.waitUntil(lambda: dialog.fault.isVisible())
    assert dialog.isVisible()
    assert proofs.is_here(desk._sitting.case_file, document)
    desk._sitting.signer = mine
    dialog.reject()


def test_a_spreadsheet_is_masked_as_pages_of_its_cells(desk: ClaimDesk, opened: Reviewer, qtbot: QtBot) -> None:
    conn = desk._sitting.on_screen
    held = [(number, paper) for number in in_review(opened) for paper in claim_facts.papers_of(conn, number)]
    claim, document = next((number, one.document) for number, one in held if one.path.endswith((".xlsx", ".csv")))
    desk = show_desk(opened, qtbot, claim)
    desk.papers.select(document)
    qtbot.waitUntil(lambda: desk.viewer.stack.shows == SHEETS)
    press(desk, "b")
    qtbot.waitUntil(lambda: bool(desk.window().findChildren(MaskDialog)))
    dialog = desk.window().findChildren(MaskDialog)[-1]
    qtbot.waitUntil(lambda: not dialog.page._image.isNull())
    assert "hidden ones too" in dialog.said.text()
    draw(dialog, qtbot, 100, 60, 300, 90)
    dialog.show_result()
    qtbot.waitUntil(lambda: dialog.page.is_result, timeout=30_000)
    dialog.record.click()
    qtbot.waitUntil(lambda: desk.papers.document() not in ("", document))
    copy = desk.papers.document()
    qtbot.waitUntil(lambda: desk.viewer.reading is not None and desk.viewer.reading.document == copy)
    qtbot.waitUntil(lambda: desk.viewer.stack.shows == PAGES)
