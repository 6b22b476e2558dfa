"""Why a decided claim is looked at again, what was promised and said about it, and letters that decide nothing."""

import dataclasses
import datetime as dt


@dataclasses.dataclass(frozen=True)
class FalseRecord:
    """A paper that turned out not to be true; only then may a review lower an award (domain.md 2.7)."""

    document: str
    reason: str  # a code of the plan
    author: str
    entry: str


@dataclasses.dataclass(frozen=True)
class Hearing:
    """The claimant's turn to speak before a request to return is resolved (domain.md 4.3)."""

    letter_no: str
    reply_by: dt.date
    answer: str = ""  # digest of what they said
    answered_on: dt.date | None = None


@dataclasses.dataclass(frozen=True)
class Reopening:
    """A request for review, a correction, a request to return, or records that came after the decision.

    Texts are digests. `due` is the day by which a review is promised to be answered.
    """

    kind: str  # REVIEW, CORRECTION, RETURN_REQUEST, NEW_EVIDENCE, or INDIVIDUAL (from the fixed path)
    on: dt.date
    ground: str
    from_stage: str
    due: dt.date | None = None
    extended: bool = False
    late: str = ""  # why a request was taken that came after the safe day
    wrong: str = ""
    right: str = ""
    reason: str = ""  # of a request to return: a code of the plan
    account: str = ""  # where and until when to return
    hearing: Hearing | None = None
    false_records: tuple[FalseRecord, ...] = ()
    route: str = ""  # of INDIVIDUAL: the fixed route, and the loss claimed before
    claimed_loss: int | None = None
    chosen: bool = False  # of INDIVIDUAL: whether the fixed amount had been chosen before


@dataclasses.dataclass(frozen=True)
class Notice:
    """A letter beside the decision: an extended review, a hearing, a payment that failed, a receipt."""

    kind: str  # one of NOTICES
    letter_no: str
    entry: str
    on: dt.date
    due: dt.date | None = None
    reason: str = ""  # digest of a text; for a failed payment of the payer's words; of a delay: a code of the plan
    round: int = 0  # of a reminder or an extension: the round of asking for records; of a delay: the meeting
    rules_version: str = ""  # the rules in force when it was written; empty while none were adopted
    reason_en: str = ""  # digest of the reason as the English letter tells it; empty where nobody wrote it


OF_SUPPLEMENT = ("REMINDER", "EXTENSION")
"""Letters about a request for more evidence that runs (domain.md 4.6)."""
LANE_LETTERS = ("LANE_LARGER_FIRM", "LANE_DUPLICATE", "LANE_LATE", "LANE_NEEDS_CONTACT")
"""Letters of lanes whose claims hold an address; other lanes keep no name and come to a list (domain.md 6, 7)."""
BEFORE_DECISION = ("RECEIPT", "DELAY")
"""Letters that say nothing any more once the claim is decided (domain.md 4.6)."""
NOTICES = ("REVIEW_EXTENSION", "HEARING", "PAYMENT_FAILED", "ACCOUNT_MISSING", *BEFORE_DECISION, *OF_SUPPLEMENT,
           *LANE_LETTERS)  # fmt: skip


def lane_letter(route: str) -> str:
    """The kind of the letter of a lane."""
    return f"LANE_{route}"
