"""A request to return: the claimant speaks first, and it asks for no more than was paid, with its ground (4.3)."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from reviewer.rules.claim import Claim
from reviewer.rules.problem import Problem
from reviewer.rules.reopening import Hearing

KIND = "RETURN_REQUEST"


def has_left(hearing: Hearing, claim: Claim) -> bool:
    """Whether the letter that asks the claimant was issued."""
    return any(letter.letter_no == hearing.letter_no for letter in claim.letters)


def kept_disposition(claim: Claim) -> str:
    """The disposition of a request to return: it asks for money and leaves the outcome in force as it is."""
    return claim.decision.disposition if claim.decision is not None else ""


def unheard(claim: Claim, act: str, day: dt.date) -> Iterator[Problem]:
    """Yield why nobody may yet propose that money be returned."""
    hearing = claim.reopened.hearing if claim.reopened is not None else None
    if hearing is None:
        yield Problem("ActNotAllowed", act=act, why="not_heard", claim=claim.number)
    elif hearing.answered_on is None and (not has_left(hearing, claim) or day <= hearing.reply_by):
        until = hearing.reply_by.isoformat()
        yield Problem("ActNotAllowed", act=act, why="reply_period_runs", claim=claim.number, until=until)


def return_faults(claim: Claim, act: str, body: Mapping[str, Any], day: dt.date) -> Iterator[Problem]:
    """Yield where a proposal (its body) is no request to return: a sum and a note, the ground being the reopening's."""
    yield from unheard(claim, act, day)
    kept = kept_disposition(claim)
    if body["disposition"] != kept:
        yield Problem("DecisionIncomplete", claim=claim.number, what="return_keeps_outcome", check=kept)
    if body["reasons"] or body["award_basis"] != "CALCULATED" or body.get("override_reason"):
        yield Problem("DecisionIncomplete", claim=claim.number, what="return_is_a_sum", check="")
    yield from sum_faults(claim, body["award"])
    if not body.get("note", "").strip():
        yield Problem("BadActBody", field="note", why="missing")


def sum_faults(claim: Claim, asked: int) -> Iterator[Problem]:
    """Yield why so many won cannot be asked back; nothing is asked back twice."""
    made = (one for one in claim.decisions if one.kind == "RETURN_REQUEST" and one.uid not in claim.undone)
    left = claim.paid_total - sum(one.award for one in made)
    if not 0 < asked <= left:
        yield Problem("AmountDiffers", what="paid", given=str(asked), found=str(max(0, left)))
