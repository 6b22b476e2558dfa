"""Reads the plan file: from its text to a validated plan, or to the table and key that is wrong."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeVar

from reviewer.rules import plan_tables as tables
from reviewer.rules.plan import Check, Mark, Plan, ProofKind, Text
from reviewer.rules.plan_agreement import check_agreement
from reviewer.rules.plan_reading import Table, each, keyed, parse_plan
from reviewer.rules.plan_settings import read_settings

Row = TypeVar("Row")


def read_plan(text: str) -> Plan:
    """The plan in `text` (TOML), validated from end to end.

    Raises the Problem PlanInvalid with `line` and `why` for text that is no TOML, and with `table`, `key` and
    `why` for everything else: keys unknown, missing or of the wrong kind, gaps between bands, codes that do not
    exist, texts empty in one language, placeholders that differ. Rows are called by number from 1: `bands.1`.
    """
    whole = parse_plan(text)
    marks: dict[str, Mark] = {}
    plan = _read_tables(whole, marks)
    whole.finish()
    check_agreement(plan)
    return plan


def _read_tables(whole: Table, marks: dict[str, Mark]) -> Plan:
    version = whole.word("version")
    with_dates = _marked(whole, "scheme", marks), _marked(whole, "outage", marks), _marked(whole, "weeks", marks)
    scheme, outage, weeks = with_dates
    intake = _marked(whole, "intake", marks)
    holidays = _marked(whole, "holidays", marks)
    checks, kinds = _read_checks(whole, marks)

    def words(key: str) -> Mapping[str, Text]:
        return _mapped(whole, key, marks, tables.read_word)

    plan = Plan(
        version=version,
        council=scheme.words("council"),
        payer=scheme.words("payer"),
        contact_hours=scheme.words("contact_hours"),
        outage_start=outage.moment("start"),
        outage_end=outage.moment("end"),
        outage_week=(weeks.day("outage_from"), weeks.day("outage_to")),
        window=(weeks.day("window_from"), weeks.day("window_to")),
        closing=intake.day("closing"),
        intake_stages=each(intake.rows(), tables.read_intake_stage),
        bands=_listed(whole, "bands", marks, tables.read_band),
        routes=words("routes"),
        route_marks=words("marks"),
        lanes=_mapped(whole, "lanes", marks, tables.read_lane, code="route") if whole.has("lanes") else {},
        generic_checks=checks["generic"],
        claim_checks=checks["CLM"],
        proof_kinds=kinds,
        supplement_reasons=_mapped(whole, "supplement_reasons", marks, tables.read_supplement_reason),
        dispositions=_mapped(whole, "dispositions", marks, tables.read_disposition),
        decision_kinds=_mapped(whole, "decision_kinds", marks, tables.read_decision_kind),
        decision_reasons=_mapped(whole, "decision_reasons", marks, tables.read_decision_reason),
        notes=_mapped(whole, "notes", marks, tables.read_note),
        override_reasons=words("override_reasons"),
        hold_reasons=words("hold_reasons"),
        stages=words("stages"),
        strip=_listed(whole, "strip", marks, tables.read_strip_step),
        contact_types=words("contact_types"),
        operators=_mapped(whole, "operators", marks, tables.read_operator),
        services=_mapped(whole, "services", marks, tables.read_service, code="key"),
        profit_rates=_mapped(whole, "profit_rates", marks, tables.read_profit_rate, code="sector"),
        alt_bands=_listed(whole, "alt_bands", marks, tables.read_alt_band),
        bodies=_mapped(whole, "bodies", marks, tables.read_body),
        roles=words("roles"),
        assignments=words("assignments"),
        votes=words("votes"),
        grounds=_mapped(whole, "grounds", marks, tables.read_ground),
        deficiencies=_mapped(whole, "deficiencies", marks, tables.read_deficiency) if whole.has("deficiencies") else {},
        return_reasons=words("return_reasons") if whole.has("return_reasons") else {},
        false_reasons=words("false_reasons") if whole.has("false_reasons") else {},
        delay_reasons=words("delay_reasons") if whole.has("delay_reasons") else {},
        settings=read_settings(whole.table("settings"), marks),
        holiday_years=frozenset(holidays.years("years")),
        holidays=frozenset(holidays.days("days")),
        marks=MappingProxyType(marks),
    )
    for table in (*with_dates, intake, holidays):
        table.finish()
    return plan


def _read_checks(
    whole: Table, marks: dict[str, Mark]
) -> tuple[Mapping[str, tuple[Check, ...]], Mapping[str, ProofKind]]:
    """The check lists by kind of paper, and the kinds that carry them."""
    checks_table = _marked(whole, "checks", marks)
    checks = tables.read_checks(checks_table)
    kinds = tables.read_proof_kinds(whole.rows("proof_kinds"), checks, marks)
    for name in checks:
        if name not in ("generic", "CLM") and name not in kinds:
            raise checks_table.problem(name, "is no kind of paper")
    for name in ("generic", "CLM"):
        if name not in checks:
            raise checks_table.problem(name, "is missing")
    return checks, kinds


def _marked(whole: Table, key: str, marks: dict[str, Mark]) -> Table:
    """A table of the plan; its keys origin and source go into `marks`."""
    table = whole.table(key)
    marks[key] = table.mark()
    return table


def _listed(whole: Table, key: str, marks: dict[str, Mark], read: Callable[[Table], Row]) -> tuple[Row, ...]:
    table = _marked(whole, key, marks)
    rows = each(table.rows(), read)
    table.finish()
    return rows


def _mapped(
    whole: Table, key: str, marks: dict[str, Mark], read: Callable[[Table], Row], *, code: str = "code"
) -> Mapping[str, Row]:
    table = _marked(whole, key, marks)
    rows = keyed(table.rows(), read, code)
    table.finish()
    return rows
