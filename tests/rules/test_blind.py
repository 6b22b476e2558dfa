"""Blind second reading: each reviewer records an opinion without seeing the other's; the second one opens both."""

import dataclasses
from typing import Any

import pytest

from reviewer.rules.blind import as_seen, is_blind, is_hidden, reading_of
from reviewer.rules.plain import from_plain, to_plain
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage
from reviewer.rules.verdicts import blocking_checks
from tests.rules.council_room import FACTORS, LATE, CouncilRoom

C = "2023-000123"
LEAD, SECOND = "law-1", "ksf-1"
WEEKS = {"normal_week_from": "2022-10-01", "normal_week_sales": 4_000_000, "outage_week_sales": 2_200_000}


@pytest.fixture
def room(plan: Plan) -> CouncilRoom:
    """A claim in blind review with every paper checked, and no calculation of anybody."""
    room = CouncilRoom(plan)
    room.receive(C)
    room.adopt_rules()
    room.do("sec", "assign", C, lead=LEAD, second=SECOND)
    room.do("sec", "set_blind", C, blind="YES")
    for member in (LEAD, SECOND):
        room.do(member, "answer_conflict", C, ground="NONE")
    room.do(LEAD, "take_up", C)
    room.pass_papers(LEAD, C)
    for check in room.plan.checks_of("CLM"):
        room.do(LEAD, "record_check", C, check=check.code, result="PASS")
    return room


def redone(room: CouncilRoom, **other: str) -> list[dict[str, str]]:
    return [
        {"check": check.code, "result": other.get(check.code, answer.result)}
        | ({"document": document} if document else {})
        for document, check, answer in blocking_checks(room.claims[C], room.plan)
        if answer
    ]


def opinion(award: int = 258_660, rate: str = "0.15", **more: Any) -> dict[str, Any]:
    factors = {name: dict(one) for name, one in FACTORS.items()}
    factors["profit_rate"]["value"] = rate
    body: dict[str, Any] = {"disposition": "APPROVED_FULL", "award": award, "award_basis": "CALCULATED"}
    return {**body, "reasons": [{"code": "A01"}], "calculation": {**factors, **WEEKS}, **more}


def test_two_that_agree_are_checked_at_once(room: CouncilRoom) -> None:
    room.do(SECOND, "record_opinion", C, opinion(redone=redone(room)))
    assert room.claims[C].stage is Stage.IN_REVIEW
    assert room.claims[C].assessment is None
    room.do(LEAD, "record_opinion", C, opinion())
    claim = room.claims[C]
    assert (claim.stage, reading_of(claim).differences) == (Stage.CHECKED, ())
    assert claim.proposal is not None
    assert claim.opinion is not None
    assert (claim.proposal.author, claim.proposal.award, claim.opinion.author) == (LEAD, 258_660, SECOND)
    assert claim.opinion.opinion == "AGREE"
    assert claim.assessment is not None
    assert claim.assessment.author == LEAD
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[C], list="CONSENT")


def test_two_that_differ_are_proposed_and_the_second_goes_on_from_there(room: CouncilRoom) -> None:
    room.do(LEAD, "record_opinion", C, opinion())
    room.do(SECOND, "record_opinion", C, opinion(241_416, "0.14", redone=redone(room)))
    claim = room.claims[C]
    assert (claim.stage, reading_of(claim).differences) == (Stage.PROPOSED, ("award",))
    assert [one.award for one in reading_of(claim).opinions] == [258_660, 241_416]
    assert not is_blind(claim, room.plan)
    room.do(SECOND, "check_decision", C, opinion="DIFFER", calculated_award=241_416, note="이익률")
    assert room.claims[C].stage is Stage.CHECKED


@pytest.mark.parametrize(
    ("more", "differs"),
    [
        ({"disposition": "NOT_APPROVED", "award": 0, "reasons": [{"code": "N01"}],
          "calculation": {**FACTORS, **WEEKS, "outage_week_sales": 4_000_000}},
         ("disposition", "award", "reasons")),
        ({"award": 260_000, "award_basis": "OVERRIDE", "override_reason": "first", "note": "사유"}, ("award", "basis")),
        ({"redone": {"SBC4": "UNCLEAR"}}, ("checks",)),
    ],
)  # fmt: skip
def test_what_differs_is_named(room: CouncilRoom, more: dict[str, Any], differs: tuple[str, ...]) -> None:
    given = opinion() | more
    if given.get("override_reason"):
        given["override_reason"] = next(iter(room.plan.override_reasons))
    given["redone"] = redone(room, **given.get("redone", {}))
    room.do(LEAD, "record_opinion", C, opinion())
    room.do(SECOND, "record_opinion", C, given)
    assert reading_of(room.claims[C]).differences == differs


def test_awards_within_the_tolerance_agree(room: CouncilRoom) -> None:
    room.plan = dataclasses.replace(
        room.plan, settings=dataclasses.replace(room.plan.settings, opinion_tolerance=20_000)
    )
    room.do(LEAD, "record_opinion", C, opinion())
    room.do(SECOND, "record_opinion", C, opinion(241_416, "0.14", redone=redone(room)))
    assert room.claims[C].stage is Stage.CHECKED
    assert room.claims[C].proposal is not None
    assert room.claims[C].proposal.award == 258_660


