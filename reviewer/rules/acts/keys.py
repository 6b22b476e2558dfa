"""The act by which a person goes on with a new key that their old one vouches for (house.md 2)."""

import dataclasses

from reviewer.rules.acts.shape import ANYONE, Act, Refusals, Scene, count, digest, word
from reviewer.rules.council import Case
from reviewer.rules.plain import canonical
from reviewer.rules.problem import Problem

RENEWING = "renew_key"


def vouched(case_uid: str, member: str, old: str, new: str, number: int, head: str) -> bytes:
    """What the old key signs the SHA-256 of: who goes on with which key, after which of the old one's entries."""
    return canonical([RENEWING, case_uid, member, old, new, number, head])


def _refusals(scene: Scene) -> Refusals:
    body = scene.body
    if body["old"] not in scene.member.public_keys:
        yield Problem("BadActBody", field="old", why="unknown", value=body["old"][:16])
    if any(body["new"] in member.public_keys for member in scene.case.roster.values()):
        yield Problem("BadActBody", field="new", why="used", value=body["new"][:16])
    if bool(body["number"]) != ("head" in body):
        yield Problem("BadActBody", field="head", why="missing" if body["number"] else "unknown")


def _renew(case: Case, scene: Scene) -> Case:
    """The old key signs nothing any more; what it signed stays signed."""
    member, body = case.roster[scene.author], scene.body
    keys = tuple(body["new"] if key == body["old"] else key for key in member.public_keys)
    renewed = dataclasses.replace(member, public_keys=keys)
    return dataclasses.replace(case, roster={**case.roster, member.id: renewed})


ACTS = (
    Act(
        RENEWING,
        "case",
        {"old": digest(), "new": digest(), "number": count(), "head": digest(optional=True), "voucher": word()},
        {"old": "ab" * 32, "new": "cd" * 32, "number": 41, "head": "ef" * 32, "voucher": "01" * 64},
        roles=ANYONE,
        refuse=_refusals,
        on_case=_renew,
    ),
)
