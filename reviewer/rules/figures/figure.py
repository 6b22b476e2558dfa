"""One figure: numbers by row and series, how they are drawn, and how many things they rest on."""

import dataclasses
from collections.abc import Mapping
from enum import StrEnum

REST = "REST"
"""The row in which the smaller rows stand together."""
TOTALS = ("COUNT",)
"""The series of a figure that tells nothing but how many."""
SEVERAL = "several_reasons"
"""The sentence that the bars add up to more than n."""
SHOWN = 12
"""So many rows of a list without order are shown; the others stand together in `REST`."""


class Shape(StrEnum):
    """How a figure is drawn; each can be read in black and white."""

    BARS = "BARS"  # bars of one length for one number, series end to end
    SHARES = "SHARES"  # every bar as long as the others, series as shares of it
    PAIRS = "PAIRS"  # series beside each other
    LINES = "LINES"  # series over time


@dataclasses.dataclass(frozen=True)
class Figure:
    """Codes and whole numbers; the words are those of the plan and of resources/i18n.

    `n` is how many things it rests on and `of` what they are. `behind` is how many of them stand behind each row; it is
    the sum of a row unless given, and `resting` how many each sum of money rests on. `notes` are sentences by code,
    with their values. None: withheld.
    """

    code: str
    shape: Shape
    of: str  # claims, decisions, checks, requests, answers
    rows: tuple[str, ...]
    series: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]
    n: int | None
    notes: tuple[tuple[str, Mapping[str, object]], ...] = ()
    behind: tuple[int, ...] = ()
    resting: tuple[tuple[int, ...], ...] = ()
    is_ordered: bool = False
    is_money: bool = False
    is_overlapping: bool = False
    """Whether one thing may count in several rows."""
    parts: tuple[int, ...] = ()
    """Where rows of another kind begin, whose sum another figure tells too."""

    @property
    def counts(self) -> tuple[int, ...]:
        """How many things stand behind each row."""
        return self.behind or tuple(sum(cell or 0 for cell in row) for row in self.cells)

    @property
    def adds_up_to_more(self) -> bool:
        """Whether the rows add up to more than what the figure rests on."""
        return sum(self.counts) > (self.n or 0)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(cell for row in self.cells for cell in row)


def counted(
    code: str, shape: Shape, of: str, found: Mapping[tuple[str, str], int], rows: tuple[str, ...],
    series: tuple[str, ...], n: int | None = None, *, notes: tuple[tuple[str, Mapping[str, object]], ...] = (),
    is_ordered: bool = False, is_overlapping: bool = False,
) -> Figure:  # fmt: skip
    """The figure of a tally by row and series; whatever it does not name was counted 0 times."""
    cells = tuple(tuple(found.get((row, one), 0) for one in series) for row in rows)
    whole = sum(map(sum, cells)) if n is None else n
    return Figure(
        code, shape, of, rows, series, cells, whole, notes, is_ordered=is_ordered, is_overlapping=is_overlapping
    )


def largest_first(found: Mapping[tuple[str, str], int]) -> tuple[dict[tuple[str, str], int], tuple[str, ...]]:
    """A tally with its rows from the largest down, the last rows of a long list together in `REST`."""
    sums: dict[str, int] = {}
    for (row, _), number in found.items():
        sums[row] = sums.get(row, 0) + number
    rows = sorted((row for row in sums if sums[row] and row != REST), key=lambda row: (-sums[row], row))
    kept = rows if len(rows) <= SHOWN else rows[: SHOWN - 1]
    together: dict[tuple[str, str], int] = {}
    for (row, one), number in found.items():
        key = (row if row in kept else REST, one)
        together[key] = together.get(key, 0) + number
    has_rest = len(kept) < len(rows) or sums.get(REST, 0) > 0
    return together, (*kept, REST) if has_rest else tuple(kept)
