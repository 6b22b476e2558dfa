"""Dates, amounts and periods are read in the usual Korean forms, and nothing else is taken for one."""

import datetime as dt

import pytest

from reviewer.rules.korean_forms import amount_of, amounts_in, date_of, dates_in, month_of, periods_in, unit_of

SATURDAY = dt.date(2022, 10, 15)


@pytest.mark.parametrize(
    "text",
    [
        "2022. 10. 15.", "2022.10.15", "2022-10-15", "2022/10/15", "22.10.15", "'22.10.15", "20221015",
        "2022년 10월 15일", "2022년10월15일(토)", "２０２２．１０．１５", "2022–10–15",
        "2022-10-15 13:20:05", "2022. 10. 15(토)",
    ],
)  # fmt: skip
def test_a_date_with_its_year_is_read_in_every_usual_form(text: str) -> None:
    assert date_of(text) == SATURDAY
    assert [one.date for one in dates_in(f"거래일 {text} 승인")] == [SATURDAY]


@pytest.mark.parametrize("text", ["10/15(토)", "10월 15일", "10/15 (토)", "10.15", "10-15", "10/15", "10월15일 토요일"])
def test_a_date_without_year_is_read_only_where_the_year_is_known(text: str) -> None:
    assert date_of(text, 2022) == SATURDAY
    assert date_of(text) is None


def test_a_weekday_that_does_not_fit_rules_the_year_out() -> None:
    assert date_of("10/15(금)", 2022) is None
    assert date_of("10/15(금)", 2021) == dt.date(2021, 10, 15)


@pytest.mark.parametrize(
    "text",
    ["010-2022-1015", "123-22-10151", "1,234,567", "20221015원", "2022-13-15", "10:15", "제10.15호", "1234-20-221015"],
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert dates_in(text, 2022) == []


def test_a_date_says_where_it_stands() -> None:
    found = dates_in("조회 2022.10.15 부터 10월 21일까지", 2022)
    assert [(one.start, one.date) for one in found] == [(3, SATURDAY), (17, dt.date(2022, 10, 21))]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,234,000원", 1_234_000), ("1234000", 1_234_000), ("123만 4천원", 1_234_000), ("₩5,000", 5_000),
        ("￦ 5,000", 5_000), ("(1,000)", -1_000), ("△1,000", -1_000), ("-1,000", -1_000), ("▲ 1,000", -1_000),
        ("265900.0", 265_900), ("1억 2,000만원", 120_000_000), ("0", 0), ("1,840천원", 1_840_000),
        ("금30,000원정", 30_000), ("1.5만원", 15_000),
        ("십이만 원", 120_000),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_every_usual_form(text: str, amount: int) -> None:
    assert amount_of(text) == amount
    assert [one.amount for one in amounts_in(f"합계 {text} 입니다")] == [amount]


@pytest.mark.parametrize(
    "text", ["", "-", "휴무", "12345.5", "이천", "3건", "10%", "2022-10-15", "1,23,4", "1/2", "12:30", "2,300명"]
)
def test_what_is_no_whole_amount_is_not_guessed(text: str) -> None:
    assert amount_of(text) is None


def test_amounts_stand_beside_dates_times_and_counts_without_being_mixed_up_with_them() -> None:
    text = "2022-10-15 13:20 3건 45,000원 취소 △5,000 승인 010-1234-5678"
    assert [one.amount for one in amounts_in(text)] == [45_000, -5_000]


def test_an_amount_wholly_in_hangul_is_read() -> None:
    assert [one.amount for one in amounts_in("금423,900원(금사십이만삼천구백원)")] == [423_900, 423_900]


@pytest.mark.parametrize(
    "text",
    ["2022-09-01 ~ 2022-10-31", "2022.9.1.~10.31.", "2022. 9. 1.부터 2022. 10. 31.까지",
     "2022년 9월 1일 - 2022년 10월 31일", "2022-09 ~ 2022-10"],
)  # fmt: skip
def test_a_period_is_read_in_every_usual_form(text: str) -> None:
    found = periods_in(f"조회기간 : {text}")
    assert [(one.first, one.last) for one in found] == [(dt.date(2022, 9, 1), dt.date(2022, 10, 31))]


def test_a_cell_may_name_a_month_without_a_day() -> None:
    assert month_of("2022-09") == month_of("2022년 9월") == month_of("2022.09") == (2022, 9)
    assert month_of("2022-09-01") is None


def test_the_unit_of_a_table_is_read() -> None:
    assert unit_of("(단위 : 천원)") == 1_000
    assert unit_of("단위: 원") == unit_of("일자별 매출") == 1
