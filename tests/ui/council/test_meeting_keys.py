"""The palette and the key sheet over the meeting on the projector: what can be done there, and its agenda."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reviewer.ui import keys
from reviewer.ui.key_file import program_map
from reviewer.ui.key_sheet import KeySheet
from reviewer.ui.meeting.meeting_mode import MeetingMode
from reviewer.ui.palette import Palette
from tests.ui.conftest import press

ONLY_THERE = {"vote_of_member", "vote_for", "vote_against", "vote_abstain", "vote_recused", "vote_absent"}
"""Actions of a member's row, which has them while the keyboard stands on it, and the digits that go there."""


def palette(mode: MeetingMode, qtbot: QtBot) -> Palette:
    qtbot.keyClick(mode, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    found = mode.findChildren(Palette)[-1]
    assert found.isVisible()
    return found


def entry(found: Palette, key: str) -> object:
    return next((one for one in found.rows.entries if one.key == key), None)


def at_claim(mode: MeetingMode) -> str:
    key = next(item.key for item in mode.page.items if item.kind == "CLAIM")  # type: ignore[union-attr]
    mode.show_item(key)
    return key


def test_an_item_of_the_agenda_is_found_by_its_claim_and_enter_goes_there(mode: MeetingMode, qtbot: QtBot) -> None:
    key = at_claim(mode)
    claim = mode.current().claims[0]  # type: ignore[union-attr]
    mode.show_item("OPENING")
    found = palette(mode, qtbot)
    found.field.setText(claim)
    assert [one.key for one in found.rows.entries] == [f"button item_{key}"]
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    assert mode.key == key


def test_the_rest_votes_for_and_it_is_taken_back_from_the_palette(mode: MeetingMode, qtbot: QtBot) -> None:
    at_claim(mode)
    before = dict(mode.votes.ballot.votes)
    for typed, still_missing in (("나머지 찬성", False), ("Undo", True)):
        found = palette(mode, qtbot)
        found.field.setText(typed)
        qtbot.keyClick(found.field, Qt.Key.Key_Return)
        assert bool(mode.votes.ballot.missing()) is still_missing
    assert mode.votes.ballot.votes == before


def test_what_cannot_be_done_says_why(mode: MeetingMode, qtbot: QtBot) -> None:
    at_claim(mode)
    found = palette(mode, qtbot)
    assert entry(found, "record").why_not.startswith("Vote missing: ")  # type: ignore[attr-defined]
    assert entry(found, "undo").why_not == "There is nothing to take back yet."  # type: ignore[attr-defined]


def test_a_member_whose_row_has_the_keyboard_is_named_with_each_vote(mode: MeetingMode, qtbot: QtBot) -> None:
    at_claim(mode)
    who = mode.votes.ballot.seats[1]
    row = mode.votes._rows[who]
    qtbot.waitUntil(row.isVisible)
    press(mode, "2")
    found = palette(mode, qtbot)
    assert entry(found, "vote_against").text == f"{row.name}: Against"  # type: ignore[attr-defined]
    found.field.setText(f"{row.name}: Against")
    qtbot.keyClick(found.field, Qt.Key.Key_Return)
    assert mode.votes.ballot.votes[who] == "AGAINST"


def test_claims_that_are_not_on_the_agenda_are_not_thrown_on_the_wall(mode: MeetingMode, qtbot: QtBot) -> None:
    at_claim(mode)
    found = palette(mode, qtbot)
    claims = {claim for item in mode.page.items for claim in item.claims}  # type: ignore[union-attr]
    other = next(number for number in (f"2023-{n:06}" for n in range(1, 99)) if number not in claims)
    found.field.setText(other)
    qtbot.wait(200)
    assert not found.rows.entries


def test_it_opens_while_an_amount_is_typed(mode: MeetingMode, qtbot: QtBot) -> None:
    at_claim(mode)
    if not mode.votes.amounts.isChecked():
        press(mode, "M")
    field = QApplication.focusWidget() or mode.focusWidget()
    assert field is not None
    assert field.objectName().startswith("amount_")
    qtbot.keyClicks(field, "300000")
    qtbot.keyClick(field, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert mode.findChild(Palette) is not None
    assert field.text() == "300000"  # type: ignore[attr-defined]


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Question])
def test_the_key_sheet_comes_up(mode: MeetingMode, qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(mode, key)
    sheet = mode.findChild(KeySheet)
    assert sheet is not None
    assert "vote_rest_for" in {action for group in sheet.groups for action in group.lines}


def test_every_key_of_the_meeting_is_offered_somewhere_in_it(mode: MeetingMode) -> None:
    offered = set(ONLY_THERE)
    for item in mode.page.items:  # type: ignore[union-attr]
        mode.show_item(item.key)
        offered |= {action.name for action in mode.offers()}
    wanted = {name for name, keyed in program_map().items() if "meeting" in keyed.at and keys.key_map()[name]}
    assert wanted - offered <= {"up", "down", "open", "amounts", "hold_over"}
