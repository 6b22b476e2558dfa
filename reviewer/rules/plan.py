"""The compensation plan as data: what the council agreed, with the version that every decision names."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from reviewer.rules.plan_rows import (
    AltBand,
    Band,
    Body,
    Check,
    DecisionKind,
    DecisionReason,
    Deficiency,
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
from reviewer.rules.plan_settings import Settings
from reviewer.rules.proof import HARMLESS

__all__ = [
    "AltBand",
    "Band",
    "Body",
    "Check",
    "DecisionKind",
    "DecisionReason",
    "Deficiency",
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
]

_RESTS_ON_SETTINGS = (
    "individual_base", "floor", "round_up_to", "cap_at_claimed_loss", "offsets_reduce_fixed", "full_percent",
)  # fmt: skip
_RESTS_ON_ROWS = (
    "proof_kinds", "supplement_reasons", "dispositions", "decision_kinds", "decision_reasons", "notes",
    "override_reasons", "false_reasons", "services", "profit_rates",
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """Everything the council can argue about; read with `read_plan`, never changed afterwards.

    Rows of a table keep the order of the plan. Days of a pair are both included. `marks` says for each
    table, kind of paper (`proof_kinds.SBC`) and setting (`settings.floor`) where it comes from. `lanes` says by
    route what a lane comes to: LIST (for the customer centre) or NOTHING.
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
    lanes: Mapping[str, str]
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
    deficiencies: Mapping[str, Deficiency]
    return_reasons: Mapping[str, Text]
    false_reasons: Mapping[str, Text]
    delay_reasons: Mapping[str, Text]
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
        return self.checks[code]

    @cached_property
    def checks(self) -> Mapping[str, Check]:
        """Every check by its code."""
        own = (check for kind in self.proof_kinds.values() for check in kind.checks)
        return {check.code: check for check in (*self.generic_checks, *self.claim_checks, *own)}

    def reasons_for(self, kind: str, code: str) -> tuple[str, ...]:
        """The closed list of reasons for a failed check of this kind of paper, the usual ones of the check first.

        What asks the claimant for nothing, such as G6, has no list. Unknown kind or check: KeyError.
        """
        check = next((one for one in self.checks_of(kind) if one.code == code), None)
        if check is None:
            raise KeyError(code)
        if code == HARMLESS:
            return ()
        others = (one.code for one in self.supplement_reasons.values() if kind in one.kinds and not one.optional)
        return (*check.reasons, *(reason for reason in others if reason not in check.reasons))

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

    def for_decision_under(self, then: "Plan") -> "Plan":
        """This plan with what a decision under an earlier one rests on: amounts, factors, words (domain.md 2.9).

        Periods, holidays and whom to ask stay those of this plan.
        """
        settled = {name: getattr(then.settings, name) for name in _RESTS_ON_SETTINGS}
        rows: dict[str, Any] = {name: {**getattr(self, name), **getattr(then, name)} for name in _RESTS_ON_ROWS}
        return replace(
            self, settings=replace(self.settings, **settled), bands=then.bands, alt_bands=then.alt_bands,
            closing=then.closing, generic_checks=then.generic_checks, claim_checks=then.claim_checks, **rows,
        )  # fmt: skip

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
