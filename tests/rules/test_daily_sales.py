"""Daily sales are read out of tables as tills, card companies and owners really lay them out."""

import datetime as dt

from reviewer.rules import daily_sales
from reviewer.rules.daily_sales import DayRead, SalesTable, days_in_cells, days_in_words
from reviewer.rules.reading import Row, Word

PAPER = "a" * 64


def rows(*cells: tuple[str, ...], sheet: int = 1) -> list[Row]:
    return [Row(sheet, number, line) for number, line in enumerate(cells, 1)]


def words(text: str, page: int = 1) -> list[Word]:
    """A page set in letters of equal width: a letter is 5 points wide, a line 12 points high."""
    found = []
    for line, written in enumerate(text.strip("\n").splitlines()):
        at = 0
        for word in written.split(" "):
            if word:
                box = (at * 50, line * 160, (at + len(word)) * 50, line * 160 + 120)
                found.append(Word(word, page, box))
            at += len(word) + 1
    return found


def sold(days: list[DayRead]) -> dict[str, int | None]:
    return {f"{day.date:%m%d}": day.amount for day in days}


def only(tables: list[SalesTable]) -> SalesTable:
    assert len(tables) == 1
    return tables[0]


def test_a_card_list_with_cancellations_counts_what_is_left() -> None:
    table = rows(
        ("거래일자", "승인건수", "승인금액", "취소건수", "취소금액"),
        ("2022-10-15", "12", "300,000", "1", "20,000"),
        ("2022-10-16", "9", "210,000", "0", "0"),
    )
    assert sold(days_in_cells(table, PAPER)) == {"1015": 280_000, "1016": 210_000}


def test_a_day_knows_its_cells() -> None:
    table = rows(("날짜", "매출"), ("2022.10.15", "300,000"), ("2022.10.16", "210,000"))
    first = days_in_cells(table, PAPER)[0]
    assert (first.place.document, first.place.sheet, first.place.box) == (PAPER, 1, (2, 1, 2, 2))


def test_a_book_kept_by_hand_has_days_without_year_and_closed_days() -> None:
    table = rows(
        ("2022년 10월 매출장", "", ""),
        ("", "날짜", "매출액", "비고"),
        ("", "10/14", "350,000원", ""),
        ("", "10/15", "120,000원", "카톡 장애"),
        ("", "10/16", "", "정기휴무"),
        ("", "10/17", "", ""),
        ("", "10/18", "410,000원", ""),
    )
    days = days_in_cells(table, PAPER)
    assert sold(days) == {"1014": 350_000, "1015": 120_000, "1016": None, "1017": None, "1018": 410_000}
    assert [day.closed for day in days] == [False, False, True, False, False]


def test_card_and_cash_without_a_total_are_added() -> None:
    table = rows(("일자", "카드", "현금"), ("10/15(토)", "100,000", "50,000"), ("10/16(일)", "80,000", "0"))
    assert sold(days_in_cells(table, PAPER)) == {"1015": 150_000, "1016": 80_000}


def test_the_total_column_is_taken_before_its_parts() -> None:
    table = rows(
        ("영업일자", "카드매출", "현금매출", "총매출", "객수"),
        ("2022-10-15", "100,000", "50,000", "150,000", "14"),
        ("2022-10-16", "80,000", "20,000", "100,000", "11"),
    )
    assert sold(days_in_cells(table, PAPER)) == {"1015": 150_000, "1016": 100_000}


def test_supply_value_tax_and_fees_are_not_the_sales() -> None:
    table = rows(
        ("매출일", "공급가액", "부가세", "합계", "수수료"),
        ("2022-10-15", "100,000", "10,000", "110,000", "1,100"),
        ("2022-10-16", "50,000", "5,000", "55,000", "550"),
    )
    assert sold(days_in_cells(table, PAPER)) == {"1015": 110_000, "1016": 55_000}


def test_single_sales_of_a_day_are_added_up_and_cancelled_ones_taken_off() -> None:
    table = rows(
        ("승인일시", "구분", "승인금액"),
        ("2022-10-15 11:02", "승인", "30,000"),
        ("2022-10-15 12:40", "승인", "20,000"),
        ("2022-10-15 12:55", "취소", "20,000"),
        ("2022-10-16 10:00", "승인", "15,000"),
    )
    assert sold(days_in_cells(table, PAPER)) == {"1015": 30_000, "1016": 15_000}


def test_the_day_of_the_sale_counts_and_not_the_day_of_the_money() -> None:
    table = rows(
        ("거래일자", "입금예정일", "매출금액"),
        ("2022-10-14", "2022-10-18", "30,000"),
        ("2022-10-15", "2022-10-19", "20,000"),
    )
    assert sold(days_in_cells(table, PAPER)) == {"1014": 30_000, "1015": 20_000}


