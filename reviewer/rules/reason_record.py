"""Whether what is recorded of a claim bears out the reason a decision gives, or speaks against it (domain.md 3.9)."""

import datetime as dt
from collections.abc import Iterator, Sequence

from reviewer.rules.claim import Claim
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.proposal import GivenReason
from reviewer.rules.verdicts import is_accepted

FINDING_OF = {"N04": "CLM1", "N05": "CLM2"}
"""Reasons that say a finding on the whole claim is not met."""
SPOKEN_AGAINST_BY = {
    "E01": ("SBC",), "E06": ("SBC", "SUS"), "E07": ("SBC",), "N02": ("SLS",), "N03": ("SUS",),
}  # fmt: skip
"""Accepted papers that show the opposite of what the reason says."""
AUTHORITY = "R18"


def all_of_others(claim: Claim, plan: Plan) -> bool:
    """Whether every service of the claim is run by another company of the group."""
    known = [plan.services.get(key) for key in claim.services]
    return bool(known) and all(one is not None and one.affiliate for one in known)


def record_faults(
    claim: Claim, plan: Plan, reasons: Sequence[GivenReason], day: dt.date | None = None
) -> Iterator[Problem]:
    """Yield the reasons that the record contradicts or does not bear out, each with its way out.

    `day` is the day of the decision; without it a request whose time may be over counts as over.
    """
    for code in sorted({reason.code for reason in reasons}):
        what = against(claim, plan, code, day)
        if what:
            yield Problem("DecisionIncomplete", claim=claim.number, what=what, check=code)
    for reason in reasons:
        yield from _amount_faults(claim, reason)


def against(claim: Claim, plan: Plan, code: str, day: dt.date | None = None) -> str:
    """What stands against the reason, as the word of its way out; "" where nothing does."""
    if any(is_accepted(claim, kind) for kind in SPOKEN_AGAINST_BY.get(code, ())):
        return "reason_disproved"
    answer = claim.findings.get(FINDING_OF.get(code, ""))
    if answer is not None and answer.result == "PASS":
        return "reason_disproved"
    if code == "E03" and not (claim.received_on is not None and claim.received_on > plan.closing):
        return "not_late"
    if code == "E05" and _may_apply(claim):
        return "authority_shown"
    if code == "N01":
        found = claim.assessment
        return "no_comparison" if found is None else "reason_disproved" if found.verified_loss > 0 else ""
    if code == "N02" and not _sales_did_not_come(claim, day):
        return "no_expired_request"
    if code == "N05" and not any(plan.services[key].exact for key in claim.services if key in plan.services):
        return "no_exact_restoration"
    if code == "N05" and (answer is None or answer.result != "FAIL"):
        return "function_not_shown"
    return ""


def _may_apply(claim: Claim) -> bool:
    """Authority is shown, or the certificate names the representative and nobody else's authority was asked for."""
    if is_accepted(claim, "PRX"):
        return True
    asked = any(item.reason == AUTHORITY for one in claim.supplements for item in one.items)
    sent = any(paper.kind == "PRX" for paper in claim.papers)
    return is_accepted(claim, "SBC") and not asked and not sent


def _sales_did_not_come(claim: Claim, day: dt.date | None) -> bool:
    """Whether a request for sales records ran out: nothing came, or what came until its last day was something else."""
    return any(
        one.state == "EXPIRED" or (one.state == "RECEIVED" and (day is None or day > one.due))
        for one in claim.supplements
        if any(item.kind == "SLS" for item in one.items)
    )


def _amount_faults(claim: Claim, reason: GivenReason) -> Iterator[Problem]:
    """An amount in a sentence of the letter is the one of the calculation, in won."""
    found, given = claim.assessment, reason.values.get("amount", "")
    if found is None or not given:
        return
    said = {
        "P02": found.normal_week_sales, "P07": found.verified_loss,
        "N06": sum(offset.amount for offset in found.offsets),
    }.get(reason.code)  # fmt: skip
    if said is not None and given != str(said):
        yield Problem("AmountDiffers", what="reason_amount", given=given, found=str(said))
