"""A letter that left the house, as the claim remembers it, and what is known of its way to the claimant."""

import dataclasses
import datetime as dt

WAYS = ("POST", "REGISTERED", "EMAIL", "IN_PERSON", "CENTRE")
"""How a letter reaches its claimant: post, registered post, e-mail, handed over, through the customer centre."""
RESULTS = ("SENT", "DELIVERED", "RETURNED", "MISTAKEN")
"""What came of it; MISTAKEN takes back what an earlier entry said."""


@dataclasses.dataclass(frozen=True)
class Delivery:
    """One thing known of a letter's way; texts stand under their digests."""

    entry: str
    author: str
    way: str
    on: dt.date
    result: str
    tracking: str = ""  # number of the registered post
    by: str = ""  # who handed it over or sent it, where that is not the author
    note: str = ""


@dataclasses.dataclass(frozen=True)
class IssuedLetter:
    """A letter that left the house: number, kind, and the SHA-256 of the PDF of each language."""

    letter_no: str
    kind: str  # DECISION, SUPPLEMENT or a notice
    entry: str
    issued_at: str
    decision: str
    files: dict[str, str]
    deliveries: tuple[Delivery, ...] = ()
    days: dict[str, int] = dataclasses.field(default_factory=dict)  # settings of the plan then, for what it promised

    def promised(self, name: str, now: int) -> int:
        """The days of a period by this letter; a plan that shortens them since takes nothing from its claimant."""
        return max(self.days.get(name, 0), now)


PROMISED = ("appeal_days", "delivery_days", "new_evidence_days", "fixed_review_days")
"""The settings by which the letter of a decision tells until when its claimant may ask for something."""
