"""What a glovebox shows of a document: the shapes its parts agree on, on both sides of the hatch."""

from collections.abc import Callable
from dataclasses import dataclass, field

from reviewer.rules.cell_totals import Totals
from reviewer.rules.likeness import Traits


class Unreadable(Exception):
    """(child) The document cannot be shown, with the code of interface.md that says why."""

    def __init__(self, problem: str, *warnings: str) -> None:
        """`problem` is one of `slips.PROBLEMS`; `warnings` are told besides."""
        super().__init__(problem)
        self.problem = problem
        self.warnings = set(warnings)
        self.kind, self.format = "", ""


@dataclass(frozen=True)
class SheetInfo:
    """One sheet of a workbook: its name, its size in cells, and whether it is hidden from a casual reader.

    Until it is `whole`, its size is that of the part which was read by now.
    """

    name: str
    rows: int
    cols: int
    hidden: bool
    whole: bool = True


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of an office document."""

    text: str


@dataclass(frozen=True)
class Table:
    """A table of an office document: rows of cells, each as text."""

    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Table


Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 from the upper left corner of a page as shown: points, of a photo pixels."""

Ranges = tuple[tuple[int, int], ...]
"""First and last of rows or columns that follow one another; both count from 1."""


@dataclass(frozen=True)
class Hit:
    """A place where words were found, with the text around it: a rectangle on a page, or a cell of a sheet.

    Either `page` or `sheet` counts from 1, the other is 0. On a sheet the box is row, column, row, column from 1.
    """

    page: int
    sheet: int
    box: Box
    before: str
    match: str
    after: str


@dataclass(frozen=True)
class SheetShape:
    """What a sheet looks like beside its values; everything counts from 1.

    `merged` holds first row, first column, last row, last column; `column_widths` first column, last column, and the
    width in characters of the workbook's own font. Empty where the format does not say or is not read (XLSB).
    """

    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: Ranges = ()
    hidden_columns: Ranges = ()
    frozen_rows: int = 0
    frozen_columns: int = 0
    column_widths: tuple[tuple[int, int, float], ...] = ()


@dataclass
class Outline:
    """(child) What opening a document told."""

    kind: str
    format: str
    pages: int = 0
    sizes: list[tuple[float, float]] = field(default_factory=list)
    sheets: list[SheetInfo] = field(default_factory=list)
    warnings: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    is_approximate: bool = False


class Readable:
    """(child) A document that is open. What a kind of document does not have, it answers with `unsupported`."""

    def __init__(self, outline: Outline) -> None:
        """Keep what opening told."""
        self.outline = outline
        self.pictures: Callable[[], list[tuple[str, bytes]]] = list
        """(workbooks) The pictures that lie over the cells, by the name of their part."""

    def measure(self) -> None:
        """Find out everything that must be known before a page or cell can be shown: sizes of pages and sheets."""

    def prove(self, seconds: float) -> bool:
        """Go on looking for what a reviewer must be warned of, for about `seconds`; True when nothing is left to do.

        Shows the first page or cell, too: Unreadable when it cannot be shown.
        """
        return True

    def draw(self, page: int, scale: float, most: int, rotate: int, target: memoryview) -> tuple[int, int]:
        """Draw a page (from 1) as RGBX into `target`; width and height in pixels, rows without gaps."""
        raise Unreadable("unsupported")

    def text(self, page: int) -> str:
        """The text of a page (from 1), or of everything for page 0."""
        raise Unreadable("unsupported")

    def words(self, page: int) -> list[tuple[str, float, float, float, float]]:
        """The words of a page with their rectangles: points from the upper left corner of the page as shown."""
        raise Unreadable("unsupported")

    def cells(self, sheet: int, first_row: int, rows: int) -> list[list[str]]:
        """`rows` rows of a sheet (from 1), beginning with `first_row` (from 1)."""
        raise Unreadable("unsupported")

    def blocks(self) -> list[Block]:
        """The paragraphs and tables of an office document, in order."""
        raise Unreadable("unsupported")

    def find(self, needle: str, first_page: int, pages: int) -> list[Hit]:
        """Where `needle` stands on these pages, at most `slips.MAX_HITS`; nothing where pages have no text."""
        return []

    def find_in_sheet(
        self, needle: str, sheet: int, first_row: int, rows: int, seconds: float
    ) -> tuple[list[Hit], int]:
        """The cells of these rows in which `needle` stands, at most `slips.MAX_HITS`, found in about `seconds`.

        Besides the row to go on with; 0 when nothing is left of these rows.
        """
        raise Unreadable("unsupported")

    def totals(self, sheet: int, first_row: int, rows: int, columns: slice, seconds: float) -> tuple[Totals, int]:
        """What the cells of these rows and columns (from 0) add up to; besides, the row to go on with, or 0."""
        raise Unreadable("unsupported")

    def shape(self, sheet: int) -> SheetShape:
        """What is merged, hidden, frozen and how wide."""
        raise Unreadable("unsupported")

    def formulas(self, sheet: int, first_row: int, rows: int) -> dict[tuple[int, int], str]:
        """The formulas of these rows by row and column."""
        raise Unreadable("unsupported")

    def traits(self) -> Traits:
        """What the file says of its making, and the perceptual hashes of its first pages."""
        return Traits()


def fit(width: float, height: float, scale: float, most: int) -> tuple[int, int]:
    """Width and height in pixels at `scale`, made smaller in proportion until they are at most `most` pixels.

    Neither side falls below one pixel nor above 32,000, however long and thin the page.
    """
    wide, high = max(width * scale, 1e-6), max(height * scale, 1e-6)
    if wide * high > most:
        shrink = (most / (wide * high)) ** 0.5
        wide, high = wide * shrink, high * shrink
    pixels = (min(max(round(wide), 1), 32_000), min(max(round(high), 1), 32_000))
    while pixels[0] * pixels[1] > most:
        pixels = (pixels[0], pixels[1] - 1) if pixels[1] >= pixels[0] else (pixels[0] - 1, pixels[1])
    return pixels
