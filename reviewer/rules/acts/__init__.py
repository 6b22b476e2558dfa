"""Every act the journal can hold: its shape, when it is allowed, and what it changes."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from reviewer.rules.acts import (
    access,
    agenda,
    answering,
    assigning,
    assigning_many,
    challenging,
    closing,
    comparing,
    contacting,
    correcting,
    council,
    deciding,
    delivering,
    destroying,
    evidence,
    fixed_choice,
    fixed_path,
    following,
    interests,
    keys,
    lane_letters,
    masking,
    meeting,
    opinions,
    outbox,
    quality,
    receiving,
    reopening,
    resolving,
    reviewing,
    sealing,
    splitting,
    standing_letters,
    supplementing,
    triage,
    writing,
)
from reviewer.rules.acts.shape import HEX64, Act, Refusals, Scene, shape_faults
from reviewer.rules.claim import Claim
from reviewer.rules.council import Case
from reviewer.rules.problem import Problem

AFTER_CLOSING = frozenset({"seal_day", "propose_destruction", "confirm_destruction", "drop_destruction"})
"""What still may be recorded once the case is closed: seals, and the destruction of what nobody may keep longer."""
MEETING = re.compile(r"[1-9]\d{0,5}")

ACTS: Mapping[str, Act] = MappingProxyType(
    {
        act.name: act
        for room in (
            council,
            interests,
            keys,
            receiving,
            triage,
            lane_letters,
            assigning,
            assigning_many,
            reviewing,
            evidence,
            contacting,
            masking,
            comparing,
            splitting,
            supplementing,
            deciding,
            opinions,
            meeting,
            agenda,
            resolving,
            correcting,
            outbox,
            writing,
            quality,
            challenging,
            reopening,
            following,
            standing_letters,
            fixed_path,
            fixed_choice,
            answering,
            delivering,
            sealing,
            closing,
            destroying,
            access,
        )
        for act in room.ACTS
    }
)


def act_named(name: str) -> Act:
    """Return the act; raise ActUnknown when there is none of this name."""
    if name not in ACTS:
        raise Problem("ActUnknown", act=name)
    return ACTS[name]


def claims_of(act: Act, subject: str, body: Mapping[str, object]) -> tuple[str, ...]:
    """The claim numbers an entry is about: its subject and another one its body names, or those its body lists."""
    if act.also:
        return tuple(dict.fromkeys((subject, str(body[act.also]))))
    listed = body.get("claims", ())
    return (subject,) if act.subject == "claim" else tuple(listed if isinstance(listed, list) else ())


def shape_refusals(act: Act, subject: str, body: Mapping[str, object]) -> Refusals:
    """Yield what is wrong with the subject and the body by themselves, before anything is looked up."""
    yield from _subject_faults(act, subject)
    faults = list(shape_faults(act.body, body))
    yield from faults
    if faults or "claims" not in act.body:
        return
    listed = claims_of(act, subject, body)
    if not listed:
        yield Problem("BadActBody", field="claims", why="missing")
    if len(set(listed)) < len(listed):
        yield Problem("BadActBody", field="claims", why="twice")


def refusals(scene: Scene) -> Refusals:
    """Yield every reason why this act is not allowed now, the most general first."""
    act = act_named(scene.act)
    faults = list(shape_refusals(act, scene.subject, scene.body))
    yield from faults
    if faults:
        return
    if act.name != "found_case":
        member = scene.case.roster.get(scene.author)
        if member is None or member.role not in act.roles:
            yield Problem("NotYourRole", act=act.name, author=scene.author, role=member.role if member else "")
            return
    if scene.case.closing.sealed and act.edits and act.name not in AFTER_CLOSING:
        yield Problem("CaseClosed", act=act.name)
        return
    standing = [fault for claim in scene.claims.values() for fault in _claim_faults(act, claim, scene)]
    yield from standing
    if not standing:
        try:
            yield from act.refuse(scene)
        except Problem as problem:  # a paper that is not there, for example
            yield problem


def _subject_faults(act: Act, subject: str) -> Refusals:
    kind, _, rest = subject.partition(":")
    if kind in ("meeting", "delivery") and rest:
        found = kind
    else:
        found = "case" if subject == "case" else "claim"
    if found != act.subject or not subject:
        yield Problem("BadActBody", field="subject", why=f"not a {act.subject}", value=subject)
    elif (kind == "meeting" and not MEETING.fullmatch(rest)) or (kind == "delivery" and not HEX64.fullmatch(rest)):
        yield Problem("BadActBody", field="subject", why=f"not the name of a {kind}", value=subject)


def _claim_faults(act: Act, claim: Claim, scene: Scene) -> Refusals:
    if not act.edits:
        return
    stage = act.stands(claim)
    if act.stages and stage not in act.stages:
        yield Problem("StageForbids", claim=claim.number, stage=stage.value, wanted=act.name)
    if claim.hold and act.deciding and not act.while_held:
        yield Problem("ClaimOnHold", claim=claim.number, reason=claim.hold)
    if act.subject == "claim" and claim.is_recused(scene.author) and not act.by_recused:
        yield Problem("Recused", claim=claim.number, ground=claim.conflicts[scene.author])


def apply_to_claim(claim: Claim, scene: Scene) -> Claim:
    """Return the claim as this entry leaves it."""
    change = act_named(scene.act).on_claim
    return claim if change is None else change(claim, scene)


def apply_to_case(case: Case, scene: Scene) -> Case:
    """Return the case as this entry leaves it."""
    change = act_named(scene.act).on_case
    return case if change is None else change(case, scene)
