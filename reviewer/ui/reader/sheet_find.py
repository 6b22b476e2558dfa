"""Finds words in the sheets of a paper: a field, the hits as a list, the next and the last one by key."""

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from reviewer.ui.look import Look
from reviewer.ui.parts import button, label, row
from reviewer.ui.reader.sheet_layout import Box
from reviewer.ui.reader.sheet_rows import Ask
from reviewer.ui.reader.sheet_shown import name_of
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr, tr_many

MOST = 500
"""Hits listed; whoever gets more looks for something longer."""


class SheetFind(QWidget):
    """Searches the sheet in view first and the others after it, the hidden ones too."""

    went = Signal(int, object)
    """A hit was chosen: its sheet and its cell."""
    found = Signal(list)
    """All hits so far as (sheet, box)."""
    left = Signal()

    def __init__(self, look: Look) -> None:
        """Hidden until it is opened."""
        super().__init__()
        self.setObjectName("sheet_find")
        self.setProperty("plane", "raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._ask: Ask | None = None
        self._sheets: list[tuple[str, int]] = []
        self._first = 1
        self._turn = 0
        self.hits: list[tuple[int, Box]] = []
        self.is_searching = False
        self.field = QLineEdit()
        self.field.setObjectName("sheet_find_words")
        self.field.setAccessibleName(tr("Find in the sheets"))
        self.field.setPlaceholderText(tr("Find in the sheets"))
        self.count = label("", size=12, tone="soft", told=True)
        self.list = QListWidget()
        self.list.setObjectName("sheet_find_hits")
        self.list.setAccessibleName(tr("Hits"))
        self.list.setFixedHeight(look.px(84))
        self.list.setUniformItemSizes(True)
        self.list.hide()
        self.list.itemActivated.connect(lambda item: self._go(self.list.row(item)))
        self.list.itemClicked.connect(lambda item: self._go(self.list.row(item)))
        line = row(margins=(8, 4, 8, 4))
        line.addWidget(self.field, 1)
        line.addWidget(self.count)
        self.cancel = button("sheet_find_cancel", tr("Cancel"), self.stop, role="link")
        set_tip(self.cancel, "Esc")
        line.addWidget(self.cancel)
        line.addWidget(button("sheet_find_back", "↑", lambda: self.step(-1), role="chip", says=tr("Last hit")))
        line.addWidget(button("sheet_find_on", "↓", lambda: self.step(1), role="chip", says=tr("Next hit")))
        line.addWidget(button("sheet_find_close", "✕", self.close_find, role="chip", says=tr("Close the search")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self.list)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(200)
        self._pause.timeout.connect(self._search)
        self.field.textChanged.connect(lambda _: self._pause.start())
        self.hide()

    def look_in(self, ask: Ask | None, sheets: list[tuple[str, int]], first: int) -> None:
        """Take another paper: its sheets by name and rows, and the one in view (from 1)."""
        self._ask, self._sheets, self._first = ask, sheets, first
        self._forget()
        if self.isVisible() and self.field.text().strip():
            self._search()

    def grow(self, sheets: list[tuple[str, int]]) -> None:
        """The sheets turn out to have more rows."""
        self._sheets = sheets

    def start_with(self, sheet: int) -> None:
        """Begin the next search with this sheet."""
        self._first = sheet

    def open(self) -> None:
        """Show the field and give it the keyboard."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_find(self) -> None:
        """Put the search away."""
        self._forget()
        self.hide()
        self.left.emit()

    def _forget(self) -> None:
        self._turn += 1
        self.hits = []
        self.list.clear()
        self.list.hide()
        self.is_searching = False
        self.count.setText("")
        self.cancel.hide()
        self.found.emit([])

    # --- searching --------------------------------------------------------------------------------------

    def _search(self) -> None:
        self._pause.stop()
        self._forget()
        words = self.field.text().strip()
        if words and self._ask is not None and self._sheets:
            self.is_searching = True
            order = [*range(self._first, len(self._sheets) + 1), *range(1, self._first)]
            self._slice(words, order, 1, self._turn)

    def _slice(self, words: str, order: list[int], at: int, turn: int) -> None:
        """Search a slice of the sheet that comes next, then the rest."""
        if not order or len(self.hits) >= MOST or self._ask is None:
            self._end()
            return
        sheet, rest = order[0], order[1:]
        rows = [rows for _, rows in self._sheets]
        left = sum(rows[each - 1] for each in order) - at + 1
        self._say(min(max(100 - left * 100 // max(sum(rows), 1), 0), 99))

        def then(found: tuple[list[Any], int]) -> None:
            if turn == self._turn:
                hits, onward = found
                self._take(hits)
                self._slice(words, order if onward else rest, onward or 1, turn)

        def otherwise(_: BaseException) -> None:
            if turn == self._turn:
                self._slice(words, rest, 1, turn)

        self._ask(lambda document: document.find_in_sheet(words, sheet, at), then, otherwise)

    def stop(self) -> None:
        """Give up the search; what was found stays."""
        if self.is_searching:
            self._turn += 1
            self._end(tr("stopped"))

    def _end(self, how: str = "") -> None:
        self.is_searching = False
        self._say(None, how)

    def _take(self, found: list[Any]) -> None:
        is_first = not self.hits
        for hit in found[: MOST - len(self.hits)]:
            box: Box = tuple(int(side) for side in hit.box)  # type: ignore[assignment]  # four sides by contract
            self.hits.append((hit.sheet, box))
            where = f"{self._sheets[hit.sheet - 1][0]}!{name_of(box)}"
            text = f"{hit.before[-40:]}【{hit.match}】{hit.after[:60]}".replace("\n", " ")
            self.list.addItem(QListWidgetItem(f"{where}   {text}"))
        if found:
            self.list.show()
            self.found.emit(self.hits)
            if is_first:
                self.list.setCurrentRow(0)
                self._go(0)

    def _say(self, percent: int | None, how: str = "") -> None:
        """How many hits there are, and how far the search is; None once it has ended."""
        n = len(self.hits)
        if n >= MOST:
            said = tr("the first {n} hits", n=f"{MOST:,}")
        elif n:
            said = tr_many("{n} hit", "{n} hits", n)
        else:
            said = tr("not found") if percent is None and not how else ""
        going = tr("searching… {percent}%", percent=percent) if percent is not None else how
        self.count.setText("   ".join(part for part in (said, going) if part))
        self.count.setAccessibleName(self.count.text())
        self.cancel.setVisible(percent is not None)

    # --- going ------------------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Go to the next or the last hit, round at the end."""
        if self.hits:
            place = (self.list.currentRow() + by) % len(self.hits)
            self.list.setCurrentRow(place)
            self._go(place)

    def _go(self, place: int) -> None:
        if 0 <= place < len(self.hits):
            self.went.emit(*self.hits[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F3 go on, with Shift back; Esc ends a search that runs, then puts the field away."""
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            if self._pause.isActive():
                self._search()
            else:
                self.step(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Down and self.field.hasFocus() and self.hits:
            self.list.setFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self.stop() if self.is_searching else self.close_find()
        else:
            super().keyPressEvent(event)
