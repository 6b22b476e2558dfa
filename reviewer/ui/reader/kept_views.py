"""How each person last looked at each paper: zoom, turn, light, page; the file itself is never touched."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QObject

from reviewer.ui.sitting import Sitting


class KeptViews:
    """Read with the claim, written when a paper is left."""

    def __init__(self, sitting: Sitting, owner: QObject) -> None:
        """Nothing is known yet."""
        self._sitting, self._owner = sitting, owner
        self.views: dict[str, str] = {}
        """JSON by document."""

    def of(self, document: str) -> dict[str, Any]:
        """How a paper was looked at; empty where it never was, or where what was kept makes no sense."""
        return dict(view_of(self.views.get(document, "")))

    def keep(self, document: str, view: dict[str, Any]) -> None:
        """Remember how a paper is looked at now, for this person."""
        text, person = json.dumps(view), self._sitting.person
        if text == self.views.get(document):
            return
        self.views[document] = text
        if not person or not self._sitting.case_file.is_writing or self._sitting.lanes.clerk.is_closed:
            return  # a paper is hidden once more when the window goes: how it was looked at last is kept by then

        def work(conn: Any) -> None:
            from reviewer.casefile import desk_notes

            desk_notes.keep_view(conn, person, document, text)

        self._sitting.note(work, owner=self._owner)

    def forget(self, document: str) -> None:
        """Drop what is known of a paper."""
        self.views.pop(document, None)


@lru_cache(maxsize=1_024)
def view_of(kept: str) -> Mapping[str, Any]:
    """What was kept of one paper; asked for every paper of a claim whenever one is turned to."""
    try:
        view = json.loads(kept or "{}")
    except ValueError:
        return {}
    return view if isinstance(view, dict) else {}
