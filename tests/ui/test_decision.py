"""From a proposal to the second check, each by its own person, with the button at the bottom."""

import dataclasses
import datetime as dt

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.rules.claim import Decision
from reviewer.rules.problem import Problem
from reviewer.rules.reopening import Hearing, Reopening
from reviewer.rules.verdicts import blocking_checks
from reviewer.ui.claim_desk.problem_links import in_short
from tests.ui.conftest import SECOND, in_review, show_desk, until_recorded


def test_a_refusal_is_proposed_put_back_by_the_second_and_told(opened: Reviewer, qtbot: QtBot) -> None:
    claim = in_review(opened)[0]
    desk = show_desk(opened, qtbot, claim)
    form = desk.sections.proposal
    desk.sections.folds["proposal"].set_open(True)
    assert desk.foot.why.text() == "Choose an outcome first."
    form.outcomes["NOT_APPROVED"].click()
    assert not desk.foot.button.isEnabled()
    form.reasons["N01"].click()
    assert not desk.foot.button.isEnabled()
    assert "the two weeks have not been compared" in desk.foot.why.text()
    form.reasons["N01"].click()
    code = "N03"
    form.reasons[code].click()
    assert desk.foot.button.isEnabled(), desk.foot.why.text()
    until_recorded(desk, qtbot, desk.foot.button.click)
    assert desk.page is not None
    assert desk.page.claim.proposal is not None
    assert (desk.page.claim.stage.value, desk.page.claim.proposal.reasons[0].code) == ("PROPOSED", code)

    opened.become(SECOND)
    qtbot.waitUntil(lambda: opened.window.sitting.person == SECOND)  # type: ignore[union-attr]
    desk = show_desk(opened, qtbot, claim)
    assert "conflict of interest" in desk.foot.why.text()
    desk.record("answer_conflict", {"ground": "NONE"})
    qtbot.waitUntil(lambda: desk.page is not None and SECOND in desk.page.claim.conflicts)
    second = desk.sections.second
    second.opinion.setCurrentIndex(second.opinion.findData("SEND_BACK"))
    second.note.setPlainText("the sales proof was not read to its end")
    assert desk.page is not None
    answered = [one for one in blocking_checks(desk.page.claim, desk.page.plan) if one[2] is not None]
    assert second.still_open() == len(answered)
    until_recorded(desk, qtbot, desk.record_main)
    qtbot.waitUntil(lambda: desk.page is not None and desk.page.claim.stage.value == "RETURNED")


def test_tab_goes_from_the_outcome_through_its_reasons_to_the_note(opened: Reviewer, qtbot: QtBot) -> None:
    desk = show_desk(opened, qtbot, in_review(opened)[0])
    form = desk.sections.proposal
    desk.sections.folds["proposal"].set_open(True)
    form.outcomes["NOT_APPROVED"].click()
    met: list[QWidget] = [form.outcomes["NOT_APPROVED"]]
    while met[-1] is not form.note and len(met) < 200:
        met.append(met[-1].nextInFocusChain())
    reasons = [one for one in met if one in form.reasons.values()]
    assert reasons == list(form.reasons.values())
    assert all(form.isAncestorOf(one) for one in met)


def test_what_blocks_and_what_does_not_fit_is_named_with_its_way_out(opened: Reviewer, qtbot: QtBot) -> None:
    desk = show_desk(opened, qtbot, in_review(opened)[0])
    assert desk.page is not None
    plan, claim = desk.page.plan, desk.page.claim.number
    check = plan.checks_of("SLS")[0]
    named = in_short(Problem("DecisionIncomplete", claim=claim, what="check", check=check.code), plan)
    assert named.startswith(f"{check.code} {check.text.en}")
    differs = Problem("DecisionIncomplete", claim=claim, what="disposition_differs", check="APPROVED_PARTIAL")
    assert (
        in_short(differs, plan)
        == "Approved in part: this is what the calculation calls for; choose it or correct the calculation"
    )
    verified = Problem("DecisionIncomplete", claim=claim, what="loss_is_verified", check="1800000")
    assert in_short(verified, plan).startswith("1,800,000 won: ")
    blocked = [
        one for one in desk.sections.proposal.findChildren(QPushButton) if one.objectName().startswith("blocked_")
    ]
    assert blocked
    desk.sections.folds["proposal"].set_open(True)
    blocked[0].click()
    qtbot.waitUntil(lambda: desk.sections.folds["checks"].head.isChecked())


def test_money_is_asked_back_with_a_sum_and_a_note_alone(opened: Reviewer, qtbot: QtBot) -> None:
    desk = show_desk(opened, qtbot, in_review(opened)[0])
    assert desk.page is not None
    day = dt.date(2023, 7, 3)
    heard = Hearing("2023-A-0300", day, "ab" * 32, day)
    claim = dataclasses.replace(
        desk.page.claim, deciding="RETURN_REQUEST", paid_total=258_660,
        decisions=(Decision("d", 1, "ORIGINAL", "APPROVED_PARTIAL", 258_660, "CALCULATED", 258_660, "", "1"),),
        reopened=Reopening("RETURN_REQUEST", day, "ab" * 32, "PAID", reason="DOUBLE", hearing=heard),
    )  # fmt: skip
    form = desk.sections.proposal
    form.show_page(dataclasses.replace(desk.page, claim=claim), desk.drafts, same=False)
    desk.sections.folds["proposal"].set_open(True)
    assert form.back.sum.isVisible()
    assert form.back.sum.accessibleName() == "Sum to ask back"
    assert form.back.sum.text() == "258,660"
    assert (form.outcomes, form.reasons) == ({}, {})
    assert not any(part.isVisible() for part in (form.award, form.override, form.sources))
    assert [one.facts["field"] for one in form.faults()] == ["note"]
    form.note.setPlainText("paid twice")
    assert form.faults() == []
    form.back.sum.selectAll()
    qtbot.keyClicks(form.back.sum, "258,661")
    assert [one.code for one in form.faults()] == ["AmountDiffers"]
    form.back.sum.selectAll()
    qtbot.keyClicks(form.back.sum, "100,000")
    assert form.faults() == []
    assert form.body() == {
        "disposition": "APPROVED_PARTIAL", "award": 100_000, "award_basis": "CALCULATED", "reasons": [],
        "note": "paid twice",
    }  # fmt: skip
