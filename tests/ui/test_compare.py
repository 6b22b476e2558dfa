"""Two papers beside each other: of one claim or of two, together in zoom and pan, swapped, one over the other."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import claim_facts, journal
from reviewer.rules.places import Place
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.compare.compare_desk import CompareDesk, apart
from reviewer.ui.compare.compare_side import CompareSide
from reviewer.ui.reader.tools import PAGES, SHEETS
from tests.ui.conftest import in_review, press, show_desk
from tests.ui.test_screens import unnamed


def shown(side: CompareSide) -> bool:
    return bool(side.stack.shows) and (side.stack.shows != PAGES or side.stack.canvas.has_page())


def with_pages(desk: ClaimDesk) -> list[str]:
    """Papers of the claim in view that are pages or photos."""
    assert desk.page is not None
    return [one.document for one in desk.page.papers if one.path.endswith((".pdf", ".png", ".jpg"))]


@pytest.fixture
def compare(desk: ClaimDesk, qtbot: QtBot) -> Iterator[CompareDesk]:
    """Two papers with pages of one claim, side by side."""
    first, second = with_pages(desk)[:2]
    desk.papers.select(first)
    desk.comparing.open_places(Place(first, page=1), Place(second, page=1))
    qtbot.waitUntil(lambda: desk.comparing.window is not None)
    window = desk.comparing.window
    assert window is not None
    qtbot.waitUntil(lambda: shown(window.left) and shown(window.right), timeout=30_000)
    yield window
    window.close()


def test_the_key_c_opens_the_paper_in_view_beside_the_next_one(desk: ClaimDesk, qtbot: QtBot) -> None:
    documents = [document for document, _ in desk.papers.order()]
    press(desk, "ㅊ")  # the key C in Hangul mode
    window = desk.comparing.window
    assert window is not None
    qtbot.waitUntil(lambda: shown(window.left) and shown(window.right), timeout=30_000)
    assert window.isWindow()
    assert [side.paper.document for side in (window.left, window.right) if side.paper] == documents[:2]
    assert unnamed(window) == []
    window.close()


def test_zoom_and_pan_go_together_until_that_is_switched_off(compare: CompareDesk, qtbot: QtBot) -> None:
    left, right = compare.left, compare.right
    ratio = right.stack.zoom() / left.stack.zoom()
    for _ in range(9):
        press(compare, "+")
    assert right.stack.zoom() == pytest.approx(left.stack.zoom() * ratio, rel=0.02)
    down = left.area.verticalScrollBar()
    other = right.area.verticalScrollBar()
    for bar, place in ((down, 0.5), (other, 0.4), (down, 0.6)):
        bar.setValue(round(bar.maximum() * place))
        assert apart(right.spot, left.spot) == pytest.approx(compare._apart, abs=0.01)
        assert other.value() > 0
    press(compare, "a")
    before, stood = right.stack.zoom(), right.spot
    press(compare, "+")
    down.setValue(down.maximum())
    assert (right.stack.zoom(), right.spot) == (before, stood)
    press(compare, "a")  # together again: equally wide, whatever their files count in
    assert right.stack.canvas.width_on_screen() == pytest.approx(left.stack.canvas.width_on_screen(), rel=0.01)


def test_two_sheets_go_together_row_by_row(desk: ClaimDesk, opened: Reviewer, qtbot: QtBot) -> None:
    conn = desk._sitting.on_screen
    held = [(number, paper) for number in in_review(opened) for paper in claim_facts.papers_of(conn, number)]
    claim, sheet = next((number, one.document) for number, one in held if one.path.endswith((".xlsx", ".csv")))
    desk = show_desk(opened, qtbot, claim)
    desk.comparing.open_places(Place(sheet, sheet=1), Place(sheet, sheet=1))
    qtbot.waitUntil(lambda: desk.comparing.window is not None)
    window = desk.comparing.window
    assert window is not None
    left, right = window.left, window.right
    qtbot.waitUntil(lambda: left.stack.shows == right.stack.shows == SHEETS, timeout=30_000)
    qtbot.waitUntil(lambda: left.area.verticalScrollBar().maximum() > 12, timeout=30_000)
    left.area.verticalScrollBar().setValue(7)
    assert right.area.verticalScrollBar().value() == 7
    window.linked.setChecked(False)
    right.area.verticalScrollBar().setValue(10)
    assert left.area.verticalScrollBar().value() == 7
    window.linked.setChecked(True)  # three rows apart, and so they stay
    left.area.verticalScrollBar().setValue(2)
    assert right.area.verticalScrollBar().value() == 5
    window.close()


def test_swapping_keeps_the_zoom_of_each_paper(compare: CompareDesk, qtbot: QtBot) -> None:
    left, right = compare.left, compare.right
    compare.linked.setChecked(False)
    left.stack.zoom_to(1.7)
    zooms = (left.stack.zoom(), right.stack.zoom())
    press(compare, "s")
    assert (compare.left, compare.right) == (right, left)
    assert (left.stack.zoom(), right.stack.zoom()) == zooms
    assert left.stack.x() > right.stack.x()
    qtbot.waitUntil(lambda: left.x() > right.x())


def test_one_lies_over_the_other_and_the_line_between_them_slides(compare: CompareDesk, qtbot: QtBot) -> None:
    press(compare, "o")
    assert compare.left.stack.geometry() == compare.right.stack.geometry()
    half = compare.right.stack.mask().boundingRect().left()
    assert half == compare.field.width() // 2
    qtbot.keyClicks(compare, ".")
    assert compare.right.stack.mask().boundingRect().left() > half
    press(compare, "o")
    assert compare.right.stack.mask().isEmpty()
    assert compare.left.stack.geometry().right() < compare.right.stack.geometry().left()


def test_the_loupe_lies_over_both(compare: CompareDesk) -> None:
    press(compare, "l")
    assert all(side.stack.pages.loupe.is_on for side in (compare.left, compare.right))
    press(compare, "l")
    assert not any(side.stack.pages.loupe.is_on for side in (compare.left, compare.right))


def test_zoom_survives_switching_to_another_paper(compare: CompareDesk, desk: ClaimDesk, qtbot: QtBot) -> None:
    compare.linked.setChecked(False)
    right = compare.right
    right.stack.zoom_to(1.9)
    zoom = right.stack.zoom()
    other = next(one for one in with_pages(desk) if one not in (right.paper.document, compare.left.paper.document))  # type: ignore[union-attr]
    right.show_paper(other)
    qtbot.waitUntil(lambda: right.paper is not None and right.paper.document == other and shown(right), timeout=30_000)
    assert right.stack.zoom() == pytest.approx(zoom)


def test_a_paper_of_another_claim_is_found_by_keyboard_and_owes_its_access_entry(
    compare: CompareDesk, desk: ClaimDesk, opened: Reviewer, qtbot: QtBot
) -> None:
    other = next(number for number in in_review(opened) if number != desk.number)
    right = compare.right
    right.which.click()
    qtbot.keyClicks(right.finder.words, other)
    qtbot.waitUntil(lambda: right.finder.found.count() == 1)
    qtbot.keyClick(right.finder.words, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: right.claim is not None and right.claim.number == other and shown(right), timeout=30_000)
    assert right.which.text() == other
    qtbot.waitUntil(lambda: bool(right._seen))
    assert right.paper is not None
    document, conn = right.paper.document, desk._sitting.on_screen
    compare.close()

    def entries() -> list[str]:
        return [one.body["document"] for one in journal.entries_of(conn, other) if one.act == "read_paper"]

    qtbot.waitUntil(lambda: document in entries())


def test_papers_of_a_claim_one_stepped_aside_from_are_not_shown(
    compare: CompareDesk, desk: ClaimDesk, opened: Reviewer, qtbot: QtBot
) -> None:
    other = next(number for number in in_review(opened) if number != desk.number)
    done: list[object] = []
    body = {"ground": "COI2"}
    desk._sitting.record("answer_conflict", other, body, then=done.append, otherwise=done.append, owner=desk)
    qtbot.waitUntil(lambda: bool(done))
    compare.right.show_claim(other)
    qtbot.waitUntil(lambda: compare.right.papers.count() == 0)
    assert "stepped aside" in compare.right.stack.unshown.words.text()
    assert compare.right.paper is None


def test_the_tools_above_the_paper_open_the_compare_desk_too(desk: ClaimDesk, qtbot: QtBot) -> None:
    first = with_pages(desk)[0]
    desk.papers.select(first)
    desk.viewer.bar.buttons["compare"].click()
    window = desk.comparing.window
    assert window is not None
    qtbot.waitUntil(lambda: window.left.paper is not None and window.left.paper.document == first)
    assert window.right.paper is None or window.right.paper.document != first
    window.close()
