"""Acts of preparing a review: assign, hand over, conflicts, take up, hold, note."""

import dataclasses

from reviewer.rules.acts.shape import (
    MEMBERS,
    Act,
    Refusals,
    Scene,
    count,
    digest,
    text,
    word,
)
from reviewer.rules.claim import Claim
from reviewer.rules.council import PAYER_BODY, Case, Member
from reviewer.rules.problem import Problem
from reviewer.rules.stage import BEFORE_RESOLUTION, Stage

AT_WORK = frozenset(
    {Stage.PROPOSED, Stage.RETURNED, Stage.SUPPLEMENT_REQUESTED, Stage.SUPPLEMENT_RECEIVED, Stage.SUPPLEMENT_EXPIRED,
     Stage.DEFERRED}
)  # fmt: skip
"""Where the work goes on when a seat is filled again or handed over."""
FILLED_AT = AT_WORK | {Stage.NOTIFIED, Stage.PAID, Stage.CLOSED}
"""Where a seat that fell empty is filled; of a decided claim, so that it can be opened again (domain.md 4.3)."""


def is_reviewer(member: Member | None) -> bool:
    """Whether this person can be lead or second: a member; the secretary is none unless seated (domain.md 7)."""
    return member is not None and (member.role in ("MEMBER", "CHAIR") or member.has_vote)


def reviewers(claim: Claim, case: Case) -> tuple[str, ...]:
    """Whoever may be assigned to this claim, as the roster lists them."""
    return tuple(one.id for one in case.roster.values() if is_reviewer(one) and not any(_kept_from(claim, one.id)))


def _pair_refusals(scene: Scene, lead: str, second: str) -> Refusals:
    """Lead and second are members of two bodies, and neither is kept from one of the claims."""
    people = [(name, scene.case.roster.get(name)) for name in (lead, second)]
    for name, member in people:
        if not is_reviewer(member):
            yield Problem("NotYourRole", act=scene.act, author=name, role=member.role if member else "")
    bodies = [member.body for _, member in people if member is not None]
    if len(bodies) < len(people):
        return
    if lead == second:
        yield Problem("SamePerson", act=scene.act, author=lead)
    elif bodies[0] == bodies[1]:
        yield Problem("ActNotAllowed", act=scene.act, why="same_body", body=bodies[0])
    for claim in scene.claims.values():
        for name in (lead, second):
            yield from _kept_from(claim, name)


def _kept_from(claim: Claim, member: str) -> Refusals:
    if claim.deciding == "REVIEW" and member in claim.earlier_reviewers:
        yield Problem("Recused", claim=claim.number, ground="COI6", author=member)
    if claim.is_recused(member):
        yield Problem("Recused", claim=claim.number, ground=claim.conflicts[member], author=member)


def assign_refusals(scene: Scene) -> Refusals:
    """Yield why these two cannot review the claims of the scene."""
    body = scene.body
    yield from _pair_refusals(scene, body["lead"], body["second"])
    for claim in scene.claims.values():
        if claim.route != "INDIVIDUAL" and claim.deciding == "ORIGINAL":
            yield Problem("ActNotAllowed", act=scene.act, why="not_individual", claim=claim.number)
        taken = {who: getattr(claim, who) for who in ("lead", "second") if getattr(claim, who)}
        if claim.stage in FILLED_AT and (len(taken) == 2 or any(body[who] != one for who, one in taken.items())):
            yield Problem("ActNotAllowed", act=scene.act, why="seat_taken", claim=claim.number)


def _assign(claim: Claim, scene: Scene) -> Claim:
    return assigned(claim, scene.body["lead"], scene.body["second"])


def assigned(claim: Claim, lead: str, second: str) -> Claim:
    """Two are assigned; once the work went on, a seat that fell empty is filled where it stands."""
    people = {"lead": lead, "second": second}
    if claim.stage is Stage.APPEALED or claim.stage in FILLED_AT or claim.deciding != "ORIGINAL":
        return dataclasses.replace(claim, **people)  # type: ignore[arg-type]
    return claim.moved_to(Stage.ASSIGNED, **people)


