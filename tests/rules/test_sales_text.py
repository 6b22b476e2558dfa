"""Days of sales in pasted and chosen text: by lines, commas, tabs and words in a line."""

import datetime as dt

import pytest

from reviewer.rules.korean_forms import amount_of, amounts_in, dates_in
from reviewer.rules.places import on_page
from reviewer.rules.sales_text import days_in_text

PAPER = "ab" * 32


def read(text: str) -> list[tuple[int, int | None]]:
    return [(one.date.day, one.amount) for one in days_in_text(text, 2022)]


@pytest.mark.parametrize(
    "text",
    [
        "10월 15일 180,000원\n10월 16일 휴무\n10월 17일 12만 4천원",
        "10/15(토) 180,000\n10/16(일) 휴무\n10/17(월) 124,000",
        "2022-10-15\t180000\n2022-10-16\t정기휴무\n2022-10-17\t124000",
        "2022. 10. 15. ₩180,000\n2022. 10. 16. closed\n2022. 10. 17. ₩124,000",
        "10.15 180,000\n10.16 휴무\n10.17 124,000",
    ],
)
def test_pasted_days_are_read_in_the_usual_forms(text: str) -> None:
    assert [(one.date.day, one.amount, one.closed) for one in days_in_text(text, 2022)] == [
        (15, 180_000, False), (16, None, True), (17, 124_000, False),
    ]  # fmt: skip


def test_of_several_figures_in_a_line_the_column_of_sales_is_taken() -> None:
    text = "거래일자\t건수\t승인금액\n2022-10-15\t3\t180,000\n2022-10-16\t5\t210,000\n2022-10-17\t4\t190,000"
    assert [one.amount for one in days_in_text(text, 2022)] == [180_000, 210_000, 190_000]


def test_days_of_a_page_without_places_of_their_own_are_bound_to_the_choice() -> None:
    place = on_page(PAPER, 3, 10, 10, 200, 40)
    assert [one.place for one in days_in_text("10월 15일 180,000원", 2022, place)] == [place]


def test_text_without_days_gives_none() -> None:
    assert days_in_text("합계 1,234,000원\n감사합니다", 2022) == []


NETS = [(15, 170_000), (16, 190_000), (17, 205_000)]


@pytest.mark.parametrize(
    "text",
    [
        "일자 승인금액 취소금액 순매출\n10/15 180,000 -10,000 170,000\n10/16 190,000 0 190,000\n"
        "10/17 210,000 -5,000 205,000",
        "일자 승인금액 취소금액\n10/15 180,000 -10,000\n10/16 190,000 0\n10/17 210,000 -5,000",
        "거래일자 승인건수 승인금액 취소건수 취소금액 합계\n10/15 12 180,000 1 10,000 170,000\n"
        "10/16 9 190,000 0 0 190,000\n10/17 11 210,000 1 5,000 205,000",
        "거래 일자 승인 금액 취소 금액 순 매출\n10/15 180,000 -10,000 170,000\n10/16 190,000 0 190,000\n"
        "10/17 210,000 -5,000 205,000",
        "거래 일자   승인 금액   취소 금액\n10/15   180,000 원   10,000 원\n10/16 190,000원 0원\n"
        "10/17   210,000 원   5,000 원",
        "일자,승인금액,취소금액\n2022-10-15,180000,-10000\n2022-10-16,190000,0\n2022-10-17,210000,-5000",
        '일자,승인금액,취소금액\n10/15,"180,000","10,000"\n10/16,"190,000",0\n10/17,"210,000","5,000"',
        "2022-10-15,170000\n2022-10-16,190000\n2022-10-17,205000",
        "2022년 10월\n15일 170,000\n16일(일) 190,000\n17일 205,000",
        "10월 15일 170,000\n16일 190,000원\n17일 205,000원",
        "’22.10.15 170,000\n‘22.10.16 190,000\n’22.10.17 205,000",
        "10/15 카드 120,000\n10/15 현금 50,000\n10/16 카드 190,000\n"
        "10/17 카드 210,000\n10/17 카드 5,000\n10/17 취소 -10,000",
        "10/15 카드 120,000\n10/15 현금 50,000\n10/15 합계 170,000\n10/16 190,000\n10/17 205,000",
    ],
)
def test_the_net_of_each_day_is_read_whatever_parts_the_columns(text: str) -> None:
    assert read(text) == NETS


def test_one_line_under_a_heading_of_as_many_words_is_enough() -> None:
    assert read("일자 승인금액 취소금액 순매출\n10/15 180,000 -10,000 170,000") == [(15, 170_000)]


@pytest.mark.parametrize(
    "text",
    [
        "거래 일자 승인 금액 취소 금액\n10/15 180,000 10,000\n10/16 190,000 500",
        "10/15 180,000 210,000\n10/16 190,000 230,000",
        "10/15,180,000\n10/16,190,000",
        "15일 180,000\n16일 190,000",
        "2022년 10월\n32일 180,000",
        "2022년 10월\n16일(토) 180,000",
    ],
)
def test_where_more_than_one_reading_is_possible_none_is_offered(text: str) -> None:
    assert read(text) == []


def test_a_line_of_fewer_words_than_its_heading_has_no_figure() -> None:
    text = "일자 승인금액 취소금액 순매출\n10/15 180,000 -10,000 170,000\n10/16 190,000 190,000\n10/17 휴무"
    found = days_in_text(text, 2022)
    assert [(one.amount, one.closed) for one in found] == [(170_000, False), (None, False), (None, True)]


def test_years_after_a_curly_mark_and_amounts_after_the_word_for_money_are_read() -> None:
    assert [one.date for one in dates_in("발행 ’22.10.15 귀하")] == [dt.date(2022, 10, 15)]
    assert amount_of("일금 백이십삼만원") == amount_of("금 백이십삼만원정") == 1_230_000
    assert [one.amount for one in amounts_in("합계 일금 백이십삼만원")] == [1_230_000]
    assert read("10/15 일금 백이십삼만원") == [(15, 1_230_000)]
