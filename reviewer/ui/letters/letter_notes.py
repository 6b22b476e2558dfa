"""Below a letter: the text message that goes with it, to copy, and what to look at before the letter leaves."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from reviewer.desk.wording import word_for
from reviewer.ui import keys
from reviewer.ui.elided import Elided
from reviewer.ui.parts import banner, button, column, empty, label, row
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import LANGUAGES, language, tr

MOST_TOLD = 4
"""So many cautions are told in full; the tip holds all of them."""


class LetterNotesLine(QWidget):
    """One line a language; absent until the notes of a letter are known."""

    def __init__(self) -> None:
        """Empty at first."""
        super().__init__()
        self.setObjectName("letter_notes")
        self.notes: dict[str, Any] = {}  # desk.letter_notes.LetterNotes by language
        layout = column(self, spacing=4)
        layout.setContentsMargins(16, 6, 16, 8)
        self.cautions = banner("", "wait")
        self.cautions.setObjectName("letter_cautions")
        layout.addWidget(self.cautions)
        inside = QWidget()
        self._messages = column(inside, spacing=4)
        layout.addWidget(inside)
        self.said = label("", size=12, tone="soft", wrap=True, told=True)
        self.said.setObjectName("message_said")
        layout.addWidget(self.said)
        self.forget()

    def forget(self) -> None:
        """Another letter comes."""
        self.notes = {}
        self._show()

    def show_notes(self, lang: str, notes: Any) -> None:
        """Take in what is known of the letter in one language."""
        self.notes[lang] = notes
        self._show()

    def _show(self) -> None:
        empty(self._messages)
        self.said.hide()
        self.setVisible(bool(self.notes))
        cautions = [(lang, one) for lang in LANGUAGES if lang in self.notes for one in self.notes[lang].cautions]
        told = caution_lines(cautions)
        self.cautions.setVisible(bool(told))
        set_tip(self.cautions, "\n".join(told))
        rest = len(told) - MOST_TOLD
        more = [tr("and {n} more", n=rest)] if rest > 0 else []
        self.cautions.setText("\n".join([*told[:MOST_TOLD], *more]))
        for lang in LANGUAGES:
            if lang in self.notes:
                self._add_message(lang, self.notes[lang])

    def _add_message(self, lang: str, notes: Any) -> None:
        holder = QWidget()
        line = row()
        holder.setLayout(line)
        name = LANGUAGES[lang]
        if not notes.message:
            line.addWidget(label(tr("{language}: the wording in force has no text message for this letter.",
                                    language=name), size=12, tone="soft", wrap=True))  # fmt: skip
        else:
            text = Elided(lines=2)
            text.setObjectName(f"message_{lang}")
            text.say(notes.message)
            line.addWidget(text, 1)
            line.addWidget(label(tr("{n}/90 bytes", n=notes.size), size=12, tone="soft"))
            key = f"  {keys.shown('copy_message')}" if lang == "ko" else ""
            says = tr("Copy the text message ({language})", language=name)
            copy = button(
                f"copy_message_{lang}", f"{tr('Copy')}{key}", partial(self.copy, lang), role="link", says=says
            )
            set_tip(copy, says)
            line.addWidget(copy)
        self._messages.addWidget(holder)

    def copy(self, lang: str = "") -> None:
        """Put the text message on the clipboard: Korean, or else the one there is."""
        wanted = lang or next((one for one in LANGUAGES if one in self.notes and self.notes[one].message), "")
        if wanted in self.notes and self.notes[wanted].message:
            QGuiApplication.clipboard().setText(self.notes[wanted].message)
            self.said.setText(tr("The text message is on the clipboard. The program sends nothing."))
            self.said.show()


def caution_lines(cautions: Sequence[tuple[str, Any]]) -> list[str]:
    """Each caution in words, what is the same in both languages once."""
    told = []
    for lang, one in cautions:
        about = f" “{one.words}”" if one.words else ""
        where = "" if one.code == "sender_not_filled" else f"{LANGUAGES[lang]}: "
        told.append(f"{where}{word_for('caution', one.code, language())}{about}")
    return list(dict.fromkeys(told))
