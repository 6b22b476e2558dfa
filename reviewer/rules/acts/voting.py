"""Counting votes on an agenda item: who may vote, who is present, and what the result is (domain.md 5.2)."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from reviewer.rules import council_votes
from reviewer.rules.acts.aside import ground_faults, kept_by
from reviewer.rules.acts.shape import Refusals, Scene, word
from reviewer.rules.claim import Claim
from reviewer.rules.meetings import Meeting
from reviewer.rules.problem import Problem

VOTE = word("FOR", "AGAINST", "ABSTAIN", "RECUSED", "ABSENT")
VOTING = ("FOR", "AGAINST", "ABSTAIN")


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
    substitutes: int = 0
    carrying: int = 0  # how many named at least the award, or by the other rule at most
    named: int = 0
    """How many of those present named an amount, where amounts are voted on."""

    @property
    def is_tie(self) -> bool:
        """Exactly half of those present for it; amounts that settle nothing are no tie on the proposal."""
        return not self.named and council_votes.is_tie(self.present, self.votes_for)


def tally_of(scene: Scene) -> Tally:
    """Count the votes of the body by the rules of the plan in force; substitutes count as seats of their own."""
    cast = scene.body["votes"]
    votes = list(cast.values())
    seats = len(scene.case.seats)
    recused = votes.count("RECUSED")
    present = sum(vote in VOTING for vote in votes)
    settings = scene.plan.settings
    amounts = [amount for member, amount in scene.body.get("amounts", {}).items() if cast.get(member) in VOTING]
    award = _amount(scene, amounts, present)
    yes = votes.count("FOR")
    if amounts:
        yes = len(amounts) if award is not None else 0
    substitutes = len(set(cast) & {member.id for member in scene.case.substitutes})
    needed = council_votes.needs_substitutes(seats, recused, settings.min_voters)
    result = council_votes.result(
        seats=seats,
        recused=recused if settings.recused_leave_seats or needed else 0,
        present=present,
        yes=yes,
        vote_rule=settings.vote_rule,
        min_voters=settings.min_voters,
        substitutes=substitutes if needed else 0,
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
        substitutes,
        _carrying(scene, amounts, award),
        named=len(amounts),
    )


def _carrying(scene: Scene, amounts: Sequence[int], award: int | None) -> int:
    """How many of the amounts carry the award: those at least as large, or by the other rule at most."""
    if award is None:
        return 0
    from_above = scene.plan.settings.amount_rule == "majority"
    return sum(one >= award if from_above else one <= award for one in amounts)


def _amount(scene: Scene, amounts: Sequence[int], present: int) -> int | None:
    """The amount that the members' amounts settle on, of all present; None where none does, or none was named.

    Entries that passed and name no award were counted of those who named an amount, and come to what they came to.
    """
    settings = scene.plan.settings
    if not amounts:
        return None
    if scene.body.get("result") == "PASSED" and "award" not in scene.body:
        present = len(amounts)
    majority = settings.amount_rule == "majority"
    by_rule = council_votes.amount_by_majority if majority else council_votes.amount_by_state_comp
    return by_rule(amounts, present, min_voters=settings.min_voters)


def meeting_number(scene: Scene) -> int:
    """The number of the meeting an act is about."""
    return int(scene.subject.partition(":")[2])


def meeting_of(scene: Scene) -> Meeting | None:
    """The meeting an act is about, if it was convened."""
    return scene.case.meeting(meeting_number(scene))


def meeting_open(scene: Scene, *, on_the_day: bool = False) -> Refusals:
    """Yield why the meeting is not open; what happens in it cannot be recorded before its day."""
    held = meeting_of(scene)
    if held is None or held.state != "CONVENED":
        yield Problem("ActNotAllowed", act=scene.act, why="meeting_not_open", meeting=scene.subject)
    elif on_the_day and scene.day < held.date and not held.is_written:
        yield Problem("ActNotAllowed", act=scene.act, why="meeting_not_yet", meeting=scene.subject)


def rules_first(scene: Scene) -> Refusals:
    """The rules and the calculation basis in force are adopted before anything else is voted on (domain.md 5.2)."""
    if scene.act != "adopt_rules" and scene.case.rules_resolution is None:
        yield Problem("RulesNotAdopted", act=scene.act)


def vote_faults(scene: Scene, *, needs_number: bool = True) -> Refusals:
    """Yield where votes are missing, cast by the wrong person, or counted wrongly, or the rules still come first."""
    faults = list(_ballot_faults(scene))
    yield from faults
    yield from rules_first(scene)
    yield from meeting_open(scene, on_the_day=True)
    held = meeting_of(scene)
    if held is not None and held.date != scene.date("meeting_date"):
        yield Problem("BadActBody", field="meeting_date", why="not the day of the meeting", value=held.date.isoformat())
    if held is not None and held.is_written and scene.act != "resolve":
        yield Problem("ActNotAllowed", act=scene.act, why="not_in_writing", meeting=scene.subject)
    if held is not None and held.attendance:
        for member, vote in scene.body["votes"].items():
            speaks = vote in VOTING or member in scene.body.get("grounds", {})
            if speaks and member not in held.attendance[-1].present:
                yield Problem("BadActBody", field=f"votes.{member}", why="not at the meeting")
    elif scene.body.get("grounds"):  # who steps aside at the meeting must have been seen there
        yield Problem("ActNotAllowed", act=scene.act, why="attendance_first", meeting=scene.subject)
    if faults:
        return
    tally = tally_of(scene)
    if tally.result == "NO_QUORUM":
        yield Problem("NoQuorumPossible", seats=tally.seats, present=tally.present, recused=tally.recused)
    elif scene.body["result"] in ("PASSED", "NOT_PASSED") and tally.result != scene.body["result"]:
        yield Problem("AmountDiffers", what="result", given=scene.body["result"], found=tally.result)
    yield from _award_faults(scene, tally)
    number = scene.body.get("resolution_no", "")
    if needs_number and scene.body["result"] != "NOT_PASSED" and not scene.case.number_is_free("resolution", number):
        why = "not the next number" if number else "missing"
        yield Problem("BadActBody", field="resolution_no", why=why, value=number)


def _award_faults(scene: Scene, tally: Tally) -> Refusals:
    """The award is named where somebody present names no amount, and is the one that the amounts come to."""
    given, settled = scene.body.get("award"), tally.award if tally.result == "PASSED" else None
    if given is not None and given != settled:
        yield Problem("AmountDiffers", what="award", given=str(given), found=str(settled or 0))
    elif given is None and settled is not None and len(scene.body["amounts"]) < tally.present:
        yield Problem("BadActBody", field="award", why="missing")


def _ballot_faults(scene: Scene) -> Refusals:
    votes = scene.body["votes"]
    seated = {member.id for member in scene.case.seats}
    substitutes = {member.id for member in scene.case.substitutes} & set(votes)
    recused = sum(votes.get(member) == "RECUSED" for member in seated)
    needed = council_votes.needs_substitutes(len(seated), recused, scene.plan.settings.min_voters)
    for member in sorted(seated ^ (set(votes) - substitutes)):
        why = "missing" if member in seated else "no seat"
        yield Problem("BadActBody", field=f"votes.{member}", why=why)
    for member in sorted(substitutes) if not needed else ():
        yield Problem("BadActBody", field=f"votes.{member}", why="enough seats without a substitute")
    for claim in scene.claims.values():
        yield from _recusal_faults(claim, votes)
    yield from ground_faults(scene)
    for member in scene.body.get("amounts", {}):
        if votes.get(member) not in VOTING:
            yield Problem("BadActBody", field=f"amounts.{member}", why="not voting")


def _recusal_faults(claim: Claim, votes: Mapping[str, Any]) -> Refusals:
    for member, vote in votes.items():
        if vote in ("RECUSED", "ABSENT"):
            continue
        if ground := kept_by(claim, member):
            yield Problem("Recused", claim=claim.number, ground=ground, author=member)
