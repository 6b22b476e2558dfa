"""The compensation plan as data: what the council agreed, with the version that every decision names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import TypeVar

from reviewer.rules import plan_tables as tables
from reviewer.rules.plan_agreement import check_agreement
from reviewer.rules.plan_reading import Table, each, keyed, parse_plan
from reviewer.rules.plan_rows import (
    AltBand,
    Band,
    Body,
    Check,
    DecisionKind,
    DecisionReason,
    Disposition,
    Ground,
    IntakeStage,
    Mark,
    Note,
    Operator,
    ProfitRate,
    ProofKind,
    Service,
    StripStep,
    SupplementReason,
    Text,
)
from reviewer.rules.plan_settings import Settings, read_settings

__all__ = [
    "AltBand",
    "Band",
    "Body",
    "Check",
    "DecisionKind",
    "DecisionReason",
    "Disposition",
    "Ground",
    "IntakeStage",
    "Mark",
    "Note",
    "Operator",
    "Plan",
    "ProfitRate",
    "ProofKind",
    "Service",
    "Settings",
    "StripStep",
    "SupplementReason",
    "Text",
    "read_plan",
]

Row = TypeVar("Row")


@dataclass(frozen=True)
class Plan:
    """Everything the council can argue about; read with `read_plan`, never changed afterwards.

    Rows of a table keep the order of the plan. Days of a pair are both included. `marks` says for each
    table, kind of paper (`proof_kinds.SBC`) and setting (`settings.floor`) where it comes from.
    """

    version: str
    council: Text
    payer: Text
    contact_hours: Text
    outage_start: datetime
    outage_end: datetime
    outage_week: tuple[date, date]
    window: tuple[date, date]
    closing: date
    intake_stages: tuple[IntakeStage, ...]
    bands: tuple[Band, ...]
    routes: Mapping[str, Text]
    route_marks: Mapping[str, Text]
    generic_checks: tuple[Check, ...]
    claim_checks: tuple[Check, ...]
    proof_kinds: Mapping[str, ProofKind]
    supplement_reasons: Mapping[str, SupplementReason]
    dispositions: Mapping[str, Disposition]
    decision_kinds: Mapping[str, DecisionKind]
    decision_reasons: Mapping[str, DecisionReason]
    notes: Mapping[str, Note]
    override_reasons: Mapping[str, Text]
    hold_reasons: Mapping[str, Text]
    stages: Mapping[str, Text]
    strip: tuple[StripStep, ...]
    contact_types: Mapping[str, Text]
    operators: Mapping[str, Operator]
    services: Mapping[str, Service]
    profit_rates: Mapping[str, ProfitRate]
    alt_bands: tuple[AltBand, ...]
    bodies: Mapping[str, Body]
    roles: Mapping[str, Text]
    assignments: Mapping[str, Text]
    votes: Mapping[str, Text]
    grounds: Mapping[str, Ground]
    settings: Settings
    holiday_years: frozenset[int]
    holidays: frozenset[date]
    marks: Mapping[str, Mark]

    def checks_of(self, kind: str) -> tuple[Check, ...]:
        """The checks of a kind of paper, generic ones first; for "CLM" those of the claim. Unknown: KeyError."""
        if kind == "CLM":
            return self.claim_checks
        return self.generic_checks + self.proof_kinds[kind].checks

    def check(self, code: str) -> Check:
        """The check with this code; KeyError when the plan has none."""
        own = (check for kind in self.proof_kinds.values() for check in kind.checks)
        for check in (*self.generic_checks, *self.claim_checks, *own):
            if check.code == code:
                return check
        raise KeyError(code)

    def missing_reason(self, kind: str) -> str:
        """The supplement reason that asks for a paper not sent at all; KeyError where the plan has none."""
        reason = self.proof_kinds[kind].missing_reason
        if reason is None:
            raise KeyError(kind)
        return reason

    def band_of(self, loss: int) -> Band | None:
        """The band a loss in won falls into; None when there is no loss (0 or less). domain.md 1.4."""
        for band in self.bands:
            if loss > band.over and (band.up_to is None or loss <= band.up_to):
                return band
        return None

    def profit_rate(self, sector: str) -> ProfitRate:
        """The standard rate of a sector, or that of ALL while the sector has none (domain.md 2.9)."""
        found = self.profit_rates.get(sector)
        return found if found is not None and found.rate is not None else self.profit_rates["ALL"]

    def mark(self, rule: str) -> Mark:
        """Where a rule comes from: `bands`, `proof_kinds.SBC`, `settings.floor`; KeyError for another name."""
        return self.marks[rule]

    @property
    def seats(self) -> int:
        """Seats of the council in all."""
        return sum(body.seats for body in self.bodies.values())

    @property
    def candidate_weeks(self) -> tuple[date, ...]:
        """First days (Saturdays) of the weeks wholly inside the window, without the outage week (domain.md 1.5)."""
        first, last = self.window
        saturday = first + timedelta(days=(5 - first.weekday()) % 7)
        count = ((last - saturday).days + 1) // 7
        weeks = (saturday + timedelta(days=7 * number) for number in range(count))
        return tuple(week for week in weeks if week != self.outage_week[0])


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
