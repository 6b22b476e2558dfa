"""The figures: classes of age, months without a gap, what stands together, and whether a hint held."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reviewer import RESOURCES
from reviewer.rules.calendar import Calendar
from reviewer.rules.figures import outcomes, progress, work
from reviewer.rules.figures.figure import REST, SHOWN, largest_first
from reviewer.rules.figures.tallies import Decided, Money, Stood
from reviewer.rules.plan_file import read_plan

PLAN = read_plan((RESOURCES / "plans" / "kakao-1015.toml").read_text(encoding="utf-8"))
CALENDAR = Calendar(PLAN.holidays, PLAN.holiday_years)
YEARS = sorted(PLAN.holiday_years)
days = st.dates(dt.date(YEARS[0], 1, 1), dt.date(YEARS[-1], 12, 31))


@given(since=st.lists(days, min_size=1, max_size=6), day=days)
def test_ages_are_the_working_days_of_the_calendar(since: list[dt.date], day: dt.date) -> None:
    found = progress.working_days([one.isoformat() for one in since], PLAN, day)
    for one in since:
        assert found[one.isoformat()] == (CALENDAR.working_days_between(one, day) if one <= day else 0)


def test_a_claim_stands_in_the_class_whose_end_it_has_not_passed() -> None:
    ten = dt.date(2023, 3, 2)
    since = next(day for n in range(40) if CALENDAR.working_days_between(day := ten - dt.timedelta(n), ten) == 10)
    open_claim = Stood("INDIVIDUAL", "IN_REVIEW", since.isoformat(), True, 3)
    figure = progress.ages([open_claim, replace(open_claim, received_on="", count=2)], PLAN, ten)
    assert figure.cells[0] == (3, 0, 0)
    assert (figure.rows[-1], figure.cells[-1]) == ("NO_DAY", (2, 0, 0))
    assert figure.notes == (("median_age", {"days": 10}), ("oldest", {"days": 10}))
    assert progress.ages([open_claim], PLAN, ten + dt.timedelta(1)).cells[1] == (3, 0, 0)


def test_a_year_without_holidays_is_told_not_guessed() -> None:
    strange = YEARS[-1] + 2
    waiting = Stood("INDIVIDUAL", "IN_REVIEW", f"{strange}-03-02", True, 1)
    figure = progress.ages([waiting], PLAN, dt.date(strange, 4, 3))
    assert ("holidays_unknown", {"year": strange}) in figure.notes


def test_months_have_no_gap_and_are_added_up() -> None:
    came = [Stood("INDIVIDUAL", "ASSIGNED", day, True, 2) for day in ("2022-11-30", "2023-02-01")]
    figure = progress.pace(came, {"2023-03": 3})
    assert figure.rows == ("2022-11", "2022-12", "2023-01", "2023-02", "2023-03")
    assert figure.cells == ((2, 0), (2, 0), (2, 0), (4, 0), (4, 3))
    assert progress.pace([], {}).rows == ()


def test_lanes_without_work_are_done_and_a_report_is_no_application() -> None:
    stood = [Stood("USER", "ROUTED", "", False, 7), Stood("FLAT_30K", "ROUTED", "", False, 5),
             Stood("FLAT_30K", "PAID", "", True, 1)]  # fmt: skip
    figure = progress.standing(stood, PLAN)
    assert dict(zip(figure.rows, figure.counts, strict=True)) == {
        "REPORTED": 5, "DONE": 1, "LANE": 7, **{f"STEP{n}": 0 for n in range(6)},
    }  # fmt: skip
    assert figure.notes == (("finished", {"done": 8, "n": 13, "share": "61.5"}),)


def test_of_nothing_no_share_is_told() -> None:
    assert progress.standing([], PLAN).notes == ()
    assert work.put_back({}).notes == ()


def test_every_disposition_that_ends_a_claim_has_its_group() -> None:
    final = {code for code, one in PLAN.dispositions.items() if one.final}
    assert {outcomes.outcome_of(code) for code in final} == set(outcomes.OUTCOMES)


def test_a_claim_with_several_services_counts_with_each_but_once_in_n() -> None:
    first, second, *_ = PLAN.services
    figure = outcomes.by_service([Decided("", (first, second), "FIXED", 4), Decided("", (), "FIXED", 1)], PLAN)
    assert dict(zip(figure.rows, figure.counts, strict=True)) == {first: 4, second: 4, "NOT_STATED": 1}
    assert figure.n == 5


def test_bands_of_losses_begin_with_those_of_the_plan() -> None:
    assert outcomes.ends_of_bands(PLAN) == (300_000, 500_000, 1_000_000, 2_000_000, 5_000_000)
    figure = outcomes.asked_and_awarded([Money(5, 2, 9_000_000, 8_000_000, 2, 2, 700_000, 1)], PLAN)
    assert (figure.rows[-1], figure.cells[-1], figure.behind) == (
        "MORE",
        (9_000_000, 8_000_000, 700_000),
        (0,) * 5 + (2,),
    )


@given(st.dictionaries(st.tuples(st.integers(1, 30).map(str), st.sampled_from("ab")), st.integers(0, 9)))
def test_nothing_is_lost_where_rows_stand_together(tally: dict[tuple[str, str], int]) -> None:
    together, rows = largest_first(tally)
    assert sum(together.get((row, one), 0) for row in rows for one in "ab") == sum(tally.values())
    assert len(rows) <= SHOWN
    assert REST not in rows[:-1]


def test_a_hint_holds_when_it_is_clear_and_so_was_the_answer() -> None:
    assert [work.held(*one) for one in (("FULL", "PASS"), ("NONE", "FAIL"))] == ["SAME", "SAME"]
    assert [work.held(*one) for one in (("FULL", "FAIL"), ("NONE", "PASS"))] == ["OTHER", "OTHER"]
    assert {work.held(*one) for one in (("PARTIAL", "PASS"), ("FULL", "NA"), ("NO_DATA", "FAIL"))} == {"OPEN"}
    found = {("SBC3", "FULL", "PASS"): 8, ("SBC3", "NONE", "PASS"): 2, ("SLS1", "NO_DATA", "PASS"): 5}
    assert work.hint_checks(found).cells == ((8, 2, 0),)
    assert work.hint_levels(found).counts == (8, 0, 2, 5)
    assert work.hint_checks(found).notes == (("held", {"same": 8, "n": 10, "share": "80.0"}),)
