"""Who is out of a vote, and on what ground: one on record, or one stated when the item is called (domain.md 5.3)."""

from reviewer.rules.acts.assigning import excluded
from reviewer.rules.acts.shape import Field, Refusals, Scene, by_key, word
from reviewer.rules.claim import Claim
from reviewer.rules.problem import Problem

STATED: dict[str, Field] = {"grounds": by_key(word(), optional=True)}
"""The ground of each member who steps aside only now; from then on it stands on the claim."""


def kept_by(claim: Claim, member: str) -> str:
    """The ground on record that keeps this member from a vote on the claim; empty for none."""
    if claim.is_recused(member):
        return claim.conflicts[member]
    return "COI6" if claim.deciding == "REVIEW" and member in claim.first_reviewers else ""


def ground_faults(scene: Scene) -> Refusals:
    """Yield where a recusal rests on no ground; it leaves the count of seats, so nobody is written down as out."""
    votes, stated = scene.body["votes"], scene.body.get("grounds", {})
    known = {member for member in votes for claim in scene.claims.values() if kept_by(claim, member)}
    if scene.act == "decide_challenge":
        known.add(scene.body["member"])
    for member, vote in votes.items():
        if vote == "RECUSED" and member not in known and member not in stated:
            yield Problem("ActNotAllowed", act=scene.act, why="recused_without_ground", member=member)
    if stated and len(scene.claims) > 1:
        yield Problem("BadActBody", field="grounds", why="one at a time")
        return
    for member, code in stated.items():
        ground = scene.plan.grounds.get(code)
        if ground is None or not ground.excludes:
            yield Problem("BadActBody", field=f"grounds.{member}", why="unknown", value=code)
        if votes.get(member) != "RECUSED" or member in known:
            yield Problem("BadActBody", field=f"grounds.{member}", why="not stepping aside")
        for claim in scene.claims.values():
            if member in _prepared_by(claim):
                yield Problem("ActNotAllowed", act=scene.act, why="prepared_by_them", claim=claim.number, member=member)


def _prepared_by(claim: Claim) -> set[str]:
    """Whose proposal and check are voted on: if one of them steps aside, there is nothing to vote on any more."""
    return {one.author for one in (claim.proposal, claim.opinion) if one is not None}


def stepped_aside(claim: Claim, scene: Scene) -> Claim:
    """The claim without those who stated a ground with this vote."""
    for member, ground in scene.body.get("grounds", {}).items():
        claim = excluded(claim, member, ground)
    return claim
