"""A figure that is pressed to see what it comes from: its days of sales, or the line of the calculation above it."""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass

from PySide6.QtWidgets import QLabel, QPushButton

from reviewer.rules.places import Place
from reviewer.ui.parts import button, label
from reviewer.ui.source_mark import no_place
from reviewer.ui.tips import set_tip
from reviewer.ui.wording import tr_many


@dataclass(frozen=True)
class Days:
    """The days of sales that a figure adds up."""

    dates: tuple[dt.date, ...]


@dataclass(frozen=True)
class Calculated:
    """The line of the calculation with this code."""

    code: str


Origin = Place | Days | Calculated
"""What a figure comes from, as it is shown when somebody presses the figure."""


def week_of(first: dt.date) -> Days:
    """The seven days from `first` on."""
    return Days(tuple(first + dt.timedelta(number) for number in range(7)))


def figure(
    name: str, text: str, what: str, pressed: Callable[[], object], *, from_: str, bold: bool = False, size: int = 13
) -> QPushButton:
    """A figure to be pressed; `what` names it, `from_` says what a press shows."""
    found = button(f"figure_{name}", text, pressed, role="figure", says=f"{what}: {text}. {from_}")
    set_tip(found, from_)
    if size != 13:
        found.setProperty("textsize", str(size))
    if bold:
        found.setProperty("weight", "bold")
    return found


def typed_mark(name: str, what: str, days: Days, sold: Collection[dt.date], placed: Collection[dt.date]) -> QLabel:
    """How many days of a figure were typed without a place; no words where each has one."""
    known = [day for day in days.dates if day in sold]
    typed = [day for day in known if day not in placed]
    if not known or len(typed) == len(known):
        return no_place(name, what)
    text = tr_many("{n} day without a place", "{n} days without a place", len(typed)) if typed else ""
    found = label(text, size=12, tone="wait")
    if text:
        found.setObjectName(f"no_source_{name}")
        found.setAccessibleName(f"{what}: {text}")
    return found
