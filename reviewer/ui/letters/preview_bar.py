"""Above a letter: which one it is, in which language it is shown, nearer or further."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QWidget

from reviewer.ui.elided import Elided
from reviewer.ui.look import Look
from reviewer.ui.parts import OneOf, button, row
from reviewer.ui.wording import LANGUAGES, tr


class PreviewBar(QWidget):
    """The title stands beside the buttons, and above them where the letter is narrow, whichever letter it is."""

    chosen = Signal(str)
    zoomed = Signal(int)

    def __init__(self, look: Look, roomy: int) -> None:
        """So wide must it be, in pixels at 100 % text, that title and buttons stand in one line."""
        super().__init__()
        self._roomy = look.px(roomy)
        self.title = Elided(is_name=True)
        self.choices: dict[str, QPushButton] = {}
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(16, 8, 16, 8)
        self._line.setSpacing(8)
        self._line.addWidget(self.title, 1)
        self._line.addWidget(self._buttons(), 0, Qt.AlignmentFlag.AlignLeft)

    def _buttons(self) -> QWidget:
        found, line, group = QWidget(), row(), OneOf(self)
        found.setLayout(line)
        found.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for code, text in (("both", tr("Both")), *LANGUAGES.items()):
            chip = button(f"letter_{code}", text, partial(self.chosen.emit, code), role="chip")
            group.add(chip)
            self.choices[code] = chip
            line.addWidget(chip)
        self.choices["both"].setChecked(True)
        for name, text, by, says in (("out", "−", -1, tr("Smaller")), ("in", "+", 1, tr("Larger"))):
            line.addWidget(button(f"letter_zoom_{name}", text, partial(self.zoomed.emit, by), role="chip", says=says))
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width holds both, or not."""
        ways = QBoxLayout.Direction
        self._line.setDirection(ways.LeftToRight if self.width() >= self._roomy else ways.TopToBottom)
        super().resizeEvent(event)
