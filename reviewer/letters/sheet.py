"""Sheets of paper being filled from top to bottom: lines and rules, and when a new sheet begins."""

from typing import NamedTuple

from reviewer.letters.chart import Area, Spot, Stroke
from reviewer.letters.faces import width_of, wrap
from reviewer.letters.structure import Element

WIDTH, HEIGHT = 595.28, 841.89
LEFT, RIGHT = 65.0, WIDTH - 65.0
TOP, BOTTOM = HEIGHT - 60.0, 62.0
"""A4 in points, and the part of it that text may use."""


class Run(NamedTuple):
    """A run of text at its place; the baseline is `y` points above the lower edge of the paper.

    `part` is what it belongs to for a reader who hears the paper; None for what is no part of the text.
    """

    x: float
    y: float
    text: str
    face: str
    size: float
    grey: float = 0.0
    part: Element | None = None


class Rule(NamedTuple):
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    grey: float = 0.0
    dashed: bool = False


class Shade(NamedTuple):
    """A grey area behind text."""

    x: float
    y: float
    width: float
    height: float
    grey: float


class Squares(NamedTuple):
    """A picture of dark squares (QR), given by its rows from above, 1 for dark; `side` is that of one square."""

    x: float
    y: float
    side: float
    rows: tuple[bytes, ...]
    part: Element


class Image(NamedTuple):
    """Pixels (RGB, row by row) on the paper, with a hair line around them."""

    x: float
    y: float
    width: float
    height: float
    columns: int
    rows: int
    pixels: bytes
    part: Element


class Drawn(NamedTuple):
    """The lines and areas of a chart; their places count from its upper left corner."""

    x: float
    y: float
    shapes: tuple[Area | Stroke | Spot, ...]
    part: Element


Mark = Run | Rule | Shade | Squares | Image | Drawn


class Style(NamedTuple):
    """How a paragraph is set: face, size and distance of lines in points, and the space before it."""

    face: str
    size: float
    leading: float
    before: float = 0.0
    grey: float = 0.0


class Sheets:
    """The sheets of one letter; `y` is where the next line may begin.

    `root` is everything they say, and `inside` the part of it to which the next paragraph or table belongs.
    """

    def __init__(self) -> None:
        self.pages: list[list[Mark]] = [[]]
        self.y = TOP
        self.root = self.inside = Element("Document")

    @property
    def room(self) -> float:
        """Points left on this sheet."""
        return self.y - BOTTOM

    @property
    def is_fresh(self) -> bool:
        """Whether nothing stands on this sheet yet."""
        return self.y >= TOP

    def put(self, mark: Mark) -> None:
        """Put a mark on the present sheet."""
        self.pages[-1].append(mark)

    def turn(self) -> None:
        """Begin a new sheet."""
        self.pages.append([])
        self.y = TOP

    def skip(self, points: float) -> None:
        """Leave a space, but none at the top of a sheet."""
        if not self.is_fresh:
            self.y -= points

    def line(self, x: float, text: str, style: Style, *, role: str = "P", part: Element | None = None) -> None:
        """Set one line of text and move below it; the caller made sure that there is room.

        It is a part of its own, of this role, unless it belongs to a `part` already there.
        """
        self.y -= style.leading
        part = part or Element(role, self.inside)
        self.put(Run(x, self.y + (style.leading - style.size) * 0.62, text, style.face, style.size, style.grey, part))

    def rule(self, width: float, grey: float = 0.0) -> None:
        """A rule across the text at the present height."""
        self.put(Rule(LEFT, self.y, RIGHT, self.y, width, grey))

    def paragraph(
        self, x: float, text: str, style: Style, *, label: str = "", label_x: float = 0.0, role: str = "P",
        parts: tuple[Element, Element] | None = None,
    ) -> None:  # fmt: skip
        """Set a paragraph whose lines hang under `x`; no first or last line stands alone on a sheet.

        `parts` are those of label and text where the two are not one; otherwise both are one part of this role.
        """
        label_part, part = parts or (None, Element(role, self.inside))
        lines = wrap(text, style.face, style.size, RIGHT - x)
        self.skip(style.before)
        first = True
        while lines:
            fits = int((self.room + 0.01) // style.leading)
            take = min(len(lines), fits)
            if take < len(lines):
                take = min(take, len(lines) - 2)  # never leave one line over
                if take < 2:
                    take = 0
            if take <= 0:
                if self.is_fresh:  # three lines that cannot be parted, on a sheet too small: cannot happen on A4
                    take = min(len(lines), max(fits, 1))
                else:
                    self.turn()
                    continue
            for text_line in lines[:take]:
                if first and label:
                    baseline = self.y - style.leading + (style.leading - style.size) * 0.62
                    named = (label, label_part) if label_part else (f"{label} ", part)
                    self.put(Run(label_x, baseline, named[0], style.face, style.size, style.grey, named[1]))
                first = False
                self.line(x, text_line, style, part=part)
            lines = lines[take:]


def centred(text: str, face: str, size: float, around: float = WIDTH / 2) -> float:
    """Where a line begins that is centred around a place."""
    return around - width_of(text.rstrip(" "), face) * size / 2000
