"""Papers against one another and against other claims: X1 to X10 (domain.md 3.7)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reviewer.rules.hints.claimant import attributes_of, brns_in
from reviewer.rules.hints.hint import FULL, NO_DATA, NONE, PARTIAL, Asked, Hint, PaperFacts
from reviewer.rules.korean import fold
from reviewer.rules.numbers import digits, format_brn
from reviewer.rules.places import Place

_INDUSTRY = re.compile(r"(?<!\d)(\d{5})(?!\d)\s*(?=[가-힣])")
_SECTOR_OF_DIVISION = {
    "외식업": (56,), "운수업": (49, 50, 51, 52), "도소매업": (45, 46, 47),
    "서비스업": (55, 58, 59, 60, 61, 62, 63, 68, 69, 70, 71, 72, 73, 74, 75, 76, 85, 86, 87, 90, 91, 94, 95, 96),
}  # fmt: skip
"""Divisions of the Korean standard classification of industries by the sectors of the plan (domain.md 1.3, 2.9)."""


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
    yield _numbers(read, asked)
    yield _names("X2", "representative", read, asked)
    yield _names("X3", "trade_name", read, asked)
    yield _holder(read, asked)
    yield _same_papers(papers, elsewhere)
    yield _same_account(asked, elsewhere)
    yield _same_number(asked, elsewhere)
    yield _late(asked)
    yield _sector(read, asked)
    yield _edge(asked)


def _numbers(papers: Sequence[PaperFacts], asked: Asked) -> Hint:
    """X1: one registration number in all papers and in the record."""
    wanted = digits(asked.applicant.brn)
    shown = [(paper, value) for paper in papers if paper.kind != "BNK" for value in brns_in(paper.text)[:1]]
    if len(wanted) != 10 or not shown:
        return Hint("X1", NO_DATA, "BRN")
    by_paper = {paper.document: any(digits(v.text) == wanted for v in brns_in(paper.text)) for paper, _ in shown}
    other = next((value for paper, value in shown if not by_paper[paper.document]), None)
    level = FULL if all(by_paper.values()) else PARTIAL if any(by_paper.values()) else NONE
    told = other or shown[0][1]
    found = format_brn(wanted) if other is None else told.text
    return Hint("X1", level, "BRN", format_brn(wanted), found, told.place)


def _names(code: str, name: str, papers: Sequence[PaperFacts], asked: Asked) -> Hint:
    """X2, X3: one representative and one trade name in all papers that name them."""
    shown = [one for paper in papers if (one := attributes_of(paper, asked).get(name)) is not None]
    if not shown:
        return Hint(code, NO_DATA, name.upper())
    other = next((one for one in shown if one.level != FULL), None)
    agree = sum(one.level == FULL for one in shown)
    level = FULL if other is None else PARTIAL if agree else NONE
    told = other or shown[0]
    return Hint(code, level, name.upper(), told.wanted, told.found, told.place)


def _holder(papers: Sequence[PaperFacts], asked: Asked) -> Hint:
    """X4: the bank's holder is the representative or the trade name."""
    for paper in papers:
        if (one := attributes_of(paper, asked).get("holder")) is not None:
            return Hint("X4", one.level, "HOLDER", one.wanted, one.found, one.place)
    return Hint("X4", NO_DATA, "HOLDER")


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
    """X9: the main industry of a certificate belongs to the sector of the application."""
    sector = asked.applicant.sector
    for paper in papers:
        if paper.kind not in ("SBC", "BRC") or not sector:
            continue
        for hit, place in paper.text.find(_INDUSTRY):
            division = int(hit[1][:2])
            known = {name for name, divisions in _SECTOR_OF_DIVISION.items() if division in divisions}
            if sector in _SECTOR_OF_DIVISION:
                level = FULL if sector in known else PARTIAL
                return Hint("X9", level, "SECTOR", sector, hit[1], place)
        if any(fold(sector) in fold(line.text) for line in paper.text.lines):
            return Hint("X9", FULL, "SECTOR", sector, sector)
    return Hint("X9", NO_DATA, "SECTOR", sector)


def _edge(asked: Asked) -> Hint:
    """X10: a claimed loss only just above an edge of the bands (settings.edge_margin)."""
    claimed = asked.applicant.claimed_loss
    if claimed is None:
        return Hint("X10", NO_DATA, "EDGE")
    for band in asked.plan.bands:
        if 0 < band.over < claimed <= band.over + asked.plan.settings.edge_margin:
            return Hint("X10", PARTIAL, "EDGE", str(band.over), str(claimed))
    return Hint("X10", FULL, "EDGE", "", str(claimed))
