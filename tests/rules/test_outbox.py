"""The outbox hour: a resolution whose letter has not left is taken back, and counts as never told to anybody."""

import dataclasses

import pytest

from reviewer.rules.log_row import log_row
from reviewer.rules.plan import Plan
from reviewer.rules.stage import Stage
from tests.rules.council_room import CouncilRoom

C = "2023-000123"


@pytest.fixture
def room(plan: Plan) -> CouncilRoom:
    """A claim that was just resolved."""
    room = CouncilRoom(plan)
    room.receive(C)
    room.decide(C)
    return room


def test_a_resolution_taken_back_waits_for_the_next_meeting(room: CouncilRoom) -> None:
    before = room.claims[C]
    number = before.decision.letter_no if before.decision else ""
    room.do("sec", "take_back_resolution", C, reason="금액을 잘못 옮김")
    claim = room.claims[C]
    assert (claim.stage, claim.decision, claim.deciding) == (Stage.DEFERRED, None, "ORIGINAL")
    assert claim.decisions == before.decisions
    assert log_row(claim, claim.decisions[0])["state"] == "UNDONE"
    assert claim.proposal == before.proposal
    assert claim.opinion == before.opinion
    assert claim.to_pay == 0
    assert not room.case.number_is_free("letter", number)
    assert [one.result for one in room.case.resolutions if C in one.claims] == ["PASSED"]  # it stays what it was


def test_it_can_be_resolved_again_with_another_letter(room: CouncilRoom) -> None:
    first = room.claims[C].decision
    room.do("sec", "take_back_resolution", C, reason="다시")
    room.resolve(C, "2023-A-003")
    second = room.claims[C].decision
    assert first is not None
    assert second is not None
    assert (second.seq, second.letter_no != first.letter_no, second.kind) == (2, True, "ORIGINAL")


def test_the_lead_can_take_it_up_again(room: CouncilRoom) -> None:
    room.do("sec", "take_back_resolution", C, reason="다시")
    room.do("law-1", "take_up", C)
    assert room.claims[C].stage is Stage.IN_REVIEW


def test_only_secretary_and_chair_take_back_and_only_before_the_letter_left(room: CouncilRoom) -> None:
    for person in ("law-1", "ksf-1", "staff", "watch"):
        assert room.refusals(person, "take_back_resolution", C, reason="x") == ["NotYourRole"]
    assert room.refusals("sec", "take_back_resolution", C, reason=" ") == ["BadActBody"]
    room.notify(C)
    assert room.refusals("sec", "take_back_resolution", C, reason="늦음") == ["StageForbids"]


def test_a_claim_without_resolution_has_none_to_take_back(plan: Plan) -> None:
    room = CouncilRoom(plan)
    room.receive(C)
    assert room.refusals("sec", "take_back_resolution", C, reason="x") == ["StageForbids"]


def test_a_fixed_amount_goes_back_to_wait_for_the_next_list(room: CouncilRoom) -> None:
    claim = room.claims[C]
    assert claim.decision is not None
    fixed = dataclasses.replace(claim.decision, disposition="FIXED", award=50_000)
    room.claims[C] = dataclasses.replace(claim, route="FLAT_50K", decisions=(fixed,))
    room.do("sec", "take_back_resolution", C, reason="예금주 확인")
    assert room.claims[C].stage is Stage.FIXED_READY
    assert room.claims[C].decision is None
