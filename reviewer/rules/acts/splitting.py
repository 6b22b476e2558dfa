"""The act of splitting a claim over services of several operators: each part goes its own way (domain.md 1.7)."""

import dataclasses

from reviewer.rules.acts.shape import ANYONE, Act, Refusals, Scene, by_key, many, record, text, won, word
from reviewer.rules.claim import Claim
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage

SPLITTING = "split_claim"
OPEN = frozenset({Stage.RECEIVED, Stage.ROUTED, Stage.ASSIGNED, Stage.IN_REVIEW})


def part_number(claim: Claim) -> str:
    """The number of the next part: the claim's own with 2, 3 … behind it; the claim itself stays the first."""
    return f"{claim.number}-{len(claim.parts) + 2}"


def operators_of(services: tuple[str, ...], plan: Plan) -> frozenset[str]:
    """Who runs these services."""
    return frozenset(plan.services[key].operator for key in services if key in plan.services)


def apart(claim: Claim, plan: Plan) -> tuple[str, ...]:
    """The services that would go into a part of their own: those of other companies, beside Kakao's own."""
    others = tuple(key for key in claim.services if key in plan.services and plan.services[key].affiliate)
    return others if others and len(others) < len(claim.services) else ()


def _refusals(scene: Scene) -> Refusals:
    body, claim = scene.body, scene.claims[scene.subject]
    part, moved = scene.claims[str(body["part"])], tuple(body["services"])
    if claim.part_of:
        yield Problem("ActNotAllowed", act=scene.act, why="is_a_part", claim=claim.number)
    if claim.decision is not None or claim.deciding != "ORIGINAL":
        yield Problem("ActNotAllowed", act=scene.act, why="decided", claim=claim.number)
    if len(claim.services) < 2:
        yield Problem("ActNotAllowed", act=scene.act, why="one_service", claim=claim.number)
        return
    if body["part"] != part_number(claim) or part.part_of or part.papers != fresh_papers(part):
        yield Problem("BadActBody", field="part", why="used", value=str(body["part"]))
    rest = tuple(key for key in claim.services if key not in moved)
    if not moved or not set(moved) <= set(claim.services) or len(set(moved)) < len(moved) or not rest:
        yield Problem("BadActBody", field="services", why="not some of the services", value=" ".join(moved))
    elif operators_of(moved, scene.plan) & operators_of(rest, scene.plan):
        yield Problem("ActNotAllowed", act=scene.act, why="one_operator", claim=claim.number)
    yield from _sum_faults(claim, scene)
    if claim.lead and scene.member.role == "STAFF":
        yield Problem("NotYourRole", act=scene.act, author=scene.author, role=scene.member.role)
    seats = body.get("reviewers", {"lead": claim.lead, "second": claim.second})
    if (seats["lead"], seats["second"]) != (claim.lead, claim.second):
        yield Problem("BadActBody", field="reviewers", why="not those of the claim")
    if dict(body.get("recused", {})) != {name: claim.conflicts[name] for name in claim.recused}:
        yield Problem("BadActBody", field="recused", why="not those of the claim")


def _sum_faults(claim: Claim, scene: Scene) -> Refusals:
    """The losses of rest and part, in won, are that of the claim; where they are less, a note says what is missing."""
    body = scene.body
    if claim.claimed_loss is None or not {"claimed_loss", "rest_loss"} & set(body):
        return
    total = body.get("rest_loss", claim.claimed_loss) + body.get("claimed_loss", 0)
    if total > claim.claimed_loss or (total < claim.claimed_loss and not body.get("note")):
        yield Problem(
            "AmountDiffers", what="split", given=str(total), found=str(claim.claimed_loss), claim=claim.number
        )


def fresh_papers(part: Claim) -> tuple[object, ...]:
    """The papers of a part nobody has looked at yet: none of their checks is answered."""
    return tuple(dataclasses.replace(paper, answers={}, verdict="") for paper in part.papers)


def _split(claim: Claim, scene: Scene) -> Claim:
    return _part(claim, scene) if claim.number == scene.body["part"] else _rest(claim, scene)


def _rest(claim: Claim, scene: Scene) -> Claim:
    body = scene.body
    services = tuple(key for key in claim.services if key not in body["services"])
    loss = body.get("rest_loss", claim.claimed_loss)
    return dataclasses.replace(claim, services=services, claimed_loss=loss, parts=(*claim.parts, body["part"]))


def _part(claim: Claim, scene: Scene) -> Claim:
    """A part of another company's services is decided too: the council passes it on by resolution (REFERRED)."""
    body, recused = scene.body, dict(scene.body.get("recused", {}))
    routed = claim if claim.stage is Stage.ROUTED else claim.moved_to(Stage.ROUTED)
    part = dataclasses.replace(
        routed, route="INDIVIDUAL", part_of=scene.subject, services=tuple(body["services"]),
        claimed_loss=body.get("claimed_loss"), conflicts=recused, recused=frozenset(recused),
    )  # fmt: skip
    seats = body.get("reviewers")
    return part.moved_to(Stage.ASSIGNED, lead=seats["lead"], second=seats["second"]) if seats else part


ACTS = (
    Act(
        SPLITTING,
        "claim",
        {
            "part": word(),
            "services": many(word()),
            "claimed_loss": won(optional=True),
            "rest_loss": won(optional=True),
            "reviewers": record(True, lead=word(), second=word()),
            "recused": by_key(word(), optional=True),
            "note": text(optional=True),
        },
        {"part": "2023-000123-2", "services": ["melon"], "claimed_loss": 200_000, "rest_loss": 1_600_000},
        roles=ANYONE,
        stages=OPEN,
        also="part",
        refuse=_refusals,
        on_claim=_split,
    ),
)
