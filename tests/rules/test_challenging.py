"""Handing a claim over, filling a seat that fell empty, and a claimant's challenge decided without the member."""

from typing import Any

import pytest

from reviewer.rules.plan import Plan
from reviewer.rules.stage import Stage
from tests.rules.council_room import LATE, SEATED, CouncilRoom

C = "2023-000123"
CHALLENGE = {"member": "law-1", "ground": "COI5", "on": "2023-03-06", "reason": "거래처 고문"}


@pytest.fixture
def room(plan: Plan) -> CouncilRoom:
    room = CouncilRoom(plan)
    room.receive(C)
    room.adopt_rules()
    return room


@pytest.fixture
def proposed(room: CouncilRoom) -> CouncilRoom:
    room.review(C)
    room.propose(C, "APPROVED_FULL", 258_660, "A01")
    return room


def vote(room: CouncilRoom, result: str = "PASSED", **votes: str) -> dict[str, Any]:
    """A vote on the challenge of law-1 at a meeting that is open."""
    room.do("sec", "convene_meeting", "meeting:7", date="2023-03-06", place="영상회의", notified_on="2023-02-27")
    cast = dict.fromkeys(SEATED, "FOR" if result == "PASSED" else "AGAINST") | {"law-1": "RECUSED"}
    cast |= {member.replace("_", "-"): one for member, one in votes.items()}
    number = {"resolution_no": "2023-A-002"} if result == "PASSED" else {}
    body = {"claims": [C], "member": "law-1", "votes": cast, "result": result, "meeting_date": "2023-03-06"}
    return {**body, **number, **LATE}


def test_a_reviewer_hands_over_with_a_reason(room: CouncilRoom) -> None:
    room.review(C)
    assert room.refusals("law-1", "hand_over", C, to="con-1") == ["BadActBody"]
    room.do("law-1", "hand_over", C, to="con-1", reason="출장")
    claim = room.claims[C]
    assert (claim.lead, claim.second, claim.stage) == ("con-1", "ksf-1", Stage.IN_REVIEW)
    assert "NotYourRole" in room.refusals("law-1", "hand_over", C, to="kfme-1", reason="출장")


@pytest.mark.parametrize(
    ("to", "code"),
    [("ksf-1", "SamePerson"), ("law-1", "SamePerson"), ("watch", "NotYourRole"), ("gone", "NotYourRole")],
)
def test_it_is_not_handed_to_just_anybody(room: CouncilRoom, to: str, code: str) -> None:
    room.review(C)
    assert code in room.refusals("law-1", "hand_over", C, to=to, reason="출장")


def test_it_is_not_handed_to_somebody_of_the_same_body_or_who_stepped_aside(room: CouncilRoom) -> None:
    room.do("sec", "assign", C, lead="law-1", second="kfme-1")
    room.do("con-1", "answer_conflict", C, ground="COI2")
    assert room.refusals("law-1", "hand_over", C, to="kfme-2", reason="출장") == ["ActNotAllowed"]
    assert room.refusals("law-1", "hand_over", C, to="con-1", reason="출장") == ["Recused"]


def test_while_a_proposal_is_checked_only_the_second_hands_over(proposed: CouncilRoom) -> None:
    assert proposed.refusals("law-1", "hand_over", C, to="con-1", reason="출장") == ["ActNotAllowed"]
    assert proposed.refusals("ksf-1", "hand_over", C, to="con-1", reason="출장") == []


def test_a_second_reviewer_who_steps_aside_at_the_proposal_is_replaced(proposed: CouncilRoom) -> None:
    room = proposed
    room.do("ksf-1", "answer_conflict", C, ground="COI2")
    claim = room.claims[C]
    assert (claim.stage, claim.lead, claim.second) == (Stage.PROPOSED, "law-1", "")
    assert room.refusals("sec", "assign", C, lead="con-1", second="kfme-1") == ["ActNotAllowed"]
    room.do("sec", "assign", C, lead="law-1", second="con-1")
    assert (room.claims[C].stage, room.claims[C].second) == (Stage.PROPOSED, "con-1")
    assert room.refusals("sec", "assign", C, lead="law-1", second="kfme-1") == ["ActNotAllowed"]


@pytest.mark.parametrize(
    ("who", "changes", "code"),
    [
        ("law-1", {}, "SamePerson"),
        ("staff", {"member": "nobody"}, "BadActBody"),
        ("staff", {"member": "staff"}, "BadActBody"),
        ("staff", {"ground": "COI99"}, "BadActBody"),
        ("staff", {"on": "2024-01-01"}, "BadActBody"),
        ("watch", {}, "NotYourRole"),
    ],
)
def test_a_challenge_names_a_member_and_a_ground(room: CouncilRoom, who: str, changes: Any, code: str) -> None:
    assert code in room.refusals(who, "record_challenge", C, **{**CHALLENGE, **changes})


