"""What follows the second tie on a claim: is the loss accepted, then amounts or the refusal (domain.md 5.2)."""

from collections.abc import Iterator

from reviewer.rules.acts.shape import Scene
from reviewer.rules.acts.voting import tally_of
from reviewer.rules.claim import Claim
from reviewer.rules.council_votes import Offer, more_favourable_offer
from reviewer.rules.decision import lowering_faults, refusal_reason_faults
from reviewer.rules.problem import Problem
from reviewer.rules.proposal import GivenReason


def next_question(claim: Claim) -> str:
    """What the chair puts to the vote next: PROPOSAL, LOSS, AMOUNT or REFUSAL."""
    if not claim.has_tied_twice:
        return "PROPOSAL"
    return {"YES": "AMOUNT", "NO": "REFUSAL"}.get(claim.loss_accepted, "LOSS")


def put_question_faults(claim: Claim, act: str, question: str, *, amounts: bool) -> Iterator[Problem]:
    """Yield why this question cannot be put now; holding the item over is always possible."""
    wanted = next_question(claim)
    put = "AMOUNT" if amounts and wanted != "PROPOSAL" else question
    if put not in (wanted, "DEFER"):
        yield Problem("ActNotAllowed", act=act, why=f"put_{wanted.lower()}", claim=claim.number)


def favoured_offer(claim: Claim, scene: Scene) -> Offer | None:
    """The offer better for the claimant that reached half of the votes; None where the council has no such rule."""
    settings = scene.plan.settings
    if not settings.tie_favours_claimant:
        return None
    proposal, tally = claim.proposal, tally_of(scene)
    standing = [offer for offer in claim.offers if proposal is not None and offer.amount == proposal.award]
    refusal = Offer(0, tally.votes_for, tally.present)
    best = more_favourable_offer((*standing, refusal), settings.min_voters)
    return best if best is not None and best.amount > 0 else None  # a refusal needs a majority of its own


def refusal_faults(claim: Claim, scene: Scene, question: str) -> Iterator[Problem]:
    """Yield what is wrong with the question of the refusal: its code, and what follows when it finds no majority."""
    body = scene.body
    if question != "REFUSAL":
        if body["result"] == "TIE_RULE":
            yield Problem("BadActBody", field="result", why="only after the refusal was put", value=body["result"])
        return
    reason = scene.plan.decision_reasons.get(body.get("reason", ""))
    if reason is None or "NOT_APPROVED" not in reason.dispositions:
        yield Problem("BadActBody", field="reason", why="unknown", value=body.get("reason", ""))
    elif body["result"] == "PASSED" and next_question(claim) == "REFUSAL":
        yield from refusal_reason_faults(claim, scene.plan, GivenReason(reason.code, body.get("values", {})), scene.day)
    yield from lowering_faults(claim, scene.plan, 0)
    passed, offer = tally_of(scene).result == "PASSED", favoured_offer(claim, scene)
    found = "PASSED" if passed else "TIE_RULE" if offer is not None else "NOT_PASSED"
    if body["result"] != found:
        yield Problem("AmountDiffers", what="result", given=body["result"], found=found)
