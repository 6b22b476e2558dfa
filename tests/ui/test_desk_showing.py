"""A claim comes onto the desk in turns: nothing is done with one that is half there, nor shown of one that was left."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.claim_desk.desk_showing import DeskShowing
from reviewer.ui.claim_reading import DeskPage, read_desk
from tests.ui.conftest import in_review, press, show_desk

PATIENCE = 10_000


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The claims whose last parts came onto the desk."""
    found: list[str] = []
    forms = DeskShowing._forms

    def told(showing: DeskShowing, page: DeskPage, *given: Any, same: bool) -> None:
        found.append(page.claim.number)
        forms(showing, page, *given, same=same)

    monkeypatch.setattr(DeskShowing, "_forms", told)
    return found


def half_shown(desk: ClaimDesk, qtbot: QtBot, claim: str) -> None:
    """Ask for a claim, and wait until its first parts are there."""
    with qtbot.waitSignal(desk.named, timeout=PATIENCE):
        desk.show_claim(claim)


def until_whole(desk: ClaimDesk, qtbot: QtBot, claim: str) -> None:
    qtbot.waitUntil(lambda: desk.page is not None and desk.updatesEnabled(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: desk.viewer.description is not None, timeout=PATIENCE)
    assert desk.page is not None
    assert desk.page.claim.number == claim
    assert claim in desk.head.title.whole()


def test_letters_pressed_while_only_parts_of_a_claim_are_there_answer_nothing(
    opened: Reviewer, desk: ClaimDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered: list[str] = []
    monkeypatch.setattr(desk, "record", lambda act, body: answered.append(act))
    other, pressed = in_review(opened)[1], list[str]()
    sections = DeskShowing._sections

    def with_a_key(showing: DeskShowing, *given: Any, same: bool) -> None:
        sections(showing, *given, same=same)
        press(desk, "p")
        pressed.append("p")

    monkeypatch.setattr(DeskShowing, "_sections", with_a_key)
    desk.show_claim(other)
    until_whole(desk, qtbot, other)
    assert (pressed, answered) == (["p"], [])
    press(desk, "p")
    assert answered == ["record_check"]


def test_a_paper_chosen_while_only_parts_of_a_claim_are_there_has_its_own_checks(
    opened: Reviewer, desk: ClaimDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sections, chosen = DeskShowing._sections, list[str]()

    def then_another_paper(showing: DeskShowing, page: DeskPage, *given: Any, same: bool) -> None:
        sections(showing, page, *given, same=same)
        if not chosen:
            chosen.append(desk.papers.order()[2][0])
            desk.papers.select(chosen[0])

    monkeypatch.setattr(DeskShowing, "_sections", then_another_paper)
    other = in_review(opened)[1]
    desk.show_claim(other)
    until_whole(desk, qtbot, other)
    assert desk.papers.document() == chosen[0]
    assert desk.sections.checked == chosen[0]
    assert desk.viewer.reading is not None
    assert desk.viewer.reading.document == chosen[0]


def test_nothing_more_is_shown_of_a_claim_that_was_left_meanwhile(
    opened: Reviewer, qtbot: QtBot, shown: list[str]
) -> None:
    first, second = in_review(opened)[:2]
    desk = show_desk(opened, qtbot, first)
    shown.clear()
    half_shown(desk, qtbot, second)
    desk.show_claim(first)
    until_whole(desk, qtbot, first)
    assert second not in shown


def test_a_claim_that_is_read_again_before_it_is_whole_is_shown_whole(
    opened: Reviewer, qtbot: QtBot, shown: list[str]
) -> None:
    first, second = in_review(opened)[:2]
    desk = show_desk(opened, qtbot, first)
    shown.clear()
    named: list[str] = []
    desk.named.connect(lambda claim, _: named.append(claim))
    half_shown(desk, qtbot, second)
    sitting = desk.sitting
    desk.showing.show(read_desk(sitting.on_screen, second, sitting.person, sitting.now()))
    assert desk.page is not None
    assert shown == [second, second]
    until_whole(desk, qtbot, second)
    assert named == [second]
