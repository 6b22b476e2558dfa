"""A vote on differing amounts: who names one, what it comes to, and what is told while they are named."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from reviewer.app import Reviewer
from reviewer.ui.meeting.meeting_mode import MeetingMode
from tests.ui.conftest import press
from tests.ui.council.conftest import PATIENCE, claim_now


def name_amounts(mode: MeetingMode, abstaining: int) -> None:
    """The first members abstain, each of the others names a hundred thousand more than the one before."""
    for place, (who, field) in enumerate(mode.votes._fields.items(), 1):
        if place <= abstaining:
            mode.votes.ballot.set(who, "ABSTAIN")
            continue
        field.setText(f"{place}00,000")
        mode.votes._take_amount(who)


def test_differing_amounts_are_voted_on_by_the_rule_of_the_plan(
    mode: MeetingMode, opened: Reviewer, qtbot: QtBot
) -> None:
    key = next(item.key for item in mode.page.items if item.kind == "CLAIM")  # type: ignore[union-attr]
    mode.show_item(key)
    press(mode, "M")
    for place, (who, field) in enumerate(mode.votes._fields.items(), 1):
        field.setText(f"{place}00,000")
        mode.votes._take_amount(who)
    qtbot.waitUntil(lambda: mode.votes.tally is not None and mode.votes.tally.award == 300_000, timeout=PATIENCE)
    assert mode.votes.result.amount.text() == "Amount by the votes: 300,000 won. At least so much: 4 of 6 present."
    claim = mode.current().claims[0]  # type: ignore[union-attr]
    mode.record()
    qtbot.waitUntil(lambda: claim_now(opened, claim).decision is not None, timeout=PATIENCE)
    decision = claim_now(opened, claim).decision
    assert decision is not None
    assert (decision.award, decision.award_basis) == (300_000, "AMOUNT_VOTE")


def test_who_abstains_names_no_amount_and_counts_as_present(mode: MeetingMode, opened: Reviewer, qtbot: QtBot) -> None:
    mode.show_item(next(item.key for item in mode.page.items if item.kind == "CLAIM"))  # type: ignore[union-attr]
    press(mode, "M")
    name_amounts(mode, abstaining=2)
    qtbot.waitUntil(lambda: mode.votes.tally is not None and mode.votes.tally.award == 300_000, timeout=PATIENCE)
    claim = mode.current().claims[0]  # type: ignore[union-attr]
    mode.record()
    qtbot.waitUntil(lambda: claim_now(opened, claim).decision is not None, timeout=PATIENCE)
    decision = claim_now(opened, claim).decision
    assert decision is not None
    assert (decision.award, decision.present, decision.amounts_voted) == (
        300_000,
        6,
        (300_000, 400_000, 500_000, 600_000),
    )


def test_too_few_who_name_an_amount_are_told_so(mode: MeetingMode, qtbot: QtBot) -> None:
    mode.show_item(next(item.key for item in mode.page.items if item.kind == "CLAIM"))  # type: ignore[union-attr]
    press(mode, "M")
    name_amounts(mode, abstaining=3)
    said = "✕ Too few of those present named an amount (3 of 6): not passed."
    qtbot.waitUntil(lambda: mode.votes.result.outcome.text() == said, timeout=PATIENCE)


def test_no_amount_vote_is_lost_while_amounts_are_still_named(mode: MeetingMode, qtbot: QtBot) -> None:
    mode.show_item(next(item.key for item in mode.page.items if item.kind == "CLAIM"))  # type: ignore[union-attr]
    mode.votes.ballot.rest_for()
    press(mode, "M")
    told = mode.votes.result.outcome
    for count, (who, field) in enumerate(mode.votes._fields.items(), 1):
        field.setText("300,000")
        mode.votes._take_amount(who)
        if count == 1:
            qtbot.waitUntil(lambda: told.text() == "✕ Not passed – so far", timeout=PATIENCE)
    qtbot.waitUntil(lambda: told.text() == "○ Passed", timeout=PATIENCE)


def test_the_amount_follows_the_opinions_without_a_gap(mode: MeetingMode, qtbot: QtBot) -> None:
    mode.showNormal()
    mode.resize(1900, 1060)
    mode.show_item(next(item.key for item in mode.page.items if item.kind == "CLAIM"))  # type: ignore[union-attr]

    def gap() -> int:
        labels = mode.item._body.parentWidget().findChildren(QLabel)
        shown = {one.text(): one.geometry() for one in labels if one.isVisible()}
        if "Loss claimed" not in shown:
            return 0
        below = shown["Loss claimed"].top()
        return below - max(at.bottom() for at in shown.values() if at.top() < below)

    qtbot.waitUntil(lambda: 0 < gap() < 40, timeout=PATIENCE)


def test_an_amount_that_is_no_number_is_said_beside_its_field(mode: MeetingMode) -> None:
    mode.show_item(next(item.key for item in mode.page.items if item.kind == "CLAIM"))  # type: ignore[union-attr]
    press(mode, "M")
    who, field = next(iter(mode.votes._fields.items()))
    field.setText("about 5")
    mode.votes._take_amount(who)
    assert field.property("fault") == "true"
    assert field.toolTip() == "Whole won, digits only."
    assert who not in mode.votes.ballot.amounts
