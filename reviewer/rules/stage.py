"""Where a claim may stand, and which stages go together; apart from the claim, so that a list need not wait for it."""

from enum import StrEnum


class Stage(StrEnum):
    """Where a claim stands; the words for people stand in the plan."""

    RECEIVED = "RECEIVED"
    ROUTED = "ROUTED"
    ASSIGNED = "ASSIGNED"
    IN_REVIEW = "IN_REVIEW"
    SUPPLEMENT_REQUESTED = "SUPPLEMENT_REQUESTED"
    SUPPLEMENT_RECEIVED = "SUPPLEMENT_RECEIVED"
    SUPPLEMENT_EXPIRED = "SUPPLEMENT_EXPIRED"
    PROPOSED = "PROPOSED"
    RETURNED = "RETURNED"
    CHECKED = "CHECKED"
    ON_AGENDA = "ON_AGENDA"
    DEFERRED = "DEFERRED"
    FIXED_READY = "FIXED_READY"
    FIXED_LISTED = "FIXED_LISTED"
    RESOLVED = "RESOLVED"
    NOTIFIED = "NOTIFIED"
    PAYMENT_LISTED = "PAYMENT_LISTED"
    PAID = "PAID"
    PAYMENT_FAILED = "PAYMENT_FAILED"
    ACCOUNT_FIXED = "ACCOUNT_FIXED"
    APPEALED = "APPEALED"
    WITHDRAWN = "WITHDRAWN"
    CLOSED = "CLOSED"


S = Stage
BEFORE_RESOLUTION = frozenset(
    {
        S.RECEIVED, S.ROUTED, S.ASSIGNED, S.IN_REVIEW, S.SUPPLEMENT_REQUESTED, S.SUPPLEMENT_RECEIVED,
        S.SUPPLEMENT_EXPIRED, S.PROPOSED, S.RETURNED, S.CHECKED, S.ON_AGENDA, S.DEFERRED, S.FIXED_READY,
        S.FIXED_LISTED,
    }
)  # fmt: skip
DECIDED = frozenset({S.RESOLVED, S.NOTIFIED, S.PAYMENT_LISTED, S.PAID, S.PAYMENT_FAILED, S.ACCOUNT_FIXED, S.CLOSED})
NEEDS_PROOFS = ("", "INDIVIDUAL", "FLAT_30K", "FLAT_50K", "NEEDS_CONTACT", "LATE")
"""Routes on which papers are asked for; on the others a list shows no marks of proofs."""
