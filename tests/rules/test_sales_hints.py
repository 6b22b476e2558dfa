"""Sales papers: the weeks they show, their totals against their rows, and the loss worked out again."""

import dataclasses
import datetime as dt

import pytest

from reviewer.rules.hints import FULL, NO_DATA, NONE, PARTIAL
from reviewer.rules.hints.crossings import Elsewhere
from reviewer.rules.plan import Plan
from reviewer.rules.reading import Reading
from tests.rules.paper_room import APPLICANT, all_hints, hints, paper, reading

SEPTEMBER, OCTOBER = dt.date(2022, 9, 1), dt.date(2022, 10, 1)
OUTAGE = dt.date(2022, 10, 15)


def sold(day: dt.date) -> int:
    """100,000 won a day, 110,000 in the last week of September, nothing from the outage on for a week."""
    if dt.date(2022, 9, 24) <= day <= dt.date(2022, 9, 30):
        return 110_000
    return 10_000 if OUTAGE <= day < OUTAGE + dt.timedelta(7) else 100_000


LOSS = 7 * 110_000 - 7 * 10_000


def sheet(
    first: dt.date, last: dt.date, *, total: int | None = None, name: str = "가온떡볶이", document: str = "d" * 64
) -> Reading:
    """A workbook with a line for each day."""
    days = [first + dt.timedelta(n) for n in range((last - first).days + 1)]
    lines = [(f"{day:%Y.%m.%d}", f"{sold(day):,}") for day in days]
    if total is not None:
        lines.append(("합 계", f"{total:,}"))
    head = (
        ("가맹점명", name), ("사업자번호", "120-81-47521" if name == "가온떡볶이" else "220-81-62517"),
        ("조회기간", f"{first:%Y.%m.%d} ~ {last:%Y.%m.%d}"), ("일자", "매출액"),
    )  # fmt: skip
    return reading("", *head, *lines, document=document)


WHOLE = (SEPTEMBER, dt.date(2022, 10, 31))
TOTAL = sum(sold(SEPTEMBER + dt.timedelta(n)) for n in range(61))


def test_two_whole_months_show_everything_and_give_the_claimed_loss(plan: Plan) -> None:
    found = hints(plan, "SLS", sheet(*WHOLE, total=TOTAL))
    assert {check: hint.level for check, hint in found.items()} == {
        "G3": FULL, "G5": FULL, "G6": FULL, "SLS1": FULL, "SLS2": FULL, "SLS4": FULL, "SLS5": FULL, "SLS6": FULL,
        "SLS11": NO_DATA, "SLS13": FULL,
    }  # fmt: skip
    assert (found["SLS13"].wanted, found["SLS13"].found) == (str(LOSS), str(LOSS))
    assert found["SLS2"].found == "2022-09-24 ~ 2022-09-30"
    place = found["SLS1"].place
    assert place is not None
    assert (place.sheet, place.box) == (1, (49, 1, 55, 2))


