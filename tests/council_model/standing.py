"""Where the council and its claims stand in the model, and how an act is judged and done."""

import copy
import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, ClassVar

from tests.council_model import law
from tests.council_model.claims import Claim, Person


@dataclasses.dataclass(frozen=True)
class Deed:
    """Somebody does something, or tries to."""

    who: str
    act: str
    subject: str
    body: Mapping[str, Any]
    day: dt.date
    uid: str = ""
    hash: str = ""

    @property
    def meeting(self) -> int:
        return int(self.subject.partition(":")[2])

    @property
    def claims(self) -> tuple[str, ...]:
        kind = self.subject.partition(":")[0]
        return tuple(self.body.get("claims", ())) if kind in ("case", "meeting") else (self.subject,)


@dataclasses.dataclass
class Held:
    """A meeting."""

    date: str
    open: bool = True
    written: bool = False
    present: list[str] | None = None
    urgent: bool = False
    agenda: set[str] = dataclasses.field(default_factory=set)

    def is_late(self, item: str, day: dt.date) -> bool:
        """New on an agenda that went out with the notice, seven days before the meeting, three in haste (5.2)."""
        days = (dt.date.fromisoformat(self.date) - day).days
        return item not in self.agenda and not self.written and days < (3 if self.urgent else 7)


@dataclasses.dataclass
class Listing:
    """A list of fixed-amount claimants."""

    meeting: int
    author: str
    claims: tuple[str, ...]
    checked_by: str = ""
    pulled: set[str] = dataclasses.field(default_factory=set)
    adopted: bool = False
    over: bool = False  # voted on, whatever came of it

    @property
    def left(self) -> set[str]:
        return set(self.claims) - self.pulled


class Model:
    """The whole council: people, meetings, lists, numbers and claims."""

    def __init__(self, checks: law.CheckList, people: Mapping[str, Person]) -> None:
        self.checks = checks
        self.people = dict(people)
        self.claims: dict[str, Claim] = {}
        self.before: dict[str, list[tuple[Deed, Claim]]] = {}  # what each claim was before each act that still counts
        self.meetings: dict[int, Held] = {}
        self.lists: dict[int, Listing] = {}
        self.motions: dict[str, int] = {}  # what is on an agenda -> of which meeting
        self.resolved: set[str] = set()
        self.rules_adopted = False
        self.floor = 50_000
        self.fixed_choice = False
        self.waiting: dict[str, tuple[str, str, Any]] = {}
        self.used = {"letter": 0, "resolution": 0}
        self.batches: dict[str, str] = {}
        self.sealed = 0
        self.drawn = law.Drawn()
        self.interested: set[str] = set()  # whose declared interests touch the claimants of these days
        self.entries = 0
        self.uid = ""  # of the case
        self.delivered: set[str] = set()  # papers that came for no claim yet
        self.head = ""  # the hash of the last entry of the case

    @property
    def chair(self) -> Person | None:
        return next((one for one in self.people.values() if one.role == "CHAIR"), None)

    @property
    def seated(self) -> list[str]:
        return [one.id for one in self.people.values() if one.votes]

    def is_free(self, what: str, number: object) -> bool:
        """A number comes after every one used so far."""
        count = str(number).rpartition("-")[2]
        return count.isdigit() and int(count) > self.used[what]

    def use(self, what: str, number: str) -> None:
        self.used[what] = max(self.used[what], int(number.rpartition("-")[2]))

    def next(self, what: str, ahead: int = 1) -> str:
        return f"2023-A-{self.used[what] + ahead:0{4 if what == 'letter' else 3}d}"

    def must_answer(self, claim: Claim, person: str) -> bool:
        """A declared interest touches the claim, and they neither stepped aside nor said why it is none (5.3)."""
        touched = person in self.interested and self.people[person].role in law.MEMBERS
        return touched and person not in claim.aside and not claim.with_reason.get(person)

    def accepted(self, claim: Claim, kind: str) -> bool:
        return any(
            paper.kind == kind and law.accepts(self.checks.of(kind), paper.answers) for paper in claim.papers.values()
        )

    def weigh(self, claim: Claim) -> None:
        """On the fixed path, a claim is ready exactly while its papers are accepted."""
        if not claim.fixed or claim.deciding != "ORIGINAL":
            return
        ready = all(self.accepted(claim, kind) for kind in law.FIXED_PROOFS if kind != "SLS" or not claim.chosen)
        if ready and claim.stage in ("ROUTED", "SUPPLEMENT_RECEIVED"):
            claim.stage = "FIXED_READY"
        elif not ready and claim.stage == "FIXED_READY":
            claim.stage = "ROUTED"

    def forbids(self, deed: Deed) -> list[str]:
        """Why this may not be done; empty where it may."""
        rule = Rule.named[deed.act]
        person = self.people.get(deed.who)
        if person is None or person.role not in rule.by:
            return ["not their role"]
        found = []
        claims = [self.claims[number] for number in deed.claims]
        for claim in claims if rule.decides else ():
            if rule.at and rule.stands(claim) not in rule.at:
                found.append(f"{claim.number} is {rule.stands(claim)}")
            if claim.hold and not rule.while_held:
                found.append(f"{claim.number} is held")
            if rule.one and deed.who in claim.aside and not rule.by_aside:
                found.append(f"{deed.who} stepped aside")
            if rule.one and not rule.by_aside and self.must_answer(claim, deed.who):
                found.append(f"{deed.who} has not answered for a declared interest")
        return found or list(rule.faults(self, deed, claims))

    def do(self, deed: Deed) -> None:
        """Let an act that was allowed happen."""
        self.entries += 1
        rule = Rule.named[deed.act]
        claims = [self.claims[number] for number in deed.claims]
        if not rule.decides:
            return
        if rule.takes_back:
            for number in deed.claims:
                _, self.claims[number] = self.before[number].pop()
            return
        for claim in claims:
            if rule.changes:
                self.before.setdefault(claim.number, []).append((deed, copy.deepcopy(claim)))
        rule.done(self, deed, claims)


