"""Acts of assigning many claims in one entry: the draw with its seed, one's own next claim, and taking it back."""

import dataclasses
from collections.abc import Mapping
from typing import Any

from reviewer.rules.acts.assigning import ASSIGNABLE, assign_refusals, assigned
from reviewer.rules.acts.shape import Act, Refusals, Scene, by_key, count, many, record, text, word
from reviewer.rules.assignment import Exclusions, Load, Pair, draw
from reviewer.rules.claim import Claim
from reviewer.rules.council import Case
from reviewer.rules.problem import Problem
from reviewer.rules.stage import BEFORE_RESOLUTION, Stage

ASSIGNERS = frozenset({"SECRETARY", "CHAIR"})


def drawable(case: Case) -> tuple[str, ...]:
    """The members who may be drawn, by seat; the secretary is none of them."""
    return tuple(one.id for one in case.seats if one.role in ("MEMBER", "CHAIR"))


def kept_by_record(claim: Claim) -> frozenset[str]:
    """Who is kept from a claim by what its entries say: recused, challenged, or a reviewer of the decision (COI6)."""
    challenged = {claim.open_challenge.member} if claim.open_challenge else set()
    first = claim.first_reviewers if claim.deciding == "REVIEW" else frozenset[str]()
    return claim.recused | challenged | first


def seats_of(claims: Mapping[str, Claim]) -> dict[str, Pair]:
    """The seats of these claims that are taken, where one is."""
    return {number: Pair(claim.lead, claim.second) for number, claim in claims.items() if claim.lead or claim.second}


def draw_again(body: Mapping[str, Any], case: Case, claims: Mapping[str, Claim]) -> dict[str, Pair]:
    """Draw what an entry says it drew: from its seed, its load and its exclusions, the roster and the seats taken."""
    bodies = {member.id: member.body for member in case.roster.values()}
    kept: Exclusions = body.get("kept", {})
    return draw(body["seed"], body["claims"], bodies, load_of(body), kept, seats_of(claims))


def load_of(body: Mapping[str, Any]) -> dict[str, Load]:
    """The load an entry names, by member."""
    return {member: Load(one["lead"], one["second"]) for member, one in body["load"].items()}


def _many_refusals(scene: Scene) -> Refusals:
    body, listed = scene.body, set(scene.claims)
    if set(body["pairs"]) != listed:
        yield Problem("BadActBody", field="pairs", why="not the claims")
        return
    for member in set(body["load"]) - set(drawable(scene.case)):
        yield Problem("BadActBody", field="load", why="no seat", value=member)
    for claim in scene.claims.values():
        if claim.is_recused(scene.author):
            yield Problem("Recused", claim=claim.number, ground=claim.conflicts[scene.author])
        yield from assign_refusals(_alone(scene, claim))
        for member in kept_by_record(claim) - set(body.get("kept", {}).get(claim.number, ())):
            if member in body["load"]:
                yield Problem("BadActBody", field="kept", why="missing", value=f"{claim.number} {member}")
    drawn = draw_again(body, scene.case, scene.claims)
    for number in sorted(listed - set(body.get("changed", ()))):
        if drawn.get(number) != _pair(scene, number):
            yield Problem("ActNotAllowed", act=scene.act, why="not_the_draw", claim=number)


def _alone(scene: Scene, claim: Claim) -> Scene:
    """The scene of one line, as `assign` would see it."""
    return dataclasses.replace(
        scene, subject=claim.number, body=scene.body["pairs"][claim.number], claims={claim.number: claim}
    )  # fmt: skip


def _pair(scene: Scene, number: str) -> Pair:
    pair = scene.body["pairs"][number]
    return Pair(pair["lead"], pair["second"])


def _many(claim: Claim, scene: Scene) -> Claim:
    pair = _pair(scene, claim.number)
    return assigned(claim, pair.lead, pair.second)


def _own_refusals(scene: Scene) -> Refusals:
    """Whose desk is empty draws the next claim of the pool; neither the claim nor the second reviewer is chosen."""
    claim, body, author = scene.claim, scene.body, scene.author
    if not scene.plan.settings.members_draw:
        yield Problem("ActNotAllowed", act=scene.act, why="no_pool", claim=claim.number)
    for member in {author, *body["load"]} - set(drawable(scene.case)):
        yield Problem("BadActBody", field="load", why="no seat", value=member)
    if claim.lead or claim.second:
        yield Problem("ActNotAllowed", act=scene.act, why="seat_taken", claim=claim.number)
    pair = {"lead": author, "second": body["second"]}
    yield from assign_refusals(dataclasses.replace(scene, body=pair, claims={claim.number: claim}))
    for member in sorted(kept_by_record(claim) - set(body.get("kept", ()))):
        yield Problem("BadActBody", field="kept", why="missing", value=member)
    if own_pair(body, scene.case, claim.number, author) != Pair(author, body["second"]):
        yield Problem("ActNotAllowed", act=scene.act, why="not_the_draw", claim=claim.number)


def own_pair(body: Mapping[str, Any], case: Case, claim: str, author: str) -> Pair | None:
    """The lead who draws and the second whom the lot of the case gives them."""
    bodies = {member.id: member.body for member in case.roster.values()}
    kept: Exclusions = {claim: body.get("kept", ())}
    return draw(case.uid, [claim], bodies, load_of(body), kept, {claim: Pair(author)}).get(claim)


LOAD = record(lead=count(), second=count())
PAIR = record(lead=word(), second=word())

ACTS = (
    Act(
        "assign_claims",
        "case",
        {
            "claims": many(word()),
            "seed": word(),
            "load": by_key(LOAD),
            "pairs": by_key(PAIR),
            "kept": by_key(many(word()), optional=True),
            "changed": many(word(), optional=True),
        },
        {
            "claims": ["2023-000130"],
            "seed": "5f0c",
            "load": {"law-1": {"lead": 3, "second": 2}, "ksf-1": {"lead": 2, "second": 4}},
            "pairs": {"2023-000130": {"lead": "law-1", "second": "ksf-1"}},
            "kept": {"2023-000130": ["kfme-1"]},
            "changed": ["2023-000130"],
        },
        roles=ASSIGNERS,
        stages=ASSIGNABLE,
        refuse=_many_refusals,
        on_claim=_many,
    ),
    Act(
        "draw_claim",
        "claim",
        {"second": word(), "load": by_key(LOAD), "kept": many(word(), optional=True)},
        {"second": "ksf-1", "load": {"law-1": {"lead": 0, "second": 2}, "ksf-1": {"lead": 2, "second": 1}}},
        roles=frozenset({"MEMBER", "CHAIR"}),
        stages=frozenset({Stage.ROUTED}),
        refuse=_own_refusals,
        on_claim=lambda claim, scene: assigned(claim, scene.author, scene.body["second"]),
    ),
    Act(
        "take_back_assignments",
        "case",
        {"entry": word(), "claims": many(word()), "reason": text()},
        {"entry": "01890000-0000-7000-8000-000000000000", "claims": ["2023-000130"], "reason": "위원 한 명이 출장 중"},
        roles=ASSIGNERS,
        stages=frozenset(BEFORE_RESOLUTION) | {Stage.APPEALED},
        while_held=True,
    ),
)
