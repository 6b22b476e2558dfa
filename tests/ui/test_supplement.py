"""The request for more evidence grows line by line from the checks, and shows what its letter will say."""

import datetime as dt

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.casefile import standing
from reviewer.rules.stage import Stage
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.claim_desk.supplement_section import SupplementSection
from tests.ui.conftest import until_recorded


def fail(desk: ClaimDesk, qtbot: QtBot, check: str, reason: str = "", note: str = "") -> None:
    """The lead fails a check of the paper in view."""
    until_recorded(desk, qtbot, lambda: desk.answer(check, "FAIL", reason, note))


def lines(section: SupplementSection) -> list[tuple[str, bool]]:
    return [(f"{one.line.kind} {one.line.reason}", one.box.isChecked()) for one in section.lines]


def said(section: SupplementSection) -> str:
    return "\n".join(one.text() for one in section.findChildren(QLabel) if not one.isHidden())


def open_section(desk: ClaimDesk) -> SupplementSection:
    desk.sections.folds["supplement"].set_open(True)
    return desk.sections.supplement


def test_each_failing_check_adds_its_line_with_why_and_what_to_send(desk: ClaimDesk, qtbot: QtBot) -> None:
    before = [one for one in lines(open_section(desk)) if one[1]]
    fail(desk, qtbot, "G1", "R01")
    fail(desk, qtbot, "G2", "R02")
    section = open_section(desk)
    found = [one for one in lines(section) if one[1] and one not in before]
    kind = desk.sections.checks.kind
    assert found == [(f"{kind} R01", True), (f"{kind} R02", True)]
    assert "We could not open or read this file." in said(section)
    assert "→ All pages, uncropped" in said(section)
    link = section.findChild(QPushButton, f"asked_by_G2_{desk.papers.document()[:8]}")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    current = desk.sections.checks.current
    assert current is not None
    assert current.check.code == "G2"


def test_warnings_and_the_profit_rate_stand_there_unticked(desk: ClaimDesk, qtbot: QtBot) -> None:
    warning = next(one.check.code for one in desk.sections.checks.lines if one.check.severity == "W" and
                   one.check.reasons)  # fmt: skip
    reason = desk._sitting.plan.check(warning).reasons[0]
    fail(desk, qtbot, warning, reason, "seen")
    found = lines(open_section(desk))
    assert (f"{desk.sections.checks.kind} {reason}", False) in found
    assert ("OTH R16", False) in found


def test_a_reason_in_own_words_is_named_as_not_asked_with_the_way_to_mend_it(desk: ClaimDesk, qtbot: QtBot) -> None:
    fail(desk, qtbot, "G1", "OTHER", "burnt")
    section = open_section(desk)
    assert "G1 failed for a reason in your own words" in said(section)
    assert all("R01" not in line for line, _ in lines(section))
    qtbot.mouseClick(section.findChild(QPushButton, "not_askable_G1"), Qt.MouseButton.LeftButton)
    current = desk.sections.checks.current
    assert current is not None
    assert current.check.code == "G1"


def test_the_due_date_is_a_working_day_and_another_is_refused_in_words(desk: ClaimDesk, qtbot: QtBot) -> None:
    fail(desk, qtbot, "G1", "R01")
    section = open_section(desk)
    assert section.due is not None
    assert section.ask.isEnabled()
    saturday = section.due.date()
    while saturday.dayOfWeek() != 6:
        saturday = saturday.addDays(1)
    section.due.setDate(saturday)
    assert not section.ask.isEnabled()
    assert "is no working day" in said(section)
    section.due.setDate(QDate(2023, 1, 2))
    assert "lies in the future" in said(section)


def test_the_letter_can_be_read_in_both_languages_before_it_is_asked_for(desk: ClaimDesk, qtbot: QtBot) -> None:
    fail(desk, qtbot, "G2", "R02")
    section = open_section(desk)
    for box in (one.box for one in section.lines if one.line.reason == "R16"):
        box.setChecked(True)
    section.show_letter("ko")
    assert section.preview is not None
    preview = section.preview
    qtbot.waitUntil(lambda: "문서의 일부 쪽이 빠져 있거나 잘려 있습니다." in preview.toPlainText())
    assert "제출하시면 도움이 되는 자료" in preview.toPlainText()
    section.show_letter("en")
    qtbot.waitUntil(lambda: "All pages, uncropped" in preview.toPlainText())
    line = next(one for one in section.lines if one.line.reason == "R02")
    line.box.setChecked(False)
    qtbot.waitUntil(lambda: "All pages, uncropped" not in preview.toPlainText())


def test_what_was_left_out_and_put_in_is_a_draft_and_is_asked_as_it_stands(desk: ClaimDesk, qtbot: QtBot) -> None:
    fail(desk, qtbot, "G1", "R01")
    fail(desk, qtbot, "G2", "R02")
    section = open_section(desk)
    next(one for one in section.lines if one.line.reason == "R01").box.setChecked(False)
    section._put_in(("CNS", "R17"))
    assert desk.drafts is not None
    assert desk.drafts.of("supplement")["added"] == [["CNS", "R17"]]
    wanted = {line for line, ticked in lines(section) if ticked}
    assert "CNS R17" in wanted
    assert f"{desk.sections.checks.kind} R01" not in wanted
    assert section.due is not None
    due = section.due.date().addDays(1)
    while due.dayOfWeek() > 5:
        due = due.addDays(1)
    section.due.setDate(due)
    assert section.ask.isEnabled(), section.why.text()
    until_recorded(desk, qtbot, section.ask.click)
    claim = standing.read_claim(desk._sitting.on_screen, desk.number)
    assert claim.stage is Stage.SUPPLEMENT_REQUESTED
    asked = claim.supplements[-1]
    assert {f"{item.kind} {item.reason}" for item in asked.items} == wanted
    assert asked.due == dt.date(due.year(), due.month(), due.day())
    assert desk.drafts.of("supplement") == {}
    qtbot.waitUntil(lambda: "Round 1: asked on" in said(desk.sections.supplement))
