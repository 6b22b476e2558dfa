"""Meetings of the council: notice, agenda, who was there, what was said, and what was voted on (domain.md 5.2, 5.5)."""

import dataclasses
import datetime as dt
from collections.abc import Mapping

DECIDING = ("PASSED", "TIE_RULE")
"""Results that make a decision: a majority, or after the second tie the offer that reached half of the votes."""
QUESTIONS = ("PROPOSAL", "LOSS", "REFUSAL", "DEFER")
"""What can be put to the vote on a claim: its proposal, after two ties whether the loss is accepted and then the
refusal, and that the claim is held over."""


def item_of(kind: str, own: str = "") -> str:
    """The name of an item on the agenda: RULES, CHAIR, LIST 1, MOTION INTAKE, CHALLENGE 2023-000123, or a claim."""
    return f"{kind} {own}".strip() if kind != "CLAIM" else own


@dataclasses.dataclass(frozen=True)
class Resolution:
    """One agenda item that was voted on."""

    number: str
    meeting: int
    item: str  # RULES, CHAIR, CLAIM, CONSENT, CHALLENGE, FIXED_LIST, MOTION or CORRECTION
    result: str  # PASSED, NOT_PASSED or TIE_RULE
    votes: Mapping[str, str]
    claims: tuple[str, ...] = ()
    entry: str = ""
    question: str = "PROPOSAL"
    amounts: Mapping[str, int] = dataclasses.field(default_factory=dict)  # member -> won, where amounts were voted on
    about: str = ""  # the elected chair, the challenged member, the number of the list, the corrected resolution
    note: str = ""  # digest of the reason, where one was given

    @property
    def items(self) -> tuple[str, ...]:
        """The items of the agenda it was about."""
        match self.item:
            case "RULES" | "CHAIR":
                return (self.item,)
            case "MOTION":
                return (item_of("MOTION", self.about),)
            case "CHALLENGE":
                return (item_of("CHALLENGE", self.claims[0]),)
            case "FIXED_LIST":
                return (item_of("LIST", self.about),)
        return self.claims


@dataclasses.dataclass(frozen=True)
class Statement:
    """What a member said on an item, or wants kept as a dissent; the words stand in `texts`."""

    entry: str
    kind: str  # STATEMENT or DISSENT
    member: str
    item: str  # an item of the agenda; empty: of the meeting as a whole
    said: str


@dataclasses.dataclass(frozen=True)
class Attendance:
    """Who takes part from this entry on: seated members, and others who sit in (배석자; a digest)."""

    present: tuple[str, ...]
    others: str = ""


@dataclasses.dataclass(frozen=True)
class Meeting:
    """A meeting of the council with its agenda."""

    number: int
    date: dt.date
    place: str
    agenda: Mapping[str, int] = dataclasses.field(default_factory=dict)  # item -> its number on the agenda, from 1
    state: str = "CONVENED"  # CONVENED or CLOSED
    time: str = ""
    notified_on: dt.date | None = None
    convened_on: dt.date | None = None  # the day of the entry; a notice can have gone out before it
    urgent_reason: str = ""  # digest
    is_written: bool = False  # 서면의결: nobody meets, every member signs an entry of their own
    attendance: tuple[Attendance, ...] = ()
    statements: tuple[Statement, ...] = ()
    next_date: dt.date | None = None
    next_time: str = ""
    next_place: str = ""
    begun_at: str = ""  # when attendance was first recorded
    closed_at: str = ""
    closed_by: str = ""
    late: Mapping[str, str] = dataclasses.field(default_factory=dict)  # item after the notice -> digest of the reason

    def with_items(self, *items: str, late: str = "") -> "Meeting":
        """Return the meeting with a number for each of these items that has none yet; `late` is why they came late."""
        agenda, reasons = dict(self.agenda), dict(self.late)
        for item in items:
            if late and item not in agenda:
                reasons[item] = late
            agenda.setdefault(item, max(agenda.values(), default=0) + 1)
        return dataclasses.replace(self, agenda=agenda, late=reasons)

    def notice_runs(self, day: dt.date, usual: int, urgent: int) -> bool:
        """Whether the notice, which names the agenda, has begun: fewer days are left than it takes (domain.md 5.2)."""
        needed = urgent if self.urgent_reason else usual
        return not self.is_written and notice_missing(self.date, day, needed) > 0

    def item_no(self, item: str) -> str:
        """The number of an item such as 2023-07-015 (domain.md 5.5); "" for one that is not on the agenda."""
        place = self.agenda.get(item)
        return "" if place is None else f"{self.date.year}-{self.number:02d}-{place:03d}"

    @property
    def ever_present(self) -> tuple[str, ...]:
        """Everybody who was present for at least a part of the meeting."""
        return tuple(dict.fromkeys(member for one in self.attendance for member in one.present))

    @property
    def others(self) -> str:
        """Digest of who sat in, as it was last recorded."""
        return self.attendance[-1].others if self.attendance else ""


def notice_missing(date: dt.date, notified_on: dt.date, needed: int) -> int:
    """So many days of notice are missing: a meeting is held `needed` days after its notice at the earliest."""
    return max(0, needed - (date - notified_on).days)
