"""A claim, where it stands, and which stage may follow which (domain.md section 7)."""

import dataclasses
import datetime as dt
from collections.abc import Mapping

from reviewer.rules.assessment import Assessment, Sales
from reviewer.rules.bound_facts import BoundFact
from reviewer.rules.challenges import Challenge
from reviewer.rules.closing import Remaining
from reviewer.rules.contacts import Contact
from reviewer.rules.council_votes import Offer
from reviewer.rules.issued import IssuedLetter
from reviewer.rules.lanes import Triage
from reviewer.rules.opinions import BlindReading
from reviewer.rules.problem import Problem
from reviewer.rules.proposal import GivenReason, Opinion, Proposal
from reviewer.rules.quality import QualityCheck
from reviewer.rules.reopening import BEFORE_DECISION, LANE_LETTERS, OF_SUPPLEMENT, Notice, Reopening, lane_letter
from reviewer.rules.stage import BEFORE_RESOLUTION, Stage
from reviewer.rules.supplement import Supplement

S = Stage

WITH_PROPOSAL = frozenset({S.PROPOSED, S.CHECKED, S.ON_AGENDA, S.DEFERRED})
"""Where a proposal stands that somebody may still check or vote on."""

REVIEWED_FROM = frozenset({S.NOTIFIED, S.PAID, S.PAYMENT_FAILED, S.ACCOUNT_FIXED, S.CLOSED})
"""Where a decided claim stands when its review begins, and again once the claimant takes the request back."""

FOLLOWS: Mapping[Stage, frozenset[Stage]] = {
    S.RECEIVED: frozenset({S.ROUTED, S.WITHDRAWN}),
    S.ROUTED: frozenset({S.RECEIVED, S.ROUTED, S.ASSIGNED, S.FIXED_READY, S.SUPPLEMENT_REQUESTED, S.WITHDRAWN})
    | REVIEWED_FROM
    | {S.PAYMENT_LISTED},
    S.ASSIGNED: frozenset({S.ROUTED, S.ASSIGNED, S.IN_REVIEW, S.WITHDRAWN}),
    S.IN_REVIEW: frozenset({S.ROUTED, S.ASSIGNED, S.SUPPLEMENT_REQUESTED, S.PROPOSED, S.WITHDRAWN}) | REVIEWED_FROM,
    S.SUPPLEMENT_REQUESTED: frozenset({S.SUPPLEMENT_RECEIVED, S.SUPPLEMENT_EXPIRED, S.WITHDRAWN}) | REVIEWED_FROM,
    S.SUPPLEMENT_RECEIVED: frozenset({S.IN_REVIEW, S.ROUTED, S.FIXED_READY, S.WITHDRAWN}) | REVIEWED_FROM,
    S.SUPPLEMENT_EXPIRED: frozenset({S.SUPPLEMENT_RECEIVED, S.IN_REVIEW, S.ROUTED, S.WITHDRAWN}) | REVIEWED_FROM,
    S.PROPOSED: frozenset({S.CHECKED, S.RETURNED, S.IN_REVIEW, S.WITHDRAWN}) | REVIEWED_FROM,
    S.RETURNED: frozenset({S.IN_REVIEW, S.WITHDRAWN}) | REVIEWED_FROM,
    S.CHECKED: frozenset({S.ON_AGENDA, S.IN_REVIEW, S.WITHDRAWN}) | REVIEWED_FROM,
    S.ON_AGENDA: frozenset({S.ON_AGENDA, S.RESOLVED, S.DEFERRED, S.CHECKED, S.IN_REVIEW, S.WITHDRAWN}) | REVIEWED_FROM,
    S.DEFERRED: frozenset({S.ON_AGENDA, S.IN_REVIEW, S.WITHDRAWN}) | REVIEWED_FROM,
    S.FIXED_READY: frozenset({S.FIXED_LISTED, S.ROUTED, S.SUPPLEMENT_REQUESTED, S.WITHDRAWN}),
    S.FIXED_LISTED: frozenset({S.RESOLVED, S.FIXED_READY, S.WITHDRAWN}),
    S.RESOLVED: frozenset({S.NOTIFIED, S.ON_AGENDA, S.IN_REVIEW, S.DEFERRED, S.FIXED_READY}),
    S.NOTIFIED: frozenset({S.PAYMENT_LISTED, S.APPEALED, S.ACCOUNT_FIXED, S.CLOSED, S.IN_REVIEW, S.ROUTED}),
    S.PAYMENT_LISTED: frozenset({S.PAID, S.PAYMENT_FAILED, S.ROUTED}),
    S.PAYMENT_FAILED: frozenset({S.ACCOUNT_FIXED, S.APPEALED, S.ROUTED}),
    S.ACCOUNT_FIXED: frozenset({S.PAYMENT_LISTED, S.APPEALED, S.ROUTED}),
    S.PAID: frozenset({S.APPEALED, S.CLOSED, S.IN_REVIEW, S.ROUTED}),
    S.APPEALED: frozenset({S.IN_REVIEW}) | REVIEWED_FROM,
    S.WITHDRAWN: frozenset({S.NOTIFIED, S.CLOSED}),
    S.CLOSED: frozenset({S.APPEALED, S.IN_REVIEW, S.ROUTED}),
}
"""The only table of stages: from each stage, the stages that may come next."""


