"""The paper in view: pages, grid or text, opened in a glovebox; says why a paper cannot be shown."""

import json
from pathlib import PurePosixPath
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QImage
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QStackedWidget, QTableView, QVBoxLayout, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.cells_view import Cells
from reviewer.ui.page_canvas import PageCanvas
from reviewer.ui.paper_reading import PageKey, PaperReading
from reviewer.ui.paper_toolbar import PaperToolbar
from reviewer.ui.parts import line
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.unshown import Unshown
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

    def __init__(self, sitting: Sitting) -> None:
        """Says what belongs here until a paper is chosen."""
        super().__init__()
        self.setObjectName("document_view")
        self._sitting = sitting
        self.reading: PaperReading | None = None
        self.description: Any = None
        self.page, self.rotation = 1, 0
        self.views: dict[str, str] = {}
        """How this person last looked at each paper (JSON of zoom, turn and contrast), by document."""
        self._legible_pages: set[int] = set()
        self.bar = PaperToolbar(sitting.look)
        self.canvas = PageCanvas(sitting.look)
        self.cells = Cells(self._ask_cells, self)
        self.grid = self._make_grid()
        self.text = QPlainTextEdit()
        self.text.setObjectName("paper_text")
        self.text.setAccessibleName(tr("Text of the paper"))
        self.text.setReadOnly(True)
        self.unshown = Unshown()
        self._stack = QStackedWidget()
        for shown in (self.unshown, self.canvas, self.grid, self.text):
            self._stack.addWidget(shown)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.bar, line(), self._stack):
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
        bar.contrasted.connect(self._contrast)
        bar.text_wanted.connect(self._text_toggled)
        bar.copy_wanted.connect(self.save_copy)
        bar.sheet_chosen.connect(self._show_sheet)
        canvas.wanted.connect(lambda _: self._draw())
        canvas.page_turn.connect(self.turn_page)
        canvas.legible.connect(self._legible)
        self.page_seen.connect(lambda _, number: self._legible_pages.add(number))
        self.unshown.unlock.connect(self._unlock)
        self.unshown.save.connect(self.save_copy)

    # --- opening ----------------------------------------------------------------------------------------

    def show_paper(self, document: str, path: str) -> None:
        """Open a paper; the page's place is held while it opens."""
        if self.reading is not None:
            if self.reading.document == document:
                return
            self.close_paper()
        self.description, self.page, self.rotation = None, 1, 0
        self.bar.show_paper(PurePosixPath(path).name)
        if not self._sitting.case_file.has_documents:
            self.reading = None
            self._failed(Problem("DocumentsMissing", file=str(self._sitting.case_file.documents_path)))
            return
        self.reading = PaperReading(self._sitting, document, PurePosixPath(path).name, self)
        self._stack.setCurrentWidget(self.canvas)
        self.canvas.outline(595, 842)
        self._open(None)

    def say_nothing(self, text: str) -> None:
        """Close what was shown and say why the place is empty."""
        self.close_paper()
        self.description = None
        self.bar.show_paper("")
        self.bar.describe("", 0, [], ())
        self.unshown.say(text)
        self._stack.setCurrentWidget(self.unshown)

    def _open(self, password: str | None) -> None:
        reading = self.reading
        assert reading is not None
        reading.open(
            password,
            then=lambda found: self._opened(found) if reading is self.reading and found is not None else None,
            otherwise=lambda fault: self._failed(fault) if reading is self.reading else None,
        )

    def _opened(self, description: Any) -> None:
        assert self.reading is not None
        self.description = description
        kind, pages = description.kind, max(description.pages, 1)
        self.bar.describe(kind, pages, [sheet.name for sheet in description.sheets], description.warnings)
        if kind in ("pdf", "image"):
            self._look_as_before()
            self._stack.setCurrentWidget(self.canvas)
            self._show_page(1)
        elif kind == "spreadsheet":
            self._stack.setCurrentWidget(self.grid)
            self._show_sheet(1)
        else:
            self._stack.setCurrentWidget(self.text)
            self._ask_text()
        self.opened.emit(self.reading.document, pages)

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.bar.describe("", 0, [], ())
        self.unshown.say_problem(fault, can_save=fault.code != "DocumentsMissing")
        self._stack.setCurrentWidget(self.unshown)

    def _unlock(self, password: str) -> None:
        self._open(password)

    # --- pages ------------------------------------------------------------------------------------------

    def _size(self, number: int) -> tuple[float, float]:
        sizes = self.description.page_sizes
        width, height = sizes[number - 1] if number <= len(sizes) else (595.0, 842.0)
        return (height, width) if self.rotation in (90, 270) else (width, height)

    def _show_page(self, number: int) -> None:
        self.page = number
        self.canvas.outline(*self._size(number))
        self.bar.show_page(number)
        self._draw()

    def _key(self, number: int) -> PageKey:
        scale = max(self.canvas.zoom() * self.canvas.devicePixelRatioF(), 0.05)
        return number, round(scale * 1000), self.rotation

    def _draw(self) -> None:
        if self.description is None or self.description.kind not in ("pdf", "image") or self.reading is None:
            return
        self.bar.show_zoom(self.canvas.zoom())
        self.reading.draw(self._key(self.page), self._drawn, self._failed)

    def _drawn(self, key: PageKey, image: QImage) -> None:
        if key != self._key(self.page) or self.reading is None:
            return
        self.canvas.show_image(image)
        for number in (self.page + 1, self.page - 1):
            if 1 <= number <= self.description.pages:
                self.reading.draw(self._key(number), lambda *_: None, lambda _: None)

    def _legible(self) -> None:
        if self.reading is not None:
            self.page_seen.emit(self.reading.document, self.page)

    def turn_page(self, by: int) -> None:
        """Go to the next or previous page."""
        if self.description is not None and self._stack.currentWidget() is self.canvas:
            number = min(max(self.page + by, 1), max(self.description.pages, 1))
            if number != self.page:
                self._show_page(number)

    def zoom(self, by: int) -> None:
        """Nearer or further."""
        self.canvas.step(by)
        self.bar.show_zoom(self.canvas.zoom())

    def turn(self) -> None:
        """Turn a quarter clockwise; the file is never touched."""
        self.rotation = (self.rotation + 90) % 360
        if self.description is not None:
            self._show_page(self.page)

    def _contrast(self) -> None:
        self.canvas.invert()
        self._draw()

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
        elif self.description is not None and self.description.kind in ("pdf", "image"):
            self._stack.setCurrentWidget(self.canvas)

    def _ask_text(self) -> None:
        reading, page = self.reading, self.page
        if reading is None:
            return
        is_pdf = self.description.kind == "pdf"
        self.text.setPlainText("")

        def work(document: Any) -> str:
            return str(document.page_text(page)) if is_pdf else _as_text(document.blocks())

        def then(text: str) -> None:
            if reading is self.reading:
                self.text.setPlainText(text or tr("This page holds no text, only pictures."))
                self.page_seen.emit(reading.document, page)

        reading.ask(work, then, self._failed)

    def save_copy(self) -> None:
        """Save the paper as it came; that it left the case is an entry of the journal."""
        if self.reading is None:
            return
        if why := why_not(self._sitting, "export"):
            self.said.emit(why, "bad")
            return
        path, _ = QFileDialog.getSaveFileName(self, tr("Save a copy"), self.reading.name)
        if path:
            self.copy_to(path)

    def copy_to(self, path: str) -> None:
        """First the entry, then the file: no copy leaves without its entry."""
        reading = self.reading
        if reading is None:
            return
        body = {"what": "COPY", "count": 1, "sha256": reading.document, "masked": "NO"}

        def saved(_: object) -> None:
            self.said.emit(tr("Copy saved: {path}", path=path), "good")

        self._sitting.record(
            "export", "case", body, otherwise=self._not_saved, owner=self,
            then=lambda _: reading.save_copy(path, saved, self._not_saved),
        )  # fmt: skip

    def _not_saved(self, fault: BaseException) -> None:
        if isinstance(fault, OSError):
            self.said.emit(tr("The copy could not be written: {why}", why=fault.strerror or ""), "bad")
        elif isinstance(fault, Problem):
            self.said.emit(in_words(fault), "bad")
        else:
            raise fault

    def close_paper(self) -> None:
        """Close the paper in view."""
        if self.reading is not None:
            self._tell_left()
            self.reading.close()
            self.reading = None

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever goes to another place has left the paper."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._tell_left()

    # --- leaving ----------------------------------------------------------------------------------------

    def _tell_left(self) -> None:
        if self.reading is None:
            return
        self._keep_view(self.reading.document)
        if self._legible_pages:
            pages, self._legible_pages = sorted(self._legible_pages), set()
            self.paper_left.emit(self.reading.document, pages)

    def _look_as_before(self) -> None:
        assert self.reading is not None
        view = json.loads(self.views.get(self.reading.document) or "{}")
        self.rotation = int(view.get("turn", 0))
        self.canvas.look_at(view)

    def _keep_view(self, document: str) -> None:
        """Remember zoom, turn and contrast of a paper for this person; the file itself is never touched."""
        if self.description is None or self.description.kind not in ("pdf", "image"):
            return
        view = json.dumps(self.canvas.view() | {"turn": self.rotation})
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
