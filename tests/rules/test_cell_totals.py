"""What chosen cells add up to."""

from decimal import Decimal

import pytest

from reviewer.rules.cell_totals import Totals, number_in


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1,234,000원", 1_234_000), ("123만 4천원", 1_234_000), ("₩5,000", 5_000), ("184만", 1_840_000),
        ("(1,000)", -1_000), ("△1,000", -1_000), ("-1,000", -1_000), ("0", 0), ("1234.5", Decimal("1234.5")),
    ],
)  # fmt: skip
def test_an_amount_in_every_usual_form_is_a_number(cell: str, number: Decimal | int) -> None:
    assert number_in(cell) == number


@pytest.mark.parametrize("cell", ["", "승인 금액", "2022-10-15", "120-81-47521", "-", "1,23", "=SUM(A1:A3)"])
def test_words_dates_and_registration_numbers_are_none(cell: str) -> None:
    assert number_in(cell) is None


def test_only_numbers_count_for_sum_and_average() -> None:
    totals = Totals().with_cells(["합계", "1,000원", "", "2,001"])
    assert (totals.filled, totals.amounts, totals.total, totals.average) == (3, 2, 3_001, 1_501)
    assert Totals().average is None
