"""Remembers how a person looked at the list, across restarts."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer

from reviewer.ui.sitting import Sitting

PAUSE = 400
"""Milliseconds after the last change before it is written."""


class ListMemory(QObject):
    """The last look stands in the case file, for it may hold a name; only a window that writes keeps it."""

    def __init__(self, sitting: Sitting, parent: QObject) -> None:
        """Nothing is known at first."""
        super().__init__(parent)
        self._sitting, self._person = sitting, sitting.person
        self._content = self._written = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.write)
        sitting.leaving.connect(self.write)

    def read(self, then: Callable[[str], None]) -> None:
        """Give the last look; the one of this sitting where the window was only built anew."""
        kept = self._sitting.list_kept.get(self._person)
        if kept is not None:
            self._content = self._written = kept
            then(kept)
            return
        person = self._person

        def work(conn: Any) -> str:
            from reviewer.casefile import saved_lists

            return saved_lists.last_of(conn, person)

        def found(content: str) -> None:
            self._written = content
            then(content)

        self._sitting.read(work, then=found, otherwise=_unexpected, owner=self)

    def keep(self, content: str) -> None:
        """Keep this look from now on."""
        self._content = self._sitting.list_kept[self._person] = content
        if content != self._written:
            self._timer.start()

    def write(self) -> None:
        """Write what was not written yet."""
        self._timer.stop()
        content, person = self._content, self._person
        if content in ("", self._written) or not person or not self._sitting.case_file.is_writing:
            return
        self._written = content

        def work(conn: Any) -> None:
            from reviewer.casefile import saved_lists
            from reviewer.casefile.entry import moment

            saved_lists.keep_last(conn, person, content, moment(self._sitting.now()))

        self._sitting.note(work, otherwise=lambda _: self._not_written(), owner=self._sitting)

    def _not_written(self) -> None:
        self._written = ""  # so that the next change, or leaving, writes it


def _unexpected(fault: BaseException) -> None:
    raise fault
