"""One thing the machine noticed: what it compared, what it found, and where it saw it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reviewer.rules.applicant import Applicant
from reviewer.rules.hints.paper_text import PaperText
from reviewer.rules.places import Place
from reviewer.rules.plan import Plan
from reviewer.rules.reading import Reading

FULL, PARTIAL, NONE, NO_DATA = "FULL", "PARTIAL", "NONE", "NO_DATA"
LEVELS = (FULL, PARTIAL, NONE, NO_DATA)
"""Everything compared agrees; some of it; none of it; or there was nothing to compare."""


@dataclass(frozen=True)
class Hint:
    """What was noticed for one check; a person answers the check (domain.md 3, severity A).

    `code` names the comparison, its words stand in ui/claim_desk/hint_words.py. `wanted` and `found` are what was
    compared as plain values: ISO dates, amounts in digits, names as they stand. `agrees` and `differs` name the parts
    of a comparison of several (`brn`, `trade_name`, `representative`, `holder`). `place` is where it was seen, if
    anywhere.
    """

    check: str
    level: str
    code: str
    wanted: str = ""
    found: str = ""
    place: Place | None = None
    agrees: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()
    is_recognised: bool = False
    """Whether the text came out of a picture: a machine's eye may have misread it."""


@dataclass(frozen=True)
class ClaimHints:
    """The hints of one claim: by paper (SHA-256) and check, and those of the claim itself (CLM2, CLM3, X1 to X10)."""

    papers: Mapping[str, Mapping[str, Hint]] = field(default_factory=dict)
    claim: Mapping[str, Hint] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    """How far each paper was read: READ, a reason such as `password`, or "" while it waits to be read."""
    pages: Mapping[str, int] = field(default_factory=dict)
    """How many pages or sheets each paper has, where that is known."""
    sheets: frozenset[str] = frozenset()
    """The papers that are spreadsheets."""


@dataclass(frozen=True)
class PaperFacts:
    """One paper as the hints see it: its kind (SBC, SLS...), what was read in it, and its text in lines."""

    document: str
    kind: str
    reading: Reading
    text: PaperText

    @property
    def is_read(self) -> bool:
        """Whether there is any text to compare."""
        return bool(self.text.lines)

    @property
    def is_recognised(self) -> bool:
        """Whether its text came out of a picture."""
        return self.reading.source == "RECOGNISED"

    @property
    def has_pictures(self) -> bool:
        """Whether some of its pages are pictures among pages of text."""
        return bool(self.reading.recognised or self.reading.unseen)


@dataclass(frozen=True)
class Asked:
    """What the papers are compared with: the application, the number of the claim, and the plan in force."""

    applicant: Applicant
    plan: Plan

    @property
    def is_company(self) -> bool:
        """Whether the claimant is a company: it has a corporate number, a company's name or such middle digits."""
        name = self.applicant.trade_name
        forms = ("주식회사", "유한회사", "(주)", "㈜", "(유)", "㈕")
        return bool(self.applicant.corporate_number) or any(form in name for form in forms) or self.applicant.is_company
