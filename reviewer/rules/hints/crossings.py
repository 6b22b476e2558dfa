"""Papers against one another and against other claims: X1 to X10 (domain.md 3.7)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reviewer.rules.hints.claimant import attributes_of
from reviewer.rules.hints.hint import FULL, NO_DATA, NONE, PARTIAL, Asked, Hint, PaperFacts
from reviewer.rules.hints.labels import INDUSTRY_LABELS
from reviewer.rules.hints.paper_text import Value
from reviewer.rules.numbers import digits
from reviewer.rules.places import Place

_INDUSTRY = re.compile(r"(?<!\d)\d{5}(?!\d)")
_CODE_AND_WORDS = re.compile(r"(?:^|\t)(\d{5})\s+(?![가-힣]+(?:시|도|군|구)(?:\s|$))[가-힣]")
"""A code with its words where the label is unread; five digits before a place are its postal code."""
_SECTOR_OF_DIVISION = {
    "외식업": (56,), "운수업": (49, 50, 51, 52), "도소매업": (45, 46, 47),
    "서비스업": (55, 58, 59, 60, 61, 62, 63, 68, 69, 70, 71, 72, 73, 74, 75, 76, 85, 86, 87, 90, 91, 94, 95, 96),
}  # fmt: skip
"""Divisions of the Korean standard classification of industries by the sectors of the plan (domain.md 1.3, 2.9)."""
_SECTOR_WORDS = {
    "외식업": re.compile(r"음식|외식|주점|제과"), "운수업": re.compile(r"운수|운송"),
    "도소매업": re.compile(r"도매|소매|도\W?소매"), "서비스업": re.compile(r"서비스"),
}  # fmt: skip
"""What a registration calls the same sectors."""


@dataclass(frozen=True)
class Elsewhere:
    """What other claims of the case file hold that this one holds too, by claim number."""

    documents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Claims that hold a paper of the same bytes, by SHA-256."""
    account: Mapping[str, str] = field(default_factory=dict)
    """Claims with the same account number: their registration number by claim."""
    brn: tuple[str, ...] = ()
    """Claims with the same registration number."""


def crossings(papers: Sequence[PaperFacts], asked: Asked, elsewhere: Elsewhere) -> Iterator[Hint]:
    """X1 to X10: FULL where nothing stands out, PARTIAL or NONE where a person should look."""
    read = [paper for paper in papers if paper.is_read]
    for code, name in (("X1", "brn"), ("X2", "representative"), ("X3", "trade_name"), ("X4", "holder")):
        yield _alike(code, name, read, asked)
    yield _same_papers(papers, elsewhere)
    yield _same_account(asked, elsewhere)
    yield _same_number(asked, elsewhere)
    yield _late(asked)
    yield _sector(read, asked)
    yield _edge(asked)


def _level(shown: Sequence[tuple[PaperFacts, str]]) -> str:
    """How far the papers agree; where only a recognised one differs, a machine's eye may have misread it: no data."""
    sure = [level for paper, level in shown if level == FULL or not paper.is_recognised]
    if not shown or (len(sure) < len(shown) and all(level == FULL for level in sure)):
        return NO_DATA
    return FULL if all(level == FULL for level in sure) else PARTIAL if FULL in sure else NONE


def _alike(code: str, name: str, papers: Sequence[PaperFacts], asked: Asked) -> Hint:
    """X1 to X4: the same in all papers that show it; told is one that differs, a written one before a recognised."""
    found = [(paper, one) for paper in papers if (one := attributes_of(paper, asked).get(name)) is not None]
    if not found:
        return Hint(code, NO_DATA, name.upper())
    level = _level([(paper, one.level) for paper, one in found])
    differing = sorted((pair for pair in found if pair[1].level != FULL), key=lambda pair: pair[0].is_recognised)
    paper, told = (differing or found)[0]
    return Hint(code, level, name.upper(), told.wanted, told.found, told.place, is_recognised=paper.is_recognised)