ASSIGNABLE = frozenset({Stage.ROUTED, Stage.ASSIGNED, Stage.IN_REVIEW, Stage.APPEALED}) | FILLED_AT
"""Stages at which a claim may get its reviewers; once the work goes on, only a seat that fell empty."""


def _hand_over_refusals(scene: Scene) -> Refusals:
    claim, to = scene.claim, scene.body["to"]
    if scene.author not in (claim.lead, claim.second):
        yield Problem("NotYourRole", act=scene.act, author=scene.author, role=scene.member.role)
        return
    if to == scene.author:
        yield Problem("SamePerson", act=scene.act, author=to)
        return
    if claim.stage is Stage.PROPOSED and scene.author == claim.lead:
        yield Problem("ActNotAllowed", act=scene.act, why="proposal_stands", claim=claim.number)
    pair = (to, claim.second) if scene.author == claim.lead else (claim.lead, to)
    if all(pair):
        yield from _pair_refusals(scene, *pair)
        return
    member = scene.case.roster.get(to)
    if member is None or not is_reviewer(member):
        yield Problem("NotYourRole", act=scene.act, author=to, role=member.role if member else "")
    elif member.body == PAYER_BODY:
        yield Problem("ActNotAllowed", act=scene.act, why="payer_alone", claim=claim.number)
    yield from _kept_from(claim, to)


def heirs(claim: Claim, case: Case, member: str) -> tuple[str, ...]:
    """The members to whom this lead or second reviewer may hand the claim over, as the roster lists them."""
    other = case.roster.get(claim.second if member == claim.lead else claim.lead)
    apart = PAYER_BODY if other is None else other.body
    return tuple(one for one in reviewers(claim, case) if one != member and case.roster[one].body != apart)


def _hand_over(claim: Claim, scene: Scene) -> Claim:
    who = "lead" if scene.author == claim.lead else "second"
    return dataclasses.replace(claim, **{who: scene.body["to"]})


def _conflict_refusals(scene: Scene) -> Refusals:
    ground = scene.body["ground"]
    if ground != "NONE" and ground not in scene.plan.grounds:
        yield Problem("BadActBody", field="ground", why="unknown", value=ground)
    if scene.claim.is_recused(scene.author) and ground == "NONE":
        yield Problem("Recused", claim=scene.claim.number, ground=scene.claim.conflicts[scene.author])


def _conflict(claim: Claim, scene: Scene) -> Claim:
    """Stepping aside frees the seat at the claim; the fact stays visible."""
    ground = scene.body["ground"]
    if ground != "NONE" and scene.plan.grounds[ground].excludes:
        return excluded(claim, scene.author, ground)
    return dataclasses.replace(claim, conflicts={**claim.conflicts, scene.author: ground})


def excluded(claim: Claim, member: str, ground: str) -> Claim:
    """The claim without this member: the seat is free, and what rested on their proposal or check is open again."""
    claim = dataclasses.replace(
        claim, conflicts={**claim.conflicts, member: ground}, recused=claim.recused | {member}
    )  # fmt: skip
    if member in (claim.proposal.author if claim.proposal else "", claim.opinion.author if claim.opinion else ""):
        if claim.stage is Stage.ON_AGENDA:
            claim = claim.moved_to(Stage.DEFERRED, agenda_list="")
        if claim.stage in (Stage.PROPOSED, Stage.RETURNED, Stage.CHECKED, Stage.DEFERRED):
            claim = claim.moved_to(Stage.IN_REVIEW, proposal=None, opinion=None)
    if member not in (claim.lead, claim.second):
        return claim
    who = "lead" if member == claim.lead else "second"
    claim = dataclasses.replace(claim, **{who: ""})  # type: ignore[arg-type]
    if claim.deciding == "ORIGINAL" and claim.stage in (Stage.ASSIGNED, Stage.IN_REVIEW):
        claim = claim.moved_to(Stage.ROUTED, lead="", second="")
    return claim


def lead_only(scene: Scene) -> Refusals:
    """Only the lead does this, and the payer's seat only while a second reviewer of another body is there (5.3)."""
    if scene.author != scene.claim.lead:
        yield Problem("NotYourRole", act=scene.act, author=scene.author, role=scene.member.role)
    yield from payer_alone(scene)


