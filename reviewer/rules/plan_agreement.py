"""Checks that the tables of a plan agree with each other: no gap between bands, no reason that does not exist."""

from datetime import timedelta
from decimal import Decimal

from reviewer.rules.plan import Plan
from reviewer.rules.plan_reading import plan_invalid as _wrong
from reviewer.rules.reopening import LANE_LETTERS, lane_letter
from reviewer.rules.stage import Stage

_SATURDAY = 5
_WORKED_WITH = {
    "routes": "FLAT_30K FLAT_50K INDIVIDUAL NO_LOSS AFFILIATE USER LARGER_FIRM DUPLICATE LATE NEEDS_CONTACT",
    "dispositions": "APPROVED_FULL APPROVED_PARTIAL CONVERTED_FIXED FIXED NOT_APPROVED INADMISSIBLE REFERRED "
    "SUPPLEMENT DEFERRED WITHDRAWN",
    "decision_kinds": "ORIGINAL CORRECTION REVIEW RETURN_REQUEST",
    "roles": "MEMBER CHAIR SECRETARY STAFF OBSERVER AUDITOR",
    "votes": "FOR AGAINST ABSTAIN RECUSED ABSENT",
    "stages": " ".join(Stage),
}
"""Codes the program itself works with (domain.md 4.3, 5.5, 7): a plan may word them, not drop them."""


def check_agreement(plan: Plan) -> None:
    """Raise PlanInvalid, naming table and key, for the first disagreement found; rows count from 1."""
    _check_codes(plan)
    _check_bands(plan)
    _check_reasons_of_checks(plan)
    _check_reasons(plan)
    _check_services(plan)
    _check_stages(plan)
    _check_council(plan)
    _check_dates(plan)
    _check_holidays(plan)


def _check_codes(plan: Plan) -> None:
    for table, codes in _WORKED_WITH.items():
        for code in codes.split():
            if code not in getattr(plan, table):
                raise _wrong(table, "rows", f"{code} is missing")
    for route in plan.lanes:
        if route not in plan.routes:
            raise _wrong("lanes", "route", f"{route} is no route")
    for route, outcome in plan.lanes.items():
        if outcome == "LETTER" and lane_letter(route) not in LANE_LETTERS:
            raise _wrong("lanes", "outcome", f"{route} keeps no address for a letter")


def _check_bands(plan: Plan) -> None:
    edge = 0
    last = len(plan.bands)
    for number, band in enumerate(plan.bands, 1):
        table = f"bands.{number}"
        if band.over != edge:
            fault = "leaves a gap after" if band.over > edge else "overlaps"
            raise _wrong(table, "over", f"{fault} the band before; expected {edge}")
        if band.route not in plan.routes:
            raise _wrong(table, "route", f"{band.route} is no route")
        if number == last:
            break
        if band.up_to is None or band.up_to <= band.over:
            raise _wrong(table, "up_to", "must be above over")
        if band.award is None:
            raise _wrong(table, "award", "is missing; only the last band has no fixed amount")
        edge = band.up_to
    if plan.bands[-1].up_to is not None:
        raise _wrong(f"bands.{last}", "up_to", "must be left out: the last band has no end")
    if plan.bands[-1].award is not None:
        raise _wrong(f"bands.{last}", "award", "must be left out: the last band is decided one by one")
    if last == 1:
        raise _wrong("bands", "rows", "at least one fixed band is needed")
    if len({band.route for band in plan.bands}) != last:
        raise _wrong("bands", "rows", "two bands have one route")


def _check_reasons_of_checks(plan: Plan) -> None:
    lists = {"generic": plan.generic_checks, "CLM": plan.claim_checks}
    lists |= {code: kind.checks for code, kind in plan.proof_kinds.items() if kind.checks}
    for name, checks in lists.items():
        papers = set(plan.proof_kinds) if name == "generic" else {name}
        for number, check in enumerate(checks, 1):
            table = f"checks.{name}.{number}"
            for code in check.reasons:
                reason = plan.supplement_reasons.get(code)
                if reason is None:
                    raise _wrong(table, "reasons", f"{code} is no supplement reason")
                if not papers <= set(reason.kinds):
                    raise _wrong(table, "reasons", f"{code} is not meant for {name}")
            # Never a silent refusal: what blocks a paper must be askable (domain.md 3, verdict rule).
            if check.severity == "B" and not check.reasons:
                raise _wrong(table, "reasons", "a blocking check needs a supplement reason")


