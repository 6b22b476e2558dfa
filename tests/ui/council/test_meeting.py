"""The meeting: convene it, set its agenda, vote by keys, record, pull out, close."""

import dataclasses
import datetime as dt
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import journal
from reviewer.rules.meetings import Meeting
from reviewer.ui.look import read_look
from reviewer.ui.meeting.meeting import MeetingPlace, state_of
from reviewer.ui.meeting.meeting_look import meeting_look
from reviewer.ui.meeting.meeting_mode import MeetingMode
from reviewer.ui.meeting.unrecorded import Unrecorded
from tests.ui.conftest import press
from tests.ui.council.conftest import PATIENCE, become, claim_now

SEATS = 6


def test_the_place_shows_meetings_newest_first_and_the_agenda_of_the_open_one(place: MeetingPlace) -> None:
    assert [place.meetings.lines.line(row).key for row in range(place.meetings.lines.rowCount())] == ["3", "2", "1"]
    assert [place.meetings.lines.line(row).cells[2] for row in range(3)] == ["in session", "over", "over"]
    unmet = Meeting(4, dt.date(2023, 9, 1), "Seoul")
    assert state_of(unmet) == state_of(dataclasses.replace(unmet, begun_at="now", is_written=True)) == "convened"
    assert place.agenda.lines.rowCount() == 2
    assert place.agenda.lines.line(0).key == "CONSENT"
    assert place.tabs._chips["waiting"].text().endswith("1")
    for table in (place.meetings, place.agenda, place.waiting.table, place.fixed.lists, place.fixed.claims):
        QAbstractItemModelTester(table.lines, QAbstractItemModelTester.FailureReportingMode.Warning)


def test_a_checked_claim_is_put_on_the_agenda(place: MeetingPlace, opened: Reviewer, qtbot: QtBot) -> None:
    waiting = place.waiting.table.lines.ticked_keys()
    assert len(waiting) == 1
    assert not place.waiting.put.isEnabled()  # fewer than seven days are left before the meeting
    assert place.waiting.put.toolTip() == place.waiting.urgent.toolTip()
    qtbot.keyClicks(place.waiting.urgent, "the payment is due")
    place.waiting.put.click()
    qtbot.waitUntil(lambda: place.waiting.table.lines.rowCount() == 0, timeout=PATIENCE)
    assert claim_now(opened, waiting[0]).meeting == 3
    held = opened.window.sitting.case.meeting(3)  # type: ignore[union-attr]
    assert list(held.late) == [waiting[0]]  # type: ignore[union-attr]
    assert not place.waiting.put.isEnabled()
    assert place.waiting.put.toolTip() == "No claim is ticked."


def test_a_meeting_is_convened_by_keyboard(place: MeetingPlace, opened: Reviewer, qtbot: QtBot) -> None:
    place.new.click()
    form = place.convene
    assert form.number.text() == "4"
    assert form.notice.isHidden()
    form.place.clear()
    assert (form.save.isEnabled(), form.missing.text()) == (False, "The place is missing.")
    qtbot.keyClicks(form.place, "Room 3")
    qtbot.keyClick(form.place, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: place.meetings.lines.rowCount() == 4, timeout=PATIENCE)
    qtbot.waitUntil(lambda: place.meeting is not None and place.meeting.number == 4, timeout=PATIENCE)
    meeting = opened.window.sitting.case.meeting(4)  # type: ignore[union-attr]
    assert meeting is not None
    assert meeting.place == "Room 3"
    assert not place.nothing.isHidden()


def test_escape_leaves_the_form_as_it_was_typed_and_cancel_empties_it(place: MeetingPlace, qtbot: QtBot) -> None:
    place.new.click()
    form, usual = place.convene, place.convene.place.text()
    qtbot.keyClicks(form.place, ", Room 3")
    qtbot.keyClick(form.place, Qt.Key.Key_Escape)
    assert not form.isVisible()
    place.new.click()
    assert form.place.text() == f"{usual}, Room 3"
    form.findChild(QPushButton, "convene_cancel").click()
    place.new.click()
    assert form.place.text() == usual


