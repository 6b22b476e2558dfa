"""The nearest decided claims of a case file: read by index, a bounded number, with masked names."""

import json
from decimal import Decimal

import pytest

from reviewer.casefile.neighbours import nearest, neighbours_of
from reviewer.rules.nearness import Likeness
from tests.casefile.case_room import CaseRoom

HERE = Likeness("음식점", ("talk_channel",), 1_800_000, Decimal("0.15"))


def award(room: CaseRoom, claim: str, loss: int, won: int, rate: str = "0.15") -> None:
    """Put a decided claim into the derived rows, as the standing of a decision does."""
    with room.case_file.writing() as conn:
        conn.execute(
            "UPDATE claims SET verified_loss = ?, assessed_amount = ?, award = ?, disposition = 'APPROVED_FULL' "
            "WHERE claim = ?", (loss, won, won, claim),
        )  # fmt: skip
        record = json.dumps({"profit_rate": rate})
        row = (claim, 1, f"u/{claim}", "IN_FORCE", "2023-04-20", "APPROVED_FULL", won, record)
        conn.execute("INSERT INTO decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def test_the_nearest_are_read_with_masked_names_and_their_rates(room: CaseRoom) -> None:
    numbers = [f"2023-{n:06d}" for n in range(1, 14)]
    room.take_in(*numbers)
    for place, number in enumerate(numbers):
        award(room, number, 1_800_000 + 20_000 * place, 200_000 + 10_000 * place)
    found = neighbours_of(room.conn, numbers[0], HERE)
    assert [one.claim for one in found.found.nearest] == numbers[1:]
    assert found.found.nearest[0].like.profit_rate == Decimal("0.15")
    assert (found.found.low, found.found.high) == (120, 153)
    assert found.names[numbers[1]] == "하늘상회 2 / 김*늘"
    assert found.found.place_of(found.found.nearest[-1].share) == "ABOVE"


def test_another_rate_or_a_far_loss_makes_a_claim_less_near(room: CaseRoom) -> None:
    numbers = [f"2023-{n:06d}" for n in range(1, 4)]
    room.take_in(*numbers)
    award(room, numbers[0], 1_800_000, 200_000, "0.30")
    award(room, numbers[1], 1_900_000, 200_000)
    award(room, numbers[2], 9_000_000, 900_000)
    found = neighbours_of(room.conn, "", HERE).found
    assert [one.claim for one in found.nearest] == [numbers[1], numbers[0]]


def test_undecided_claims_and_an_empty_case_have_no_neighbours(room: CaseRoom) -> None:
    assert neighbours_of(room.conn, "", HERE).found.nearest == ()
    room.take_in("2023-000001")
    assert neighbours_of(room.conn, "", HERE).found.nearest == ()


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize(
    ("given", "index"), [(("음식점",), "claims_awarded_in_trade"), ((), "claims_awarded")], ids=["trade", "all"]
)
def test_the_read_follows_the_index_and_sorts_nothing(
    room: CaseRoom, given: tuple[str, ...], index: str, above: bool
) -> None:
    """Also where thousands of claims have the same loss."""
    statement = nearest(above, of_trade=bool(given))
    plan = [row[3] for row in room.conn.execute(f"EXPLAIN QUERY PLAN {statement}", (*given, 600_000, 100))]
    assert len(plan) == 1
    assert f"INDEX {index} " in plan[0]
