"""Above a letter: which one it is, in which language it is shown, nearer or further."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from reviewer.ui.look import Look
from reviewer.ui.parts import OneOf, button
from reviewer.ui.title_line import TitleLine
from reviewer.ui.wording import LANGUAGES, tr


class PreviewBar(TitleLine):
    """The title of the letter with its buttons."""

    chosen = Signal(str)
    zoomed = Signal(int)

    def __init__(self, look: Look, roomy: int) -> None:
        """So wide must it be, in pixels at 100 % text, that title and buttons stand in one line."""
        super().__init__(look.px(roomy))
        self.choices: dict[str, QPushButton] = {}
        group = OneOf(self)
        for code, text in (("both", tr("Both")), *LANGUAGES.items()):
            chip = button(f"letter_{code}", text, partial(self.chosen.emit, code), role="chip")
            group.add(chip)
            self.choices[code] = chip
        self.choices["both"].setChecked(True)
        zooms = (("out", "−", -1, tr("Smaller")), ("in", "+", 1, tr("Larger")))
        self.hold(
            *self.choices.values(),
            *(
                button(f"letter_zoom_{name}", text, partial(self.zoomed.emit, by), role="chip", says=says)
                for name, text, by, says in zooms
            ),
        )
