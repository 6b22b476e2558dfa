"""What a glovebox shows of a document: the shapes its parts agree on, on both sides of the hatch."""

from dataclasses import dataclass, field


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
    """One sheet of a workbook: its name, its size in cells, and whether it is hidden from a casual reader."""

    name: str
    rows: int
    cols: int
    hidden: bool


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of an office document."""

    text: str


@dataclass(frozen=True)
class Table:
    """A table of an office document: rows of cells, each as text."""

    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Table


@dataclass
class Outline:
    """(child) What opening a document told."""

    kind: str
    format: str
    pages: int = 0
    sizes: list[tuple[float, float]] = field(default_factory=list)
    sheets: list[SheetInfo] = field(default_factory=list)
    warnings: set[str] = field(default_factory=set)


class Readable:
    """(child) A document that is open. What a kind of document does not have, it answers with `unsupported`."""

    def __init__(self, outline: Outline) -> None:
        """Keep what opening told."""
        self.outline = outline

    def prove(self) -> None:
        """Show the first page or cell once, to be sure that it can be shown; Unreadable when it cannot."""

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
