"""The act of a written resolution: each member signs an entry of their own; one objection ends it (domain.md 5.2)."""

import dataclasses

from reviewer.rules.acts.shape import Act, Refusals, Scene, many, text, word
from reviewer.rules.acts.voting import meeting_number, meeting_of, meeting_open, rules_first
from reviewer.rules.claim import Claim
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage

OBJECTION = "OBJECT"


def _refusals(scene: Scene) -> Refusals:
    yield from meeting_open(scene)
    yield from rules_first(scene)
    held = meeting_of(scene)
    if held is not None and not held.is_written:
        yield Problem("ActNotAllowed", act=scene.act, why="not_in_writing", meeting=scene.subject)
    if not scene.member.has_vote:
        yield Problem("BadActBody", field="author", why="no seat", value=scene.author)
    for claim in scene.claims.values():
        if claim.meeting != meeting_number(scene):
            yield Problem("ActNotAllowed", act=scene.act, why="not_on_this_agenda", claim=claim.number)
        if claim.is_recused(scene.author):
            yield Problem("Recused", claim=claim.number, ground=claim.conflicts[scene.author], author=scene.author)
        elif claim.deciding == "REVIEW" and scene.author in claim.first_reviewers:
            yield Problem("Recused", claim=claim.number, ground="COI6", author=scene.author)


def _sign(claim: Claim, scene: Scene) -> Claim:
    """An objection takes the claim off the written agenda; a meeting then discusses it."""
    if scene.body["vote"] == OBJECTION:
        return claim.moved_to(Stage.CHECKED, meeting=0, agenda_list="", written={}, objected_by=scene.author)
    return dataclasses.replace(claim, written={**claim.written, scene.author: scene.body["vote"]})


ACTS = (
    Act(
        "vote_in_writing",
        "meeting",
        {
            "claims": many(word()),
            "vote": word("FOR", "AGAINST", "ABSTAIN", OBJECTION),
            "note": text(optional=True),
        },
        {"claims": ["2023-000123", "2023-000124"], "vote": "FOR"},
        roles=frozenset({"MEMBER", "CHAIR"}),
        stages=frozenset({Stage.ON_AGENDA}),
        refuse=_refusals,
        on_claim=_sign,
    ),
)
