"""What frames a meeting: attendance, statements, holding over, the next date, the draft of the minutes, closing."""

import dataclasses
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.brief_print import BriefPrint
from reviewer.ui.meeting.meeting import MeetingPlace
from reviewer.ui.meeting.meeting_closing import ClosingForm
from reviewer.ui.meeting.meeting_mode import MeetingMode
from reviewer.ui.meeting.meeting_opening import OpeningForm
from reviewer.ui.meeting.meeting_order import grounds_on
from reviewer.ui.meeting.meeting_reading import Item
from reviewer.ui.wording import won
from tests.ui.conftest import press
from tests.ui.council.conftest import PATIENCE, become, claim_now

SHORTEST = "Choose a later day: 3 days of notice are needed even when it is urgent."


def record(mode: MeetingMode, qtbot: QtBot) -> None:
    qtbot.keyClick(mode, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def closing(mode: MeetingMode, qtbot: QtBot) -> ClosingForm:
    """The end of the agenda, with its draft read; what was being recorded is shown first."""
    qtbot.waitUntil(lambda: not mode._is_recording, timeout=PATIENCE)
    mode.show_item("CLOSING")

    def is_read() -> bool:
        form = mode.item.form
        return isinstance(form, ClosingForm) and "Minutes of meeting 3" in form.text.toPlainText()

    qtbot.waitUntil(is_read, timeout=PATIENCE)
    assert isinstance(mode.item.form, ClosingForm)
    return mode.item.form


def test_attendance_is_recorded_by_keys_and_fills_the_ballots(mode: MeetingMode, qtbot: QtBot) -> None:
    mode.show_item("OPENING")
    form = mode.item.form
    assert isinstance(form, OpeningForm)
    assert len(form.present) == 6
    press(mode, "6")
    assert form.quorum.text() == "Present 5 of 6: quorum"
    record(mode, qtbot)
    qtbot.waitUntil(lambda: mode.said.text() == "Attendance is recorded.", timeout=PATIENCE)
    qtbot.waitUntil(lambda: mode.key == "CONSENT", timeout=PATIENCE)
    assert mode.votes.ballot.votes == {mode.votes.ballot.seats[-1]: "ABSENT"}


def test_votes_given_before_attendance_is_recorded_stay(mode: MeetingMode, qtbot: QtBot) -> None:
    mode.show_item("CONSENT")
    press(mode, "1")
    first = mode.votes.ballot.seats[0]
    assert mode.votes.ballot.votes[first] == "FOR"
    mode.show_item("OPENING")
    press(mode, "6")
    record(mode, qtbot)
    qtbot.waitUntil(lambda: mode.key == "CONSENT", timeout=PATIENCE)
    assert mode.votes.ballot.votes == {first: "FOR", mode.votes.ballot.seats[-1]: "ABSENT"}


def test_the_minutes_are_read_in_all_the_room_there_is(mode: MeetingMode, qtbot: QtBot) -> None:
    form = closing(mode, qtbot)
    least = mode.item._look.px(160)
    qtbot.waitUntil(lambda: form.text.height() >= least, timeout=PATIENCE)
    mode.resize(mode.width(), mode.height() + 200)
    qtbot.waitUntil(lambda: form.text.height() >= least + 200, timeout=PATIENCE)


def test_an_item_is_held_over_with_its_reason(mode: MeetingMode, opened: Reviewer, qtbot: QtBot) -> None:
    mode.show_item(next(item.key for item in mode.page.items if item.kind == "CLAIM"))  # type: ignore[union-attr]
    claim = mode.current().claims[0]  # type: ignore[union-attr]
    press(mode, "H")
    question = mode.item.question
    assert question is not None
    assert "held over" in question.words.text()
    qtbot.keyClicks(question.reason, "POS data")
    mode.setFocus()
    press(mode, "0")
    record(mode, qtbot)
    qtbot.waitUntil(lambda: mode.said.text() == "Recorded: held over", timeout=PATIENCE)
    assert claim_now(opened, claim).stage.value == "DEFERRED"
    assert "Held over. Reason: POS data" in closing(mode, qtbot).text.toPlainText()


def test_a_statement_on_the_item_in_view_is_taken_down(mode: MeetingMode, qtbot: QtBot) -> None:
    mode.show_item(next(item.key for item in mode.page.items if item.kind == "CLAIM"))  # type: ignore[union-attr]
    press(mode, "S")
    form = mode.form
    assert form is not None
    assert not form.save.isEnabled()
    qtbot.keyClicks(form.said, "count the closing days again")
    form.save.click()
    qtbot.waitUntil(lambda: mode.said.text() == "The statement is recorded.", timeout=PATIENCE)
    assert "count the closing days again" in closing(mode, qtbot).text.toPlainText()


def test_the_next_date_stands_in_the_minutes_and_the_meeting_is_closed_and_printed(
    mode: MeetingMode, opened: Reviewer, qtbot: QtBot, tmp_path: Path
) -> None:
    form = closing(mode, qtbot)
    form.next_date.setText("soon")
    form.record_next()
    assert "2023-04-20" in form.problem.text()
    form.next_date.setText("2023-09-04")
    form.next_time.setText("14:00")
    form.keep.click()
    qtbot.waitUntil(lambda: "4 September 2023" in closing(mode, qtbot).text.toPlainText(), timeout=PATIENCE)
    for _ in range(5):  # a key that is pressed again and again closes nothing
        record(mode, qtbot)
    asks = mode.item.form.asks  # type: ignore[union-attr]
    assert mode.focusWidget() is asks.no
    qtbot.wait(300)
    assert opened.window.sitting.case.meeting(3).state == "CONVENED"  # type: ignore[union-attr]
    qtbot.keyClick(asks.no, Qt.Key.Key_Return)
    assert asks.isHidden()
    record(mode, qtbot)
    asks.yes.click()

    def is_over() -> bool:
        held = opened.window.sitting.case.meeting(3)  # type: ignore[union-attr]
        return held is not None and held.state == "CLOSED"

    qtbot.waitUntil(is_over, timeout=PATIENCE)
    qtbot.waitUntil(lambda: mode.page.case.meeting(3).state == "CLOSED", timeout=PATIENCE)  # type: ignore[union-attr]
    assert mode.said.text() == "The meeting is closed."
    form = closing(mode, qtbot)
    assert form.close_it.isHidden()
    assert form.seal is not None
    qtbot.waitUntil(lambda: form.seal.go.isEnabled(), timeout=PATIENCE)  # type: ignore[union-attr]
    form.seal.go.click()
    qtbot.waitUntil(lambda: not form.seal.code.isHidden(), timeout=PATIENCE)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: form.seal.code.text() in form.text.toPlainText(), timeout=PATIENCE)  # type: ignore[union-attr]
    form.write(tmp_path / "minutes.pdf")
    qtbot.waitUntil(lambda: "minutes.pdf" in form.said.text(), timeout=PATIENCE)
    assert (tmp_path / "minutes.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("date", "reason", "missing"),
    [
        ("2023-09-10", "", ""),
        ("2023-09-06", "", "Say why the meeting is urgent, or choose a later day."),
        ("2023-09-06", "the due date is near", ""),
        (
            "2023-09-03",
            "the due date is near",
            "Choose a later day: 3 days of notice are needed even when it is urgent.",
        ),
    ],
)
def test_the_form_knows_how_long_the_notice_must_be(place: MeetingPlace, date: str, reason: str, missing: str) -> None:
    place.open_form()
    form = place.convene
    form.place.setText("Room 3")
    form.notified.setText("2023-09-01")
    form.date.setText(date)
    form.urgent.setText(reason)
    assert form.missing.text() == missing
    assert form.save.isEnabled() is (not missing)
    assert isinstance(form.findChild(QWidget, "meeting_urgent"), QWidget)


