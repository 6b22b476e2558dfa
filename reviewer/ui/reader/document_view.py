"""The paper in view: pages, grid or text, opened in a glovebox; says why a paper cannot be shown."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QPlainTextEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from reviewer.rules.places import Place
from reviewer.rules.problem import Problem
from reviewer.ui import keys
from reviewer.ui.cells_view import Cells
from reviewer.ui.paper_warnings import APPROXIMATE, PaperWarnings
from reviewer.ui.parts import line
from reviewer.ui.reader.light import Light
from reviewer.ui.reader.pages_view import PagesView, cut_out
from reviewer.ui.reader.paper_copies import PaperCopies
from reviewer.ui.reader.paper_reading import PaperReading
from reviewer.ui.reader.selection import Mark, Selection
from reviewer.ui.reader.toolbar import PaperToolbar
from reviewer.ui.reader.unshown import Unshown
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import tr


class DocumentView(QWidget):
    """One paper at a time; the last one is closed when the next is opened."""

    opened = Signal(str, int)
    """A paper is open: its document and number of pages (1 for what has none)."""
    page_seen = Signal(str, int)
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

    def __init__(self, sitting: Sitting) -> None:
        """Says what belongs here until a paper is chosen."""
        super().__init__()
        self.setObjectName("document_view")
        self._sitting = sitting
        self.reading: PaperReading | None = None
        self.description: Any = None
        self.views: dict[str, str] = {}
        """How this person last looked at each paper (JSON of zoom, turn and light), by document."""
        self._legible_pages: set[int] = set()
        self._marks: dict[str, tuple[Mark, ...]] = {}
        self._jump: Place | None = None
        self.bar = PaperToolbar(sitting.look)
        self.pages = PagesView(sitting.look)
        self.canvas = self.pages.canvas
        self.cells = Cells(self._ask_cells, self)
        self.grid = self._make_grid()
        self.text = QPlainTextEdit()
        self.text.setObjectName("paper_text")
        self.text.setAccessibleName(tr("Text of the paper"))
        self.text.setReadOnly(True)
        self.unshown = Unshown()
        self.warnings = PaperWarnings(sitting.look)
        self.copies = PaperCopies(sitting, self)
        self._stack = QStackedWidget()
        for shown in (self.unshown, self.pages, self.grid, self.text):
            self._stack.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.bar, line(), self.warnings, self._stack):
            layout.addWidget(part)
        layout.setStretchFactor(self._stack, 1)
        self._connect()
        self.unshown.say(tr("Choose a paper at the left."))

    def _make_grid(self) -> QTableView:
        grid = QTableView()
        grid.setObjectName("paper_grid")
        grid.setAccessibleName(tr("Cells of the sheet"))
        grid.setModel(self.cells)
        grid.verticalHeader().setDefaultSectionSize(self._sitting.look.px(26))
        grid.setWordWrap(False)
        return grid

    def _connect(self) -> None:
        bar, canvas = self.bar, self.canvas
        bar.zoomed.connect(self.zoom)
        bar.fitted.connect(canvas.set_fit)
        bar.turned.connect(self.turn)
        bar.paged.connect(self.turn_page)
        bar.contrasted.connect(self.negative)
        bar.text_wanted.connect(self._text_toggled)
        bar.copy_wanted.connect(self.save_copy)
        bar.sheet_chosen.connect(self._show_sheet)
        canvas.paged.connect(bar.show_page)
        canvas.zoomed.connect(lambda: bar.show_zoom(canvas.zoom()))
        canvas.legible.connect(self._legible)
        self.pages.selected.connect(self.selected)
        canvas.mark_pressed.connect(self.mark_pressed)
        self.page_seen.connect(lambda _, number: self._legible_pages.add(number))
        self.unshown.unlock.connect(self._unlock)
        self.unshown.save.connect(self.save_copy)
        self.copies.said.connect(self.said)

    @property
    def page(self) -> int:
        """The page being read, from 1."""
        return self.canvas.rows.page

    @property
    def rotation(self) -> int:
        """By how many degrees clockwise all pages are turned."""
        return self.canvas.rows.turn

    # --- opening ----------------------------------------------------------------------------------------

    def show_paper(self, document: str, path: str) -> None:
        """Open a paper; the page's place is held while it opens."""
        if self.reading is not None:
            if self.reading.document == document:
                return
            self.close_paper()
        self.description = None
        self.bar.show_paper(PurePosixPath(path).name)
        self.warnings.show_warnings(())
        if not self._sitting.case_file.has_documents:
            self.reading = None
            self._failed(Problem("DocumentsMissing", file=str(self._sitting.case_file.documents_path)))
            return
        self.reading = PaperReading(self._sitting, document, PurePosixPath(path).name, self)
        self._stack.setCurrentWidget(self.pages)
        self.pages.hold_place(self._kept_view())
        self._open(None)

    def say_nothing(self, text: str) -> None:
        """Close what was shown and say why the place is empty."""
        self.close_paper()
        self.description = None
        self.bar.show_paper("")
        self.warnings.show_warnings(())
        self.bar.describe("", 0, [])
        self.unshown.say(text)
        self._stack.setCurrentWidget(self.unshown)

    def _open(self, password: str | None) -> None:
        reading = self.reading
        assert reading is not None
        reading.open(
            password,
            then=lambda found: self._opened(found) if reading is self.reading else None,
            otherwise=lambda fault: self._failed(fault) if reading is self.reading else None,
        )

    def _opened(self, description: Any) -> None:
        assert self.reading is not None
        self.description = description
        kind, pages = description.kind, max(description.pages, 1)
        self.bar.describe(kind, pages, [sheet.name for sheet in description.sheets])
        self._warn(description)
        if kind == "spreadsheet":
            self._stack.setCurrentWidget(self.grid)
            self._show_sheet(1)
        elif description.pages:
            self._stack.setCurrentWidget(self.pages)
            self.pages.show_paper(self.reading, description, self._kept_view())
            self.bar.show_page(self.page)
        else:
            self._stack.setCurrentWidget(self.text)
            self._ask_text()
        self._show_marks()
        self.opened.emit(self.reading.document, pages)
        if self._jump is not None:
            self.jump_to(self._jump)

    def _warn(self, description: Any) -> None:
        """Name what is dangerous or odd, and that the layout is ours where it is."""
        self.warnings.show_warnings((*description.warnings, *((APPROXIMATE,) if description.is_approximate else ())))

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.bar.describe("", 0, [])
        self.unshown.say_problem(fault, can_save=fault.code != "DocumentsMissing")
        self._stack.setCurrentWidget(self.unshown)

    def _unlock(self, password: str) -> None:
        self._open(password)

    # --- pages and places ---------------------------------------------------------------------------------

    @property
    def _has_pages(self) -> bool:
        return self.description is not None and self._stack.currentWidget() is self.pages

    def turn_page(self, by: int) -> None:
        """Go to the next or previous page."""
        if self._has_pages:
            self.canvas.go_to(self.page + by)

    def zoom(self, by: int) -> None:
        """Nearer or further."""
        self.canvas.step(by)

    def turn(self, only_this: bool = False) -> None:
        """Turn all pages, or the one being read, a quarter clockwise; the file is never touched."""
        if self._has_pages:
            self.canvas.turn(90, only_this=only_this)

    def negative(self) -> None:
        """Light on dark, and back."""
        now = self.canvas.light
        self.canvas.set_light(Light(now.brightness, now.contrast, now.sharpness, not now.is_negative))

    def selection(self) -> Selection | None:
        """What is selected now; the words of a region are those that stand in it."""
        return self.pages.selection() if self._has_pages else None

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
        elif self.description is not None:
            self._jump = None
            if place.page and self._has_pages:
                self.pages.jump_to(place)

    def set_marks(self, owner: str, marks: Sequence[Mark]) -> None:
        """Show the marks of one owner in place of those it gave before."""
        self._marks[owner] = tuple(marks)
        self._show_marks()

    def _show_marks(self) -> None:
        document = self.reading.document if self.reading is not None else ""
        found = [mark for marks in self._marks.values() for mark in marks if mark.place.document == document]
        self.pages.set_marks(found)

    def clipping(self, place: Place, then: Callable[[QImage], None]) -> None:
        """The picture of a place in the paper in view; `then` gets it, as its file shows it."""
        if self.reading is not None and place.page:
            self.reading.ask(partial(cut_out, place=place), then, self._failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copying what is selected; everything else belongs to the desk."""
        if not (keys.is_key(event, "copy") and self.copy()):
            super().keyPressEvent(event)

    def _legible(self, page: int) -> None:
        if self.reading is not None and self.description is not None:
            self.page_seen.emit(self.reading.document, page)

    # --- grid and text ----------------------------------------------------------------------------------

    def _show_sheet(self, sheet: int) -> None:
        info = self.description.sheets[sheet - 1]
        self.cells.show_sheet(sheet, info.rows, info.cols)
        if self.reading is not None:
            self.page_seen.emit(self.reading.document, 1)

    def _ask_cells(self, sheet: int, first_row: int, rows: int) -> None:
        reading = self.reading
        if reading is not None:
            reading.ask(
                lambda document: document.cells(sheet, first_row, rows),
                lambda found: self.cells.add(sheet, first_row, found) if reading is self.reading else None,
                self._failed,
            )

    def _text_toggled(self, wanted: bool) -> None:
        if wanted:
            self._stack.setCurrentWidget(self.text)
            self._ask_text()
        elif self.description is not None and self.description.pages:
            self._stack.setCurrentWidget(self.pages)

    def _ask_text(self) -> None:
        reading, page = self.reading, self.page
        if reading is None:
            return
        has_pages = self.description.kind == "pdf"
        self.text.setPlainText("")

        def work(document: Any) -> str:
            return str(document.page_text(page)) if has_pages else _as_text(document.blocks())

        def then(text: str) -> None:
            if reading is self.reading:
                self.text.setPlainText(text or tr("This page holds no text, only pictures."))
                self.page_seen.emit(reading.document, page)

        reading.ask(work, then, self._failed)

    def save_copy(self) -> None:
        """Save the paper as it came to a file of the reviewer's choice."""
        if self.reading is not None:
            self.copies.ask(self.reading)

    # --- leaving ----------------------------------------------------------------------------------------

    def close_paper(self) -> None:
        """Close the paper in view."""
        if self.reading is not None:
            self._tell_left()
            self.reading.close()
            self.reading = None
            self.pages.leave()
            self.selected.emit(None)

    def forget(self, document: str) -> None:
        """Drop everything held of a paper whose original is erased, and close it where it is in view."""
        self.views.pop(document, None)
        if self.reading is not None and self.reading.document == document:
            self._legible_pages.clear()
            self.description = None
            self.close_paper()
            self.canvas.show_pages((), 0, {})

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever goes to another place has left the paper."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._tell_left()

    def _tell_left(self) -> None:
        if self.reading is None:
            return
        self._keep_view(self.reading.document)
        if self._legible_pages:
            pages, self._legible_pages = sorted(self._legible_pages), set()
            self.paper_left.emit(self.reading.document, pages)

    def _kept_view(self) -> dict[str, Any]:
        assert self.reading is not None
        view = json.loads(self.views.get(self.reading.document) or "{}")
        return view if isinstance(view, dict) else {}

    def _keep_view(self, document: str) -> None:
        """Remember how a paper was looked at for this person; the file itself is never touched."""
        if self.description is None or not self.description.pages:
            return
        view = json.dumps(self.canvas.view())
        person = self._sitting.person
        if not person or view == self.views.get(document) or not self._sitting.case_file.is_writing:
            return
        self.views[document] = view

        def work(conn: Any) -> None:
            from reviewer.casefile import desk_notes

            desk_notes.keep_view(conn, person, document, view)

        self._sitting.note(work, otherwise=self._failed, owner=self)

    def focus_page(self) -> None:
        """Give the keyboard to what is shown."""
        if (shown := self._stack.currentWidget()) is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)


def _as_text(blocks: list[Any]) -> str:
    parts = [
        block.text if hasattr(block, "text") else "\n".join(" │ ".join(cells) for cells in block.rows)
        for block in blocks
    ]
    return "\n\n".join(parts)
