"""Where the council and its claims stand in the model, and how an act is judged and done."""

import copy
import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, ClassVar

from tests.council_model import law


@dataclasses.dataclass
class Person:
    """Somebody on the roster."""

    id: str
    role: str
    body: str
    seat: int

    @property
    def votes(self) -> bool:
        return self.seat > 0 and self.role in law.MEMBERS

    @property
    def reviews(self) -> bool:
        """A member, or a secretary with a seat: without one a secretary is no member (7)."""
        return self.role in ("MEMBER", "CHAIR") or self.votes


@dataclasses.dataclass
class Paper:
    """A paper of a claim; answers are (result, has a note) by check."""

    kind: str
    answers: dict[str, tuple[str, bool]] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass
class Round:
    """A request for more evidence."""

    due: dt.date
    letter: str
    state: str = "REQUESTED"
    extended: bool = False
    reminded: bool = False


@dataclasses.dataclass
class Decision:
    """A resolved decision, a withdrawal, or a proposal for one."""

    disposition: str
    award: int
    basis: str
    calculated: int
    lead: str
    second: str = ""
    kind: str = "ORIGINAL"
    letter: str = ""
    after: "Again | None" = None
    undone: bool = False
    drawn: bool = False
    checked: bool = False
    loss: int | None = None
    resolution: str = ""

    @property
    def by_list(self) -> bool:
        return self.disposition == "FIXED" and self.kind == "ORIGINAL"


@dataclasses.dataclass
class Again:
    """Why a decided claim is looked at again."""

    kind: str
    uid: str
    on: dt.date
    stage: str = ""
    due: dt.date | None = None
    extended: bool = False
    hearing: tuple[str, dt.date, bool] | None = None  # its letter, until when, whether they answered
    false: frozenset[str] = frozenset()
    route: str = ""
    claimed: int | None = None
    chosen: bool = False


@dataclasses.dataclass
class Mine:
    """What one reviewer would propose, without having seen the other."""

    proposal: Decision
    loss: int | None
    codes: frozenset[str]
    why_other: str
    redone: dict[tuple[str, str], str]
    papers: int


@dataclasses.dataclass
class Reading:
    """A blind reading: whether it was chosen, and the opinions until both are there."""

    chosen: str = ""
    opinions: dict[str, Mine] = dataclasses.field(default_factory=dict)
    opened: bool = False


