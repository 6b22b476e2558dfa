"""Which paper is read next behind the windows: the claim in view, then open claims, then all; text before pictures."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reviewer.casefile import fingerprints, readings
from reviewer.casefile.readings import KeptReading, Waiting
from reviewer.desk.reading_papers import VERSION
from reviewer.rules.likeness import Fingerprint
from reviewer.rules.problem import Problem

_AHEAD = 100


@dataclass(frozen=True)
class Turn:
    """A paper whose turn it is; `sees` says that it is a picture whose text is to be recognised."""

    paper: Waiting
    sees: bool
    is_again: bool = False
    """Whether it was counted as read before: it was locked, and its password became known."""


@dataclass
class PaperLine:
    """Belongs to the one thread that reads; papers that failed are not tried again."""

    failed: set[str] = field(default_factory=set)
    _unlocked: deque[Waiting] = field(default_factory=deque)
    _ahead: dict[bool, deque[Waiting]] = field(default_factory=dict)

    def forget(self) -> None:
        """Papers were taken in: look again for what waits."""
        self._ahead.clear()

    def unlock(self, conn: Any, claims: Sequence[str]) -> None:
        """A password became known for papers of these claims: those that were locked come next."""
        for claim in claims:
            try:
                self._unlocked.extend(readings.locked_of(conn, claim, VERSION))
            except Problem:
                continue  # the claim was merged or never stood in this file
        self.failed -= {one.document for one in self._unlocked}

    def next(self, conn: Any, first: str, *, can_see: bool) -> Turn | None:
        """The next paper, those of the claim `first` before all others; None when nothing waits."""
        if self._unlocked:
            return Turn(self._unlocked.popleft(), sees=False, is_again=True)
        kinds = (False, True) if can_see else (False,)
        for sees in kinds:
            for one in self._of_claim(conn, first, sees) if first else ():
                if one.document not in self.failed:
                    return Turn(one, sees)
        for sees in kinds:
            while (found := self._pop(conn, sees)) is not None:
                if found.document not in self.failed and self._waits(conn, found, sees):
                    return Turn(found, sees)
        return None

    @staticmethod
    def _of_claim(conn: Any, claim: str, sees: bool) -> list[Waiting]:
        try:
            return readings.waiting_of(conn, claim, VERSION, unseen=sees)
        except Problem:
            return []  # the claim was merged or never stood in this file

    def _pop(self, conn: Any, sees: bool) -> Waiting | None:
        line = self._ahead.setdefault(sees, deque())
        if not line:
            line.extend(self._refill(conn, sees))
        return line.popleft() if line else None

    def _refill(self, conn: Any, sees: bool) -> list[Waiting]:
        waiting = readings.waiting(conn, VERSION, unseen=sees, limit=_AHEAD + len(self.failed))
        return [one for one in waiting if one.document not in self.failed]

    @staticmethod
    def _waits(conn: Any, one: Waiting, sees: bool) -> bool:
        return readings.is_waiting(conn, one.document, VERSION, unseen=sees)


def keep_reading(conn: Any, kept: KeptReading, prints: Sequence[Fingerprint]) -> None:
    """Keep what was read in a paper, and by what the paper is found again; inside the caller's transaction.

    `prints` are the `fingerprints_of` the reading, made before the transaction: nobody's act waits for them.
    """
    if readings.keep(conn, kept.state, kept.reading, VERSION):
        fingerprints.keep(conn, kept.reading.document, prints)
