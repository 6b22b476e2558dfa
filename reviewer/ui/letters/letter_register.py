"""The register of every letter that left: number, day, claimant, fingerprint; a copy is the very file that left."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from reviewer.desk.wording import word_for
from reviewer.rules.problem import Problem
from reviewer.rules.searching import terms_of
from reviewer.ui.actions import Action, press
from reviewer.ui.breaks import in_sixteens
from reviewer.ui.letters.letter_preview import LetterPreview
from reviewer.ui.letters.letter_reading import RegisterLine, Story, read_lines, read_register, read_story
from reviewer.ui.letters.register_acts import RegisterActs
from reviewer.ui.line_rows import PagedRows
from reviewer.ui.long_work import WorkStrip
from reviewer.ui.parts import banner, label, row
from reviewer.ui.problems import in_words
from reviewer.ui.rows_table import LinesTable
from reviewer.ui.search_edit import SearchEdit
from reviewer.ui.sitting import Sitting
from reviewer.ui.table_lines import Column, Line
from reviewer.ui.wording import LANGUAGES, day, language, moment, tr

if TYPE_CHECKING:
    from array import array


class LetterRegister(QWidget):
    """Read only: what left does not change, a correction is a letter of its own."""

    open_claim = Signal(str)
    counted = Signal(int)

    def __init__(self, sitting: Sitting) -> None:
        """Empty; its parts come with `made`, and the letters with `read`."""
        super().__init__()
        self.setObjectName("letter_register")
        self._sitting, self._asked, self.is_read = sitting, 0, False

    def made(self) -> Iterator[None]:
        """Make the list, then what is done with its letters, then the letter itself, each where it stands."""
        split, left = QSplitter(), QWidget()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)
        split.addWidget(left)
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        self._make_list(inside)
        yield
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.setSpacing(8)
        inside.addLayout(foot)
        self.strip = WorkStrip("register_work")
        self.facts = label("", size=12, tone="soft", wrap=True)
        self.facts.setObjectName("register_facts")
        self.acts = RegisterActs(self._sitting, self.strip, self.chosen, self.count)
        for part in (self.strip, self.facts, self.acts):
            foot.addWidget(part)
        yield
        self.preview = LetterPreview(self._sitting)
        split.addWidget(self.preview)
        split.setSizes([520, 580])
        self.search.words_changed.connect(lambda _: self.read())
        self.table.picked.connect(self._picked)
        self.table.lines.ticked.connect(self.acts.look)
        self.acts.asking.connect(self.facts.setHidden)
        self.table.opened.connect(lambda key: self.open_claim.emit(self._letters([key])[0].claim))

    def _make_list(self, inside: QVBoxLayout) -> None:
        self.search = SearchEdit()
        self.search.setObjectName("register_search")
        self.search.setAccessibleName(tr("Search the register"))
        self.search.setPlaceholderText(tr("Number, claim, name or fingerprint"))
        self.table = LinesTable(
            "register_table", tr("Letters that left"),
            (Column(tr("Letter"), 126), Column(tr("Language"), 76), Column(tr("Claimant"), 0),
             Column(tr("Issued"), 112), Column(tr("Delivery"), 108)), self._sitting.look, ticks=True, many=True,
        )  # fmt: skip
        self.problem = banner("", "bad")
        self.problem.setObjectName("register_problem")
        self.nothing = label("", size=15, tone="soft", wrap=True)
        self.nothing.setContentsMargins(24, 48, 24, 48)
        head = row(margins=(16, 12, 16, 8))
        head.addWidget(self.search, 1)
        inside.addLayout(head)
        inside.addWidget(self.problem)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.nothing, 1)
        self.problem.hide()
        self.nothing.hide()

    # --- reading ----------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the register again; an older answer is dropped by its number."""
        self._asked += 1
        asked = self._asked
        wanted = terms_of(self.search.words(), composing=self.search.is_composing())
        self._sitting.read(
            lambda conn: read_register(conn, wanted),
            then=lambda found: self._show(*found, is_search=bool(wanted)) if asked == self._asked else None,
            otherwise=self._failed, owner=self,
        )  # fmt: skip

    def _show(self, ids: "array[int]", count: int, *, is_search: bool) -> None:
        self.is_read = True
        self.table.setVisible(bool(ids))
        self.nothing.setVisible(not ids)
        self.nothing.setText(tr("No letter fits this search.") if is_search else tr("No letter has left yet."))
        self.table.show_lines(PagedRows(ids, self._lines))
        if not ids:
            self.preview.clear(tr("Select a letter to read it here."))
            self.facts.setText("")
        self.acts.look()
        self.counted.emit(count)

    def _lines(self, ids: Sequence[int]) -> list[Line]:
        return [
            Line(str(one), ("–",) * 5) if found is None else self._line(one, found)
            for one, found in zip(ids, read_lines(self._sitting.on_screen, ids), strict=True)
        ]

    def _line(self, one: int, found: RegisterLine) -> Line:
        letter, (state, tone) = found.letter, _way(found)
        left = moment(letter.issued_at)
        cells = (letter.letter_no, LANGUAGES[letter.lang], found.name, left.rpartition(" ")[0], state)
        tip = "\n".join((letter.letter_no, letter.claim, found.name, left, state, letter.sha256))
        return Line(str(one), cells, tone=tone, tip=tip)

    def count(self) -> int:
        """How many rows are ticked, or that the keyboard stands on one."""
        return len(self.table.lines.ticked_keys()) or bool(self.table.current())

    def chosen(self) -> list[Any]:
        """The letters that are ticked, or the one the keyboard stands on (registers.LetterLine)."""
        return self._letters(self.table.lines.ticked_keys() or tuple(filter(None, (self.table.current(),))))

    def _letters(self, keys: Sequence[str]) -> list[Any]:
        from reviewer.casefile import registers

        return [letter for letter, _ in registers.letters_by_id(self._sitting.on_screen, map(int, keys)).values()]

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(fault))
        self.problem.show()

    def _picked(self, key: str) -> None:
        if not key:
            return
        (found,) = read_lines(self._sitting.on_screen, [int(key)])
        if found is None:
            return
        letter = found.letter
        about = f"{letter.letter_no} ({LANGUAGES[letter.lang]}) · {letter.claim} · {moment(letter.issued_at)}"
        said = f"{about} · {self._sitting.name_of(letter.author)}"
        self.facts.setText("\n".join((said, f"SHA-256 {in_sixteens(letter.sha256)}")))
        self._sitting.read(
            lambda conn: read_story(conn, letter.letter_no),
            then=lambda story: self._tell(key, said, letter, story), otherwise=self._failed, owner=self,
        )  # fmt: skip
        self.acts.look()

    def _tell(self, key: str, said: str, letter: Any, story: Story | None) -> None:
        """What happened to the letter the keyboard stands on, and its pages."""
        if key != self.table.current() or story is None:
            return
        known = (said, *self._story(story), f"SHA-256 {in_sixteens(letter.sha256)}")
        self.facts.setText("\n".join(known))
        name = self.table.lines.line(self.table.currentIndex().row()).cells[2]
        title, files = f"{letter.letter_no} · {name}", story.one.files
        if title != self.preview.title.whole():
            self.preview.show_letter(
                title,
                lambda case_file, lang: _again(case_file, files[lang]),
                tuple(lang for lang in ("ko", "en") if lang in files),
                lambda case_file, lang: _notes_of(case_file, files[lang]),
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key copies the text message of the letter in view."""
        if not press(event, self.offers()):
            super().keyPressEvent(event)

    def offers(self) -> Iterator[Action]:
        """What can be done here."""
        why = "" if self.table.current() else tr("Select a letter first.")
        yield Action("copy_message", self.preview.notes.copy, lambda: why)

    def _story(self, story: Story) -> list[str]:
        """What replaced a letter, each step of its way, and each copy."""
        one = story.one
        said = [tr("Replaced by {letter}", letter=one.replaced_by)] if one.replaced_by else []
        for step in one.deliveries:
            by = story.texts.get(step.by) or self._sitting.name_of(step.author)
            codes = (word_for("delivery", code, language()) for code in (step.way, step.result))
            texts = (story.texts.get(text, "") for text in (step.tracking, step.note))
            said.append(" · ".join(filter(None, (day(step.on), *codes, by, *texts))))
        for copy in one.copies:
            form = word_for("access", copy.form, language())
            who = self._sitting.name_of(copy.author)
            until = tr("destroy by {day}", day=copy.destroy_by) if copy.destroy_by else ""
            printed = f"{tr('Printed again')} {moment(copy.made_at)} ({form})"
            said.append(" · ".join(filter(None, (printed, who, copy.purpose, copy.recipient, until))))
        return said


def _way(found: RegisterLine) -> tuple[str, str]:
    """What is known last of a letter, and its tone."""
    if found.replaced_by:
        return f"↺ {tr('replaced')}", "wait"
    if found.last is None:
        return "–", "ink-soft"
    mark, tone = {"DELIVERED": ("✓", "good"), "RETURNED": ("✕", "bad")}.get(found.last.result, ("→", "ink-soft"))
    return f"{mark} {word_for('delivery', found.last.result, language())}", tone


def _again(case_file: Any, letter: Any) -> bytes:
    from reviewer.desk.issued_files import letter_again

    return letter_again(case_file, letter)


def _notes_of(case_file: Any, letter: Any) -> Any:
    from reviewer.desk.letter_notes import notes_issued

    return notes_issued(case_file, letter)
