"""One line of the decision log: what every column holds for one decision of one claim (domain.md 6.2)."""

import datetime as dt
from collections.abc import Iterable

from reviewer.rules.assessment import Assessment, FactorRecord
from reviewer.rules.calendar import KOREA
from reviewer.rules.claim import Claim, Decision

LOG_SCHEMA_VERSION = 1
LOG_COLUMNS = (
    "export_id", "schema_version", "rules_version", "decision_uid", "claim_no", "route", "seq", "prev_hash",
    "hash", "decided_at", "meeting_no", "resolution_no", "kind", "disposition", "claimed_loss",
    "normal_week_from", "normal_week_sales", "outage_week_sales", "verified_loss", "method", "profit_rate",
    "labour_ratio", "rent_ratio", "alt_factor", "share_factor", "assessed_amount", "floor", "floor_applied",
    "round_up_to", "rounded", "offsets", "calculated_award", "award_basis", "amounts_voted", "amount_rule",
    "award", "reason_codes", "lead_code", "second_code", "seats", "present", "vote_rule", "votes_for",
    "votes_against", "votes_abstain", "votes_absent", "recused", "letter_no", "supersedes_uid", "state",
)  # fmt: skip
"""The columns of the log in their order; amounts are integer won, rates decimal strings, lists joined by `;`."""

CLAIMANT_COLUMNS = ("trade_name", "representative", "brn", "address")
"""Columns an unmasked log has besides (domain.md 6.2)."""

LogRow = dict[str, str | int | bool]


def log_row(
    claim: Claim, decision: Decision, *, prev_hash: str = "", entry_hash: str = "", export_id: str = ""
) -> LogRow:
    """Return every column of the log for this decision; what does not apply or is not known yet is "".

    `prev_hash` and `entry_hash` are those of the journal entry that made the decision.
    """
    votes = list(decision.votes.values())
    in_force = claim.decision is not None and claim.decision.uid == decision.uid
    row: LogRow = {
        "export_id": export_id,
        "schema_version": LOG_SCHEMA_VERSION,
        "rules_version": decision.rules_version,
        "decision_uid": decision.uid,
        "claim_no": claim.number,
        "route": claim.route,
        "seq": decision.seq,
        "prev_hash": prev_hash,
        "hash": entry_hash,
        "decided_at": _korean(decision.decided_at),
        "meeting_no": decision.meeting or "",
        "resolution_no": decision.resolution_no,
        "kind": decision.kind,
        "disposition": decision.disposition,
        "claimed_loss": _known(decision.claimed_loss),
        **_calculation(decision.assessment),
        "calculated_award": decision.calculated_award,
        "award_basis": decision.award_basis,
        "amounts_voted": _joined(decision.amounts_voted),
        "amount_rule": decision.amount_rule,
        "award": decision.award,
        "reason_codes": _joined(reason.code for reason in decision.reasons),
        "lead_code": decision.lead,
        "second_code": decision.second,
        "seats": decision.seats or "",
        "present": decision.present if decision.seats else "",
        "vote_rule": decision.vote_rule,
        **{
            f"votes_{name}": votes.count(vote) if votes else ""
            for name, vote in (("for", "FOR"), ("against", "AGAINST"), ("abstain", "ABSTAIN"), ("absent", "ABSENT"))
        },
        "recused": _joined(sorted(member for member, vote in decision.votes.items() if vote == "RECUSED")),
        "letter_no": decision.letter_no,
        "supersedes_uid": decision.supersedes,
        "state": "IN_FORCE" if in_force else "UNDONE" if decision.uid in claim.undone else "SUPERSEDED",
    }
    return {name: row[name] for name in LOG_COLUMNS}


def _calculation(found: Assessment | None) -> LogRow:
    if found is None:
        return dict.fromkeys(LOG_COLUMNS[15:31], "")
    return {
        "normal_week_from": found.normal_week_from.isoformat(),
        "normal_week_sales": found.normal_week_sales,
        "outage_week_sales": found.outage_week_sales,
        "verified_loss": found.verified_loss,
        "method": found.method,
        "profit_rate": _rate(found.profit_rate),
        "labour_ratio": "" if found.labour_ratio is None else str(found.labour_ratio),
        "rent_ratio": "" if found.rent_ratio is None else str(found.rent_ratio),
        "alt_factor": _rate(found.alt_factor),
        "share_factor": _rate(found.share_factor),
        "assessed_amount": _known(found.assessed_amount),
        "floor": found.floor,
        "floor_applied": found.floor_applied,
        "round_up_to": found.round_up_to,
        "rounded": _known(found.rounded),
        "offsets": sum(one.amount for one in found.offsets),
    }


def _rate(factor: FactorRecord | None) -> str:
    return "" if factor is None else str(factor.value)


def _known(amount: int | None) -> int | str:
    return "" if amount is None else amount


def _joined(values: Iterable[object]) -> str:
    return ";".join(str(value) for value in values)


def _korean(made_at: str) -> str:
    """The moment in Korean time, ISO 8601 to the second."""
    made = dt.datetime.fromisoformat(made_at)
    return made.astimezone(KOREA).isoformat(timespec="seconds")
