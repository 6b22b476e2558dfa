"""What the windows read of the claims, in one question each."""

import dataclasses
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
