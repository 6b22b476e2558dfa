"""Acts of taking a delivery in and of confirming what belongs to what (domain.md section 7)."""

import dataclasses

from reviewer.rules.acts.shape import (
    ANYONE,
    Act,
    Refusals,
    Scene,
    by_key,
    count,
    digest,
    flag,
    many,
    text,
    won,
    word,
)
from reviewer.rules.claim import WITH_PROPOSAL, Claim, FactsLink, Paper
from reviewer.rules.problem import Problem
from reviewer.rules.stage import DECIDED, Stage


def _take_in_refusals(scene: Scene) -> Refusals:
    """Once intake is closed no new claim comes in; papers and changes of known ones still do."""
    if scene.case.closing.intake_no and scene.body["accepted"] > scene.body["known"]:
        yield Problem("ActNotAllowed", act=scene.act, why="intake_closed")


def _link_refusals(scene: Scene) -> Refusals:
    if scene.body["relation"] == "CHANGE" and scene.body["accept"] and not scene.body.get("fields"):
        yield Problem("BadActBody", field="fields", why="missing")


def _link(claim: Claim, scene: Scene) -> Claim:
    body = scene.body
    if not body["accept"] or body["relation"] != "CHANGE":
        return claim
    link = FactsLink(body["delivery"], body["row"], tuple(sorted(set(body["fields"]))))
    loss = body.get("claimed_loss", claim.claimed_loss)
    return dataclasses.replace(claim, links=(*claim.links, link), claimed_loss=loss)


def _receive_refusals(scene: Scene) -> Refusals:
    """A paper comes to a claim once, whether before or after the decision, and whether masked since or not."""
    known = came_to(scene.claim)
    for paper in scene.body["papers"]:
        if paper["document"] in known:
            yield Problem("ActNotAllowed", act=scene.act, why="paper_known", document=paper["document"])
        known.add(paper["document"])


def _receive(claim: Claim, scene: Scene) -> Claim:
    """New papers answer a running supplement; after the decision they wait as papers sent afterwards.

    A proposal made without them does not go on: the claim goes back to its lead, off the agenda too, who looks at
    them and proposes anew (domain.md 3.8: a decision rests on the whole file).
    """
    documents = tuple(paper["document"] for paper in scene.body["papers"])
    if claim.stage in DECIDED or claim.stage in (Stage.WITHDRAWN, Stage.APPEALED):
        return dataclasses.replace(claim, late_papers=claim.late_papers + documents)
    arrived = len(claim.supplements)
    papers = claim.papers + tuple(Paper(paper["document"], paper["kind"], arrived) for paper in scene.body["papers"])
    if claim.stage in WITH_PROPOSAL:
        return claim.moved_to(
            Stage.IN_REVIEW, papers=papers, proposal=None, opinion=None, meeting=0, agenda_list="", written={},
            loss_accepted="",
        )  # fmt: skip
    if claim.stage not in (Stage.SUPPLEMENT_REQUESTED, Stage.SUPPLEMENT_EXPIRED):
        return dataclasses.replace(claim, papers=papers)
    answered = dataclasses.replace(claim.supplements[-1], state="RECEIVED")
    return claim.moved_to(Stage.SUPPLEMENT_RECEIVED, papers=papers, supplements=(*claim.supplements[:-1], answered))


def came_to(claim: Claim) -> set[str]:
    """Every paper that came to a claim, by its SHA-256: as it came and, where a masked copy replaced it, the copy."""
    found = {paper.document for paper in claim.papers} | set(claim.late_papers)
    found |= {first for paper in claim.papers for first in paper.before}
    return found | set(claim.late_before.values())


ACTS = (
    Act(
        "take_in",
        "delivery",
        {
            "name": text(),
            "mapping": by_key(word(optional=True)),
            "rows": count(),
            "accepted": count(),
            "refused": count(),
            "known": count(),
            "papers": count(),
            "rows_sha256": digest(),
            "papers_sha256": digest(),
        },
        {
            "name": "접수자료.csv",
            "mapping": {"trade_name": "상호"},
            "rows": 120,
            "accepted": 118,
            "refused": 2,
            "known": 0,
            "papers": 30,
            "rows_sha256": "ab" * 32,
            "papers_sha256": "cd" * 32,
        },
        refuse=_take_in_refusals,
    ),
    Act(
        "confirm_link",
        "claim",
        {
            "delivery": digest(),
            "row": count(),
            "relation": word("REPORT", "CHANGE", "DUPLICATE"),
            "accept": flag(),
            "fields": many(word(), optional=True),
            "claimed_loss": won(optional=True),
        },
        {"delivery": "ab" * 32, "row": 7, "relation": "CHANGE", "accept": True, "fields": ["phone"]},
        while_held=True,
        refuse=_link_refusals,
        on_claim=_link,
    ),
    Act(
        "receive_papers",
        "claim",
        {"papers": many({"document": digest(), "kind": word()})},
        {"papers": [{"document": "ab" * 32, "kind": "SLS"}]},
        roles=ANYONE,
        while_held=True,
        refuse=_receive_refusals,
        on_claim=_receive,
    ),
)
