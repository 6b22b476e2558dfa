"""The real letter beside its queue: Korean and English pages side by side, scrolling together."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui.letters.letter_notes import LetterNotesLine
from reviewer.ui.letters.preview_bar import PreviewBar
from reviewer.ui.parts import banner, label, plane
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import LANGUAGES, tr

A4 = 842 / 595
STEPS = (0.5, 0.75, 1.0, 1.5, 2.0)
MAX_PIXELS = 8_000_000
BAR, EDGE = 16, 16
"""Room for the scroll bar, so that pages do not jump when it appears."""
SHORT_TITLE, LONG_TITLE = 430, 600
"""Pixels at 100 % text at which the number and name of a letter, or its kind, stand beside the buttons."""

Draw = Callable[[Any, str], bytes]
"""Makes the PDF of a letter: case file, language; runs on the glovebox lane."""
Tell = Callable[[Any, str], Any]
"""Tells its text message and cautions (desk.letter_notes): case file, language; runs on the glovebox lane."""


@dataclasses.dataclass(frozen=True)
class Leaf:
    """A drawn page."""

    image: QImage


class LetterPreview(QWidget):
    """Opens each PDF in a glovebox as any paper; both languages stand in one scrolling sheet."""

    def __init__(self, sitting: Sitting, roomy: int = SHORT_TITLE) -> None:
        """Says what belongs here until a letter is shown; where it is less wide, its title stands above the buttons."""
        super().__init__()
        self.setObjectName("letter_preview")
        self.setAccessibleName(tr("Letter"))
        self._sitting = sitting
        self._draw: Draw | None = None
        self._tell: Tell | None = None
        self._languages: tuple[str, ...] = ("ko", "en")
        self._pdfs: dict[str, bytes] = {}
        self._leaves: dict[str, list[QLabel]] = {}
        self._heads: dict[str, QLabel] = {}
        self._asked, self._zoom = 0, 1.0
        self.drawn: dict[str, int] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._bar = PreviewBar(sitting.look, roomy)
        self._bar.chosen.connect(self.choose)
        self._bar.zoomed.connect(self.zoom)
        self.title, self.choices = self._bar.title, self._bar.choices
        layout.addWidget(self._bar)
        self.problem = banner("", "bad")
        self.problem.setObjectName("letter_problem")
        layout.addWidget(self.problem)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("letter_pages")
        self._scroll.setAccessibleName(tr("Pages of the letter"))
        self._scroll.setWidgetResizable(True)
        self._ground = plane("ground")
        self._nothing = label("", tone="soft", wrap=True)
        self._nothing.setParent(self._ground)
        self._scroll.setWidget(self._ground)
        layout.addWidget(self._scroll, 1)
        self.notes = LetterNotesLine()
        layout.addWidget(self.notes)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(120)
        self._again.timeout.connect(self._draw_pages)
        self.problem.hide()
        self.clear(tr("Select a letter to read it here."))

    # --- what is shown ----------------------------------------------------------------------------------

    def clear(self, text: str) -> None:
        """Show no letter, and say why."""
        self._asked += 1
        self._draw, self._tell, self._pdfs, self.drawn = None, None, {}, {}
        self.notes.forget()
        self.title.say("")
        self.problem.hide()
        self._remove()
        self._nothing.setText(text)
        self._place()

    def show_letter(self, title: str, draw: Draw, languages: tuple[str, ...], tell: Tell | None = None) -> None:
        """Show a letter; `draw` makes its PDF in one of `languages`, `tell` what stands below it.

        The letter that is there already, drawn anew, keeps its pages until the new ones come, and its place.
        """
        is_there = bool(self._leaves) and (self.title.whole(), self._languages) == (title, languages)
        self._asked += 1
        self._draw, self._tell, self._languages, self._pdfs, self.drawn = draw, tell, languages, {}, {}
        self.notes.forget()
        self.title.say(title)
        self.problem.hide()
        for code, chip in self.choices.items():
            chip.setVisible(len(languages) > 1 and (code == "both" or code in languages))
        if not is_there:
            self._lay_out()
            self._scroll.verticalScrollBar().setValue(0)
        for lang in self._shown():
            self._ask_pdf(lang)

    def _shown(self) -> tuple[str, ...]:
        chosen = next((code for code, chip in self.choices.items() if chip.isChecked()), "both")
        return (chosen,) if chosen in self._languages else self._languages

    def choose(self, code: str) -> None:
        """Show both languages or one."""
        self.choices[code].setChecked(True)
        if self._draw is not None:
            self._lay_out()
            for lang in self._shown():
                self._ask_pdf(lang)

    def zoom(self, by: int) -> None:
        """One step nearer or further; 1 is the width of the column."""
        place = min(max(STEPS.index(self._zoom) + by, 0), len(STEPS) - 1)
        if STEPS[place] != self._zoom:
            self._zoom = STEPS[place]
            self._resize_leaves()

    def _remove(self) -> None:
        for part in (*self._heads.values(), *(leaf for leaves in self._leaves.values() for leaf in leaves)):
            part.hide()
            part.deleteLater()
        self._heads, self._leaves = {}, {}

    def _lay_out(self) -> None:
        """A column a language, with one outline of a page until the pages are known."""
        self._remove()
        self._nothing.setText("")
        for lang in self._shown():
            head = label(LANGUAGES[lang], size=12, tone="soft")
            head.setParent(self._ground)
            head.show()
            self._heads[lang], self._leaves[lang] = head, [self._leaf(lang, 1)]
        self._resize_leaves()

    def _leaf(self, lang: str, number: int) -> QLabel:
        leaf = QLabel(tr("Drawing the letter…"), self._ground)  # on a slow computer a blank page would look broken
        leaf.setObjectName(f"leaf_{lang}_{number}")
        leaf.setAccessibleName(tr("{language}, page {n}", language=LANGUAGES[lang], n=number))
        leaf.setProperty("leaf", "true")
        leaf.setScaledContents(True)
        leaf.setWordWrap(True)
        leaf.setAlignment(Qt.AlignmentFlag.AlignCenter)
        leaf.show()
        return leaf

    def _width(self) -> int:
        shown = max(len(self._leaves), 1)
        room = self.width() - 2 * EDGE - BAR - EDGE * (shown - 1)
        return max(int(room / shown * self._zoom) - 2, 120)

    def _resize_leaves(self) -> None:
        self._place()
        self._again.start()

    def _place(self) -> None:
        """Put every page in its place by hand: both languages keep one grid, whatever arrives first."""
        width, top = self._width(), EDGE + self._sitting.look.px(24)
        height = round(width * A4)
        most = 0
        for place, (lang, leaves) in enumerate(self._leaves.items()):
            left = EDGE + place * (width + EDGE)
            self._heads[lang].setGeometry(left, EDGE // 2, width, self._sitting.look.px(24))
            for number, leaf in enumerate(leaves):
                leaf.setGeometry(left, top + number * (height + EDGE), width, height)
            most = max(most, len(leaves))
        shown = len(self._leaves)
        self._nothing.setGeometry(EDGE, EDGE, max(self.width() - 2 * EDGE, 0), self._sitting.look.px(64))
        self._ground.setMinimumSize(EDGE + shown * (width + EDGE) if shown else 0, top + most * (height + EDGE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pages follow the width."""
        super().resizeEvent(event)
        self._resize_leaves()

    # --- drawing ----------------------------------------------------------------------------------------

    def _ask_pdf(self, lang: str) -> None:
        if not self.isVisible():
            return  # asked for when it is shown
        if lang in self._pdfs:
            self._again.start()
            return
        draw, case_file, asked = self._draw, self._sitting.case_file, self._asked
        assert draw is not None
        self._ask_notes(lang)
        self._sitting.lanes.glovebox.run(
            lambda: draw(case_file, lang),
            then=lambda data: self._take_pdf(asked, lang, data),
            otherwise=lambda fault: self._failed(asked, fault),
            owner=self,
        )

    def _ask_notes(self, lang: str) -> None:
        tell, case_file, asked = self._tell, self._sitting.case_file, self._asked
        if tell is not None:
            self._sitting.lanes.glovebox.run(
                lambda: tell(case_file, lang),
                then=lambda notes: self.notes.show_notes(lang, notes) if asked == self._asked else None,
                otherwise=lambda fault: self._failed(asked, fault),
                owner=self,
            )

    def _take_pdf(self, asked: int, lang: str, data: bytes) -> None:
        if asked == self._asked:
            self._pdfs[lang] = data
            self._again.start()

    def showEvent(self, event: QShowEvent) -> None:
        """What was chosen while another page was in view is drawn now."""
        super().showEvent(event)
        if self._draw is not None:
            for lang in self._shown():
                self._ask_pdf(lang)

    def _draw_pages(self) -> None:
        if not self.isVisible():
            return
        for lang in self._leaves:
            if lang in self._pdfs:
                self._draw_pages_of(lang)

    def _draw_pages_of(self, lang: str) -> None:
        asked, width = self._asked, self._width() * self.devicePixelRatioF()
        data, spare = self._pdfs[lang], self._sitting.spare
        self._sitting.lanes.glovebox.run(
            lambda: pages_of(data, f"letter.{lang}.pdf", width, spare),
            then=lambda leaves: self._show_pages(asked, lang, leaves),
            otherwise=lambda fault: self._failed(asked, fault),
            owner=self,
        )

    def _show_pages(self, asked: int, lang: str, leaves: list[Leaf]) -> None:
        if asked != self._asked or lang not in self._leaves:
            return
        shown = self._leaves[lang]
        while len(shown) < len(leaves):
            shown.append(self._leaf(lang, len(shown) + 1))
        for leaf in shown[len(leaves) :]:  # of a longer text before
            leaf.hide()
            leaf.deleteLater()
        del shown[len(leaves) :]
        for leaf, drawn in zip(shown, leaves, strict=False):
            leaf.setPixmap(QPixmap.fromImage(drawn.image))
        self._place()
        self.drawn[lang] = len(leaves)

    def _failed(self, asked: int, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        if asked == self._asked:
            self._remove()
            self._place()
            self.problem.setText(in_words(fault))
            self.problem.show()


def pages_of(data: bytes, name: str, width: float, spare: Any) -> list[Leaf]:
    """Every page of a letter, drawn `width` pixels wide in a glovebox; Problem DocumentUnreadable."""
    from reviewer.documents.opening import open_document

    found = []
    with open_document(data, name, spare=spare) as document:
        sizes: Mapping[int, tuple[float, float]] = dict(enumerate(document.description.page_sizes, 1))
        for number in range(1, document.description.pages + 1):
            across = sizes.get(number, (595.0, 842.0))[0]
            drawn = document.page(number, scale=width / across, max_pixels=MAX_PIXELS)
            image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGBX8888)
            found.append(Leaf(image.copy()))
    return found
