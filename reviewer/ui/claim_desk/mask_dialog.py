"""Replaces the paper in view by a masked copy: a person chooses the areas, sees the result, and then records it."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QPushButton, QScrollArea, QVBoxLayout, QWidget

from reviewer.rules.areas import areas_suggested
from reviewer.rules.places import Place
from reviewer.rules.problem import Problem
from reviewer.rules.reading import Reading, Word
from reviewer.ui.claim_desk.mask_page import MaskPage
from reviewer.ui.leaving import LeavesTwice
from reviewer.ui.parts import banner, button, label, row
from reviewer.ui.problems import in_words
from reviewer.ui.reader.paper_reading import PaperReading
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import tr, tr_many

MOST_PAGES = 60
"""Pages searched for resident numbers when the dialog opens; beyond them a person looks."""
_PAGE_WIDTH, _LEAST, _FRAME = 760, 400, 60
"""Pixels a page is wide: what the window has room for, and what its frame, margins and scroll bar take."""


class MaskDialog(LeavesTwice):
    """Nothing is changed before the last button; then nothing can be taken back."""

    replaced = Signal(str)
    """The copy stands in the place of the paper with this SHA-256."""

    def __init__(self, sitting: Sitting, reading: PaperReading, parent: QWidget | None = None) -> None:
        """`reading` is the paper in view, open in its glovebox."""
        super().__init__(parent)
        self.setObjectName("mask_dialog")
        self.setWindowTitle(tr("Replace by a masked copy"))
        self._sitting, self._reading = sitting, reading
        self._areas: list[Place] = []
        self._suggested: set[Place] = set()
        self._claims: list[str] = []
        self._copy = b""
        self._kept: Reading | None = None
        self.number = 1
        self.page = MaskPage(sitting.look)
        self.list = QListWidget()
        self.said, self.where = label("", wrap=True), label("", size=12, tone="soft")
        self.fault = banner("", "bad")
        self._lay_out()
        self._connect()
        self._ask_suggestions()
        self._ask_claims()
        self.show_page(1)

    # --- building ---------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        look = self._sitting.look
        area = QScrollArea()
        area.setObjectName("mask_page_area")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the page in it takes the keyboard
        area.setWidget(self.page)
        area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        area.setMinimumSize(320, 280)
        side = QVBoxLayout()
        side.setSpacing(8)
        self.list.setObjectName("mask_areas")
        self.list.setAccessibleName(tr("Areas to be blackened"))
        self.fault.setObjectName("mask_fault")
        self.fault.hide()
        self.pages = row()
        self.back = button("mask_page_back", "‹", lambda: self.show_page(self.number - 1), says=tr("Previous page"))
        self.next = button("mask_page_next", "›", lambda: self.show_page(self.number + 1), says=tr("Next page"))
        for part in (self.back, self.where, self.next):
            self.pages.addWidget(part)
        self.pages.addStretch(1)
        self.add = button("mask_add", tr("Add an area"), self._add)
        self.drop = button("mask_drop", tr("Drop the area"), self._drop)
        self.see = button("mask_see", tr("Show the result"), self.show_result, role="primary")
        self.again = button("mask_again", tr("Back to the areas"), self.show_areas)
        self.record = button("mask_record", tr("Replace for good"), self._replace, role="primary")
        self.title = label(tr("What is to be blackened?"), size=15, bold=True)
        for part in (self.title, self.said):
            side.addWidget(part)
        side.addLayout(self.pages)
        side.addWidget(self.list, 1)
        side.addStretch(0)
        # What comes in the place of a button is what a second click on it may press: the way back, never the last one.
        for part in (self.add, self.drop, self.fault, self.record, self.see, self.again):
            side.addWidget(part)
        side.addWidget(button("mask_cancel", tr("Cancel"), self.reject))
        self._side = QWidget()
        self._side.setLayout(side)
        self._side.setFixedWidth(look.px(300))
        layout = QHBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addWidget(self._side)
        for press in self.findChildren(QPushButton):
            press.setAutoDefault(False)  # Enter must never replace anything by chance
        room = self.screen().availableGeometry()
        self.resize(min(look.px(1120), room.width() - 40), min(look.px(680), room.height() - 60))

    def _connect(self) -> None:
        self.page.drawn.connect(self._drawn)
        self.page.changed.connect(self._changed)
        self.page.chosen.connect(self._chosen)
        self.page.dropped.connect(self._drop)
        self.page.turned.connect(lambda by: self.show_page(self.number + by))
        self.list.currentRowChanged.connect(self._row_changed)
        self.again.hide()
        self.record.hide()

    # --- what the machine suggests ----------------------------------------------------------------------

    def _ask_suggestions(self) -> None:
        document = self._reading.document

        def kept(conn: Any) -> Any:
            from reviewer.casefile.readings import readings_of

            return readings_of(conn, [document]).get(document)

        def then(found: Any) -> None:
            self._kept = found.reading if found is not None else None
            self._reading.ask(_words_of, self._suggest, lambda _: self._suggest([]))

        self._sitting.read(kept, then=then, otherwise=self._failed, owner=self)

    def _suggest(self, words: list[Word]) -> None:
        found = [one for one in areas_suggested(self._reading.document, words, self._kept) if one not in self._areas]
        self._suggested |= set(found)
        self._areas = sorted([*self._areas, *found], key=lambda one: (one.page, one.box[1]))
        if found:
            if self._copy:  # which does not cover what was found since
                self.show_areas()
            self.show_page(found[0].page)
        self._show(0 if self._areas else -1)

    def _ask_claims(self) -> None:
        document = self._reading.document

        def work(conn: Any) -> list[str]:
            from reviewer.casefile.erasure import claims_holding

            return list(claims_holding(conn, document))

        def then(claims: list[str]) -> None:
            self._claims = claims
            self._say()

        self._sitting.read(work, then=then, otherwise=self._failed, owner=self)

    # --- areas ------------------------------------------------------------------------------------------

    def areas(self) -> list[Place]:
        """The areas as they stand."""
        return list(self._areas)

    def _on_page(self) -> list[Place]:
        return [one for one in self._areas if one.page == self.number]

    def _show(self, current: int) -> None:
        """Show the list and the page, with the area of this number in the list as the one the keys move."""
        self.list.blockSignals(True)
        self.list.clear()
        for area in self._areas:
            kind = tr("suggested") if area in self._suggested else tr("chosen")
            self.list.addItem(tr("page {n}", n=area.page) + f" · {kind}")
        self.list.setCurrentRow(current)
        self.list.blockSignals(False)
        here = self._on_page()
        chosen = self._areas[current] if 0 <= current < len(self._areas) else None
        self.page.show_areas(here, here.index(chosen) if chosen in here else -1)
        self.drop.setEnabled(chosen is not None)
        self.see.setEnabled(bool(self._areas))
        self._say()

    def _say(self) -> None:
        self.title.setText(tr("Is everything covered?") if self._copy else tr("What is to be blackened?"))
        if self._copy:
            also = tr_many(
                "The copy takes its place in {n} claim.", "The copy takes its place in {n} claims.", len(self._claims)
            )  # fmt: skip
            text = tr(
                "This is the copy. The original is erased from this case for good; that cannot be taken back. "
                "Backups made before still hold it."
            )
            self.said.setText(f"{text} {also}" if self._claims else text)
        else:
            text = tr(
                "Draw over every resident number, and over what else is not needed. Arrow keys move an area, with "
                "Shift they size it, Delete drops it."
            )
            if self._reading.description.kind == "spreadsheet":
                text += " " + tr(
                    "All cells of the sheets, hidden ones too, are laid out as pages, pictures last; the copy is a PDF "
                    "of them, without formulas."
                )
            self.said.setText(text)

    def _drawn(self, area: Place) -> None:
        self._areas = sorted([*self._areas, area], key=lambda one: (one.page, one.box[1]))
        self._show(self._areas.index(area))
        self.page.setFocus()

    def _add(self) -> None:
        self._drawn(self.page.middle())

    def _changed(self, number: int, area: Place) -> None:
        place = self._areas.index(self._on_page()[number])
        self._areas[place] = area
        self._show(place)

    def _chosen(self, number: int) -> None:
        self._show(self._areas.index(self._on_page()[number]))
        self.page.setFocus()

    def _row_changed(self, place: int) -> None:
        if 0 <= place < len(self._areas):
            if self._areas[place].page != self.number:
                self.show_page(self._areas[place].page)
            self._show(place)

    def _drop(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self._areas):
            del self._areas[place]
            self._show(min(place, len(self._areas) - 1))

    # --- pages ------------------------------------------------------------------------------------------

    def show_page(self, number: int) -> None:
        """Show a page of the paper, or of the copy once there is one."""
        pages = self._reading.description.pages
        if not 1 <= number <= pages:
            return
        self.number = number
        self.where.setText(tr("page {n} of {all}", n=number, all=pages))
        self.back.setEnabled(number > 1)
        self.next.setEnabled(number < pages)
        wide = min(self._sitting.look.px(_PAGE_WIDTH), max(self.width() - self._side.width() - _FRAME, _LEAST))
        then = partial(self._page_drawn, number, bool(self._copy))
        if self._copy:
            copy, spare = self._copy, self._sitting.spare
            self._sitting.lanes.glovebox.run(
                lambda: _page_of_copy(copy, number, wide, spare), then=then, otherwise=self._failed, owner=self
            )
        else:
            self._reading.ask(lambda document: _page_of(document, number, wide), then, self._failed)

    def _page_drawn(self, number: int, is_copy: bool, image: QImage) -> None:
        if number != self.number or is_copy != bool(self._copy):
            return
        size = self._reading.description.page_sizes[number - 1]
        self.page.is_result = is_copy
        self.page.show_page(image, self._reading.document, number, size)
        self._show(self.list.currentRow())

    def show_result(self) -> None:
        """Make the copy and show it instead of the paper."""
        areas = self.areas()

        def work(document: Any) -> bytes:
            from reviewer.desk.masking import masked_copy

            return masked_copy(document, areas)

        def then(copy: bytes) -> None:
            is_whole = areas == self.areas()  # nothing was found meanwhile
            self._copy = copy if is_whole else b""
            self._turn(is_result=is_whole)

        self.see.setEnabled(False)
        self._reading.ask(work, then, self._failed)

    def show_areas(self) -> None:
        """Back to choosing; the copy is made anew afterwards."""
        self._copy = b""
        self._turn(is_result=False)

    def _turn(self, *, is_result: bool) -> None:
        for part in (self.list, self.add, self.drop, self.see):
            part.setVisible(not is_result)
        for part in (self.again, self.record):
            part.setVisible(is_result)
        self.see.setEnabled(True)
        self.show_page(self._areas[0].page if self._areas else 1)
        self._say()
        (self.again if is_result else self.list).setFocus()

    # --- leaving ----------------------------------------------------------------------------------------

    def entered(self) -> list[Place]:
        """The areas chosen by hand."""
        return [one for one in self._areas if one not in self._suggested]

    def tell(self, text: str) -> None:
        """Where a fault is told."""
        self.fault.setText(text)
        self.fault.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads from the result back to the areas."""
        if event.key() == Qt.Key.Key_Escape and self._copy and self.record.isEnabled():
            self.show_areas()
        else:
            super().keyPressEvent(event)

    # --- recording --------------------------------------------------------------------------------------

    def _replace(self) -> None:
        document, areas, copy, now = self._reading.document, self.areas(), self._copy, self._sitting.now()
        self.record.setEnabled(False)

        def work(case_file: Any, signer: Any) -> None:
            from reviewer.desk.masking import replace_by_copy

            replace_by_copy(case_file, signer, document, areas, copy, now=now)

        def then(_: None) -> None:
            self.replaced.emit(document)
            self.accept()

        def otherwise(fault: BaseException) -> None:
            self.record.setEnabled(True)
            self._failed(fault)

        self._sitting.carry_out(
            "replace_by_masked_copy", self._claims, work, then=then, otherwise=otherwise, owner=self
        )  # fmt: skip

    def _failed(self, fault: BaseException) -> None:
        self.see.setEnabled(bool(self._areas))
        self.tell(
            in_words(self._sitting.with_names(fault)) if isinstance(fault, Problem) else tr("A mistake of the program.")
        )
        if not isinstance(fault, Problem):
            raise fault


def _words_of(document: Any) -> list[Word]:
    """(glovebox lane) The words of the first pages; a page that cannot be read has none."""
    found = []
    for number in range(1, min(document.description.pages, MOST_PAGES) + 1):
        try:
            words = document.page_words(number)
        except Problem:
            continue
        for text, *box in words:
            found.append(Word(text, number, tuple(round(side * 10) for side in box)))
    return found


def _page_of(document: Any, number: int, wide: int) -> QImage:
    """(glovebox lane) A page drawn as wide as the dialog shows it."""
    scale = wide / max(document.description.page_sizes[number - 1][0], 1.0)
    if document.description.kind == "image":
        scale = min(scale, 1.0)
    drawn = document.page(number, scale=scale)
    image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGBX8888)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def _page_of_copy(copy: bytes, number: int, wide: int, spare: Any) -> QImage:
    """(glovebox lane) A page of the copy: it is a stranger's picture still."""
    from reviewer.documents.opening import open_document

    with open_document(copy, "masked.pdf", spare=spare) as document:
        return _page_of(document, number, wide)