@dataclasses.dataclass
class Claim:
    """A claim, as far as its path depends on it."""

    number: str
    route: str
    stage: str
    claimed: int | None
    papers: dict[str, Paper]
    late: set[str] = dataclasses.field(default_factory=set)
    findings: dict[str, tuple[str, bool]] = dataclasses.field(default_factory=dict)
    lead: str = ""
    second: str = ""
    grounds: dict[str, str] = dataclasses.field(default_factory=dict)
    aside: set[str] = dataclasses.field(default_factory=set)
    with_reason: dict[str, bool] = dataclasses.field(default_factory=dict)  # whether the last answer gave one
    hold: str = ""
    sales: dict[str, int] = dataclasses.field(default_factory=dict)
    loss: int | None = None
    calculated: int = 0
    proposal: Decision | None = None
    opinion: tuple[str, str] | None = None
    rounds: list[Round] = dataclasses.field(default_factory=list)
    meeting: int = 0
    on_list: str = ""
    ties: int = 0
    offers: list[tuple[int, int, int]] = dataclasses.field(default_factory=list)  # amount, votes for it, present
    loss_accepted: str = ""
    written: dict[str, str] = dataclasses.field(default_factory=dict)
    objected: bool = False
    again: Again | None = None
    waiting: Again | None = None  # a review asked for while a payment is on a list
    sent: dict[str, dt.date] = dataclasses.field(default_factory=dict)  # letter -> when it left last
    notices: list[tuple[str, str]] = dataclasses.field(default_factory=list)  # kind, letter
    failed_on: dt.date | None = None
    told_on: dt.date | None = None  # when a failed payment was told last
    readings: dict[str, Reading] = dataclasses.field(default_factory=dict)
    decisions: list[Decision] = dataclasses.field(default_factory=list)
    letters: dict[str, set[str]] = dataclasses.field(default_factory=dict)
    batch: str = ""
    listed: int = 0
    on_list_now: bool = False  # whether the payer has not said yet what came of that
    failed: bool = False  # whether the last payment failed
    account_ok: bool = False  # whether a second person compared the new account
    listed_on: dt.date | None = None
    paid: int = 0
    account_by: str = ""
    deciding: str = "ORIGINAL"
    chosen: bool = False  # the claimant chose the fixed amount instead of individual review
    challenged: str = ""
    challenged_on: dt.date | None = None
    promises: dict[str, str] = dataclasses.field(default_factory=dict)
    routed: tuple[str, str, str] = ("", "", "")  # by whom, with which entry, what a second look said
    head: str = ""

    @property
    def fixed(self) -> bool:
        return self.route in ("FLAT_30K", "FLAT_50K")

    @property
    def decision(self) -> Decision | None:
        return next((one for one in reversed(self.decisions) if not one.undone), None)

    @property
    def to_pay(self) -> int:
        return (
            max(0, self.decision.award - self.paid) if self.decision and self.decision.kind != "RETURN_REQUEST" else 0
        )

    @property
    def paying(self) -> str:
        """Where its payment stands; a fixed amount in force is paid beside the individual review asked for (4.4)."""
        if self.on_list_now:
            return "PAYMENT_LISTED"
        beside = self.again is not None and self.again.kind == "INDIVIDUAL" and self.stage in law.UNRESOLVED
        return self.again.stage if self.again is not None and beside and self.decision is not None else self.stage

    def pay_stage(self, stage: str) -> None:
        """The payment moves; the stage with it, unless a review runs beside it or followed."""
        if self.paying == self.stage:
            self.stage = stage
        elif self.again is not None and self.again.kind == "INDIVIDUAL":
            self.again = dataclasses.replace(self.again, stage=stage)

    def kept_from_vote(self, person: str) -> bool:
        """Stepped aside, or prepared the first decision, which is looked at again (COI6)."""
        first = [one for one in self.decisions if one.kind == "ORIGINAL"]
        return person in self.aside or (self.deciding == "REVIEW" and prepared(first, person))

    def kept_from(self, person: str) -> bool:
        """The same, and whoever prepared any decision that was told: a review is for others (5.4)."""
        told = [one for one in self.decisions if not one.undone or one.kind == "ORIGINAL"]
        return person in self.aside or (self.deciding == "REVIEW" and prepared(told, person))

    @property
    def reading(self) -> Reading:
        """The blind reading of the decision now in the making."""
        return self.readings.setdefault(f"{self.deciding} {self.again.uid if self.again else ''}", Reading())

    @property
    def blind(self) -> bool:
        """Whether the two reviewers record opinions that neither sees, instead of a proposal and its check."""
        can = self.deciding in ("ORIGINAL", "REVIEW") and self.route == "INDIVIDUAL"
        return can and self.reading.chosen == "YES" and not self.reading.opened

    @property
    def keeps_fixed(self) -> bool:
        """A fixed amount that was decided is put right; it stays one (4.3)."""
        told, slip = self.decision, self.deciding == "CORRECTION"
        return slip and self.fixed and told is not None and told.disposition == "FIXED"

    @property
    def eaten(self) -> bool:
        """Offsets eat an individual award whole (2.9)."""
        return self.loss is not None and self.loss > law.HIGH_EDGE and self.calculated == 0

    def lowers(self, award: int) -> bool:
        """Looked at again for the claimant's sake, and less than before, with no record found false (2.7)."""
        if self.again is None or self.decision is None or self.again.false:
            return False
        return self.again.kind in ("REVIEW", "NEW_EVIDENCE", "INDIVIDUAL") and award < self.decision.award

    @property
    def review_until(self) -> dt.date | None:
        """Until when a review is surely asked for in time; None where there is none (4.4)."""
        decision = self.decision
        if decision is None or decision.letter not in self.sent or decision.kind == "RETURN_REQUEST":
            return None
        return law.due(self.sent[decision.letter], 37) if decision.disposition in law.APPEALABLE else None

    @property
    def tied_twice(self) -> bool:
        return self.ties >= 2 and self.deciding in ("ORIGINAL", "REVIEW")

    @property
    def challenge_open(self) -> bool:
        return bool(self.challenged) and self.challenged not in self.aside

    def step_aside(self, person: str, ground: str) -> None:
        """The seat is free, and what rested on this person's proposal or check is open again."""
        self.grounds[person] = ground
        self.aside.add(person)
        touched = (self.proposal is not None and self.proposal.lead == person) or (
            self.opinion is not None and self.opinion[0] == person
        )
        if touched and self.stage in ("PROPOSED", "RETURNED", "CHECKED", "ON_AGENDA", "DEFERRED"):
            self.on_list = "" if self.stage == "ON_AGENDA" else self.on_list
            self.stage, self.proposal, self.opinion = "IN_REVIEW", None, None
        if person in (self.lead, self.second):
            if person == self.lead:
                self.lead = ""
            else:
                self.second = ""
            if self.deciding == "ORIGINAL" and self.stage in ("ASSIGNED", "IN_REVIEW"):
                self.stage, self.lead, self.second = "ROUTED", "", ""


