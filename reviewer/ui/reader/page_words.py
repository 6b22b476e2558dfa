"""The words of the pages in view, and the run of words a reviewer has selected, in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.rules.places import TENTHS, Place, around, on_page
from reviewer.rules.reading import Word
from reviewer.ui.reader.turning import Box

NEAR = 8.0
"""A pointer within this many points of a word means the word."""


@dataclass(frozen=True)
class PageWord:
    """A word and its rectangle on the unturned page, in points (of a photo: pixels)."""

    text: str
    box: Box

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the word."""
        return (self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2


At = tuple[int, int]
"""A word: its page (from 1) and its place among the words of that page (from 0)."""


class PageWords:
    """The words known so far; `anchor` and `head` are the two ends of what is selected."""

    def __init__(self) -> None:
        """No words, nothing selected."""
        self._pages: dict[int, tuple[PageWord, ...]] = {}
        self.anchor: At | None = None
        self.head: At | None = None

    def forget(self) -> None:
        """Begin with another paper."""
        self._pages.clear()
        self.clear()

    def take(self, page: int, words: Sequence[PageWord]) -> None:
        """Take in the words of a page in reading order."""
        self._pages[page] = tuple(words)

    def knows(self, page: int) -> bool:
        """Whether the words of a page were read."""
        return page in self._pages

    def of(self, page: int) -> tuple[PageWord, ...]:
        """The words of a page; none while they are not read."""
        return self._pages.get(page, ())

    # --- which word -------------------------------------------------------------------------------------

    def near(self, page: int, x: float, y: float) -> At | None:
        """The word under or close to a point of the page; None in the white between."""
        found = self.nearest(page, x, y)
        if found is None:
            return None
        return found if _distance(self.of(page)[found[1]].box, x, y, 1.0) <= NEAR else None

    def nearest(self, page: int, x: float, y: float) -> At | None:
        """The word that a drag to this point reaches: one of the same line before one above or below."""
        words = self.of(page)
        if not words:
            return None
        return page, min(range(len(words)), key=lambda place: _distance(words[place].box, x, y, 4.0))

    def step(self, at: At, by: int) -> At:
        """The next or previous word, over the edge of the page where the neighbour's words are known."""
        page, place = at[0], at[1] + by
        if place < 0:
            return (page - 1, len(self.of(page - 1)) - 1) if self.of(page - 1) else at
        if place >= len(self.of(page)):
            return (page + 1, 0) if self.of(page + 1) else at
        return page, place

    def line_step(self, at: At, by: int) -> At:
        """The word above or below, as far as there is a line."""
        words = self.of(at[0])
        (x, y), box = words[at[1]].middle, words[at[1]].box

        def far(place: int) -> float:
            across, down = words[place].middle
            return abs(down - y) * 4 + abs(across - x)

        middles = [(place, word.middle[1]) for place, word in enumerate(words)]
        beyond = [place for place, down in middles if (down > box[3] if by > 0 else down < box[1])]
        return (at[0], min(beyond, key=far)) if beyond else at

    # --- what is selected -------------------------------------------------------------------------------

    def select(self, anchor: At | None, head: At | None = None) -> None:
        """Select from one word to another, or one alone."""
        self.anchor, self.head = anchor, head or anchor

    def clear(self) -> None:
        """Select nothing."""
        self.anchor = self.head = None

    def select_line(self, at: At) -> None:
        """Select the line that a word stands in."""
        words = self.of(at[0])
        first = last = at[1]
        while first > 0 and _same_line(words[first - 1], words[first]):
            first -= 1
        while last + 1 < len(words) and _same_line(words[last], words[last + 1]):
            last += 1
        self.select((at[0], first), (at[0], last))

    def selected(self) -> list[tuple[int, PageWord]]:
        """Page and word of everything selected, in reading order."""
        if self.anchor is None or self.head is None:
            return []
        first, last = min(self.anchor, self.head), max(self.anchor, self.head)
        return [
            (page, word)
            for page in range(first[0], last[0] + 1)
            for place, word in enumerate(self.of(page))
            if first <= (page, place) <= last
        ]

    def boxes(self, page: int) -> list[Box]:
        """What to colour on a page: one rectangle for the selected words of each line."""
        lines: list[list[float]] = []
        before: PageWord | None = None
        for where, word in self.selected():
            if where != page:
                continue
            if before is not None and _same_line(before, word):
                line = lines[-1]
                x0, y0, x1, y1 = word.box
                lines[-1] = [min(line[0], x0), min(line[1], y0), max(line[2], x1), max(line[3], y1)]
            else:
                lines.append(list(word.box))
            before = word
        return [(line[0], line[1], line[2], line[3]) for line in lines]

    def text(self) -> str:
        """The selected words as they read: a space between words, a new line where a line ends."""
        parts: list[str] = []
        before: tuple[int, PageWord] | None = None
        for page, word in self.selected():
            if before is not None:
                parts.append(" " if before[0] == page and _same_line(before[1], word) else "\n")
            parts.append(word.text)
            before = (page, word)
        return "".join(parts)

    def place(self, document: str) -> Place | None:
        """The rectangle around what is selected on its first page."""
        found = self.selected()
        if not found:
            return None
        return around([on_page(document, page, *word.box) for page, word in found if page == found[0][0]])

    def within(self, page: int, box: Box) -> "PageWords":
        """The words whose middle lies within a rectangle of the page, all of them selected."""
        held = PageWords()
        inside = [
            word for word in self.of(page) if box[0] <= word.middle[0] <= box[2] and box[1] <= word.middle[1] <= box[3]
        ]
        held.take(page, inside)
        if inside:
            held.select((page, 0), (page, len(inside) - 1))
        return held


def _distance(box: Box, x: float, y: float, upright: float) -> float:
    across = max(box[0] - x, 0, x - box[2])
    down = max(box[1] - y, 0, y - box[3])
    return across + upright * down


def _same_line(one: PageWord, other: PageWord) -> bool:
    height = min(one.box[3] - one.box[1], other.box[3] - other.box[1])
    overlap = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    return overlap > height / 2 and other.box[0] >= one.box[0]


def words_by_page(words: Sequence[Word]) -> dict[int, list[PageWord]]:
    """The words of a reading as they stand on their pages."""
    pages: dict[int, list[PageWord]] = {}
    for word in words:
        x0, y0, x1, y1 = (side / TENTHS for side in word.box)
        pages.setdefault(word.page, []).append(PageWord(word.text, (x0, y0, x1, y1)))
    return pages
