"""A quiet offer of the daily sales that the machine has read in the claim's papers; it takes nothing by itself."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.rules.sales_taking import DayFound
from reviewer.ui.parts import button, empty
from reviewer.ui.sales.sales_state import Entered
from reviewer.ui.wording import tr, tr_many

MOST = 3
"""So many papers are offered at once, those with most days first."""


class SalesOffers(QWidget):
    """One link a paper; a paper whose days all stand in the grid with their places is not offered again."""

    wanted = Signal(list, str)
    """The days of a paper should be shown for taking, and its name."""

    rebuilt = Signal()
    """Other offers stand here: the Tab key has to come by them."""

    def __init__(self) -> None:
        """Hidden while nothing is offered."""
        super().__init__()
        self.setObjectName("sales_offers")
        self._found: Sequence[Any] = ()
        self._names: Mapping[str, str] = {}
        self._shown: tuple[str, ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self.hide()

    def show_found(self, found: Sequence[Any], names: Mapping[str, str], entered: Entered) -> None:
        """Take in what was read in the papers (`document`, `days`)."""
        self._found, self._names, self._shown = found, names, ()
        self.show_beside(entered)

    def show_beside(self, entered: Entered) -> None:
        """Offer what the grid does not hold yet."""
        left = [paper for paper in self._found if not _stands(paper.days, entered)][:MOST]
        shown = tuple(paper.document for paper in left)
        if shown != self._shown or not shown:
            self._shown = shown
            empty(self._layout)
            for place, paper in enumerate(left):
                self._layout.addWidget(self._offer(place, paper))
            self.rebuilt.emit()
        self.setVisible(bool(left))

    def _offer(self, place: int, paper: Any) -> QWidget:
        days, name = list(paper.days), self._names.get(paper.document, "")
        read = tr_many("{n} day read", "{n} days read", len(days))
        text = tr("{name}: {read} · take them", name=name, read=read)
        return button(f"sales_offer_{place}", text, lambda: self.wanted.emit(days, name), role="link")


def _stands(days: Sequence[DayFound], entered: Entered) -> bool:
    """Whether the grid holds these days with their places already."""
    return all(
        entered.places.get(day.date) == day.place for day in days if day.closed or (day.amount or -1) >= 0
    )  # fmt: skip
