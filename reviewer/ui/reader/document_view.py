"""The paper in view: pages, sheets or text, opened in a glovebox; says why a paper cannot be shown."""

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication

from reviewer.rules.places import Place
from reviewer.rules.problem import Problem
from reviewer.ui import keys
from reviewer.ui.claim_reading import recognised_words
from reviewer.ui.parts import column, line
from reviewer.ui.reader.drawn_pages import PageKey
from reviewer.ui.reader.dwell import is_legible
from reviewer.ui.reader.kept_views import KeptViews
from reviewer.ui.reader.own_window import Movable
from reviewer.ui.reader.paper_copies import PaperCopies
from reviewer.ui.reader.paper_reading import PaperReading
from reviewer.ui.reader.paper_stack import PaperStack
from reviewer.ui.reader.paper_warnings import APPROXIMATE, PaperWarnings
from reviewer.ui.reader.selection import Mark, Selection
from reviewer.ui.reader.shelf import Named, Shelf
from reviewer.ui.reader.too_small import TooSmall
from reviewer.ui.reader.toolbar import PaperToolbar
from reviewer.ui.reader.tools import PAGES, TEXT
from reviewer.ui.reader.viewer_tools import tools_of
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import tr


class DocumentView(Movable):
    """One paper at a time; its two neighbours are opened ahead once it is on screen."""

    opened = Signal(str, int)
    """A paper is open: its document and number of pages or sheets (1 for what has none)."""
    page_seen = Signal(str, int)
    """A page or sheet (from 1) was legible on screen."""
    view_kept = Signal(str)
    """How a paper was looked at is known anew: it was left."""
    paper_left = Signal(str, list)
    """A paper is left: its document and the pages (from 1) that were legible on screen since it was opened."""
    said = Signal(str, str)
    """What came of saving a copy, and its tone."""
    selected = Signal(object)
    """Something else is selected: a Selection, or None."""
    mark_pressed = Signal(str)
    """A mark was pressed: its name."""
    paper_wanted = Signal(str)
    """A jump leads to a paper that is not in view: its document."""
    compares = Signal()
    """The paper in view is to be compared with another."""

    def __init__(self, sitting: Sitting) -> None:
        """Says what belongs here until a paper is chosen."""
        super().__init__()
        self.setObjectName("document_view")
        self._sitting = sitting
        self.reading: PaperReading | None = None
        self.claim = ""
        self.order: Sequence[Named] = ()
        """The papers of the claim in the order of their list: document and path."""
        self.seen: dict[str, set[int]] = {}
        """Pages this person has read before, by document."""
        self.kept = KeptViews(sitting, self)
        self.shelf = Shelf(sitting, self, self._first_key)
        self._legible_pages: set[int] = set()
        self._marks: dict[str, tuple[Mark, ...]] = {}
        self._jump: Place | None = None
        self._recognised = ""
        self._cancelled = ("", "")
        self._ahead_of: PaperReading | None = None
        self.stack = PaperStack(sitting.look)
        self.canvas = self.stack.canvas
        self.tools = tools_of(self)
        self.bar = PaperToolbar(sitting.look, self.tools)
        self.warnings, self.too_small = PaperWarnings(sitting.look), TooSmall()
        self.copies = PaperCopies(sitting, self)
        inner = column(self.body)
        for part in (self.bar, line(), self.warnings, self.too_small, self.stack):
            inner.addWidget(part)
        inner.setStretchFactor(self.stack, 1)
        self._connect()

    def _connect(self) -> None:
        stack, bar = self.stack, self.bar
        bar.page_wanted.connect(stack.go_to_page)
        bar.zoom_wanted.connect(stack.zoom_to)
        self.moved_out.connect(lambda is_out: bar.switch("window", is_out))
        self.moved_out.connect(self.stack.focus_page)
        stack.changed.connect(self._describe)
        stack.legible.connect(self._legible)
        stack.failed.connect(self._failed)
        stack.pages.drawn.connect(self._first_drawn)
        stack.pages.switched.connect(bar.switch)
        stack.pages.text_missing.connect(lambda _: self._ask_recognised())
        stack.mark_pressed.connect(self.mark_pressed)
        stack.selected.connect(self.selected)
        stack.unshown.unlock.connect(self._open)
        stack.unshown.save.connect(self.save_copy)
        stack.unshown.wanted.connect(lambda: self.show_paper(*self._cancelled))
        stack.opening.cancelled.connect(self.cancel_opening)
        self.page_seen.connect(self._seen)
        self.too_small.enlarges.connect(self._enlarge)
        self.copies.said.connect(self.said)

    @property
    def description(self) -> Any:
        """What the glovebox says of the paper in view; None until it is open."""
        return self.reading.description if self.reading is not None else None

    @property
    def page(self) -> int:
        """The page being read, from 1."""
        return self.stack.page

    @property
    def count(self) -> int:
        """Pages of the paper in view, or its sheets; 1 for what has neither."""
        about = self.description
        return max(about.pages, len(about.sheets), 1) if about is not None else 1

    # --- opening ----------------------------------------------------------------------------------------

    def show_paper(self, document: str, path: str) -> None:
        """Open a paper; the page's place is held while it opens."""
        if self.reading is not None:
            if self.reading.document == document:
                return
            self._leave_paper()
        name = PurePosixPath(path).name
        self.bar.show_paper(name)
        self.warnings.show_warnings(())
        self.name_window(name)
        if not self._sitting.case_file.has_documents:
            self._failed(Problem("DocumentsMissing", file=str(self._sitting.case_file.documents_path)))
            return
        self.reading = self.shelf.take(document, name, self.claim, self._near(document))
        if self.reading.description is None:
            self.stack.hold_place(self.kept.of(document), name)
        self._recognised = ""
        self._open(None)

    def say_nothing(self, text: str) -> None:
        """Close what was shown and say why the place is empty."""
        self.close_paper()
        self.bar.show_paper("")
        self.warnings.show_warnings(())
        self.stack.say(text)

    def _near(self, document: str) -> list[Named]:
        """The next paper and the one before."""
        documents = [one for one, _ in self.order]
        if document not in documents:
            return []
        here = documents.index(document)
        return [
            (self.order[place][0], PurePosixPath(self.order[place][1]).name)
            for place in (here + 1, here - 1)
            if 0 <= place < len(documents)
        ]

    def _open(self, password: str | None) -> None:
        reading = self.reading
        assert reading is not None
        self.stack.unshown.password_given = bool(password)
        reading.open(
            password,
            then=lambda _: self._opened(reading) if reading is self.reading else None,
            otherwise=lambda fault: self._failed(fault) if reading is self.reading else None,
        )

    def cancel_opening(self) -> bool:
        """Wait no longer for the paper that is being opened; whether there was a long wait."""
        reading = self.reading
        if reading is None or not self.stack.opening.can_cancel:
            return False
        self._cancelled = (reading.document, reading.name)
        self._leave_paper()
        self.shelf.put_away(reading.document)
        self.stack.say_cancelled()
        self.bar.describe("", 0)
        return True

    def _opened(self, reading: PaperReading) -> None:
        document = reading.document
        self.stack.show_paper(reading, self.kept.of(document), self.seen.get(document, set()))
        self._describe()
        self._warn()
        self._show_marks()
        self.opened.emit(document, self.count)
        if self.stack.shows != PAGES:
            self._first_drawn()
        if self._jump is not None:
            self.jump_to(self._jump)

    def _warn(self) -> None:
        """Name what is dangerous or odd, and that the layout is ours where it is."""
        about = self.description
        codes = (*about.warnings, *((APPROXIMATE,) if about.is_approximate else ()))
        self.warnings.show_warnings(codes, dict(about.counts))

    def _describe(self) -> None:
        """Say above the paper what is shown of it."""
        self.too_small.setVisible(self._is_too_small())
        if self.description is None:
            return  # it is still being opened, and the bar says so
        shows = self.stack.shows
        if shows != self.bar.kind or self.count != self.bar.count:
            self.bar.describe(shows, self.count)
        self.bar.switch("as_text", shows == TEXT)
        self.bar.show_page(self.page)
        self.bar.show_zoom(self.stack.zoom())

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.stack.say_problem(fault, can_save=fault.code != "DocumentsMissing")
        self.bar.describe("", 0)
        self._first_drawn()

    def _first_key(self, reading: PaperReading) -> PageKey | None:
        """The drawing of a paper opened ahead that will be wanted first."""
        about = reading.description
        if about.kind == "spreadsheet" or not about.pages:
            return None
        return self.canvas.first_key(about.page_sizes, about.pages, self.kept.of(reading.document))

    def _first_drawn(self) -> None:
        """The paper is on screen: its warnings are completed, then the neighbours are opened.

        They do not wait for the last row of a long sheet.
        """
        reading, about = self.reading, self.description
        if reading is None:
            return
        is_known = about is None or about.is_proved
        if not is_known:
            self._prove(reading)
        if is_known or (self._ahead_of is not reading and not all(sheet.whole for sheet in about.sheets)):
            self._ahead_of = reading
            self.shelf.look_ahead(self._near(reading.document), self.claim)

    def _ask_recognised(self) -> None:
        """Words that were recognised in this photo or scan in the background, where there are any."""
        reading = self.reading
        if reading is None or self._recognised == reading.document:
            return
        document = self._recognised = reading.document
        self._sitting.read(
            lambda conn: recognised_words(conn, document),
            then=lambda words: self.stack.pages.take_recognised(document, words), otherwise=self._failed, owner=self,
        )  # fmt: skip

    def _prove(self, reading: PaperReading) -> None:
        """Let the glovebox go on looking for what is dangerous, a moment at a time."""

        def then(description: Any) -> None:
            reading.description = description
            if reading is self.reading:
                self.stack.take_sheets(description.sheets)
                self._warn()
                self._first_drawn()

        reading.prove(then)

    def _legible(self, number: int) -> None:
        if self.reading is not None and self.description is not None:
            self.page_seen.emit(self.reading.document, number)

    def _seen(self, _: str, number: int) -> None:
        self._legible_pages.add(number)
        self._describe()

    def _is_too_small(self) -> bool:
        """Whether the page being read is still to be read, and its print is too small for that."""
        if self.reading is None or self.stack.shows != PAGES:
            return False
        read = self._legible_pages | self.seen.get(self.reading.document, set())
        return self.page not in read and not is_legible(self.canvas.rows, self.page)

    def _enlarge(self) -> None:
        """The print of this paper and of the next ones is large enough, also where their pages are wider then."""
        self.stack.fit("print")
        self.stack.focus_page()

    # --- places -----------------------------------------------------------------------------------------

    def selection(self) -> Selection | None:
        """What is selected now; the words of a region are those that stand in it."""
        return self.stack.selection()

    def copy(self) -> bool:
        """Copy the text that is selected; whether there was any."""
        found = self.selection()
        if found is None or not found.text:
            return False
        QApplication.clipboard().setText(found.text)
        return True

    def jump_to(self, place: Place) -> None:
        """Bring a place into view and light it up; a paper that is not in view is asked for first."""
        self._jump = place
        if self.reading is None or self.reading.document != place.document:
            self.paper_wanted.emit(place.document)
        elif self.stack.shows:
            self._jump = None
            self.stack.jump_to(place)
            if place.sheet and self.stack.shows == PAGES:
                said = tr("Row {row} of sheet {sheet}: the spreadsheet was replaced by this masked copy, whose pages "
                          "name sheets and rows.", row=place.box[0], sheet=place.sheet)  # fmt: skip
                self.said.emit(said, "wait")

    def set_marks(self, owner: str, marks: Sequence[Mark]) -> None:
        """Show the marks of one owner in place of those it gave before."""
        self._marks[owner] = tuple(marks)
        self._show_marks()

    def _show_marks(self) -> None:
        document = self.reading.document if self.reading is not None else ""
        every = (mark for marks in self._marks.values() for mark in marks)
        self.stack.set_marks([mark for mark in every if mark.place.document == document])

    def clipping(self, place: Place, then: Callable[[QImage], None]) -> None:
        """The picture of a place in the paper in view; `then` gets it, as its file shows it."""
        self.stack.clipping(place, then)

    def save_copy(self) -> None:
        """Save the paper as it came to a file of the reviewer's choice."""
        if self.reading is not None:
            self.copies.ask(self.reading)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copying and finding inside the viewer; everything else belongs to the desk."""
        if keys.is_key(event, "copy") and self.copy():
            return
        if keys.is_key(event, "search"):
            self.stack.open_find()
        else:
            super().keyPressEvent(event)

    # --- leaving ----------------------------------------------------------------------------------------

    def close_paper(self) -> None:
        """Close the paper in view and those opened ahead."""
        self._leave_paper()
        self.shelf.close()

    def _leave_paper(self) -> None:
        if self.reading is not None:
            self._tell_left()
            self.reading = None
            self.stack.leave()
            self.selected.emit(None)

    def forget(self, document: str) -> None:
        """Drop everything held of a paper whose original is erased, and close it where it is in view."""
        self.kept.forget(document)
        if self.reading is not None and self.reading.document == document:
            self._legible_pages.clear()
            self.say_nothing("")
        self.shelf.put_away(document)

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever goes to another place has left the paper."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._tell_left()

    def _tell_left(self) -> None:
        if self.reading is None:
            return
        if self.stack.shows:
            self.kept.keep(self.reading.document, self.stack.view() | {"of": self.count})
            self.view_kept.emit(self.reading.document)
        if self._legible_pages:
            pages, self._legible_pages = sorted(self._legible_pages), set()
            self.paper_left.emit(self.reading.document, pages)