def _check_reasons(plan: Plan) -> None:
    for number, reason in enumerate(plan.supplement_reasons.values(), 1):
        for kind in reason.kinds:
            if kind != "CLM" and kind not in plan.proof_kinds:
                raise _wrong(f"supplement_reasons.{number}", "kinds", f"{kind} is no kind of paper")
    for number, kind_of_paper in enumerate(plan.proof_kinds.values(), 1):
        code = kind_of_paper.missing_reason
        if code is not None and code not in plan.supplement_reasons:
            raise _wrong(f"proof_kinds.{number}", "missing_reason", f"{code} is no supplement reason")
    for number, given in enumerate(plan.decision_reasons.values(), 1):
        table = f"decision_reasons.{number}"
        if not given.dispositions:
            raise _wrong(table, "dispositions", "is empty")
        for disposition in sorted(given.dispositions):
            if disposition not in plan.dispositions:
                raise _wrong(table, "dispositions", f"{disposition} is no disposition")
    for name in ("fixed_proofs", "individual_proofs", "payment_proofs"):
        for code in getattr(plan.settings, name):
            if code not in plan.proof_kinds:
                raise _wrong("settings", name, f"{code} is no kind of paper")
            if plan.proof_kinds[code].missing_reason is None:
                raise _wrong("settings", name, f"{code} has no missing_reason to ask for it with")


def _check_services(plan: Plan) -> None:
    for number, service in enumerate(plan.services.values(), 1):
        table = f"services.{number}"
        if service.operator not in plan.operators:
            raise _wrong(table, "operator", f"{service.operator} is no operator")
        for key, moment in (("partial_at", service.partial_at), ("restored_at", service.restored_at)):
            if moment is not None and not plan.outage_start <= moment <= plan.outage_end:
                raise _wrong(table, key, "is outside the outage")
    if "ALL" not in plan.profit_rates or plan.profit_rates["ALL"].rate is None:
        raise _wrong("profit_rates", "rows", "a rate for ALL is needed")
    values = [band.value for band in plan.alt_bands]
    if values != sorted(set(values), reverse=True) or values[0] != Decimal(1):
        raise _wrong("alt_bands", "rows", "must fall from 1.00, each value once")


def _check_stages(plan: Plan) -> None:
    placed: set[str] = set()
    for number, step in enumerate(plan.strip, 1):
        for stage in step.stages:
            if stage not in plan.stages:
                raise _wrong(f"strip.{number}", "stages", f"{stage} is no stage")
            if stage in placed:
                raise _wrong(f"strip.{number}", "stages", f"{stage} stands in two steps")
            placed.add(stage)
    for stage in plan.stages:
        if stage not in placed:
            raise _wrong("strip", "rows", f"{stage} stands in no step")


def _check_council(plan: Plan) -> None:
    if plan.seats < plan.settings.min_voters:
        raise _wrong("bodies", "seats", "there are fewer seats than min_voters")
    if plan.settings.notice_days_urgent > plan.settings.notice_days:
        raise _wrong("settings", "notice_days_urgent", "must not be longer than notice_days")


def _check_dates(plan: Plan) -> None:
    if plan.outage_end <= plan.outage_start:
        raise _wrong("outage", "end", "must be after start")
    first, last = plan.outage_week
    if first.weekday() != _SATURDAY or last - first != timedelta(days=6):
        raise _wrong("weeks", "outage_to", "the outage week must run from a Saturday to a Friday")
    if not plan.window[0] <= first < last <= plan.window[1]:
        raise _wrong("weeks", "window_to", "the window must hold the outage week")
    if not plan.candidate_weeks:
        raise _wrong("weeks", "window_to", "the window holds no week to compare with")
    closings = [stage.closes for stage in plan.intake_stages]
    if plan.closing != max(closings):
        raise _wrong("intake", "closing", "must be the day the last stage closes")
    if [stage.number for stage in plan.intake_stages] != list(range(1, len(closings) + 1)):
        raise _wrong("intake", "rows", "stages must be numbered 1, 2, 3 in order")


def _check_holidays(plan: Plan) -> None:
    for day in sorted(plan.holidays):
        if day.year not in plan.holiday_years:
            raise _wrong("holidays", "days", f"{day} is outside the years of the table")
    for year in sorted(plan.holiday_years):
        if not any(day.year == year for day in plan.holidays):
            raise _wrong("holidays", "years", f"there is no holiday for {year}")
    for day in (*plan.window, plan.closing):
        if day.year not in plan.holiday_years:
            raise _wrong("holidays", "years", f"{day.year} is needed but has no table")
