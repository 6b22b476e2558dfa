"""The places of the rail, and which of them come in modules of their own."""

import importlib
import importlib.util

from PySide6.QtWidgets import QWidget

from reviewer.ui.sitting import Sitting
from reviewer.ui.wording import tr

FIRST = {
    "work": ("reviewer.ui.my_work.my_work", "MyWork"),
    "claims": ("reviewer.ui.claims.claim_list", "ClaimList"),
}
"""Places every program has."""
LATER = {
    "triage": ("reviewer.ui.triage.triage", "TriagePlace"),
    "meeting": ("reviewer.ui.meeting.meeting", "MeetingPlace"),
    "letters": ("reviewer.ui.letters.letters_view", "LettersPlace"),
    "figures": ("reviewer.ui.figures.figures", "FiguresPlace"),
}
"""Places whose windows come in modules of their own; a place without its module is absent from the rail."""


def places_there() -> list[tuple[str, str]]:
    """The places this program has, by name and word."""
    words = {
        "work": tr("My work"),
        "claims": tr("Claims"),
        "triage": tr("Triage"),
        "meeting": tr("Meeting"),
        "letters": tr("Letters"),
        "figures": tr("Figures"),
    }
    return [
        (name, text)
        for name, text in words.items()
        if name not in LATER or importlib.util.find_spec(LATER[name][0]) is not None
    ]


def made(name: str, sitting: Sitting, holder: QWidget) -> QWidget:
    """A place; those that come in a module of their own are made where they will stand. KeyError for another."""
    module, kind = (FIRST | LATER)[name]
    make = getattr(importlib.import_module(module), kind)
    found: QWidget = make(sitting) if name in FIRST else make(sitting, holder)
    return found