def test_the_papers_of_a_meeting_are_printed_and_compared(place: MeetingPlace, qtbot: QtBot, tmp_path: Path) -> None:
    for what in ("notice", "agenda", "minutes"):
        place.papers.write(what, tmp_path / f"{what}.pdf")
        qtbot.waitUntil(lambda what=what: f"{what}.pdf" in place.papers.strip.said.text(), timeout=PATIENCE)
        assert (tmp_path / f"{what}.pdf").read_bytes().startswith(b"%PDF")
    place.meetings.go_to("2")
    qtbot.waitUntil(lambda: place.meeting is not None and place.meeting.number == 2, timeout=PATIENCE)
    place.papers.compare.click()
    assert place.papers.strip.is_running
    assert not place.papers.agenda.isEnabled()
    qtbot.waitUntil(lambda: not place.papers.strip.is_running, timeout=PATIENCE)
    assert place.papers.strip.said.text().startswith("○ Meeting 2: letters, payment list, register and minutes agree.")


def test_the_making_of_a_pack_can_be_cancelled(place: MeetingPlace, qtbot: QtBot, tmp_path: Path) -> None:
    lane, cancelled = place.papers._sitting.lanes.clerk, threading.Event()
    lane.run(lambda: cancelled.wait(20), then=lambda _: None, otherwise=lambda _: None, owner=place)
    place.papers.write("agenda", tmp_path / "agenda.pdf")
    place.papers.strip.stop.click()
    cancelled.set()  # else a fast lane could be done before the click
    qtbot.waitUntil(lambda: not place.papers.strip.is_running, timeout=PATIENCE)
    assert place.papers.strip.said.text() == "Cancelled. Nothing half-made was left behind."
    assert not list(tmp_path.glob("agenda*"))
    assert place.papers.agenda.isEnabled()


