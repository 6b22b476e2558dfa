"""What can be done wherever one is in the window: its places, its settings, the palette, the past, leaving."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from reviewer.ui import case_windows, keys
from reviewer.ui.actions import MOVES, Action
from reviewer.ui.composing import Composing
from reviewer.ui.key_file import EVERYWHERE, program_map
from reviewer.ui.wording import tr

if TYPE_CHECKING:
    from reviewer.ui.main_window import MainWindow

SECTIONS = {
    "settings_keys": "keys_section",
    "settings_look": "setting_language", "settings_person": "setting_person", "settings_my_key": "my_key",
    "settings_certificate": "certificate_section", "settings_interests": "interests_section",
    "settings_seal": "seal_section", "settings_council": "council_section", "settings_closing": "closing_section",
    "settings_destruction": "destroy_section", "settings_about": "about_section",
}  # fmt: skip
"""The sections of the settings, by the action that goes there."""
CHOICES = {
    "use_korean": ("language", "ko"), "use_english": ("language", "en"),
    "use_light": ("theme", "light"), "use_dark": ("theme", "dark"), "use_system": ("theme", "system"),
}  # fmt: skip
"""What is chosen at once, by action: a preference and its value."""
AFTER_PLACES = frozenset({"undo", "back"})
"""Keys that a field or a place may want first; all others act wherever the keyboard stands."""


def offers(window: "MainWindow") -> Iterator[Action]:
    """What the window itself can do."""
    yield Action("key_sheet", window.show_keys)
    yield Action("help", window.helping.show_manual)
    yield Action("what_is_this", window.helping.what_is_this)
    yield Action("quit", window.close)
    if window.sitting is None:
        return
    yield Action("open_case", window.start_wanted.emit)
    if window.sitting.case_file.is_sample:
        yield Action("begin_tour", window.helping.begin_tour)
    yield Action("palette", partial(case_windows.palette, window))
    yield Action("recent", partial(case_windows.recent, window))
    yield from _of_tabs(window)
    for name in window.places():
        yield Action(f"go_{name}", partial(window.go_to, name))
    yield Action("go_settings", partial(window.go_to, "settings"))
    nobody = tr("Without a key you can only look.") if not window.sitting.person else ""
    yield Action("undo", partial(case_windows.done_today, window), lambda: nobody)
    yield Action("done_today", partial(case_windows.done_today, window), lambda: nobody)
    yield Action("as_of", partial(case_windows.past, window))
    for name, section in SECTIONS.items():
        yield Action(name, partial(window.show_settings, section))
    for name, choice in CHOICES.items():
        yield Action(name, partial(_choose, window, *choice), partial(_why_not_chosen, window, *choice))


def _choose(window: "MainWindow", of: str, value: str) -> None:
    window.preferences.keep(of, value)
    window.chose.emit()


def _why_not_chosen(window: "MainWindow", of: str, value: str) -> str:
    return tr("It is so already.") if getattr(window.preferences, of) == value else ""


def _of_tabs(window: "MainWindow") -> Iterator[Action]:
    count = len(window.desks.claims)
    none = tr("No claim is open.") if not count else ""
    alone = tr("Only one claim is open.") if count == 1 and window.place == "desk" else none
    yield Action("next_tab", partial(window.step_tab, 1), lambda: alone)
    yield Action("previous_tab", partial(window.step_tab, -1), lambda: alone)
    yield Action("close_tab", window.desks.close_tab, lambda: none)


def bind(window: "MainWindow") -> list[QShortcut]:
    """Shortcuts for the keys that act everywhere; single signs come as key presses, for no field may lose one."""
    if window.findChild(Composing) is None:
        Composing(window)
    found = []
    for name, keyed in program_map().items():
        if EVERYWHERE not in keyed.at or name in AFTER_PLACES:
            continue
        for key in keys.key_map()[name]:
            if len(key) > 1:
                shortcut = QShortcut(QKeySequence(key), window)
                shortcut.setAutoRepeat(name in MOVES)
                shortcut.activated.connect(partial(window.do, name))
                found.append(shortcut)
    return found
