"""What the meeting shows: its items, the claims on them, and who votes; read in one question."""

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from reviewer.rules.applicant import Applicant
from reviewer.rules.claim import Claim
from reviewer.rules.council import Case, FixedList
from reviewer.rules.meetings import Resolution
from reviewer.rules.plan import Plan
from reviewer.rules.privacy import mask_name, mask_patterns

ON_TABLE = ("ON_AGENDA",)
WAITING = ("CHECKED", "DEFERRED")


@dataclasses.dataclass(frozen=True)
class Item:
    """One agenda item, `closed` once it was voted on; OPENING and CLOSING stand before and after all of them.

    Its kinds: RULES, CHAIR, CHALLENGE, CONSENT, CLAIM, FIXED_LIST and MOTION.
    """

    kind: str
    claims: tuple[str, ...] = ()
    list_no: int = 0
    about: str = ""  # of a motion: what it is about; of a correction: the resolution
    note: str = ""  # of a correction: why
    closed: Resolution | None = None

    @property
    def key(self) -> str:
        """What tells this item from every other one of its meeting."""
        own = self.claims[0] if self.kind in ("CLAIM", "CHALLENGE") else str(self.list_no or "")
        own = own or self.about
        return " ".join((self.kind, own, self.closed.number or "closed" if self.closed else "")).strip()


@dataclasses.dataclass(frozen=True)
class Tabled:
    """A claim as the meeting sees it: the name masked for the projector, opinions in words."""

    claim: Claim
    trade_name: str
    representative: str
    lead_note: str = ""
    second_note: str = ""
    challenge: str = ""
    """Why the claimant challenged a member, in words."""


@dataclasses.dataclass(frozen=True)
class MeetingPage:
    """A meeting read at one moment; `saw` are the heads of each open item, named by what is recorded."""

    number: int
    case: Case
    plan: Plan
    items: tuple[Item, ...]
    tabled: Mapping[str, Tabled]
    names: Mapping[str, str]
    saw: Mapping[str, tuple[str, ...]]
    others: str = ""
    """Who sits in, as it was last recorded."""
    fixed: Mapping[int, tuple[Any, ...]] = dataclasses.field(default_factory=dict)
    """For each fixed list its lines (`registers.FixedLine`)."""
    decided: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    """The claims of closed items (`registers.DecidedLine`)."""
    resolved: Mapping[str, Claim] = dataclasses.field(default_factory=dict)
    """The claims of items closed one by one: who may not vote on correcting them."""


def read_meeting(conn: Any, number: int) -> MeetingPage:
    """Read a meeting with every claim on its agenda (reader lane)."""
    from reviewer.casefile import journal, registers, standing
    from reviewer.casefile.standing import member_names

    case, plan = standing.read_case(conn), standing.plan_in_force(conn)
    held = case.meeting(number)
    on_table = [standing.read_claim(conn, one) for one in registers.claims_at(conn, ON_TABLE, meeting=number)]
    challenged = registers.challenged(conn)
    items = items_of(case, number, on_table, challenged)
    saw = {}
    for item in items:
        if item.kind in ("CONSENT", "CLAIM") and item.closed is None:
            body = {"claims": list(item.claims)}
            saw[item.key] = tuple(journal.saw_for(conn, "resolve", f"meeting:{number}", body))
        if item.kind == "CHALLENGE" and item.closed is None:
            body = {"claims": list(item.claims)}
            saw[item.key] = tuple(journal.saw_for(conn, "decide_challenge", f"meeting:{number}", body))
    return MeetingPage(
        number,
        case,
        plan,
        items,
        {claim.number: _tabled(conn, claim) for claim in (*challenged, *on_table)},
        member_names(conn),
        saw,
        journal.text_of(conn, held.others) if held is not None else "",
        {
            item.list_no: tuple(registers.fixed_lines(conn, item.claims))
            for item in items
            if item.kind == "FIXED_LIST" and item.closed is None
        },
        {
            line.claim: line
            for item in items
            if item.closed is not None
            for line in registers.decided_lines(conn, item.claims)
        },
        standing.read_claims(
            conn, [item.claims[0] for item in items if item.kind == "CLAIM" and item.closed is not None]
        ),
    )


