"""Keeps what stands unsaved in the forms of a claim, so that a power cut loses nothing."""

import json
from typing import Any

from PySide6.QtCore import QObject, QTimer

from reviewer.ui.sitting import Sitting

PAUSE = 250
"""Milliseconds after the last key before a draft is written."""
AGAIN = 5_000
"""Milliseconds until what could not be written is tried again: a full disk may have room by then."""


class Drafts(QObject):
    """The drafts of one person on one claim; there as long as a form holds them, for a desk shows many claims a day."""

    def __init__(self, sitting: Sitting, claim: str, found: dict[str, str]) -> None:
        """`found` are the drafts read with the claim, by form."""
        super().__init__()
        self._sitting, self._claim, self._person = sitting, claim, sitting.person
        self._kept = sitting.unsaved.setdefault((self._person, claim), {})
        """Newer than what was read while it was being written, and the same for every desk of the claim."""
        self._found: dict[str, Any] = {form: json.loads(content) for form, content in found.items()}
        self._waiting: dict[str, dict[str, Any] | None] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.write)
        sitting.leaving.connect(self.write)

    def of(self, form: str) -> dict[str, Any]:
        """What stood unsaved in this form; empty when nothing did."""
        content = self._kept.get(form, self._found.get(form))
        return content if isinstance(content, dict) else {}

    def keep(self, form: str, content: dict[str, Any] | None) -> None:
        """Keep the content of a form; None when it was recorded or emptied."""
        self._kept[form] = content
        self._waiting[form] = content
        if not self._sitting.case_file.is_writing:
            return
        self._timer.start()

    def drop(self, form: str) -> None:
        """Drop the content of a form that was recorded, at once: its claim may be left, and this with it."""
        self.keep(form, None)
        self.write()

    def write(self) -> None:
        """Write what waits now."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        if not waiting or not self._sitting.case_file.is_writing:
            return
        person, claim = self._person, self._claim
        saved_at = self._sitting.now().isoformat()

        def work(conn: Any) -> None:
            from reviewer.casefile import desk_notes

            for form, content in waiting.items():
                text = "" if content is None else json.dumps(content, ensure_ascii=False)
                desk_notes.keep_draft(conn, person, claim, form, text, saved_at)

        self._sitting.note(work, otherwise=lambda _: self._not_written(waiting), owner=self)

    def _not_written(self, waiting: dict[str, dict[str, Any] | None]) -> None:
        """Try again in a while; what was typed since is newer."""
        self._waiting = waiting | self._waiting
        QTimer.singleShot(AGAIN, self, self.write)
