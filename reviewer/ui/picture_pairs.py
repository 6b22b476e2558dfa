"""Looks behind the windows at papers whose pictures have near hashes, and keeps whether they show the same."""

import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.rules.problem import Problem
from reviewer.ui.background import Lane
from reviewer.ui.reader.passwords import today
from reviewer.ui.sitting import Sitting

if TYPE_CHECKING:
    from reviewer.casefile.fingerprints import Pair


TYPING = 1_000
"""Milliseconds without a key after which pictures are looked at again."""


@dataclass(frozen=True)
class Turn:
    """What one turn at a paper showed: its pairs, whether another turn is needed, and whether it agrees otherwise."""

    document: str
    pairs: "list[Pair]"
    is_done: bool
    agrees: bool


class PicturePairs(QObject):
    """One paper after another on a lane of its own, the nearest pairs first.

    Which papers still have pairs stands in the case: those that were stopped half way go on when it is opened again,
    and those with many pairs have one turn after another, behind the papers that were not looked at yet.
    """

    compared = Signal(str)
    """This paper agrees with one of another claim, in its picture or otherwise."""

    def __init__(self, sitting: Sitting) -> None:
        """Idle until `start` or `look`."""
        super().__init__(sitting)
        self._sitting = sitting
        self._lane = Lane("pictures")
        self._stop, self._closed = threading.Event(), False
        self._away = QTimer(self)
        self._away.setSingleShot(True)
        self._away.setInterval(TYPING)
        self._away.timeout.connect(self._go_on)
        self._asked: deque[str] = deque()
        self._busy = False
        self._spare: Any = None

    def look(self, document: str) -> None:
        """Compare the pictures of a paper that was just read with those near them in papers of other claims."""
        self._asked.append(document)
        self.start()

    def start(self) -> None:
        """Go on with what was left; asking while it works changes nothing."""
        file = self._sitting.case_file
        if self._busy or self._closed or self._away.isActive() or not file.is_writing or not file.has_documents:
            return
        self._busy = True
        known, asked = self._sitting.passwords.of_today(today()), self._asked.popleft() if self._asked else ""
        self._lane.run(lambda: self._turn(asked, known), then=self._keep, otherwise=self._failed, owner=self)

    def give_way(self) -> None:
        """Look at no further pair while somebody types: the answer to a key needs the computer for itself."""
        if self._busy or self._away.isActive():
            self._stop.set()
            self._away.start()

    def _go_on(self) -> None:
        if not self._closed:
            self._stop.clear()
            self.start()

    def close(self) -> None:
        """End after the pair under way."""
        self._closed = True
        self._away.stop()
        self._stop.set()
        self._lane.close()
        if self._spare is not None:
            self._spare.close()

    def _turn(self, asked: str, passwords: tuple[str, ...]) -> Turn | None:
        """One turn at the paper asked for, or at the next that waits; None when none does."""
        from reviewer.casefile.fingerprints import claims_of_paper, likes_of, next_due, pairs_to_compare
        from reviewer.desk.twins import compare_pictures

        conn = self._sitting.case_file.reader()
        document = asked or next_due(conn)
        if not document:
            self._sitting.case_file.rest()
            return None
        claims = claims_of_paper(conn, document)
        agrees = bool(asked) and any(likes_of(conn, claim, [document]) for claim in claims)
        pairs = list(dict.fromkeys(pair for claim in claims for pair in pairs_to_compare(conn, document, claim)))
        if pairs and self._spare is None:
            from reviewer.documents.gloves import Spare

            self._spare = Spare()
        found = compare_pictures(
            pairs, self._sitting.paper_bytes, passwords=passwords, spare=self._spare, stop=self._stop
        )
        return Turn(document, found, not pairs, agrees)

    def _keep(self, turn: Turn | None) -> None:
        if self._closed or turn is None:
            self._rest(go_on=bool(self._asked))
            return

        def write() -> None:
            from reviewer.casefile.fingerprints import had_turn, keep_pairs

            with self._sitting.case_file.writing() as conn:
                keep_pairs(conn, turn.pairs)
                had_turn(conn, turn.document, is_done=turn.is_done)

        self._sitting.lanes.clerk.run(write, then=lambda _: self._kept(turn), otherwise=self._failed, owner=self)

    def _kept(self, turn: Turn) -> None:
        if turn.agrees or any(pair.is_same for pair in turn.pairs):
            self.compared.emit(turn.document)
        self._rest(go_on=True)

    def _rest(self, *, go_on: bool) -> None:
        self._busy = False
        if go_on:
            self.start()

    def _failed(self, fault: BaseException) -> None:
        """A paper that is not here is compared another time; a mistake of ours is told."""
        self._rest(go_on=False)
        if not isinstance(fault, Problem):
            raise fault
