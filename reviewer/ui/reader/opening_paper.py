"""Stands where a paper will be while it is being opened: nothing at first, soon words, after a second also Cancel."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.ui.parts import button, label
from reviewer.ui.progress import ProgressBar
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr

NOTED, SLOW = 150, 1_000
"""After so many milliseconds a wait is said, and after so many it can be cancelled."""


class OpeningPaper(QWidget):
    """Silent until `begin`, and again after `stop`."""

    slow = Signal()
    """The paper takes so long that waiting for it can be cancelled."""
    cancelled = Signal()

    def __init__(self) -> None:
        """Nothing is being opened."""
        super().__init__()
        self.setObjectName("opening_paper")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.words = label("", size=15, tone="soft")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = ProgressBar()
        self.bar.setObjectName("opening_bar")
        self.bar.setAccessibleName(tr("Opening the paper…"))
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(240)
        self.cancel = button("cancel_opening", tr("Cancel"), self.cancelled.emit)
        set_tip(self.cancel, "Esc")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.setSpacing(12)
        layout.addStretch(1)
        for part in (self.words, self.bar, self.cancel):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(2)
        self._note, self._wait = QTimer(self), QTimer(self)
        for timer, pause, done in ((self._note, NOTED, self._say), (self._wait, SLOW, self._is_slow)):
            timer.setSingleShot(True)
            timer.setInterval(pause)
            timer.timeout.connect(done)
        self.stop()

    def begin(self) -> None:
        """A paper is being opened."""
        self.stop()
        self._note.start()
        self._wait.start()

    def stop(self) -> None:
        """It is open, or will not be."""
        self._note.stop()
        self._wait.stop()
        self.words.setText("")
        self.bar.hide()
        self.cancel.hide()

    @property
    def can_cancel(self) -> bool:
        """Whether the wait is long enough to be cancelled."""
        return not self.cancel.isHidden()

    def _say(self) -> None:
        self.words.setText(tr("Opening the paper…"))
        self.setAccessibleName(self.words.text())

    def _is_slow(self) -> None:
        self.bar.show()
        self.cancel.show()
        self.slow.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc cancels."""
        if event.key() == Qt.Key.Key_Escape and self.can_cancel:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
