"""Like for like: nearness of decided claims, and the middle of their shares."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reviewer.rules.nearness import (
    ENOUGH,
    FARTHEST,
    SHOWN,
    Decided,
    Likeness,
    distance,
    middle,
    neighbourhood,
    share_of,
)

HERE = Likeness("외식업", ("talk_channel",), 1_000_000, Decimal("0.15"))


def decided(number: int, award: int = 100_000, loss: int = 1_000_000, sector: str = "외식업") -> Decided:
    return Decided(f"2023-{number:06d}", Likeness(sector, ("talk_channel",), loss, Decimal("0.15")), loss, award)


def test_what_counts_as_how_far() -> None:
    assert distance(HERE, HERE) == 0
    assert distance(HERE, Likeness("운수업", ("talk_channel",), 1_000_000, Decimal("0.15"))) == 1_000
    assert distance(HERE, Likeness("외식업", ("map",), 1_000_000, Decimal("0.15"))) == 500
    assert distance(HERE, Likeness("외식업", ("talk_channel",), 1_100_000, Decimal("0.15"))) == 100
    assert distance(HERE, Likeness("외식업", ("talk_channel",), 1_000_000, Decimal("0.17"))) == 100
    assert distance(HERE, Likeness("외식업", ("talk_channel", "map"), 1_000_000, None)) == 0


losses = st.integers(0, 10**9)
likes = st.builds(Likeness, st.sampled_from(["a", "b"]), st.just(("x",)), losses, st.none())


@given(one=likes, other=likes)
def test_nearness_is_the_same_from_both_sides(one: Likeness, other: Likeness) -> None:
    assert distance(one, other) == distance(other, one) >= 0
    assert distance(one, one) == 0


def test_the_nearest_come_first_and_the_claim_itself_never() -> None:
    others = [decided(n, loss=1_000_000 + 10_000 * n) for n in range(1, 40)]
    found = neighbourhood(HERE, [*reversed(others), decided(0)], but="2023-000000")
    assert [one.claim for one in found.nearest] == [one.claim for one in others[:SHOWN]]


def test_what_is_too_far_away_is_no_neighbour() -> None:
    found = neighbourhood(HERE, [decided(1, loss=4_100_000), decided(2, loss=2_900_000)])
    assert [one.claim for one in found.nearest] == ["2023-000002"]
    assert distance(HERE, decided(1, loss=4_100_000).like) > FARTHEST


def test_with_too_few_neighbours_nothing_is_said_of_the_middle() -> None:
    found = neighbourhood(HERE, [decided(n) for n in range(ENOUGH - 1)])
    assert (found.low, found.high, found.place_of(1)) == (None, None, "TOO_FEW")
    assert neighbourhood(HERE, []).place_of(500) == "TOO_FEW"


def test_the_middle_leaves_out_a_tenth_at_each_end() -> None:
    found = neighbourhood(HERE, [decided(n, award=100_000 + 10_000 * n) for n in range(10)])
    assert (found.low, found.high) == (110, 180)
    assert [found.place_of(share) for share in (109, 110, 180, 181)] == ["BELOW", "WITHIN", "WITHIN", "ABOVE"]
    assert middle(range(12)) == (1, 10)
    assert middle(range(20)) == (2, 17)


def test_a_share_is_rounded_to_tenths_of_a_percent() -> None:
    assert share_of(258_660, 1_800_000) == 144  # 14.37 %
    assert share_of(1, 2_000) == 1  # 0.05 %, half up
    assert share_of(5, 0) == 0
