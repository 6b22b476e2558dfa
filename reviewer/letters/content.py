"""What stands in a letter, line by line, before anything is said about how it looks."""

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterator, Mapping
from typing import Literal

from reviewer.letters.wording import Speech
from reviewer.rules.applicant import Applicant
from reviewer.rules.claim import Claim, Decision, Paper
from reviewer.rules.council import Case
from reviewer.rules.plan import Plan
from reviewer.rules.supplement import Supplement

Role = Literal["heading", "item", "text"]
Align = Literal["left", "center", "right"]


@dataclasses.dataclass(frozen=True)
class Paragraph:
    """One paragraph: a heading, a numbered item (`label` such as `가.`), or text under the item of `level`."""

    role: Role
    text: str
    level: int = 1
    label: str = ""


@dataclasses.dataclass(frozen=True)
class Column:
    """One column of a table: its heading, its share of the width, and how its cells stand."""

    heading: str
    share: float
    align: Align = "left"


@dataclasses.dataclass(frozen=True)
class Table:
    """A table with its heading row; the heading row is repeated on every page the table reaches."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    level: int = 0
    caption: str = ""
    bold_rows: frozenset[int] = frozenset()


Block = Paragraph | Table


@dataclasses.dataclass(frozen=True)
class Annex:
    """One enclosure of the letter; it begins on a page of its own."""

    heading: str
    title: str
    blocks: tuple[Block, ...]


@dataclasses.dataclass(frozen=True)
class Origin:
    """What a letter is made from, kept beside it so that it can be checked before printing.

    `names` maps roster ids to names; `details` holds values no journal entry has, by the name a wording uses.
    """

    kind: str
    claim: Claim
    matter: Decision | Supplement | None
    applicant: Applicant
    case: Case
    plan: Plan
    speech: Speech
    lang: str
    issued_on: dt.date
    names: Mapping[str, str] = dataclasses.field(default_factory=dict)
    details: Mapping[str, object] = dataclasses.field(default_factory=dict)
    both_languages: bool = False

    @property
    def decision(self) -> Decision | None:
        """The decision the letter tells, if it tells one."""
        return self.matter if isinstance(self.matter, Decision) else None

    @property
    def supplement(self) -> Supplement | None:
        """The request for more evidence the letter makes, if it makes one."""
        return self.matter if isinstance(self.matter, Supplement) else None

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The papers the decision looked at: not those that arrived after it."""
        return tuple(paper for paper in self.claim.papers if paper.document not in self.claim.late_papers)

    def word(self, key: str) -> str:
        """A short word or phrase of the wording, without values."""
        return self.speech.words[key]


@dataclasses.dataclass(frozen=True)
class Letter:
    """A whole letter in one language, made from one decision (or one request for more evidence).

    `decision_uid` is empty for letters that decide nothing. `safe_due` is the calendar date until which a review
    can surely be asked for, where the letter offers one; `blanks` names values that are not known yet and stand as
    a line to fill in. `code` is the text scanned to test the paper (`attestation.Code`). Money is integer won.
    """

    kind: str
    lang: str
    letter_no: str
    doc_no: str
    claim: str
    decision_uid: str
    issued_on: dt.date
    organisation: str
    addressee: str
    head: tuple[tuple[str, str], ...]
    title: str
    body: tuple[Block, ...]
    enclosures: tuple[tuple[str, str], ...]
    seal: str
    signers: tuple[str, ...]
    foot: tuple[str, ...]
    annexes: tuple[Annex, ...] = ()
    award: int = 0
    safe_due: dt.date | None = None
    blanks: tuple[str, ...] = ()
    sample: bool = False
    draft: bool = False
    code: str = ""
    origin: Origin | None = dataclasses.field(default=None, repr=False, compare=False)

    def lines(self) -> Iterator[str]:
        """Everything a reader of the letter can read, in reading order, without the marks of draft and sample."""
        yield self.organisation
        for label, value in self.head:
            yield f"{label} {value}".strip()
        yield self.title
        yield from _lines_of(self.body)
        for label, value in self.enclosures:
            yield f"{label} {value}".strip()
        yield from (self.organisation, self.seal)
        yield from self.signers
        yield from self.foot
        for annex in self.annexes:
            yield from (annex.heading, annex.title)
            yield from _lines_of(annex.blocks)

    @functools.cached_property
    def text(self) -> str:
        """The whole letter as plain text."""
        return "\n".join(line for line in self.lines() if line)


def _lines_of(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield f"{block.label} {block.text}".strip()
        else:
            yield block.caption
            yield " ".join(column.heading for column in block.columns)
            for row in block.rows:
                yield " ".join(row)