def test_an_opinion_is_its_authors_until_the_second_one_arrives(room: CouncilRoom) -> None:
    entry = room.do(LEAD, "record_opinion", C, opinion()).uid
    claim = room.claims[C]
    for person in (SECOND, "sec", ""):
        seen = reading_of(as_seen(claim, person)).opinions
        assert [(one.author, one.disposition, one.award, one.assessment) for one in seen] == [(LEAD, "", 0, None)]
        assert is_hidden(claim, "record_opinion", entry, LEAD, person)
    assert as_seen(claim, LEAD) == claim
    assert not is_hidden(claim, "record_opinion", entry, LEAD, LEAD)
    room.do(SECOND, "record_opinion", C, opinion(redone=redone(room)))
    claim = room.claims[C]
    assert as_seen(claim, "") == claim
    assert not is_hidden(claim, "record_opinion", entry, LEAD, "")


def test_while_it_is_blind_nothing_of_the_outcome_is_recorded_openly(room: CouncilRoom) -> None:
    assert "ActNotAllowed" in room.refusals(LEAD, "assess", C, **FACTORS, **WEEKS)
    proposed = {name: value for name, value in opinion().items() if name != "calculation"}
    assert "ActNotAllowed" in room.refusals(LEAD, "propose_decision", C, **proposed)


def test_who_may_record_an_opinion_and_when(room: CouncilRoom) -> None:
    assert room.refusals("con-1", "record_opinion", C, **opinion()) == ["NotYourRole"]
    assert room.refusals("staff", "record_opinion", C, **opinion()) == ["NotYourRole"]
    assert room.refusals(LEAD, "record_opinion", C, **opinion(258_661)) == ["AmountDiffers"]
    assert room.refusals(LEAD, "record_opinion", C, **opinion(reasons=[])) == ["DecisionIncomplete"]
    wrong = opinion()
    wrong["calculation"]["normal_week_from"] = "2022-10-15"
    assert room.refusals(LEAD, "record_opinion", C, **wrong) == ["BadActBody"]
    bare = {name: value for name, value in opinion().items() if name != "calculation"}
    assert "DecisionIncomplete" in room.refusals(LEAD, "record_opinion", C, **bare)
    assert set(room.refusals(SECOND, "record_opinion", C, **opinion())) == {"DecisionIncomplete"}


def test_an_opinion_can_be_recorded_again_until_both_are_open(room: CouncilRoom) -> None:
    room.do(LEAD, "record_opinion", C, opinion(241_416, "0.14"))
    room.do(LEAD, "record_opinion", C, opinion())
    assert [one.award for one in reading_of(room.claims[C]).opinions] == [258_660]
    room.do(SECOND, "record_opinion", C, opinion(redone=redone(room)))
    assert len(reading_of(room.claims[C]).entries) == 3
    body = {"entry": "x", "undone": "record_opinion", "reason": "다시"}
    room.do("sec", "put_on_agenda", "meeting:1", **LATE, claims=[C], list="CONSENT")
    assert "ActNotAllowed" in room.refusals(SECOND, "take_back", C, **body)


def test_an_opinion_that_saw_fewer_papers_does_not_open_anything(room: CouncilRoom) -> None:
    room.do(LEAD, "record_opinion", C, opinion())
    claim = room.claims[C]
    more = dataclasses.replace(claim.papers[0], document="ab" * 32)
    room.claims[C] = dataclasses.replace(claim, papers=(*claim.papers, more))
    room.do(SECOND, "record_opinion", C, opinion(redone=redone(room)))
    assert room.claims[C].stage is Stage.IN_REVIEW
    room.do(LEAD, "record_opinion", C, opinion())
    assert room.claims[C].stage is Stage.CHECKED


def test_only_secretary_and_chair_choose_and_only_before_the_first_opinion(room: CouncilRoom) -> None:
    assert room.refusals(LEAD, "set_blind", C, blind="NO") == ["NotYourRole"]
    room.do("sec", "set_blind", C, blind="NO")
    assert room.refusals(LEAD, "record_opinion", C, **opinion()) == ["ActNotAllowed"]
    room.do(LEAD, "assess", C, {**FACTORS, **WEEKS})
    assert room.refusals("sec", "set_blind", C, blind="YES") == ["ActNotAllowed"]


def test_it_cannot_be_switched_once_somebody_wrote(room: CouncilRoom) -> None:
    room.do(LEAD, "record_opinion", C, opinion())
    assert room.refusals("sec", "set_blind", C, blind="NO") == ["ActNotAllowed"]
    with pytest.raises(Problem, match="opinion_recorded"):
        room.do("sec", "set_blind", C, blind="NO")


def test_the_plan_can_make_every_individual_claim_blind(plan: Plan) -> None:
    room = CouncilRoom(dataclasses.replace(plan, settings=dataclasses.replace(plan.settings, blind_second=True)))
    room.receive(C)
    room.receive("2023-000124", 200_000, "FLAT_30K")
    assert is_blind(room.claims[C], room.plan)
    assert not is_blind(room.claims["2023-000124"], room.plan)
    room.do("sec", "set_blind", C, blind="NO")
    assert not is_blind(room.claims[C], room.plan)


def test_a_claim_with_opinions_is_kept_whole(room: CouncilRoom) -> None:
    room.do(LEAD, "record_opinion", C, opinion(note="메모"))
    room.do(SECOND, "record_opinion", C, opinion(redone=redone(room, SBC4="UNCLEAR")))
    claim = room.claims[C]
    assert from_plain(type(claim), to_plain(claim)) == claim
