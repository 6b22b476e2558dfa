"""Splitting a claim in the window: the other company's services are offered, and each number leads to the other."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.claim_desk.claim_desk import ClaimDesk
from reviewer.ui.preferences import Preferences
from tests.ui.conftest import SECRETARY, show_desk, take_in_over_two_companies

C, PART = "77-0000001", "77-0000001-2"


@pytest.fixture
def preferences(preferences: Preferences) -> Preferences:
    preferences.keep("person", SECRETARY)
    return preferences


@pytest.fixture
def case(case: Path) -> Path:
    """The sample with one more claim, over services of two companies."""
    take_in_over_two_companies(case, C)
    return case


def test_the_part_gets_its_number_and_each_leads_to_the_other(opened: Reviewer, qtbot: QtBot) -> None:
    desk = show_desk(opened, qtbot, C)
    desk.more.choose("split_claim")
    form = desk.more.form
    assert form is not None
    assert form.body()["services"] == ["melon"]  # what another company runs is offered
    assert "part" not in form.fields
    told = form.findChild(QLabel, "act_caution")
    assert told is not None
    assert "cannot be taken back" in told.text()
    form.fields["rest_loss"].put(1_600_000)
    desk.more.record()  # the rest of the loss would be lost
    qtbot.waitUntil(lambda: not form.problem.isHidden())
    form.fields["claimed_loss"].put(200_000)
    with qtbot.waitSignal(desk.more.told, timeout=10_000):
        desk.more.record()
    qtbot.waitUntil(lambda: desk.page is not None and desk.page.claim.parts == (PART,))
    assert desk.page is not None
    assert (desk.page.claim.services, desk.page.claim.claimed_loss) == (("talk_channel",), 1_600_000)
    leads = desk.sections.facts.findChild(QPushButton, f"open_part_{PART}")
    assert leads is not None
    leads.click()
    qtbot.waitUntil(lambda: desk.page is not None and desk.page.claim.number == PART)
    assert any(C in one.text() for one in desk.sections.facts.findChildren(QLabel))


def test_why_a_claim_is_not_split_is_said_on_the_form(opened: Reviewer, qtbot: QtBot) -> None:
    desk: ClaimDesk = show_desk(opened, qtbot, C)
    desk.more.choose("split_claim")
    form = desk.more.form
    assert form is not None
    form.fields["services"].put(["talk_channel", "melon"])
    desk.more.record()
    qtbot.waitUntil(lambda: not form.problem.isHidden())
    assert form.body()["services"] == ["talk_channel", "melon"]