@pytest.mark.parametrize(
    ("claimed", "level"),
    [(LOSS, FULL), (LOSS + LOSS // 100, FULL), (LOSS * 2, PARTIAL), (LOSS // 2, FULL), (None, NO_DATA)],
)
def test_the_loss_is_held_against_the_claimed_one(plan: Plan, claimed: int | None, level: str) -> None:
    assert hints(plan, "SLS", sheet(*WHOLE), claimed_loss=claimed)["SLS13"].level == level


def test_a_total_that_is_not_the_sum_is_told(plan: Plan) -> None:
    found = hints(plan, "SLS", sheet(*WHOLE, total=TOTAL + 1_000))
    assert (found["SLS6"].level, found["G5"].level) == (NONE, NONE)
    assert (found["SLS6"].wanted, found["SLS6"].found) == (str(TOTAL), str(TOTAL + 1_000))


def test_refunds_that_were_not_taken_off_are_told(plan: Plan) -> None:
    table = reading(
        "", ("일자", "승인금액", "취소금액", "합계금액"), ("2022-10-15", "300", "50", "300"),
        ("2022-10-16", "200", "0", "200"), ("합계", "", "", "500"),
    )  # fmt: skip
    assert (hints(plan, "SLS", table)["SLS6"].level, hints(plan, "SLS", table)["SLS6"].code) == (PARTIAL, "REFUNDS")


def test_weeks_from_monday_to_sunday_are_no_basis(plan: Plan) -> None:
    one, other = sheet(dt.date(2022, 9, 19), dt.date(2022, 9, 25)), sheet(dt.date(2022, 10, 17), dt.date(2022, 10, 23))
    later = tuple(dataclasses.replace(row, row=row.row + 20) for row in other.rows)
    found = hints(plan, "SLS", dataclasses.replace(one, rows=one.rows + later))
    assert (found["SLS1"].level, found["SLS2"].level, found["SLS13"].level) == (PARTIAL, NONE, NONE)


def test_a_month_before_the_window_is_no_basis_but_more_months_are(plan: Plan) -> None:
    august = sheet(dt.date(2022, 8, 1), dt.date(2022, 8, 31))
    october = sheet(OCTOBER, dt.date(2022, 10, 31))
    later = tuple(dataclasses.replace(row, row=row.row + 40) for row in october.rows)
    found = hints(plan, "SLS", dataclasses.replace(august, rows=august.rows + later))
    assert (found["SLS2"].level, found["SLS2"].code, found["SLS13"].level) == (NONE, "OTHER_MONTH", NONE)
    found = hints(plan, "SLS", sheet(dt.date(2022, 7, 1), dt.date(2022, 12, 31)))
    assert (found["SLS2"].level, found["SLS13"].level) == (FULL, FULL)


def test_a_missing_day_is_not_a_day_without_sales(plan: Plan) -> None:
    whole = sheet(*WHOLE)
    gap = tuple(row for row in whole.rows if row.cells[0] != "2022.10.18")
    found = hints(plan, "SLS", dataclasses.replace(whole, rows=gap))
    assert (found["SLS1"].level, found["SLS2"].level, found["SLS13"].level) == (PARTIAL, FULL, NO_DATA)


def test_a_closed_day_counts_as_shown(plan: Plan) -> None:
    whole = sheet(*WHOLE)
    closed = tuple(
        dataclasses.replace(row, cells=(row.cells[0], "", "정기휴무")) if row.cells[0] == "2022.10.18" else row
        for row in whole.rows
    )
    found = hints(plan, "SLS", dataclasses.replace(whole, rows=closed), claimed_loss=LOSS + 10_000)
    assert (found["SLS1"].level, found["SLS13"].level, found["SLS13"].found) == (FULL, FULL, str(LOSS + 10_000))


def test_the_two_weeks_alone_are_enough_for_the_loss(plan: Plan) -> None:
    normal = sheet(dt.date(2022, 9, 24), dt.date(2022, 9, 30))
    outage = sheet(OUTAGE, OUTAGE + dt.timedelta(6))
    later = tuple(dataclasses.replace(row, row=row.row + 20) for row in outage.rows)
    assert hints(plan, "SLS", dataclasses.replace(normal, rows=normal.rows + later))["SLS13"].level == FULL


def test_monthly_totals_show_no_days_but_can_be_added_up(plan: Plan) -> None:
    table = reading("", ("월", "매출액"), ("2022-09", "3,000"), ("2022-10", "2,000"), ("합계", "5,000"))
    found = hints(plan, "SLS", table)
    assert {check: found[check].level for check in ("SLS1", "SLS2", "SLS6", "SLS13")} == {
        "SLS1": NO_DATA, "SLS2": NO_DATA, "SLS6": FULL, "SLS13": NO_DATA,
    }  # fmt: skip


def test_the_sales_of_another_business_prove_no_loss(plan: Plan) -> None:
    found = hints(plan, "SLS", sheet(*WHOLE, name="나래분식"))
    assert (found["G3"].level, found["SLS13"].level, found["SLS13"].code) == (NONE, NONE, "LOSS_OF_ANOTHER")


def test_the_record_of_another_business_does_not_show_this_one(plan: Plan) -> None:
    own, other = (hints(plan, "SLS", sheet(SEPTEMBER, OCTOBER, name=name)) for name in ("가온떡볶이", "나래상회"))
    assert (own["SLS4"].level, own["SLS4"].found) == (FULL, "120-81-47521")
    assert (other["SLS4"].level, other["SLS4"].wanted, other["SLS4"].found) == (NONE, "120-81-47521", "220-81-62517")
    assert hints(plan, "SLS", reading("", ("일자", "매출액"), ("2022.9.1", "1,000")))["SLS4"].level == NO_DATA


def test_days_a_machines_eye_read_count_for_the_claim_where_they_add_up(plan: Plan) -> None:
    last = dt.date(2022, 10, 31)
    days = [SEPTEMBER + dt.timedelta(n) for n in range((last - SEPTEMBER).days + 1)]
    table = "가맹점명 : 가온떡볶이\n일자            매출액\n" + "".join(f"{day}      {sold(day):,}\n" for day in days)
    for total, level in ((sum(map(sold, days)), FULL), (1, NO_DATA)):
        read = reading(f"{table}합계            {total:,}", source="RECOGNISED")
        assert all_hints(plan, paper("SLS", read)).claim["CLM3"].level == level


def test_two_papers_of_a_month_each_give_the_loss_together(plan: Plan) -> None:
    september = paper("SLS", sheet(SEPTEMBER, dt.date(2022, 9, 30), document="a" * 64))
    october = paper("SLS", sheet(OCTOBER, dt.date(2022, 10, 31), document="b" * 64))
    found = all_hints(plan, september, october)
    assert [found.papers[one.document]["SLS13"].level for one in (september, october)] == [NO_DATA, NO_DATA]
    assert (found.claim["CLM3"].level, found.claim["CLM3"].found) == (FULL, str(LOSS))


def test_a_query_period_that_is_not_that_of_the_days_is_told(plan: Plan) -> None:
    whole = sheet(*WHOLE)
    other = tuple(
        dataclasses.replace(row, cells=("조회기간", "2022.10.01 ~ 2022.10.31")) if row.cells[0] == "조회기간" else row
        for row in whole.rows
    )
    assert hints(plan, "SLS", dataclasses.replace(whole, rows=other))["SLS5"].level == PARTIAL


def test_crossings_tell_what_other_claims_hold_too(plan: Plan) -> None:
    own = paper("SLS", sheet(*WHOLE))
    known = Elsewhere({own.document: ("2023-000007",)}, {"2023-000008": "220-81-62517"}, ("2023-000009",))
    late = dataclasses.replace(APPLICANT, received_on=dt.date(2023, 7, 3), claimed_loss=500_001)
    found = all_hints(plan, own, elsewhere=known, applicant=late).claim
    assert {code: hint.level for code, hint in found.items()} == {
        "CLM2": FULL, "CLM3": FULL, "X1": FULL, "X2": NO_DATA, "X3": FULL, "X4": NO_DATA, "X5": NONE, "X6": NONE,
        "X7": PARTIAL, "X8": NONE, "X9": NO_DATA, "X10": PARTIAL,
    }  # fmt: skip
    assert found["X5"].found == "2023-000007"


def test_nothing_stands_out_where_nothing_does(plan: Plan) -> None:
    found = all_hints(plan, paper("SLS", sheet(*WHOLE))).claim
    assert {code for code, hint in found.items() if hint.level not in (FULL, NO_DATA)} == set()
