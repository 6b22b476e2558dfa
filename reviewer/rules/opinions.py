"""What two reviewers think of a claim, each without seeing the other: their opinions and whether they are open."""

import dataclasses

from reviewer.rules.assessment import Assessment
from reviewer.rules.proposal import GivenReason


@dataclasses.dataclass(frozen=True)
class OwnOpinion:
    """The outcome one reviewer would propose, with their own calculation and the blocking checks they answered again.

    `redone` holds a result by paper and check, as `document check`; " check" for the claim as a whole. `papers` are
    the papers of the claim when it was recorded: an opinion that saw fewer waits to be recorded again.
    """

    author: str
    entry: str
    disposition: str = ""
    award: int = 0
    award_basis: str = ""
    calculated_award: int = 0
    reasons: tuple[GivenReason, ...] = ()
    override_reason: str = ""
    note: str = ""
    assessment: Assessment | None = None
    redone: dict[str, str] = dataclasses.field(default_factory=dict)
    papers: int = 0


@dataclasses.dataclass(frozen=True)
class BlindReading:
    """One blind reading of a claim: what it decides about, who recorded what, and how the two differ once open.

    `entries` are all entries of opinions that became visible when it was opened, earlier versions among them.
    """

    about: str
    chosen: str = ""  # YES or NO; "" as the plan says
    opinions: tuple[OwnOpinion, ...] = ()
    entries: tuple[str, ...] = ()
    opened: bool = False
    differences: tuple[str, ...] = ()  # of disposition award basis reasons checks; none: they agree
