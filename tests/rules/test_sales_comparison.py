"""Recorded sales against the plan: every flag, with what is known of the figures."""

import dataclasses
import datetime as dt

import pytest

from reviewer.rules.assessment import Sales, SalesPaper
from reviewer.rules.damage_flags import CODES
from reviewer.rules.places import on_sheet
from reviewer.rules.plain import from_plain, to_plain
from reviewer.rules.plan import Plan
from reviewer.rules.sales_comparison import compare_sales, limits_of

CARDS, POS = "ab" * 32, "cd" * 32
FIRST = dt.date(2022, 9, 3)
QUIET, OUTAGE, AFTER = dt.date(2022, 9, 24), dt.date(2022, 10, 15), dt.date(2022, 10, 22)


def sales(**changed: object) -> Sales:
    """Eight whole weeks of 100,001 won a day, the outage week of 20,001; the last week of September a little more."""
    days = {(FIRST + dt.timedelta(n)).isoformat(): 100_001 for n in range(56)}
    for n in range(7):
        days[(OUTAGE + dt.timedelta(n)).isoformat()] = 20_001
        days[(QUIET + dt.timedelta(n)).isoformat()] = 110_001
    return dataclasses.replace(Sales("CARD", "INCLUDED", days), **changed)  # type: ignore[arg-type]


def week_in(document: str, start: dt.date) -> dict[str, object]:
    return {(start + dt.timedelta(n)).isoformat(): on_sheet(document, 1, n + 2, 2) for n in range(7)}


def with_days(found: Sales, start: dt.date, amount: int | None) -> Sales:
    days = dict(found.days)
    for n in range(7):
        day = (start + dt.timedelta(n)).isoformat()
        days.pop(day, None)
        if amount is not None:
            days[day] = amount
    return dataclasses.replace(found, days=days)


def codes(found: Sales, plan: Plan, chosen: dt.date | None = None, claimed: int | None = None) -> set[str]:
    return {flag.code for flag in compare_sales(found, plan, chosen, claimed).flags}


def test_even_sales_of_one_source_raise_nothing(plan: Plan) -> None:
    found = compare_sales(sales(), plan, None, 630_000)
    assert found.flags == ()
    assert (found.normal_week_from, found.verified_loss) == (QUIET, 7 * 90_000)


def test_both_weeks_may_come_from_different_papers(plan: Plan) -> None:
    places = week_in(CARDS, OUTAGE) | week_in(POS, QUIET)
    papers = {CARDS: SalesPaper("CARD", "INCLUDED"), POS: SalesPaper("POS", "EXCLUDED")}
    found = compare_sales(sales(places=places, papers=papers), plan)
    facts = {flag.code: dict(flag.facts) for flag in found.flags}
    assert facts == {"SOURCES_DIFFER": {"outage": "CARD", "normal": "POS"}, "VAT_DIFFERS": {}}
    same = papers | {POS: SalesPaper("CARD", "INCLUDED")}
    assert codes(sales(places=places, papers=same), plan) == set()


def test_a_figure_typed_without_place_has_the_source_of_the_form(plan: Plan) -> None:
    places = week_in(POS, QUIET)
    assert codes(sales(places=places, papers={POS: SalesPaper("POS", "UNKNOWN")}), plan) == {"SOURCES_DIFFER"}


def test_vat_mixed_within_one_week_is_seen_too(plan: Plan) -> None:
    places = dict(list(week_in(POS, OUTAGE).items())[:2])
    papers = {POS: SalesPaper("CARD", "EXCLUDED")}
    assert codes(sales(places=places, papers=papers), plan) == {"VAT_DIFFERS"}


def test_the_plan_says_where_each_flag_begins(plan: Plan) -> None:
    limits = limits_of(plan)
    assert (limits.peak_ratio, limits.round_number, limits.edge, limits.edge_margin) == (2, 10_000, 500_000, 10_000)
    strict = dataclasses.replace(plan, settings=dataclasses.replace(plan.settings, edge_margin=200_000))
    assert codes(sales(), plan, None, 630_000) == set()
    assert codes(sales(), strict, None, 630_000) == {"JUST_ABOVE_EDGE"}


def test_a_stated_total_stands_in_for_missing_days_and_is_held_against_known_ones(plan: Plan) -> None:
    stated = with_days(sales(totals={OUTAGE.isoformat(): 150_000}), OUTAGE, None)
    found = compare_sales(stated, plan)
    assert (found.outage_week_sales, found.flags) == (150_000, ())
    assert codes(sales(totals={OUTAGE.isoformat(): 150_000}), plan) == {"TOTAL_DIFFERS"}


def test_every_flag_there_is_can_be_raised_by_recorded_sales(plan: Plan) -> None:
    closed = with_days(sales(closed=tuple((OUTAGE + dt.timedelta(n)).isoformat() for n in range(3))), OUTAGE, None)
    some = {day: amount for day, amount in sales().days.items() if day != "2022-09-06"}
    raised = (
        codes(with_days(sales(), OUTAGE, 110_001), plan)
        | codes(with_days(sales(), QUIET, 300_001), plan)
        | codes(dataclasses.replace(closed, days=closed.days | {"2022-10-18": 1, "2022-10-19": 1, "2022-10-20": 1,
                                                                "2022-10-21": 1}), plan)
        | codes(sales(days=some), plan)
        | codes(sales(), plan, AFTER)
        | codes(sales(), plan, OUTAGE)
        | codes(sales(), plan, FIRST)
        | codes(Sales("CARD", "INCLUDED", dict.fromkeys(sales().days, 100000)), plan)
        | codes(sales(closed=("2022-10-15",)), plan)
        | codes(sales(totals={OUTAGE.isoformat(): 1}), plan)
        | codes(sales(places=week_in(POS, OUTAGE), papers={POS: SalesPaper("POS", "EXCLUDED")}), plan)
        | codes(sales(annual_sales=30_000_000, half_year_vat_base=3_000_000), plan)
        | codes(sales(), plan, None, 500_001)
    )  # fmt: skip
    assert raised == set(CODES)


def test_sales_come_back_from_their_plain_form_as_they_were() -> None:
    found = sales(places=week_in(POS, OUTAGE), papers={POS: SalesPaper("POS", "EXCLUDED")}, totals={"2022-09-03": 5})
    assert from_plain(Sales, to_plain(found)) == found
    assert "places" not in to_plain(sales())  # what older entries do not have leaves no trace


@pytest.mark.parametrize("claimed", [500_000, 510_001])
def test_an_ordinary_loss_is_not_just_above_the_edge(plan: Plan, claimed: int) -> None:
    assert "JUST_ABOVE_EDGE" not in codes(sales(), plan, None, claimed)
