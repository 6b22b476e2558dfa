"""Registration numbers, amounts and dates as people write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.rules import korean
from reviewer.rules.numbers import (
    brn_is_valid,
    corporate_number_is_valid,
    digits,
    format_brn,
    parse_date,
    parse_won,
)


@pytest.mark.parametrize(
    "brn", ["120-81-47521", "220-81-62517", "124-81-00998", "116-82-00276", "１２０８１４７５２１"]
)
def test_a_right_registration_number_is_valid(brn: str) -> None:
    assert brn_is_valid(brn)


@pytest.mark.parametrize("brn", ["120-81-47522", "1208147521 0", "", "120-81-4752"])
def test_a_wrong_registration_number_is_not(brn: str) -> None:
    assert not brn_is_valid(brn)


@given(st.text(alphabet="0123456789", min_size=9, max_size=9))
def test_exactly_one_check_digit_fits(nine: str) -> None:
    assert sum(brn_is_valid(nine + last) for last in "0123456789") == 1


@given(st.text(alphabet="0123456789", min_size=12, max_size=12))
def test_exactly_one_check_digit_fits_a_corporate_number(twelve: str) -> None:
    assert sum(corporate_number_is_valid(twelve + last) for last in "0123456789") == 1
    assert not corporate_number_is_valid(twelve)


def test_a_registration_number_is_written_with_hyphens() -> None:
    assert format_brn("1208147521") == "120-81-47521"
    assert digits("１２-a3") == "123"
    with pytest.raises(ValueError, match="ten digits"):
        format_brn("12081")


@pytest.mark.parametrize(
    "text",
    ["1,840,000원", "184만원", "184만 원", "1.84백만", "₩1,840,000", "1840000.0", "１，８４０，０００", "백팔십사만원",
     "일백팔십사만원", "1백84만원", "1,840천원", "KRW 1,840,000", "1,840,000 won", "￦1,840,000", " 1840000 ",
     "1 840 000", "금1,840,000원", "금1,840,000원(금일백팔십사만원)", "일금 백팔십사만원정", "0.0184억", "1840000원정"],
)  # fmt: skip
def test_every_usual_way_to_write_an_amount_is_read(text: str) -> None:
    assert parse_won(text) == 1_840_000


@pytest.mark.parametrize(
    ("text", "won"),
    [("0", 0), ("0원", 0), ("1.5백만", 1_500_000), ("3만5천원", 35_000), ("1억 2,000만원", 120_000_000),
     ("184만5,600원", 1_845_600), ("5십만", 500_000), ("만원", 10_000)],
)  # fmt: skip
def test_mixed_forms_are_read(text: str, won: int) -> None:
    assert parse_won(text) == won


@pytest.mark.parametrize("text", ["-5000", "−5,000원", "(5,000)", "△5,000", "▲ 5,000원", "₩-5,000", "－５０"])
def test_a_negative_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="negative"):
        parse_won(text)


@pytest.mark.parametrize(
    "text",
    ["", " ", "원", "없음", "약 184만원", "1,84,000", "1.840.000", "1,840,000.5", "1.84E+06", "0.00001만", "1만20000",
     "2천15백", "1만억", "1 84", "1억1억", "99999999999999999", "1840000원 2022", "금1,000원(금이천원)",
     "십이백", "5000-",
     "1." + "0" * 40 + "1", "nan", "1_000", "$5", "만1.5만"],
)  # fmt: skip
def test_an_amount_is_never_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r"amount|number|out of order|differ"):
        parse_won(text)


@given(st.integers(0, korean.LARGEST_WON))
def test_every_amount_we_write_is_read_back(won: int) -> None:
    assert parse_won(f"{won:,}원") == parse_won(str(won)) == parse_won(f"{won}.0") == won
    assert parse_won(korean.won_ko(won)) == parse_won(korean.krw(won)) == won
    assert parse_won(korean.won_plain(won, "en")) == won


@given(st.text() | st.text(alphabet="0123456789.,만억천백십일이원-() ₩"))
def test_any_text_gives_an_amount_or_a_refusal(text: str) -> None:
    try:
        won = parse_won(text)
    except ValueError:
        return
    assert 0 <= won <= korean.LARGEST_WON


@pytest.mark.parametrize(
    "text",
    ["2022. 10. 15.", "2022.10.15", "2022-10-15", "20221015", "20221015.0", "22.10.15", "22. 10. 15.",
     "2022년 10월 15일", "2022년10월15일", "22년 10월 15일", "2022/10/15", "2022-10-15 13:20:00", "2022-10-15T13:20",
     "2022-10-15T13:20:00.123+09:00", "2022-10-15T00:30:00Z", "2022-10-14T15:00:00Z", "2022.10.15(토)",
     "2022년 10월 15일 토요일", "2022. 10. 15. 오후 3:30", "2022-10-15 11:59 PM", "２０２２．１０．１５", "'22.10.15",
     "20221015132000", "2022–10–15", "2022. 10.15."],
)  # fmt: skip
def test_every_usual_way_to_write_a_date_is_read(text: str) -> None:
    assert parse_date(text) == dt.date(2022, 10, 15)


def test_two_digit_years_and_zones() -> None:
    assert parse_date("98.3.2") == dt.date(1998, 3, 2)
    assert parse_date("69.3.2") == dt.date(2069, 3, 2)
    assert parse_date("70.3.2") == dt.date(1970, 3, 2)
    assert parse_date("2022-10-15T20:00:00Z") == dt.date(2022, 10, 16)
    assert parse_date("2022-10-15 오후 8:00Z") == dt.date(2022, 10, 16)


@pytest.mark.parametrize(
    "text",
    ["", "2022", "2022.10", "221015", "44849", "10/15/2022", "15-Oct-22", "2022-13-01", "2022-02-29", "2월7일",
     "2022-10.15", "1899-12-31", "2101-01-01", "2022.0", "20221315", "0000-00-00", "어제"],
)  # fmt: skip
def test_a_date_is_never_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|year|month|day"):
        parse_date(text)


@given(st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31)))
def test_every_date_we_write_is_read_back(day: dt.date) -> None:
    assert parse_date(korean.date_ko(day)) == parse_date(day.isoformat()) == parse_date(f"{day:%Y%m%d}") == day
    assert parse_date(f"{day:%y.%m.%d}") == day


@given(st.text() | st.text(alphabet="0123456789.-/년월일 T:Z+"))
def test_any_text_gives_a_date_or_a_refusal(text: str) -> None:
    try:
        day = parse_date(text)
    except ValueError:
        return
    assert 1900 <= day.year <= 2101
