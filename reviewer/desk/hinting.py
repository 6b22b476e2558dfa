"""What the machine noticed in a claim: hints from what was read in its papers, and from what other claims hold too."""

from typing import Any

from reviewer.casefile import elsewhere, readings
from reviewer.casefile.claim_facts import papers_of, read_applicant
from reviewer.rules.hints import ClaimHints, Hint, PaperFacts, claim_hints
from reviewer.rules.hints.crossings import Elsewhere
from reviewer.rules.hints.hint import Asked
from reviewer.rules.hints.paper_text import text_of
from reviewer.rules.places import body_of
from reviewer.rules.plan import Plan
from reviewer.rules.reading import Reading

__all__ = ["ClaimHints", "Hint", "hints_of", "plain_hints"]


def hints_of(conn: Any, number: str, plan: Plan) -> ClaimHints:
    """The hints of a claim, from what is kept of its papers; a paper not read yet has NO_DATA. Problem ClaimUnknown."""
    lines = papers_of(conn, number)
    applicant = read_applicant(conn, number)
    documents = [line.document for line in lines]
    kept = readings.readings_of(conn, documents)
    papers = [_paper(line.document, line.kind, kept.get(line.document)) for line in lines]
    known = Elsewhere(
        elsewhere.claims_with_documents(conn, number, documents),
        elsewhere.claims_with_account(conn, number, applicant.account),
        elsewhere.claims_with_brn(conn, number, applicant.brn),
    )
    by_paper, of_claim = claim_hints(papers, Asked(applicant, plan), known)
    return ClaimHints(by_paper, of_claim, {line: kept[line].state if line in kept else "" for line in documents})


def _paper(document: str, kind: str, kept: readings.KeptReading | None) -> PaperFacts:
    reading = kept.reading if kept is not None else Reading(document, kind)
    return PaperFacts(document, kind, reading, text_of(reading))


def plain_hints(hints: ClaimHints) -> list[dict[str, Any]]:
    """The hints as `show --json` prints them: those of papers in their order, then those of the claim."""
    found = [_plain(hint, document) for document, of_paper in hints.papers.items() for hint in of_paper.values()]
    return found + [_plain(hint, "") for hint in hints.claim.values()]


def _plain(hint: Hint, document: str) -> dict[str, Any]:
    return {
        "check": hint.check,
        "document": document,
        "level": hint.level.lower(),
        "compared": hint.code,
        "wanted": hint.wanted,
        "found": hint.found,
        "agrees": list(hint.agrees),
        "differs": list(hint.differs),
        "recognised": hint.is_recognised,
        "place": body_of(hint.place) if hint.place is not None else None,
    }