def test_the_meetings_are_listed_before_what_they_hold_is_read(opened: Reviewer, qtbot: QtBot) -> None:
    opened.window.show_place("meeting")
    place = opened.window._built["meeting"]
    assert isinstance(place, MeetingPlace)
    assert (place.meetings.lines.rowCount(), place.meeting) == (3, None)
    qtbot.waitUntil(lambda: place.meeting is not None, timeout=PATIENCE)
    assert str(place.meeting.number) == place.meetings.current()  # type: ignore[union-attr]


def test_a_day_too_soon_is_pointed_out_and_a_wrong_one_refused(place: MeetingPlace) -> None:
    place.open_form()
    form = place.convene
    form.date.setText(dt.datetime.now(dt.UTC).date().isoformat())
    assert not form.notice.isHidden()
    assert "7 days" in form.notice.text()
    form.date.setText("2023-02-30")
    assert not form.save.isEnabled()


def test_a_known_number_is_refused_beside_the_form(place: MeetingPlace, qtbot: QtBot) -> None:
    place.open_form()
    place.convene.number.setText("3")
    place.convene.record()
    qtbot.waitUntil(lambda: not place.convene.problem.isHidden(), timeout=PATIENCE)
    assert "already convened" in place.convene.problem.text()
    assert place.convene.number.text() == "3"


def test_votes_are_given_by_the_key_of_each_member_and_counted_live(mode: MeetingMode, qtbot: QtBot) -> None:
    for key in ("1", "2", "2", "3", "4", "4", "4"):
        press(mode, key)
    qtbot.waitUntil(lambda: mode.votes.tally is not None and mode.votes.tally.present == 4, timeout=PATIENCE)
    assert mode.votes.result.counts.text() == "For 2 · against 1 · abstained 1"
    assert "so far" in mode.votes.result.outcome.text()
    assert mode.votes.result.quorum.text() == "Voted so far: 4 of 6"  # not that two of them are away
    assert not mode.votes.record.isEnabled()
    assert mode.votes.missing.text().startswith("Vote missing: ")
    press(mode, "0")
    qtbot.waitUntil(lambda: mode.votes.tally is not None and mode.votes.tally.present == 6, timeout=PATIENCE)
    assert mode.votes.result.outcome.text() == "○ Passed"
    assert mode.votes.record.isEnabled()


def test_a_row_takes_the_letters_of_the_votes_also_in_hangul_mode(mode: MeetingMode) -> None:
    first = mode.votes.ballot.seats[0]
    row = mode.votes._rows[first]
    for typed, vote in (("f", "FOR"), ("ㅁ", "AGAINST"), ("b", "ABSTAIN"), ("ㅜ", "ABSENT")):
        press(row, typed)
        assert mode.votes.ballot.votes[first] == vote
        assert vote != "FOR" or "for" in row.accessibleName()


