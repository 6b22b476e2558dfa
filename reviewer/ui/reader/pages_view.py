"""The pages of the paper in view: asks the glovebox for what is in sight, and says what is selected."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.rules.places import Place, on_page
from reviewer.rules.problem import Problem
from reviewer.ui.look import Look
from reviewer.ui.reader.drawn_pages import PageKey
from reviewer.ui.reader.page_canvas import PageCanvas
from reviewer.ui.reader.page_words import PageWord
from reviewer.ui.reader.paper_reading import AHEAD, PaperReading
from reviewer.ui.reader.selection import Mark, Selection
from reviewer.ui.reader.unshown import reason_word
from reviewer.ui.wording import tr

CLIPPING = 900
"""Pixels of the longer side of a clipping, as far as the page has them."""


class PagesView(QWidget):
    """Empty pages at their true size until they are drawn; the page being read is drawn first."""

    selected = Signal(object)

    def __init__(self, look: Look) -> None:
        """Without a paper nothing is asked for."""
        super().__init__()
        self._reading: PaperReading | None = None
        self.canvas = PageCanvas(look)
        self.canvas.wanted.connect(self._draw)
        self.canvas.picked.connect(lambda: self.selected.emit(self.selection()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        self.setFocusProxy(self.canvas)

    def hold_place(self, view: dict[str, Any]) -> None:
        """Show the outline of a page while a paper opens."""
        self._reading = None
        self.canvas.show_pages((), 1, view)

    def show_paper(self, reading: PaperReading, description: Any, view: dict[str, Any]) -> None:
        """Show the pages of an open paper, looked at as `view` says."""
        self._reading = reading
        self.canvas.show_pages(description.page_sizes, description.pages, view)

    def leave(self) -> None:
        """The paper is closed."""
        self._reading = None
        self.canvas.dwell.forget()

    # --- drawing ----------------------------------------------------------------------------------------

    def _draw(self) -> None:
        """Ask for what is in view and not drawn yet, the page being read first, then its neighbours."""
        if self._reading is None:
            return
        canvas = self.canvas
        in_view = [page for page in canvas.in_view() if page not in canvas.failed]
        near = [page for page in (max(in_view, default=0) + 1, min(in_view, default=1) - 1) if canvas.is_near(page)]
        wanted = [key for page in in_view if not canvas.drawn.has(key := canvas.key(page))]
        ahead = [key for page in near if not canvas.drawn.has(key := canvas.key(page))]
        self._reading.draw([*wanted, *ahead], len(wanted), self._drawn, self._not_drawn)
        for page in in_view:
            self._ask_words(page)

    def _drawn(self, key: PageKey, image: QImage) -> None:
        if key == self.canvas.key(key.page):
            self.canvas.show_image(key, image)

    def _not_drawn(self, key: PageKey, fault: BaseException) -> None:
        """A page that fails says so in its own place; the others are shown all the same."""
        if not isinstance(fault, Problem):
            raise fault
        why = reason_word(str(fault.facts.get("reason", "")))
        self.canvas.show_failed(key.page, tr("This page cannot be shown, because {why}.", why=why))

    def _ask_words(self, page: int) -> None:
        words, reading = self.canvas.words, self._reading
        if reading is None or reading.description.kind == "image" or words.knows(page):
            return
        words.take(page, ())

        def then(found: Sequence[tuple[str, float, float, float, float]]) -> None:
            if reading is self._reading:
                words.take(page, [PageWord(text, (x0, y0, x1, y1)) for text, x0, y0, x1, y1 in found])

        reading.ask(lambda document: document.page_words(page), then, lambda _: None, urgency=AHEAD)

    # --- selection and places ---------------------------------------------------------------------------

    def selection(self) -> Selection | None:
        """What is selected now; the words of a region are those that stand in it."""
        if self._reading is None:
            return None
        document, words, region = self._reading.document, self.canvas.words, self.canvas.marks.region
        if region is not None:
            return Selection(on_page(document, region[0], *region[1]), words.text_within(*region))
        place = words.place(document)
        return Selection(place, words.text()) if place is not None else None

    def jump_to(self, place: Place) -> None:
        """Bring a place into view and light it up."""
        self.canvas.show_box(place.page, place.points)
        self.canvas.marks.flash(place.page, place.points)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks on the pages."""
        self.canvas.marks.marks = tuple(mark for mark in marks if mark.place.page)
        self.canvas.viewport().update()


def cut_out(document: Any, place: Place) -> QImage:
    """(glovebox lane) The picture of a place of an open paper, as its file shows it."""
    x0, y0, x1, y1 = place.points
    most = 1.0 if document.description.kind == "image" else 4.0
    drawn = document.page(place.page, scale=min(CLIPPING / max(x1 - x0, y1 - y0, 1), most))
    image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGBX8888)
    width, height = document.description.page_sizes[place.page - 1]
    across, down = drawn.width / width, drawn.height / height
    wide, high = max(round((x1 - x0) * across), 1), max(round((y1 - y0) * down), 1)
    return image.copy(QRect(round(x0 * across), round(y0 * down), wide, high))