def payer_alone(scene: Scene) -> Refusals:
    """The payer's seat waits while the other seat of its claim is empty, be it lead or second (domain.md 5.3)."""
    claim = scene.claim
    alone = (claim.lead, claim.second) in ((scene.author, ""), ("", scene.author))
    if alone and scene.member.body == PAYER_BODY:
        yield Problem("ActNotAllowed", act=scene.act, why="payer_alone", claim=claim.number)


def conflict_unanswered(scene: Scene) -> Refusals:
    """The first opening for decision asks once whether there is a conflict (domain.md 5.3)."""
    if scene.author not in scene.claim.conflicts:
        yield Problem("ActNotAllowed", act=scene.act, why="conflict_unanswered", claim=scene.claim.number)


def _take_up_refusals(scene: Scene) -> Refusals:
    yield from lead_only(scene)
    yield from conflict_unanswered(scene)


def _take_up(claim: Claim, scene: Scene) -> Claim:
    return claim.moved_to(Stage.IN_REVIEW, proposal=None, opinion=None)


def _hold(claim: Claim, scene: Scene) -> Claim:
    return dataclasses.replace(claim, hold=scene.body["reason"])


def _hold_refusals(scene: Scene) -> Refusals:
    if scene.body["reason"] not in scene.plan.hold_reasons:
        yield Problem("BadActBody", field="reason", why="unknown", value=scene.body["reason"])


def _release(claim: Claim, scene: Scene) -> Claim:
    return dataclasses.replace(claim, hold="")


def _release_refusals(scene: Scene) -> Refusals:
    if not scene.claim.hold:
        yield Problem("ActNotAllowed", act=scene.act, why="not_held", claim=scene.claim.number)


ACTS = (
    Act(
        "assign",
        "claim",
        {"lead": word(), "second": word()},
        {"lead": "law-1", "second": "ksf-1"},
        roles=frozenset({"SECRETARY", "CHAIR"}),
        stages=ASSIGNABLE,
        refuse=assign_refusals,
        on_claim=_assign,
    ),
    Act(
        "hand_over",
        "claim",
        {"to": word(), "reason": text()},
        {"to": "law-2", "reason": "장기 출장으로 검토를 이어 갈 수 없음"},
        roles=MEMBERS,
        stages=frozenset({Stage.ASSIGNED, Stage.IN_REVIEW, Stage.APPEALED}) | AT_WORK,
        while_held=True,
        refuse=_hand_over_refusals,
        on_claim=_hand_over,
    ),
    Act(
        "answer_conflict",
        "claim",
        {"ground": word(), "note": text(optional=True)},
        {"ground": "NONE"},
        roles=MEMBERS,
        while_held=True,
        by_recused=True,
        refuse=_conflict_refusals,
        on_claim=_conflict,
    ),
    Act(
        "take_up",
        "claim",
        {},
        {},
        roles=MEMBERS,
        stages=frozenset(
            {
                Stage.ASSIGNED,
                Stage.RETURNED,
                Stage.SUPPLEMENT_RECEIVED,
                Stage.SUPPLEMENT_EXPIRED,
                Stage.PROPOSED,
                Stage.DEFERRED,
                Stage.APPEALED,
            }
        ),
        refuse=_take_up_refusals,
        on_claim=_take_up,
    ),
    Act(
        "hold",
        "claim",
        {"reason": word(), "note": text(optional=True)},
        {"reason": "H01"},
        stages=BEFORE_RESOLUTION,
        refuse=_hold_refusals,
        on_claim=_hold,
    ),
    Act(
        "release",
        "claim",
        {"note": text()},
        {"note": "소송이 끝남"},
        while_held=True,
        refuse=_release_refusals,
        on_claim=_release,
    ),
    Act(
        "write_note",
        "claim",
        {"note": text(), "document": digest(optional=True), "page": count(optional=True)},
        {"note": "가맹점명이 상호와 다름"},
        while_held=True,
    ),
)
