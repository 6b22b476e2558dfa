"""The act that replaces a paper by a copy in which areas are blackened, for good (domain.md 3.8 and 6)."""

import dataclasses

from reviewer.rules.acts.reviewing import may_check
from reviewer.rules.acts.shape import Act, Refusals, Scene, count, digest, many, place, word
from reviewer.rules.assessment import Sales
from reviewer.rules.bound_facts import BoundFact
from reviewer.rules.claim import Answer, Claim, Paper
from reviewer.rules.places import Place, place_of
from reviewer.rules.problem import Problem
from reviewer.rules.proof import HARMLESS


def _refusals(scene: Scene) -> Refusals:
    body = scene.body
    if body["masked"] == body["document"]:
        yield Problem("BadActBody", field="masked", why="the paper itself")
    if not body["areas"]:
        yield Problem("BadActBody", field="areas", why="missing")
    for number, area in enumerate(map(place_of, body["areas"])):
        if area.document != body["document"] or not area.is_whole or not area.page or is_empty(area):
            yield Problem("BadActBody", field=f"areas[{number}]", why="not an area of a page")
    yield from _claim_refusals(scene)


def _claim_refusals(scene: Scene) -> Refusals:
    document, masked = scene.body["document"], scene.body["masked"]
    for claim in scene.claims.values():
        if not holds(claim, document):
            yield Problem("ProofMissing", claim=claim.number, document=document)
        if holds(claim, masked):
            yield Problem("ActNotAllowed", act=scene.act, why="paper_known", claim=claim.number, document=masked)
        if claim.is_recused(scene.author):
            yield Problem("Recused", claim=claim.number, ground=claim.conflicts[scene.author])
    if not any(may_check(claim, scene) for claim in scene.claims.values()):
        yield Problem("NotYourRole", act=scene.act, author=scene.author, role=scene.member.role)


def holds(claim: Claim, document: str) -> bool:
    """Whether this paper is one of the claim's, in time or late."""
    return document in claim.late_papers or any(paper.document == document for paper in claim.papers)


def is_empty(area: Place) -> bool:
    """Whether an area covers nothing."""
    return area.box[0] == area.box[2] or area.box[1] == area.box[3]


def overlaps(one: Place, other: Place) -> bool:
    """Whether two places in one paper share any part of a page."""
    if (one.document, one.page) != (other.document, other.page) or not one.page:
        return False
    return all(
        one.box[side] <= other.box[side + 2] and other.box[side] <= one.box[side + 2] for side in (0, 1)
    )  # fmt: skip


def _replace(claim: Claim, scene: Scene) -> Claim:
    """The copy takes the place of the paper everywhere; answers stay, and G6 is answered by the act itself."""
    old, new = scene.body["document"], scene.body["masked"]

    def now(document: str) -> str:
        return new if document == old else document

    late_before = dict(claim.late_before)
    if old in claim.late_papers:
        late_before[new] = late_before.pop(old, old)
    supplements = tuple(
        dataclasses.replace(
            one, items=tuple(dataclasses.replace(item, document=now(item.document)) for item in one.items)
        )
        for one in claim.supplements
    )
    return dataclasses.replace(
        claim,
        papers=tuple(_copy_of(paper, scene) if paper.document == old else paper for paper in claim.papers),
        late_papers=tuple(map(now, claim.late_papers)),
        late_before=late_before,
        supplements=supplements,
        sales=_sales(claim.sales, old, new),
        account_document=now(claim.account_document),
        facts=tuple(_fact(fact, scene) for fact in claim.facts),
    )


def _copy_of(paper: Paper, scene: Scene) -> Paper:
    masked = Answer("PASS", scene.author, scene.uid)
    return dataclasses.replace(
        paper,
        document=scene.body["masked"],
        before=(*paper.before, paper.document),
        bytes=scene.body["bytes"],
        answers={**paper.answers, HARMLESS: masked},
    )


def _sales(sales: Sales | None, old: str, new: str) -> Sales | None:
    """The days of sales point into the copy as well."""
    if sales is None:
        return None
    places = {
        day: dataclasses.replace(place, document=new) if place.document == old else place
        for day, place in sales.places.items()
    }
    papers = {new if document == old else document: paper for document, paper in sales.papers.items()}
    document = new if sales.document == old else sales.document
    return dataclasses.replace(sales, document=document, places=places, papers=papers)


def _fact(fact: BoundFact, scene: Scene) -> BoundFact:
    """The fact points into the copy, at the same place; a clipping that shows what was blackened is gone."""
    if fact.at is None or fact.at.document != scene.body["document"]:
        return fact
    hit = any(overlaps(fact.at, place_of(area)) for area in scene.body["areas"])
    at = dataclasses.replace(fact.at, document=scene.body["masked"])
    return dataclasses.replace(fact, at=at, clipping="" if hit else fact.clipping)


ACTS = (
    Act(
        "replace_by_masked_copy",
        "case",
        {
            "document": digest(),
            "masked": digest(),
            "bytes": count(),
            "areas": many(place()),
            "claims": many(word()),
        },
        {
            "document": "ab" * 32,
            "masked": "cd" * 32,
            "bytes": 181_204,
            "areas": [{"document": "ab" * 32, "page": 1, "box": [1200, 3400, 2100, 3600]}],
            "claims": ["2023-000123"],
        },
        while_held=True,
        refuse=_refusals,
        on_claim=_replace,
    ),
)
