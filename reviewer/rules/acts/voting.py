"""Counting votes on an agenda item: who may vote, who is present, and what the result is (domain.md 5.2)."""

import dataclasses

from reviewer.rules import council_votes
from reviewer.rules.acts.shape import Refusals, Scene, word
from reviewer.rules.problem import Problem

VOTE = word("FOR", "AGAINST", "ABSTAIN", "RECUSED", "ABSENT")


@dataclasses.dataclass(frozen=True)
class Tally:
    """The count of one vote; `award` is the amount an amount vote settled on, else None (won)."""

    seats: int
    recused: int
    present: int
    votes_for: int
    against: int
    abstain: int
    result: str  # PASSED, NOT_PASSED or NO_QUORUM
    award: int | None = None

    @property
    def is_tie(self) -> bool:
        """Exactly half of those present for it."""
        return council_votes.is_tie(self.present, self.votes_for)


def tally_of(scene: Scene) -> Tally:
    """Count the votes of the body by the rules of the plan in force."""
    votes = list(scene.body["votes"].values())
    seats = len(scene.case.seats)
    recused = votes.count("RECUSED")
    present = sum(vote in ("FOR", "AGAINST", "ABSTAIN") for vote in votes)
    settings = scene.plan.settings
    amounts = list(scene.body.get("amounts", {}).values())
    award = None
    if amounts:
        by_rule = (
            council_votes.amount_by_majority
            if settings.amount_rule == "majority"
            else council_votes.amount_by_state_comp
        )
        award = by_rule(amounts)
    result = council_votes.result(
        seats=seats,
        recused=recused if settings.recused_leave_seats else 0,
        present=present,
        yes=len(amounts) if amounts else votes.count("FOR"),
        vote_rule=settings.vote_rule,
    )
    return Tally(
        seats,
        recused,
        present,
        votes.count("FOR"),
        votes.count("AGAINST"),
        votes.count("ABSTAIN"),
        result,
        award,
    )


def vote_faults(scene: Scene) -> Refusals:
    """Yield where votes are missing, cast by the wrong person, or counted wrongly."""
    faults = list(_ballot_faults(scene))
    yield from faults
    held = scene.case.meeting(int(scene.subject.partition(":")[2]))
    if held is not None and held.date != scene.date("meeting_date"):
        yield Problem("BadActBody", field="meeting_date", why="not the day of the meeting", value=held.date.isoformat())
    if faults:
        return
    tally = tally_of(scene)
    if tally.result == "NO_QUORUM":
        yield Problem("NoQuorumPossible", seats=tally.seats, present=tally.present, recused=tally.recused)
    elif tally.result != scene.body["result"]:
        yield Problem("AmountDiffers", what="result", given=scene.body["result"], found=tally.result)
    if scene.body["result"] == "PASSED" and not scene.body.get("resolution_no"):
        yield Problem("BadActBody", field="resolution_no", why="missing")


def _ballot_faults(scene: Scene) -> Refusals:
    votes = scene.body["votes"]
    seated = {member.id for member in scene.case.seats}
    for member in sorted(seated ^ set(votes)):
        why = "missing" if member in seated else "no seat"
        yield Problem("BadActBody", field=f"votes.{member}", why=why)
    for claim in scene.claims.values():
        for member, vote in votes.items():
            if vote in ("RECUSED", "ABSENT"):
                continue
            if claim.is_recused(member):
                yield Problem("Recused", claim=claim.number, ground=claim.conflicts[member], author=member)
            elif claim.deciding == "REVIEW" and member in claim.first_reviewers:
                yield Problem("Recused", claim=claim.number, ground="COI6", author=member)
    for member in scene.body.get("amounts", {}):
        if votes.get(member) not in ("FOR", "AGAINST", "ABSTAIN"):
            yield Problem("BadActBody", field=f"amounts.{member}", why="not voting")
