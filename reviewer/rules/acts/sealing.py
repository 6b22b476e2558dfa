"""The act that seals the day: one entry that names the last entry of every key, and so all before them."""

import dataclasses

from reviewer.rules.acts.shape import Act, Refusals, Scene, by_key, count, digest, record
from reviewer.rules.council import Case, Seal
from reviewer.rules.problem import Problem


def _refusals(scene: Scene) -> Refusals:
    """A seal needs something new: after a seal, its own entry alone is nothing to seal."""
    last = scene.case.seal
    if last is not None and _total(scene) <= last.entries + 1:
        yield Problem("ActNotAllowed", act=scene.act, why="nothing_to_seal")


def _sealed(case: Case, scene: Scene) -> Case:
    return dataclasses.replace(case, seal=Seal(scene.uid, scene.hash, scene.made_at, _total(scene)))


def _total(scene: Scene) -> int:
    return sum(head["number"] for head in scene.body["chains"].values())


ACTS = (
    Act(
        "seal_day",
        "case",
        {"chains": by_key(record(number=count(), hash=digest()))},
        {"chains": {"0123456789abcdef": {"number": 41, "hash": "ab" * 32}}},
        roles=frozenset({"CHAIR", "SECRETARY"}),
        refuse=_refusals,
        on_case=_sealed,
    ),
)