def _tabled(conn: Any, claim: Claim) -> Tabled:
    from reviewer.casefile import journal
    from reviewer.casefile.claim_facts import read_applicant

    applicant: Applicant = read_applicant(conn, claim.number)
    lead = journal.text_of(conn, claim.proposal.note) if claim.proposal and claim.proposal.note else ""
    second = journal.text_of(conn, claim.opinion.note) if claim.opinion and claim.opinion.note else ""
    challenge = journal.text_of(conn, claim.open_challenge.reason) if claim.open_challenge else ""
    return Tabled(
        claim, applicant.trade_name, mask_name(applicant.representative), mask_patterns(lead), mask_patterns(second),
        mask_patterns(challenge),
    )  # fmt: skip


def items_of(case: Case, number: int, on_table: list[Claim], challenged: Sequence[Claim] = ()) -> tuple[Item, ...]:
    """The agenda: rules and chair while open, challenges, consent and discussion list, fixed lists (domain.md 5)."""
    held = case.meeting(number)
    is_open = held is not None and held.state == "CONVENED"
    found: list[Item] = [Item("OPENING")] if is_open else []
    if is_open and case.rules_resolution is None:
        found.append(Item("RULES"))
    if is_open and case.chair is None:
        found.append(Item("CHAIR"))
    if is_open:
        found += [Item("CHALLENGE", (claim.number,)) for claim in challenged]
        found += [Item("MOTION", about=one.what) for one in case.closing.motions if one.meeting == number]
    consent = tuple(claim.number for claim in on_table if claim.agenda_list == "CONSENT")
    if consent:
        found.append(Item("CONSENT", consent))
    found += [Item("CLAIM", (claim.number,)) for claim in on_table if claim.agenda_list != "CONSENT"]
    found += [
        Item("FIXED_LIST", one.remaining, one.number)
        for one in case.lists.values()
        if is_open and one.meeting == number and is_open_list(case, one)
    ]
    return (*found, *_closed_items(case, number), *([Item("CLOSING")] if held is not None else []))


def is_open_list(case: Case, drawn: FixedList) -> bool:
    """Whether a fixed list can still be checked and adopted: not adopted, not voted down, not empty."""
    if drawn.adopted or not drawn.remaining:
        return False
    return not any(
        kept.item == "FIXED_LIST" and kept.meeting == drawn.meeting and set(kept.claims) == set(drawn.remaining)
        for kept in case.resolutions
    )


def _closed_items(case: Case, number: int) -> list[Item]:
    lists = {frozenset(one.remaining): one.number for one in case.lists.values() if one.meeting == number}
    return [
        Item(kept.item, kept.claims, lists.get(frozenset(kept.claims), 0), kept.about, closed=kept)
        for kept in case.resolutions
        if kept.meeting == number
    ]


@dataclasses.dataclass(frozen=True)
class Waiting:
    """A checked or deferred claim that is on no agenda, and the list it would stand on."""

    tabled: Tabled
    list_name: str  # CONSENT or DISCUSSION


@dataclasses.dataclass(frozen=True)
class MeetingsPage:
    """All meetings, and the claims that wait for one."""

    case: Case
    plan: Plan
    waiting: tuple[Waiting, ...]


def read_meetings(conn: Any) -> MeetingsPage:
    """Read the meetings and what waits for one (reader lane)."""
    from reviewer.casefile import registers, standing
    from reviewer.rules.acts.agenda import agenda_list

    case, plan = standing.read_case(conn), standing.plan_in_force(conn)
    limit = plan.settings.consent_limit
    found = [standing.read_claim(conn, number) for number in registers.claims_at(conn, WAITING)]
    on_table = [standing.read_claim(conn, number) for number in registers.claims_at(conn, ON_TABLE)]
    over = {one.number for one in case.meetings.values() if one.state == "CLOSED"}
    found += [claim for claim in on_table if claim.meeting in over]  # what a meeting did not reach waits for the next
    waiting = tuple(Waiting(_tabled(conn, claim), agenda_list(claim, limit)) for claim in found)
    return MeetingsPage(case, plan, waiting)
