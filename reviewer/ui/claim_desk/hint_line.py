"""What the machine noticed for one check, as a quiet line: how far it agrees, what was compared, where it was seen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from reviewer.rules.hints import FULL, NO_DATA, NONE, PARTIAL, Hint
from reviewer.rules.places import Place
from reviewer.rules.plan import Plan
from reviewer.ui import keys
from reviewer.ui.claim_desk.hint_words import TONES, compared, level_word, subject
from reviewer.ui.parts import button, label
from reviewer.ui.reader.unshown import reason_word
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr

SHAPES = {FULL: "=", PARTIAL: "≈", NONE: "≠", NO_DATA: "–"}
"""A shape for each level, so that nothing hangs on colour."""


class HintLine(QWidget):
    """It never answers the check; the person does."""

    jump = Signal(object)
    """Show where it was seen: a Place."""

    def __init__(self, hint: Hint, plan: Plan, *, name: str = "") -> None:
        """`name` stands before the level where no check names the line already."""
        super().__init__()
        self.hint = hint
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(6)
        level = f"{SHAPES[hint.level]} {level_word(hint.level)}"
        top.addWidget(
            label(
                f"{name}  {level}" if name else level, size=12, tone=TONES[hint.level] if hint.level != FULL else "soft"
            )
        )
        says = subject(hint) if hint.level == NO_DATA else ""
        top.addWidget(label(says, size=12, tone="soft", wrap=True), 1)
        if hint.place is not None:
            top.addWidget(self._way(hint.place))
        layout.addLayout(top)
        if hint.level != NO_DATA:
            layout.addWidget(label(compared(hint, plan), size=12, tone="soft", wrap=True))
        self.setAccessibleName(f"{tr('Hint')}: {level_word(hint.level)}. {compared(hint, plan)}")

    def _way(self, place: Place) -> QWidget:
        link = button(
            f"hint_{self.hint.check}", where(place), lambda: self.jump.emit(place), role="hint",
            says=f"{self.hint.check}: {tr('Show where the machine saw it')}, {where(place)}",
        )  # fmt: skip
        set_tip(link, f"{tr('Show where the machine saw it')}  {keys.shown('hint')}")
        return link


def where(place: Place) -> str:
    """The page or the sheet and row, in a few letters."""
    if place.page:
        return tr("p. {page}", page=place.page)
    return tr("sheet {sheet}, row {row}", sheet=place.sheet, row=place.box[0] if place.box else 1)


def reading_state(state: str | None) -> str:
    """What keeps a paper from having hints: it waits to be read, or could not be; empty once it was read."""
    if state == "":
        return tr("The machine has not read this paper yet.")
    if state in (None, "READ"):
        return ""
    return tr("The machine could not read this paper, because {why}.", why=reason_word(str(state)))


def you_decide() -> str:
    """What a hint is and is not, once above the checks."""
    return tr("Hints are the machine's; you decide. {key} shows where.", key=keys.shown("hint"))
