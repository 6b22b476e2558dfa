"""The table of the list or, where nothing is in it, the words that say so and the way to all claims."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from reviewer.ui.claims.list_table import ListTable
from reviewer.ui.parts import button, label
from reviewer.ui.wording import tr


class ListOrNothing(QStackedWidget):
    """The keys stay in view: with nothing listed they go to the way to all claims, or to the search field."""

    def __init__(self, table: ListTable, search: QWidget, clear: Callable[[], object]) -> None:
        """`clear` takes every filter away."""
        super().__init__()
        self._table, self._search = table, search
        self.addWidget(table)
        found = QWidget()
        layout = QVBoxLayout(found)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text = label("", size=15, tone="soft", told=True)
        layout.addWidget(self.text, 0, Qt.AlignmentFlag.AlignCenter)
        self.clear = button("clear_filters", tr("Show all claims"), clear)
        layout.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignCenter)
        self.addWidget(found)

    def show_table(self) -> None:
        """The table comes into view, also where only its filter row is of use."""
        self.setCurrentIndex(0)

    def show_nothing(self, *, filtered: bool) -> None:
        """Nothing comes into view; whoever was in the table does not lose the keys with it."""
        held = self.window().focusWidget()
        self.clear.setVisible(filtered)
        self.setCurrentIndex(1)
        if held is not None and self.isAncestorOf(held):
            self.take_keys()

    def take_keys(self) -> None:
        """The keys go to what is in view here."""
        beside = self._search if self.clear.isHidden() else self.clear
        (self._table if self.currentIndex() == 0 else beside).setFocus()
