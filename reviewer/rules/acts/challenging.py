"""Acts of a claimant's challenge of a member (기피): recorded, withdrawn, decided without them (domain.md 5.3)."""

import dataclasses

from reviewer.rules.acts import aside
from reviewer.rules.acts.assigning import excluded
from reviewer.rules.acts.noticing import URGENT, late_faults, why_late
from reviewer.rules.acts.resolving import numbers_used
from reviewer.rules.acts.shape import MEMBERS, Act, Refusals, Scene, by_key, date, many, text, word
from reviewer.rules.acts.voting import VOTE, vote_faults
from reviewer.rules.challenges import Challenge
from reviewer.rules.claim import Claim
from reviewer.rules.council import Case
from reviewer.rules.meetings import item_of
from reviewer.rules.problem import Problem
from reviewer.rules.stage import BEFORE_RESOLUTION, Stage

STAGES = BEFORE_RESOLUTION | {Stage.APPEALED}


def challengeable(claim: Claim, case: Case, author: str) -> tuple[str, ...]:
    """The members whose challenge this person may record, those who work on the claim first."""
    found = [
        one.id
        for one in case.roster.values()
        if one.role in MEMBERS and one.id != author and not claim.is_recused(one.id)
    ]
    return tuple(sorted(found, key=lambda one: one not in (claim.lead, claim.second)))


def _record_refusals(scene: Scene) -> Refusals:
    body, claim = scene.body, scene.claim
    member = scene.case.roster.get(body["member"])
    if member is None or member.role not in MEMBERS:
        yield Problem("BadActBody", field="member", why="unknown", value=body["member"])
    if body["member"] == scene.author:
        yield Problem("SamePerson", act=scene.act, author=scene.author)
    if body["ground"] not in scene.plan.grounds:
        yield Problem("BadActBody", field="ground", why="unknown", value=body["ground"])
    if scene.date("on") > scene.day:
        yield Problem("BadActBody", field="on", why="in the future", value=body["on"])
    if claim.is_recused(body["member"]):
        yield Problem("ActNotAllowed", act=scene.act, why="stepped_aside", claim=claim.number)
    if claim.open_challenge is not None:
        yield Problem("ActNotAllowed", act=scene.act, why="challenge_open", claim=claim.number)


def _record(claim: Claim, scene: Scene) -> Claim:
    body = scene.body
    made = Challenge(scene.uid, body["member"], body["ground"], scene.date("on"), body["reason"])
    return dataclasses.replace(claim, challenges=(*claim.challenges, made))


def _settled(claim: Claim, scene: Scene, result: str) -> Claim:
    return dataclasses.replace(
        claim,
        challenges=tuple(
            dataclasses.replace(one, result=result, decided_by=scene.uid) if one == claim.open_challenge else one
            for one in claim.challenges
        ),
    )


def _withdraw_refusals(scene: Scene) -> Refusals:
    if scene.claim.open_challenge is None:
        yield Problem("ActNotAllowed", act=scene.act, why="no_challenge", claim=scene.claim.number)
    elif scene.claim.open_challenge.member == scene.author:
        yield Problem("SamePerson", act=scene.act, author=scene.author)


def _decide_refusals(scene: Scene) -> Refusals:
    body = scene.body
    if len(scene.claims) != 1:
        yield Problem("BadActBody", field="claims", why="one at a time")
        return
    claim = next(iter(scene.claims.values()))
    meeting = scene.case.meeting(int(scene.subject.partition(":")[2]))
    if meeting is None or meeting.state != "CONVENED":
        yield Problem("ActNotAllowed", act=scene.act, why="meeting_not_open", meeting=scene.subject)
        return
    challenge = claim.open_challenge
    if challenge is None or challenge.member != body["member"]:
        yield Problem("ActNotAllowed", act=scene.act, why="no_challenge", claim=claim.number)
        return
    yield from late_faults(scene, item_of("CHALLENGE", claim.number), known=challenge.on)
    yield from vote_faults(scene)
    if body["votes"].get(challenge.member, "RECUSED") not in ("RECUSED", "ABSENT"):
        yield Problem("Recused", claim=claim.number, ground=challenge.ground, author=challenge.member)


def _decide(claim: Claim, scene: Scene) -> Claim:
    claim = aside.stepped_aside(claim, scene)
    challenge = claim.open_challenge
    if challenge is None:
        return claim
    if scene.body["result"] != "PASSED":
        return _settled(claim, scene, "REJECTED")
    return excluded(_settled(claim, scene, "UPHELD"), challenge.member, challenge.ground)


def _decide_case(case: Case, scene: Scene) -> Case:
    late = why_late(scene, item_of("CHALLENGE", scene.body["claims"][0]))
    return numbers_used(case, scene, "CHALLENGE", about=scene.body["member"], late=late)


ACTS = (
    Act(
        "record_challenge",
        "claim",
        {"member": word(), "ground": word(), "on": date(), "reason": text()},
        {"member": "law-1", "ground": "COI5", "on": "2023-04-03", "reason": "신청인의 거래처 고문이라고 함"},
        stages=STAGES,
        while_held=True,
        refuse=_record_refusals,
        on_claim=_record,
    ),
    Act(
        "withdraw_challenge",
        "claim",
        {"note": text()},
        {"note": "신청인이 전화로 기피 신청을 거두어들임"},
        while_held=True,
        refuse=_withdraw_refusals,
        on_claim=lambda claim, scene: _settled(claim, scene, "WITHDRAWN"),
    ),
    Act(
        "decide_challenge",
        "meeting",
        {
            "claims": many(word()),
            "member": word(),
            "votes": by_key(VOTE),
            "result": word("PASSED", "NOT_PASSED"),
            "resolution_no": word(optional=True),
            "meeting_date": date(),
            "note": text(optional=True),
            **URGENT,
            **aside.STATED,
        },
        {
            "claims": ["2023-000123"],
            "member": "law-1",
            "votes": {"law-1": "RECUSED", "ksf-1": "FOR", "kfme-1": "FOR", "con-1": "FOR", "kakao-1": "ABSENT"},
            "result": "PASSED",
            "resolution_no": "2023-A-002",
            "meeting_date": "2023-04-20",
        },
        roles=frozenset({"SECRETARY"}),
        stages=STAGES,
        while_held=True,
        refuse=_decide_refusals,
        on_claim=_decide,
        on_case=_decide_case,
    ),
)
