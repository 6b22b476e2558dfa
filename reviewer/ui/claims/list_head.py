"""The line above the list: the search field, and what the list leads to."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reviewer.ui import keys
from reviewer.ui.parts import button, row
from reviewer.ui.permission import why_not
from reviewer.ui.search_edit import SearchEdit
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.waiting_window import count_in_words, read_waiting
from reviewer.ui.wording import tr


class ListHead(QWidget):
    """Search, peek, as of, and for whoever may: what waits to be confirmed, assigning, taking in."""

    peeks = Signal()
    as_of = Signal()
    confirm = Signal()
    assign = Signal()
    take_in = Signal()

    def __init__(self, sitting: Sitting) -> None:
        """The search field is empty."""
        super().__init__()
        self._sitting, look = sitting, sitting.look
        self.search = SearchEdit()
        self.search.keeps_enter = True
        self.search.setObjectName("claim_search")
        self.search.setAccessibleName(tr("Search claims"))
        self.search.setPlaceholderText(tr("Search: name, number, service, note, text of papers, initial consonants"))
        head = row(margins=(16, 12, 16, 8))
        head.addWidget(self.search, 1)
        peek = button("peek_toggle", tr("Peek"), self.peeks.emit, look=look, picture="peek")
        set_tip(peek, tr("Show the selected claim beside the list ({keys})", keys=keys.shown("peek")))
        head.addWidget(peek)
        past = button("as_of", tr("As of…"), self.as_of.emit)
        set_tip(past, tr("Read the case as it stood at a past moment ({keys})", keys=keys.shown("as_of")))
        head.addWidget(past)
        self.to_confirm = button("to_confirm", "", self.confirm.emit, says=tr("To confirm"))
        self.to_confirm.hide()
        head.addWidget(self.to_confirm)
        assign = button("assign_many_open", tr("Assign…"), self.assign.emit)
        set_tip(assign, tr("Draw reviewers for the selected claims, or for all that wait ({keys})",
                             keys=keys.shown("assign_many")))  # fmt: skip
        take_in = button("take_in", tr("Take in…"), self.take_in.emit, look=look, picture="intake")
        self._acts = {"assign_claims": assign, "take_in": take_in}
        for found in self._acts.values():
            found.hide()
            head.addWidget(found)
        self._has_asked = False
        self.setLayout(head)

    def ask_once(self) -> None:
        """Once the first list is there, show what may be done: the rules that say it are loaded only then."""
        if not self._has_asked:
            self._has_asked = True
            self.ask_waiting()

    def ask_waiting(self) -> None:
        """Look whether rows or papers of deliveries wait for an answer."""

        def show(found: tuple[list[Any], list[Any]]) -> None:
            count = len(found[0]) + len(found[1])
            self.to_confirm.setText(count_in_words(count))
            self.to_confirm.setAccessibleName(self.to_confirm.text())
            self.to_confirm.setVisible(bool(count) and bool(self._sitting.person))
            for act, shown in self._acts.items():
                shown.setVisible(not why_not(self._sitting, act))

        self._sitting.read(read_waiting, then=show, otherwise=_unexpected, owner=self)


def _unexpected(fault: BaseException) -> None:
    raise fault
