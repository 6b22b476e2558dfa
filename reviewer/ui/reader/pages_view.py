"""The pages of the paper in view: asks the glovebox for what is in sight, and says what is selected."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QFocusEvent, QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer.rules.places import Place, on_page
from reviewer.rules.problem import Problem
from reviewer.rules.reading import Word
from reviewer.ui.look import Look
from reviewer.ui.reader.drawn_pages import PageKey
from reviewer.ui.reader.find_bar import FindBar
from reviewer.ui.reader.light import Light
from reviewer.ui.reader.light_panel import LightPanel
from reviewer.ui.reader.loupe import Loupe
from reviewer.ui.reader.page_canvas import PageCanvas
from reviewer.ui.reader.page_find import PageFind
from reviewer.ui.reader.page_words import PageWord, words_by_page
from reviewer.ui.reader.paper_reading import AHEAD, LATER, PaperReading, pixels_of
from reviewer.ui.reader.selection import Mark, Selection
from reviewer.ui.reader.thumbnails import Thumbnails
from reviewer.ui.reader.unshown import reason_word
from reviewer.ui.wording import tr

CLIPPING = 900
"""Pixels of the longer side of a clipping, as far as the page has them."""


class PagesView(QWidget):
    """Empty pages at their true size until they are drawn; the page being read is drawn first."""

    selected = Signal(object)
    drawn = Signal()
    """The page being read is drawn, or will not be."""
    text_missing = Signal(int)
    """A page in view holds no text of its own: recognised words may be known."""
    switched = Signal(str, bool)
    """A tool was switched on or off."""

    def __init__(self, look: Look) -> None:
        """Without a paper nothing is asked for."""
        super().__init__()
        self._reading: PaperReading | None = None
        self.canvas = PageCanvas(look)
        self.loupe = Loupe(self.canvas, self._draw_near)
        self.canvas.pointer.hovered.connect(self.loupe.follow)
        self.light, self.finder, self.search = LightPanel(look), FindBar(look), PageFind(self)
        self.strip = Thumbnails(look, self._draw_small)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.strip)
        below.addWidget(self.canvas, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.light)
        layout.addWidget(self.finder)
        layout.addLayout(below, 1)
        self._connect()

    def _connect(self) -> None:
        canvas = self.canvas
        canvas.wanted.connect(self._draw)
        canvas.picked.connect(lambda: self.selected.emit(self.selection()))
        canvas.paged.connect(self.strip.show_page)
        canvas.legible.connect(self._seen)
        self.strip.chosen.connect(canvas.go_to)
        self.light.changed.connect(self.set_light)
        self.light.left.connect(self.toggle_light)
        self.finder.wanted.connect(self._find)
        self.finder.went.connect(self._go_to_hit)
        self.finder.left.connect(self._find_left)
        self.search.found.connect(self._show_hits)

    def hold_place(self, view: dict[str, Any]) -> None:
        """Show the outline of a page while a paper opens."""
        self._reading = None
        self.finder.forget()
        self.canvas.show_pages((), 1, view)

    def show_paper(self, reading: PaperReading, description: Any, view: dict[str, Any], seen: set[int]) -> None:
        """Show the pages of an open paper, looked at as `view` says; `seen` are the pages read before."""
        self._reading, self.search.recognised = reading, {}
        canvas = self.canvas
        canvas.rows.is_single = bool(view.get("single", canvas.rows.is_single))
        canvas.show_pages(description.page_sizes, description.pages, view)
        self.switched.emit("single", canvas.rows.is_single)
        self.light.show_light(canvas.light)
        self.strip.seen = set(seen)
        self.strip.show_pages(canvas.rows.sizes, canvas.rows.turn)
        self.strip.show_page(canvas.rows.page)
        if reading.first is not None:
            self._drawn(*reading.first)
            reading.first = None

    def leave(self) -> None:
        """The paper is not read any more; the page it was left at stays with it."""
        canvas, reading = self.canvas, self._reading
        page = canvas.rows.page
        pixmap = canvas.drawn.of(page, canvas.rows.turn_of(page))
        if reading is not None and pixmap is not None and canvas.drawn.has(canvas.key(page)):
            reading.first = (canvas.key(page), pixmap.toImage())
        self._reading = None
        self.search.stop()
        self.canvas.dwell.forget()
        self.loupe.set_on(False)
        self.switched.emit("loupe", False)

    def view(self) -> dict[str, Any]:
        """How the pages are looked at, for keeping."""
        return self.canvas.view() | ({"single": True} if self.canvas.rows.is_single else {})

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard goes on to what is shown; with a focus proxy, Tab would pass over what stands before it."""
        self.canvas.setFocus(event.reason())

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
        if key.page == self.canvas.rows.page:
            self.drawn.emit()

    def _not_drawn(self, key: PageKey, fault: BaseException) -> None:
        """A page that fails says so in its own place; the others are shown all the same."""
        if not isinstance(fault, Problem):
            raise fault
        why = reason_word(str(fault.facts.get("reason", "")))
        self.canvas.show_failed(key.page, tr("This page cannot be shown, because {why}.", why=why))
        self.drawn.emit()

    def _draw_small(self, page: int, wide: int, then: Callable[[QImage], None]) -> None:
        if self._reading is not None:
            rows, canvas = self.canvas.rows, self.canvas
            scale = wide * canvas.devicePixelRatioF() / max(rows.turned(page)[0], 1)
            key = PageKey(page, max(round(scale * 1000), 1), rows.turn_of(page))
            self._reading.ask(partial(pixels_of, key=key), then, lambda _: None, urgency=LATER)

    def _draw_near(self, key: PageKey) -> None:
        if self._reading is not None:
            show = partial(self.loupe.show_image, key)
            self._reading.ask(partial(pixels_of, key=key), show, lambda _: None)

    def _ask_words(self, page: int) -> None:
        words, reading = self.canvas.words, self._reading
        if reading is None or words.knows(page):
            return
        words.take(page, ())

        def then(found: Sequence[tuple[str, float, float, float, float]]) -> None:
            if reading is not self._reading:
                return
            if found:
                words.take(page, [PageWord(text, (x0, y0, x1, y1)) for text, x0, y0, x1, y1 in found])
            else:
                self.text_missing.emit(page)

        if reading.description.kind == "image":
            self.text_missing.emit(page)
        else:
            reading.ask(lambda document: document.page_words(page), then, lambda _: None, urgency=AHEAD)

    def take_recognised(self, document: str, words: Sequence[Word]) -> None:
        """Take in the words that were recognised in a photo or scan: they can be selected and found like any text."""
        if self._reading is None or self._reading.document != document:
            return
        pages = words_by_page(words)
        for page, found in pages.items():
            if not self.canvas.words.of(page):
                self.canvas.words.take(page, found)
        self.search.recognised = pages

    def _seen(self, page: int) -> None:
        self.strip.seen.add(page)
        self.strip.viewport().update()

    # --- tools ------------------------------------------------------------------------------------------

    def toggle_overview(self) -> None:
        """Show or hide the small pictures of the pages."""
        self.strip.setVisible(self.strip.isHidden())
        self.switched.emit("overview", not self.strip.isHidden())

    def toggle_single(self) -> None:
        """One page at a time, or all below each other."""
        self.canvas.set_single(not self.canvas.rows.is_single)
        self.switched.emit("single", self.canvas.rows.is_single)

    def toggle_light(self) -> None:
        """Show or hide the sliders."""
        self.light.setVisible(self.light.isHidden())
        self.switched.emit("light", not self.light.isHidden())
        first = self.light.sliders["brightness"]
        first.setFocus() if self.light.isVisible() else self.canvas.setFocus()

    def set_light(self, light: Light) -> None:
        """Show the pages in another light."""
        self.light.show_light(light)
        self.canvas.set_light(light)

    def negative(self) -> None:
        """Light on dark, and back."""
        now = self.canvas.light
        self.set_light(Light(now.brightness, now.contrast, now.sharpness, not now.is_negative))

    def reset_look(self) -> None:
        """Show the paper as it is in the file: upright, in its own light, as wide as the window."""
        rows = self.canvas.rows
        rows.turn, rows.turns = 0, {}
        self.set_light(Light())
        self.canvas.set_fit("width")
        self.canvas.go_to(rows.page)

    def toggle_loupe(self) -> None:
        """Take the glass up or put it down."""
        is_on = self.loupe.isHidden() and self._reading is not None
        self.loupe.set_on(is_on)
        self.switched.emit("loupe", is_on)

    def toggle_region(self) -> None:
        """Drags choose a rectangle; one stands in the middle at once, for the arrow keys."""
        pointer = self.canvas.pointer
        pointer.draws_region = not pointer.draws_region
        self.switched.emit("region", pointer.draws_region)
        if pointer.draws_region and self._reading is not None:
            self.canvas.setFocus()
            pointer.begin_region()
        else:
            pointer.clear()

    def step_mark(self, by: int) -> None:
        """Go to the next or previous mark; Enter presses it."""
        mark = self.canvas.marks.step(by)
        if mark is not None:
            self.canvas.show_box(mark.place.page, mark.place.points)
            self.canvas.setAccessibleDescription(mark.text)
            self.canvas.setFocus()
            self.canvas.viewport().update()

    # --- finding ----------------------------------------------------------------------------------------

    def open_find(self) -> None:
        """Show the field for words to find; words that are selected are looked for at once."""
        found = self.selection()
        words = found.text if found is not None else ""
        self.finder.open(words if words and "\n" not in words and len(words) < 80 else "")

    def _find(self, words: str) -> None:
        if self._reading is not None:
            self.search.start(self._reading, words, self.canvas.rows.page)
            self._show_hits()

    def _show_hits(self) -> None:
        search, marks = self.search, self.canvas.marks
        marks.hits = [(hit.page, hit.box) for hit in search.hits]
        marks.hit = None if not search.hits else marks.hit
        is_photo = self._reading is not None and self._reading.description.kind == "image"
        without_text = is_photo and not search.recognised
        self.finder.show_hits(
            search.hits, is_searching=search.is_searching, without_text=without_text,
            is_recognised=bool(search.recognised),
        )  # fmt: skip
        self.canvas.viewport().update()

    def _go_to_hit(self, place: int) -> None:
        hit = self.search.hits[place]
        self.canvas.marks.hit = (hit.page, hit.box)
        self.canvas.show_box(hit.page, hit.box)
        self.canvas.viewport().update()

    def _find_left(self) -> None:
        self.search.stop()
        self.canvas.marks.hits, self.canvas.marks.hit = (), None
        self.canvas.viewport().update()
        self.canvas.setFocus()

    # --- selection and places ---------------------------------------------------------------------------

    def selection(self) -> Selection | None:
        """What is selected now; the words of a region are those that stand in it."""
        if self._reading is None:
            return None
        document, words, region = self._reading.document, self.canvas.words, self.canvas.marks.region
        if region is not None:
            chosen = words.within(*region)
            return Selection(on_page(document, region[0], *region[1]), chosen.text(), words=_words(document, chosen))
        place = words.place(document)
        return Selection(place, words.text(), words=_words(document, words)) if place is not None else None

    def jump_to(self, place: Place) -> None:
        """Bring a place into view and light it up."""
        self.canvas.show_box(place.page, place.points)
        self.canvas.marks.flash(place.page, place.points)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks on the pages."""
        self.canvas.marks.marks = tuple(mark for mark in marks if mark.place.page)
        self.canvas.viewport().update()


def _words(document: str, chosen: Any) -> tuple[Word, ...]:
    return tuple(Word(word.text, page, on_page(document, page, *word.box).box) for page, word in chosen.selected())


def cut_out(document: Any, place: Place) -> QImage:
    """(glovebox lane) The picture of a place of an open paper, as its file shows it."""
    x0, y0, x1, y1 = place.points
    scale = min(CLIPPING / max(x1 - x0, y1 - y0, 1), 4.0)
    image = pixels_of(document, PageKey(place.page, max(round(scale * 1000), 1), 0))
    width, height = document.description.page_sizes[place.page - 1]
    across, down = image.width() / width, image.height() / height
    wide, high = max(round((x1 - x0) * across), 1), max(round((y1 - y0) * down), 1)
    return image.copy(QRect(round(x0 * across), round(y0 * down), wide, high))