def test_a_member_signs_a_vote_in_writing_and_objects_to_a_claim(
    place: MeetingPlace, opened: Reviewer, qtbot: QtBot
) -> None:
    done: list[object] = []
    sitting = opened.window.sitting
    assert sitting is not None
    assert place.written.isHidden()
    plain = next(item.claims for item in place.meeting.items if item.kind == "CONSENT")  # type: ignore[union-attr]
    for act, subject, body in (
        ("take_off_agenda", "meeting:3", {"claims": list(plain), "reason": "by writing"}),
        ("convene_meeting", "meeting:4", {"date": "2023-09-04", "place": "writing", "written": True}),
        ("put_on_agenda", "meeting:4", {"claims": list(plain)}),
    ):
        done.clear()
        sitting.record(act, subject, body, then=done.append, otherwise=done.append, owner=sitting)
        qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE)
        assert not isinstance(done[0], Exception), done
    become(opened, qtbot, "SIM-law-1")
    opened.window.show_place("meeting")
    there = opened.window._built["meeting"]
    assert isinstance(there, MeetingPlace)
    qtbot.waitUntil(lambda: there.meeting is not None, timeout=PATIENCE)
    there.meetings.go_to("4")
    qtbot.waitUntil(lambda: there.meeting.number == 4 and not there.written.isHidden(), timeout=PATIENCE)  # type: ignore[union-attr]
    assert not there.written.sign.isEnabled()
    press(there, "F")
    assert there.written.chosen == "FOR"
    assert claim_now(opened, plain[0]).written == {}  # a letter alone signs nothing
    qtbot.keyClick(there, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: claim_now(opened, plain[0]).written == {"SIM-law-1": "FOR"}, timeout=PATIENCE)
    qtbot.waitUntil(lambda: there.written.which.currentData() == [], timeout=PATIENCE)
    there.written.which.setCurrentIndex(1)
    there.written.buttons["OBJECT"].click()
    there.written.sign.click()
    objected = there.written.which.currentData()[0]
    qtbot.waitUntil(lambda: claim_now(opened, objected).objected_by == "SIM-law-1", timeout=PATIENCE)
    assert claim_now(opened, objected).stage.value == "CHECKED"


def test_a_closed_item_is_opened_again_by_a_correcting_resolution(
    mode: MeetingMode, opened: Reviewer, qtbot: QtBot
) -> None:
    mode.show_item(next(item.key for item in mode.page.items if item.kind == "CLAIM"))  # type: ignore[union-attr]
    claim = mode.current().claims[0]  # type: ignore[union-attr]
    press(mode, "0")
    record(mode, qtbot)
    qtbot.waitUntil(lambda: "Recorded: passed" in mode.said.text() and not mode._is_recording, timeout=PATIENCE)
    number = claim_now(opened, claim).decision.resolution_no  # type: ignore[union-attr]
    mode.show_item(f"CLAIM {claim} {number}")
    why = mode.item.findChild(QLineEdit, "correction_reason")
    put = mode.item.findChild(QPushButton, "correct_resolution")
    assert why is not None
    assert put is not None
    assert not put.isEnabled()
    qtbot.keyClicks(why, "the amount was read wrongly")
    put.click()
    begun, seen = mode.key, mode.page
    mode.read()  # as after a statement was taken down
    qtbot.waitUntil(lambda: mode.page is not seen, timeout=PATIENCE)
    assert (mode.key, mode.current().note) == (begun, "the amount was read wrongly")  # type: ignore[union-attr]
    mode.setFocus()
    press(mode, "0")
    record(mode, qtbot)
    qtbot.waitUntil(lambda: claim_now(opened, claim).stage.value == "ON_AGENDA", timeout=PATIENCE)
    qtbot.waitUntil(lambda: begun not in {one.key for one in mode.page.items}, timeout=PATIENCE)  # type: ignore[union-attr]
    assert claim_now(opened, claim).decision is None
    assert f"Correction of resolution {number}" in closing(mode, qtbot).text.toPlainText()


