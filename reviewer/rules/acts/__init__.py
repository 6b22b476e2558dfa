"""Every act the journal can hold: its shape, when it is allowed, and what it changes."""

from collections.abc import Mapping
from types import MappingProxyType

from reviewer.rules.acts import (
    access,
    answering,
    assigning,
    council,
    deciding,
    fixed_path,
    receiving,
    reopening,
    reviewing,
    supplementing,
)
from reviewer.rules.acts.shape import Act, Refusals, Scene, shape_faults
from reviewer.rules.claim import Claim
from reviewer.rules.council import Case
from reviewer.rules.problem import Problem

ACTS: Mapping[str, Act] = MappingProxyType(
    {
        act.name: act
        for room in (
            council,
            receiving,
            assigning,
            reviewing,
            supplementing,
            deciding,
            reopening,
            fixed_path,
            answering,
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
    """The claim numbers an entry is about: its subject, or those its body lists."""
    listed = body.get("claims", ())
    return (subject,) if act.subject == "claim" else tuple(listed if isinstance(listed, list) else ())


def refusals(scene: Scene) -> Refusals:
    """Yield every reason why this act is not allowed now, the most general first."""
    act = act_named(scene.act)
    faults = list(_subject_faults(act, scene.subject)) + list(shape_faults(act.body, scene.body))
    yield from faults
    if faults:
        return
    if act.name == "found_case":
        yield from act.refuse(scene)
        return
    member = scene.case.roster.get(scene.author)
    if member is None or member.role not in act.roles:
        yield Problem("NotYourRole", act=act.name, author=scene.author, role=member.role if member else "")
        return
    standing = [fault for claim in scene.claims.values() for fault in _claim_faults(act, claim, scene)]
    yield from standing
    if not standing:
        yield from act.refuse(scene)


def _subject_faults(act: Act, subject: str) -> Refusals:
    kind, _, rest = subject.partition(":")
    if kind in ("meeting", "delivery") and rest:
        found = kind
    else:
        found = "case" if subject == "case" else "claim"
    if found != act.subject:
        yield Problem("BadActBody", field="subject", why=f"not a {act.subject}", value=subject)


def _claim_faults(act: Act, claim: Claim, scene: Scene) -> Refusals:
    if not act.deciding:
        return
    if act.stages and claim.stage not in act.stages:
        yield Problem("StageForbids", claim=claim.number, stage=claim.stage.value, wanted=act.name)
    if claim.hold and not act.while_held:
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
