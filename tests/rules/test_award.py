"""Bands, factors, floor, rounding and offsets."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.rules.award import (
    Calculation,
    Factor,
    Offset,
    Step,
    Terms,
    award_flags,
    band_of,
    calculate,
    own_rate_wins,
    rate_flags,
    sensitivity,
    still_to_pay,
)

TERMS = Terms(
    low_edge=300_000, low_award=30_000, high_edge=500_000, high_award=50_000,
    floor=50_000, round_up_to=0, individual_base="floor",
)  # fmt: skip
PLUS_FIXED = replace(TERMS, individual_base="plus_fixed")
ROUNDED = replace(TERMS, round_up_to=1_000)


def rate(value: str) -> Factor:
    return Factor(Decimal(value), "STANDARD_TABLE", "table 2021")


def award(loss: int, r: str, a: str, k: str, *offsets: int, terms: Terms = TERMS) -> Calculation:
    given_offsets = [Offset(amount, "paid under terms") for amount in offsets]
    return calculate(loss, rate(r), rate(a), rate(k), given_offsets, terms)


@pytest.mark.parametrize(
    ("loss", "band"),
    [(0, "NO_LOSS"), (1, "FLAT_30K"), (300_000, "FLAT_30K"), (300_001, "FLAT_50K"), (500_000, "FLAT_50K"),
     (500_001, "INDIVIDUAL")],
)  # fmt: skip
def test_the_edges_belong_to_the_lower_band(loss: int, band: str) -> None:
    assert band_of(loss, TERMS) == band
    assert award(loss, "0.1", "1", "1").band == band


@pytest.mark.parametrize(
    ("found", "assessed", "calculated"),
    [
        (award(1_800_000, "0.15", "1.0", "0.958"), 258_660, 258_660),
        (award(1_800_000, "0.15", "1.0", "0.958", terms=ROUNDED), 258_660, 259_000),
        (award(500_001, "0.10", "0.5", "0.9"), 22_500, 50_000),
        (award(500_001, "0.10", "0.5", "0.9", terms=PLUS_FIXED), 22_500, 72_500),
        (award(2_500_000, "0.124", "0.5", "0.9"), 139_500, 139_500),
        (award(0, "0.1", "1", "1"), 0, 0),
        (award(300_000, "0.1", "1", "1"), 0, 30_000),
        (award(420_000, "0.5", "1", "1"), 0, 50_000),
        (award(600_000, "0.1", "1", "1", 80_000), 60_000, 0),
        (award(300_000, "0.1", "1", "1", 20_000), 0, 30_000),
    ],
)
def test_the_vectors_of_the_plan_hold(found: Calculation, assessed: int, calculated: int) -> None:
    assert (found.assessed_amount, found.calculated_award) == (assessed, calculated)


def test_the_covid_example_holds_with_the_lost_contribution() -> None:
    found = calculate(
        500_000 * 28, rate("0.10"), rate("0.8"), rate("1"), [], TERMS, "B", Decimal("0.20"), Decimal("0.05")
    )
    assert found.exact == 3_920_000


def test_half_a_won_is_rounded_up() -> None:
    assert award(1_000_001, "0.5", "1", "1").assessed_amount == 500_001
    assert award(1_000_001, "0.4", "1", "1").assessed_amount == 400_000
    assert award(1_000_001, "0.5", "1", "1").exact == Decimal("500000.5")


def test_rounding_up_starts_from_the_exact_amount() -> None:
    found = award(1_000_001, "0.1", "1", "1", terms=ROUNDED)  # 100,000.1
    assert (found.assessed_amount, found.rounded, found.calculated_award) == (100_000, 101_000, 101_000)
    assert award(1_000_000, "0.1", "1", "1", terms=ROUNDED).rounded == 100_000
    assert award(1_000_000, "0.1", "1", "1").rounded is None


def test_the_sheet_shows_every_step() -> None:
    assert award(2_500_000, "0.124", "0.5", "0.9", 39_500, terms=ROUNDED).steps == (
        Step("VERIFIED_LOSS", 2_500_000), Step("ASSESSED_AMOUNT", 139_500), Step("ROUNDED_UP", 140_000),
        Step("OFFSET", -39_500), Step("CALCULATED_AWARD", 100_500),
    )  # fmt: skip
    assert [step.code for step in award(500_001, "0.1", "0.5", "0.9").steps] == [
        "VERIFIED_LOSS", "ASSESSED_AMOUNT", "FLOOR", "CALCULATED_AWARD"
    ]  # fmt: skip
    assert Step("PLUS_FIXED", 72_500) in award(500_001, "0.1", "0.5", "0.9", terms=PLUS_FIXED).steps
    assert award(420_000, "0.5", "1", "1", 5).steps[1:] == (
        Step("FIXED_AMOUNT", 50_000),
        Step("CALCULATED_AWARD", 50_000),
    )
    assert award(0, "0.5", "1", "1", 5).steps == (Step("VERIFIED_LOSS", 0), Step("CALCULATED_AWARD", 0))


def test_the_floor_is_marked_only_where_it_bites() -> None:
    assert award(500_001, "0.1", "0.5", "0.9").floor_applied
    assert not award(500_001, "0.1", "0.5", "0.9", terms=PLUS_FIXED).floor_applied
    assert not award(1_000_000, "0.05", "1", "1").floor_applied  # exactly the floor
    assert not award(420_000, "0.1", "0.5", "0.9").floor_applied


def test_a_fixed_band_needs_no_factor_and_an_individual_award_needs_all() -> None:
    assert calculate(420_000, None, None, None, [], TERMS).calculated_award == 50_000
    for factors in ((None, rate("1"), rate("1")), (rate("1"), None, rate("1")), (rate("1"), rate("1"), None)):
        with pytest.raises(ValueError, match="needs"):
            calculate(500_001, *factors, [], TERMS)


def test_offsets_touch_a_fixed_amount_only_where_the_council_says_so() -> None:
    reduced = replace(TERMS, offsets_reduce_fixed=True)
    assert award(300_000, "0.1", "1", "1", 20_000, terms=reduced).calculated_award == 10_000
    assert award(300_000, "0.1", "1", "1", 20_000).offsets_total == 0
    assert award(600_000, "0.1", "1", "1", 10_000, 20_000).offsets_total == 30_000
    assert still_to_pay(139_500, 50_000) == 89_500
    assert still_to_pay(30_000, 50_000) == 0


@pytest.mark.parametrize(
    "value", [Decimal("-0.1"), Decimal("1.01"), Decimal("nan"), Decimal("inf"), 0.5, Decimal("0.0000000000001")]
)
def test_a_factor_out_of_range_is_refused(value: Decimal) -> None:
    with pytest.raises(ValueError, match=r"rate|places"):
        Factor(value, "COUNCIL_RULE", "x")


def test_a_factor_names_its_source() -> None:
    with pytest.raises(ValueError, match="reference"):
        Factor(Decimal(1), "COUNCIL_RULE", " ")
    with pytest.raises(ValueError, match="RUMOUR"):
        Factor(Decimal(1), "RUMOUR", "x")
    with pytest.raises(ValueError, match="offset"):
        Offset(0, "x")
    with pytest.raises(ValueError, match="offset"):
        Offset(1, "")


def test_zero_profit_and_zero_share_are_refused_but_no_alternative_effect_is_not() -> None:
    with pytest.raises(ValueError, match="profit"):
        award(600_000, "0", "1", "1")
    with pytest.raises(ValueError, match="share"):
        award(600_000, "1", "1", "0")
    assert award(600_000, "1", "0", "1").calculated_award == 50_000


def test_the_two_methods_are_not_mixed() -> None:
    one = rate("1")
    with pytest.raises(ValueError, match="method B"):
        calculate(600_000, one, one, one, [], TERMS, "A", labour_ratio=Decimal("0.1"))
    with pytest.raises(ValueError, match="method B"):
        calculate(600_000, one, one, one, [], TERMS, "B", labour_ratio=Decimal("0.1"))
    with pytest.raises(ValueError, match="method"):
        calculate(600_000, one, one, one, [], TERMS, "C")
    with pytest.raises(ValueError, match="more than the sales"):
        calculate(600_000, one, one, one, [], TERMS, "B", Decimal("0.1"), Decimal("0.1"))


@pytest.mark.parametrize(
    "change",
    [{"low_edge": 0}, {"low_edge": 500_000}, {"floor": -1}, {"round_up_to": -1}, {"individual_base": "other"},
     {"fixed_base": -1}],
)  # fmt: skip
def test_terms_that_contradict_themselves_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"order|negative|base"):
        replace(TERMS, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize("loss", [-1, 10**15 + 1])
def test_a_loss_out_of_range_is_refused(loss: int) -> None:
    with pytest.raises(ValueError, match="range"):
        award(loss, "0.1", "1", "1")


def test_the_award_at_neighbouring_values_is_shown() -> None:
    found = award(1_000_000, "0.10", "1", "1")
    near = sensitivity(found, "profit_rate", [Decimal("0.09"), Decimal("0.10"), Decimal("0.11")])
    assert [one.calculated_award for one in near] == [90_000, 100_000, 110_000]
    assert [one.difference for one in near] == [-10_000, 0, 10_000]
    edges = sensitivity(found, "verified_loss", [Decimal(n) for n in (300_000, 300_001, 500_000, 500_001)])
    assert [one.calculated_award for one in edges] == [30_000, 50_000, 50_000, 50_000]
    fixed = calculate(420_000, rate("0.1"), None, rate("1"), [], TERMS)
    assert sensitivity(fixed, "alt_factor", [Decimal("0.5")])[0].difference == 0
    with pytest.raises(ValueError, match="vary"):
        sensitivity(found, "weather", [Decimal(1)])  # type: ignore[arg-type]


def test_unusual_rates_and_results_are_flagged() -> None:
    assert rate_flags(Decimal(0)) == rate_flags(Decimal("-0.1")) == ("PROFIT_RATE_NOT_POSITIVE",)
    assert rate_flags(Decimal("0.6")) == ()
    assert rate_flags(Decimal("0.601")) == ("PROFIT_RATE_HIGH",)
    assert award_flags(award(1_000_000, "0.7", "1", "1")) == ("PROFIT_RATE_HIGH",)
    assert award_flags(award(600_000, "0.1", "0", "1")) == ("NOTHING_ASSESSED", "FLOOR_APPLIED")
    assert award_flags(award(600_000, "0.1", "1", "1", 80_000)) == ("NOTHING_LEFT",)
    assert "AWARD_ABOVE_LOSS" in award_flags(award(500_001, "1", "1", "1", terms=PLUS_FIXED))
    assert award_flags(award(20_000, "0.7", "1", "1")) == ("AWARD_ABOVE_LOSS",)


def test_an_own_rate_wins_from_more_than_one_point() -> None:
    assert not own_rate_wins(Decimal("0.134"), Decimal("0.124"))
    assert own_rate_wins(Decimal("0.1341"), Decimal("0.124"))
    assert own_rate_wins(Decimal("0.11"), Decimal("0.124"))


RATES = st.decimals(Decimal("0.0001"), 1, places=4)
LOSSES = st.integers(0, 10**9) | st.sampled_from([300_000, 300_001, 500_000, 500_001])
ALL_TERMS = st.sampled_from([TERMS, PLUS_FIXED, ROUNDED, replace(PLUS_FIXED, round_up_to=1_000)])


@given(LOSSES, RATES, RATES, RATES, st.lists(st.integers(1, 10**6), max_size=3), ALL_TERMS)
def test_the_calculation_reproduces_with_fractions(
    loss: int, r: Decimal, a: Decimal, k: Decimal, offsets: list[int], terms: Terms
) -> None:
    found = award(loss, str(r), str(a), str(k), *offsets, terms=terms)
    exact = Fraction(loss) * Fraction(r) * Fraction(a) * Fraction(k) if loss > 500_000 else Fraction(0)
    assert Fraction(found.exact) == exact
    assert found.assessed_amount == (exact + Fraction(1, 2)) // 1
    if found.rounded is not None:
        assert 0 <= found.rounded - exact < 1_000
        assert found.rounded % 1_000 == 0
    assert found.calculated_award == max(0, found.base - found.offsets_total)
    if loss > 500_000:
        assert found.base >= 50_000
        assert found.offsets_total == sum(offsets)
    assert found.steps[0].amount == loss
    assert found.steps[-1].amount == found.calculated_award


@given(LOSSES, st.integers(0, 10**6), RATES, RATES, RATES, ALL_TERMS)
def test_a_greater_loss_never_gives_less(
    loss: int, more: int, r: Decimal, a: Decimal, k: Decimal, terms: Terms
) -> None:
    one, other = (award(sum_, str(r), str(a), str(k), terms=terms) for sum_ in (loss, loss + more))
    assert one.calculated_award <= other.calculated_award


@given(st.integers(500_001, 10**15), st.decimals(Decimal("0.000000000001"), 1, places=12))
def test_no_place_is_lost_however_long_the_rates(loss: int, r: Decimal) -> None:
    found = award(loss, str(r), str(r), str(r))
    assert Fraction(found.exact) == loss * Fraction(r) ** 3
