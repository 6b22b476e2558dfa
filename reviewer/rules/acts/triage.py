"""Acts of triage: put one claim or many on a route, take many back at once, and look at a route a second time."""

import dataclasses
from collections.abc import Collection

from reviewer.rules.acts.shape import ANYONE, Act, Refusals, Scene, count, many, text, word
from reviewer.rules.claim import FIXED_CHOICE, Claim
from reviewer.rules.lanes import Triage, draw_number
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.stage import BEFORE_RESOLUTION, Stage
from reviewer.rules.verdicts import with_verdicts

ROUTES = (
    "FLAT_30K", "FLAT_50K", "INDIVIDUAL", "NO_LOSS", "AFFILIATE", "USER", "LARGER_FIRM", "DUPLICATE",
    "LATE", "NEEDS_CONTACT",
)  # fmt: skip
OPEN = frozenset(
    {Stage.RECEIVED, Stage.ROUTED, Stage.ASSIGNED, Stage.IN_REVIEW, Stage.FIXED_READY, Stage.SUPPLEMENT_EXPIRED}
)
"""One on the fixed path whose time for papers is over goes to the council for a decision on the file as it is (3.8)."""
TO_TRIAGE = frozenset({Stage.RECEIVED, Stage.ROUTED})
"""Stages at which many claims may be routed at once; one that is in somebody's hands is routed by itself."""
IN_LANE = frozenset({Stage.ROUTED, Stage.FIXED_READY})
"""Stages at which a claim is looked at again; later others look at it anyway."""
OFFICE = frozenset({"SECRETARY", "STAFF"})


def _route(claim: Claim, scene: Scene) -> Claim:
    route = scene.body["route"]
    marks = claim.marks - {"loss_unknown"} | set(scene.body.get("marks", ()))
    to = claim if claim.stage is Stage.ROUTED else claim.moved_to(Stage.ROUTED)
    by = Triage(scene.author, scene.uid, draw_number(scene.case.uid, route, claim.number))
    routed = dataclasses.replace(to, route=route, marks=frozenset(marks), lead="", second="", triage=by)
    return with_verdicts(routed, scene.plan)


def _many_refusals(scene: Scene) -> Refusals:
    """What the query found is either routed or left out by hand, and nobody routes a claim they stepped aside from."""
    body = scene.body
    listed, left_out = body["claims"], body.get("left_out", [])
    if len(listed) + len(left_out) != body["count"]:
        yield Problem("BadActBody", field="count", why="not claims and left_out together", value=str(body["count"]))
    if not set(left_out).isdisjoint(listed):
        yield Problem("BadActBody", field="left_out", why="twice")
    yield from _recused(scene)


def _lane_refusals(scene: Scene) -> Refusals:
    yield from _decided(scene)
    for claim in scene.claims.values():
        yield from band_faults(scene, claim, scene.body["route"])


def in_another_band(plan: Plan, route: str, claimed_loss: int | None, marks: Collection[str]) -> bool:
    """Whether this route gives a fixed amount that is not the one of the reported loss (won)."""
    fixed = next((band for band in plan.bands if band.route == route and band.award is not None), None)
    if fixed is None or FIXED_CHOICE in marks:
        return False
    return claimed_loss is None or plan.band_of(claimed_loss) != fixed


def band_faults(scene: Scene, claim: Claim, route: str) -> Refusals:
    """A fixed amount is that of the band of the reported loss, save where the claimant chose it (1.4, 1.8)."""
    if in_another_band(scene.plan, route, claim.claimed_loss, claim.marks):
        loss = "" if claim.claimed_loss is None else str(claim.claimed_loss)
        why = "another_band" if loss else "loss_unknown"
        yield Problem("ActNotAllowed", act=scene.act, why=why, claim=claim.number, loss=loss)


