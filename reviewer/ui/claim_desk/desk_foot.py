"""The bottom line of the claim desk: what is still open, each a link, and the one button that records."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from reviewer.ui import keys
from reviewer.ui.announcing import time_to_read
from reviewer.ui.parts import banner, button, empty, label, plane, restyle, row
from reviewer.ui.wording import tr

LEAST = 48
"""Pixels of a link that stay in view where there is no room for its words."""
REASON = 28
"""Letters whose width the reason beside the button keeps at most, so that it does not run down in many lines."""


class DeskFoot(QWidget):
    """Also the place where the outcome of recording is said, so that nobody overlooks it."""

    record = Signal()
    more = Signal()
    undo = Signal()

    def __init__(self) -> None:
        """Silent at first."""
        super().__init__()
        self.setObjectName("desk_foot")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.refused = banner("", "bad")
        self.refused.setObjectName("desk_refused")
        self.refused.hide()
        outer.addWidget(self.refused)
        ground = plane("surface")
        outer.addWidget(ground)
        line = QHBoxLayout(ground)
        line.setContentsMargins(12, 8, 12, 8)
        self._links, self._open = row(spacing=8), [""]
        line.addLayout(self._links)
        line.addStretch()
        self.said = label("", tone="good", told=True)
        self.said.setObjectName("desk_said")
        line.addWidget(self.said)
        self.undo_link = button("desk_undo", f"{tr('Take back…')}  {keys.shown('undo')}", self.undo.emit, role="link")
        self.undo_link.hide()
        line.addWidget(self.undo_link)
        self._leaves = QTimer(self)
        self._leaves.setSingleShot(True)
        self._leaves.timeout.connect(lambda: self.say("", "good"))
        line.addSpacing(12)
        self.why = label("", size=12, tone="soft", wrap=True)
        self.why.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.why)
        self.more_button = button("more", tr("More…"), self.more.emit, says=tr("More acts on this claim"))
        self.more_button.setToolTip(f"{tr('More acts on this claim')}  {keys.shown('more')}")
        line.addWidget(self.more_button)
        self.button = button("record", tr("Record"), self.record.emit, role="primary")
        line.addWidget(self.button)
        self.offer("", "")

    def show_open(self, links: list[tuple[str, Callable[[], object]]], done: str) -> None:
        """Show what is open as links; `done` when nothing is. The same links stay: they must not blink at each act."""
        texts = [text for text, _ in links]
        if texts == self._open:
            return
        self._open = texts
        empty(self._links)
        for number, (text, jump) in enumerate(links):
            link = button(f"open_{number}", text, jump, role="link")
            link.setToolTip(text)
            link.setMinimumWidth(LEAST)  # with large text links give way; the line never holds the window open
            link.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self._links.addWidget(link)
        if not links:
            self._links.addWidget(label(done, tone="good"))

    def offer(self, text: str, why_not: str) -> None:
        """Name the act the button records; `why_not` says what keeps it from being pressed."""
        self.button.setText(f"{text}  Ctrl+Enter" if text else "")
        self.button.setAccessibleName(text or tr("Record"))
        self.button.setVisible(bool(text))
        self.button.setEnabled(not why_not)
        self.button.setToolTip(why_not)
        self.why.setText(why_not)
        letters = self.why.fontMetrics()
        two_lines = letters.horizontalAdvance(why_not) * 6 // 10  # words do not break in the middle
        self.why.setMinimumWidth(min(two_lines, REASON * letters.averageCharWidth()))

    def say(self, text: str, tone: str, *, undoable: bool = False) -> None:
        """Say what became of recording, with the way back; a refusal stands above the line, for all to see."""
        self.undo_link.setVisible(undoable)
        is_bad = tone == "bad"
        self.refused.setText(text if is_bad else "")
        self.refused.setVisible(is_bad and bool(text))
        self.said.setText("" if is_bad else text)
        restyle(self.said, tone=tone)
        if tone == "good" and text:
            self._leaves.start(time_to_read(text))
        else:
            self._leaves.stop()
