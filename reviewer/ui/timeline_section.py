"""The section Timeline: who did what and when, the last act first."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.desk.wording import word_for
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.parts import empty, label
from reviewer.ui.wording import language, moment, tr

SHOWN = 40


class TimelineSection(QWidget):
    """The acts on the claim in view."""

    def __init__(self) -> None:
        """Empty until a claim is shown."""
        super().__init__()
        self.setObjectName("timeline_section")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 8, 12, 12)
        self._layout.setSpacing(6)

    def show_page(self, page: DeskPage) -> None:
        """Show the last acts."""
        empty(self._layout)
        lines = list(page.timeline)
        lines.sort(key=lambda one: str(one.made_at), reverse=True)
        for one in lines[:SHOWN]:
            text = f"{word_for('act', one.act, language())}  {_summary(one)}".strip()
            self._layout.addWidget(label(text, wrap=True))
            self._layout.addWidget(label(f"{moment(str(one.made_at))} · {one.author}", size=12, tone="soft"))
        if not lines:
            self._layout.addWidget(label(tr("Nothing was done on this claim yet."), tone="soft", wrap=True))
        elif len(lines) > SHOWN:
            text = tr("and {n} earlier acts", n=len(lines) - SHOWN)
            self._layout.addWidget(label(text, size=12, tone="soft"))


def _summary(one: Any) -> str:
    facts = getattr(one, "summary", None) or getattr(one, "facts", None)
    if isinstance(facts, str):
        return facts
    if isinstance(facts, Mapping):
        return " · ".join(str(value) for value in facts.values() if isinstance(value, str | int))
    return ""