def prepared(decisions: list[Decision], person: str) -> bool:
    return any(person in (one.lead, one.second) for one in decisions)


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
                self.claims[number].head = deed.uid
            return
        for claim in claims:
            self.before.setdefault(claim.number, []).append((deed, copy.deepcopy(claim)))
            claim.head = deed.uid
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


VOTING = ("FOR", "AGAINST", "ABSTAIN")


def votes(m: Model, claims: list[Claim], number: int, chance: Random, *, stating: bool = False) -> dict[str, Any]:
    """A vote as a secretary would write it down: mostly enough for it, the kept ones out, now and then miscounted.

    Now and then somebody is written down as out without a ground, or (`stating`) steps aside only now.
    """
    cast = {one: chance.choice(("FOR", "FOR", "FOR", "FOR", "AGAINST", "ABSTAIN", "ABSENT")) for one in m.seated}
    held = m.meetings.get(number)
    if held is not None and held.present is not None and chance.random() < 0.97:
        cast |= dict.fromkeys(set(m.seated) - set(held.present), "ABSENT")
    for claim in claims:
        cast |= {one: "RECUSED" for one in m.seated if claim.kept_from_vote(one) and chance.random() < 0.98}
    grounds: dict[str, str] = {}
    if chance.random() < 0.04:
        cast[chance.choice(m.seated)] = "RECUSED"
    elif stating and chance.random() < 0.12:
        member = chance.choice(m.seated)
        cast[member] = "RECUSED" if chance.random() < 0.95 else cast[member]
        grounds = {member: chance.choice(("COI2", "COI3", "COI7", "COI7", "COI5M", "COI9"))}
    result = law.outcome(len(m.seated), list(cast.values()))
    if result == "NO_QUORUM" or chance.random() < 0.03:
        result = chance.choice(("PASSED", "NOT_PASSED"))
    body = {"votes": cast, "result": result, "meeting_date": held.date if held else "2023-04-20"}
    if grounds:
        body["grounds"] = grounds
    if result == "PASSED":
        body["resolution_no"] = m.next("resolution", 1 if chance.random() < 0.95 else 0)
    return body


