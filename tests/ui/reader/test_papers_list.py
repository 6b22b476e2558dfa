"""The papers of a claim: unread bold, pages seen, where one stopped, and what is new since one last left."""

import dataclasses

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import desk_notes
from reviewer.rules.hints import ClaimHints
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.reader.paper_rows import ROW, PaperRow
from tests.ui.conftest import LEAD, in_review, read_on, show_desk


def row_of(desk: ClaimDesk, document: str) -> PaperRow:
    place = [document for document, _ in desk.papers.order()].index(document)
    found = desk.papers.item(place).data(ROW)
    assert isinstance(found, PaperRow)
    return found


def test_a_paper_is_bold_until_a_page_was_legible_and_says_its_pages_and_name(desk: ClaimDesk, qtbot: QtBot) -> None:
    document = desk.papers.document()
    assert row_of(desk, document).is_unread
    read_on(desk, qtbot)
    qtbot.waitUntil(lambda: not row_of(desk, document).is_unread)
    row = row_of(desk, document)
    assert row.count == f"{row.seen}/{row.pages}"
    assert row.file
    assert row.file in row.text
    assert "seen" in row.text


def test_only_papers_that_came_after_one_left_are_new(opened: Reviewer, qtbot: QtBot) -> None:
    first, second = in_review(opened)[:2]
    desk = show_desk(opened, qtbot, first)
    documents = [document for document, _ in desk.papers.order()]
    assert not any(row_of(desk, document).is_new for document in documents)  # never left: nothing is new
    conn = desk._sitting.on_screen
    show_desk(opened, qtbot, second)
    qtbot.waitUntil(lambda: desk_notes.papers_known(conn, LEAD, first) == set(documents))
    desk = show_desk(opened, qtbot, first)
    assert desk.page is not None
    assert not any(row_of(desk, document).is_new for document in documents)
    desk.papers.show_papers(dataclasses.replace(desk.page, known=frozenset(documents[1:])))
    assert row_of(desk, documents[0]).is_new
    assert "new since" in row_of(desk, documents[0]).text


def test_the_row_says_in_words_what_its_signs_mean() -> None:
    row = PaperRow(
        "1  Bank book", "accepted", "ACCEPTED", "BNK_1.jpg", 3, 12, 4, is_new=True, has_twin=True, warns=True
    )
    assert row.signs == "★≡⚠"
    assert row.text.splitlines()[:3] == ["1  Bank book", "● accepted", "BNK_1.jpg"]
    for words in ("new since", "another claim", "odd", "stopped at page 4", "3 of 12"):
        assert words in row.text


def test_where_one_stopped_is_drawn_as_soon_as_the_paper_is_left(desk: ClaimDesk, qtbot: QtBot) -> None:
    document = desk.papers.document()
    qtbot.waitUntil(lambda: desk.viewer.description is not None)
    assert row_of(desk, document).mark == ""
    kept = desk.viewer.stack.view
    desk.viewer.stack.view = lambda: kept() | {"page": 4}  # type: ignore[method-assign]
    desk.papers.step(1)
    desk.viewer.stack.view = kept  # type: ignore[method-assign]
    assert row_of(desk, document).mark == "▸ p. 4"
    row = row_of(desk, document)
    assert picture_of(desk, row) != picture_of(desk, dataclasses.replace(row, stopped=0))
    assert desk.page is not None
    desk.papers.show_papers(desk.page)  # read anew, the mark stays
    assert row_of(desk, document).mark == "▸ p. 4"


def picture_of(desk: ClaimDesk, row: PaperRow) -> QImage:
    """The first row as it is painted."""
    item = desk.papers.item(0)
    item.setData(ROW, row)
    return desk.papers.grab(desk.papers.visualItemRect(item)).toImage()


def test_papers_not_opened_say_their_pages_once_they_were_read(desk: ClaimDesk) -> None:
    assert desk.page is not None
    first, *others = [one.document for one in desk.page.claim.papers]
    desk.papers._pages.clear()
    hints = dataclasses.replace(desk.page.hints, pages={first: 12}, sheets=frozenset({first}))
    seen = {first: {1, 2}}
    desk.papers.show_papers(dataclasses.replace(desk.page, seen=seen, hints=ClaimHints()))
    assert desk.papers.never_seen() == (0, len(others))
    assert row_of(desk, first).count == "2/?"
    desk.papers.show_hints(dataclasses.replace(desk.page, seen=seen, hints=hints))
    assert row_of(desk, first).count == "2/12 sheets"
    assert "perhaps only the first rows" in row_of(desk, first).text
    assert desk.papers.never_seen() == (10, len(others))
    pages = dict.fromkeys(others, 3)
    desk.papers.show_hints(dataclasses.replace(desk.page, seen=seen, hints=ClaimHints(pages=pages)))
    assert {row_of(desk, one).count for one in others} == {"0/3"}
    assert desk.papers.never_seen() == (3 * len(others), 0)


def test_one_sheet_is_no_page() -> None:
    assert PaperRow("1  Sales", file="SLS_1.xlsx", seen=1, pages=1, are_sheets=True).count == "1/1 sheet"
