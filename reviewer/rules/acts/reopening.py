"""Acts that open a decided claim again: a request for review, a correction, a request to return (domain.md 4.3)."""

from reviewer.rules.acts.shape import ANYONE, Act, Refusals, Scene, date, text, word
from reviewer.rules.claim import Claim, Reopening, Stage
from reviewer.rules.problem import Problem

REOPENABLE = frozenset({Stage.NOTIFIED, Stage.PAID})


def _review_refusals(scene: Scene) -> Refusals:
    decision = scene.claim.decision
    if decision is None or not scene.plan.dispositions[decision.disposition].appeal:
        yield Problem("ActNotAllowed", act=scene.act, why="no_review", claim=scene.claim.number)


def _review(claim: Claim, scene: Scene) -> Claim:
    """The first two reviewers are out of it; others are assigned (COI6)."""
    again = Reopening("REVIEW", scene.date("date"), scene.body["ground"], claim.stage)
    return claim.moved_to(
        Stage.APPEALED, deciding="REVIEW", reopened=again, lead="", second="", proposal=None, opinion=None
    )


def _open_refusals(scene: Scene) -> Refusals:
    claim = scene.claim
    if not claim.lead or not claim.second:
        yield Problem("ActNotAllowed", act=scene.act, why="nobody_assigned", claim=claim.number)
    if scene.body["kind"] == "RETURN_REQUEST" and claim.stage is not Stage.PAID:
        yield Problem("ActNotAllowed", act=scene.act, why="not_paid", claim=claim.number)


def _open(claim: Claim, scene: Scene) -> Claim:
    kind = scene.body["kind"]
    again = Reopening(kind, scene.day, scene.body["ground"], claim.stage)
    return claim.moved_to(Stage.IN_REVIEW, deciding=kind, reopened=again, proposal=None, opinion=None)


ACTS = (
    Act(
        "request_review",
        "claim",
        {"date": date(), "ground": text()},
        {"date": "2023-05-10", "ground": "평소 주간을 다시 보아 주십시오"},
        roles=ANYONE,
        stages=REOPENABLE,
        refuse=_review_refusals,
        on_claim=_review,
    ),
    Act(
        "open_again",
        "claim",
        {"kind": word("CORRECTION", "RETURN_REQUEST"), "ground": text()},
        {"kind": "CORRECTION", "ground": "금액 오기"},
        roles=frozenset({"SECRETARY", "CHAIR"}),
        stages=REOPENABLE,
        refuse=_open_refusals,
        on_claim=_open,
    ),
)