def vote_faults(m: Model, deed: Deed, claims: list[Claim], *, decides: bool = True) -> Iterator[str]:
    """Every seat and nobody else is written down, nobody kept from a claim votes on it, and the count is right."""
    yield from is_open(m, deed, on_the_day=True)
    if deed.act != "adopt_rules" and not m.rules_adopted:
        yield "the rules come first"
    body, cast = deed.body, deed.body["votes"]
    held = m.meetings.get(deed.meeting)
    if set(cast) != set(m.seated):
        yield "not the seats"
        return
    if held is not None and held.date != body["meeting_date"]:
        yield "another day"
    if held is not None and held.written and deed.act != "resolve":
        yield "not in writing"
    voting = {one for one, vote in cast.items() if vote in VOTING}
    if held is not None and held.present is not None and not voting | set(body.get("grounds", {})) <= set(held.present):
        yield "not there"
    if body.get("grounds") and (held is None or held.present is None):
        yield "nobody was seen there"
    for claim in claims:
        if any(claim.kept_from_vote(one) for one in voting):
            yield "kept from this claim"
        if any(m.must_answer(claim, one) for one in voting):
            yield "a voter has not answered for a declared interest"
    yield from ground_faults(deed, claims)
    amounts = body.get("amounts", {})
    result = law.outcome(len(m.seated), list(cast.values()), len(amounts))
    if not set(amounts) <= voting or (amounts and len(amounts) < law.MIN_VOTERS):
        yield "amounts of who does not vote, or too few"
    if result == "NO_QUORUM" or (body["result"] != "TIE_RULE" and result != body["result"]):
        yield "counted wrongly, or no quorum"
    if decides and body["result"] != "NOT_PASSED" and not m.is_free("resolution", body.get("resolution_no", "")):
        yield "no free resolution number"


def ground_faults(deed: Deed, claims: list[Claim]) -> Iterator[str]:
    """Whoever is out has a ground: one on record, or one stated now, of a single claim that rests on others (5.3)."""
    cast, stated = deed.body["votes"], deed.body.get("grounds", {})
    kept = {one for one in cast for claim in claims if claim.kept_from_vote(one)}
    if deed.act == "decide_challenge":
        kept.add(deed.body["member"])
    out = {one for one, vote in cast.items() if vote == "RECUSED"}
    if out - kept - set(stated):
        yield "out without a ground"
    if stated and (len(claims) > 1 or not set(stated) <= out - kept or not set(stated.values()) <= set(law.GROUNDS)):
        yield "not stepping aside now, or on no ground"
    for claim in claims:
        made = {claim.proposal.lead if claim.proposal else "", claim.opinion[0] if claim.opinion else ""}
        if made & set(stated):
            yield "the item rests on who steps aside"


def step_aside_now(deed: Deed, claims: list[Claim]) -> None:
    """A ground stated with the vote stands on the claim from then on."""
    for member, ground in deed.body.get("grounds", {}).items():
        claims[0].step_aside(member, ground)


def letters(m: Model, claims: list[Claim], chance: Random) -> dict[str, str]:
    """A letter number for each claim; now and then one used before."""
    first = 1 if chance.random() < 0.97 else 0
    return {claim.number: m.next("letter", first + place) for place, claim in enumerate(claims)}


def letter_faults(m: Model, deed: Deed, claims: list[Claim]) -> Iterator[str]:
    """Each letter that goes out has a number of its own."""
    given = deed.body.get("letters", {})
    if len(set(given.values())) < len(given) or not all(m.is_free("letter", one) for one in given.values()):
        yield "letter number used"
    if deed.body["result"] != "NOT_PASSED" and not {claim.number for claim in claims} <= set(given):
        yield "letter number missing"


def use_numbers(m: Model, body: Mapping[str, Any]) -> None:
    """A resolution that passed uses its numbers up."""
    if body["result"] != "NOT_PASSED":
        m.use("resolution", body["resolution_no"])
        for number in body.get("letters", {}).values():
            m.use("letter", number)
