"""The rows of the compensation plan: bands, checks, reasons, services, rates and seats, each as one plain record."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

Language = Literal["ko", "en"]
Severity = Literal["B", "W", "F"]
"""B = blocking, W = warning that needs a note, F = a finding of its own (CLM4); domain.md 3."""
Origin = Literal["published", "proposed"]
"""published = 카카오 발표 기준; proposed = 협의체 기준, adopted or not; domain.md 0."""

_PLACEHOLDER = re.compile(r"\{([a-z][a-z_0-9]*)(?:\|[^{}]*)?\}")


@dataclass(frozen=True)
class Text:
    """One wording in Korean and English."""

    ko: str
    en: str

    def in_(self, lang: str) -> str:
        """The wording in `lang`, "ko" or "en"; ValueError for another language."""
        if lang == "ko":
            return self.ko
        if lang == "en":
            return self.en
        raise ValueError(f"no wording in language {lang!r}")

    @property
    def placeholders(self) -> frozenset[str]:
        """Every name in braces of either language: what must be known before the text can be printed."""
        return placeholders_of(self.ko) | placeholders_of(self.en)


def placeholders_of(wording: str) -> frozenset[str]:
    """The names in braces, without the particle choice of `{name|은/는}`."""
    return frozenset(_PLACEHOLDER.findall(wording))


@dataclass(frozen=True)
class Mark:
    """Where a rule comes from, so that the window can label it (domain.md 0)."""

    origin: Origin
    source: str


@dataclass(frozen=True)
class Band:
    """Losses with over < loss <= up_to, in won; the last band has no end and no fixed award (domain.md 1.4)."""

    over: int
    up_to: int | None
    award: int | None
    route: str
    label: Text


@dataclass(frozen=True)
class Check:
    """One question put to a paper, or (CLM) to the claim as a whole (domain.md 3)."""

    code: str
    text: Text
    severity: Severity
    automatic: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class ProofKind:
    """A kind of paper with its own checks; the generic ones come from `Plan.checks_of`."""

    code: str
    name: Text
    required: bool
    checks: tuple[Check, ...]
    missing_reason: str | None = None


@dataclass(frozen=True)
class SupplementReason:
    """Why more evidence is asked for and what to send, as the request letter prints it (domain.md 3.8)."""

    code: str
    why: Text
    send: Text
    short: Text
    optional: bool
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class DecisionReason:
    """A reason a decision may carry; `text` goes into the letter, `short` into the window (domain.md 3.9)."""

    code: str
    dispositions: frozenset[str]
    text: Text
    short: Text
    placeholders: frozenset[str]
    exact_time_only: bool = False


@dataclass(frozen=True)
class Note:
    """A calculation note printed with a calculated award (domain.md 3.9)."""

    code: str
    text: Text

    @property
    def placeholders(self) -> frozenset[str]:
        """The values the note needs before it can be printed."""
        return self.text.placeholders


@dataclass(frozen=True)
class Operator:
    """The company that runs a service (domain.md 1.7)."""

    key: str
    name: Text


@dataclass(frozen=True)
class Service:
    """A service that failed, who runs it and when it came back (domain.md 1.7).

    Only with `exact` is `restored_at` the moment the whole service was back; otherwise it is the listed
    "by" time, and `restored_note` says what is known. `share` is a default factor from `share_source`.
    """

    key: str
    name: Text
    operator: str
    affiliate: bool
    own_scheme: Literal["this_scheme", "yes", "none_found"]
    partial_at: datetime | None
    partial_note: Text | None
    restored_at: datetime | None
    exact: bool
    restored_note: Text | None
    hours: Text | None
    confidence: Literal["high", "medium", "low"]
    referral_contact: str
    share: Decimal | None
    share_source: Text | None
    source: str


@dataclass(frozen=True)
class ProfitRate:
    """The standard operating-profit rate of a sector; no rate until a cited figure is adopted (domain.md 2.9)."""

    sector: str
    name: Text
    rate: Decimal | None
    source: Text | None


@dataclass(frozen=True)
class AltBand:
    """A value of the alternative-service factor and its word in the letter (domain.md 2.9, 4.4)."""

    value: Decimal
    word: Text


@dataclass(frozen=True)
class Body:
    """A body that sends members to the council, and its number of seats (domain.md 1.6, 7)."""

    code: str
    name: Text
    seats: int


@dataclass(frozen=True)
class Ground:
    """A conflict of interest; one that does not exclude is only declared (domain.md 5.3)."""

    code: str
    text: Text
    excludes: bool


@dataclass(frozen=True)
class Deficiency:
    """What a quality check may find; one that matters opens the decision again."""

    code: str
    text: Text
    matters: bool


@dataclass(frozen=True)
class Disposition:
    """How a decision ends (domain.md 4.3); `formal` repeats `word` where there is no legal term."""

    code: str
    word: Text
    formal: Text
    final: bool
    money: Literal["award", "fixed", "none"]
    appeal: bool


@dataclass(frozen=True)
class DecisionKind:
    """First decision, correction, review or request to return (domain.md 4.3)."""

    code: str
    word: Text
    meaning: Text


@dataclass(frozen=True)
class StripStep:
    """One step of the strip at the top of the claim desk and the stages it stands for (domain.md 7)."""

    word: Text
    stages: tuple[str, ...]


@dataclass(frozen=True)
class IntakeStage:
    """One of the periods in which applications were taken, both days included (domain.md 1.2)."""

    number: int
    opens: date
    closes: date
    name: Text
