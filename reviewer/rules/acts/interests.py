"""The act by which a member declares interests; a further entry replaces the one before (domain.md 5.3)."""

import dataclasses

from reviewer.rules.acts.shape import MEMBERS, Act, Refusals, Scene, many, text
from reviewer.rules.council import Case
from reviewer.rules.interests import Interests, names_a_region
from reviewer.rules.numbers import brn_is_valid, digits
from reviewer.rules.problem import Problem

_LISTS = ("regions", "numbers", "relatives")


def _refusals(scene: Scene) -> Refusals:
    for name in _LISTS:
        given = [one.strip() for one in scene.body[name]]
        if "" in given:
            yield Problem("BadActBody", field=name, why="missing")
        if len(set(given)) < len(given):
            yield Problem("BadActBody", field=name, why="twice")
    for region in scene.body["regions"]:
        if not names_a_region(region):
            yield Problem("BadActBody", field="regions", why="no region", value=region)
    for number in scene.body["numbers"]:
        if len(digits(number)) != 13 and not brn_is_valid(number):
            yield Problem("BadActBody", field="numbers", why="no registration number", value=number)


def _declare(case: Case, scene: Scene) -> Case:
    body = scene.body
    said = {name: tuple(body[name]) for name in _LISTS}
    made = Interests(scene.uid, scene.made_at, **said, note=body.get("note", ""))
    return dataclasses.replace(case, interests={**case.interests, scene.author: made})


ACTS = (
    Act(
        "declare_interests",
        "case",
        {"regions": many(text()), "numbers": many(text()), "relatives": many(text()), "note": text(optional=True)},
        {"regions": ["제주 서귀포시"], "numbers": ["120-81-47521"], "relatives": ["김하늘"]},
        roles=MEMBERS,
        refuse=_refusals,
        on_case=_declare,
    ),
)
