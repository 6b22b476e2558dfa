"""What was entered at a meeting and is not recorded yet is there on coming back, to its item or to the meeting."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.ui.meeting.meeting import MeetingPlace
from reviewer.ui.meeting.meeting_mode import MeetingMode
from reviewer.ui.meeting.meeting_opening import OpeningForm
from tests.ui.conftest import press
from tests.ui.council.conftest import PATIENCE
from tests.ui.council.test_meeting_frame import closing, record


def begun_again(place: MeetingPlace, mode: MeetingMode, qtbot: QtBot) -> MeetingMode:
    """The window of the meeting once it was left and opened anew."""
    mode.close()
    qtbot.waitUntil(lambda: place.mode is None, timeout=PATIENCE)
    place.begin()
    again = place.mode
    assert again is not None
    qtbot.waitUntil(lambda: again.page is not None, timeout=PATIENCE)
    return again


def test_a_statement_left_by_escape_is_there_on_coming_back(
    place: MeetingPlace, mode: MeetingMode, qtbot: QtBot
) -> None:
    mode.show_item("CONSENT")
    mode.speak()
    assert mode.form is not None
    mode.form.member.setCurrentIndex(2)
    speaker = mode.form.member.currentData()
    mode.form.dissent.setChecked(True)
    mode.form.said.setPlainText("금액이 너무 적다고 봄")
    qtbot.keyClick(mode.form.said, Qt.Key.Key_Escape)
    assert not mode.form.isVisible()
    again = begun_again(place, mode, qtbot)
    again.show_item("OPENING")
    again.speak()
    assert again.form is not None
    assert again.form.said.toPlainText() == ""  # it was said on another item
    again.form.reject()
    again.show_item("CONSENT")
    again.speak()
    assert again.form.kept() == (speaker, True, "금액이 너무 적다고 봄")
    again.form.statement.setChecked(True)  # nobody has voted yet whom it could dissent from
    again.form.save.click()
    qtbot.waitUntil(lambda: again.said.text() == "The statement is recorded.", timeout=PATIENCE)
    again.speak()
    assert again.form.said.toPlainText() == ""
    again.form.reject()
    again.close()


def test_what_was_entered_before_another_item_is_looked_at_stays(
    place: MeetingPlace, mode: MeetingMode, qtbot: QtBot
) -> None:
    mode.show_item("OPENING")
    assert isinstance(mode.item.form, OpeningForm)
    press(mode, "6")
    mode.item.form.others.setText("박기록 서기")
    entered = mode.item.form.kept()
    closing(mode, qtbot).next_place.setText("작은 회의실")
    mode.show_item("OPENING")
    assert mode.item.form.kept() == entered
    again = begun_again(place, mode, qtbot)
    assert closing(again, qtbot).next_place.text() == "작은 회의실"
    again.show_item("OPENING")
    assert isinstance(again.item.form, OpeningForm)
    assert again.item.form.kept() == entered
    record(again, qtbot)
    qtbot.waitUntil(lambda: again.said.text() == "Attendance is recorded.", timeout=PATIENCE)
    qtbot.waitUntil(lambda: again.key == "CONSENT", timeout=PATIENCE)
    again.show_item("OPENING")
    again.show_item("CONSENT")
    assert "meeting_opening" not in again._unrecorded.forms
    again.close()
