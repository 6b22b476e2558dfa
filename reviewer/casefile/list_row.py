"""What the list of claims shows of one claim: the flat columns of its derived row."""

import json
from collections.abc import Mapping
from typing import Any

from reviewer.rules.claim import Claim
from reviewer.rules.stage import Stage
from reviewer.rules.verdicts import proof_marks

LISTED_PROOFS = ("SBC", "SLS", "SUS", "BNK")
FACT_COLUMNS = (
    "delivery", "row", "report_number", "received_on", "reporter_type", "trade_name", "representative", "brn",
    "address", "phone", "sector", "services",
)  # fmt: skip
STANDING_COLUMNS = (
    "claimed_loss", "route", "stage", "marks", "lead", "second", "hold", "proof_marks", "due", "meeting",
    "agenda_list", "disposition", "verified_loss", "assessed_amount", "calculated_award", "award", "letter_no",
    "routed_by", "draw", "second_look",
)  # fmt: skip
COLUMNS = ("claim", *FACT_COLUMNS, *STANDING_COLUMNS, "changed_at", "state")
"""Every column of the table `claims` but the handle `id`."""

Value = str | int | None


def standing_columns(claim: Claim) -> dict[str, Value]:
    """The columns that follow from what the entries say; amounts in won, None where not known yet."""
    found, decision = claim.assessment, claim.decision
    if decision is not None and decision.assessment is not None:
        found = decision.assessment
    calculated = decision.calculated_award if decision else found.calculated_award if found else None
    return {
        "claimed_loss": claim.claimed_loss,
        "route": claim.route,
        "stage": claim.stage.value,
        "marks": json.dumps(sorted(claim.marks), ensure_ascii=False, separators=(",", ":")),
        "lead": claim.lead,
        "second": claim.second,
        "hold": claim.hold,
        "proof_marks": "".join(mark[0] for mark in proof_marks(claim, LISTED_PROOFS)),
        "due": _due(claim),
        "meeting": claim.meeting,
        "agenda_list": claim.agenda_list,
        "disposition": decision.disposition if decision else "",
        "verified_loss": found.verified_loss if found else None,
        "assessed_amount": found.assessed_amount if found else None,
        "calculated_award": calculated,
        "award": decision.award if decision else None,
        "letter_no": _letter_no(claim),
        **_triage(claim),
    }


def _triage(claim: Claim) -> dict[str, Value]:
    """A claim without a route is in no lane, whoever put it in one before."""
    by = claim.triage
    if by is None:
        return {"routed_by": "", "draw": None, "second_look": ""}
    in_lane = bool(claim.route)
    return {
        "routed_by": by.author if in_lane else "",
        "draw": by.draw if in_lane else None,
        "second_look": by.look,
    }


def _due(claim: Claim) -> str:
    """Until when records are asked for, or a review is promised to be answered."""
    running = claim.supplements[-1] if claim.supplements else None
    again = claim.review_asked or (claim.reopened if claim.deciding == "REVIEW" else None)
    if running and claim.stage is Stage.SUPPLEMENT_REQUESTED:
        return running.due.isoformat()
    return again.due.isoformat() if again is not None and again.due else ""


def _letter_no(claim: Claim) -> str:
    """The number of a letter beside the decision that has not left yet, else that of the decision or request."""
    if claim.notices_due:
        return claim.notices_due[0].letter_no
    if claim.decision is not None:
        return claim.decision.letter_no
    return claim.supplements[-1].letter_no if claim.supplements else ""


def facts_shown(facts: Mapping[str, Any], claim: Claim, later: Mapping[tuple[str, int], Mapping[str, Any]]) -> Any:
    """The applicant's columns, with the fields of confirmed later rows laid over those of the application."""
    shown = {name: facts[name] for name in FACT_COLUMNS}
    if claim.parts:  # what went into a part is not listed here any more
        shown["services"] = json.dumps(claim.services, separators=(",", ":"))
    for link in claim.links:
        row = later.get((link.delivery, link.row), {})
        for name in link.fields:
            if name in row and name in shown and name not in ("delivery", "row"):
                shown[name] = row[name]
    return shown
