"""A chart in words and numbers, and the marks it is drawn with: areas, lines, spots and words at their places.

Places are counted from the left and from above. Every series has a pattern of its own, so that nothing is lost in
black and white.
"""

import dataclasses
from collections.abc import Callable
from typing import NamedTuple

Measure = Callable[[str, float, bool], float]
"""The width of a text of this size, bold or not."""


class Area(NamedTuple):
    """A filled bar with its frame; `tone` is a colour of the look, `is_solid` whether it is dark. `at` is its cell."""

    x: float
    y: float
    width: float
    height: float
    tone: str
    is_solid: bool
    at: tuple[int, int]


class Stroke(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    tone: str
    is_dashed: bool = False


class Words(NamedTuple):
    """A line of text; `y` is its baseline."""

    x: float
    y: float
    text: str
    size: float
    tone: str = "ink"
    is_bold: bool = False


class Spot(NamedTuple):
    """A point of a line over time: round or square, filled or not."""

    x: float
    y: float
    radius: float
    tone: str
    is_round: bool
    at: tuple[int, int]


Mark = Area | Stroke | Words | Spot


@dataclasses.dataclass(frozen=True)
class Series:
    """One series: its name, its colour on a screen, and its pattern, a place in `PATTERNS`."""

    name: str
    tone: str
    pattern: int


PATTERNS = ("solid", "up", "empty", "cross", "level", "upright")
"""What tells series apart without colour."""


GREYS = {"surface": 1.0, "accent-ink": 1.0, "line": 0.82, "line-strong": 0.45, "ink-soft": 0.25}
"""How the colours of a drawing are printed, from 0 for black to 1; what is not here is black."""
SOLID = 0.35
"""The grey of a filled bar in print."""


@dataclasses.dataclass(frozen=True)
class Chart:
    """A chart in words and numbers. `texts` are the cells as they are written, `behind` what stands after each bar.

    `wholes` is how much each row is in all; what of it no cell tells is drawn as `hidden`.
    `shape` is BARS, SHARES, PAIRS or LINES (rules.figures). A number that is withheld is None. Where a heading stands
    above the chart, it is drawn without its title.
    """

    title: str
    about: str
    shape: str
    rows: tuple[str, ...]
    series: tuple[Series, ...]
    cells: tuple[tuple[int | None, ...], ...]
    texts: tuple[tuple[str, ...], ...]
    behind: tuple[str, ...]
    wholes: tuple[int, ...]
    notes: tuple[str, ...]
    nothing: str
    hidden: Series | None = None
    with_title: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(cell or cell is None for row in self.cells for cell in row)

    @property
    def legend(self) -> tuple[Series, ...]:
        """The series, and what is withheld where something is."""
        hides = self.shape != "LINES" and any(cell is None for row in self.cells for cell in row)
        return (*self.series, self.hidden) if hides and self.hidden is not None else self.series

    @property
    def words(self) -> list[str]:
        """Every word of it, for the search for characters a font lacks."""
        texts = [text for row in self.texts for text in row]
        names = [one.name for one in self.series]
        return [self.title, self.about, *self.rows, *names, *texts, *self.behind, *self.notes, self.nothing, "…%,."]

    def said_of(self, row: int, series: int) -> str:
        """One cell in words."""
        name = f", {self.series[series].name}" if len(self.series) > 1 else ""
        return f"{self.rows[row]}{name}: {self.texts[row][series]}"

    @property
    def said(self) -> str:
        """The whole chart in words, for who cannot see it."""
        if self.is_empty:
            return f"{self.title}. {self.about}. {self.nothing}"
        many = len(self.series) > 1
        lines = (
            f"{name}: "
            + ", ".join(f"{one.name} {text}" if many else text for one, text in zip(self.series, texts, strict=True))
            for name, texts in zip(self.rows, self.texts, strict=True)
        )
        return f"{self.title}. {self.about}. {'; '.join(lines)}. {' '.join(self.notes)}".strip()


@dataclasses.dataclass(frozen=True)
class Picture:
    """A drawn chart: how large it is, and its marks from below to above."""

    width: float
    height: float
    marks: tuple[Mark, ...]
