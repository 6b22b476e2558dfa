"""Deadlines and working days."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.rules.calendar import Calendar
from reviewer.rules.problem import Problem

_DAYS = {
    2022: "1/1 1/31 2/1 2/2 3/1 3/9 5/5 5/8 6/1 6/6 8/15 9/9 9/10 9/11 9/12 10/3 10/9 10/10 12/25",
    2023: "1/1 1/21 1/22 1/23 1/24 3/1 5/5 5/27 5/29 6/6 8/15 9/28 9/29 9/30 10/2 10/3 10/9 12/25",
    2024: "1/1 2/9 2/10 2/11 2/12 3/1 4/10 5/5 5/6 5/15 6/6 8/15 9/16 9/17 9/18 10/1 10/3 10/9 12/25",
}
HOLIDAYS = frozenset(dt.date(year, *map(int, day.split("/"))) for year, days in _DAYS.items() for day in days.split())
CALENDAR = Calendar(HOLIDAYS, frozenset(_DAYS))
KNOWN_DAYS = st.dates(dt.date(2022, 1, 1), dt.date(2024, 9, 30))


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        (dt.date(2023, 4, 28), 30, dt.date(2023, 5, 30)),  # Sunday, then a holiday
        (dt.date(2023, 3, 6), 30, dt.date(2023, 4, 5)),
        (dt.date(2022, 9, 8), 1, dt.date(2022, 9, 13)),  # Chuseok
        (dt.date(2024, 2, 8), 1, dt.date(2024, 2, 13)),  # Seollal
        (dt.date(2023, 3, 6), 0, dt.date(2023, 3, 6)),
    ],
)
def test_a_period_ends_on_a_working_day(received: dt.date, days: int, due: dt.date) -> None:
    assert CALENDAR.due(received, days) == due


def test_a_review_can_be_asked_for_until_the_safe_date() -> None:
    assert CALENDAR.safe_due(dt.date(2023, 3, 6), 30) == dt.date(2023, 4, 12)
    assert CALENDAR.safe_due(dt.date(2023, 3, 6), 30, delivery_days=0) == dt.date(2023, 4, 5)


def test_a_deadline_outside_the_table_is_not_guessed() -> None:
    with pytest.raises(Problem) as caught:
        CALENDAR.due(dt.date(2024, 12, 20), 30)
    assert (caught.value.code, caught.value.facts) == ("CalendarUnknown", {"year": 2025})


def test_a_deadline_that_would_roll_over_into_an_unknown_year_is_not_guessed() -> None:
    calendar = Calendar(frozenset({dt.date(2023, 12, 29)}), frozenset({2023}))
    assert calendar.due(dt.date(2023, 12, 1), 27) == dt.date(2023, 12, 28)
    with pytest.raises(Problem):
        calendar.due(dt.date(2023, 12, 1), 28)


def test_a_holiday_outside_the_table_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        Calendar(frozenset({dt.date(2021, 1, 1)}), frozenset({2022}))


def test_working_days_are_counted_after_the_first_day() -> None:
    friday = dt.date(2022, 10, 7)
    assert CALENDAR.working_days_between(friday, friday) == 0
    assert CALENDAR.working_days_between(friday, dt.date(2022, 10, 11)) == 1  # 10/10 is a holiday
    with pytest.raises(ValueError, match="before"):
        CALENDAR.working_days_between(friday, dt.date(2022, 10, 6))
    with pytest.raises(ValueError, match="days"):
        CALENDAR.due(friday, -1)


@given(KNOWN_DAYS, st.integers(0, 60))
def test_due_is_the_first_working_day_at_or_after_the_period(received: dt.date, days: int) -> None:
    due = CALENDAR.due(received, days)
    plain = received + dt.timedelta(days)
    assert CALENDAR.is_working_day(due)
    assert due >= plain
    assert not any(CALENDAR.is_working_day(plain + dt.timedelta(n)) for n in range((due - plain).days))


@given(KNOWN_DAYS, st.integers(0, 30), st.integers(0, 30))
def test_working_days_add_up(first: dt.date, one: int, other: int) -> None:
    middle = first + dt.timedelta(one)
    last = middle + dt.timedelta(other)
    whole = CALENDAR.working_days_between(first, last)
    assert whole == CALENDAR.working_days_between(first, middle) + CALENDAR.working_days_between(middle, last)
