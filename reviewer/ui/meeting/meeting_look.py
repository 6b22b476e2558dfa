"""How the meeting looks on a projector: larger type and more contrast than the other windows."""

import tomllib
from string import Template

from reviewer import RESOURCES
from reviewer.ui.look import Look, sheet

LARGER, LARGEST = 1.25, 150
"""So much larger than the other windows, but not beyond 150 % unless the person chose that for all of them."""


def meeting_look(look: Look) -> Look:
    """The look of the meeting: the same theme, larger, contrast at least 7:1 (look.md)."""
    colours = dict(look.colours)
    if not look.is_high:
        text = (RESOURCES / "look" / f"meeting-{look.theme}.toml").read_text(encoding="utf-8")
        colours |= tomllib.loads(text)
    return look._replace(colours=colours, percent=max(look.percent, min(round(look.percent * LARGER), LARGEST)))


def meeting_sheet(look: Look) -> str:
    """The style sheet of a meeting's window; `look` is that of the meeting."""
    values: dict[str, object] = {name.replace("-", "_"): colour for name, colour in look.colours.items()}
    values |= {"vote": look.px(34), "s28": look.px(28)}
    own = Template((RESOURCES / "look" / "meeting.qss").read_text(encoding="utf-8"))
    return sheet(look) + own.substitute(values)
