"""What can wait until a claim is painted: the lanes would take turns with the painting, and make it late."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

LATE = 150
"""Milliseconds after which it is done all the same, as on a desk that nobody sees."""


class AfterPaint(QTimer):
    """Done once, in the order it was asked for, as soon as the desk was painted; nothing of it is ever dropped."""

    def __init__(self, desk: QWidget) -> None:
        """`desk` tells when it is `painted`, and lets it `finish` before its claim is left."""
        super().__init__(desk)
        self.setSingleShot(True)
        self._waiting: list[Callable[[], object]] = []
        self.timeout.connect(self.finish)

    def do(self, work: Callable[[], object]) -> None:
        """Do this after the next painting."""
        self._waiting.append(work)
        if not self.isActive():
            self.start(LATE)

    def painted(self) -> None:
        """The desk is being painted: what waits comes with the next turn."""
        if self._waiting:
            self.start(0)

    def finish(self) -> None:
        """Do what waits now."""
        self.stop()
        waiting, self._waiting = self._waiting, []
        for work in waiting:
            work()
