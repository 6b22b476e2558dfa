"""The papers of a claim: unread bold, pages seen, where one stopped, and what is new since one last left."""

import dataclasses

from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import desk_notes
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
    qtbot.waitUntil(lambda: not row_of(desk, document).is_unread, timeout=20_000)
    row = row_of(desk, document)
    assert row.count == f"{row.seen}/{row.pages}"
    assert row.file
    assert row.file in row.text
    assert "pages seen" in row.text


def test_only_papers_that_came_after_one_left_are_new(opened: Reviewer, qtbot: QtBot) -> None:
    first, second = in_review(opened)[:2]
    desk = show_desk(opened, qtbot, first)
    documents = [document for document, _ in desk.papers.order()]
    assert not any(row_of(desk, document).is_new for document in documents)  # never left: nothing is new
    conn = desk._sitting.on_screen
    show_desk(opened, qtbot, second)
    qtbot.waitUntil(lambda: desk_notes.papers_known(conn, LEAD, first) == set(documents), timeout=10_000)
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
