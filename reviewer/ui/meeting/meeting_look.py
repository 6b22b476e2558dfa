"""How the meeting looks on a projector: larger type and more contrast than the other windows."""

import tomllib
from string import Template

from PySide6.QtCore import QSize

from reviewer import RESOURCES
from reviewer.ui.look import Look, sheet

LARGER, LARGEST = 1.25, 150
"""So much larger than the other windows, but not beyond 150 % unless the person chose that for all of them."""
SCREEN, MOST = QSize(1280, 720), 2
"""This holds for a screen of so many pixels; on a larger one all grows with it, at most twofold: a projector's picture
is as large on the wall, and is looked at from as far away, however many pixels it has."""


def meeting_look(look: Look, screen: QSize = SCREEN) -> Look:
    """The look of the meeting on such a screen: the same theme, larger, contrast at least 7:1 (look.md)."""
    colours = dict(look.colours)
    if not look.is_high:
        text = (RESOURCES / "look" / f"meeting-{look.theme}.toml").read_text(encoding="utf-8")
        colours |= tomllib.loads(text)
    percent = max(look.percent, min(look.percent * LARGER, LARGEST))
    grown = min(screen.width() / SCREEN.width(), screen.height() / SCREEN.height(), MOST)
    return look._replace(colours=colours, percent=round(percent * max(grown, 1)))


def meeting_sheet(look: Look) -> str:
    """The style sheet of a meeting's window; `look` is that of the meeting."""
    values: dict[str, object] = {name.replace("-", "_"): colour for name, colour in look.colours.items()}
    values |= {"vote": look.px(34), "s28": look.px(28)}
    own = Template((RESOURCES / "look" / "meeting.qss").read_text(encoding="utf-8"))
    return sheet(look) + own.substitute(values)
