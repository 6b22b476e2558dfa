"""How the meeting looks on a projector: larger type and more contrast than the other windows."""

import dataclasses
import tomllib
from string import Template

from reviewer import RESOURCES
from reviewer.ui.look import Look, sheet

LARGER = 1.25


def meeting_look(look: Look) -> Look:
    """The look of the meeting: the same theme, a quarter larger, contrast at least 7:1 (look.md)."""
    text = (RESOURCES / "look" / f"meeting-{look.theme}.toml").read_text(encoding="utf-8")
    colours = {**look.colours, **tomllib.loads(text)}
    return dataclasses.replace(look, colours=colours, percent=round(look.percent * LARGER))


def meeting_sheet(look: Look) -> str:
    """The style sheet of a meeting's window; `look` is that of the meeting."""
    values: dict[str, object] = {name.replace("-", "_"): colour for name, colour in look.colours.items()}
    values |= {"vote": look.px(40), "s28": look.px(28)}
    own = Template((RESOURCES / "look" / "meeting.qss").read_text(encoding="utf-8"))
    return sheet(look) + own.substitute(values)
