"""Acts of preparing a review: assign, conflicts, take up, hold, note."""

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
from reviewer.rules.claim import (
    BEFORE_RESOLUTION,
    Claim,
    Stage,
)
from reviewer.rules.problem import Problem


def _assign_refusals(scene: Scene) -> Refusals:
    roster = scene.case.roster
    lead, second = (roster.get(scene.body[who]) for who in ("lead", "second"))
    for who, member in (("lead", lead), ("second", second)):
        if member is None or member.role not in MEMBERS:
            yield Problem("NotYourRole", act="assign", author=scene.body[who], role=member.role if member else "")
    if lead is None or second is None:
        return
    if lead.id == second.id:
        yield Problem("SamePerson", act="assign", author=lead.id)
    elif lead.body == second.body:
        yield Problem("ActNotAllowed", act="assign", why="same_body", body=lead.body)
    for claim in scene.claims.values():
        if claim.route != "INDIVIDUAL" and claim.deciding == "ORIGINAL":
            yield Problem("ActNotAllowed", act="assign", why="not_individual", claim=claim.number)
        for member in (lead, second):
            if claim.deciding == "REVIEW" and member.id in claim.first_reviewers:
                yield Problem("Recused", claim=claim.number, ground="COI6", author=member.id)
            if claim.is_recused(member.id):
                yield Problem("Recused", claim=claim.number, ground=claim.conflicts[member.id])


def _assign(claim: Claim, scene: Scene) -> Claim:
    people = {"lead": scene.body["lead"], "second": scene.body["second"]}
    if claim.stage is Stage.APPEALED or claim.deciding != "ORIGINAL":
        return dataclasses.replace(claim, **people)
    return claim.moved_to(Stage.ASSIGNED, **people)


def _conflict_refusals(scene: Scene) -> Refusals:
    ground = scene.body["ground"]
    if ground != "NONE" and ground not in scene.plan.grounds:
        yield Problem("BadActBody", field="ground", why="unknown", value=ground)
    if scene.claim.is_recused(scene.author) and ground == "NONE":
        yield Problem("Recused", claim=scene.claim.number, ground=scene.claim.conflicts[scene.author])


def _conflict(claim: Claim, scene: Scene) -> Claim:
    """Stepping aside frees the seat at the claim; the fact stays visible."""
    ground = scene.body["ground"]
    changed = dataclasses.replace(claim, conflicts={**claim.conflicts, scene.author: ground})
    excludes = ground != "NONE" and scene.plan.grounds[ground].excludes
    if excludes:
        changed = dataclasses.replace(changed, recused=claim.recused | {scene.author})
    if not excludes or scene.author not in (claim.lead, claim.second):
        return changed
    who = "lead" if scene.author == claim.lead else "second"
    changed = dataclasses.replace(changed, **{who: ""})  # type: ignore[arg-type]
    if claim.deciding == "ORIGINAL" and claim.stage in (Stage.ASSIGNED, Stage.IN_REVIEW):
        changed = changed.moved_to(Stage.ROUTED, lead="", second="")
    return changed


def lead_only(scene: Scene) -> Refusals:
    if scene.author != scene.claim.lead:
        yield Problem("NotYourRole", act=scene.act, author=scene.author, role=scene.member.role)


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
        stages=frozenset({Stage.ROUTED, Stage.ASSIGNED, Stage.IN_REVIEW, Stage.APPEALED}),
        refuse=_assign_refusals,
        on_claim=_assign,
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
        {"reason": "LITIGATION"},
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
