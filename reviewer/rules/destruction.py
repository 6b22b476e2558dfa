"""Destroying what nobody may keep any longer (파기): which parts, when their period is over, by which two people."""

import dataclasses
import datetime as dt

from reviewer.rules.calendar import korean_day
from reviewer.rules.claim import Claim
from reviewer.rules.closing import Closing
from reviewer.rules.plan_settings import Settings
from reviewer.rules.stage import BEFORE_RESOLUTION, Stage

IN_WORK = BEFORE_RESOLUTION | {Stage.RESOLVED, Stage.APPEALED}
"""Stages of a decided claim that somebody still works on."""
SCOPES = ("PAPERS", "TEXTS", "FACTS", "ACCOUNTS")
"""The papers with all that was read in them; what people wrote; who the claimant is; bank, account and holder."""


@dataclasses.dataclass(frozen=True)
class Proposed:
    """What one person proposed to destroy and another has still to confirm; `sum` proves which claims and what."""

    entry: str
    author: str
    scopes: tuple[str, ...]
    claims: int
    sum: str


@dataclasses.dataclass(frozen=True)
class Destroyed:
    """What was destroyed, when, and by whom."""

    entry: str
    proposed_by: str
    confirmed_by: str
    on: dt.date
    scopes: tuple[str, ...]
    claims: int
    papers: int
    texts: int
    rows: int
    sum: str


def years_kept(scope: str, settings: Settings) -> int:
    """How many years this part of a claim is kept."""
    return {"PAPERS": settings.documents_years, "ACCOUNTS": settings.payments_years}.get(
        scope, settings.decisions_years
    )


def kept_until(claim: Claim, scope: str, settings: Settings, closing: Closing) -> dt.date | None:
    """The last day on which this part of a claim is kept; None while its period has not begun (domain.md 6).

    It begins with the last decision, or for a claim that was never decided with the closing of the case.
    """
    if claim.decisions:
        begins = max(korean_day(one.decided_at) for one in claim.decisions)
    elif closing.sealed:
        begins = korean_day(closing.sealed_at)
    else:
        return None
    kept = begins.year + years_kept(scope, settings)
    return begins.replace(year=kept, day=28 if (begins.month, begins.day) == (2, 29) else begins.day)


def is_unfinished(claim: Claim) -> bool:
    """Whether a claim that was decided still needs its records: money to pay, a letter to leave, a decision anew."""
    return bool(claim.decisions) and (claim.to_pay > 0 or claim.stage in IN_WORK)


def may_go(claim: Claim, scope: str, settings: Settings, closing: Closing, today: dt.date) -> bool:
    """Whether the period of this part is over, nothing needs or holds the claim, and it was not destroyed before."""
    if claim.hold or is_unfinished(claim) or scope in claim.destroyed:
        return False
    until = kept_until(claim, scope, settings, closing)
    return until is not None and today > until
