"""Days of sales taken out of chosen cells."""

import datetime as dt

from reviewer.rules.places import on_sheet
from reviewer.rules.sales_taking import DayFound, Standing, days_in_block, days_in_order, standing_of

PAPER = "ab" * 32
WINDOW = (dt.date(2022, 9, 1), dt.date(2022, 10, 31))


def day(n: int) -> dt.date:
    return dt.date(2022, 10, n)


def test_every_day_of_a_block_has_the_place_of_its_own_cells() -> None:
    cells = [["거래일자", "건수", "승인 금액"], ["2022-10-15", "3", "180,000"], ["2022-10-16", "5", "21만원"]]
    found = days_in_block(cells, on_sheet(PAPER, 2, 8, 3, 10, 5), 2022)
    assert [(one.date, one.amount) for one in found] == [(day(15), 180_000), (day(16), 210_000)]
    assert [one.place and one.place.sheet for one in found] == [2, 2]
    assert found[0].place is not None
    assert (found[0].place.box[0], found[0].place.box[3]) == (9, 5)


def test_dates_side_by_side_are_read_across_and_keep_their_places() -> None:
    cells = [["일자", "10/15", "10/16", "10/17"], ["매출", "180,000", "190,000", "200,000"]]
    found = days_in_block(cells, on_sheet(PAPER, 1, 5, 2, 6, 5), 2022)
    assert [(one.date.day, one.amount) for one in found] == [(15, 180_000), (16, 190_000), (17, 200_000)]
    assert [one.place and one.place.box for one in found] == [(5, 3, 6, 3), (5, 4, 6, 4), (5, 5, 6, 5)]


def test_a_single_row_is_a_day_too() -> None:
    found = days_in_block([["2022. 10. 15.", "180,000원"]], on_sheet(PAPER, 1, 7, 1, 7, 2), 2022)
    assert found == [DayFound(day(15), 180_000, False, on_sheet(PAPER, 1, 7, 1, 7, 2))]


def test_figures_without_dates_go_day_after_day_each_with_its_cell() -> None:
    found = days_in_order([["180,000"], ["휴무"], ["12만 4천"]], on_sheet(PAPER, 1, 5, 4, 7, 4), day(15))
    assert [(one.date.day, one.amount, one.closed) for one in found] == [
        (15, 180_000, False), (16, None, True), (17, 124_000, False),
    ]  # fmt: skip
    assert [one.place and one.place.box for one in found] == [(5, 4, 5, 4), (6, 4, 6, 4), (7, 4, 7, 4)]
    assert days_in_order([["a", "1"], ["b", "2"]], on_sheet(PAPER, 1, 1, 1, 2, 2), day(15)) == []


def test_a_block_without_days_gives_none() -> None:
    assert days_in_block([["합계", "1,234,000"]], on_sheet(PAPER, 1, 1, 1, 1, 2), 2022) == []


def test_what_a_day_meets_is_told_before_it_is_taken() -> None:
    days, closed = {day(15): 180_000, day(16): 5}, {day(17)}
    wanted = {
        DayFound(day(14), 1): Standing.NEW,
        DayFound(day(15), 180_000): Standing.SAME,
        DayFound(day(16), 180_000): Standing.DIFFERS,
        DayFound(day(17), 180_000): Standing.DIFFERS,
        DayFound(day(17), None, True): Standing.SAME,
        DayFound(day(18), None): Standing.NO_FIGURE,
        DayFound(day(18), -500): Standing.NO_FIGURE,
        DayFound(dt.date(2022, 11, 1), 5): Standing.OUTSIDE,
    }
    assert {one: standing_of(one, days, closed, WINDOW) for one in wanted} == wanted
