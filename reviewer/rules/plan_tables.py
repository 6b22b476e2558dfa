"""Turns each table of a plan into its rows: bands, papers, reasons, services, rates and seats."""

from collections.abc import Mapping
from types import MappingProxyType

from reviewer.rules.plan_reading import Table, each, keyed
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
    Severity,
    StripStep,
    SupplementReason,
    Text,
)

SEVERITIES: tuple[Severity, ...] = ("B", "W", "F")
MOST_SEATS = 50


def read_band(row: Table) -> Band:
    """A band with both an end and a fixed award, or with neither; amounts in won."""
    return Band(
        over=row.integer("over"),
        up_to=row.integer("up_to", least=1) if row.has("up_to") else None,
        award=row.integer("award", least=1) if row.has("award") else None,
        route=row.word("route"),
        label=row.own_words(),
    )


def read_word(row: Table) -> Text:
    """The wording of a code that means nothing more: a stage, route, role, vote, hold or override reason."""
    return row.own_words()


def read_lane(row: Table) -> str:
    """What a lane comes to by itself: a letter, the list for the customer centre, or nothing (domain.md 7)."""
    return row.choice("outcome", ("LETTER", "LIST", "NOTHING"))


def read_check(row: Table) -> Check:
    """One check of a list; reasons name supplement reasons, the usual one first."""
    return Check(
        code=row.word("code"),
        text=row.own_words(),
        severity=row.choice("severity", SEVERITIES),
        automatic=row.flag("automatic"),
        reasons=row.codes("reasons"),
    )


def read_checks(checks: Table) -> Mapping[str, tuple[Check, ...]]:
    """Every check list under its key (`generic`, a kind of paper, or `CLM`); a code stands in one list only."""
    lists: dict[str, tuple[Check, ...]] = {}
    seen: set[str] = set()
    for key in checks.keys_left():
        rows = checks.rows(key)
        lists[key] = each(rows, read_check)
        for row, check in zip(rows, lists[key], strict=True):
            if check.code in seen:
                raise row.problem("code", f"{check.code} is named twice")
            seen.add(check.code)
    return MappingProxyType(lists)


def read_proof_kinds(
    rows: tuple[Table, ...], checks: Mapping[str, tuple[Check, ...]], marks: dict[str, Mark]
) -> Mapping[str, ProofKind]:
    """Every kind of paper with its own checks; each carries its own mark of origin."""

    def read(row: Table) -> ProofKind:
        code = row.word("code")
        marks[f"proof_kinds.{code}"] = row.mark()
        return ProofKind(
            code=code,
            name=row.words("name"),
            required=row.flag("required"),
            checks=checks.get(code, ()),
            missing_reason=row.word("missing_reason") if row.has("missing_reason") else None,
        )

    return keyed(rows, read)


def read_supplement_reason(row: Table) -> SupplementReason:
    """A reason to ask for more evidence, with the two texts of the request letter."""
    return SupplementReason(
        code=row.word("code"),
        why=row.words("why"),
        send=row.words("send"),
        short=row.words("short"),
        optional=row.flag("optional"),
        kinds=row.codes("kinds"),
    )


def read_decision_reason(row: Table) -> DecisionReason:
    """A reason of a decision; its placeholders are those of both languages together."""
    text = row.words("text")
    return DecisionReason(
        code=row.word("code"),
        dispositions=frozenset(row.codes("dispositions")),
        text=text,
        short=row.words("short"),
        placeholders=text.placeholders,
        exact_time_only=row.flag("exact_time_only") if row.has("exact_time_only") else False,
    )


def read_note(row: Table) -> Note:
    """A calculation note."""
    return Note(row.word("code"), row.own_words())


def read_disposition(row: Table) -> Disposition:
    """A disposition; without a legal term the plain word stands for it."""
    word = row.words("word")
    return Disposition(
        code=row.word("code"),
        word=word,
        formal=row.words("formal") if row.has("formal") else word,
        final=row.flag("final"),
        money=row.choice("money", ("award", "fixed", "none")),
        appeal=row.flag("appeal"),
    )


def read_decision_kind(row: Table) -> DecisionKind:
    """A kind of decision."""
    return DecisionKind(row.word("code"), row.words("word"), row.words("meaning"))


def read_strip_step(row: Table) -> StripStep:
    """A step of the strip on the claim desk."""
    return StripStep(row.own_words(), row.codes("stages"))


def read_operator(row: Table) -> Operator:
    """A company that runs services."""
    return Operator(row.word("code"), row.own_words())


def read_service(row: Table) -> Service:
    """A service; a restored time is exact or explained, and a share names its source."""
    service = Service(
        key=row.word("key"),
        name=row.words("name"),
        operator=row.word("operator"),
        affiliate=row.flag("affiliate"),
        own_scheme=row.choice("own_scheme", ("this_scheme", "yes", "none_found")),
        partial_at=row.moment("partial_at") if row.has("partial_at") else None,
        partial_note=row.words("partial_note") if row.has("partial_note") else None,
        restored_at=row.moment("restored_at") if row.has("restored_at") else None,
        exact=row.flag("exact"),
        restored_note=row.words("restored_note") if row.has("restored_note") else None,
        hours=row.words("hours") if row.has("hours") else None,
        confidence=row.choice("confidence", ("high", "medium", "low")),
        referral_contact=row.word("referral_contact", may_be_empty=True),
        share=row.rate("share") if row.has("share") else None,
        share_source=row.words("share_source") if row.has("share_source") else None,
        source=row.source(),
    )
    if service.exact and service.restored_at is None:
        raise row.problem("restored_at", "is missing although the time is said to be exact")
    if not service.exact and service.restored_note is None:
        raise row.problem("restored_note", "is missing although there is no exact time")
    if (service.share is None) != (service.share_source is None):
        raise row.problem("share_source", "share and its source go together")
    if service.partial_at and service.restored_at and service.partial_at > service.restored_at:
        raise row.problem("partial_at", "is later than restored_at")
    return service


def read_profit_rate(row: Table) -> ProfitRate:
    """The standard profit rate of a sector; empty until a figure with its source is adopted."""
    if row.has("rate") != row.has("source"):
        raise row.problem("source", "rate and its source go together")
    return ProfitRate(
        sector=row.word("sector"),
        name=row.words("name"),
        rate=row.rate("rate") if row.has("rate") else None,
        source=row.words("source") if row.has("source") else None,
    )


def read_alt_band(row: Table) -> AltBand:
    """A value of the alternative-service factor."""
    return AltBand(row.rate("value"), row.own_words())


def read_body(row: Table) -> Body:
    """A body and its seats."""
    return Body(row.word("code"), row.own_words(), row.integer("seats", most=MOST_SEATS))


def read_ground(row: Table) -> Ground:
    """A ground of conflict of interest."""
    return Ground(row.word("code"), row.own_words(), row.flag("excludes"))


def read_deficiency(row: Table) -> Deficiency:
    """A deficiency of the quality check."""
    return Deficiency(row.word("code"), row.own_words(), row.flag("matters"))


def read_intake_stage(row: Table) -> IntakeStage:
    """A period of intake, both days included."""
    stage = IntakeStage(row.integer("number", least=1), row.day("opens"), row.day("closes"), row.own_words())
    if stage.closes < stage.opens:
        raise row.problem("closes", "is before it opens")
    return stage
