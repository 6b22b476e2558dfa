"""The act of the outbox hour: a resolution whose letter has not left is taken back (lessons 3.18)."""

import dataclasses

from reviewer.rules.acts.shape import Act, Refusals, Scene, text
from reviewer.rules.claim import Claim
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage


def _refusals(scene: Scene) -> Refusals:
    claim = scene.claim
    decision = claim.decision
    if decision is None:
        yield Problem("ActNotAllowed", act=scene.act, why="no_such_decision", claim=claim.number)
    elif any(letter.letter_no == decision.letter_no for letter in claim.letters):
        yield Problem("ActNotAllowed", act=scene.act, why="issued_before", letter=decision.letter_no)


def _take_back(claim: Claim, scene: Scene) -> Claim:
    """The claim waits for the next meeting with its proposal and check, or for the next list of fixed amounts.

    The decision stays as it was made and counts as undone; its letter number is not given again.
    """
    decision = claim.decision
    assert decision is not None
    claim = dataclasses.replace(
        claim, undone=claim.undone | {decision.uid}, deciding=decision.kind, agenda_list="", meeting=0
    )
    return claim.moved_to(Stage.FIXED_READY if decision.by_list else Stage.DEFERRED)


ACTS = (
    Act(
        "take_back_resolution",
        "claim",
        {"reason": text()},
        {"reason": "금액을 잘못 옮김"},
        roles=frozenset({"SECRETARY", "CHAIR"}),
        stages=frozenset({Stage.RESOLVED}),
        while_held=True,
        refuse=_refusals,
        on_claim=_take_back,
    ),
)
