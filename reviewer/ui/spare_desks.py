"""Desks without a claim, for the next ones that are opened: made while nobody waits, or put by where one was closed."""

from collections import deque
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QStackedWidget

from reviewer.ui.first_touch import FirstTouch
from reviewer.ui.making import Making, styled
from reviewer.ui.warming import warm

if TYPE_CHECKING:
    from reviewer.ui.claim_desk.claim_desk import ClaimDesk

IN_ALL = 3
"""So many desks at most are held in memory for want of a claim, those with a claim counted."""
LOADS, RESTS = 200, 2_000
"""Milliseconds until it is looked again whether the modules of a desk are loaded, and from one made to the next."""


class SpareDesks(QObject):
    """At most one is made ahead; those of closed tabs are kept as long as few are open."""

    def __init__(self, begin: "Callable[[], ClaimDesk]", stack: QStackedWidget, parent: QObject) -> None:
        """`begin` gives a desk whose parts are still to be made; it will stand in `stack`."""
        super().__init__(parent)
        self._begin, self._stack = begin, stack
        self._kept: list[tuple[ClaimDesk, Iterator[None]]] = []
        """Each with what is left to make of it."""
        self._making: Making | None = None
        self._open = 0
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self._make)

    @property
    def is_ready(self) -> bool:
        """Whether a desk is there that is wholly made."""
        return bool(self._kept) and (self._making is None or self._making.is_done)

    def await_touch(self) -> None:
        """Make one once somebody is there: a window that only stands open need not hold it."""
        FirstTouch(self.make_ahead, self)

    def make_ahead(self) -> None:
        """Make one once the modules of a desk are loaded."""
        self._later.start(0)

    def _make(self) -> None:
        if warm().is_alive():
            self._later.start(LOADS)
        elif not self._kept and self._open < IN_ALL:
            desk = self._begin()
            made = desk.made()
            self._kept.append((desk, made))
            self._making = Making(chain(made, _ready(desk, self._stack)), self)
            self._making.begin()

    def take(self) -> "ClaimDesk":
        """A desk for a claim, what is missing of it made at once; the next one is made in a while."""
        if self._kept:
            desk, made = self._kept.pop()
        else:
            desk = self._begin()
            made = desk.made()
        if self._making is not None and not self._kept:
            self._making.stop()
        deque(made, maxlen=0)
        self._open += 1
        self._later.start(RESTS)
        return desk

    def put_by(self, desk: "ClaimDesk") -> None:
        """Keep the desk of a closed tab, or let it go where there are enough."""
        self._open -= 1
        if self._open + len(self._kept) < IN_ALL:
            desk.number = ""
            self._kept.append((desk, iter(())))
        else:
            desk.deleteLater()


def _ready(desk: "ClaimDesk", stack: QStackedWidget) -> Iterator[None]:
    """Give every part its style before it is first shown, and begin the first checks."""
    stack.addWidget(desk)
    yield from styled(desk)
    desk.sections.make_first_checks()
