"""What the machine read in a paper: its words and cells with their places, and the traits of its file."""

from dataclasses import dataclass, field

from reviewer.rules.likeness import Traits


@dataclass(frozen=True)
class Word:
    """A word on a page (from 1); `box` is left, top, right, bottom in tenths of a point (places.py)."""

    text: str
    page: int
    box: tuple[int, ...]


@dataclass(frozen=True)
class Row:
    """A row of a sheet, both from 1; cells begin with column A."""

    sheet: int
    row: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """Everything read in one paper. `source` is TEXT (the file's own), RECOGNISED (by a machine's eye) or NONE.

    Resident numbers never stand in it: they are masked before it is made, and `resident_numbers` are their places as
    (page, left, top, right, bottom) or (0, sheet, row, column, 0). Of a paper with text of its own, `recognised` are
    the pages whose words a machine's eye gave all the same, `unseen` the pages that are pictures nobody has read.
    `pages` counts its pages or sheets, also those beyond what was read; 0 where that is not known.
    """

    document: str
    kind: str
    source: str = "NONE"
    words: tuple[Word, ...] = ()
    rows: tuple[Row, ...] = ()
    resident_numbers: tuple[tuple[int, ...], ...] = ()
    recognised: tuple[int, ...] = ()
    unseen: tuple[int, ...] = ()
    traits: Traits = field(default_factory=Traits)
    pages: int = 0
