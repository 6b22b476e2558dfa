"""A claimant's challenge (기피) of a member, and what the council without that member made of it (domain.md 5.3)."""

import dataclasses
import datetime as dt


@dataclasses.dataclass(frozen=True)
class Challenge:
    """One challenge; the reason stands under its digest."""

    entry: str
    member: str
    ground: str
    on: dt.date
    reason: str
    result: str = ""  # UPHELD, REJECTED or WITHDRAWN, once that is known
    decided_by: str = ""  # the entry of the vote
