"""Below the queue of letters: takes the resolution of the selected letter back before it leaves, with the reason."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from reviewer.rules.problem import Problem
from reviewer.ui import keys
from reviewer.ui.letters.letter_reading import HELD, WAITING, QueueLine
from reviewer.ui.parts import banner, button, label, restyle, row
from reviewer.ui.permission import why_not
from reviewer.ui.problems import in_words
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr

ACT = "take_back_resolution"


class TakeBackLine(QWidget):
    """Absent where the selected letter tells no resolution; what is typed stays until it was recorded."""

    def __init__(self, sitting: Sitting) -> None:
        """Nothing is selected at first."""
        super().__init__()
        self.setObjectName("take_back_line")
        self._sitting = sitting
        self._line: QueueLine | None = None
        self.said = banner("", "bad")
        self.said.setObjectName("take_back_said")
        self.why = label("", size=12, tone="soft", wrap=True)
        text = f"{tr('Take the resolution back…')}  {keys.shown('undo')}"
        self.ask = button("take_back_resolution", text, self.begin, role="link")
        self.reason = QLineEdit()
        self.reason.setObjectName("take_back_resolution_reason")
        self.reason.setAccessibleName(tr("Why the resolution is taken back"))
        self.reason.setPlaceholderText(tr("Why the resolution is taken back"))
        self.reason.returnPressed.connect(self.record)
        self.now = button("take_back_resolution_now", tr("Take back"), self.record)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        first = row()
        first.addWidget(self.why, 1)
        first.addWidget(self.ask)
        second = row()
        second.addWidget(self.reason, 1)
        second.addWidget(self.now)
        for part in (first, second):
            layout.addLayout(part)
        layout.addWidget(self.said)
        self.show_line(None)

    def show_line(self, line: QueueLine | None) -> None:
        """The letter that is selected now; another one begins with an empty reason."""
        if line is None or self._line is None or line.due != self._line.due:
            self.reason.clear()
            self._show_reason(on=False)
            self.said.hide()
        self._line = line
        told = line is not None and line.due.kind == "DECISION" and line.disposition != "WITHDRAWN"
        self.setVisible(told)
        if line is None or not told:
            return
        why = why_not(self._sitting, ACT)
        self.ask.setEnabled(not why)
        set_tip(self.ask, why)
        text = tr("The letter may leave now. Until it leaves, secretary or chair can take the resolution back.")
        if line.state == WAITING:
            text = tr("The letter waits. Until it leaves, secretary or chair can take the resolution back.")
        elif line.state == HELD:
            text = tr("The letter is held back. Until it leaves, secretary or chair can take the resolution back.")
        self.why.setText(f"{text} {why}".strip())

    def begin(self) -> None:
        """Ask for the reason."""
        if not self.isHidden() and self.ask.isEnabled():
            self._show_reason(on=True)
            self.reason.setFocus()

    def _show_reason(self, *, on: bool) -> None:
        self.reason.setVisible(on)
        self.now.setVisible(on)

    def record(self) -> None:
        """Take the resolution back; the claim waits for the next meeting, or for the next list of fixed amounts."""
        reason, line = self.reason.text().strip(), self._line
        restyle(self.reason, fault="false" if reason else "true")
        if reason and line is not None:
            self._sitting.record(
                ACT, line.due.claim, {"reason": reason}, then=lambda _: self._done(line),
                otherwise=lambda fault: self._refused(line, fault), owner=self,
            )  # fmt: skip

    def _done(self, line: QueueLine) -> None:
        if self._line is not None and self._line.due == line.due:  # another letter may be selected by now
            self.show_line(None)

    def _refused(self, line: QueueLine, fault: BaseException) -> None:
        if not isinstance(fault, Problem):
            raise fault
        words = in_words(self._sitting.with_names(fault))
        is_here = self._line is not None and self._line.due == line.due
        self.said.setText(words if is_here else f"{line.due.claim}: {words}")
        self.said.show()
