"""The register of every letter that left: number, day, claimant, fingerprint; a copy is the very file that left."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from reviewer.desk.wording import word_for
from reviewer.rules.problem import Problem
from reviewer.rules.searching import Term, terms_of
from reviewer.ui.actions import Action, press
from reviewer.ui.breaks import in_sixteens
from reviewer.ui.letters.letter_preview import LetterPreview
from reviewer.ui.letters.letter_reading import Register, read_register
from reviewer.ui.letters.register_acts import RegisterActs
from reviewer.ui.long_work import WorkStrip
from reviewer.ui.parts import banner, label, row
from reviewer.ui.problems import in_words
from reviewer.ui.rows_table import Column, Line, LinesTable
from reviewer.ui.search_edit import SearchEdit
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import LANGUAGES, day, language, moment, tr


class LetterRegister(QWidget):
    """Read only: what left does not change, a correction is a letter of its own."""

    open_claim = Signal(str)
    counted = Signal(int)

    def __init__(self, sitting: Sitting) -> None:
        """Empty; its parts come with `made`, and the letters with `read`."""
        super().__init__()
        self.setObjectName("letter_register")
        self._sitting = sitting
        self.register = Register()

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
        self.acts = RegisterActs(self._sitting, self.strip, self.chosen, self._last_step)
        for part in (self.strip, self.facts, self.acts):
            foot.addWidget(part)
        yield
        self.preview = LetterPreview(self._sitting)
        split.addWidget(self.preview)
        split.setSizes([520, 580])
        self.search.words_changed.connect(lambda _: self._show_lines())
        self.table.picked.connect(self._picked)
        self.table.lines.ticked.connect(self.acts.look)
        self.acts.asking.connect(self.facts.setHidden)
        self.table.opened.connect(lambda key: self.open_claim.emit(self._letter(key).claim))

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
        """Read the register again."""
        self._sitting.read(read_register, then=self._show, otherwise=self._failed, owner=self)

    def _show(self, register: Register) -> None:
        self.register = register
        self._show_lines()
        self.counted.emit(len(register.known))

    def _show_lines(self) -> None:
        wanted = terms_of(self.search.words(), composing=self.search.is_composing())
        lines = []
        for one in self._fitting(wanted):
            name = self.register.names.get(one.claim, "")
            state, tone = self._way(one.letter_no)
            cells = (one.letter_no, LANGUAGES[one.lang], name, moment(one.issued_at).rpartition(" ")[0], state)
            lines.append(Line(f"{one.letter_no} {one.lang}", cells, tone=tone, tip=partial(self._tip, one)))
        self.table.show_lines(lines)
        self.table.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        self.nothing.setText(tr("No letter fits this search.") if wanted else tr("No letter has left yet."))
        if not lines:
            self.preview.clear(tr("Select a letter to read it here."))
            self.facts.setText("")
        self.acts.look()

    def _tip(self, letter: Any) -> str:
        name, (state, _) = self.register.names.get(letter.claim, ""), self._way(letter.letter_no)
        return "\n".join((letter.letter_no, letter.claim, name, moment(letter.issued_at), state, letter.sha256))

    def _fitting(self, wanted: Sequence[Term]) -> Sequence[Any]:
        """The letters in whose number, claim, name or fingerprint every word stands."""
        if not wanted:
            return self.register.letters
        return [
            one
            for one, (text, first) in zip(self.register.letters, self.register.searched, strict=True)
            if all(term.is_in(first if term.in_initials else text) for term in wanted)
        ]

    def _way(self, letter_no: str) -> tuple[str, str]:
        """What is known last of a letter, and its tone."""
        one = self.register.known.get(letter_no)
        if one is not None and one.replaced_by:
            return f"↺ {tr('replaced')}", "wait"
        if one is None or one.last is None:
            return "–", "ink-soft"
        mark, tone = {"DELIVERED": ("✓", "good"), "RETURNED": ("✕", "bad")}.get(one.last.result, ("→", "ink-soft"))
        return f"{mark} {word_for('delivery', one.last.result, language())}", tone

    def _last_step(self, letter_no: str) -> str:
        one = self.register.known.get(letter_no)
        return str(one.last.entry) if one is not None and one.last is not None else ""

    def chosen(self) -> list[Any]:
        """The letters that are ticked, or the one the keyboard stands on."""
        keys = self.table.lines.ticked_keys() or ((self.table.current(),) if self.table.current() else ())
        return [self._letter(key) for key in keys]

    def _failed(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        self.problem.setText(in_words(fault))
        self.problem.show()

    def _letter(self, key: str) -> Any:
        number, _, lang = key.partition(" ")
        return self.register.known[number].files[lang]

    def _picked(self, key: str) -> None:
        if not key:
            return
        letter = self._letter(key)
        about = f"{letter.letter_no} ({LANGUAGES[letter.lang]}) · {letter.claim} · {moment(letter.issued_at)}"
        said = [f"{about} · {self._sitting.name_of(letter.author)}", *self._story(letter.letter_no)]
        self.facts.setText("\n".join((*said, f"SHA-256 {in_sixteens(letter.sha256)}")))
        self.acts.look()
        title = f"{letter.letter_no} · {self.register.names.get(letter.claim, '')}"
        if title == self.preview.title.whole():
            return
        files = self.register.known[letter.letter_no].files
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

    def _story(self, letter_no: str) -> list[str]:
        """What replaced a letter, each step of its way, and each copy."""
        one = self.register.known.get(letter_no)
        if one is None:
            return []
        said = [tr("Replaced by {letter}", letter=one.replaced_by)] if one.replaced_by else []
        for step in one.deliveries:
            by = self.register.texts.get(step.by) or self._sitting.name_of(step.author)
            codes = (word_for("delivery", code, language()) for code in (step.way, step.result))
            texts = (self.register.texts.get(text, "") for text in (step.tracking, step.note))
            said.append(" · ".join(filter(None, (day(step.on), *codes, by, *texts))))
        for copy in one.copies:
            form = word_for("access", copy.form, language())
            who = self._sitting.name_of(copy.author)
            until = tr("destroy by {day}", day=copy.destroy_by) if copy.destroy_by else ""
            printed = f"{tr('Printed again')} {moment(copy.made_at)} ({form})"
            said.append(" · ".join(filter(None, (printed, who, copy.purpose, copy.recipient, until))))
        return said


def _again(case_file: Any, letter: Any) -> bytes:
    from reviewer.desk.issued_files import letter_again

    return letter_again(case_file, letter)


def _notes_of(case_file: Any, letter: Any) -> Any:
    from reviewer.desk.letter_notes import notes_issued

    return notes_issued(case_file, letter)
