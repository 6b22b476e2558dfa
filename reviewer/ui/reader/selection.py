"""What a person chose in a paper, and what the program marks in it: each with its place."""

from dataclasses import dataclass

from reviewer.rules.places import Place
from reviewer.rules.reading import Word


@dataclass(frozen=True)
class Selection:
    """Words of a page, a region of a photo, or a block of cells; `cells` are rows of a sheet, else empty.

    `words` are those of a page with the place of each; empty on sheets and where the words are not known.
    """

    place: Place
    text: str
    cells: tuple[tuple[str, ...], ...] = ()
    words: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Mark:
    """A place shown in a tone of the look (accent, good, wait, bad), with the words of its tip and a name to press."""

    place: Place
    tone: str
    text: str
    name: str