def test_who_may_not_vote_on_a_claim_may_not_vote_on_correcting_it(mode: MeetingMode, opened: Reviewer) -> None:
    page = mode.page
    assert page is not None
    number = next(item.claims[0] for item in page.items if item.kind == "CLAIM")
    seats = [member.id for member in page.case.seats]
    claim = dataclasses.replace(claim_now(opened, number), conflicts={seats[0]: "COI2"}, recused=frozenset(seats[:1]))
    page = dataclasses.replace(page, tabled={}, resolved={number: claim})
    assert grounds_on(Item("CORRECTION", (number,)), page, seats) == {seats[0]: "COI2"}


def test_the_summary_of_the_claim_in_view_is_printed(mode: MeetingMode, qtbot: QtBot, tmp_path: Path) -> None:
    mode.show_item(next(item.key for item in mode.page.items if item.kind == "CLAIM"))  # type: ignore[union-attr]
    brief = mode.item.findChild(BriefPrint)
    assert isinstance(brief, BriefPrint)
    brief.write(tmp_path / "summary.pdf")
    assert brief.strip.is_running
    qtbot.waitUntil(lambda: "summary.pdf" in brief.strip.said.text(), timeout=PATIENCE)
    assert (tmp_path / "summary.pdf").read_bytes().startswith(b"%PDF")


def test_who_votes_and_the_award_stand_whole_beside_each_other_on_a_small_screen(
    mode: MeetingMode, qtbot: QtBot
) -> None:
    assert mode.page is not None
    mode.showNormal()
    mode.resize(1280, 720)
    item = next(item for item in mode.page.items if item.kind == "CLAIM")
    mode.show_item(item.key)
    qtbot.waitUntil(lambda: mode.size() == QSize(1280, 720) and mode.item.award.isVisible(), timeout=PATIENCE)
    foot = mode.item.award.mapTo(mode, mode.item.award.rect().bottomLeft())
    assert mode.rect().contains(foot)
    assert mode.item.award.text() == won(mode.page.tabled[item.claims[0]].claim.proposal.award)  # type: ignore[union-attr]
    rows = list(mode.votes._rows.values())
    texts = [one for each in rows for one in each.findChildren(QLabel) if one.text()]
    assert "Korea Federation of Micro Enterprise" in {one.text() for one in texts}
    for one in texts:
        needed = one.heightForWidth(one.width()) if one.wordWrap() else one.sizeHint().height()
        assert one.height() >= needed, one.text()
    assert mode.votes.rect().contains(rows[-1].mapTo(mode.votes, rows[-1].rect().bottomLeft()))
    mode.show_item("CONSENT")
    assert not mode.item.award.isVisible()


def test_a_meeting_goes_with_the_window_whose_case_is_closed(
    mode: MeetingMode, place: MeetingPlace, opened: Reviewer, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(mode.left, timeout=PATIENCE):
        opened.window.close()
    assert place.mode is None


def test_the_text_follows_the_window_and_what_was_entered_stays(mode: MeetingMode, qtbot: QtBot) -> None:
    mode.show_item(next(item.key for item in mode.page.items if item.kind == "CLAIM"))  # type: ignore[union-attr]
    mode.showNormal()
    press(mode, "1")
    mode.votes.toggle_amounts()
    first = mode.votes.ballot.seats[0]
    field = mode.votes._fields[first]
    field.setText("120,000")
    for size, percent in (((1920, 1080), 188), ((1280, 720), 125), ((1920, 1080), 188), ((1280, 720), 125)):
        mode.resize(*size)
        qtbot.waitUntil(lambda: mode._look.percent == percent, timeout=PATIENCE)  # noqa: B023
        assert mode.size() == QSize(*size)
        foot = mode.item.award.mapTo(mode, QPoint(0, mode.item.award.height()))
        qtbot.waitUntil(lambda: mode.minimumSizeHint().height() <= mode.height(), timeout=PATIENCE)
        assert mode.item.award.isVisible()
        assert foot.y() <= mode.height()
    assert mode.votes.ballot.votes[first] == "FOR"
    assert mode.votes._fields[first] is field
    assert field.text() == "120,000"
