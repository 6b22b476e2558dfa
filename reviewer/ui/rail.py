"""The left rail: the places of the program, who I am, and the settings."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from reviewer.ui import keys
from reviewer.ui.look import Look
from reviewer.ui.parts import OneOf, button, label, line
from reviewer.ui.permission import only_reads
from reviewer.ui.sitting import Sitting
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr, word


class Rail(QWidget):
    """One button a place; the place in view is marked by ground, weight and colour."""

    chosen = Signal(str)
    help = Signal()

    def __init__(self, places: list[tuple[str, str]], look: Look, sitting: Sitting | None) -> None:
        """`places` are (name, word), in order; the icon has the name of the place."""
        super().__init__()
        self.setObjectName("rail")
        self.setProperty("plane", "raised")
        self._look, self._width = look, look.px(160)
        self._asked_thin = False
        self._texts: dict[str, str] = {}
        self._words: list[QWidget] = []
        self.setFixedWidth(self._width)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 16, 8, 12)
        layout.setSpacing(4)
        self._group = OneOf(self)
        self._buttons: dict[str, QPushButton] = {}
        for name, text in places:
            layout.addWidget(self._place(name, text, look))
        layout.addStretch()
        layout.addWidget(line())
        if sitting is not None:
            self._who(layout, sitting)
        layout.addWidget(self._helping(look))
        layout.addWidget(self._place("settings", tr("Settings"), look))

    def _place(self, name: str, text: str, look: Look) -> QPushButton:
        found = button(f"go_{name}", text, lambda: self.chosen.emit(name), role="rail", look=look, picture=name)
        found.setIconSize(QSize(look.px(20), look.px(20)))
        set_tip(found, f"{text}  {keys.shown(f'go_{name}')}")
        self._group.add(found)
        self._buttons[name] = found
        self._texts[name] = text
        return found

    def _helping(self, look: Look) -> QPushButton:
        found = button("go_help", tr("Help"), self.help.emit, role="rail", look=look, picture="help")
        found.setIconSize(QSize(look.px(20), look.px(20)))
        set_tip(found, f"{tr('Help')}  {keys.shown('help')}")
        self._help = found
        return found

    def _who(self, layout: QVBoxLayout, sitting: Sitting) -> None:
        member = sitting.member
        if member is None:
            self._words = [label(tr("Looking only: no key of this case is open."), size=12, tone="soft", wrap=True)]
            self._words[0].setContentsMargins(10, 0, 4, 0)
            layout.addWidget(self._words[0])
            return
        plan, signs = sitting.plan, [tr("can sign")] if sitting.case_file.is_writing else []
        self._words = [
            label(sitting.name_of(member.id), bold=True, wrap=True),
            label(word(plan.bodies, member.body), size=12, tone="soft", wrap=True),
            label(" · ".join([word(plan.roles, member.role), *signs]), size=12, tone="soft"),
        ]
        if not signs:
            self._words.append(label(tr("This file is open to read only."), size=12, tone="soft", wrap=True))
        if why := only_reads(sitting):
            self._words.append(label(why, size=12, tone="soft", wrap=True))
        key = tr("Your key is open: what you record is signed with it and stands under your name.")
        for words in self._words:
            words.setContentsMargins(10, 0, 4, 0)
            set_tip(words, f"{member.id}\n{key}")
            layout.addWidget(words)

    def mark(self, name: str) -> None:
        """Show which place is in view."""
        if name in self._buttons:
            self._buttons[name].setChecked(True)

    def set_thin(self, thin: bool) -> None:
        """Icons only, to leave the room to the paper."""
        self._asked_thin = thin
        self._show_words()

    def fit(self, window: int) -> None:
        """Icons only, too, where the text is large for a window so many pixels wide."""
        if self._width != (width := self._look.rail(window)):
            self._width = width
            self._show_words()

    def _show_words(self) -> None:
        width = self._look.thin_rail if self._asked_thin else self._width
        thin = width == self._look.thin_rail
        self.setFixedWidth(width)
        for name, found in self._buttons.items():
            found.setText("" if thin else self._texts[name])
        self._help.setText("" if thin else tr("Help"))
        for words in self._words:
            words.setVisible(not thin)

    def word_of(self, name: str) -> str:
        """What a place is called."""
        return self._texts[name]

    def names(self) -> list[str]:
        """The places, in order."""
        return [name for name in self._buttons if name != "settings"]
