"""Where a list is empty: words that say what belongs there, and the one act that fills it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reviewer.ui.parts import button, label
from reviewer.ui.wording import tr


class NothingHere(QWidget):
    """In the middle of what it stands for; the words are spoken when they change."""

    def __init__(self, name: str) -> None:
        """`name` is the object name of the act."""
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        self.text = label("", size=15, tone="soft", wrap=True, told=True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.act = button(name, tr("Show all"), self._press)
        self.act.hide()
        self._pressed: Callable[[], object] | None = None
        layout.addStretch()
        layout.addWidget(self.text)
        layout.addWidget(self.act, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch()

    def say(self, words: str, offer: str = "", pressed: Callable[[], object] | None = None) -> None:
        """Say these words; without an act to be `pressed` they stand alone."""
        self.text.setText(words)
        self._pressed = pressed
        if offer:
            self.act.setText(offer)
            self.act.setAccessibleName(offer)
        self.act.setVisible(pressed is not None)

    def say_no_claims(self, take_in: Callable[[], object], why_not: str) -> None:
        """The case holds no claims yet: a delivery fills it, where it may be taken in."""
        self.say(tr("No claims yet. Take a delivery in to begin."), tr("Take in…"), None if why_not else take_in)

    def _press(self) -> None:
        if self._pressed is not None:
            self._pressed()