FIXED_CHOICE = "fixed_choice"
"""The mark of a claim above the bands whose claimant chose the fixed amount, where the plan allows that (1.8)."""


@dataclasses.dataclass(frozen=True)
class Answer:
    """A person's answer to one check of one paper, or to one claim-level finding."""

    result: str  # PASS, FAIL, UNCLEAR or NA
    author: str
    entry: str
    reason: str = ""
    note: str = ""
    contact: str = ""  # the entry of the contact in which the claimant said it


@dataclasses.dataclass(frozen=True)
class Paper:
    """One paper of a claim: the SHA-256 of its bytes, its kind and the answers to its checks."""

    document: str
    kind: str
    arrived: int = 0  # 0 with the application, 1 and 2 after the first and second supplement request
    answers: Mapping[str, Answer] = dataclasses.field(default_factory=dict)
    verdict: str = ""
    before: tuple[str, ...] = ()  # of a masked copy: the papers it replaced, as they came first
    bytes: int = 0  # of a masked copy: its length


@dataclasses.dataclass(frozen=True)
class Decision:
    """One version of the decision on a claim; a later one replaces it, none is edited."""

    uid: str
    seq: int
    kind: str
    disposition: str
    award: int
    award_basis: str
    calculated_award: int
    decided_at: str
    rules_version: str
    reasons: tuple[GivenReason, ...] = ()
    assessment: Assessment | None = None
    claimed_loss: int | None = None
    lead: str = ""
    second: str = ""
    meeting: int = 0
    meeting_date: dt.date | None = None
    resolution_no: str = ""
    seats: int = 0
    present: int = 0
    vote_rule: str = ""
    votes: Mapping[str, str] = dataclasses.field(default_factory=dict)
    amounts_voted: tuple[int, ...] = ()
    amount_rule: str = ""
    letter_no: str = ""
    supersedes: str = ""
    override_reason: str = ""
    after: Reopening | None = None  # what it answers, where the claim was opened again
    paid_before: int = 0  # won paid on the claim before this decision, or on its way; it counts into the award
    on_its_way: int = 0  # what of that was on a payment list whose result was not known yet

    @property
    def by_list(self) -> bool:
        """Whether it was adopted with a list of fixed amounts, so that nobody was assigned to the claim."""
        return self.disposition == "FIXED" and self.kind == "ORIGINAL" and not self.stays

    @property
    def stays(self) -> bool:
        """Whether individual review, or a look at new records, left the fixed amount as it was."""
        return self.disposition == "FIXED" and self.kind == "ORIGINAL" and self.after is not None


@dataclasses.dataclass(frozen=True)
class Payment:
    """Where the payment of an award stands."""

    batch: str
    amount: int
    state: str  # LISTED, PAID or FAILED
    date: dt.date | None = None  # on which it got there
    reason: str = ""  # digest of the payer's words
    decision: str = ""  # the uid of the decision it pays


