"""The section Timeline: who did what and when, the last act first."""

import re
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.desk.wording import word_for
from reviewer.rules.plan import Plan
from reviewer.ui.claim_reading import DeskPage
from reviewer.ui.parts import empty, label
from reviewer.ui.proof_checks import result_word
from reviewer.ui.wording import language, moment, tr, won, word

SHOWN = 40
HASH = re.compile(r"[0-9a-f]{32,}|[0-9a-f-]{36}")


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
            text = f"{word_for('act', one.act, language())}  {summary(one, page.plan)}".strip()
            self._layout.addWidget(label(text, wrap=True))
            self._layout.addWidget(label(f"{moment(str(one.made_at))} · {one.author}", size=12, tone="soft"))
        if not lines:
            self._layout.addWidget(label(tr("Nothing was done on this claim yet."), tone="soft", wrap=True))
        elif len(lines) > SHOWN:
            text = tr("and {n} earlier acts", n=len(lines) - SHOWN)
            self._layout.addWidget(label(text, size=12, tone="soft"))


def summary(one: Any, plan: Plan) -> str:
    """What an act says, in a few words; hashes and lists are left to the details."""
    said = []
    for name, value in one.facts.items():
        if name == "result":
            said.append(result_word(str(value)))
        elif name == "disposition":
            said.append(word(plan.dispositions, str(value)))
        elif name == "route":
            said.append(word(plan.routes, str(value)))
        elif isinstance(value, int) and not isinstance(value, bool) and ("award" in name or "sales" in name):
            said.append(won(value))
        elif isinstance(value, str) and value and not HASH.fullmatch(value):
            said.append(value)
    return " · ".join(said)
