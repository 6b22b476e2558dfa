"""What a side of the compare desk reads: a claim's papers by name, and claims found by number or name."""

import dataclasses
from typing import Any

from reviewer.rules.problem import Problem


@dataclasses.dataclass(frozen=True)
class PaperChoice:
    """A paper that can be put on a side: SHA-256, kind, path, and how this person last looked at it (JSON)."""

    document: str
    kind: str
    path: str
    view: str


@dataclasses.dataclass(frozen=True)
class ClaimPapers:
    """The papers of one claim; a claim this person stepped aside from shows none."""

    number: str
    name: str
    papers: tuple[PaperChoice, ...]
    is_recused: bool = False


def papers_of_claim(conn: Any, number: str, person: str) -> ClaimPapers:
    """Read the papers of a claim for a side. Problem ClaimUnknown."""
    from reviewer.casefile import claim_facts, desk_notes, standing

    claim = standing.read_claim(conn, number)
    name = claim_facts.read_applicant(conn, number).trade_name
    if claim.is_recused(person):
        return ClaimPapers(number, name, (), is_recused=True)
    kinds = list(standing.plan_in_force(conn).proof_kinds)
    there = {paper.document: paper.kind for paper in claim.papers}
    lines = sorted(
        (one for one in claim_facts.papers_of(conn, number) if one.document in there),
        key=lambda one: (kinds.index(there[one.document]), one.path),
    )
    papers = (
        PaperChoice(one.document, there[one.document], one.path, desk_notes.view_of(conn, person, one.document))
        for one in lines
    )
    return ClaimPapers(number, name, tuple(papers))


def claim_holding(conn: Any, document: str, beside: str) -> str:
    """Another claim than `beside` that holds a paper, or `beside` itself where it is the only one."""
    from reviewer.casefile.elsewhere import claims_with_documents

    return next(iter(claims_with_documents(conn, beside, [document]).get(document, ())), beside)


def find_claims(conn: Any, words: str, *, composing: bool) -> tuple[Any, list[Any]]:
    """What is asked for, a Filter, and the lines of the first claims that a search by number or name finds."""
    from reviewer.casefile import claims

    wanted = claims.Filter(words=words, composing=composing)
    return wanted, claims.first(conn, wanted, "claim", False, limit=8)


def as_problem(fault: BaseException) -> Problem:
    """The fault where it is a Problem; a mistake of ours is raised."""
    if not isinstance(fault, Problem):
        raise fault
    return fault
