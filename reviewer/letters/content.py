"""What stands in a letter, line by line, before anything is said about how it looks."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from typing import Literal

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
class Letter:
    """A whole letter in one language, made from one decision (or one request for more evidence).

    `decision_uid` is empty for letters that decide nothing. `safe_due` is the calendar date until which a review
    can surely be asked for, where the letter offers one. Money is integer won.
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
    enclosures: tuple[str, ...]
    closing: str
    seal: str
    signers: tuple[str, ...]
    foot: tuple[str, ...]
    annexes: tuple[Annex, ...] = ()
    award: int = 0
    safe_due: dt.date | None = None
    sample: bool = False
    draft: bool = False

    def lines(self) -> Iterator[str]:
        """Everything a reader of the letter can read, in reading order, without the marks of draft and sample."""
        yield self.organisation
        for label, value in self.head:
            yield f"{label} {value}".strip()
        yield self.title
        yield from _lines_of(self.body)
        yield from self.enclosures
        yield from (self.closing, self.organisation, self.seal)
        yield from self.signers
        yield from self.foot
        for annex in self.annexes:
            yield from (annex.heading, annex.title)
            yield from _lines_of(annex.blocks)

    @property
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
