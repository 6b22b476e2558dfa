"""The bottom line of the claim desk: what is still open, each a link, and the one button that records."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from reviewer.ui import keys
from reviewer.ui.announcing import time_to_read
from reviewer.ui.flow import SPACING, Flow, place_line
from reviewer.ui.parts import banner, button, label, plane, restyle, row
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr

LEAST = 48
"""Pixels of a link that stay in view where there is no room for its words."""
EDGE = 12
"""Pixels left free at either side."""
REASON = 28
"""Letters whose width the reason beside the button keeps at most, so that it does not run down in many lines."""


class OpenLinks(Flow):
    """What is still open: in one line in which words may end in …, or in as many lines as the words need."""

    is_one_line = True

    def minimumSizeHint(self) -> QSize:
        """The line never holds the window open."""
        return QSize(LEAST * max(len(self.shown()), 1), super().minimumSizeHint().height())

    def _place(self, width: int, *, moves: bool) -> int:
        if not self.is_one_line:
            return super()._place(width, moves=moves)
        sizes = [one.sizeHint() for one in self.shown()]
        high, wanted = max((size.height() for size in sizes), default=0), sum(size.width() for size in sizes)
        room, left, line = width - SPACING * (len(sizes) - 1), 0, []
        for one, size in zip(self.shown(), sizes, strict=True):
            size.setWidth(size.width() if wanted <= room else max(LEAST, size.width() * room // wanted))
            line.append((one, left, size))
            left += size.width() + SPACING
        if moves:
            place_line(line, 0, max(high, self.height()))  # in the middle beside the buttons
        return high


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
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, ground)
        self._line.setContentsMargins(EDGE, 8, EDGE, 8)
        self._links, self._open, line = OpenLinks(), [""], row()
        self._line.addWidget(self._links)
        self._line.addLayout(line)
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
        set_tip(self.more_button, f"{tr('More acts on this claim')}  {keys.shown('more')}")
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
        self._links.empty()
        for number, (text, jump) in enumerate(links):
            link = button(f"open_{number}", text, jump, role="link")
            set_tip(link, text)
            self._links.add(link)
        if not links:
            self._links.add(label(done, tone="good"))
        self._choose_lines()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is open stands beside the button where there is room, else above it."""
        super().resizeEvent(event)
        self._choose_lines()

    def _choose_lines(self) -> None:
        """What became of recording is not reckoned with: it goes after a moment, and nothing should move for it."""
        buttons = [one for one in (self.more_button, self.button) if not one.isHidden()]
        acts = self.why.minimumWidth() + sum(one.minimumSizeHint().width() for one in buttons)
        links, room = self._links.sizeHint().width(), self.width() - 2 * EDGE
        self._links.is_one_line = beside = links + acts + 5 * SPACING <= room
        self._choose_wrap(room - (links if beside else 0) - acts - 6 * SPACING)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(across if beside else down)
        self._links.updateGeometry()

    def _choose_wrap(self, room: int) -> None:
        """Let the reason break only where it does not fit beside what may be said of recording."""
        spoken = self.said.sizeHint().width() + self.undo_link.sizeHint().width() + 2 * SPACING
        whole = self.why.fontMetrics().horizontalAdvance(self.why.text())
        self.why.setWordWrap(whole - self.why.minimumWidth() + spoken > room)

    def offer(self, text: str, why_not: str) -> None:
        """Name the act the button records; `why_not` says what keeps it from being pressed."""
        self.button.setText(f"{text}  Ctrl+Enter" if text else "")
        self.button.setAccessibleName(text or tr("Record"))
        self.button.setVisible(bool(text))
        self.button.setEnabled(not why_not)
        set_tip(self.button, why_not)
        self.why.setText(why_not)
        letters = self.why.fontMetrics()
        two_lines = letters.horizontalAdvance(why_not) * 6 // 10  # words do not break in the middle
        self.why.setMinimumWidth(min(two_lines, REASON * letters.averageCharWidth()))
        self._choose_lines()

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
