"""Looks for words in the pages of a paper: a few pages at a time, so that drawing goes first; can be called off."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from reviewer.ui.reader.page_words import PageWord
from reviewer.ui.reader.paper_reading import LATER, PaperReading
from reviewer.ui.reader.recognised_hits import hits_among

AT_A_TIME = 8
MOST = 2_000


class PageFind(QObject):
    """Begins at the page being read and goes round; hits come back in the order of the pages."""

    found = Signal()
    """More hits, or the end of the search."""

    def __init__(self, parent: QObject, look: Callable[[Any, str, int, int], list[Any]] | None = None) -> None:
        """`look(document, words, first_page, pages)` is the glovebox's own search."""
        super().__init__(parent)
        self._look = look or (lambda document, words, first, pages: document.find(words, first, pages))
        self._search = 0
        self.words = ""
        self.recognised: Mapping[int, Sequence[PageWord]] = {}
        """Words that a machine read on pages without text of their own."""
        self.hits: list[Any] = []
        self.pages = self.done = 0

    @property
    def is_searching(self) -> bool:
        """Whether pages are left to look at."""
        return self.done < self.pages

    def start(self, reading: PaperReading, words: str, page: int) -> None:
        """Look for words in all pages, beginning with this one; an older search is called off."""
        self.stop()
        self.words = words
        if not words.strip():
            self.found.emit()
            return
        self.hits = [hit for page, found in self.recognised.items() for hit in hits_among(words, page, found)]
        self.pages = reading.description.pages
        first, search = page - 1, self._search
        batches = [(place, min(AT_A_TIME, self.pages - place)) for place in range(first, self.pages, AT_A_TIME)]
        batches += [(place, min(AT_A_TIME, first - place)) for place in range(0, first, AT_A_TIME)]
        self._go_on(reading, batches, search)

    def _go_on(self, reading: PaperReading, batches: list[tuple[int, int]], search: int) -> None:
        if search != self._search or not batches:
            return
        (first, pages), rest = batches[0], batches[1:]

        def then(hits: list[Any]) -> None:
            if search != self._search:
                return
            self.hits = sorted([*self.hits, *hits], key=lambda hit: (hit.page, hit.box[1], hit.box[0]))[:MOST]
            self.done += pages
            if len(self.hits) >= MOST:
                self.done = self.pages
            self.found.emit()
            self._go_on(reading, rest if self.is_searching else [], search)

        words = self.words
        reading.ask(
            lambda document: self._look(document, words, first + 1, pages), then,
            lambda _: then([]), urgency=LATER,
        )  # fmt: skip

    def stop(self) -> None:
        """Call the search off and forget its hits."""
        self._search += 1
        self.words, self.hits, self.pages, self.done = "", [], 0, 0