def test_a_challenged_member_waits_and_the_claim_is_not_resolved(room: CouncilRoom) -> None:
    room.review(C)
    room.do("staff", "record_challenge", C, CHALLENGE)
    body = {"disposition": "APPROVED_FULL", "award": 258_660, "award_basis": "CALCULATED", "reasons": [{"code": "A01"}]}
    assert room.refusals("law-1", "propose_decision", C, **body) == ["ActNotAllowed"]
    assert room.refusals("staff", "record_challenge", C, **{**CHALLENGE, "member": "ksf-1"}) == ["ActNotAllowed"]
    room.do("staff", "withdraw_challenge", C, note="전화로 취하")
    assert room.refusals("law-1", "propose_decision", C, **body) == []
    assert (room.claims[C].challenges[0].result, room.claims[C].open_challenge) == ("WITHDRAWN", None)


def test_the_council_decides_without_the_member(proposed: CouncilRoom) -> None:
    proposed.do("staff", "record_challenge", C, CHALLENGE)
    body = vote(proposed)
    assert "Recused" in proposed.refusals("sec", "decide_challenge", "meeting:7", **vote_of(body, "law-1", "AGAINST"))
    assert "NotYourRole" in proposed.refusals("ksf-1", "decide_challenge", "meeting:7", **body)
    assert "ActNotAllowed" in proposed.refusals("sec", "decide_challenge", "meeting:7", **{**body, "member": "ksf-1"})
    proposed.do("sec", "decide_challenge", "meeting:7", body)
    claim = proposed.claims[C]
    assert claim.challenges[0].result == "UPHELD"
    assert claim.is_recused("law-1")
    assert (claim.stage, claim.lead, claim.second, claim.proposal) == (Stage.ROUTED, "", "", None)
    assert (proposed.case.resolutions[-1].item, claim.open_challenge) == ("CHALLENGE", None)
    assert proposed.refusals("sec", "assign", C, lead="law-1", second="con-1") == ["Recused"]


def test_a_challenge_that_came_after_the_notice_is_put_with_its_urgency(proposed: CouncilRoom) -> None:
    proposed.do("staff", "record_challenge", C, CHALLENGE)
    body = vote(proposed)
    unsaid = {name: value for name, value in body.items() if name not in LATE}
    assert proposed.refusals("sec", "decide_challenge", "meeting:7", **unsaid) == ["ActNotAllowed"]
    proposed.do("staff", "withdraw_challenge", C, note="전화로 취하")
    proposed.do("staff", "record_challenge", C, {**CHALLENGE, "on": "2023-02-27"})  # known seven days before
    proposed.do("sec", "decide_challenge", "meeting:7", unsaid)
    assert proposed.case.meetings["7"].late == {}


def test_a_challenge_that_finds_no_majority_changes_nothing_else(proposed: CouncilRoom) -> None:
    proposed.do("staff", "record_challenge", C, CHALLENGE)
    proposed.do("sec", "decide_challenge", "meeting:7", vote(proposed, "NOT_PASSED"))
    claim = proposed.claims[C]
    assert (claim.challenges[0].result, claim.stage, claim.lead) == ("REJECTED", Stage.PROPOSED, "law-1")
    assert proposed.refusals("sec", "decide_challenge", "meeting:7", **vote_again(proposed)) == ["ActNotAllowed"]


def test_a_challenge_needs_a_quorum_of_the_others(proposed: CouncilRoom) -> None:
    proposed.do("staff", "record_challenge", C, CHALLENGE)
    absent = dict.fromkeys(("kfme_1", "kfme_2", "con_1"), "ABSENT")
    assert proposed.refusals("sec", "decide_challenge", "meeting:7", **vote(proposed, **absent)) == ["NoQuorumPossible"]


def vote_of(body: dict[str, Any], member: str, given: str) -> dict[str, Any]:
    return {**body, "votes": {**body["votes"], member: given}}


def vote_again(room: CouncilRoom) -> dict[str, Any]:
    cast = dict.fromkeys(SEATED, "AGAINST") | {"law-1": "RECUSED"}
    return {"claims": [C], "member": "law-1", "votes": cast, "result": "NOT_PASSED", "meeting_date": "2023-03-06"}
