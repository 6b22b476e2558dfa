"""A request for more evidence: its lines, its due date and what became of it (domain.md 3.8)."""

import dataclasses
import datetime as dt


@dataclasses.dataclass(frozen=True)
class SupplementItem:
    """One line of a request for more evidence: which kind of paper, why, and the check that asked for it."""

    kind: str
    reason: str
    document: str = ""
    check: str = ""


@dataclasses.dataclass(frozen=True)
class Supplement:
    """One round of asking for more evidence."""

    round: int
    items: tuple[SupplementItem, ...]
    requested_on: dt.date
    due: dt.date
    letter_no: str = ""
    extended: bool = False
    state: str = "REQUESTED"  # REQUESTED, RECEIVED or EXPIRED
    first_due: dt.date | None = None  # of one that was extended: the day its letter names
    reminded_on: tuple[dt.date, ...] = ()
    rules_version: str = ""  # the rules in force when it was asked for; empty while none were adopted

    @property
    def as_sent(self) -> "Supplement":
        """The request as its letter told it, before it was extended."""
        return dataclasses.replace(self, due=self.first_due or self.due)
