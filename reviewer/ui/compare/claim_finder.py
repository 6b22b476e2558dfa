"""Finds another claim by number or name, for a side of the compare desk."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from reviewer.ui.compare.compare_reading import find_claims
from reviewer.ui.problems import only_mistakes
from reviewer.ui.search_access import SearchAccess, Seen
from reviewer.ui.search_edit import SearchEdit
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import tr


class ClaimFinder(QWidget):
    """A search field over its few best finds; Enter takes the first, Down goes into the list."""

    chosen = Signal(str)

    def __init__(self, sitting: Sitting, name: str) -> None:
        """`name` makes the names of its parts its own."""
        super().__init__()
        self._sitting, self._asked = sitting, 0
        self._seen: Seen | None = None
        self.accesses = SearchAccess(sitting, lambda: self._seen if self.isVisible() else None, self)
        self.words = SearchEdit()
        self.words.setObjectName(f"{name}_claim_words")
        self.words.setAccessibleName(tr("Find a claim by number or name"))
        self.words.setPlaceholderText(tr("Find a claim by number or name"))
        self.words.words_changed.connect(self._find)
        self.found = QListWidget()
        self.words.returnPressed.connect(lambda: self._take(self.found.item(0)))
        self.found.setObjectName(f"{name}_claims_found")
        self.found.setAccessibleName(tr("Claims found"))
        self.found.setFixedHeight(sitting.look.px(140))
        self.found.itemActivated.connect(self._take)
        self.found.itemClicked.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self.words)
        layout.addWidget(self.found)
        self.hide()

    def open(self) -> None:
        """Show the field and go to it."""
        self.show()
        self.words.setFocus()
        self.words.selectAll()
        self._find(self.words.words())

    def _find(self, words: str) -> None:
        self._asked += 1
        asked, composing = self._asked, self.words.is_composing()
        self._sitting.read(
            lambda conn: find_claims(conn, words, composing=composing),
            then=lambda found: self._show(*found) if asked == self._asked else None,
            otherwise=only_mistakes,
            owner=self,
        )

    def _show(self, wanted: Any, lines: Sequence[Any]) -> None:
        self._seen = wanted, [one.id for one in lines]
        self.accesses.found(wanted, len(lines))
        self.found.clear()
        for one in lines:
            item = QListWidgetItem(f"{one.claim}   {one.trade_name}")
            item.setData(Qt.ItemDataRole.UserRole, one.claim)
            self.found.addItem(item)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.accesses.taken()
            self.hide()
            self.chosen.emit(str(item.data(Qt.ItemDataRole.UserRole)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes into the list, Esc puts the field away."""
        if event.key() == Qt.Key.Key_Down and self.words.hasFocus():
            self.found.setFocus()
            self.found.setCurrentRow(0)
        elif event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
