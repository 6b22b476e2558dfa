"""The section Notes: pinned to places, sorted by the day they are about; every earlier wording stays visible."""

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from reviewer.rules.evidence import place_now
from reviewer.rules.notes import Note
from reviewer.rules.places import Place
from reviewer.rules.problem import Problem
from reviewer.ui.claim_desk.evidence_section import where
from reviewer.ui.claim_desk.note_editor import NoteEditor
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.drafts import Drafts
from reviewer.ui.making import later
from reviewer.ui.parts import button, empty, label, line, restyle, row
from reviewer.ui.permission import why_no_note
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import day, moment, tr, tr_many

FORM = "pin_note"


class NotesSection(QWidget):
    """The notes of everybody on the claim in view, or only one's own."""

    jump = Signal(object)
    """Show this Place in the reader."""
    failed = Signal(str)
    """A note was not saved, and why; its text is still in the editor."""
    counted = Signal(int)
    rebuilt = Signal()
    """There is one part more that takes the keyboard."""

    def __init__(self, sitting: Sitting) -> None:
        """Empty until a claim is shown."""
        super().__init__()
        self.setObjectName("notes_section")
        self._sitting = sitting
        self._page: DeskPage | None = None
        self._drafts: Drafts | None = None
        self._open: set[str] = set()
        self._why = ""
        self.lines: dict[str, QWidget] = {}
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(6)
        self.mine = QCheckBox(tr("Only mine"))
        self.mine.setObjectName("notes_only_mine")
        self.mine.setAccessibleName(tr("Only my notes"))
        self.mine.toggled.connect(lambda _: self._fill())
        layout.addWidget(self.mine, 0, Qt.AlignmentFlag.AlignLeft)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        layout.addLayout(self._list)

    @later
    def editor(self) -> NoteEditor:
        """Where a note is written, above the others."""
        editor = NoteEditor(self._sitting.look)
        self._layout.insertWidget(0, editor)
        editor.refuse(self._why)
        editor.edited.connect(self._keep)
        editor.wanted.connect(self._record)
        editor.left.connect(self._keep)
        editor.jump.connect(self.jump)
        self.rebuilt.emit()
        return editor

    def show_page(self, page: DeskPage, drafts: Drafts, *, same: bool) -> None:
        """Show the notes; a note left unsaved is in the editor again."""
        self._page, self._drafts, self._why = page, drafts, why_no_note(self._sitting, page)
        draft, is_made = drafts.of(FORM), NotesSection.editor.made(self) is not None
        if not same:
            self._open = set()
        if not same and (draft or is_made):
            self.editor.restore(draft)
        if is_made:
            self.editor.refuse(self._why)
        self._fill()

    @property
    def is_unsaved(self) -> bool:
        """Whether a note is written and not recorded, also one of an earlier day."""
        editor = NotesSection.editor.made(self)
        return editor is not None and bool(editor.content())

    def shown(self) -> list[Note]:
        """The notes in the list: not dropped, and one's own where only these are wanted."""
        notes = self._page.notes if self._page is not None else ()
        person = self._sitting.person
        return [one for one in notes if not one.now.is_dropped and (not self.mine.isChecked() or one.author == person)]

    def _fill(self) -> None:
        empty(self._list)
        self.lines = {}
        notes = self.shown()
        self.counted.emit(len([one for one in (self._page.notes if self._page else ()) if not one.now.is_dropped]))
        for note in notes:
            self.lines[note.uid] = self._line(note)
            self._list.addWidget(self.lines[note.uid])
            self._list.addWidget(line())
        if not notes:
            text = tr("Select something in a paper and press M to pin a note to it.")
            self._list.addWidget(label(text, tone="soft", wrap=True))

    def _line(self, note: Note) -> QWidget:
        found = QWidget()
        found.setObjectName(f"note_{note.uid}")
        layout = QVBoxLayout(found)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(2)
        now = note.now
        top = row(spacing=6)
        top.addWidget(label(day(now.about) if now.about else tr("no day"), size=12, bold=True), 1)
        for press in self._buttons(note):
            top.addWidget(press)
        layout.addLayout(top)
        layout.addWidget(label(now.text, wrap=True))
        layout.addWidget(label(self._who(note), size=12, tone="soft", wrap=True))
        if note.uid in self._open:
            for before in reversed(note.versions[:-1]):
                old = label(f"{moment(before.made_at)} · {before.text}", size=12, tone="soft", wrap=True)
                restyle(old, struck="true")
                layout.addWidget(old)
        return found

    def _buttons(self, note: Note) -> list[QWidget]:
        found: list[QWidget] = []
        look, short = self._sitting.look, note.now.text[:40]
        if (at := self._at(note)) is not None:
            says = tr("Show where the note stands: {note}", note=short)
            jump = button(
                f"note_place_{note.uid}", "", lambda: self.jump.emit(at), role="link", says=says, look=look,
                picture="source",
            )  # fmt: skip
            found.append(jump)
        earlier = len(note.versions) - 1
        if earlier:
            text = tr_many("{n} earlier", "{n} earlier", earlier)
            says = tr("Show what the note said before: {note}", note=short)
            found.append(button(f"note_history_{note.uid}", text, lambda: self._history(note), role="link", says=says))
        if note.author == self._sitting.person and self._sitting.case_file.is_writing:
            for name, text, pressed in (
                ("edit", tr("Edit"), lambda: self.editor.edit(note, self._at(note))),
                ("drop", tr("Drop"), lambda: self._record(_dropped(note))),
            ):
                found.append(button(f"note_{name}_{note.uid}", text, pressed, role="link", says=f"{text}: {short}"))
                found[-1].setEnabled(not self._why)
                set_tip(found[-1], self._why)
        return found

    def _at(self, note: Note) -> Place | None:
        return place_now(self._page.claim, note.now.at) if self._page is not None and note.now.at else None

    def _who(self, note: Note) -> str:
        at = self._at(note)
        parts = [self._sitting.name_of(note.author), moment(note.now.made_at)]
        if at is not None and self._page is not None:
            parts.insert(0, where(self._page, at))
        return " · ".join(parts)

    def _history(self, note: Note) -> None:
        self._open ^= {note.uid}
        self._fill()

    # --- writing ----------------------------------------------------------------------------------------

    def pin(self, at: Place | None, about: dt.date | None) -> None:
        """Begin a note on a place, where the person may; what is being written already keeps its words."""
        if self._why:
            self.failed.emit(self._why)
            return
        self.editor.begin(at, about)

    def _keep(self) -> None:
        if self._drafts is not None:
            self._drafts.keep(FORM, self.editor.content() or None)

    def _record(self, body: dict[str, Any]) -> None:
        """Save a note; on any error the text stays where it is and the error stands beside it."""
        if self._page is None:
            return
        is_drop, number, drafts = bool(body.get("dropped")), self._page.claim.number, self._drafts
        self.editor.wait(not is_drop)

        def is_left() -> bool:
            return self._page is None or self._page.claim.number != number

        def then(_: Any) -> None:
            self.editor.wait(False)
            if is_drop:
                return
            if not is_left():
                self.editor.clear()
                self._keep()
            elif drafts is not None:
                drafts.drop(FORM)

        def otherwise(fault: BaseException) -> None:
            self.editor.wait(False)
            words = (
                in_words(self._sitting.with_names(fault))
                if isinstance(fault, Problem)
                else tr("The note was not saved: a mistake of the program. Its text is still here.")
            )
            if is_left():
                self.failed.emit(f"{number}: {words}")
            else:
                self.editor.say(words)
                self.failed.emit(words)
            if not isinstance(fault, Problem):
                raise fault

        self._sitting.record("pin_note", number, body, then=then, otherwise=otherwise, owner=self)


def _dropped(note: Note) -> dict[str, Any]:
    return {"note": note.now.text, "replaces": note.now.entry, "dropped": True}
