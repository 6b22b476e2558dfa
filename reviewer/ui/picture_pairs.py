"""Looks behind the windows at papers whose pictures have near hashes, and keeps whether they show the same."""

import threading
from typing import Any

from PySide6.QtCore import QObject, Signal

from reviewer.rules.problem import Problem
from reviewer.ui.background import Lane
from reviewer.ui.reader.passwords import today
from reviewer.ui.sitting import Sitting


class PicturePairs(QObject):
    """One pair after another on a lane of its own; what is stopped half way comes again with the next reading."""

    compared = Signal(str)
    """This paper agrees with one of another claim, in its picture or otherwise."""

    def __init__(self, sitting: Sitting) -> None:
        """Idle until `look`."""
        super().__init__(sitting)
        self._sitting = sitting
        self._lane = Lane("pictures")
        self._stop = threading.Event()
        self._spare: Any = None

    def look(self, document: str) -> None:
        """Compare the pictures of a paper that was read with those near them in papers of other claims."""
        if not self._stop.is_set() and self._sitting.case_file.is_writing and self._sitting.case_file.has_documents:
            known = self._sitting.passwords.of_today(today())
            self._lane.run(
                lambda: self._compare(document, known),
                then=lambda found: self._keep(document, found),
                otherwise=self._failed,
                owner=self,
            )

    def close(self) -> None:
        """End after the pair under way."""
        self._stop.set()
        self._lane.close()
        if self._spare is not None:
            self._spare.close()

    def _compare(self, document: str, passwords: tuple[str, ...]) -> tuple[list[Any], bool]:
        """What comparing showed, and whether something else agrees already."""
        from reviewer.casefile.fingerprints import claims_of_paper, likes_of, pairs_to_compare
        from reviewer.desk.twins import compare_pictures

        conn = self._sitting.case_file.reader()
        claims = claims_of_paper(conn, document)
        agrees = any(likes_of(conn, claim, [document]) for claim in claims)
        pairs = [pair for claim in claims for pair in pairs_to_compare(conn, document, claim)]
        if pairs and self._spare is None:
            from reviewer.documents.gloves import Spare

            self._spare = Spare()
        found = compare_pictures(
            pairs, self._sitting.paper_bytes, passwords=passwords, spare=self._spare, stop=self._stop
        )
        return found, agrees

    def _keep(self, document: str, answer: tuple[list[Any], bool]) -> None:
        found, agrees = answer
        if self._stop.is_set() or not (found or agrees):
            return

        def write() -> None:
            from reviewer.casefile.fingerprints import keep_pairs

            with self._sitting.case_file.writing() as conn:
                keep_pairs(conn, found)

        def kept(_: None) -> None:
            if agrees or any(pair.is_same for pair in found):
                self.compared.emit(document)

        self._sitting.lanes.clerk.run(write, then=kept, otherwise=self._failed, owner=self)

    def _failed(self, fault: BaseException) -> None:
        """A paper that is not here is compared another time; a mistake of ours is told."""
        if not isinstance(fault, Problem):
            raise fault
