"""The outage week against the normal week."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.rules.damage import (
    Comparison,
    Day,
    Flag,
    Limits,
    Line,
    SalesFacts,
    compare,
    sales_loss,
    split_days,
    weeks,
)

OUTAGE = dt.date(2022, 10, 15)
WINDOW = (dt.date(2022, 9, 1), dt.date(2022, 10, 31))
HOLIDAYS = frozenset(dt.date(2022, 9, n) for n in (9, 10, 11, 12)) | {
    dt.date(2022, 10, 3), dt.date(2022, 10, 9), dt.date(2022, 10, 10)
}  # fmt: skip
STARTS = [dt.date(2022, 9, 3) + dt.timedelta(7 * n) for n in range(8)]
QUIET_WEEK = STARTS[3]  # 24 - 30 September: no holiday, before the outage


def week_of(start: dt.date, *amounts: int) -> dict[dt.date, int]:
    return {start + dt.timedelta(n): amount for n, amount in enumerate(amounts)}


def seven(start: dt.date, total: int) -> dict[dt.date, int]:
    """A week of uneven days that add up to `total`."""
    return week_of(start, total - 6 * (total // 7 + 1) + 3, *[total // 7 + 1] * 5, total // 7 - 2)


def all_weeks(**changed: int) -> dict[dt.date, int]:
    """Eight complete weeks around a million won each, the outage week at 300,003."""
    totals = {start: 1_000_003 + 10 * n for n, start in enumerate(STARTS)} | {OUTAGE: 300_003}
    totals |= {STARTS[int(name[1:])]: total for name, total in changed.items()}
    return {day: amount for start, total in totals.items() for day, amount in seven(start, total).items()}


def compared(
    days: Mapping[dt.date, int], chosen: dt.date | None = None, closed: frozenset[dt.date] = frozenset(), **more: object
) -> Comparison:
    return compare(days, closed, HOLIDAYS, OUTAGE, WINDOW, chosen, **more)  # type: ignore[arg-type]


def codes(found: Comparison) -> list[str]:
    return [flag.code for flag in found.flags]


def flag(found: Comparison, code: str) -> Flag:
    return next(flag for flag in found.flags if flag.code == code)


def test_there_are_seven_candidate_weeks_and_the_outage_week() -> None:
    table = weeks(WINDOW, OUTAGE)
    assert [week.start for week in table] == STARTS
    assert [week.start for week in table if week.is_candidate] == [start for start in STARTS if start != OUTAGE]
    assert all(week.start.weekday() == 5 and week.end.weekday() == 4 for week in table)
    assert table[-1].end == dt.date(2022, 10, 28)


def test_an_outage_week_outside_the_window_is_refused() -> None:
    for day in (dt.date(2022, 8, 27), dt.date(2022, 10, 29)):
        with pytest.raises(ValueError, match="outside"):
            weeks(WINDOW, day)


@given(st.dates(dt.date(2022, 9, 1), dt.date(2022, 10, 25)))
def test_every_week_lies_wholly_inside_the_window(outage: dt.date) -> None:
    table = weeks(WINDOW, outage)
    assert [week.start for week in table if week.is_outage] == [outage]
    assert all(WINDOW[0] <= week.start and week.end <= WINDOW[1] for week in table)
    assert table[0].start - WINDOW[0] < dt.timedelta(7)
    assert WINDOW[1] - table[-1].end < dt.timedelta(7)


def test_the_highest_week_is_compared_with_the_outage_week() -> None:
    found = compared(all_weeks(w3=1_200_007))
    assert found.normal_week_from == found.best_week == QUIET_WEEK
    assert (found.normal_week_sales, found.outage_week_sales) == (1_200_007, 300_003)
    assert found.verified_loss == 900_004
    assert found.median_other == 1_000_033  # of 03, 13, 23, 43, 53, 73
    assert found.ratio == Decimal("1.20")
    assert found.flags == ()
    assert found.recovery_week_sales == 1_000_073
    assert found.working == (
        Line("NORMAL_WEEK", 1_200_007), Line("OUTAGE_WEEK", 300_003), Line("VERIFIED_LOSS", 900_004)
    )  # fmt: skip


def test_the_outage_week_may_be_given_with_its_last_day() -> None:
    both = (OUTAGE, dt.date(2022, 10, 21))
    assert compare(all_weeks(), (), (), both, WINDOW) == compare(all_weeks(), (), (), OUTAGE, WINDOW)


def test_no_loss_is_zero_and_flagged() -> None:
    found = compared(all_weeks(w3=1_200_007, w6=1_300_000))
    assert found.verified_loss == 0
    assert flag(found, "NO_LOSS").facts == {"normal": 1_200_007, "outage": 1_300_000}
    assert "NO_LOSS" in codes(compared(all_weeks(w3=1_200_007, w6=1_200_007)))
    assert "NO_LOSS" not in codes(compared(all_weeks(w3=1_200_008, w6=1_200_007)))


def test_a_peak_begins_above_twice_the_median() -> None:
    days = {day: amount for start in STARTS for day, amount in seven(start, 1_000_000).items()}
    assert "PEAK_WEEK" not in codes(compared(days | seven(QUIET_WEEK, 2_000_000)))
    assert "PEAK_WEEK" in codes(compared(days | seven(QUIET_WEEK, 2_000_001)))
    assert "PEAK_WEEK" in codes(compared(days | seven(QUIET_WEEK, 1_500_001), limits=Limits(peak_ratio=Decimal("1.5"))))


def test_a_median_of_nothing_gives_no_ratio_but_a_peak() -> None:
    days = {day: 0 for start in STARTS for day in week_of(start, *[0] * 7)} | seven(QUIET_WEEK, 700_007)
    found = compared(days)
    assert (found.median_other, found.ratio) == (0, None)
    assert "PEAK_WEEK" in codes(found)


def test_closing_days_in_the_outage_week_are_flagged() -> None:
    closed = frozenset({dt.date(2022, 10, 17), dt.date(2022, 10, 18)})
    days = {day: amount for day, amount in all_weeks(w3=1_200_007).items() if day not in closed}
    found = compared(days, closed=closed)
    assert flag(found, "FEWER_DAYS_OPEN").facts == {"normal": 7, "outage": 5}
    assert "MISSING_DAYS" not in codes(found)
    both = closed | {day - dt.timedelta(21) for day in closed}
    open_days = {day: amount for day, amount in days.items() if day not in both}
    assert "FEWER_DAYS_OPEN" not in codes(compared(open_days, QUIET_WEEK, closed=both))


def test_a_missing_day_of_the_outage_week_is_no_day_without_sales() -> None:
    days = all_weeks(w3=1_200_007)
    del days[dt.date(2022, 10, 19)]
    found = compared(days)
    assert found.outage_week_sales is None
    assert found.verified_loss is None
    assert found.normal_week_sales == 1_200_007
    assert flag(found, "MISSING_DAYS").facts == {"week": OUTAGE, "days": (dt.date(2022, 10, 19),)}


def test_a_week_with_missing_days_is_not_the_highest_silently() -> None:
    days = all_weeks(w3=1_400_000)
    gone = QUIET_WEEK + dt.timedelta(6)
    del days[gone]
    found = compared(days)
    assert found.best_week == QUIET_WEEK
    assert flag(found, "MISSING_DAYS").facts == {"week": QUIET_WEEK, "days": (gone,)}
    assert found.median_other == 1_000_033


def test_without_any_figure_nothing_is_known() -> None:
    found = compared({})
    assert (found.verified_loss, found.normal_week_from, found.best_week, found.median_other) == (None,) * 4
    assert codes(found) == ["MISSING_DAYS"]
    assert found.working == ()
    assert all(week.total is None and len(week.missing) == 7 for week in found.weeks)


def test_the_week_after_the_outage_may_be_normal_but_is_flagged() -> None:
    found = compared(all_weeks(w7=1_200_007))
    assert found.normal_week_from == dt.date(2022, 10, 22)
    assert codes(found) == ["AFTER_EVENT_WEEK"]


@pytest.mark.parametrize(("week", "holidays"), [(0, 1), (1, 3), (4, 1), (5, 2)])
def test_holidays_in_the_normal_week_are_shown(week: int, holidays: int) -> None:
    found = compared(all_weeks(**{f"w{week}": 1_200_007}))
    assert codes(found) == ["HOLIDAYS_IN_WEEK"]
    assert len(found.weeks[week].holidays) == holidays


def test_the_reviewer_may_choose_another_week() -> None:
    found = compared(all_weeks(w1=1_500_000, w3=1_200_007), QUIET_WEEK)
    assert (found.normal_week_sales, found.best_week, found.verified_loss) == (1_200_007, STARTS[1], 900_004)
    assert flag(found, "NOT_THE_HIGHEST").facts == {"week": QUIET_WEEK, "highest": STARTS[1], "total": 1_500_000}


@pytest.mark.parametrize("chosen", [dt.date(2022, 9, 5), OUTAGE, dt.date(2021, 10, 16), dt.date(2022, 10, 25)])
def test_a_week_that_is_no_candidate_is_flagged(chosen: dt.date) -> None:
    assert "WEEK_NOT_ELIGIBLE" in codes(compared(all_weeks(), chosen))
    assert compared(all_weeks(), OUTAGE).verified_loss == 0


def test_a_monday_week_is_added_up_from_its_own_days() -> None:
    monday = dt.date(2022, 9, 26)
    days = all_weeks()
    expected = sum(days[monday + dt.timedelta(n)] for n in range(7))
    assert compared(days, monday).normal_week_sales == expected


def test_round_figures_in_all_cells_look_typed() -> None:
    days = week_of(OUTAGE, *[30_000] * 7) | week_of(QUIET_WEEK, *[100_000] * 7)
    assert "ROUND_NUMBERS" in codes(compared(days))
    assert "ROUND_NUMBERS" not in codes(compared(days | {QUIET_WEEK: 100_500}))
    assert "ROUND_NUMBERS" not in codes(compared(week_of(QUIET_WEEK, 10_000, 20_000, 30_000)))
    assert "ROUND_NUMBERS" not in codes(compared(week_of(QUIET_WEEK, *[0] * 7)))


def test_weekly_totals_stand_in_where_days_are_not_known() -> None:
    totals = {QUIET_WEEK: 1_200_000, OUTAGE: 400_000}
    found = compared({}, week_totals=totals)
    assert (found.verified_loss, found.flags) == (800_000, ())
    assert found.weeks[3].days_open is None
    partly = compared(week_of(OUTAGE, 500_000), week_totals=totals)
    assert flag(partly, "TOTAL_DIFFERS").facts == {"week": OUTAGE, "stated": 400_000, "days": 500_000}
    whole = compared(seven(OUTAGE, 399_999), week_totals=totals)
    assert whole.outage_week_sales == 399_999
    assert "TOTAL_DIFFERS" in codes(whole)


def test_sales_on_a_closed_day_are_counted_and_flagged() -> None:
    found = compared(all_weeks(w3=1_200_007), closed=frozenset({OUTAGE}))
    assert codes(found) == ["CLOSED_DAY_WITH_SALES"]
    assert found.outage_week_sales == 300_003


@pytest.mark.parametrize(
    ("facts", "flags"),
    [
        (SalesFacts(annual_sales=900_004 * 52), []),
        (SalesFacts(annual_sales=900_004 * 52 - 1), ["ABOVE_ANNUAL_SALES"]),
        (SalesFacts(half_year_vat_base=4_500_020), []),
        (SalesFacts(half_year_vat_base=4_500_019), ["ABOVE_TAX_LEVEL"]),
        (SalesFacts(outage_source="card", normal_source="pos"), ["SOURCES_DIFFER"]),
        (SalesFacts(outage_source="card", normal_source="card"), []),
        (SalesFacts(outage_source="card"), []),
        (SalesFacts(outage_vat_included=True, normal_vat_included=False), ["VAT_DIFFERS"]),
        (SalesFacts(outage_vat_included=True), []),
        (SalesFacts(claimed_loss=500_000), []),
        (SalesFacts(claimed_loss=500_001), ["JUST_ABOVE_EDGE"]),
        (SalesFacts(claimed_loss=510_000), ["JUST_ABOVE_EDGE"]),
        (SalesFacts(claimed_loss=510_001), []),
    ],
)
def test_what_else_is_known_is_held_against_the_loss(facts: SalesFacts, flags: list[str]) -> None:
    assert codes(compared(all_weeks(w3=1_200_007), facts=facts)) == flags


def test_rows_of_a_table_become_amounts_and_closed_days() -> None:
    rows = [Day(OUTAGE, 5), Day(QUIET_WEEK, None), Day(STARTS[0], None, closed=True), Day(STARTS[1], 0)]
    assert split_days(rows) == ({OUTAGE: 5, STARTS[1]: 0}, frozenset({STARTS[0]}))


ALL_DAYS = [STARTS[0] + dt.timedelta(n) for n in range(56)]


@given(st.dictionaries(st.sampled_from(ALL_DAYS), st.integers(0, 10**7)), st.sets(st.sampled_from(ALL_DAYS)))
def test_the_loss_is_the_difference_and_never_negative(days: dict[dt.date, int], closed: set[dt.date]) -> None:
    found = compared(days, closed=frozenset(closed))
    if found.verified_loss is None:
        assert found.outage_week_sales is None or found.normal_week_sales is None
        return
    assert found.outage_week_sales is not None
    assert found.normal_week_sales is not None
    assert found.verified_loss == sales_loss(found.normal_week_sales, found.outage_week_sales) >= 0
    totals = [week.total for week in found.weeks if week.is_candidate and week.total is not None]
    assert found.normal_week_sales == max(totals)
    best = next(week for week in found.weeks if week.start == found.best_week)
    assert bool(best.missing) == any(
        flag.code == "MISSING_DAYS" and flag.facts["week"] == best.start for flag in found.flags
    )


@given(st.lists(st.integers(0, 10**6), min_size=56, max_size=56), st.integers(1, 10**6))
def test_more_sales_in_the_outage_week_never_raise_the_loss(amounts: list[int], more: int) -> None:
    days = dict(zip(ALL_DAYS, amounts, strict=True))
    less = compared(days).verified_loss
    then = compared(days | {OUTAGE: days[OUTAGE] + more}).verified_loss
    assert less is not None
    assert then is not None
    assert then <= less
