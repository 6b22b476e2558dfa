"""Closing and destruction in the settings, by keyboard: each button says why it cannot be pressed."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.settings.closing_section import ClosingSection
from reviewer.ui.settings.destroy_section import DestroySection
from tests.ui.conftest import SECOND, SECRETARY

PATIENCE = 15_000


def sections_of(opened: Reviewer, qtbot: QtBot, person: str) -> tuple[ClosingSection, DestroySection]:
    sitting = opened.window.sitting
    assert sitting is not None
    if sitting.person != person:
        opened.become(person)
        qtbot.waitUntil(lambda: sitting.person == person, timeout=PATIENCE)
    opened.window.show_settings("destroy_section")
    built = opened.window._built["settings"]
    closing, destroy = built.findChildren(ClosingSection)[-1], built.findChildren(DestroySection)[-1]
    qtbot.waitUntil(lambda: closing.page is not None, timeout=PATIENCE)
    return closing, destroy


def test_a_motion_goes_on_the_agenda_and_open_lines_get_a_person_and_a_date(opened: Reviewer, qtbot: QtBot) -> None:
    closing, _ = sections_of(opened, qtbot, SECRETARY)
    page = closing.page
    assert page is not None
    assert closing.table.lines.rowCount() == min(len(page.lines), 500)
    assert "must be finished" in closing.count.text()
    assert closing.meeting.count()
    assert not closing.put.isEnabled()  # fewer than seven days are left before the meeting
    qtbot.keyClicks(closing.urgent, "the last claim is paid")
    assert closing.put.isEnabled()
    closing.put_motion()
    qtbot.waitUntil(lambda: bool(closing.page and closing.page.case.closing.motions), timeout=PATIENCE)
    assert not closing.plan.isEnabled()
    assert closing.plan.toolTip() == "Tick the lines first."
    closing.table.lines.tick([0], True)
    closing.by.setText("2099-08-31")
    assert closing.plan.isEnabled()
    closing.plan_remaining()
    first = closing.table.lines.line(0).key
    qtbot.waitUntil(
        lambda: bool(closing.page and any(one.claim == first and one.by for one in closing.page.lines)),
        timeout=PATIENCE,
    )


def test_the_case_is_closed_only_by_typing_its_name_and_the_reason_is_told(
    opened: Reviewer, qtbot: QtBot, tmp_path: Path
) -> None:
    closing, _ = sections_of(opened, qtbot, SECRETARY)
    assert not closing.seal.isEnabled()
    assert closing.page is not None
    closing.name.setText(closing.page.case.name)
    assert closing.seal.isEnabled()
    closing.close_case()
    qtbot.waitUntil(lambda: not closing.problem.isHidden(), timeout=PATIENCE)
    assert "has not resolved" in closing.problem.text()
    closing.write("list", tmp_path / "open.pdf")
    qtbot.waitUntil((tmp_path / "open.pdf").is_file, timeout=PATIENCE)


def test_others_read_it_and_are_told_why_they_cannot(opened: Reviewer, qtbot: QtBot) -> None:
    closing, destroy = sections_of(opened, qtbot, SECOND)
    assert not closing.put.isEnabled()
    assert closing.put.toolTip()
    assert not destroy.confirm.isEnabled()
    assert destroy.confirm.toolTip() == "Nothing waits for a second person."


def test_a_dry_run_says_that_no_period_is_over(opened: Reviewer, qtbot: QtBot) -> None:
    _, destroy = sections_of(opened, qtbot, SECRETARY)
    assert not destroy.look_up.isEnabled()
    destroy.scopes["PAPERS"].setChecked(True)
    destroy.dry_run()
    qtbot.waitUntil(lambda: not destroy.says.isHidden(), timeout=PATIENCE)
    found = destroy.found
    assert found is not None
    assert destroy.propose.isEnabled() == bool(found.claims)


@pytest.mark.parametrize("width", [520, 900])
def test_no_text_of_the_settings_is_cut_at_any_width(opened: Reviewer, qtbot: QtBot, width: int) -> None:
    closing, _ = sections_of(opened, qtbot, SECRETARY)
    page = opened.window._built["settings"]
    page.setParent(None)
    page.resize(width, 700)
    page.show()
    qtbot.waitUntil(lambda: closing.isVisible())

    def cut() -> list[str]:
        wrapped = [one for one in page.findChildren(QLabel) if one.wordWrap() and one.isVisible() and one.text()]
        return [one.text() for one in wrapped if one.height() < one.heightForWidth(one.width())]

    qtbot.waitUntil(lambda: not cut(), timeout=PATIENCE)
    page.close()
