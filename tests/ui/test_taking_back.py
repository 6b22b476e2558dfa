"""Taking one's own last act back from the desk, notes that stay, and members called by name."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.casefile import journal
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from tests.ui.conftest import LEAD, SECOND, in_review, show_desk, until_recorded


def answers(desk: ClaimDesk) -> dict[str, str]:
    assert desk.page is not None
    return {code: one.result for code, one in desk.page.claim.paper(desk.papers.document()).answers.items()}


def struck(desk: ClaimDesk) -> list[str]:
    return [one.text() for one in desk.sections.timeline.findChildren(QLabel) if one.property("struck") == "true"]


def test_ctrl_z_asks_why_and_takes_the_last_answer_back(desk: ClaimDesk, qtbot: QtBot) -> None:
    desk.sections.checks.go_to(1)
    code = desk.sections.checks.lines[0].check.code
    until_recorded(desk, qtbot, lambda: desk.sections.checks.give("FAIL"))
    assert answers(desk) == {code: "FAIL"}
    qtbot.keyClick(desk, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    reason = desk.sections.timeline.reason
    assert reason is not None
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert reason.property("fault") == "true"  # nothing is taken back without a reason
    qtbot.keyClicks(reason, "pressed the wrong key")
    until_recorded(desk, qtbot, lambda: qtbot.keyClick(reason, Qt.Key.Key_Return))
    assert answers(desk) == {}
    last = journal.entries_of(desk._sitting.on_screen, desk.number)[-1]
    assert (last.act, last.author, last.body["undone"]) == ("take_back", LEAD, "record_check")
    assert len(struck(desk)) == 1


def test_what_another_person_did_is_not_taken_back_and_the_desk_says_why(opened: Reviewer, qtbot: QtBot) -> None:
    claim = in_review(opened)[0]
    opened.become(SECOND)
    qtbot.waitUntil(lambda: opened.window.sitting.person == SECOND)  # type: ignore[union-attr]
    desk = show_desk(opened, qtbot, claim)
    desk.undo()
    assert desk.foot.refused.isVisible()
    assert "only its author can take it back" in desk.foot.refused.text()
    assert desk.sections.timeline.findChild(QPushButton, "take_back") is None


def test_a_note_is_shown_again_and_stays_when_the_check_is_answered_anew(desk: ClaimDesk, qtbot: QtBot) -> None:
    desk.sections.checks.go_to(1)
    until_recorded(desk, qtbot, lambda: desk.sections.checks.give("FAIL"))
    note = desk.sections.checks.lines[0].note
    assert note is not None
    qtbot.keyClicks(note, "stamp is cut off")
    until_recorded(desk, qtbot, lambda: qtbot.keyClick(note, Qt.Key.Key_Return))
    assert desk.sections.checks.lines[0].typed() == "stamp is cut off"
    desk.sections.checks.go_to(1)
    until_recorded(desk, qtbot, lambda: desk.sections.checks.give("UNCLEAR"))
    line = desk.sections.checks.lines[0]
    assert (line.typed(), line.answer and line.answer.result) == ("stamp is cut off", "UNCLEAR")


def test_members_are_called_by_name_with_their_id_in_the_tip(desk: ClaimDesk) -> None:
    name = desk._sitting.name_of(LEAD)
    assert name != LEAD
    desk.sections.folds["timeline"].set_open(True)
    shown = [one for one in desk.sections.timeline.findChildren(QLabel) if name in one.text()]
    assert any(one.toolTip() == LEAD for one in shown)
    assert all(LEAD not in one.text() for one in desk.sections.findChildren(QLabel))


def test_the_reason_that_ctrl_z_asks_for_is_in_view(desk: ClaimDesk, qtbot: QtBot) -> None:
    desk.window().resize(1280, 720)
    desk.sections.folds["timeline"].set_open(False)
    until_recorded(desk, qtbot, lambda: desk.sections.checks.give("PASS"))
    qtbot.keyClick(desk, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    field = desk.sections.timeline.reason
    assert field is not None
    qtbot.waitUntil(lambda: desk.window().focusWidget() is field)
    assert not field.visibleRegion().isEmpty()
    for fold in ("weeks", "calculation", "proposal"):  # what fills late above it does not push it away
        desk.sections.folds[fold].set_open(True)
        desk.sections.folds[fold].body.setMinimumHeight(900)
    before = desk.area.widget().height()
    qtbot.waitUntil(lambda: desk.area.widget().height() > before and not field.visibleRegion().isEmpty())
