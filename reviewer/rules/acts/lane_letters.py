"""The act that gives the claims of lanes their letters, where the plan says that a lane comes to one (domain.md 7)."""

import dataclasses

from reviewer.rules.acts.shape import Act, Refusals, Scene, by_key, many, word
from reviewer.rules.claim import Claim
from reviewer.rules.council import Case
from reviewer.rules.problem import Problem
from reviewer.rules.reopening import LANE_LETTERS, Notice, lane_letter
from reviewer.rules.stage import Stage

OFFICE = frozenset({"SECRETARY", "STAFF"})
LETTER = "LETTER"


def has_lane_letter(claim: Claim) -> bool:
    """Whether the claim has a letter of the lane it is in, left or not."""
    return any(one.kind == lane_letter(claim.route) for one in claim.notices)


def _refusals(scene: Scene) -> Refusals:
    letters = scene.body["letters"]
    if set(letters) != set(scene.claims):
        yield Problem("BadActBody", field="letters", why="not the claims")
        return
    if len(set(letters.values())) < len(letters) or not all(
        scene.case.number_is_free("letter", number) for number in letters.values()
    ):
        yield Problem("BadActBody", field="letters", why="not the next number")
    for claim in scene.claims.values():
        if scene.plan.lanes.get(claim.route) != LETTER or lane_letter(claim.route) not in LANE_LETTERS:
            yield Problem("ActNotAllowed", act=scene.act, why="no_letter_of_the_lane", claim=claim.number)
        elif claim.triage is None:
            yield Problem("ActNotAllowed", act=scene.act, why="not_routed_by_a_person", claim=claim.number)
        elif has_lane_letter(claim):
            yield Problem("ActNotAllowed", act=scene.act, why="has_its_letter", claim=claim.number)


def _letter(claim: Claim, scene: Scene) -> Claim:
    number, rules = scene.body["letters"][claim.number], scene.case.rules_in_force
    notice = Notice(lane_letter(claim.route), number, scene.uid, scene.day, rules_version=rules)
    return dataclasses.replace(claim, notices=(*claim.notices, notice))


def _numbers(case: Case, scene: Scene) -> Case:
    for number in scene.body["letters"].values():
        case = case.with_number("letter", number)
    return case


ACTS = (
    Act(
        "write_lane_letters",
        "case",
        {"claims": many(word()), "letters": by_key(word())},
        {"claims": ["2023-000130"], "letters": {"2023-000130": "2023-A-0004"}},
        roles=OFFICE,
        stages=frozenset({Stage.ROUTED}),
        refuse=_refusals,
        on_claim=_letter,
        on_case=_numbers,
    ),
)
