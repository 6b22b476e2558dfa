"""Claims that wait for a meeting: what the selected meeting would refuse is unticked and says why."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.meeting.meeting import MeetingPlace
from reviewer.ui.preferences import Preferences
from tests.casefile.case_room import CaseRoom
from tests.ui.conftest import bring_to_front
from tests.ui.council.conftest import PATIENCE

PLAIN, TALKED = "2023-000002", "2023-000003"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Two checked claims, one of them disputed; an open meeting and one in writing."""
    room = CaseRoom(tmp_path)
    room.take_in(PLAIN, TALKED, papers=False)
    room.adopt_rules()
    room.do("sec", "elect_chair", "meeting:1", room.vote("2023-A-002"), chair="law-1")
    room.do("sec", "close_meeting", "meeting:1")
    for number, opinion in ((PLAIN, "AGREE"), (TALKED, "DIFFER")):
        room.take_up(number)
        refusal = {"disposition": "INADMISSIBLE", "award": 0, "award_basis": "CALCULATED"}
        room.do("law-1", "propose_decision", number, refusal, reasons=[{"code": "E05"}])
        note = {"note": "다시 볼 점"} if opinion == "DIFFER" else {}
        room.do("ksf-1", "check_decision", number, note, opinion=opinion, calculated_award=0)
    notice = {"date": "2099-04-20", "time": "14:00", "place": "협의체 회의실", "notified_on": "2023-03-06"}
    room.do("sec", "convene_meeting", "meeting:2", notice)
    room.do("sec", "convene_meeting", "meeting:3", notice, written=True)
    room.case_file.close()
    return room.path


@pytest.fixture
def preferences(preferences: Preferences) -> Preferences:
    """The secretary sits here."""
    preferences.keep("person", "sec")
    return preferences


def test_a_claim_that_would_be_refused_is_unticked_and_says_why(opened: Reviewer, qtbot: QtBot) -> None:
    opened.window.show_place("meeting")
    place = opened.window._built["meeting"]
    assert isinstance(place, MeetingPlace)
    waiting, lines = place.waiting, place.waiting.table.lines
    qtbot.waitUntil(lambda: place.meeting is not None and place.meeting.number == 3, timeout=PATIENCE)
    qtbot.waitUntil(lambda: lines.ticked_keys() == (PLAIN,), timeout=PATIENCE)
    line = lines.line(lines.row_of(TALKED))
    assert "cannot be decided in writing" in line.cells[-1]
    assert not line.can_tick
    assert "1 would be refused here" in waiting.said.text()
    assert waiting.put.isEnabled()
    place.meetings.go_to("2")
    qtbot.waitUntil(lambda: set(lines.ticked_keys()) == {PLAIN, TALKED}, timeout=PATIENCE)
    assert "refused" not in waiting.said.text()


def test_the_keys_come_along_to_the_agenda(opened: Reviewer, qtbot: QtBot) -> None:
    opened.window.show_place("meeting")
    place = opened.window._built["meeting"]
    assert isinstance(place, MeetingPlace)
    place.tabs.go("waiting")
    qtbot.waitUntil(lambda: place.waiting.table.lines.ticked_keys() == (PLAIN,), timeout=PATIENCE)
    bring_to_front(opened, qtbot)
    qtbot.mouseClick(place.waiting.put, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: place.tabs.current() == "agenda", timeout=PATIENCE)
    held = opened.window.focusWidget()
    assert held is not None
    assert held.objectName() == "tab_agenda"  # it was the rail, far from what was done


def test_where_none_waits_it_says_so(opened: Reviewer, qtbot: QtBot) -> None:
    opened.window.show_place("meeting")
    place = opened.window.findChild(MeetingPlace)
    assert place is not None
    waiting = place.waiting
    qtbot.waitUntil(lambda: len(waiting._waiting) == 2, timeout=PATIENCE)
    assert waiting.nothing.isHidden()
    waiting.show_claims([])
    assert not waiting.nothing.isHidden()
    assert waiting.table.isHidden()
    assert waiting.nothing.text() == "No claim waits for a meeting."
