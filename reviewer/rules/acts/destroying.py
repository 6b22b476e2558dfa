"""Acts of destruction (파기): one person proposes, another confirms, and then it is gone (domain.md 5.6, 6)."""

import dataclasses
from typing import Any

from reviewer.rules.acts.shape import MEMBERS, Act, Field, Refusals, Scene, count, digest, many, word
from reviewer.rules.claim import Claim
from reviewer.rules.council import Case
from reviewer.rules.destruction import SCOPES, Destroyed, Proposed, may_go
from reviewer.rules.problem import Problem

PROPOSING, CONFIRMING = "propose_destruction", "confirm_destruction"
_WHAT: dict[str, Field] = {
    "scopes": many(word(*SCOPES)),
    "claims": many(word()),
    "papers": count(),
    "texts": count(),
    "rows": count(),
    "sum": digest(),
}
_EXAMPLE: dict[str, Any] = {
    "scopes": ["PAPERS"], "claims": ["2023-000123"], "papers": 6, "texts": 0, "rows": 0, "sum": "ab" * 32,
}  # fmt: skip


def _period_faults(scene: Scene) -> Refusals:
    scopes = scene.body["scopes"]
    if not scopes or len(set(scopes)) < len(scopes):
        yield Problem("BadActBody", field="scopes", why="twice" if scopes else "missing")
    for claim in scene.claims.values():
        for scope in scopes:
            if not may_go(claim, scope, scene.plan.settings, scene.case.closing, scene.day):
                yield Problem("ActNotAllowed", act=scene.act, why="still_kept", claim=claim.number)
                break


def _propose_refusals(scene: Scene) -> Refusals:
    if scene.case.to_destroy is not None:
        yield Problem("ActNotAllowed", act=scene.act, why="destruction_waits")
    yield from _period_faults(scene)


def _propose(case: Case, scene: Scene) -> Case:
    body = scene.body
    waits = Proposed(scene.uid, scene.author, tuple(body["scopes"]), len(body["claims"]), body["sum"])
    return dataclasses.replace(case, to_destroy=waits)


def _waiting(scene: Scene) -> Refusals:
    waits = scene.case.to_destroy
    if waits is None or waits.entry != scene.body["entry"]:
        yield Problem("ActNotAllowed", act=scene.act, why="nothing_waits", entry=scene.body["entry"])


def _confirm_refusals(scene: Scene) -> Refusals:
    waits = scene.case.to_destroy
    yield from _waiting(scene)
    if waits is None:
        return
    if waits.author == scene.author:
        yield Problem("SamePerson", act=scene.act, author=scene.author)
    if (waits.sum, waits.scopes) != (scene.body["sum"], tuple(scene.body["scopes"])):
        yield Problem("ActNotAllowed", act=scene.act, why="destruction_differs")
    yield from _period_faults(scene)


def _destroy(claim: Claim, scene: Scene) -> Claim:
    return dataclasses.replace(claim, destroyed=claim.destroyed | set(scene.body["scopes"]))


def _confirm(case: Case, scene: Scene) -> Case:
    body, waits = scene.body, case.to_destroy
    done = Destroyed(
        scene.uid, waits.author if waits is not None else "", scene.author, scene.day, tuple(body["scopes"]),
        len(body["claims"]), body["papers"], body["texts"], body["rows"], body["sum"],
    )  # fmt: skip
    return dataclasses.replace(case, to_destroy=None, destroyed=(*case.destroyed, done))


ACTS = (
    Act(
        PROPOSING,
        "case",
        _WHAT,
        _EXAMPLE,
        roles=MEMBERS | {"STAFF"},
        refuse=_propose_refusals,
        on_case=_propose,
    ),
    Act(
        CONFIRMING,
        "case",
        {"entry": word(), **_WHAT},
        {"entry": "01890000-0000-7000-8000-000000000000", **_EXAMPLE},
        roles=MEMBERS,
        refuse=_confirm_refusals,
        on_claim=_destroy,
        on_case=_confirm,
    ),
    Act(
        "drop_destruction",
        "case",
        {"entry": word()},
        {"entry": "01890000-0000-7000-8000-000000000000"},
        roles=MEMBERS,
        refuse=_waiting,
        on_case=lambda case, scene: dataclasses.replace(case, to_destroy=None),
    ),
)
