"""The council: roster, seats, lists and the numbers of its papers (domain.md sections 5 and 7)."""

import dataclasses
import datetime as dt
from collections.abc import Mapping

from reviewer.rules.closing import Closing
from reviewer.rules.council_votes import may_substitute
from reviewer.rules.destruction import Destroyed, Proposed
from reviewer.rules.interests import Interests
from reviewer.rules.meetings import Meeting, Resolution
from reviewer.rules.quality import Drawing

SEATED = frozenset({"MEMBER", "CHAIR", "SECRETARY"})
"""Roles that decide, and therefore declare what they are interested in."""
PAYER_BODY = "KAKAO"
"""The payer's seat does not take the chair by default, and reviews beside another body only (domain.md 5.2, 5.3)."""


@dataclasses.dataclass(frozen=True)
class Member:
    """A person on the roster."""

    id: str
    role: str  # MEMBER, CHAIR, SECRETARY, STAFF, OBSERVER or AUDITOR
    body: str
    seat: int = 0  # 0: no seat, no vote
    computer: str = "A"
    name: str = ""  # digest of the name in `texts`
    latin_name: str = ""
    public_keys: tuple[str, ...] = ()

    @property
    def has_vote(self) -> bool:
        """Only a seated member votes; a secretary without a seat does not."""
        return self.seat > 0 and self.role in ("MEMBER", "CHAIR", "SECRETARY")


@dataclasses.dataclass(frozen=True)
class RosterChange:
    """A roster, plan or wording that waits for its second person."""

    entry: str
    author: str
    what: str  # ROSTER, PLAN or WORDING
    members: tuple[Member, ...] = ()
    text: str = ""


@dataclasses.dataclass(frozen=True)
class AdoptedRules:
    """The resolution that adopted one version of the rules and the calculation basis."""

    number: str
    meeting: int
    on: dt.date


@dataclasses.dataclass(frozen=True)
class FixedList:
    """A list of fixed-amount claimants, drawn up by one person and checked by another (domain.md 5.4)."""

    number: int
    meeting: int
    author: str
    claims: tuple[str, ...]
    checked_by: str = ""
    pulled: Mapping[str, str] = dataclasses.field(default_factory=dict)  # claim -> reason
    adopted: bool = False
    lost: bool = False  # the council did not adopt it; its claims are ready for another list

    @property
    def is_over(self) -> bool:
        """Whether the council voted on it; what it did not adopt is drawn up anew."""
        return self.adopted or self.lost

    @property
    def remaining(self) -> tuple[str, ...]:
        """The claims that no one has pulled out."""
        return tuple(claim for claim in self.claims if claim not in self.pulled)


@dataclasses.dataclass(frozen=True)
class Seal:
    """The last daily seal: the entry that made it and how many entries it covers."""

    entry: str
    hash: str
    made_at: str
    entries: int


@dataclasses.dataclass(frozen=True)
class Case:
    """Everything the journal says about the case as a whole."""

    uid: str
    name: str = ""
    is_sample: bool = False
    founded_at: str = ""
    plan: str = ""  # digest of the plan text in force
    plans: Mapping[str, str] = dataclasses.field(default_factory=dict)  # rules_version -> digest of its plan text
    wording: str = ""
    controller: str = ""
    legal_ground: str = ""
    rules_version: str = ""  # hash of the entry that brought the plan in force
    rules_resolution: Resolution | None = None
    rules_adopted_on: dt.date | None = None
    adopted: Mapping[str, AdoptedRules] = dataclasses.field(default_factory=dict)  # rules_version -> its resolution
    roster: Mapping[str, Member] = dataclasses.field(default_factory=dict)
    waiting: tuple[RosterChange, ...] = ()
    meetings: Mapping[str, Meeting] = dataclasses.field(default_factory=dict)
    resolutions: tuple[Resolution, ...] = ()
    lists: Mapping[str, FixedList] = dataclasses.field(default_factory=dict)
    open_batches: Mapping[str, str] = dataclasses.field(default_factory=dict)  # claim -> payment batch
    counters: Mapping[str, int] = dataclasses.field(default_factory=dict)  # "letter 2023-A" -> 123
    seal: Seal | None = None
    interests: Mapping[str, Interests] = dataclasses.field(default_factory=dict)  # member -> what they declared last
    to_destroy: Proposed | None = None
    destroyed: tuple[Destroyed, ...] = ()
    closing: Closing = dataclasses.field(default_factory=Closing)
    drawing: Drawing = dataclasses.field(default_factory=Drawing)

    def rules_of(self, version: str) -> AdoptedRules | None:
        """The resolution by which the council adopted this version; a decision cites that of its own version."""
        return self.adopted.get(version)

    @property
    def rules_in_force(self) -> str:
        """The version of the rules the council works by now; empty while it has not adopted the one of its plan."""
        return self.rules_version if self.rules_version in self.adopted else ""

    @property
    def seats(self) -> tuple[Member, ...]:
        """The seated members, by seat."""
        return tuple(sorted((m for m in self.roster.values() if m.has_vote), key=lambda m: m.seat))

    @property
    def chair(self) -> Member | None:
        """The chair, once one is elected."""
        return next((m for m in self.roster.values() if m.role == "CHAIR"), None)

    @property
    def substitutes(self) -> tuple[Member, ...]:
        """Members without a seat, of bodies other than the payer's; they sit where too few seats are left."""
        found = (
            m for m in self.roster.values() if m.role == "MEMBER" and not m.seat and may_substitute(m.body, PAYER_BODY)
        )
        return tuple(sorted(found, key=lambda m: m.id))

    def meeting(self, number: int) -> Meeting | None:
        """The meeting with this number, if it was convened."""
        return self.meetings.get(str(number))

    def next_number(self, what: str, year: int, computer: str, width: int) -> str:
        """The next free number of `what` (letter, resolution), such as 2023-A-0123 (domain.md 4.1)."""
        return f"{year}-{computer}-{self.counters.get(f'{what} {year}-{computer}', 0) + 1:0{width}d}"

    def with_number(self, what: str, number: str) -> "Case":
        """Return the case with this number used up."""
        head, _, count = number.rpartition("-")
        key = f"{what} {head}"
        used = max(self.counters.get(key, 0), int(count))
        return dataclasses.replace(self, counters={**self.counters, key: used})

    def with_meeting(self, meeting: Meeting) -> "Case":
        """Return the case with this meeting as it now stands."""
        return dataclasses.replace(self, meetings={**self.meetings, str(meeting.number): meeting})

    def with_items(self, number: int, *items: str, late: str = "") -> "Case":
        """Return the case with a place on the agenda for each item that has none yet; no meeting, no change.

        `late` is the digest of why they come after the notice began.
        """
        held = self.meeting(number)
        if held is None or all(item in held.agenda for item in items):
            return self
        return self.with_meeting(held.with_items(*items, late=late))

    def number_is_free(self, what: str, number: str) -> bool:
        """Whether this number comes after every one used so far on its computer and year."""
        head, _, count = number.rpartition("-")
        return count.isdigit() and int(count) > self.counters.get(f"{what} {head}", 0)
