"""The act of the quality check (표본 점검): a third person looks at a decision before its letter leaves."""

import dataclasses

from reviewer.rules.acts.shape import Act, Refusals, Scene, many, text, word
from reviewer.rules.claim import Claim
from reviewer.rules.council import PAYER_BODY, Member
from reviewer.rules.problem import Problem
from reviewer.rules.quality import QualityCheck
from reviewer.rules.stage import Stage

CHECKERS = frozenset({"MEMBER", "CHAIR"})


def may_check(claim: Claim, member: Member | None) -> bool:
    """Whether this person may make the open check: no reviewer of any decision, not recused, not the payer's seat."""
    if claim.open_quality is None or claim.decision is None or member is None or member.role not in CHECKERS:
        return False
    return member.id not in claim.every_reviewer and not claim.is_recused(member.id) and member.body != PAYER_BODY


def _refusals(scene: Scene) -> Refusals:
    claim, body = scene.claim, scene.body
    decision = claim.decision
    if claim.open_quality is None or decision is None:
        yield Problem("ActNotAllowed", act=scene.act, why="not_drawn", claim=claim.number)
        return
    if scene.author in claim.every_reviewer:
        yield Problem("SamePerson", act=scene.act, author=scene.author)
    if scene.member.body == PAYER_BODY:
        yield Problem("ActNotAllowed", act=scene.act, why="payer_checks_nothing", claim=claim.number)
    found = body.get("deficiencies", [])
    for code in found:
        if code not in scene.plan.deficiencies:
            yield Problem("BadActBody", field="deficiencies", why="unknown", value=code)
            return
    matters = any(scene.plan.deficiencies[code].matters for code in found)
    fits = {"FINE": not found, "REMARKS": bool(found) and not matters, "REOPEN": matters}
    if not fits[body["outcome"]]:
        yield Problem("ActNotAllowed", act=scene.act, why=f"quality_{body['outcome'].lower()}", claim=claim.number)
    if body["outcome"] == "REOPEN" and not body.get("note"):
        yield Problem("BadActBody", field="note", why="missing")


def _check(claim: Claim, scene: Scene) -> Claim:
    """What matters opens the decision again: a new one is made, the old one stays as it was and counts as undone."""
    body, drawn, decision = scene.body, claim.open_quality, claim.decision
    if drawn is None or decision is None:
        raise Problem("ActNotAllowed", act=scene.act, why="not_drawn", claim=claim.number)
    checked = dataclasses.replace(
        drawn, outcome=body["outcome"], author=scene.author, entry=scene.uid, on=scene.day,
        deficiencies=tuple(body.get("deficiencies", ())), praise=body.get("praise", ""), note=body.get("note", ""),
    )  # fmt: skip
    claim = dataclasses.replace(claim, quality=tuple(_or(checked, one, drawn) for one in claim.quality))
    return undone(claim, decision.uid) if body["outcome"] == "REOPEN" else claim


def _or(new: QualityCheck, one: QualityCheck, old: QualityCheck) -> QualityCheck:
    return new if one == old else one


def undone(claim: Claim, uid: str) -> Claim:
    """The claim with this decision, whose letter has not left, taken back for review; it is never edited."""
    made = next(one for one in claim.decisions if one.uid == uid)
    return claim.moved_to(
        Stage.IN_REVIEW, undone=claim.undone | {uid}, deciding=made.kind, reopened=made.after, proposal=None,
        opinion=None, agenda_list="",
    )  # fmt: skip


ACTS = (
    Act(
        "check_quality",
        "claim",
        {
            "outcome": word("FINE", "REMARKS", "REOPEN"),
            "deficiencies": many(word(), optional=True),
            "praise": text(optional=True),
            "note": text(optional=True),
        },
        {"outcome": "REMARKS", "deficiencies": ["Q07"], "praise": "수치마다 근거 위치가 표시되어 있음"},
        roles=CHECKERS,
        stages=frozenset({Stage.RESOLVED}),
        refuse=_refusals,
        on_claim=_check,
    ),
)
