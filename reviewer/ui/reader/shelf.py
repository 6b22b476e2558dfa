"""The paper being read and its two neighbours, opened ahead; no more than three gloveboxes are alive."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from reviewer.ui.reader.drawn_pages import PageKey
from reviewer.ui.reader.paper_reading import PaperReading
from reviewer.ui.sitting import Sitting

Named = tuple[str, str]
"""A document and its file name."""


class Shelf:
    """Papers are opened ahead one after the other, only once the paper being read is on screen."""

    def __init__(self, sitting: Sitting, owner: QObject, first_key: Callable[[PaperReading], PageKey | None]) -> None:
        """`first_key` says which drawing of an open paper will be wanted first."""
        self._sitting, self._owner, self._first_key = sitting, owner, first_key
        self._papers: dict[str, PaperReading] = {}
        self._taken = 0

    def take(self, document: str, name: str, claim: str, near: Sequence[Named]) -> PaperReading:
        """The reading of a paper, opened ahead or new; every paper that is neither this one nor near is closed."""
        self._taken += 1
        stays = {document, *(one for one, _ in near)}
        for gone in [one for one in self._papers if one not in stays or self._papers[one].is_closed]:
            self._papers.pop(gone).close()
        if document not in self._papers:
            self._papers[document] = PaperReading(self._sitting, document, name, claim, self._owner)
        for one, reading in self._papers.items():
            if one != document:
                reading.drop_drawing()
        return self._papers[document]

    def look_ahead(self, near: Sequence[Named], claim: str) -> None:
        """Open the neighbours one after the other, and draw the page of each that will be looked at first."""
        self._go_on(near, claim, self._taken)

    def _go_on(self, near: Sequence[Named], claim: str, taken: int) -> None:
        if not near or taken != self._taken:  # meanwhile another paper was taken, with other neighbours
            return
        (document, name), reading = near[0], self._papers.get(near[0][0])
        go_on = partial(self._go_on, near[1:], claim, taken)
        if reading is None:
            reading = self._papers[document] = PaperReading(self._sitting, document, name, claim, self._owner)
        elif reading.is_settled and (reading.description is None or reading.first is not None):
            go_on()
            return
        reading.open(None, lambda _: self._draw_first(reading, go_on), lambda _: go_on())

    def _draw_first(self, reading: PaperReading, go_on: Callable[[], None]) -> None:
        key = self._first_key(reading)
        if key is None:
            go_on()
            return

        def drawn(key: PageKey, image: QImage) -> None:
            reading.first = (key, image)
            go_on()

        reading.draw([key], 0, drawn, lambda *_: go_on())

    def put_away(self, document: str) -> None:
        """Close one paper."""
        if document in self._papers:
            self._papers.pop(document).close()

    def close(self) -> None:
        """Close all."""
        for reading in self._papers.values():
            reading.close()
        self._papers.clear()

    def __len__(self) -> int:
        """How many papers are open or being opened."""
        return len(self._papers)
