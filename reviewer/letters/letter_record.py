"""The record a letter carries beside its words: what was decided, as data that outlives this program."""

import json
from typing import Any

from reviewer.letters.content import Letter
from reviewer.rules.claim import Decision
from reviewer.rules.plain import canonical

NAME = "claim_reviewer_letter"
_BEGINS = f'{{"{NAME}":'.encode()
MOST = 200_000
"""No record is as long as that, in bytes."""


def record_of(letter: Letter) -> bytes:
    """The record as canonical JSON; it tells nothing of a person that the letter itself does not. Pure."""
    told: dict[str, Any] = {
        "letter_no": letter.letter_no, "doc_no": letter.doc_no, "kind": letter.kind, "lang": letter.lang,
        "claim": letter.claim, "issued_on": letter.issued_on.isoformat(), "draft": letter.draft,
        "sample": letter.sample,
    }  # fmt: skip
    decision = letter.origin.decision if letter.origin else None
    if decision is not None:
        told["decision"] = _decided(decision)
    return canonical({NAME: told})


def _decided(decision: Decision) -> dict[str, Any]:
    made: dict[str, Any] = {
        "uid": decision.uid, "kind": decision.kind, "disposition": decision.disposition, "award": decision.award,
        "award_basis": decision.award_basis, "calculated_award": decision.calculated_award,
        "decided_at": decision.decided_at, "resolution_no": decision.resolution_no, "meeting": decision.meeting,
        "rules_version": decision.rules_version, "supersedes": decision.supersedes,
        "reasons": [one.code for one in decision.reasons],
    }  # fmt: skip
    if decision.assessment is not None:
        made["verified_loss"] = decision.assessment.verified_loss
    if decision.claimed_loss is not None:
        made["claimed_loss"] = decision.claimed_loss
    return made


def read_record(letter: bytes) -> dict[str, Any] | None:
    """The record in the bytes of a letter, found without reading the PDF around it; None for a file without one.

    Nothing is believed here: whether the bytes are those that were issued is asked elsewhere.
    """
    at = letter.find(_BEGINS)
    if at < 0:
        return None
    try:
        found, _ = json.JSONDecoder().raw_decode(letter[at : at + MOST].decode("utf-8", "ignore"))
    except (ValueError, RecursionError):
        return None
    told = found.get(NAME)
    return told if isinstance(told, dict) else None
