"""A claimant's challenge in the meeting: an item of its own, voted on by everybody but the member."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import claims
from reviewer.ui.meeting.meeting import MeetingPlace
from reviewer.ui.meeting.meeting_mode import MeetingMode
from tests.ui.conftest import press
from tests.ui.council.conftest import MEETING, PATIENCE, claim_now


@pytest.fixture
def challenged(opened: Reviewer, place: MeetingPlace, qtbot: QtBot) -> Iterator[tuple[MeetingMode, str]]:
    """The open meeting on the projector, with a claim whose lead reviewer was challenged."""
    sitting = opened.window.sitting
    assert sitting is not None
    ids = claims.order(
        sitting.on_screen, claims.Filter(meeting=MEETING, stage=frozenset({"ON_AGENDA"})), "claim", False
    )
    number = str(claims.lines(sitting.on_screen, ids[:1])[0].claim)
    lead = claim_now(opened, number).lead
    body = {"member": lead, "ground": "COI5", "on": "2023-03-06", "reason": "거래처 고문이라고 함"}
    done: list[object] = []
    sitting.record("record_challenge", number, body, then=done.append, otherwise=_fail, owner=place)
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE)
    place.begin()
    mode = place.mode
    assert mode is not None
    qtbot.waitUntil(lambda: mode.page is not None and mode.number == MEETING, timeout=PATIENCE)
    yield mode, number
    if place.mode is not None:
        mode.close()


def _fail(fault: BaseException) -> None:
    raise fault


def test_the_council_upholds_a_challenge_without_the_member(
    challenged: tuple[MeetingMode, str], opened: Reviewer, qtbot: QtBot
) -> None:
    mode, number = challenged
    mode.show_item(f"CHALLENGE {number}")
    words = " ".join(one.text() for one in mode.item.findChildren(QLabel))
    assert "거래처 고문이라고 함" in words
    assert "COI5" in words
    lead = claim_now(opened, number).lead
    assert mode.votes.ballot.grounds[lead] == "COI5"
    press(mode, "0")
    assert mode.votes.ballot.votes[lead] == "RECUSED"
    qtbot.keyClick(mode, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(claim_now(opened, number).challenges[0].result), timeout=PATIENCE)
    claim = claim_now(opened, number)
    assert (claim.challenges[0].result, claim.is_recused(lead), claim.stage.value) == ("UPHELD", True, "ROUTED")
    qtbot.waitUntil(
        lambda: mode.page is not None and any(item.kind == "CHALLENGE" and item.closed for item in mode.page.items),
        timeout=PATIENCE,
    )
    closed = next(item for item in mode.page.items if item.kind == "CHALLENGE")  # type: ignore[union-attr]
    mode.show_item(closed.key)
    assert any(one.text() == f"Challenge: {number}" for one in mode.item.findChildren(QLabel))
