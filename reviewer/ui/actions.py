"""What can be done in the places of the window: each place offers its actions once, by their names in the key map.

A key press looks through them, and so do the palette and the key sheet; what an action is called stands in
resources/i18n/actions.*.toml, its keys in resources/look/keys.toml.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reviewer.desk.wording import word_for, word_in
from reviewer.ui import keys
from reviewer.ui.wording import language

ACT = "act_"
"""Begins the names of actions that open the form of an act of the rules."""


MOVES = frozenset({
    "down", "up", "column_up", "column_down", "previous_paper", "next_paper", "previous_page", "next_page", "zoom_in",
    "zoom_out", "slide_left", "slide_right", "next_hit", "previous_hit", "next_section", "previous_section",
    "next_mark", "previous_mark", "next_tab", "previous_tab",
})  # fmt: skip
"""What a key that is held down does again and again; everything else it does once."""


def nothing() -> str:
    """Nothing keeps an action from being done."""
    return ""


@dataclasses.dataclass(frozen=True)
class Action:
    """One thing a person can do now; `why_not` says what keeps it from being done, empty where nothing does.

    `text` says more exactly what it does here, as the button for it does.
    """

    name: str
    do: Callable[[], object]
    why_not: Callable[[], str] = nothing
    text: str = ""


def called(name: str, lang: str = "") -> str:
    """What an action is called in the language of the windows, or in another one; an act by its own word."""
    if name.startswith(ACT):
        found = word_for("act", name.removeprefix(ACT), lang or language())
        return found[:1].upper() + found[1:]
    return word_in("actions", "action", name, lang or language())


def press(event: QKeyEvent, offered: Iterable[Action]) -> bool:
    """Do what a key stands for; False where it stands for nothing here. What cannot be done says so itself."""
    names = keys.pressed(event)
    for action in offered:
        if keys.means(names, action.name):
            if action.name in MOVES or not event.isAutoRepeat():
                action.do()
            return True
    return False


def offered_at(widget: QWidget | None) -> Iterator[Action]:
    """What a widget and everything it lies in offer, the nearest first."""
    while widget is not None:
        offers = getattr(widget, "offers", None)
        if offers is not None:
            yield from offers()
        widget = None if widget.isWindow() else widget.parentWidget()
