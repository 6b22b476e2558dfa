"""Acts of comparing two claims: a person says whether what agrees between them makes them the same (domain.md 3.7)."""

import re

from reviewer.rules.acts.shape import MEMBERS, Act, Refusals, Scene, many, text, word
from reviewer.rules.problem import Problem

MARK = re.compile(r"(FILE|PICTURE|TEXT|WEEK|ROWS|BRN|ACCOUNT|TIMES|EXIF):[0-9a-f]{16}")


def _judge_refusals(scene: Scene) -> Refusals:
    body = scene.body
    if body["other"] == scene.subject:
        yield Problem("BadActBody", field="other", why="twice", value=body["other"])
    if not body["attributes"]:
        yield Problem("BadActBody", field="attributes", why="missing")
    for mark in body["attributes"]:
        if not MARK.fullmatch(mark):
            yield Problem("BadActBody", field="attributes", why="unknown", value=mark)


ACTS = (
    Act(
        "judge_twin",
        "claim",
        {"other": word(), "verdict": word("SAME", "NOT_SAME"), "attributes": many(word()), "reason": text()},
        {
            "other": "2023-000124",
            "verdict": "NOT_SAME",
            "attributes": ["BRN:00c5c2a2d3a04b5d"],
            "reason": "한 대표자의 다른 점포",
        },
        roles=MEMBERS,
        deciding=False,
        writes=True,
        also="other",
        refuse=_judge_refusals,
    ),
)
