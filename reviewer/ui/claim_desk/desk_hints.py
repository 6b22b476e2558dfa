"""The hints of the claim in view: worked out behind the window once the claim is shown, anew when a paper was read."""

import dataclasses

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.rules.hints.hint import ClaimHints
from reviewer.rules.problem import Problem
from reviewer.ui.claim_reading import DeskPage, read_hints
from reviewer.ui.sitting import Sitting

_SETTLES = 150
"""Milliseconds: papers that are read shortly after one another give one new answer."""


class DeskHints(QObject):
    """Asks for the hints of one claim at a time; opening the claim never waits for them."""

    found = Signal(object)
    """The hints of the claim last asked for (`ClaimHints`)."""

    def __init__(self, sitting: Sitting, parent: QObject) -> None:
        """Nothing is asked before `ask`."""
        super().__init__(parent)
        self._sitting = sitting
        self._number, self._documents = "", frozenset[str]()
        self._last = ClaimHints()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLES)
        self._later.timeout.connect(self._read)
        sitting.queue.read.connect(self.paper_read)

    def onto(self, page: DeskPage) -> DeskPage:
        """The page with the hints that are known of this claim already, so that they stay in view while it is read."""
        return dataclasses.replace(page, hints=self._last) if page.claim.number == self._number else page

    def ask(self, page: DeskPage) -> None:
        """Work out the hints of a claim that was just shown."""
        if page.claim.number != self._number:
            self._last = ClaimHints()
        self._number = page.claim.number
        self._documents = frozenset(paper.document for paper in page.papers)
        self._sitting.queue.put_first(self._number)
        self._read()

    def paper_read(self, document: str) -> None:
        """A paper was read in the background; where it is one of this claim's, its hints come soon."""
        if document in self._documents:
            self._later.start()

    def _read(self) -> None:
        number = self._number
        self._sitting.read(
            lambda conn: read_hints(conn, number), then=lambda hints: self._told(number, hints),
            otherwise=self._not_read, owner=self,
        )  # fmt: skip

    def _told(self, number: str, hints: ClaimHints) -> None:
        if number == self._number:
            self._last = hints
            self.found.emit(hints)

    def _not_read(self, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault  # a Problem is told where the claim itself is read
