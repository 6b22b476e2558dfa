"""The table of the list or, where nothing is in it, the words that say so and the way on."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from reviewer.ui.claims.list_table import ListTable
from reviewer.ui.nothing_here import NothingHere


class ListOrNothing(QStackedWidget):
    """The keys stay in view: with nothing listed they go to the way on, or to the search field."""

    def __init__(self, table: ListTable, search: QWidget) -> None:
        """The table is in view at first."""
        super().__init__()
        self._table, self._search = table, search
        self.here = NothingHere("list_fill")
        self.addWidget(table)
        self.addWidget(self.here)

    def show_table(self) -> None:
        """The table comes into view, also where only its filter row is of use."""
        self.setCurrentIndex(0)

    def show_nothing(self) -> None:
        """What `here` says comes into view; whoever was in the table does not lose the keys with it."""
        held = self.window().focusWidget()
        self.setCurrentIndex(1)
        if held is not None and self.isAncestorOf(held):
            self.take_keys()

    def take_keys(self) -> None:
        """The keys go to what is in view here."""
        beside = self._search if self.here.act.isHidden() else self.here.act
        (self._table if self.currentIndex() == 0 else beside).setFocus()
