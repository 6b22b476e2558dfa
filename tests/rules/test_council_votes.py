"""Quorum, majorities, differing amounts and ties."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.rules.council_votes import (
    AfterTie,
    Offer,
    Outcome,
    after_tie,
    amount_by_majority,
    amount_by_state_comp,
    is_tie,
    may_substitute,
    more_favourable_offer,
    needs_substitutes,
    result,
)
from reviewer.rules.problem import Problem

AMOUNTS = st.lists(st.integers(0, 10**9), min_size=3, max_size=9)


@pytest.mark.parametrize(
    ("seats", "recused", "present", "yes", "outcome"),
    [
        (6, 0, 3, 3, "NO_QUORUM"),
        (6, 0, 4, 3, "PASSED"),
        (6, 0, 4, 2, "NOT_PASSED"),
        (6, 0, 5, 3, "PASSED"),
        (6, 0, 6, 4, "PASSED"),
        (6, 0, 6, 3, "NOT_PASSED"),
        (6, 1, 3, 2, "PASSED"),
        (6, 2, 3, 2, "PASSED"),
        (6, 3, 2, 2, "NO_QUORUM"),
        (6, 3, 3, 2, "PASSED"),
        (6, 4, 2, 2, "NO_QUORUM"),
        (7, 0, 3, 3, "NO_QUORUM"),
        (0, 0, 0, 0, "NO_QUORUM"),
    ],
)
def test_an_item_passes_by_more_than_half_of_those_present(
    seats: int, recused: int, present: int, yes: int, outcome: str
) -> None:
    assert result(seats, recused, present, yes) == outcome


def test_an_abstention_counts_as_present() -> None:
    assert result(6, 0, 4, 2, 0, 2) is Outcome.NOT_PASSED
    assert result(6, 0, 4, 2, 1, 1, "two_thirds") is Outcome.NOT_PASSED
    assert result(6, 0, 6, 4, 2, 0, "two_thirds") is Outcome.PASSED
    assert result(6, 0, 5, 3, vote_rule="two_thirds") is Outcome.NOT_PASSED


@pytest.mark.parametrize(
    "numbers",
    [(6, 0, 7, 4), (6, 0, 4, 5), (6, 7, 0, 0), (6, 0, 4, -1), (6, 0, 4, 2, 1, 0), (6, 0, 4, 2, 2, 1), (6, 2, 5, 3)],
)
def test_numbers_that_contradict_each_other_are_refused(numbers: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"votes|vote"):
        result(*numbers)


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(ValueError, match="rule"):
        result(6, 0, 4, 3, vote_rule="loudest")


def test_substitutes_sit_only_where_too_few_seats_are_left() -> None:
    assert needs_substitutes(6, 4)
    assert not needs_substitutes(6, 3)
    assert result(6, 4, 3, 2, substitutes=1) is Outcome.PASSED
    assert result(6, 4, 2, 2, substitutes=1) is Outcome.NO_QUORUM
    with pytest.raises(ValueError, match="substitutes"):
        result(6, 0, 4, 3, substitutes=1)
    assert may_substitute("KSF")
    assert not may_substitute("KAKAO")


@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_nothing_passes_without_quorum_or_with_a_tie(seats: int, recused: int, present: int, yes: int) -> None:
    if recused > seats or present > seats - recused or yes > present:
        return
    outcome = result(seats, recused, present, yes)
    if outcome is Outcome.PASSED:
        assert present >= 3
        assert present > Fraction(seats - recused, 2)
        assert yes > present - yes
    if is_tie(present, yes):
        assert outcome is not Outcome.PASSED


def test_differing_amounts_settle_as_the_rules_say() -> None:
    opinions = [100, 200, 300, 400, 500, 600]
    assert amount_by_majority(opinions) == 300
    assert amount_by_state_comp(opinions) == 400
    assert amount_by_majority([500, 100, 300]) == 300
    assert amount_by_state_comp([500, 100, 300]) == 300


def test_who_abstains_is_present_and_carries_no_amount() -> None:
    """Of six present four must carry an amount; 280 won was carried by three of them."""
    opinions = [400, 300, 280, 100]
    assert amount_by_majority(opinions, present=6) == 100
    assert amount_by_majority(opinions, present=4) == amount_by_majority(opinions) == 280
    assert amount_by_majority(opinions[:3], present=6) is None
    assert amount_by_state_comp(opinions, present=6) == 400
    assert amount_by_state_comp(opinions[:3], present=6) is None
    with pytest.raises(ValueError, match="present"):
        amount_by_majority(opinions, present=3)


@given(AMOUNTS)
def test_a_majority_would_give_at_least_the_amount(opinions: list[int]) -> None:
    amount = amount_by_majority(opinions)
    assert amount is not None
    assert sum(one >= amount for one in opinions) * 2 > len(opinions)
    assert all(sum(one >= other for one in opinions) * 2 <= len(opinions) for other in opinions if other > amount)


@given(AMOUNTS)
def test_two_thirds_would_give_at_most_the_amount(opinions: list[int]) -> None:
    amount = amount_by_state_comp(opinions)
    assert amount is not None
    assert sum(one <= amount for one in opinions) * 3 >= 2 * len(opinions)
    assert all(sum(one <= other for one in opinions) * 3 < 2 * len(opinions) for other in opinions if other < amount)


@given(AMOUNTS)
def test_the_order_of_opinions_does_not_matter(opinions: list[int]) -> None:
    assert amount_by_majority(opinions) == amount_by_majority(sorted(opinions))
    assert amount_by_state_comp(opinions) == amount_by_state_comp(sorted(opinions))


@pytest.mark.parametrize("opinions", [[], [1], [1, 2]])
def test_fewer_than_three_opinions_settle_nothing(opinions: list[int]) -> None:
    for rule in (amount_by_majority, amount_by_state_comp):
        with pytest.raises(Problem) as caught:
            rule(opinions)
        assert caught.value.code == "NoQuorumPossible"


def test_a_negative_amount_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        amount_by_majority([1, 2, -3])


def test_a_refusal_never_follows_from_a_lost_motion() -> None:
    assert after_tie(1, loss_accepted=True) is AfterTie.DEFERRED
    assert after_tie(2, loss_accepted=True) is AfterTie.AMOUNT_VOTE
    assert after_tie(2, loss_accepted=False) is AfterTie.REFUSAL_QUESTION
    with pytest.raises(ValueError, match="from 1"):
        after_tie(0, loss_accepted=True)


def test_after_the_second_tie_the_offer_better_for_the_claimant_stands() -> None:
    offers = [Offer(0, 2, 4), Offer(90_000, 2, 4), Offer(120_000, 1, 4), Offer(200_000, 2, 2)]
    assert more_favourable_offer(offers) == Offer(90_000, 2, 4)
    assert more_favourable_offer([Offer(0, 1, 4)]) is None
