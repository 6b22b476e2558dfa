"""A claim comes onto the desk in turns: nothing is done with one that is half there, nor shown of one that was left."""

import pytest
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.claim_desk.desk_showing import DeskShowing
from tests.ui.conftest import in_review, press, show_desk

PATIENCE = 10_000


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the desk was asked to go on with, by the claim that is asked for then."""
    found: list[str] = []
    go_on = DeskShowing._go_on

    def told(showing: DeskShowing, parts: object) -> None:
        found.append(showing._desk.number)
        go_on(showing, parts)  # type: ignore[arg-type]

    monkeypatch.setattr(DeskShowing, "_go_on", told)
    return found


def test_letters_pressed_while_only_parts_of_a_claim_are_there_answer_nothing(
    opened: Reviewer, desk: ClaimDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered: list[str] = []
    monkeypatch.setattr(desk, "record", lambda act, body: answered.append(act))
    other = in_review(opened)[1]
    papers = DeskShowing._papers

    def with_a_key(showing: DeskShowing, page: object) -> None:
        papers(showing, page)  # type: ignore[arg-type]
        press(desk, "p")

    monkeypatch.setattr(DeskShowing, "_papers", with_a_key)
    desk.show_claim(other)
    qtbot.waitUntil(lambda: desk.page is not None and desk.page.claim.number == other, timeout=PATIENCE)
    assert answered == []
    press(desk, "p")
    assert answered == ["record_check"]


def test_nothing_more_is_shown_of_a_claim_that_was_left_meanwhile(
    opened: Reviewer, qtbot: QtBot, turns: list[str]
) -> None:
    first, second = in_review(opened)[:2]
    desk = show_desk(opened, qtbot, first)
    turns.clear()
    desk.show_claim(second)
    qtbot.waitUntil(lambda: bool(turns), timeout=PATIENCE)
    desk.show_claim(first)
    qtbot.waitUntil(lambda: desk.page is not None and desk.updatesEnabled(), timeout=PATIENCE)
    qtbot.wait(200)
    assert desk.page is not None
    assert desk.page.claim.number == first
    assert first in desk.head.title.text()


def test_a_claim_that_is_read_again_before_it_is_whole_is_shown_whole(
    opened: Reviewer, qtbot: QtBot, turns: list[str]
) -> None:
    first, second = in_review(opened)[:2]
    desk = show_desk(opened, qtbot, first)
    turns.clear()
    desk.show_claim(second)
    qtbot.waitUntil(lambda: bool(turns), timeout=PATIENCE)
    desk._read()
    qtbot.waitUntil(lambda: desk.page is not None and desk.updatesEnabled(), timeout=PATIENCE)
    qtbot.waitUntil(lambda: desk.viewer.description is not None, timeout=PATIENCE)
    assert desk.page is not None
    assert desk.page.claim.number == second
