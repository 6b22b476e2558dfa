"""A motion at the end of the case is an item like every other: read, voted on by keyboard, and closed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import standing
from reviewer.ui.meeting.meeting import MeetingPlace
from tests.ui.conftest import press
from tests.ui.council.conftest import MEETING, PATIENCE


def _fail(fault: BaseException) -> None:
    raise fault


def test_members_for_the_remaining_work_are_named_by_keyboard(
    opened: Reviewer, place: MeetingPlace, qtbot: QtBot
) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    done: list[object] = []
    body = {"what": "REMAINING", "members": ["SIM-law-1"], "urgent_reason": "no member is left"}
    sitting.record("put_motion", f"meeting:{MEETING}", body, then=done.append, otherwise=_fail, owner=place)
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE)
    place.begin()
    mode = place.mode
    assert mode is not None
    qtbot.waitUntil(lambda: mode.page is not None and mode.number == MEETING, timeout=PATIENCE)
    mode.show_item("MOTION REMAINING")
    words = " ".join(one.text() for one in mode.item.findChildren(QLabel))
    assert "Members for the remaining work" in words
    assert sitting.name_of("SIM-law-1") in words
    press(mode, "0")
    qtbot.keyClick(mode, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(standing.read_case(sitting.on_screen).closing.remaining_no), timeout=PATIENCE)
    assert standing.read_case(sitting.on_screen).closing.remaining == ("SIM-law-1",)
    qtbot.waitUntil(
        lambda: mode.page is not None and any(item.kind == "MOTION" and item.closed for item in mode.page.items),
        timeout=PATIENCE,
    )
    closed = next(item for item in mode.page.items if item.kind == "MOTION")  # type: ignore[union-attr]
    mode.show_item(closed.key)
    assert any(one.text() == "Members for the remaining work" for one in mode.item.findChildren(QLabel))
    mode.close()
