"""Where a note is written: its words, the day it is about, and the place it is pinned to."""

import datetime as dt
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from reviewer.rules.korean_forms import date_of
from reviewer.rules.notes import Note
from reviewer.rules.places import Place, body_of, place_of
from reviewer.ui.composing import typed
from reviewer.ui.look import Look
from reviewer.ui.parts import banner, button, restyle, row
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr


class NoteEditor(QWidget):
    """Hidden while nothing is written; what is typed stays until it is recorded or thrown away."""

    wanted = Signal(dict)
    """Record a note: the body of `pin_note`."""
    edited = Signal()
    left = Signal()
    jump = Signal(object)

    def __init__(self, look: Look) -> None:
        """Hidden until `begin`, `edit` or `restore`."""
        super().__init__()
        self.setObjectName("note_editor")
        self.at: Place | None = None
        self.replaces = ""
        self.text, self.about = QPlainTextEdit(), QLineEdit()
        self.text.setObjectName("note_text")
        self.text.setAccessibleName(tr("Note"))
        self.text.setPlaceholderText(tr("Note (Ctrl+Enter records it)"))
        self.text.setFixedHeight(look.px(72))
        self.text.setTabChangesFocus(True)
        self.text.installEventFilter(self)
        self.about.setObjectName("note_about")
        self.about.setAccessibleName(tr("The day the note is about"))
        self.about.setPlaceholderText(tr("The day it is about (2022-10-15)"))
        self.about.returnPressed.connect(self.record)
        self.fault = banner("", "bad")
        self.fault.setObjectName("note_not_saved")
        self.fault.hide()
        self.place = button("note_editor_place", "", self._jump, role="link", look=look, picture="source")
        self.save = button("note_save", tr("Pin the note"), self.record, role="primary")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in (self.fault, self.text, self.about):
            layout.addWidget(part)
        line = row()
        line.addWidget(self.save)
        line.addWidget(button("note_cancel", tr("Throw away"), self._throw_away))
        line.addStretch(1)
        line.addWidget(self.place)
        layout.addLayout(line)
        self.text.textChanged.connect(self._edited)
        self.about.textEdited.connect(lambda _: self._edited())
        self.hide()

    # --- content ----------------------------------------------------------------------------------------

    def content(self) -> dict[str, Any]:
        """What is written, as a draft keeps it; empty when nothing is."""
        words, about = typed(self.text), self.about.text().strip()
        if not words.strip():
            return {}
        found: dict[str, Any] = {"note": words, "about": about, "replaces": self.replaces}
        return found | ({"at": body_of(self.at)} if self.at is not None else {})

    def restore(self, draft: dict[str, Any]) -> None:
        """Show a note that was left unsaved; hidden where none was."""
        at = place_of(draft["at"]) if draft.get("at") else None
        self._put(str(draft.get("note", "")), str(draft.get("about", "")), at, str(draft.get("replaces", "")))
        self.setVisible(bool(draft.get("note")))

    def begin(self, at: Place | None, about: dt.date | None) -> None:
        """Begin a note on a place; words that are not recorded yet stay, and are pinned to the new place."""
        if self.content() and not self.replaces:
            self._show_place(at)
        else:
            self._put("", about.isoformat() if about else "", at, "")
        self.show()
        self.text.setFocus()
        self._edited()

    def edit(self, note: Note, at: Place | None) -> None:
        """Write a note anew; what it said before stays in its history."""
        about = note.now.about.isoformat() if note.now.about else ""
        self._put(note.now.text, about, at, note.now.entry)
        self.show()
        self.text.setFocus()
        self._edited()

    def clear(self) -> None:
        """Recorded: begin empty."""
        self._put("", "", None, "")
        self.hide()

    def _put(self, words: str, about: str, at: Place | None, replaces: str) -> None:
        self.text.blockSignals(True)
        self.text.setPlainText(words)
        self.text.blockSignals(False)
        self.about.setText(about)
        self.replaces = replaces
        self._show_place(at)
        self.say("")

    def _show_place(self, at: Place | None) -> None:
        self.at = at
        text = ""
        if at is not None:
            text = tr("page {n}", n=at.page) if at.page else tr("sheet {n}", n=at.sheet)
        self.place.setText(text)
        self.place.setAccessibleName(tr("Where the note is pinned: {place}", place=text))
        self.place.setVisible(at is not None)

    def _jump(self) -> None:
        if self.at is not None:
            self.jump.emit(self.at)

    # --- recording --------------------------------------------------------------------------------------

    def record(self) -> None:
        """Hand the note over, unless it has no words or its day is none."""
        if not self.save.isEnabled():
            return
        words, typed = self.text.toPlainText().strip(), self.about.text().strip()
        about = date_of(typed, 2022) if typed else None
        restyle(self.text, fault="false" if words else "true")
        restyle(self.about, fault="true" if typed and about is None else "false")
        if not words or (typed and about is None):
            (self.text if not words else self.about).setFocus()
            return
        body: dict[str, Any] = {"note": words}
        body |= {"at": body_of(self.at)} if self.at is not None else {}
        body |= {"about": about.isoformat()} if about is not None else {}
        body |= {"replaces": self.replaces} if self.replaces else {}
        self.wanted.emit(body)

    def wait(self, is_waiting: bool) -> None:
        """While a note is being recorded it cannot be recorded again."""
        self.save.setEnabled(not is_waiting and not self.save.toolTip())

    def refuse(self, why: str) -> None:
        """Grey the button where the person may pin no note, and say why; empty where they may."""
        set_tip(self.save, why)
        self.wait(False)

    def say(self, words: str) -> None:
        """Say above the text why the note was not saved."""
        self.fault.setText(words)
        self.fault.setVisible(bool(words))
        if words:
            self.show()

    def _throw_away(self) -> None:
        self.clear()
        self.left.emit()

    def _edited(self) -> None:
        self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter in the text records the note, not the form of the desk."""
        if watched is self.text and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.record()
                return True
        return super().eventFilter(watched, event)
