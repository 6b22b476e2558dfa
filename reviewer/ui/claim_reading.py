"""What the windows read of the claims, in one question each."""

import dataclasses
import datetime as dt
from array import array
from collections.abc import Sequence
from typing import Any

from reviewer.rules.applicant import Applicant
from reviewer.rules.claim import Claim
from reviewer.rules.council import Case
from reviewer.rules.plan import Plan


def claim_filter(words: str, routes: frozenset[str], stages: frozenset[str], lead: str, *, composing: bool) -> Any:
    """The filter of the case file for what the search field and the chips say."""
    from reviewer.casefile.claims import Filter

    return Filter(words=words, route=routes, stage=stages, lead=lead, composing=composing)


def first_lines(conn: Any, wanted: Any, sort: str, descending: bool) -> Sequence[Any]:
    """The first 200 lines, for the first paint."""
    from reviewer.casefile import claims

    found: Sequence[Any] = claims.first(conn, wanted, sort, descending, limit=200)
    return found


def ids_in_order(conn: Any, wanted: Any, sort: str, descending: bool) -> "array[int]":
    """Every id of a list in its order."""
    from reviewer.casefile import claims

    return claims.order(conn, wanted, sort, descending)


def claimed_sum(conn: Any, ids: "array[int]") -> int:
    """The sum of the losses claimed by these claims, in won."""
    from reviewer.casefile import claims

    return claims.claimed(conn, ids)


def fetch_lines(conn: Any, ids: Sequence[int]) -> Sequence[Any]:
    """The lines of these ids, in their order."""
    from reviewer.casefile import claims

    found: Sequence[Any] = claims.lines(conn, ids)
    return found


@dataclasses.dataclass(frozen=True)
class DeskPage:
    """Everything the claim desk shows of one claim, read at one moment."""

    claim: Claim
    applicant: Applicant
    papers: tuple[Any, ...]
    timeline: tuple[Any, ...]
    case: Case
    plan: Plan
    drafts: dict[str, str]
    seen: dict[str, set[int]]
    heads: tuple[str, ...]


def read_desk(conn: Any, number: str, person: str) -> DeskPage:
    """Read a claim with its facts, papers, timeline and this person's drafts. Problem ClaimUnknown."""
    from reviewer.casefile import claim_facts, desk_notes, journal, standing

    claim = standing.read_claim(conn, number)
    papers = tuple(claim_facts.papers_of(conn, number))
    return DeskPage(
        claim=claim,
        applicant=claim_facts.read_applicant(conn, number),
        papers=papers,
        timeline=tuple(claim_facts.timeline(conn, number)),
        case=standing.read_case(conn),
        plan=standing.plan_in_force(conn),
        drafts=desk_notes.drafts_of(conn, person, number),
        seen=desk_notes.pages_seen(conn, person, [paper.document for paper in papers]),
        heads=tuple(journal.saw_for(conn, "write_note", number, {})),
    )


@dataclasses.dataclass(frozen=True)
class Work:
    """What waits for one person: ids of claims by tile (waiting, due, sent_back, held)."""

    groups: dict[str, list[int]]


LEADS, SECONDS = ("ASSIGNED", "IN_REVIEW", "RETURNED", "SUPPLEMENT_RECEIVED", "SUPPLEMENT_EXPIRED"), ("PROPOSED",)
SECRETARY_WAITS = ("CHECKED", "RESOLVED", "PAYMENT_FAILED", "APPEALED")
SOON = dt.timedelta(7)


def read_work(conn: Any, person: str, today: dt.date, is_secretary: bool) -> Work:
    """What waits for this person today; for the secretary also claims to be put on an agenda or answered."""
    from reviewer.casefile import claims

    waiting: list[int] = []
    groups: dict[str, list[int]] = {"waiting": waiting, "due": [], "sent_back": [], "held": []}
    if not person:
        return Work(groups)
    mine = claims.lines(conn, list(claims.order(conn, claims.Filter(lead=person), "due", False)))
    seconds = claims.Filter(second=person, stage=frozenset(SECONDS))
    others = claims.lines(conn, list(claims.order(conn, seconds, "due", False)))
    for line in mine:
        if line.hold:
            groups["held"].append(line.id)
        elif line.stage == "RETURNED":
            groups["sent_back"].append(line.id)
            waiting.append(line.id)
        elif line.stage in LEADS:
            waiting.append(line.id)
    waiting += [line.id for line in others]
    limit = (today + SOON).isoformat()
    groups["due"] = [line.id for line in (*mine, *others) if line.due and line.due <= limit]
    if is_secretary:
        stages = claims.Filter(stage=frozenset(SECRETARY_WAITS))
        waiting += [one for one in claims.order(conn, stages, "due", False) if one not in waiting]
    return Work(groups)
