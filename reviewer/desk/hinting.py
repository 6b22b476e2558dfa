"""What the machine noticed in a claim: hints from what was read in its papers, and from what other claims hold too."""

import contextlib
import time
from collections.abc import Mapping
from typing import Any

from reviewer.casefile import elsewhere, proofs, readings
from reviewer.casefile.claim_facts import papers_of, read_applicant
from reviewer.casefile.connections import CaseFile
from reviewer.desk.reading_papers import VERSION, read_paper
from reviewer.documents.gloves import Spare
from reviewer.rules.hints import ClaimHints, Hint, PaperFacts, claim_hints
from reviewer.rules.hints.crossings import Elsewhere
from reviewer.rules.hints.hint import Asked
from reviewer.rules.hints.paper_text import text_of
from reviewer.rules.places import body_of
from reviewer.rules.plan import Plan
from reviewer.rules.privacy import mask_name, mask_patterns
from reviewer.rules.reading import Reading

__all__ = ["ClaimHints", "Hint", "hints_of", "plain_hints", "read_now"]


def hints_of(
    conn: Any, number: str, plan: Plan, now_read: Mapping[str, readings.KeptReading] | None = None
) -> ClaimHints:
    """The hints of a claim, from what is kept of its papers and what was `now_read`.

    A paper that nobody has read yet has no data. Problem ClaimUnknown.
    """
    lines = papers_of(conn, number)
    applicant = read_applicant(conn, number)
    documents = [line.document for line in lines]
    kept = {**readings.readings_of(conn, documents), **(now_read or {})}
    papers = [_paper(line.document, line.kind, kept.get(line.document)) for line in lines]
    known = Elsewhere(
        elsewhere.claims_with_documents(conn, number, documents),
        elsewhere.claims_with_account(conn, number, applicant.account),
        elsewhere.claims_with_brn(conn, number, applicant.brn),
    )
    by_paper, of_claim = claim_hints(papers, Asked(applicant, plan), known)
    states = {line: kept[line].state if line in kept else "" for line in documents}
    pages = {line: one.reading.pages for line, one in kept.items() if one.reading.pages}
    sheets = frozenset(line for line, one in kept.items() if one.reading.kind == "spreadsheet")
    return ClaimHints(by_paper, of_claim, states, pages, sheets)


def read_now(case_file: CaseFile, number: str, seconds: float) -> dict[str, readings.KeptReading]:
    """Read the papers of a claim that wait to be read, without keeping what was read, as far as the time allows."""
    if not case_file.has_documents:
        return {}
    until = time.monotonic() + seconds
    found: dict[str, readings.KeptReading] = {}
    with contextlib.closing(Spare()) as spare:
        for one in readings.waiting_of(case_file.reader(), number, VERSION):
            if time.monotonic() < until and proofs.is_here(case_file, one.document):
                data = proofs.read(case_file, one.document)
                found[one.document] = read_paper(one.document, data, one.path, spare=spare)
    return found


def _paper(document: str, kind: str, kept: readings.KeptReading | None) -> PaperFacts:
    reading = kept.reading if kept is not None else Reading(document, kind)
    return PaperFacts(document, kind, reading, text_of(reading))


def plain_hints(hints: ClaimHints, *, unmasked: bool) -> list[dict[str, Any]]:
    """The hints as `show --json` prints them: those of papers in their order, then those of the claim.

    Names and numbers of people are masked as elsewhere unless asked for in full.
    """
    found = [(document, hint) for document, of_paper in hints.papers.items() for hint in of_paper.values()]
    found += [("", hint) for hint in hints.claim.values()]
    return [_plain(hint, document, unmasked) for document, hint in found]


_NAMED = frozenset({"CLAIMANT", "REPRESENTATIVE", "HOLDER"})
"""Comparisons whose values are, or hold, names of people."""


def _plain(hint: Hint, document: str, unmasked: bool) -> dict[str, Any]:
    wanted, found = hint.wanted, hint.found
    if not unmasked:
        mask = _masked_names if hint.code in _NAMED else mask_patterns
        wanted, found = mask(wanted), mask(found)
    return {
        "check": hint.check,
        "document": document,
        "level": hint.level.lower(),
        "compared": hint.code.lower(),
        "wanted": wanted,
        "found": found,
        "agrees": list(hint.agrees),
        "differs": list(hint.differs),
        "recognised": hint.is_recognised,
        "place": body_of(hint.place) if hint.place is not None else None,
    }


def _masked_names(values: str) -> str:
    return " · ".join(mask_patterns(mask_name(one)) if one else "" for one in values.split(" · "))
