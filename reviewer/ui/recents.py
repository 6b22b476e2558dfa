"""The claims whoever sits here opened lately, kept ready so that no key waits for the case file."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from reviewer.ui.palette_entries import Entry, of_claim
from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import word

SETTLES = 1_000
"""Milliseconds after a claim was opened until they are read again: the claim itself comes first."""


class Recents(QObject):
    """Read once the first list is there, and again after every opening."""

    def __init__(self, sitting: Sitting, parent: QObject) -> None:
        """Empty until `ask` was answered."""
        super().__init__(parent)
        self._sitting = sitting
        self.claims: list[Any] = []
        self._later = QTimer(self, singleShot=True, interval=SETTLES)
        self._later.timeout.connect(self.ask)
        sitting.recorded.connect(self._recorded)

    def _recorded(self, act: str, claims: list[str]) -> None:
        if act == "open_claim":
            self._later.start()

    def ask(self) -> None:
        """Read them on the reader lane."""
        person, member = self._sitting.person, self._sitting.member
        if member is None:
            return
        own = member.public_keys

        def read(conn: Any) -> list[Any]:
            from reviewer.casefile.recent_claims import recent_claims

            return list(recent_claims(conn, person, own))

        self._sitting.read(read, then=self._came, otherwise=_unexpected, owner=self)

    def _came(self, found: list[Any]) -> None:
        self.claims = found

    def entries(self, open_claim: Callable[..., object]) -> list[Entry]:
        """They as lines of the palette, the last one first."""
        stages = self._sitting.plan.stages
        return [of_claim(one.claim, one.trade_name, word(stages, one.stage), open_claim) for one in self.claims]


def _unexpected(fault: BaseException) -> None:
    raise fault
