"""Papers written in code for the tests of hints: pages set in letters of equal width, and sheets."""

import dataclasses
import datetime as dt

from reviewer.rules.applicant import Applicant
from reviewer.rules.hints import ClaimHints, Hint, PaperFacts, claim_hints
from reviewer.rules.hints.crossings import Elsewhere
from reviewer.rules.hints.hint import Asked
from reviewer.rules.hints.paper_text import text_of
from reviewer.rules.plan import Plan
from reviewer.rules.reading import Reading, Row, Word

LETTER, LINE = 50, 160
"""Tenths of a point: how wide a letter and how high a line is."""
APPLICANT = Applicant(
    "2023-000001", report_number="10-0000001", received_on=dt.date(2023, 5, 2), trade_name="(주)가온 떡볶이",
    representative="김하늘", brn="120-81-47521", services=("talk_channel",), claimed_loss=700_000, bank="가온은행",
    account="110-123-456789", sector="외식업", corporate_number="110111-1234567",
)  # fmt: skip


def words(text: str, page: int = 1) -> list[Word]:
    """The words of a page; how far they stand apart is how they are typed."""
    found = []
    for line, written in enumerate(text.strip("\n").splitlines()):
        at = 0
        for word in written.split(" "):
            if word:
                found.append(Word(word, page, (at * LETTER, line * LINE, (at + len(word)) * LETTER, line * LINE + 120)))
            at += len(word) + 1
    return found


def rows(*cells: tuple[str, ...], sheet: int = 1) -> list[Row]:
    """The rows of a sheet from the first on."""
    return [Row(sheet, number, line) for number, line in enumerate(cells, 1)]


def reading(text: str = "", *cells: tuple[str, ...], document: str = "d" * 64, source: str = "TEXT") -> Reading:
    """What was read in a paper that holds this page, or these rows."""
    kind = "spreadsheet" if cells else "pdf"
    return Reading(document, kind, source if text or cells else "NONE", tuple(words(text)), tuple(rows(*cells)))


def paper(kind: str, read: Reading) -> PaperFacts:
    """The paper as the hints see it."""
    return PaperFacts(read.document, kind, read, text_of(read))


def all_hints(
    plan: Plan, *papers: PaperFacts, elsewhere: Elsewhere | None = None, applicant: Applicant = APPLICANT
) -> ClaimHints:
    """The hints of a claim with these papers."""
    return ClaimHints(*claim_hints(papers, Asked(applicant, plan), elsewhere or Elsewhere()))


def hints(plan: Plan, kind: str, read: Reading, **changes: object) -> dict[str, Hint]:
    """The hints of one paper, for an applicant changed in these fields."""
    applicant = dataclasses.replace(APPLICANT, **changes)  # type: ignore[arg-type]
    return dict(all_hints(plan, paper(kind, read), applicant=applicant).papers[read.document])
