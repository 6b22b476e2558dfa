"""What the model knows of a claim: its people, papers, rounds, decisions, and what may still be done with it."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

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
    worked: Mapping[str, Any] | None = None
    resolution: str = ""

    @property
    def by_list(self) -> bool:
        return self.disposition == "FIXED" and self.kind == "ORIGINAL" and self.after is None


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
    own: "Claim"
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
    worked: Mapping[str, Any] | None = None  # the weeks and factors it was calculated from
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
    failure_told: bool = False
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

    @property
    def fixed(self) -> bool:
        return self.route in ("FLAT_30K", "FLAT_50K")

    @property
    def decision(self) -> Decision | None:
        return next((one for one in reversed(self.decisions) if not one.undone), None)

    @property
    def not_asked_back(self) -> int:
        made = sum(one.award for one in self.decisions if one.kind == "RETURN_REQUEST" and not one.undone)
        return max(0, self.paid - made)

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
        return slip and told is not None and told.disposition == "FIXED"

    @property
    def fixed_stays(self) -> bool:
        """Looking again, for the claimant's sake, lowers no fixed amount, and found no more (2.7)."""
        told = self.decision
        if told is None or told.disposition != "FIXED" or self.again is None:
            return False
        if self.again.kind not in ("REVIEW", "INDIVIDUAL", "NEW_EVIDENCE"):
            return False
        return not self.again.false and (self.loss is None or self.calculated <= told.award)

    def basis_of(self, body: Mapping[str, Any]) -> tuple[str, int]:
        """What a proposed award rests on, and what was calculated; a fixed amount rests on itself."""
        if body["disposition"] == "FIXED" and self.deciding != "RETURN_REQUEST" and self.decision is not None:
            return "FIXED", self.decision.award
        return body["award_basis"], self.calculated

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
