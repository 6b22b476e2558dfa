"""Votes of the council: quorum, majorities, differing amounts, and what follows a tie."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reviewer.rules.problem import Problem

MIN_VOTERS = 3
"""At least so many members must vote on every item (domain.md 5.2)."""


class Outcome(StrEnum):
    """What a vote came to."""

    NO_QUORUM = "NO_QUORUM"
    PASSED = "PASSED"
    NOT_PASSED = "NOT_PASSED"


def result(
    seats: int,
    recused: int,
    present: int,
    yes: int,
    no: int | None = None,
    abstain: int | None = None,
    vote_rule: str = "majority",
    *,
    min_voters: int = MIN_VOTERS,
    substitutes: int = 0,
) -> Outcome:
    """The outcome of a vote on one item (domain.md 5.2); a tie is not passed.

    `present` leaves out the recused and counts abstentions and seated substitutes. Recused seats leave the count
    of seats; pass `recused` as 0 where the council rules otherwise. Quorum is more than half of the seats left and
    at least `min_voters`. ValueError for numbers that contradict each other, an unknown rule, or substitutes where
    enough seats are left.
    """
    if min(seats, recused, present, yes, no or 0, abstain or 0, substitutes) < 0 or recused > seats:
        raise ValueError("votes and seats cannot be negative")
    if substitutes and not needs_substitutes(seats, recused, min_voters):
        raise ValueError("substitutes sit only where too few seats are left")
    left = seats - recused + substitutes
    if present > left or yes + (no or 0) + (abstain or 0) > present:
        raise ValueError("more votes than members present, or more present than seats")
    if None not in (no, abstain) and yes + (no or 0) + (abstain or 0) != present:
        raise ValueError("a vote of a member present is missing")
    if vote_rule not in ("majority", "two_thirds"):
        raise ValueError(f"unknown vote rule: {vote_rule!r}")
    if left < min_voters or present < min_voters or present * 2 <= left:
        return Outcome.NO_QUORUM
    enough = yes * 2 > present if vote_rule == "majority" else yes * 3 >= present * 2
    return Outcome.PASSED if enough else Outcome.NOT_PASSED


def is_tie(present: int, yes: int) -> bool:
    """Tell whether exactly half of the members present voted for (domain.md 5.2)."""
    return present > 0 and yes * 2 == present


def needs_substitutes(seats: int, recused: int, min_voters: int = MIN_VOTERS) -> bool:
    """Tell whether too few unrecused seats are left, so that substitutes take part (domain.md 5.2)."""
    return seats - recused < min_voters


def may_substitute(body: str, payer_body: str = "KAKAO") -> bool:
    """Tell whether a body may send a substitute: every one but the payer (domain.md 5.2)."""
    return body != payer_body


def amount_by_majority(
    opinions: Sequence[int], present: int | None = None, *, min_voters: int = MIN_VOTERS
) -> int | None:
    """From the largest amount down until a majority is reached, the smallest of these, in won (domain.md 5.2 a).

    `present` counts who abstained too (None: nobody did); None where no amount finds a majority of them. Problem
    `NoQuorumPossible` below `min_voters` present; ValueError for a negative amount or more opinions than present.
    """
    among = _voters(opinions, present, min_voters)
    return _amount_at(among // 2, sorted(opinions, reverse=True))


def amount_by_state_comp(
    opinions: Sequence[int], present: int | None = None, *, min_voters: int = MIN_VOTERS
) -> int | None:
    """From the smallest amount up until two thirds agree, the largest of these, in won (domain.md 5.2 b, `F23`).

    `present`, None and errors as for the majority.
    """
    among = _voters(opinions, present, min_voters)
    return _amount_at(-(-among * 2 // 3) - 1, sorted(opinions))


def _voters(opinions: Sequence[int], present: int | None, min_voters: int) -> int:
    among = len(opinions) if present is None else present
    if among < max(1, min_voters):
        raise Problem("NoQuorumPossible", seats=among, present=among, recused=0)
    if min(opinions, default=0) < 0:
        raise ValueError("an amount cannot be negative")
    if among < len(opinions):
        raise ValueError("more amounts than members present")
    return among


def _amount_at(place: int, amounts: Sequence[int]) -> int | None:
    return amounts[place] if place < len(amounts) else None


class AfterTie(StrEnum):
    """What follows a vote that found no majority."""

    DEFERRED = "DEFERRED"
    AMOUNT_VOTE = "AMOUNT_VOTE"
    REFUSAL_QUESTION = "REFUSAL_QUESTION"


def after_tie(ties: int, loss_accepted: bool) -> AfterTie:
    """What follows the tie number `ties` (1 is the first) on a claim (domain.md 5.2).

    A refusal never follows from a lost motion: the chair puts it as a question of its own.
    """
    if ties < 1:
        raise ValueError("ties are counted from 1")
    if ties == 1:
        return AfterTie.DEFERRED
    return AfterTie.AMOUNT_VOTE if loss_accepted else AfterTie.REFUSAL_QUESTION


@dataclass(frozen=True)
class Offer:
    """What was put to the vote: an amount in won (0 is a refusal), the votes for it, and who was present."""

    amount: int
    yes: int
    present: int


def more_favourable_offer(offers: Iterable[Offer], min_voters: int = MIN_VOTERS) -> Offer | None:
    """After the second tie: the offer best for the claimant that reached half of the votes (domain.md 5.2).

    None when no offer did; the claim then stays without decision.
    """
    reached = (offer for offer in offers if offer.present >= min_voters and offer.yes * 2 >= offer.present)
    return max(reached, key=lambda offer: offer.amount, default=None)