def _decided(scene: Scene) -> Refusals:
    """A claim with a decision in force leaves its route by the acts that open it again, not by triage."""
    for claim in scene.claims.values():
        if claim.decision is not None:
            yield Problem("ActNotAllowed", act=scene.act, why="decided", claim=claim.number)


def _recused(scene: Scene) -> Refusals:
    yield from _lane_refusals(scene)
    for claim in scene.claims.values():
        if claim.is_recused(scene.author):
            yield Problem("Recused", claim=claim.number, ground=claim.conflicts[scene.author])


def _take_back_refusals(scene: Scene) -> Refusals:
    """One's own act on many claims goes as a whole, or as far as the claims still stand where it put them."""
    for claim in scene.claims.values():
        by = claim.triage
        if by is None or by.entry != scene.body["entry"] or by.look or not claim.route:
            yield Problem("ActNotAllowed", act=scene.act, why="not_the_last", claim=claim.number)
        elif by.author != scene.author:
            yield Problem("ActNotAllowed", act=scene.act, why="not_yours", author=by.author)
            return


def _look_refusals(scene: Scene) -> Refusals:
    by = scene.claim.triage
    if by is None or not scene.claim.route:
        yield Problem("ActNotAllowed", act=scene.act, why="not_routed_by_a_person", claim=scene.claim.number)
    elif by.author == scene.author:
        yield Problem("SamePerson", act=scene.act, author=scene.author)
    elif by.look:
        yield Problem("ActNotAllowed", act=scene.act, why="looked_at", claim=scene.claim.number)
    if scene.body["opinion"] == "SEND_BACK" and not scene.body.get("note"):
        yield Problem("BadActBody", field="note", why="missing")


def _look(claim: Claim, scene: Scene) -> Claim:
    assert claim.triage is not None
    body = scene.body
    agrees = body["opinion"] == "AGREE"
    looked = dataclasses.replace(
        claim.triage, look="AGREED" if agrees else "SENT_BACK", looked_by=scene.author, note=body.get("note", "")
    )
    if agrees:
        return dataclasses.replace(claim, triage=looked)
    routed = claim if claim.stage is Stage.ROUTED else claim.moved_to(Stage.ROUTED)
    return with_verdicts(routed.moved_to(Stage.RECEIVED, route="", triage=looked), scene.plan)


ACTS = (
    Act(
        "route_claim",
        "claim",
        {"route": word(*ROUTES), "marks": many(word(), optional=True), "note": text(optional=True)},
        {"route": "INDIVIDUAL", "note": "자료상 손실 620,000원"},
        stages=OPEN,
        refuse=_lane_refusals,
        on_claim=_route,
    ),
    Act(
        "route_claims",
        "case",
        {
            "claims": many(word()),
            "route": word(*ROUTES),
            "query": text(),
            "count": count(),
            "left_out": many(word(), optional=True),
        },
        {
            "claims": ["2023-000130", "2023-000131"],
            "route": "AFFILIATE",
            "query": '{"route":["AFFILIATE"],"where":{"routed_by":""}}',
            "count": 3,
            "left_out": ["2023-000132"],
        },
        roles=OFFICE,
        stages=TO_TRIAGE,
        refuse=_many_refusals,
        on_claim=_route,
    ),
    Act(
        "take_back_routes",
        "case",
        {"entry": word(), "claims": many(word()), "reason": text()},
        {"entry": "01890000-0000-7000-8000-000000000000", "claims": ["2023-000130"], "reason": "조건을 잘못 고름"},
        roles=OFFICE,
        stages=frozenset(BEFORE_RESOLUTION),
        while_held=True,
        refuse=_take_back_refusals,
    ),
    Act(
        "look_again",
        "claim",
        {"opinion": word("AGREE", "SEND_BACK"), "note": text(optional=True)},
        {"opinion": "SEND_BACK", "note": "소상공인으로 보임"},
        roles=ANYONE,
        stages=IN_LANE,
        refuse=_look_refusals,
        on_claim=_look,
    ),
)
