"""The bar for finding words in a paper: how many, where each stands and between which words, next and previous."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from reviewer.ui import keys
from reviewer.ui.look import Look
from reviewer.ui.parts import button, label
from reviewer.ui.search_edit import SearchEdit
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr, tr_many

PAUSE = 200
LISTED, ROWS, BEFORE = 500, 5, 16
"""Hits listed, lines in view, and the letters before a hit that its line shows, so that the hit itself is in view."""


class FindBar(QWidget):
    """Hidden until it is wanted; the list of hits takes no more room than five lines."""

    wanted = Signal(str)
    went = Signal(int)
    """Go to this hit (from 0)."""
    left = Signal()

    def __init__(self, look: Look) -> None:
        """Nothing is looked for."""
        super().__init__()
        self.setObjectName("find_bar")
        self._hits: Sequence[Any] = ()
        self.place, self._is_recognised = -1, False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(lambda: self.wanted.emit(self.words()))
        self.field = SearchEdit()
        self.field.setObjectName("find_words")
        self.field.setAccessibleName(tr("Find in this paper"))
        self.field.setPlaceholderText(tr("Find in this paper"))
        self.field.words_changed.connect(lambda _: self._pause.start())
        self.said = label("", size=12, tone="soft", told=True)
        line = QHBoxLayout()
        line.setContentsMargins(8, 4, 8, 4)
        line.setSpacing(4)
        line.addWidget(self.field, 1)
        line.addWidget(self.said)
        for name, sign, says, action, do in (
            ("hit_before", "▲", tr("Previous hit"), "previous_hit", lambda: self.step(-1)),
            ("hit_next", "▼", tr("Next hit"), "next_hit", lambda: self.step(1)),
            ("find_close", "✕", tr("Close the search"), "back", self.close_find),
        ):
            pressed = button(name, sign, do, role="chip", says=says)
            set_tip(pressed, f"{says}  {keys.shown(action)}")
            line.addWidget(pressed)
        self.list = QListWidget()
        self.list.setObjectName("find_hits")
        self.list.setAccessibleName(tr("Hits"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._chosen)
        self.list.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self.list)
        self.hide()

    def words(self) -> str:
        """What is looked for, with the syllable being composed."""
        return self.field.words()

    def open(self, words: str = "") -> None:
        """Show the bar; `words` (what is selected) are looked for at once."""
        self.show()
        if words:
            self.field.setText(words)
            self.wanted.emit(words)
        self.field.setFocus()
        self.field.selectAll()

    def close_find(self) -> None:
        """Hide the bar and call the search off."""
        self.forget()
        self.left.emit()

    def forget(self) -> None:
        """Hide the bar: another paper comes into view."""
        self.hide()
        self.field.clear()
        self._pause.stop()
        self.show_hits((), is_searching=False, without_text=False)

    def show_hits(
        self, hits: Sequence[Any], *, is_searching: bool, without_text: bool, is_recognised: bool = False
    ) -> None:
        """List the hits found so far; the one gone to stays the one gone to.

        `is_recognised`: the words of this paper are what a machine made of its pictures, which the bar then says.
        """
        self._is_recognised = is_recognised
        held = self._hits[self.place] if 0 <= self.place < len(self._hits) else None
        self._hits = hits
        self.place = next((place for place, hit in enumerate(hits) if hit is held), -1)
        self.list.blockSignals(True)
        self.list.clear()
        for hit in hits[:LISTED]:
            item = QListWidgetItem(f"{hit.page}   {_end_of(hit.before)} 【{hit.match}】 {hit.after}".replace("\n", " "))
            set_tip(item, f"{tr('Page {page}', page=hit.page)}\n{hit.before}{hit.match}{hit.after}")
            self.list.addItem(item)
        self.list.setCurrentRow(self.place)
        self.list.blockSignals(False)
        high = self.list.sizeHintForRow(0) if hits else 0
        self.list.setFixedHeight(high * min(len(hits), ROWS) + 2)
        self.list.setVisible(bool(hits))
        self.said.setText(self._count(is_searching, without_text))

    def _count(self, is_searching: bool, without_text: bool) -> str:
        if not self.words().strip():
            return ""
        if is_searching:
            return tr("{n} so far…", n=len(self._hits))
        if without_text:
            return tr("This paper holds no text, only pictures.")
        found = tr_many("{n} hit", "{n} hits", len(self._hits)) if self._hits else tr("not found")
        if self.place >= 0:
            found = f"{self.place + 1} / {len(self._hits)}"
        return tr("{found}, in recognised words", found=found) if self._is_recognised else found

    def step(self, by: int) -> None:
        """Go to the next or previous hit, round the end."""
        if self._hits:
            self.go_to((self.place + by) % len(self._hits) if self.place >= 0 else (0 if by > 0 else -1))

    def go_to(self, place: int) -> None:
        """Go to a hit."""
        self.place = place % len(self._hits)
        self.list.blockSignals(True)
        self.list.setCurrentRow(self.place)
        self.list.blockSignals(False)
        self.said.setText(self._count(is_searching=False, without_text=False))
        self.went.emit(self.place)

    def _chosen(self, row: int) -> None:
        if row >= 0:
            self.go_to(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the next hit, Shift+Enter to the one before, down to the list, Esc closes."""
        if keys.is_key(event, "back"):
            self.close_find()
        elif keys.is_key(event, "next_hit") or keys.is_key(event, "open"):
            self.step(1)
        elif keys.is_key(event, "previous_hit") or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(-1)
        elif event.key() == Qt.Key.Key_Down and self.field.hasFocus() and self._hits:
            self.list.setFocus()
            self.step(1) if self.place < 0 else None
        else:
            super().keyPressEvent(event)


def _end_of(before: str) -> str:
    return before if len(before) <= BEFORE else f"…{before[-BEFORE:]}"
