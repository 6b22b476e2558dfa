"""Hints stand beside the checks, lead to where the machine saw something, and never answer for the person."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reviewer.casefile import proofs, readings
from reviewer.casefile.claim_facts import papers_of
from reviewer.desk.reading_papers import VERSION, read_paper
from reviewer.rules.places import Place
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.claim_desk.hint_line import SHAPES, HintLine
from reviewer.ui.reader.papers_list import WHOLE
from tests.ui.conftest import press, until_recorded


@pytest.fixture
def read_desk(desk: ClaimDesk, qtbot: QtBot) -> ClaimDesk:
    """The desk on a claim whose papers were read in the background."""
    file = desk._sitting.case_file
    done: list[object] = []

    def read_all() -> None:
        for one in papers_of(file.writer, desk.number):
            kept = read_paper(one.document, bytes(proofs.read(file, one.document)), one.path)
            with file.writing() as conn:
                readings.keep(conn, kept.state, kept.reading, VERSION)

    desk._sitting.lanes.clerk.run(read_all, then=done.append, otherwise=done.append, owner=desk)
    qtbot.waitUntil(lambda: bool(done), timeout=60_000)
    assert done == [None]
    desk._read()
    qtbot.waitUntil(lambda: desk.page is not None and "READ" in desk.page.hints.states.values())
    return desk


def hints(desk: ClaimDesk) -> dict[str, HintLine]:
    return {one.check.code: one.hint for one in desk.sections.checks.lines if one.hint is not None}


def paper_of(desk: ClaimDesk, kind: str) -> str:
    assert desk.page is not None
    return next(one.document for one in desk.page.claim.papers if one.kind == kind)


def test_a_paper_that_was_not_read_yet_says_so_and_shows_no_hint(desk: ClaimDesk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: "has not read this paper yet" in desk.sections.checks.machine.text())
    assert hints(desk) == {}


def test_each_hint_says_how_far_it_agrees_in_shape_and_word_and_answers_nothing(read_desk: ClaimDesk) -> None:
    desk = read_desk
    assert desk.page is not None
    sales = paper_of(desk, "SLS")
    desk.papers.select(sales)
    assert set(hints(desk)) == set(desk.page.hints.papers[sales])
    for code, line in hints(desk).items():
        hint = desk.page.hints.papers[sales][code]
        first = line.findChildren(QLabel)[0].text()
        assert first.startswith(SHAPES[hint.level])
        assert line.accessibleName().startswith("Hint: ")
    assert "you decide" in desk.sections.checks.machine.text()
    assert desk.page.claim.paper(sales).answers == {}
    assert not any(button.isChecked() for one in desk.sections.checks.lines for button in one._group.buttons())


def test_the_key_h_shows_where_the_machine_saw_it(read_desk: ClaimDesk, qtbot: QtBot) -> None:
    desk = read_desk
    desk.papers.select(paper_of(desk, "SLS"))
    wanted = [code for code, line in hints(desk).items() if line.hint.place is not None]
    assert wanted
    desk.sections.checks.go_to_check(wanted[-1])
    seen: list[Place] = []
    desk.sections.shows.connect(seen.append)
    press(desk, "ㅗ")  # the key H in Hangul mode
    assert seen == [hints(desk)[wanted[-1]].hint.place]


def test_the_crossings_stand_with_the_claim_as_a_whole_and_their_places_leave_it_in_view(
    read_desk: ClaimDesk, qtbot: QtBot
) -> None:
    desk = read_desk
    desk.papers.select(WHOLE)
    crossings = desk.sections.checks.crossings
    assert not crossings.isHidden()
    assert [line.hint.check for line in crossings.lines] == [f"X{number}" for number in range(1, 11)]
    placed = next((line for line in crossings.lines if line.hint.place is not None), None)
    assert placed is not None
    assert placed.hint.place is not None
    placed.jump.emit(placed.hint.place)
    assert desk.papers.document() == WHOLE
    qtbot.waitUntil(lambda: desk.viewer.reading is not None)
    assert desk.viewer.reading is not None
    assert desk.viewer.reading.document == placed.hint.place.document
    desk.papers.select(paper_of(desk, "SLS"))
    assert crossings.isHidden()


def test_an_answer_keeps_its_hint_beside_it(read_desk: ClaimDesk, qtbot: QtBot) -> None:
    desk = read_desk
    desk.papers.select(paper_of(desk, "SLS"))
    code, before = next((code, line.hint) for code, line in hints(desk).items())
    desk.sections.checks.go_to_check(code)
    until_recorded(desk, qtbot, lambda: press(desk, "f"))
    qtbot.waitUntil(lambda: code in hints(desk) and hints(desk)[code].hint == before)
