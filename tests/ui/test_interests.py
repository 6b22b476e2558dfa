"""Interests declared in the settings, and a claim that touches one: masked, with two choices only."""

import dataclasses

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.settings.interests_section import InterestsSection
from tests.ui.conftest import LEAD, SECRETARY, in_review, show_desk, until_recorded


def settings(opened: Reviewer, qtbot: QtBot) -> InterestsSection:
    opened.window.show_settings("interests_section")
    found = opened.window._built["settings"].findChild(InterestsSection)
    assert isinstance(found, InterestsSection)
    qtbot.waitUntil(lambda: found.page is not None)
    return found


def declare(opened: Reviewer, qtbot: QtBot, **texts: str) -> None:
    found = settings(opened, qtbot)
    for name, text in texts.items():
        found.fields[name].setPlainText(text)
    assert found.go.isEnabled(), found.missing.text()
    found.go.click()
    qtbot.waitUntil(lambda: found.said.isVisible())
    assert found.said.text() == "Recorded."


@pytest.fixture
def touched(opened: Reviewer, qtbot: QtBot) -> ClaimDesk:
    """The desk on a claim in review whose region its lead declares now."""
    claim = in_review(opened)[0]
    address = show_desk(opened, qtbot, claim).page.applicant.address  # type: ignore[union-attr]
    declare(opened, qtbot, regions=" ".join(address.split()[:2]))
    desk = show_desk(opened, qtbot, claim)
    qtbot.waitUntil(lambda: desk.page is not None and bool(desk.page.touches))
    return desk


def press(desk: ClaimDesk, name: str) -> None:
    found = desk.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    assert found.isEnabled(), found.toolTip()
    found.click()


def test_what_was_declared_stands_there_again_and_others_see_the_count_only(opened: Reviewer, qtbot: QtBot) -> None:
    declare(opened, qtbot, regions="서울 강남구\n제주", numbers="120-81-47521", relatives="", note="사무실")
    found = settings(opened, qtbot)
    assert found.fields["regions"].toPlainText() == "서울 강남구\n제주"
    qtbot.waitUntil(lambda: not found.go.isEnabled())
    assert found.missing.text() == "Nothing is changed yet."
    opened.become(SECRETARY)
    qtbot.waitUntil(lambda: opened.window.sitting.person == SECRETARY)  # type: ignore[union-attr]
    shown = settings(opened, qtbot)
    qtbot.waitUntil(lambda: "3 interests" in texts(shown))
    assert "강남구" not in texts(shown)


def test_a_number_that_is_none_is_refused_beside_the_fields(opened: Reviewer, qtbot: QtBot) -> None:
    found = settings(opened, qtbot)
    found.fields["numbers"].setPlainText("120-81-47520")
    found.go.click()
    qtbot.waitUntil(lambda: found.said.isVisible())
    assert "neither a business nor a corporate registration number" in found.said.text()
    assert found.fields["numbers"].toPlainText() == "120-81-47520"


def texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def test_a_touched_claim_is_masked_with_two_choices_only(touched: ClaimDesk, qtbot: QtBot) -> None:
    page = touched.page
    assert page is not None
    assert [one.kind for one in page.touches] == ["REGION"]
    assert [name for name, fold in touched.sections.folds.items() if not fold.isHidden()] == ["facts"]
    assert page.touches[0].what in texts(touched.sections.facts)
    assert page.applicant.representative not in texts(touched.sections.facts)
    assert touched.findChild(QPushButton, "unmask") is None
    assert touched.viewer.reading is None
    assert not touched.foot.button.isEnabled()
    none = touched.findChild(QPushButton, "no_conflict")
    assert isinstance(none, QPushButton)
    assert not none.isEnabled()
    assert none.toolTip() == "Write the reason first."
    touched.toggle_more()
    assert touched.right.currentWidget() is touched.area


def test_the_key_that_records_leads_to_the_question_that_keeps_it_from_recording(touched: ClaimDesk) -> None:
    QTest.keyClick(touched, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert touched.window().focusWidget() is touched.findChild(QLineEdit, "conflict_reason")


def test_a_reason_opens_it_and_stands_in_the_facts(touched: ClaimDesk, qtbot: QtBot) -> None:
    reason = touched.findChild(QLineEdit, "conflict_reason")
    assert isinstance(reason, QLineEdit)
    reason.setText("같은 구일 뿐 모르는 가게")
    until_recorded(touched, qtbot, lambda: press(touched, "no_conflict"))
    page = touched.page
    assert page is not None
    assert page.touches == ()
    assert page.claim.conflicts[LEAD] == "NONE"
    assert not touched.sections.folds["checks"].isHidden()
    qtbot.waitUntil(lambda: "같은 구일 뿐 모르는 가게" in texts(touched.sections.facts))
    qtbot.waitUntil(lambda: touched.viewer.reading is not None)


def test_stepping_aside_needs_no_reason_and_offers_the_ground_that_fits(touched: ClaimDesk, qtbot: QtBot) -> None:
    until_recorded(touched, qtbot, lambda: press(touched, "step_aside"))
    page = touched.page
    assert page is not None
    assert page.claim.conflicts[LEAD] == "COI7"
    assert page.claim.is_recused(LEAD)


def test_who_has_declared_is_not_asked_and_who_has_not_is(opened: Reviewer, qtbot: QtBot) -> None:
    nudge = opened.window.findChild(QWidget, "interests_nudge")
    assert isinstance(nudge, QWidget)
    assert nudge.isHidden()  # everybody of the sample council has declared
    sitting = opened.window.sitting
    assert sitting is not None
    others = {one: said for one, said in sitting.case.interests.items() if one != LEAD}
    sitting.case = dataclasses.replace(sitting.case, interests=others)  # the record itself is that of other tests too
    opened.window.sit_down(sitting)
    shown = opened.window.centralWidget().findChild(QWidget, "interests_nudge")
    assert isinstance(shown, QWidget)
    assert not shown.isHidden()
    button = shown.findChild(QPushButton, "declare_interests_open")
    assert isinstance(button, QPushButton)
    button.click()
    assert opened.window.place == "settings"
    field = opened.window._built["settings"].findChild(QWidget, "interests_regions")
    qtbot.waitUntil(lambda: opened.window.focusWidget() is field)
