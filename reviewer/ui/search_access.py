"""One access entry for a search by personal data: by which fields, how many claims it found, and the first of them."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer

from reviewer.ui.problems import only_mistakes
from reviewer.ui.sitting import Sitting

RESTS = 2_000
"""Milliseconds a search stays as it is before it counts as one; what is typed on the way to it does not."""
Seen = tuple[Any, Sequence[int]]
"""What was asked for, a Filter, and the ids of the claims that were found."""


class SearchAccess(QTimer):
    """Records nothing where nobody sits with a key, or the case is only read (domain.md 6)."""

    def __init__(
        self,
        sitting: Sitting,
        seen: Callable[[], Seen | None],
        parent: QObject,
        failed: Callable[[BaseException], None] = only_mistakes,
    ) -> None:
        """`seen` is asked once the search rests: what is in sight then; None for nothing, which is no access."""
        super().__init__(parent)
        self._sitting, self._seen, self._failed = sitting, seen, failed
        self._last: dict[str, object] = {}
        self.setSingleShot(True)
        self.setInterval(RESTS)
        self.timeout.connect(lambda: self._ask(self))

    def found(self, wanted: Any, count: int) -> None:
        """A search found so many claims; what was found before it is seen no more."""
        if count and (wanted.words.strip() or wanted.columns):
            self.start()
        else:
            self.stop()

    def taken(self) -> None:
        """One of the claims was taken: the search counts at once, also where its window goes away."""
        if self.isActive():
            self.stop()
            self._ask(self._sitting)

    def _ask(self, owner: QObject) -> None:
        """What asks for the answer, `owner`, must outlive it."""
        records = bool(self._sitting.person) and self._sitting.case_file.is_writing
        seen = self._seen() if records else None
        if seen is None:
            return
        wanted, ids = seen

        def work(conn: Any) -> dict[str, object] | None:
            from reviewer.casefile.search_matches import access_of

            return access_of(conn, wanted, ids)

        self._sitting.read(work, then=partial(self._record, owner), otherwise=self._failed, owner=owner)

    def _record(self, owner: QObject, body: dict[str, object] | None) -> None:
        if body is not None and body != self._last:
            self._last = body
            self._sitting.record(
                "search_claims", "case", body, then=lambda _: None, otherwise=self._failed, owner=owner
            )  # fmt: skip
