"""Who looked at what: one access entry a claim opened and a paper left, and the pages that were legible on screen."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject

from reviewer.rules.acts.access import role_at
from reviewer.rules.claim import Claim
from reviewer.ui.sitting import Sitting


class DeskAccess(QObject):
    """Records nothing where nobody sits with a key, or the case is only read (house.md section 2)."""

    def __init__(self, sitting: Sitting, otherwise: Callable[[BaseException], None], parent: QObject) -> None:
        """`otherwise` is told what could not be recorded."""
        super().__init__(parent)
        self._sitting, self._otherwise = sitting, otherwise

    @property
    def _records(self) -> bool:
        return bool(self._sitting.person) and self._sitting.case_file.is_writing

    def opened(self, claim: Claim) -> None:
        """One entry an opening: this person looked at what is owed to the claimants."""
        self._record("open_claim", claim.number, {"role": role_at(claim, self._sitting.person)})

    def left(self, claim: str, document: str, pages: Sequence[int]) -> None:
        """One entry for a paper that was read, whatever the number of its pages."""
        self._record("read_paper", claim, {"document": document, "pages": list(pages)})

    def _record(self, act: str, claim: str, body: dict[str, object]) -> None:
        if self._records:
            self._sitting.record(act, claim, body, then=lambda _: None, otherwise=self._otherwise, owner=self)

    def seen(self, document: str, page: int) -> None:
        """Remember for this person that a page was legible."""
        if not self._records:
            return
        person = self._sitting.person

        def work(conn: Any) -> None:
            from reviewer.casefile import desk_notes

            desk_notes.mark_pages(conn, person, document, [page])

        self._sitting.note(work, otherwise=self._otherwise, owner=self)

    def closed(self, claim: Claim) -> None:
        """Remember for this person which papers the claim had when they left it."""
        if not self._records:
            return
        person, documents = self._sitting.person, [one.document for one in claim.papers] + list(claim.late_papers)

        def work(conn: Any) -> None:
            from reviewer.casefile import desk_notes

            desk_notes.leave_claim(conn, person, claim.number, documents)

        self._sitting.note(work, otherwise=self._otherwise, owner=self)