@dataclasses.dataclass(frozen=True)
class FactsLink:
    """A later row whose fields replace those of the application, because a person confirmed the change."""

    delivery: str
    row: int
    fields: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Claim:
    """Everything the journal says about one claim."""

    number: str
    route: str = ""  # empty: no loss figure, so no route yet (mark loss_unknown)
    stage: Stage = Stage.RECEIVED
    marks: frozenset[str] = frozenset()
    claimed_loss: int | None = None
    received_on: dt.date | None = None
    services: tuple[str, ...] = ()
    links: tuple[FactsLink, ...] = ()
    papers: tuple[Paper, ...] = ()
    findings: Mapping[str, Answer] = dataclasses.field(default_factory=dict)
    lead: str = ""
    second: str = ""
    conflicts: Mapping[str, str] = dataclasses.field(default_factory=dict)  # member -> NONE or a ground
    recused: frozenset[str] = frozenset()  # those whose ground excludes; ordinary membership is only declared
    hold: str = ""
    sales: Sales | None = None
    assessment: Assessment | None = None
    proposal: Proposal | None = None
    opinion: Opinion | None = None
    readings: tuple[BlindReading, ...] = ()
    supplements: tuple[Supplement, ...] = ()
    meeting: int = 0
    agenda_list: str = ""  # CONSENT or DISCUSSION
    pulled_by: str = ""  # the member who wanted it discussed
    ties: int = 0
    offers: tuple[Offer, ...] = ()  # what tied, with its votes
    loss_accepted: str = ""  # after the second tie: YES or NO, as the council voted
    written: Mapping[str, str] = dataclasses.field(default_factory=dict)  # member -> the vote signed in writing
    objected_by: str = ""  # the member who wanted a meeting instead of a written resolution
    decisions: tuple[Decision, ...] = ()
    letters: tuple[IssuedLetter, ...] = ()
    payment: Payment | None = None
    account: str = ""  # digest of a corrected account; empty while the one of the application holds
    account_document: str = ""
    withdrawn_on: dt.date | None = None
    deciding: str = "ORIGINAL"  # the kind of decision now in the making
    reopened: Reopening | None = None
    review_asked: Reopening | None = None  # asked for while a payment runs; begins with the result of that
    paid_total: int = 0
    late_papers: tuple[str, ...] = ()  # arrived after the decision
    late_before: Mapping[str, str] = dataclasses.field(default_factory=dict)  # masked copy -> late paper as it came
    facts: tuple[BoundFact, ...] = ()
    contacts: tuple[Contact, ...] = ()
    challenges: tuple[Challenge, ...] = ()
    triage: Triage | None = None  # None: routed by rule at intake, by nobody yet
    part_of: str = ""  # the claim this one was split from
    parts: tuple[str, ...] = ()  # the claims that were split from this one
    undone: frozenset[str] = frozenset()  # uids of decisions that were opened again before their letter left
    quality: tuple[QualityCheck, ...] = ()
    notices: tuple[Notice, ...] = ()
    destroyed: frozenset[str] = frozenset()  # which parts of it are gone for good
    remaining: Remaining | None = None  # who finishes it when the case is closed

    def moved_to(self, stage: Stage, **changes: object) -> "Claim":
        """Return this claim at `stage`; raise StageForbids when that stage may not follow the present one."""
        if stage not in FOLLOWS[self.stage]:
            raise Problem("StageForbids", claim=self.number, stage=self.stage.value, wanted=stage.value)
        return dataclasses.replace(self, stage=stage, **changes)  # type: ignore[arg-type]

    def with_payment_at(self, stage: Stage, **changes: object) -> "Claim":
        """Return this claim with its payment at `stage`; a review that runs beside it, or followed it, stays (4.4)."""
        if self.paying is self.stage:
            return self.moved_to(stage, **changes)
        again = self.reopened
        if again is not None and again.kind == "INDIVIDUAL":
            again = dataclasses.replace(again, from_stage=stage.value)
        return dataclasses.replace(self, reopened=again, **changes)  # type: ignore[arg-type]

    def paper(self, document: str) -> Paper:
        """Return the paper with this SHA-256; raise ProofMissing when the claim has none."""
        for paper in self.papers:
            if paper.document == document:
                return paper
        raise Problem("ProofMissing", claim=self.number, document=document)

    @property
    def decision(self) -> Decision | None:
        """The decision in force, if there is one; one that was undone counts as never told to anybody."""
        return next((one for one in reversed(self.decisions) if one.uid not in self.undone), None)

    @property
    def to_pay(self) -> int:
        """What is still to be paid of the award in force, in won; a request to return pays nothing."""
        decision = self.decision
        if decision is None or decision.kind == "RETURN_REQUEST":
            return 0
        return max(0, decision.award - self.paid_total)

    @property
    def paying(self) -> Stage:
        """Where the payment stands: a fixed amount in force is paid while the individual review asked for runs."""
        if self.payment is not None and self.payment.state == "LISTED":
            return Stage.PAYMENT_LISTED
        again = self.reopened
        beside = again is not None and again.kind == "INDIVIDUAL" and self.stage in BEFORE_RESOLUTION
        return Stage(again.from_stage) if again is not None and beside and self.decision is not None else self.stage

    @property
    def on_its_way(self) -> int:
        """Won on a payment list whose result is not known yet."""
        return self.payment.amount if self.payment is not None and self.payment.state == "LISTED" else 0

    @property
    def account_by(self) -> str:
        """Who recorded a new account that no second person has compared yet; empty when none waits."""
        return next((mark.partition(" ")[2] for mark in self.marks if mark.startswith("account_by ")), "")

    @property
    def account_confirmed(self) -> bool:
        """Whether a new account is in force, because a second person compared it with its bank copy."""
        return bool(self.account) and not self.account_by

    @property
    def first_reviewers(self) -> frozenset[str]:
        """Lead and second of the first decision, also of one that was undone; they do not vote on its review (COI6)."""
        first = [one for one in self.decisions if one.kind == "ORIGINAL"]
        return frozenset({name for one in first for name in (one.lead, one.second)} - {""})

    @property
    def earlier_reviewers(self) -> frozenset[str]:
        """Whoever was lead or second of any decision; a request for review is for others (domain.md 5.4)."""
        made = [one for one in self.decisions if one.kind == "ORIGINAL" or one.uid not in self.undone]
        return frozenset({name for one in made for name in (one.lead, one.second)} - {""})

    @property
    def every_reviewer(self) -> frozenset[str]:
        """Lead and second of every decision ever made on the claim; none of them looks over the one in force."""
        return frozenset({name for one in self.decisions for name in (one.lead, one.second)} - {""})

    @property
    def notices_due(self) -> tuple[Notice, ...]:
        """The letters beside the decision that have not left; of what ended or a lane left, none."""
        issued = {letter.letter_no for letter in self.letters}
        running = {asked.round for asked in self.supplements if asked.state == "REQUESTED"}
        return tuple(
            one
            for one in self.notices
            if one.letter_no not in issued
            and (one.kind not in OF_SUPPLEMENT or one.round in running)
            and (one.kind not in LANE_LETTERS or one.kind == lane_letter(self.route))
            and (one.kind != "REVIEW_EXTENSION" or self.deciding == "REVIEW")
            and (one.kind not in BEFORE_DECISION or self.stage in BEFORE_RESOLUTION)
            and (one.kind != "ACCOUNT_MISSING" or not self.account)
            and (one.kind != "PAYMENT_FAILED" or (self.payment is not None and self.payment.state == "FAILED"))
        )

    @property
    def open_quality(self) -> QualityCheck | None:
        """The check the decision in force was drawn for and that nobody has made yet; its letter waits."""
        decision = self.decision
        if decision is None:
            return None
        return next((one for one in self.quality if one.decision == decision.uid and not one.outcome), None)

    @property
    def has_tied_twice(self) -> bool:
        """Whether the vote on the proposal tied for the second time, so that other questions are put (5.2)."""
        return self.ties >= 2 and self.deciding in ("ORIGINAL", "REVIEW")

    @property
    def is_fixed(self) -> bool:
        """Whether the claim is on the fixed-amount path."""
        return self.route in ("FLAT_30K", "FLAT_50K")

    @property
    def supplement_possible(self) -> bool:
        """Whether a request for more evidence is running or may still be sent (at most two rounds)."""
        last = self.supplements[-1] if self.supplements else None
        if last is None or last.state == "REQUESTED":
            return True
        return last.state == "RECEIVED" and len(self.supplements) < 2

    @property
    def open_challenge(self) -> Challenge | None:
        """The challenge the council has not decided on; one whose member stepped aside needs no decision."""
        return next((one for one in self.challenges if not one.result and one.member not in self.recused), None)

    def is_recused(self, member: str) -> bool:
        """Whether this member stated a ground that keeps them from this claim."""
        return member in self.recused
