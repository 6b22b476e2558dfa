"""The section Timeline: who did what and when, the last act first; one's own last act can be taken back here."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reviewer.desk.wording import done_word
from reviewer.rules.acts import act_named
from reviewer.ui import keys
from reviewer.ui.act_words import summary
from reviewer.ui.claim_reading import DeskPage, LastAct, taken_back
from reviewer.ui.parts import button, empty, label, restyle, row
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import language, moment, tr, tr_many

SHOWN = 40


class TimelineSection(QWidget):
    """The acts on the claim in view."""

    def __init__(self, sitting: Sitting, record: Callable[[str, dict[str, object]], None]) -> None:
        """Empty until a claim is shown; `record(act, body)` records on the claim in view."""
        super().__init__()
        self.setObjectName("timeline_section")
        self._sitting, self._record = sitting, record
        self._page: DeskPage | None = None
        self._asks, self._typed, self._sent = False, "", ""
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
        gone = taken_back(page.timeline) | {uid.partition("/")[0] for uid in page.claim.undone}
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
        said = summary(one, page.plan, page.case, self._sitting.name_of)
        text = f"{done_word(one.act, language())}  {said}".strip()
        head = label(text[:1].upper() + text[1:], wrap=True)
        if is_gone:
            restyle(head, struck="true")
        self._layout.addWidget(head)
        when = f"{moment(str(one.made_at))} · {self._sitting.name_of(one.author)}"
        below = row()
        who = label(f"{when} · {tr('taken back')}" if is_gone else when, size=12, tone="soft", wrap=True)
        set_tip(who, one.author)
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
        self._typed, self._sent = text, ""

    def ask_reason(self) -> None:
        """Show the field for the reason beside the last act and give it the keyboard."""
        self._asks, self._sent = True, ""
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
        if reason and self._sent != last.uid:
            self._sent = last.uid  # Enter pressed twice takes back once; typing or asking again allows another try
            self._record("take_back", {"entry": last.uid, "undone": last.act, "reason": reason})
