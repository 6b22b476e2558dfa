"""What the lead reviewer proposes to the council, and what the second reviewer says to it."""

import dataclasses


@dataclasses.dataclass(frozen=True)
class GivenReason:
    """A reason code with the values its sentence needs (amounts in won as digits, dates as ISO)."""

    code: str
    values: dict[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True)
class Proposal:
    """What the lead reviewer proposes to the council."""

    author: str
    entry: str
    kind: str
    disposition: str
    award: int
    award_basis: str
    calculated_award: int
    reasons: tuple[GivenReason, ...]
    override_reason: str = ""
    note: str = ""


@dataclasses.dataclass(frozen=True)
class Opinion:
    """The second reviewer's check of a proposal: AGREE, SEND_BACK or DIFFER."""

    author: str
    entry: str
    opinion: str
    note: str = ""
