"""What stands in the middle of the desk: the pages, the sheets or the text of a paper, or why it cannot be shown."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QWidget

from reviewer.rules.places import Place
from reviewer.rules.problem import Problem
from reviewer.ui.announcing import announce
from reviewer.ui.look import Look
from reviewer.ui.making import later
from reviewer.ui.reader.opening_paper import OpeningPaper
from reviewer.ui.reader.pages_view import PagesView, cut_out
from reviewer.ui.reader.paper_reading import PaperReading
from reviewer.ui.reader.selection import Mark, Selection
from reviewer.ui.reader.sheet_view import SheetView
from reviewer.ui.reader.tools import PAGES, SHEETS, TEXT
from reviewer.ui.reader.unshown import Unshown
from reviewer.ui.tab_order import follow_layout
from reviewer.ui.wording import tr

GRIDS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv"})
"""Endings of papers that will be cells: no page is outlined for them."""


class PaperStack(QStackedWidget):
    """One paper in one of its forms; zoom, turn, search and places are those of the form on top."""

    changed = Signal()
    """Another form, page or zoom is shown."""
    legible = Signal(int)
    """A page or sheet (from 1) could be read on screen."""
    failed = Signal(object)
    selected = Signal(object)
    """Something else is selected: a Selection, or None."""
    mark_pressed = Signal(str)

    def __init__(self, look: Look) -> None:
        """Says what belongs here until a paper is shown."""
        super().__init__()
        self.reading: PaperReading | None = None
        self._look = look
        self.pages, self.unshown = PagesView(look), Unshown()
        self.opening = OpeningPaper()
        self.canvas = self.pages.canvas
        self.text = QPlainTextEdit()
        self.text.setObjectName("paper_text")
        self.text.setAccessibleName(tr("Text of the paper"))
        self.text.setReadOnly(True)
        for shown in (self.unshown, self.pages, self.text, self.opening):
            self.addWidget(shown)
        self.currentChanged.connect(lambda _: self.changed.emit())
        self.canvas.paged.connect(self._paged)
        self.canvas.zoomed.connect(self.changed)
        self.canvas.legible.connect(self.legible)
        self.canvas.mark_pressed.connect(self.mark_pressed)
        self.pages.selected.connect(self.selected)
        self.opening.slow.connect(self._still_opening)
        self.unshown.say(tr("Choose a paper at the left."))

    @later
    def sheets(self) -> SheetView:
        """The sheets, for the first paper that has any."""
        sheets = SheetView(self._look)
        self.addWidget(sheets)
        follow_layout(sheets, self.canvas)
        sheets.grid.zoomed.connect(lambda _: self.changed.emit())
        sheets.seen.connect(self.legible)
        sheets.failed.connect(self.failed)
        sheets.selected.connect(self.selected)
        sheets.mark_pressed.connect(self.mark_pressed)
        return sheets

    @property
    def shows(self) -> str:
        """What is on top: `pages`, `sheets`, `text`, or "" where there is no open paper."""
        if self.reading is None or self.reading.description is None:
            return ""
        kinds: dict[QWidget | None, str] = {self.pages: PAGES, self.text: TEXT, PaperStack.sheets.made(self): SHEETS}
        return kinds.get(self.currentWidget(), "")

    def is_at(self, sheet: int) -> bool:
        """Whether this sheet (from 1) is on top."""
        return self.shows == SHEETS and self.sheets.sheet == sheet

    @property
    def page(self) -> int:
        """The page being read, from 1."""
        return self.canvas.rows.page

    # --- showing ----------------------------------------------------------------------------------------

    def hold_place(self, view: dict[str, Any], name: str) -> None:
        """Show the outline of a page while the paper of this name opens; a table, or what takes long, has none."""
        self.pages.hold_place(view)
        self.opening.begin()
        self.setCurrentWidget(self.opening if PurePosixPath(name).suffix.lower() in GRIDS else self.pages)

    def _still_opening(self) -> None:
        had_focus = self.isAncestorOf(self.window().focusWidget())
        self.setCurrentWidget(self.opening)
        if had_focus:
            self.opening.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_paper(self, reading: PaperReading, view: dict[str, Any], seen: set[int]) -> None:
        """Show an open paper in the form its kind has, looked at as `view` says."""
        self.opening.stop()
        self.reading, about = reading, reading.description
        if about.kind == "spreadsheet":
            self.sheets.show_paper(reading.document, about.sheets, reading.ask, view)
            self.setCurrentWidget(self.sheets)
        elif about.pages:
            self.pages.show_paper(reading, about, view, seen)
            self.setCurrentWidget(self.pages)
        else:
            self.setCurrentWidget(self.text)
            self._ask_text()

    def take_sheets(self, sheets: Sequence[Any]) -> None:
        """More of the sheets in view was read."""
        if self.shows == SHEETS:
            self.sheets.take_sheets(sheets)

    def view(self) -> dict[str, Any]:
        """How the paper is looked at now, for keeping."""
        return self.sheets.view() if self.shows == SHEETS else self.pages.view()

    def spot(self) -> tuple[float, ...]:
        """Where the paper stands on screen, for `look_at`."""
        if self.shows != SHEETS:
            return self.pages.canvas.spot()
        grid = self.sheets.grid
        return (grid.horizontalScrollBar().value(), grid.verticalScrollBar().value())

    def look_at(self, spot: tuple[float, ...]) -> None:
        """Stand where `spot` was asked for, once the paper is open again."""
        match spot:
            case (across, down) if self.shows == SHEETS:
                self.sheets.grid.horizontalScrollBar().setValue(int(across))
                self.sheets.grid.verticalScrollBar().setValue(int(down))
            case (page, across, down) if self.shows == PAGES:
                self.pages.canvas.look_at((int(page), across, down))

    def leave(self) -> None:
        """The paper is not read any more."""
        self.reading = None
        self.opening.stop()
        self.pages.leave()
        if (sheets := PaperStack.sheets.made(self)) is not None:
            sheets.close_paper()

    def say(self, text: str) -> None:
        """Say why the place is empty."""
        self.opening.stop()
        self.unshown.say(text)
        self.setCurrentWidget(self.unshown)

    def say_problem(self, problem: Problem, *, can_save: bool) -> None:
        """Say why the paper cannot be shown."""
        self.opening.stop()
        self.unshown.say_problem(problem, can_save=can_save)
        self.setCurrentWidget(self.unshown)
        announce(self.unshown, self.unshown.words.text(), at_once=True)

    def say_cancelled(self) -> None:
        """Say that the paper was not waited for, and offer it again."""
        self.say(tr("Opening was cancelled."))
        self.unshown.again.show()

    # --- looking ----------------------------------------------------------------------------------------

    def _paged(self, _: int) -> None:
        if self.shows == TEXT:
            self._ask_text()
        self.changed.emit()

    def go_to_page(self, page: int) -> None:
        """Go to a page; beyond the end to the last."""
        if self.shows in (PAGES, TEXT):
            self.canvas.go_to(page)

    def turn_page(self, by: int) -> None:
        """Go to the next or previous page."""
        self.go_to_page(self.page + by)

    def read_on(self, by: int) -> None:
        """What is left of the page in view, then the next or previous page."""
        self.canvas.read_on(by) if self.shows == PAGES else self.turn_page(by)

    def zoom(self) -> float:
        """Screen pixels a point (of a sheet: of its own size)."""
        return self.sheets.grid.zoom if self.shows == SHEETS else self.canvas.zoom()

    def zoom_by(self, by: int) -> None:
        """Nearer or further."""
        self.sheets.zoom(by) if self.shows == SHEETS else self.canvas.step(by)

    def zoom_to(self, zoom: float) -> None:
        """Zoom freely."""
        self.sheets.grid.set_zoom(zoom) if self.shows == SHEETS else self.canvas.set_zoom(zoom)

    def fit(self, fit: str) -> None:
        """ "width", "print" or "page"; a sheet is shown at its own size."""
        self.sheets.grid.set_zoom(1.0) if self.shows == SHEETS else self.canvas.set_fit(fit)

    def turn(self, only_this: bool = False) -> None:
        """Turn all pages, or the one being read, a quarter clockwise; the file is never touched."""
        if self.shows == PAGES:
            self.canvas.turn(90, only_this=only_this)
            self.pages.strip.show_pages(self.canvas.rows.sizes, self.canvas.rows.turn)
            self.pages.strip.show_page(self.canvas.rows.page)

    def open_find(self) -> None:
        """Show the field for words to find in this paper."""
        if self.shows == SHEETS:
            self.sheets.open_find()
        elif self.shows == PAGES:
            self.pages.open_find()

    def toggle_text(self) -> None:
        """The text of the page as plain text, and back."""
        if self.shows == TEXT and self.reading is not None and self.reading.description.pages:
            self.setCurrentWidget(self.pages)
        elif self.shows == PAGES:
            self.setCurrentWidget(self.text)
            self._ask_text()

    def _ask_text(self) -> None:
        reading, page = self.reading, self.page
        if reading is None:
            return
        self.text.setPlainText("")

        def then(text: str) -> None:
            if reading is self.reading and page == self.page:
                self.text.setPlainText(text or tr("This page holds no text, only pictures."))
                self.legible.emit(page)

        reading.ask(lambda document: str(document.page_text(page)), then, self.failed.emit)

    # --- places -----------------------------------------------------------------------------------------

    def selection(self) -> Selection | None:
        """What is selected now; the words of a region are those that stand in it."""
        return self.sheets.selection() if self.shows == SHEETS else self.pages.selection()

    def jump_to(self, place: Place) -> None:
        """Bring a place of the paper in view on screen and light it up."""
        if place.sheet and self.shows == SHEETS:
            self.sheets.jump_to(place)
        elif place.page and self.shows in (PAGES, TEXT):
            self.setCurrentWidget(self.pages)
            self.pages.jump_to(place)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Show these marks; all are of the paper in view."""
        self.pages.set_marks(marks)
        if (sheets := PaperStack.sheets.made(self)) is not None:
            sheets.set_marks(marks)

    def clipping(self, place: Place, then: Callable[[QImage], None]) -> None:
        """The picture of a place in the paper in view; `then` gets it, as its file shows it."""
        if self.reading is not None and place.page:
            self.reading.ask(partial(cut_out, place=place), then, self.failed.emit)
        elif place.sheet:
            self.sheets.clipping(place, then)

    def focus_page(self) -> None:
        """Give the keyboard to what is shown."""
        if (shown := self.currentWidget()) is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)
