"""What the entries of one claim add up to, without those that were taken back (house.md section 2)."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol, TypeVar

from reviewer.rules.acts import act_named, apply_to_claim
from reviewer.rules.acts.deciding import UNDOABLE
from reviewer.rules.acts.shape import Refusals, Scene
from reviewer.rules.claim import Claim
from reviewer.rules.problem import Problem

Fault = Callable[[Scene, Problem], None]


class Recorded(Protocol):
    """What an entry and its scene have in common: which act it is, under which uid, with which body."""

    @property
    def act(self) -> str: ...
    @property
    def uid(self) -> str: ...
    @property
    def body(self) -> Mapping[str, Any]: ...


Acted = TypeVar("Acted", bound=Recorded)


TAKING_BACK = frozenset({"take_back", "take_back_routes", "take_back_assignments"})
"""Acts that remove the last entry before them: of one claim, or of each that was routed or assigned with many."""


def changes_claim(act: str) -> bool:
    """Whether an act may leave a claim other than it was; notes and accesses keep nothing from being taken back."""
    known = act_named(act)
    return known.deciding and (known.on_claim is not None or known.subject != "claim")


def in_force(scenes: Iterable[Acted]) -> list[Acted]:
    """The entries that make a claim what it is: taking back removes the last one before it."""
    kept: list[Acted] = []
    for scene in scenes:
        if scene.act in TAKING_BACK:
            if kept and kept[-1].uid == scene.body["entry"]:
                kept.pop()
        elif changes_claim(scene.act):
            kept.append(scene)
    return kept


def fold(base: Claim, scenes: Iterable[Scene], fault: Fault | None = None) -> Claim:
    """The claim as its entries leave it, in the order given.

    An entry that cannot be applied raises its Problem, or is left without effect and told to `fault`.
    """
    claim = base
    for scene in in_force(scenes):
        try:
            claim = apply_to_claim(claim, dataclasses.replace(scene, claims={claim.number: claim}))
        except Problem as problem:
            if fault is None:
                raise
            fault(scene, problem)
    return claim


def take_back_refusals(wanted: Scene, scenes: Iterable[Scene]) -> Refusals:
    """Yield why this `take_back` is not allowed: only one's own last change of this very claim can be undone."""
    kept = in_force(scenes)
    last = kept[-1] if kept else None
    if last is None or last.uid != wanted.body["entry"]:
        yield Problem("ActNotAllowed", act=wanted.act, why="not_the_last", claim=wanted.subject)
    elif last.author != wanted.author:
        yield Problem("ActNotAllowed", act=wanted.act, why="not_yours", author=last.author)
    elif last.subject != wanted.subject or last.act not in UNDOABLE or last.act != wanted.body["undone"]:
        yield Problem("ActNotAllowed", act=wanted.act, why="not_undoable", undone=last.act)
