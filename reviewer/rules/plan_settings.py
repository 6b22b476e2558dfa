"""What the council may still decide: periods, limits, majorities and other single values of the plan."""

from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from typing import Literal, cast, get_args, get_origin, get_type_hints

from reviewer.rules import quality
from reviewer.rules.plan_reading import Table
from reviewer.rules.plan_rows import Mark


@dataclass(frozen=True)
class Settings:
    """Money in won, periods in days unless the name says otherwise; meanings stand in the plan and domain.md."""

    # calculation (domain.md 1.8, 2.9)
    individual_base: Literal["floor", "plus_fixed"]
    floor: int
    round_up_to: int
    fixed_choice: bool
    cap_at_claimed_loss: bool
    offsets_reduce_fixed: bool
    full_percent: int
    peak_week_accepted: bool
    # hints (domain.md 1.5, 2.9, 3.3, 3.7)
    peak_ratio: Decimal
    high_profit_rate: Decimal
    own_rate_margin: Decimal
    loss_of_half_year_sales: Decimal
    tax_gap: Decimal
    round_number: int
    edge_margin: int
    # papers (domain.md 7)
    fixed_proofs: tuple[str, ...]
    individual_proofs: tuple[str, ...]
    payment_proofs: tuple[str, ...]
    # supplements (domain.md 3.8)
    supplement_days: int
    supplement_rounds: int
    supplement_extensions: int
    supplement_reminders: int
    reminder_days: int
    # review of a decision (domain.md 4.4)
    appeal_days: int
    appeal_decide_days: int
    appeal_extend: int
    delivery_days: int
    review_may_lower: bool
    new_evidence_days: int
    # meetings (domain.md 5.2, 5.4)
    notice_days: int
    notice_days_urgent: int
    vote_rule: Literal["majority", "two_thirds"]
    amount_rule: Literal["majority", "state_comp"]
    recused_leave_seats: bool
    min_voters: int
    tie_favours_claimant: bool
    payer_may_chair: bool
    consent_limit: int
    quality_draw: Decimal
    # letters and payment (domain.md 1.1, 4.4)
    outbox_hours: int
    account_by_days: int
    account_fix_days: int
    pay_days: int
    fixed_review_days: int
    referral_reply_days: int
    reopen_days: int
    return_reply_days: int
    mention_channel_cash: bool
    liability_paragraph: bool
    # personal data (domain.md 6)
    documents_years: int
    decisions_years: int
    payments_years: int
    log_years: int
    unmask_seconds: int
    small_cell: int
    # triage (domain.md 7); plans older than the triage lanes do not name it
    second_look: Decimal = Decimal("0.02")
    # assignment (domain.md 5.4); plans older than the draw of reviewers do not name it
    members_draw: bool = False
    # the quality draw (lessons.md 1, 8); plans older than the draw do not name its version, and nothing is drawn
    quality_rule: int = 0
    quality_period: Literal["week", "month", "quarter"] = "month"
    quality_limit: int = 0
    # two opinions (domain.md 5.4, lessons 3.5); plans older than blind reading do not name them
    blind_second: bool = False
    opinion_tolerance: int = 0


_MAY_BE_ZERO = frozenset(
    {
        "floor",
        "round_up_to",
        "edge_margin",
        "supplement_rounds",
        "supplement_extensions",
        "supplement_reminders",
        "reminder_days",
        "appeal_extend",
        "delivery_days",
        "outbox_hours",
        "quality_rule",
        "quality_limit",
        "opinion_tolerance",
    }
)
_AT_MOST = {"full_percent": 100, "quality_rule": quality.RULE}
_RATE_AT_MOST = {"peak_ratio": Decimal(100)}


def read_settings(settings: Table, marks: dict[str, Mark]) -> Settings:
    """Read every group of `[settings]`; raise PlanInvalid for a setting that is missing, unknown or given twice.

    The groups only carry the mark of origin: each setting gets it in `marks` under `settings.NAME`.
    """
    hints = get_type_hints(Settings)
    values: dict[str, object] = {}
    for group in settings.tables():
        mark = group.mark()
        for name in group.keys_left():
            if name not in hints:
                raise group.problem(name, "is no setting of the plan")
            if name in values:
                raise group.problem(name, "stands in two groups")
            values[name] = _read_setting(group, name, hints[name])
            marks[f"settings.{name}"] = mark
    for field in fields(Settings):
        if field.name in values:
            continue
        if field.default is MISSING:
            raise settings.problem(field.name, "is missing")
        marks[f"settings.{field.name}"] = Mark("proposed", "PROP")
    return Settings(**values)  # type: ignore[arg-type]  # each value was read by the type of its field


def _read_setting(group: Table, name: str, kind: object) -> object:
    if get_origin(kind) is Literal:
        return group.choice(name, cast(tuple[str, ...], get_args(kind)))
    if kind is bool:
        return group.flag(name)
    if kind is int:
        least = 0 if name in _MAY_BE_ZERO else 1
        return group.integer(name, least=least, most=_AT_MOST.get(name))
    if kind is Decimal:
        return group.rate(name, most=_RATE_AT_MOST.get(name, Decimal(1)))
    return group.codes(name)