def test_a_step_is_undone_until_the_item_is_closed(mode: MeetingMode, qtbot: QtBot) -> None:
    press(mode, "1")
    press(mode, "0")
    assert not mode.votes.ballot.missing()
    qtbot.keyClick(mode, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(mode.votes.ballot.missing()) == SEATS - 1
    mode.votes.undo.click()
    assert not mode.votes.undo.isEnabled()
    assert mode.votes.undo.toolTip() == "There is nothing to take back yet."


def test_votes_given_are_still_there_after_escape(place: MeetingPlace, mode: MeetingMode, qtbot: QtBot) -> None:
    press(mode, "1")
    given = dict(mode.votes.ballot.votes)
    assert given
    qtbot.keyClick(mode, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: place.mode is None, timeout=PATIENCE)
    place.begin()
    again = place.mode
    assert again is not None
    qtbot.waitUntil(lambda: again.page is not None, timeout=PATIENCE)
    assert again.votes.ballot.votes == given
    again.close()


def test_the_consent_list_is_resolved_as_one(mode: MeetingMode, opened: Reviewer, qtbot: QtBot) -> None:
    item = mode.current()
    assert item is not None
    assert item.kind == "CONSENT"
    press(mode, "0")
    qtbot.keyClick(mode, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "passed, resolution" in mode.said.text(), timeout=PATIENCE)
    numbers = {claim_now(opened, claim).decision.letter_no for claim in item.claims}  # type: ignore[union-attr]
    assert len(numbers) == len(item.claims)
    qtbot.waitUntil(lambda: mode.key.startswith("CLAIM"), timeout=PATIENCE)
    assert mode.votes.ballot.votes == {}


def test_a_tie_leaves_the_claim_held_over(mode: MeetingMode, opened: Reviewer, qtbot: QtBot) -> None:
    key = next(item.key for item in mode.page.items if item.kind == "CLAIM")  # type: ignore[union-attr]
    mode.show_item(key)
    claim = mode.current().claims[0]  # type: ignore[union-attr]
    for number in "123445566":
        press(mode, number)
    for number in "456":
        mode.votes.ballot.set(mode.votes.ballot.seats[int(number) - 1], "AGAINST")
    mode.votes._show()
    qtbot.waitUntil(lambda: "Tie" in mode.votes.result.outcome.text(), timeout=PATIENCE)
    mode.record()
    qtbot.waitUntil(lambda: mode.said.text() == "Recorded: not passed", timeout=PATIENCE)
    assert claim_now(opened, claim).stage == "DEFERRED"
    assert claim_now(opened, claim).ties == 1


def test_a_claim_is_pulled_out_of_the_consent_list(mode: MeetingMode, opened: Reviewer, qtbot: QtBot) -> None:
    assert mode.item.table is not None
    claim = mode.item.table.current()
    press(mode, "P")
    qtbot.waitUntil(lambda: claim in mode.said.text(), timeout=PATIENCE)
    assert claim_now(opened, claim).agenda_list == "DISCUSSION"
    wanted = f"CLAIM {claim}"
    qtbot.waitUntil(lambda: wanted in {item.key for item in mode.page.items}, timeout=PATIENCE)  # type: ignore[union-attr]


def test_without_a_quorum_nothing_is_recorded_and_the_votes_stay(mode: MeetingMode, qtbot: QtBot) -> None:
    for who in mode.votes.ballot.seats[:3]:
        mode.votes.ballot.set(who, "FOR")
    for who in mode.votes.ballot.seats[3:]:
        mode.votes.ballot.set(who, "ABSENT")
    mode.votes._show()
    qtbot.waitUntil(lambda: "no quorum" in mode.votes.result.quorum.text(), timeout=PATIENCE)
    mode.record()
    qtbot.waitUntil(lambda: not mode.votes.problem.isHidden(), timeout=PATIENCE)
    assert "no quorum" in mode.votes.problem.text()
    assert len(mode.votes.ballot.votes) == SEATS
    assert mode.votes.record.isEnabled()


def test_who_is_absent_is_absent_at_the_next_item_too(mode: MeetingMode) -> None:
    last = mode.votes.ballot.seats[-1]
    mode.votes.ballot.set(last, "ABSENT")
    press(mode, "]")
    assert mode.key.startswith("CLAIM")
    assert mode.votes.ballot.votes == {last: "ABSENT"}


def test_a_recused_member_is_greyed_with_the_ground(place: MeetingPlace, opened: Reviewer, qtbot: QtBot) -> None:
    claim = next(item.claims[0] for item in place.meeting.items if item.kind == "CLAIM")  # type: ignore[union-attr]
    now = claim_now(opened, claim)
    seats = place.meeting.case.seats  # type: ignore[union-attr]
    member = next(one.id for one in seats if one.id not in (now.lead, now.second))
    become(opened, qtbot, member)
    sitting = opened.window.sitting
    assert sitting is not None
    done: list[object] = []
    sitting.record("answer_conflict", claim, {"ground": "COI4"}, then=done.append, otherwise=done.append, owner=sitting)
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE)
    assert isinstance(done[0], journal.Entry)
    become(opened, qtbot, "SIM-secretary")
    again = MeetingMode(opened.window.sitting, 3, Unrecorded())  # type: ignore[arg-type]
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: again.page is not None, timeout=PATIENCE)
    again.show_item(f"CLAIM {claim}")
    row = again.votes._rows[member]
    assert row.property("vote") == "RECUSED"
    assert "COI4" in row.toolTip()
    press(row, "f")
    assert again.votes.ballot.votes[member] == "RECUSED"


