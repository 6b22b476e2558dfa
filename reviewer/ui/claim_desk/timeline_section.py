"""The section Timeline: who did what and when, the last act first; one's own last act can be taken back here."""

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reviewer.desk.wording import word_for
from reviewer.rules.acts import act_named
from reviewer.ui import keys
from reviewer.ui.claim_desk.check_line import result_word
from reviewer.ui.claim_reading import DeskPage, LastAct, taken_back
from reviewer.ui.parts import button, empty, label, restyle, row
from reviewer.ui.sitting import Sitting
from reviewer.ui.source_mark import value_shown
from reviewer.ui.wording import language, moment, tr, tr_many, won, word

SHOWN = 40
HASH = re.compile(r"[0-9a-f]{32,}|[0-9a-f-]{36}")


class TimelineSection(QWidget):
    """The acts on the claim in view."""

    def __init__(self, sitting: Sitting, record: Callable[[str, dict[str, object]], None]) -> None:
        """Empty until a claim is shown; `record(act, body)` records on the claim in view."""
        super().__init__()
        self.setObjectName("timeline_section")
        self._sitting, self._record = sitting, record
        self._page: DeskPage | None = None
        self._asks, self._typed = False, ""
        self.reason: QLineEdit | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 8, 12, 12)
        self._layout.setSpacing(6)

    def show_page(self, page: DeskPage) -> None:
        """Show the last acts; a reason being typed stays while the same act is the last."""
        before = self._page.last.uid if self._page is not None and self._page.last else ""
        if page.last is None or page.last.uid != before:
            self._asks, self._typed = False, ""
        self._page = page
        self._fill(page)

    def _fill(self, page: DeskPage) -> None:
        self.reason = None
        empty(self._layout)
        lines = [one for one in page.timeline if act_named(one.act).deciding or act_named(one.act).also]
        looks = len(page.timeline) - len(lines)
        lines.sort(key=lambda one: str(one.made_at), reverse=True)
        gone = taken_back(page.timeline)
        for one in lines[:SHOWN]:
            self._show(one, page, is_gone=one.uid in gone)
        if not lines:
            self._layout.addWidget(label(tr("Nothing was done on this claim yet."), tone="soft", wrap=True))
        elif len(lines) > SHOWN:
            text = tr("and {n} earlier acts", n=len(lines) - SHOWN)
            self._layout.addWidget(label(text, size=12, tone="soft"))
        if looks:
            text = tr_many("Opened or read {n} time", "Opened or read {n} times", looks)
            self._layout.addWidget(label(text, size=12, tone="soft"))

    def _show(self, one: Any, page: DeskPage, *, is_gone: bool) -> None:
        text = f"{word_for('act', one.act, language())}  {summary(one, page, self._sitting.name_of)}".strip()
        head = label(text, wrap=True)
        if is_gone:
            restyle(head, struck="true")
        self._layout.addWidget(head)
        said = f"{moment(str(one.made_at))} · {self._sitting.name_of(one.author)}"
        below = row()
        who = label(f"{said} · {tr('taken back')}" if is_gone else said, size=12, tone="soft")
        who.setToolTip(one.author)
        below.addWidget(who, 1)
        last = page.last
        is_last = last is not None and last.uid == one.uid and last.refused is None
        if is_last and not self._asks and self._sitting.case_file.is_writing:
            undo = button("take_back", f"{tr('Take back…')}  {keys.shown('undo')}", self.ask_reason, role="link")
            below.addWidget(undo)
        self._layout.addLayout(below)
        if is_last and last is not None and self._asks:
            self._ask(last)

    def _ask(self, last: LastAct) -> None:
        self.reason = QLineEdit(self._typed)
        self.reason.setObjectName("take_back_reason")
        self.reason.setAccessibleName(tr("Why it is taken back"))
        self.reason.setPlaceholderText(tr("Why it is taken back"))
        self.reason.textEdited.connect(self._keep)
        self.reason.returnPressed.connect(lambda: self._take_back(last))
        line = row()
        line.addWidget(self.reason, 1)
        line.addWidget(button("take_back_now", tr("Take back"), lambda: self._take_back(last)))
        self._layout.addLayout(line)

    def _keep(self, text: str) -> None:
        self._typed = text

    def ask_reason(self) -> None:
        """Show the field for the reason beside the last act and give it the keyboard."""
        self._asks = True
        if self._page is not None:
            self._fill(self._page)
        if self.reason is not None:
            self.reason.setFocus()
            QTimer.singleShot(0, self.reason, self.reason.setFocus)  # it may not have its place before

    def _take_back(self, last: LastAct) -> None:
        if self.reason is None:
            return
        reason = self.reason.text().strip()
        restyle(self.reason, fault="false" if reason else "true")
        if reason:
            self._record("take_back", {"entry": last.uid, "undone": last.act, "reason": reason})


def summary(one: Any, page: DeskPage, name_of: Callable[[str], str]) -> str:
    """What an act says, in a few words; hashes and lists are left to the details."""
    plan, said = page.plan, []
    for name, value in one.facts.items():
        if name == "query":  # the canonical text of a list, for the record
            continue
        if name == "result":
            said.append(result_word(str(value)))
        elif name == "fact":
            said.append(word_for("fact", str(value).partition(" ")[0], language()))
        elif name == "value" and one.act == "bind_fact":
            said.append(value_shown(str(one.facts["fact"]), str(value)) if "fact" in one.facts else str(value))
        elif name == "undone":
            said.append(word_for("act", str(value), language()))
        elif name == "disposition":
            said.append(word(plan.dispositions, str(value)))
        elif name == "route":
            said.append(word(plan.routes, str(value)))
        elif isinstance(value, int) and not isinstance(value, bool) and ("award" in name or "sales" in name):
            said.append(won(value))
        elif name == "verdict":
            said.append(word_for("verdict", str(value), language()))
        elif isinstance(value, str) and value in page.case.roster:
            said.append(name_of(value))
        elif isinstance(value, str) and value and not HASH.fullmatch(value):
            said.append(value)
    return " · ".join(said)