def test_two_months_side_by_side_are_both_read() -> None:
    table = rows(
        ("9월", "매출", "10월", "매출"),
        ("2022-09-01", "10,000", "2022-10-01", "30,000"),
        ("2022-09-02", "20,000", "2022-10-02", "40,000"),
    )
    assert sold(days_in_cells(table, PAPER)) == {"0901": 10_000, "0902": 20_000, "1001": 30_000, "1002": 40_000}


def test_a_table_in_thousands_of_won_is_brought_to_won() -> None:
    table = rows(("(단위: 천원)", ""), ("일자", "매출"), ("2022-10-15", "300"), ("2022-10-16", "210"), ("합계", "510"))
    found = only(daily_sales.tables_in_cells(table, PAPER))
    assert [day.amount for day in found.days] == [300_000, 210_000]
    assert [total.amount for total in found.totals] == [510_000]


def test_two_amounts_without_headings_are_not_guessed() -> None:
    table = rows(("2022-10-15", "300,000", "290,000"), ("2022-10-16", "210,000", "250,000"))
    assert days_in_cells(table, PAPER) == []


def test_figures_without_headings_are_taken_where_they_add_up() -> None:
    table = rows(("2022-10-15", "300,000", "20,000", "280,000"), ("2022-10-16", "210,000", "10,000", "200,000"))
    assert sold(days_in_cells(table, PAPER)) == {"1015": 280_000, "1016": 200_000}


def test_the_same_days_on_a_second_sheet_are_not_added_to_the_first() -> None:
    first = rows(("일자", "매출"), ("2022-10-15", "300"), ("2022-10-16", "210"))
    second = rows(("일자", "매출"), ("2022-10-15", "999"), ("2022-10-16", "999"), sheet=2)
    assert sold(days_in_cells([*first, *second], PAPER)) == {"1015": 300, "1016": 210}


def test_totals_are_read_with_the_days_they_follow() -> None:
    table = rows(
        ("일자", "매출"),
        ("2022-09-29", "100"), ("2022-09-30", "200"), ("9월 소계", "300"),
        ("2022-10-01", "400"), ("2022-10-02", "500"), ("10월 소계", "900"),
        ("총 합계", "1,200"),
    )  # fmt: skip
    found = only(daily_sales.tables_in_cells(table, PAPER))
    assert [(total.amount, total.days_before) for total in found.totals] == [(300, 2), (900, 4), (1_200, 4)]


def test_a_printed_page_is_read_like_a_sheet() -> None:
    page = words("""
      한울카드 가맹점 매출 조회
      조회일시 : 2023. 2. 4. 15:32      합계 금액 : 490,000 원
      거래 일자          건수        승인 금액        취소 금액        정산 금액
      2022. 10. 15. (토)    12          300,000          20,000          280,000
      2022. 10. 16. (일)     9          210,000               0          210,000
      합계                  21          510,000          20,000          490,000
    """)
    found = only(daily_sales.tables_in_words(page, PAPER))
    assert sold(list(found.days)) == {"1015": 280_000, "1016": 210_000}
    assert [total.amount for total in found.totals] == [490_000]
    assert found.nets_refunds is True


def test_a_table_that_goes_on_over_a_page_with_its_heading_printed_again_is_one_table() -> None:
    head = "출력일시 : 2023-02-04 15:32\n\n일자         매출액\n"
    pages = words(head + "2022-10-15    300,000\n2022-10-16    210,000") + words(
        head + "2022-10-17     90,000\n2022-10-18     80,000\n합 계        680,000", page=2
    )
    found = only(daily_sales.tables_in_words(pages, PAPER))
    assert sold(list(found.days)) == {"1015": 300_000, "1016": 210_000, "1017": 90_000, "1018": 80_000}
    assert [total.amount for total in found.totals] == [680_000]
    assert found.days[2].place.page == 2


def test_two_columns_of_days_on_a_page_are_both_read() -> None:
    page = words("""
      9/1(목)    10,000      10/1(토)    30,000
      9/2(금)    20,000      10/2(일)    40,000
      9/3(토)    25,000      10/3(월)    45,000
    """)
    assert days_in_words(page, PAPER) == sorted(days_in_words(page, PAPER), key=lambda day: day.date)
    assert sold(days_in_words(page, PAPER)) == {
        "0901": 10_000, "0902": 20_000, "0903": 25_000, "1001": 30_000, "1002": 40_000, "1003": 45_000,
    }  # fmt: skip


def test_days_of_another_year_are_not_taken_for_those_of_2022() -> None:
    table = rows(("일자", "매출"), ("10/15(금)", "300"), ("10/16(토)", "210"))
    assert days_in_cells(table, PAPER) == []
    assert [day.date for day in days_in_cells(table, PAPER, year=2021)] == [
        dt.date(2021, 10, 15),
        dt.date(2021, 10, 16),
    ]


def test_an_amount_that_is_written_in_two_words_is_one() -> None:
    page = words("10월 17일 12만 4천원\n10월 18일 9만 원")
    assert sold(days_in_words(page, PAPER)) == {"1017": 124_000, "1018": 90_000}
