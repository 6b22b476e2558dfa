"""One access entry for a search by personal data: by which fields, how many claims it found, and the first of them."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from reviewer.ui.claim_table import ClaimTable
from reviewer.ui.claims.list_reading import ListReading
from reviewer.ui.sitting import Sitting

RESTS = 2_000
"""Milliseconds a search stays as it is before it counts as one; what is typed on the way to it does not."""


class SearchAccess(QTimer):
    """Records nothing where nobody sits with a key, or the case is only read (domain.md 6)."""

    def __init__(self, sitting: Sitting, reading: ListReading, model: ClaimTable, view: QWidget) -> None:
        """`view` is the list: what nobody sees is no access."""
        super().__init__(view)
        self._sitting, self._reading, self._model, self._view = sitting, reading, model, view
        self._last: dict[str, object] = {}
        self.setSingleShot(True)
        self.setInterval(RESTS)
        self.timeout.connect(self._ask)
        reading.shown.connect(self._shown)

    def _shown(self, count: int) -> None:
        wanted = self._sitting.listed[0]
        if count and (wanted.words.strip() or wanted.columns):
            self.start()
        else:
            self.stop()

    def _ask(self) -> None:
        records = bool(self._sitting.person) and self._sitting.case_file.is_writing
        if not (records and self._view.isVisible() and self._reading.is_complete):
            return
        wanted, ids = self._sitting.listed[0], self._model.ids()

        def work(conn: Any) -> dict[str, object] | None:
            from reviewer.casefile.search_matches import access_of

            return access_of(conn, wanted, ids)

        self._sitting.read(work, then=self._record, otherwise=self._reading.failed.emit, owner=self)

    def _record(self, body: dict[str, object] | None) -> None:
        if body is not None and body != self._last:
            self._last = body
            self._sitting.record(
                "search_claims", "case", body,
                then=lambda _: None, otherwise=self._reading.failed.emit, owner=self,
            )  # fmt: skip
