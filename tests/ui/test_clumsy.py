"""Somebody in a hurry: double clicks, Enter twice, a window closed in mid-act; each act is recorded once."""

from typing import NoReturn

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import journal
from reviewer.casefile.case_file import open_case
from reviewer.rules.problem import Problem
from reviewer.ui import drafts
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from tests.ui.conftest import press, until_recorded


def acts(desk: ClaimDesk) -> list[str]:
    """The acts on the claim of the desk."""
    return [entry.act for entry in journal.entries_of(desk._sitting.on_screen, desk.number)]


def test_a_double_click_records_a_contact_once(desk: ClaimDesk, qtbot: QtBot) -> None:
    desk.record_contact()
    form = desk.more.form
    assert form is not None
    form.fields["person"].put("김사장")
    form.fields["said"].put("내일 보낸다고 함")
    assert form.button.isEnabled()
    before = desk.page
    for _ in range(2):
        QTest.mouseClick(form.button, Qt.MouseButton.LeftButton)
        desk.sitting.lanes.clerk.make_way(10_000)  # committed before the second click, and not told yet
    qtbot.waitUntil(lambda: desk.page is not before)
    qtbot.wait(300)
    assert acts(desk).count("record_contact") == 1
    assert desk.foot.refused.text() == ""


def test_enter_twice_takes_an_answer_back_once(desk: ClaimDesk, qtbot: QtBot) -> None:
    desk.sections.checks.go_to(1)
    until_recorded(desk, qtbot, lambda: press(desk.window().focusWidget() or desk, "p"))
    desk.undo()
    reason = desk.sections.timeline.reason
    assert reason is not None
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert "take_back" not in acts(desk)
    reason.setText("slipped")

    def twice() -> None:
        for _ in range(2):
            qtbot.keyClick(reason, Qt.Key.Key_Return)

    until_recorded(desk, qtbot, twice)
    qtbot.wait(300)
    assert acts(desk).count("take_back") == 1
    assert desk.foot.refused.text() == ""


def test_a_syllable_being_composed_is_neither_lost_nor_taken_for_a_key(desk: ClaimDesk, qtbot: QtBot) -> None:
    desk.sections.folds["proposal"].set_open(True)
    note = desk.sections.proposal.note
    note.setFocus()
    before = acts(desk)
    QApplication.sendEvent(note, QInputMethodEvent("페", []))
    press(note, "ㅔ")
    event = QInputMethodEvent()
    event.setCommitString("페이지")
    QApplication.sendEvent(note, event)
    assert "페이지" in note.toPlainText()
    qtbot.wait(200)
    assert acts(desk) == before


def test_a_window_closed_in_mid_act_keeps_the_act_and_what_was_typed(
    desk: ClaimDesk, opened: Reviewer, qtbot: QtBot
) -> None:
    sitting = opened.window.sitting
    assert sitting is not None
    path, number = sitting.case_file.path, desk.number
    desk.sections.folds["proposal"].set_open(True)
    desk.sections.proposal.note.setPlainText("아직 쓰는 중")
    desk.sections.checks.go_to(1)
    press(desk.window().focusWidget() or desk, "p")
    opened.window.close()
    opened.close()
    with open_case(path, writing=False) as file:
        conn = file.reader()
        assert [entry.act for entry in journal.entries_of(conn, number)].count("record_check") == 1
        kept = [tuple(row) for row in conn.execute("SELECT * FROM desk_drafts")]
    assert any("아직 쓰는 중" in str(part) for row in kept for part in row)


def test_a_draft_that_found_no_room_is_told_and_written_once_there_is_some(
    desk: ClaimDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting, window = desk.sitting, desk.window()
    writing, monkeypatched = sitting.case_file.writing, pytest.MonkeyPatch()

    def no_room() -> NoReturn:
        raise Problem("DiskFull", file="case.casedb")

    monkeypatch.setattr(drafts, "AGAIN", 200)
    monkeypatched.setattr(sitting.case_file, "writing", no_room)
    desk.sections.folds["proposal"].set_open(True)
    desk.sections.proposal.note.setPlainText("외식업 평균을 넘는 주간")
    told = window.findChild(QLabel, "unkept")
    assert isinstance(told, QLabel)
    qtbot.waitUntil(lambda: not told.isHidden())
    assert "no room" in told.text()
    monkeypatched.undo()
    assert sitting.case_file.writing == writing

    def is_kept() -> bool:
        rows = sitting.on_screen.execute("SELECT content FROM desk_drafts WHERE claim = ?", (desk.number,))
        return any("외식업 평균을 넘는 주간" in row[0] for row in rows)

    qtbot.waitUntil(is_kept)
    qtbot.waitUntil(told.isHidden)
