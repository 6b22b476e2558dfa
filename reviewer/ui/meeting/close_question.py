"""Asks before a meeting is closed: nothing opens it again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reviewer.ui.parts import banner, button
from reviewer.ui.wording import tr


class CloseQuestion(QWidget):
    """Hidden until it asks; the keys then stand on the answer that changes nothing."""

    agreed = Signal()

    def __init__(self) -> None:
        """Asks nothing at first."""
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.words = banner("", "wait")
        self.no = button("close_not_yet", tr("Not yet"), self.hide)
        self.yes = button("close_for_good", tr("Close it for good"), self._agree)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.no)
        layout.addWidget(self.yes)
        self.hide()

    def ask(self) -> None:
        """Ask, unless it asks already."""
        if self.isHidden():
            self.show()
            self.words.setText(tr("A meeting that is closed is never opened again."))
            self.no.setFocus()

    def _agree(self) -> None:
        self.hide()
        self.agreed.emit()
