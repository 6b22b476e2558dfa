"""Ties the reader to the facts and notes of the desk: takes figures, pins notes, marks places, jumps both ways."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from reviewer.rules.evidence import place_now
from reviewer.rules.fact_proposals import days_named
from reviewer.rules.places import Place, on_page
from reviewer.rules.problem import Problem
from reviewer.ui.claim_desk.evidence_form import EvidenceForm
from reviewer.ui.claim_desk.evidence_section import EvidenceSection
from reviewer.ui.claim_desk.mask_dialog import MaskDialog
from reviewer.ui.claim_desk.notes_section import NotesSection
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.drafts import Drafts
from reviewer.ui.making import later
from reviewer.ui.problems import in_words
from reviewer.ui.reader.document_view import DocumentView
from reviewer.ui.reader.paper_reading import PaperReading
from reviewer.ui.reader.selection import Mark
from reviewer.ui.sitting import Sitting
from reviewer.ui.source_mark import fact_name
from reviewer.ui.wording import tr

FORM = "bind_fact"
Say = Callable[[str, str], None]


class DeskEvidence(QObject):
    """Lives as long as the desk; every act goes the desk's own way."""

    opens = Signal(str)
    """Open this section and show it."""
    shows = Signal(QWidget)
    """This line of a section is to be in view."""
    masked = Signal()
    """A masked copy took the place of the paper in view."""

    def __init__(
        self, sitting: Sitting, viewer: DocumentView, facts: EvidenceSection, notes: NotesSection, say: Say
    ) -> None:
        """`say(words, tone)` is the line at the bottom of the desk."""
        super().__init__(viewer)
        self._sitting, self._viewer, self._say = sitting, viewer, say
        self._facts, self._notes = facts, notes
        self._page: DeskPage | None = None
        self._drafts: Drafts | None = None
        viewer.mark_pressed.connect(self._mark_pressed)
        viewer.opened.connect(lambda *_: self._see_again())
        for section in (facts, notes):
            section.jump.connect(viewer.jump_to)
        facts.typed.connect(lambda: self._ask(None, "", "", ""))
        notes.failed.connect(self._note_failed)

    @later
    def form(self) -> EvidenceForm:
        """What a selection proves."""
        form = EvidenceForm(self._sitting.look, self._viewer.body)
        form.wanted.connect(self._bind)
        form.edited.connect(self._keep)
        form.left.connect(self._left)
        return form

    def show_page(self, page: DeskPage, drafts: Drafts, *, same: bool) -> None:
        """Mark the places of a claim's facts and notes; a fact left unsaved is in its form again."""
        self._page, self._drafts = page, drafts
        self._facts.show_page(page)
        self._notes.show_page(page, drafts, same=same)
        self._mark(page)
        if not same:
            if (form := DeskEvidence.form.made(self)) is not None:
                form.hide()
            if drafts.of(FORM):
                self.form.restore(drafts.of(FORM))
                self._stand()
                self._see_again()

    def _mark(self, page: DeskPage) -> None:
        facts = [
            Mark(one.fact.at, "good", fact_name(one), f"fact:{key}")
            for key, one in page.bound.items()
            if one.fact.at is not None
        ]
        notes = [
            Mark(place_now(page.claim, one.now.at), "wait", f"{tr('Note')}: {one.now.text}", f"note:{one.uid}")
            for one in page.notes
            if one.now.at is not None and not one.now.is_dropped
        ]
        self._viewer.set_marks("facts", facts)
        self._viewer.set_marks("notes", notes)

    def _mark_pressed(self, name: str) -> None:
        """From a mark on the page to its line at the right."""
        owner, _, which = name.partition(":")
        if owner == "note":
            self.opens.emit("notes")
            if which in self._notes.lines:
                self.shows.emit(self._notes.lines[which])
        elif owner == "fact":
            self.opens.emit("evidence")
            if which in self._facts.lines:
                self.shows.emit(self._facts.lines[which])

    # --- figures ----------------------------------------------------------------------------------------

    def take_figure(self, check: str) -> None:
        """Ask what the selection proves; `check` is the check in focus."""
        page, found = self._page, self._viewer.selection()
        if page is None:
            return
        if found is None:
            self._say(tr("Select a figure, a name or an area in the paper first."), "wait")
            return
        self._say("", "good")
        paper = next((one for one in page.claim.papers if one.document == found.place.document), None)
        text = found.text or "  ".join(cell for cells in found.cells for cell in cells)
        self._ask(found.place, text, check, paper.kind if paper is not None else "")

    def _ask(self, place: Place | None, text: str, check: str, kind: str) -> None:
        self.form.ask(place, text, check, kind)
        self._stand()
        if place is not None:
            self._viewer.clipping(place, lambda image: self._clipped(place, image))

    def _see_again(self) -> None:
        """Give a form that came back from its draft its picture, and its place, once its paper is there."""
        form, reading = DeskEvidence.form.made(self), self._viewer.reading
        if form is None or not form.wants_picture or reading is None or form.place is None:
            return
        if reading.document == (place := form.place).document:
            self._stand()
            self._viewer.clipping(place, lambda image: self._clipped(place, image))

    def _clipped(self, place: Place, image: Any) -> None:
        if self.form.place == place and self.form.isVisible():
            self.form.show_clipping(image)
            self._stand()

    def _stand(self) -> None:
        self.form.stand_beside(self._on_screen(self.form.place))

    def _on_screen(self, place: Place | None) -> QRect:
        """Where a place is seen in the reader, also in its own window; the middle where it is out of sight."""
        viewer, canvas = self._viewer, self._viewer.canvas
        area, rect = canvas.viewport(), QRect()
        if place is not None and place.page and canvas.is_laid(place.page):
            rect = canvas.on_screen(place.page, place.points).toRect()
        elif place is not None and place.box and viewer.stack.is_at(place.sheet):
            grid = viewer.stack.sheets.grid
            area = grid.viewport()
            row, column, last_row, last_column = place.box
            shown = grid.plan.rect((row, column, last_row, last_column), next(grid.plan.panes()))
            rect = shown.intersected(area.rect())
        if rect.isValid():
            return QRect(viewer.body.mapFromGlobal(area.mapToGlobal(rect.topLeft())), rect.size())
        middle = viewer.body.rect().center()
        return QRect(middle.x() - self.form.width() // 2, middle.y() // 2, 1, 1)

    def _keep(self) -> None:
        if self._drafts is not None:
            self._drafts.keep(FORM, self.form.draft())

    def _left(self) -> None:
        if self._drafts is not None:
            self._drafts.keep(FORM, None)
        self._viewer.stack.focus_page()

    def _bind(self, body: dict[str, Any], clipping: bytes) -> None:
        """Store the clipping, then record the fact; the form stays filled until it is read back."""
        page, sitting = self._page, self._sitting
        if page is None:
            return
        number, drafts, author, now = page.claim.number, self._drafts, sitting.person, sitting.now()

        def ready() -> dict[str, Any]:
            from reviewer.desk.evidence import ready_to_bind

            return ready_to_bind(sitting.case_file, author, number, body, clipping, now)

        def then(wanted: dict[str, Any]) -> None:
            sitting.record("bind_fact", number, wanted, then=done, otherwise=refused, owner=self)

        def done(_: Any) -> None:
            if not self._is_left(number):
                self.form.hide()
                self._left()
            elif drafts is not None:
                drafts.drop(FORM)
            self._say_of(number, tr("Recorded."), "good")

        refused = partial(self._refused, number)
        self._say(tr("Recording…"), "wait")
        sitting.lanes.clerk.run(ready, then=then, otherwise=refused, owner=self)

    def _is_left(self, number: str) -> bool:
        return self._page is None or self._page.claim.number != number

    def _say_of(self, number: str, words: str, tone: str) -> None:
        self._say(f"{number}: {words}" if self._is_left(number) else words, tone)

    def _refused(self, number: str, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            words = tr("Not recorded: a mistake of the program. Your entries are still in the form.")
            self._say_of(number, words, "bad")
            raise fault
        words = in_words(self._sitting.with_names(fault))
        if not self._is_left(number):
            self.form.say(words)
            self._stand()
        self._say_of(number, words, "bad")

    # --- masked copies ----------------------------------------------------------------------------------

    def mask(self) -> None:
        """Choose what is to be blackened in the paper in view; its pages must be there to be drawn."""
        viewer = self._viewer
        if self._page is None or viewer.reading is None or viewer.description is None:
            return
        if viewer.description.kind == "spreadsheet":
            self._mask_sheets(viewer.reading)
        elif viewer.description.page_sizes:
            self._mask_pages(viewer.reading)
        else:
            self._say(tr("Only pages, photos and sheets can be masked; ask for this file as a PDF or photo."), "bad")

    def _mask_pages(self, reading: PaperReading) -> MaskDialog:
        dialog = MaskDialog(self._sitting, reading, self._viewer.window())
        dialog.replaced.connect(self._replaced)
        dialog.open()
        return dialog

    def _mask_sheets(self, seen: PaperReading) -> None:
        """A spreadsheet is laid out as pages first, every cell of it; the copy is a PDF of these."""
        paged = PaperReading(self._sitting, seen.document, seen.name, self._viewer.claim, self, as_pages=True)

        def then(_: object) -> None:
            if self._viewer.reading is seen:
                self._mask_pages(paged).finished.connect(lambda _: paged.close())
            else:
                paged.close()

        def otherwise(_: BaseException) -> None:
            paged.close()
            text = tr(
                "Not all of this spreadsheet can be laid out as pages: it is too large, or holds pictures that cannot "
                "be drawn. Ask for the part you need as a PDF or photo."
            )  # fmt: skip
            self._say(text, "bad")

        self._say(tr("Laying the sheets out as pages…"), "wait")
        paged.open(None, then, otherwise)

    def _replaced(self, document: str) -> None:
        """Nothing of the original stays in the memory of the window either."""
        self._viewer.forget(document)
        self._facts.forget()
        self._say(tr("Original erased."), "good")
        self.masked.emit()

    # --- notes ------------------------------------------------------------------------------------------

    def pin_note(self) -> None:
        """Begin a note at the selection, or on the page being read; its day is the first that the selection names."""
        page, found = self._page, self._viewer.selection()
        if page is None:
            return
        at = found.place if found is not None else self._page_in_view()
        about = next(days_named(found.text), None) if found is not None else None
        self.opens.emit("notes")
        self._notes.pin(at, about)

    def _page_in_view(self) -> Place | None:
        viewer = self._viewer
        if viewer.reading is None or viewer.description is None or not viewer.description.page_sizes:
            return None
        number = viewer.page
        if not 1 <= number <= len(viewer.description.page_sizes):
            return None
        width, height = viewer.description.page_sizes[number - 1]
        # a corner stands for the page: a mark over all of it would be a veil
        return on_page(viewer.reading.document, number, width * 0.01, height * 0.01, width * 0.06, height * 0.04)

    def _note_failed(self, words: str) -> None:
        self.opens.emit("notes")
        self.shows.emit(self._notes.editor)
        self._say(words, "bad")
