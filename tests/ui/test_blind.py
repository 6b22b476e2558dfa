"""A claim read blind in the window: chosen by the secretary, each reviewer alone, then both side by side."""

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.rules.blind import reading_of
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from tests.ui.conftest import LEAD, SECOND, SECRETARY, in_review, show_desk, until_recorded


def sit_as(opened: Reviewer, qtbot: QtBot, person: str, claim: str) -> ClaimDesk:
    if opened.window.sitting.person != person:  # type: ignore[union-attr]
        opened.become(person)
        qtbot.waitUntil(lambda: opened.window.sitting.person == person)  # type: ignore[union-attr]
    return show_desk(opened, qtbot, claim)


def said(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def choose_blind(opened: Reviewer, qtbot: QtBot, claim: str) -> None:
    desk = sit_as(opened, qtbot, SECRETARY, claim)
    desk.toggle_more()
    qtbot.waitUntil(lambda: "set_blind" in desk.more._buttons)
    desk.more.choose("set_blind")
    assert desk.more.form is not None
    desk.more.form.fields["blind"].put("YES")
    until_recorded(desk, qtbot, desk.record_main)


def record_refusal(desk: ClaimDesk, qtbot: QtBot, place: int, note: str) -> str:
    form = desk.sections.proposal
    form.outcomes["INADMISSIBLE"].click()
    code = ("E01", "E05")[place]
    form.reasons[code].click()
    form.note.setPlainText(note)
    assert desk.foot.button.text().startswith("Record opinion")
    assert desk.foot.button.isEnabled(), desk.foot.why.text()
    until_recorded(desk, qtbot, desk.record_main)
    return code


def second_opinion(opened: Reviewer, qtbot: QtBot, claim: str, place: int) -> ClaimDesk:
    desk = sit_as(opened, qtbot, SECOND, claim)
    assert not desk.sections.folds["proposal"].isHidden()
    everything = f"{said(desk)}\n{said(desk.sections.opinions)}"
    assert "the lead thinks so" not in everything
    assert "Outside the scheme" not in said(desk.sections.opinions)
    assert "recorded" in said(desk.sections.opinions)
    until_recorded(desk, qtbot, lambda: desk.record("answer_conflict", {"ground": "NONE"}))
    assert not any(box.isChecked() for box in desk.sections.proposal.reasons.values())
    assert not desk.sections.proposal.note.toPlainText()  # the same computer, another person: nobody else's draft
    record_refusal(desk, qtbot, place, "the second thinks so")
    return desk


def test_two_that_agree_go_on_as_checked(opened: Reviewer, qtbot: QtBot) -> None:
    claim = in_review(opened)[0]
    choose_blind(opened, qtbot, claim)
    desk = sit_as(opened, qtbot, LEAD, claim)
    desk.sections.folds["calculation"].set_open(True)
    assert desk.sections.calculation.save.isHidden()
    record_refusal(desk, qtbot, 0, "the lead thinks so")
    qtbot.waitUntil(lambda: desk.foot.button.text().startswith("Record opinion again"))
    desk = second_opinion(opened, qtbot, claim, 0)
    qtbot.waitUntil(lambda: desk.page is not None and desk.page.claim.stage.value == "CHECKED")
    assert "The two opinions agree." in said(desk.sections.opinions)
    assert "the lead thinks so" in said(desk.sections.opinions)


def test_two_that_differ_stand_side_by_side_for_the_second_check(opened: Reviewer, qtbot: QtBot) -> None:
    claim = in_review(opened)[0]
    choose_blind(opened, qtbot, claim)
    record_refusal(sit_as(opened, qtbot, LEAD, claim), qtbot, 0, "the lead thinks so")
    desk = second_opinion(opened, qtbot, claim, 1)
    qtbot.waitUntil(lambda: desk.page is not None and desk.page.claim.stage.value == "PROPOSED")
    assert desk.page is not None
    assert reading_of(desk.page.claim).differences == ("reasons",)
    shown = said(desk.sections.opinions)
    assert "The two opinions differ: reasons" in shown
    assert "≠ Reasons" in shown
    assert desk.foot.button.text().startswith("Record second check")
    assert not desk.sections.second.opinion.isHidden()
