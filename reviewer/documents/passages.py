"""(child) What stands in an office document, with as much of its look as a reviewer needs to check it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from reviewer.documents.shown import Block, Paragraph, Table

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look; `size` is in points."""

    size: float = 10.0
    bold: bool = False
    underline: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture inside a text: its file, and the size it is shown in, in points; 0 where the text does not say."""

    name: str
    data: bytes = field(repr=False)
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that look alike, or a picture that stands between them."""

    text: str
    look: Look = Look()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph; `lead` is what stands before a list item and is no part of its text."""

    runs: tuple[Run, ...]
    align: Align = "left"
    lead: str = ""

    @property
    def text(self) -> str:
        """Its letters."""
        return "".join(run.text for run in self.runs).strip("\n")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table; `at` is its row and column from 0 where the file says so.

    A cell that `is_covered` belongs to the one above it or to its left.
    """

    parts: "tuple[Passage | Grid, ...]"
    rows: int = 1
    columns: int = 1
    at: tuple[int, int] | None = None
    is_covered: bool = False
    width: float = 0.0

    @property
    def text(self) -> str:
        """Its letters; tables inside become lines."""
        return "\n".join(
            block.text if isinstance(block, Paragraph) else "\n".join(map(" ".join, block.rows))
            for block in plain_blocks(self.parts)
        ).strip()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; `widths` are those of its columns in points, empty where the file does not say."""

    rows: tuple[tuple[GridCell, ...], ...]
    widths: tuple[float, ...] = ()


Part = Passage | Grid


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper a text is written for, in points: size, and margins left, top, right and bottom."""

    width: float = 595.3
    height: float = 841.9
    margins: tuple[float, float, float, float] = (56.7, 56.7, 56.7, 56.7)

    def is_sane(self) -> bool:
        """Whether such a sheet can be laid out."""
        left, top, right, bottom = self.margins
        fits = self.width - left - right >= 100 and self.height - top - bottom >= 100
        return fits and max(self.width, self.height) <= 3_000 and min(self.margins) >= 0


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs with neighbours that look alike made one: some programs write every word as a run of its own."""
    found: list[Run] = []
    texts: list[str] = []
    for run in runs:
        if found and run.picture is None and found[-1].picture is None and found[-1].look == run.look:
            texts.append(run.text)
            continue
        if texts:
            found[-1] = Run(found[-1].text + "".join(texts), found[-1].look)
            texts = []
        found.append(run)
    if texts:
        found[-1] = Run(found[-1].text + "".join(texts), found[-1].look)
    return tuple(found)


def plain_blocks(parts: Iterable[Part]) -> Iterator[Block]:
    """Paragraphs and tables as text only; empty paragraphs are left out."""
    for part in parts:
        if isinstance(part, Grid):
            yield Table(tuple(tuple(cell.text for cell in row) for row in part.rows))
        elif part.text.strip():
            yield Paragraph(part.text)