def test_who_steps_aside_only_at_the_meeting_gives_the_ground(
    mode: MeetingMode, opened: Reviewer, qtbot: QtBot
) -> None:
    claim = next(item.claims[0] for item in mode.page.items if item.kind == "CLAIM")  # type: ignore[union-attr]
    now = claim_now(opened, claim)
    mode.show_item(f"CLAIM {claim}")
    press(mode, "0")
    member = next(one for one in mode.votes.ballot.seats if one not in (now.lead, now.second))
    row, why = mode.votes._rows[member], mode.votes.whys[member]
    assert why.isHidden()
    press(row, "x")
    assert not why.isHidden()
    assert (mode.votes.record.isEnabled(), mode.votes.missing.text()) == (
        False, f"Ground of the recusal missing: {row.name}",
    )  # fmt: skip
    qtbot.keyClick(why, Qt.Key.Key_Down)
    qtbot.keyClick(why, Qt.Key.Key_Down)
    assert mode.votes.ballot.stated == {member: "COI2"}
    assert "COI2" in row.toolTip()
    mode.record()
    qtbot.waitUntil(lambda: "Recorded: passed" in mode.said.text(), timeout=PATIENCE)
    after = claim_now(opened, claim)
    assert after.is_recused(member)
    assert after.conflicts[member] == "COI2"
    assert after.decision is not None
    assert after.decision.votes[member] == "RECUSED"


def test_from_a_list_nobody_steps_aside_and_the_window_says_why(mode: MeetingMode) -> None:
    mode.show_item("CONSENT")
    member = mode.votes.ballot.seats[0]
    press(mode.votes._rows[member], "x")
    assert member not in mode.votes.ballot.votes
    assert "stepped aside only on a ground" in mode.votes.problem.text()


def test_names_on_the_projector_are_masked(mode: MeetingMode) -> None:
    tabled = next(iter(mode.page.tabled.values()))  # type: ignore[union-attr]
    assert "*" in tabled.representative


def test_the_meeting_is_closed_and_can_still_be_looked_at(place: MeetingPlace, qtbot: QtBot) -> None:
    place.close_it.click()
    assert place.window().focusWidget() is place.asks_to_close.no
    place.asks_to_close.yes.click()
    qtbot.waitUntil(lambda: place.start.text() == "Look at the meeting", timeout=PATIENCE)
    assert place.close_it.isHidden()
    assert place.seal.isVisible()  # the quiet offer, for the minutes
    qtbot.waitUntil(place.seal.go.isEnabled, timeout=PATIENCE)
    place.seal.go.click()
    qtbot.waitUntil(place.seal.code.isVisible, timeout=PATIENCE)
    assert place.seal.code.text().count("-") == 3


def test_a_member_is_told_why_he_cannot_convene_or_put_on_the_agenda(opened: Reviewer, qtbot: QtBot) -> None:
    become(opened, qtbot, "SIM-ksf-1")
    opened.window.show_place("meeting")
    place = opened.window._built["meeting"]
    assert isinstance(place, MeetingPlace)
    qtbot.waitUntil(lambda: place.meeting is not None, timeout=PATIENCE)
    assert not place.new.isEnabled()
    assert "Your role" in place.new.toolTip()
    assert "Your role" in place.waiting.put.toolTip()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_meeting_has_a_contrast_of_seven_to_one(theme: str) -> None:
    colours = meeting_look(read_look(theme, 100, False)).colours
    for ink in ("ink", "ink-soft", "accent", "good", "wait", "bad"):
        for ground in ("ground", "surface", "raised"):
            assert _contrast(colours[ink], colours[ground]) >= 7, (ink, ground)


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_everything_that_can_be_used_has_a_name(
    opened: Reviewer, place: MeetingPlace, mode: MeetingMode, language: str, qtbot: QtBot
) -> None:
    opened.preferences.keep("language", language)
    opened.settings_changed()
    qtbot.wait(50)
    for window in (opened.window, mode):
        for part in window.findChildren(QWidget):
            if isinstance(part, QAbstractButton | QLineEdit | QComboBox) and part.isVisibleTo(window):
                inner = part.objectName().startswith("qt_") or not part.objectName()
                assert inner or part.accessibleName(), part.objectName()
        for text in window.findChildren(QLabel):
            assert not re.search(r"\{\w+\}", text.text()), text.text()


def test_beginning_twice_shows_the_meeting_once(place: MeetingPlace, mode: MeetingMode) -> None:
    place.begin()
    assert place.mode is mode
    assert [one for one in QApplication.topLevelWidgets() if isinstance(one, MeetingMode) and one.isVisible()] == [mode]