def _same_papers(papers: Sequence[PaperFacts], elsewhere: Elsewhere) -> Hint:
    """X5: the very same file in another claim."""
    if not papers:
        return Hint("X5", NO_DATA, "SAME_FILE")
    for paper in papers:
        if claims := elsewhere.documents.get(paper.document):
            whole = Place(paper.document, page=1, box=(0, 0, 0, 0))
            return Hint("X5", NONE, "SAME_FILE", "", " · ".join(claims), whole)
    return Hint("X5", FULL, "SAME_FILE")


def _same_account(asked: Asked, elsewhere: Elsewhere) -> Hint:
    """X6: one account in claims of different registration numbers."""
    if not asked.applicant.account:
        return Hint("X6", NO_DATA, "SAME_ACCOUNT")
    own = digits(asked.applicant.brn)
    others = [claim for claim, brn in elsewhere.account.items() if digits(brn) != own]
    return Hint("X6", NONE if others else FULL, "SAME_ACCOUNT", "", " · ".join(others))


def _same_number(asked: Asked, elsewhere: Elsewhere) -> Hint:
    """X7: one registration number in several claims: several shops of one owner, or one claim twice."""
    if not asked.applicant.brn:
        return Hint("X7", NO_DATA, "SAME_BRN")
    level = PARTIAL if elsewhere.brn else FULL
    return Hint("X7", level, "SAME_BRN", asked.applicant.brn, " · ".join(elsewhere.brn))


def _late(asked: Asked) -> Hint:
    """X8: filed after the closing date of the plan."""
    received, closing = asked.applicant.received_on, asked.plan.closing
    if received is None:
        return Hint("X8", NO_DATA, "LATE", closing.isoformat())
    level = FULL if received <= closing else NONE
    return Hint("X8", level, "LATE", closing.isoformat(), received.isoformat())


def _sector(papers: Sequence[PaperFacts], asked: Asked) -> Hint:
    """X9: the industry of every certificate belongs to the sector of the application; "others" is no such sector."""
    sector = asked.applicant.sector
    if sector not in _SECTOR_OF_DIVISION:
        return Hint("X9", NO_DATA, "SECTOR", sector)
    found = [(paper, told) for paper in papers if paper.kind in ("SBC", "BRC") and (told := _industry(paper))]
    level = _level([(paper, FULL if sector in told[0] else PARTIAL) for paper, told in found])
    other = next((told for _, told in found if sector not in told[0]), None)
    if not found:
        return Hint("X9", NO_DATA, "SECTOR", sector)
    _, value = other or found[0][1]
    return Hint("X9", PARTIAL if level == NONE else level, "SECTOR", sector, value.text, value.place)


def _industry(paper: PaperFacts) -> tuple[frozenset[str], Value] | None:
    """The sectors a certificate's main industry may belong to, by its code, else by its words."""
    for value in paper.text.values(INDUSTRY_LABELS):
        if code := _INDUSTRY.search(value.text):
            return _of_division(code[0]), Value(code[0], value.place, value.label)
        if words := frozenset(name for name, word in _SECTOR_WORDS.items() if word.search(value.text)):
            return words, value
    for hit, place in paper.text.find(_CODE_AND_WORDS):
        return _of_division(hit[1]), Value(hit[1], place)
    return None


def _of_division(code: str) -> frozenset[str]:
    return frozenset(name for name, divisions in _SECTOR_OF_DIVISION.items() if int(code[:2]) in divisions)


def _edge(asked: Asked) -> Hint:
    """X10: a claimed loss only just above an edge of the bands (settings.edge_margin)."""
    claimed = asked.applicant.claimed_loss
    if claimed is None:
        return Hint("X10", NO_DATA, "EDGE")
    for band in asked.plan.bands:
        if 0 < band.over < claimed <= band.over + asked.plan.settings.edge_margin:
            return Hint("X10", PARTIAL, "EDGE", str(band.over), str(claimed))
    return Hint("X10", FULL, "EDGE", "", str(claimed))
