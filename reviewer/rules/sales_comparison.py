"""The recorded daily sales of a claim against the plan: both weeks, and what is known of where they come from."""

import datetime as dt
from collections.abc import Iterable
from functools import partial

from reviewer.rules.assessment import Sales
from reviewer.rules.damage import Comparison, compare
from reviewer.rules.damage_flags import Limits, SalesFacts
from reviewer.rules.plan import Plan

_HOLDS_VAT = {"INCLUDED": True, "EXCLUDED": False}


def compare_sales(
    sales: Sales, plan: Plan, chosen: dt.date | None = None, claimed_loss: int | None = None
) -> Comparison:
    """Compare the weeks of recorded sales with everything known about them (domain.md 1.5, 2.9).

    `chosen` is the first day of the week taken for the normal one; `claimed_loss` is in won.
    """
    weighed = partial(
        compare,
        {dt.date.fromisoformat(day): amount for day, amount in sales.days.items()},
        closed=frozenset(dt.date.fromisoformat(day) for day in sales.closed),
        holidays=plan.holidays,
        outage_week=plan.outage_week,
        window=plan.window,
        chosen=chosen,
        week_totals={dt.date.fromisoformat(day): total for day, total in sales.totals.items()},
        limits=limits_of(plan),
    )
    return weighed(facts=facts_of(sales, plan, weighed().normal_week_from, claimed_loss))


def limits_of(plan: Plan) -> Limits:
    """Where the plan lets each flag begin (settings.flags, and the edge of the fixed bands)."""
    own = plan.settings
    return Limits(
        peak_ratio=own.peak_ratio,
        loss_of_half_year_sales=own.loss_of_half_year_sales,
        round_number=own.round_number,
        edge_margin=own.edge_margin,
        edge=max(band.up_to for band in plan.bands if band.award is not None and band.up_to is not None),
    )


def facts_of(sales: Sales, plan: Plan, normal_week: dt.date | None, claimed_loss: int | None = None) -> SalesFacts:
    """What the figures of both weeks are: their records, their VAT, and the levels the loss is held against."""
    outage = _days(plan.outage_week[0])
    normal = _days(normal_week) if normal_week else []
    outage_vat, normal_vat = _vat_of(sales, outage), _vat_of(sales, normal)
    if len(outage_vat | normal_vat) == 2:  # mixed within a week or between them: either way they differ
        vats: tuple[bool | None, bool | None] = (True, False) if True in outage_vat else (False, True)
    else:
        vats = (next(iter(outage_vat), None), next(iter(normal_vat), None))
    return SalesFacts(
        annual_sales=sales.annual_sales,
        half_year_vat_base=sales.half_year_vat_base,
        outage_source=_sources_of(sales, outage),
        normal_source=_sources_of(sales, normal),
        outage_vat_included=vats[0],
        normal_vat_included=vats[1],
        claimed_loss=claimed_loss,
    )


def basis_of(sales: Sales, day: str) -> tuple[str, str]:
    """Source and VAT of the figure of a day: those of its paper, or those of the figures without place."""
    place = sales.places.get(day)
    paper = sales.papers.get(place.document) if place is not None else None
    return (paper.source, paper.vat) if paper is not None else (sales.source, sales.vat)


def _days(first: dt.date) -> list[str]:
    return [(first + dt.timedelta(n)).isoformat() for n in range(7)]


def _known(sales: Sales, week: Iterable[str]) -> list[str]:
    return [day for day in week if day in sales.days]


def _sources_of(sales: Sales, week: list[str]) -> str | None:
    """The sources of a week's figures, joined by + where there are several; None where it has none."""
    found = {basis_of(sales, day)[0] for day in _known(sales, week)}
    if not found and week and week[0] in sales.totals:
        found = {sales.source}
    return "+".join(sorted(found)) or None


def _vat_of(sales: Sales, week: list[str]) -> set[bool]:
    vats = {basis_of(sales, day)[1] for day in _known(sales, week)}
    if not vats and week and week[0] in sales.totals:
        vats = {sales.vat}
    return {_HOLDS_VAT[vat] for vat in vats if vat in _HOLDS_VAT}
