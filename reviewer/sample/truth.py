"""The answers to a sample: what a careful reviewer should find on each paper and decide on each claim."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Collection, Sequence

from reviewer.sample.applications import Application
from reviewer.sample.checks import expected_results
from reviewer.sample.faults import BY_CODE
from reviewer.sample.hints import Written, claim_hints, paper_hints
from reviewer.sample.papers.press import Paper
from reviewer.sample.sales import OUTAGE_WEEK

FLAT_UP_TO = 500_000


def paper_truth(claim: Application, paper: Paper, path: str, twins: bool) -> dict[str, object]:
    """One line of truth.jsonl; `twins` says that another claim holds a file of the same bytes."""
    plan = paper.plan
    digest = hashlib.sha256(paper.data).hexdigest()
    expected = expected_results(plan.kind, plan.faults, is_company=claim.business.is_company)
    _adjust(claim, paper, expected)
    written = Written(plan.kind, plan.form, plan.faults, paper.values)
    return {
        "claim": claim.claim,
        "path": path,
        "sha256": digest,
        "kind": plan.kind,
        "made_as": plan.form,
        "faults": list(plan.faults),
        "expected": expected,
        "hints": paper_hints(claim, written),
        "values": paper.values,
        "same_as": [digest] if twins else [],
    }


def _adjust(claim: Application, paper: Paper, expected: dict[str, str]) -> None:
    """What depends on this claim rather than on the paper's faults."""
    plan = paper.plan
    joint = "," in claim.business.representative
    if plan.kind == "BRC" and joint:
        expected["BRC9"] = "UNCLEAR"
    if plan.kind == "BNK" and joint and not claim.business.is_company:
        expected["BNK6"] = "UNCLEAR"
    if plan.kind == "APP" and claim.claimed_loss is None:
        expected["APP3"] = "NA"
    if plan.months != "both":
        expected["SLS13"] = "NA"
        if plan.months == "september":
            expected["SLS1"] = "NA"
        month = 9 if plan.months == "september" else 10
        if claim.book.normal_week.month != month:
            expected["SLS2"] = "NA"


def supplement_reasons(claim: Application) -> list[str]:
    """The supplement reasons the papers call for, in order of their codes."""
    reasons = {BY_CODE[code].reason for code in claim.faults if BY_CODE[code].missing}
    for plan in claim.papers:
        for code in plan.faults:
            unreadable_bank_copy = plan.kind == "BNK" and BY_CODE[code].unreadable
            reasons.add("R15" if unreadable_bank_copy else BY_CODE[code].reason)
            reasons |= {"R06"} if code == "monday_weeks" else set()
    return sorted(reasons - {""})


def _must_wait(claim: Application) -> bool:
    """Whether a paper that blocks the decision is missing or wrong; a bank copy only holds the payment."""
    missing = any(BY_CODE[code].missing and BY_CODE[code].blocking for code in claim.faults)
    return missing or any(
        BY_CODE[code].blocking and bool(BY_CODE[code].reason)
        for plan in claim.papers
        if plan.kind != "BNK"
        for code in plan.faults
    )


def disposition_by_loss(claimed: int | None, loss: int) -> str | None:
    """The disposition the books call for once every paper is in order; None while no loss is claimed (3.9)."""
    if claimed is None:
        return None
    if claimed <= FLAT_UP_TO and loss <= FLAT_UP_TO:
        return "FIXED"
    if loss <= 0:
        return "NOT_APPROVED"
    if loss <= FLAT_UP_TO:
        return "CONVERTED_FIXED"
    return "APPROVED_FULL" if 100 * loss >= 99 * claimed else "APPROVED_PARTIAL"


def claim_truth(claim: Application, papers: Sequence[Written], shared: Collection[str] = ()) -> dict[str, object]:
    """One line of claims_truth.jsonl; `shared` is what another claim holds too (see Applications.shared)."""
    book = claim.book
    cured = disposition_by_loss(claim.claimed_loss, claim.loss)
    expected = "SUPPLEMENT" if _must_wait(claim) else cured
    if "affiliate_service" in claim.faults:
        expected = cured = "REFERRED"
    if claim.is_late:
        expected = cured = "INADMISSIBLE"
    return {
        "claim": claim.claim,
        "report": claim.report_number,
        "received": claim.received.isoformat(),
        "channel": claim.channel,
        "claimed_loss": claim.claimed_loss,
        "expected_disposition": expected,
        "disposition_if_cured": cured,
        "verified_loss": claim.loss,
        "normal_week_from": book.normal_week.isoformat(),
        "normal_week_sales": book.week(book.normal_week),
        "outage_week_from": OUTAGE_WEEK.isoformat(),
        "outage_week_sales": book.week(OUTAGE_WEEK),
        "supplement_reasons": supplement_reasons(claim),
        "faults": list(claim.faults),
        "papers": dict(Counter(paper.kind for paper in papers)),
        "shared": sorted(shared),
        "hints": claim_hints(claim, papers, shared),
        "daily": {_iso(row.day): row.net for row in book.days},
    }


def _iso(day: dt.date) -> str:
    return day.isoformat()