class Rule:
    """What domain.md says of one act; a subclass is one act, and is known by its name from then on."""

    named: ClassVar[dict[str, "Rule"]] = {}
    act: ClassVar[str] = ""
    by: ClassVar[frozenset[str]] = law.ANYONE
    at: ClassVar[frozenset[str]] = frozenset()
    one: ClassVar[bool] = True  # about one claim, which is its subject
    decides: ClassVar[bool] = True
    while_held: ClassVar[bool] = False
    by_aside: ClassVar[bool] = False
    changes: ClassVar[bool] = True
    """Whether it leaves a claim other than it was; what does not keeps nothing from being taken back."""
    takes_back: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        if cls.act:
            Rule.named[cls.act] = cls()

    def stands(self, claim: Claim) -> str:
        """Where the claim stands for this act."""
        return claim.stage

    def subject(self, m: Model, claim: Claim, chance: Random) -> str:
        """What the act is about, when somebody comes to it from this claim."""
        return claim.number

    def body(self, m: Model, claim: Claim, chance: Random, who: str, day: dt.date) -> dict[str, Any] | None:
        """A body that somebody might write for this claim, right or wrong; None where nobody would."""
        return {}

    def faults(self, m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
        """Why the act is not allowed, beyond role, stage, hold and recusal."""
        return iter(())

    def done(self, m: Model, deed: Deed, claims: list[Claim]) -> None:
        """What the act makes of the claims and of the council."""


class MeetingRule(Rule):
    """An act of a meeting."""

    one = False

    def subject(self, m: Model, claim: Claim, chance: Random) -> str:
        if claim.stage == "ON_AGENDA" and chance.random() < 0.9:
            return f"meeting:{claim.meeting}"
        return f"meeting:{usual_meeting(m, chance)}"


def main_meeting(m: Model) -> int:
    """The last open one where people meet."""
    return max((number for number, held in m.meetings.items() if held.open and not held.written), default=1)


def usual_meeting(m: Model, chance: Random) -> int:
    """Mostly that one; sometimes another, perhaps one in writing, closed, or not convened."""
    return main_meeting(m) if chance.random() < 0.8 else chance.choice((1, *m.meetings))


class CaseRule(Rule):
    """An act about the whole case, or about many claims."""

    one = False

    def subject(self, m: Model, claim: Claim, chance: Random) -> str:
        return "case"


def is_open(m: Model, deed: Deed, *, on_the_day: bool = False) -> Iterator[str]:
    """The meeting was convened and not closed; what happens in it is not written down before its day."""
    held = m.meetings.get(deed.meeting)
    if held is None or not held.open:
        yield "no open meeting"
    elif on_the_day and deed.day.isoformat() < held.date and not held.written:
        yield "before its day"
