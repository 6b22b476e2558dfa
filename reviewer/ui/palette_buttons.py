"""The buttons of the places as lines of the palette, those on their other pages and in folded sections too."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from types import MappingProxyType

import shiboken6
from PySide6.QtWidgets import QPushButton, QScrollArea, QStackedWidget, QWidget

from reviewer.ui.actions import Action, called
from reviewer.ui.palette_entries import Entry, of_actions
from reviewer.ui.parts import Fold
from reviewer.ui.tabs import Tabs
from reviewer.ui.wording import korean_table, tr

NOT_LISTED = frozenset({"answer", "rail"})
"""Roles of buttons that an action with a key stands for."""


def everything(
    offered: Sequence[Action],
    place: QWidget | None,
    built: Mapping[str, QWidget] = MappingProxyType({}),
    go_to: Callable[[str], object] = str,
) -> list[Entry]:
    """What the register offers, then every button that says something else: of the place in view, then of others.

    `built` are the places that were in view before, by name; a button of those is led to, not pressed.
    """
    if place is not None and hasattr(place, "finish"):
        place.finish()  # what is still to be made has buttons too
    found = of_actions(offered)
    known = {one.text for one in found}
    here = _of_buttons(place, tr("On this screen")) if place is not None else iter(())
    there = (
        one for name, other in built.items() if other is not place
        for one in _of_buttons(other, called(f"go_{name}"), [partial(go_to, name)])
    )  # fmt: skip
    for one in chain(here, there):
        if one.text not in known:
            known.add(one.text)
            found.append(one)
    return found


def _of_buttons(place: QWidget, kind: str, to_place: Sequence[Callable[[], object]] = ()) -> Iterator[Entry]:
    for button in place.findChildren(QPushButton):
        ways = _ways(button, place)
        text = says(button)
        if ways is None or len(text) < 2 or button.property("role") in NOT_LISTED or not button.objectName():
            continue
        why = "" if button.isEnabled() else button.toolTip() or tr("not possible now")
        words = tuple(filter(None, (text, _other_words().get(text, ""))))
        go = partial(_go, button, [*ways, *to_place])
        yield Entry(f"button {button.objectName()}", text, kind, words, go, why_not=why)


def says(button: QPushButton) -> str:
    """What a button is called in a list; a section by its title alone."""
    holder = button.parentWidget()
    if isinstance(holder, Fold) and button is holder.head:
        return holder.title
    return button.accessibleName() or button.text()


def _ways(button: QWidget, place: QWidget) -> list[Callable[[], object]] | None:
    """What must be opened, the outermost last, to see a button; None where it is put away for another reason."""
    found: list[Callable[[], object]] = []
    part = button
    while part is not place:
        parent = part.parentWidget()
        assert parent is not None
        if part.isHidden():
            tabs = parent.parentWidget() if isinstance(parent, QStackedWidget) else None
            if isinstance(tabs, Tabs):
                found.append(partial(tabs.show_page, part))
            elif isinstance(parent, Fold) and part is parent.body:
                found.append(partial(parent.set_open, True))
            else:
                return None
        part = parent
    return found


def _go(button: QPushButton, ways: Sequence[Callable[[], object]]) -> None:
    """Press what was in view; what was not comes into view with the keyboard on it, for one to read first."""
    if not shiboken6.isValid(button):
        return
    for open_it in reversed(ways):
        open_it()
    button.setFocus()
    part = button.parentWidget()
    while part is not None:
        if isinstance(part, QScrollArea):
            part.ensureWidgetVisible(button)
        part = part.parentWidget()
    holder = button.parentWidget()
    if isinstance(holder, Fold) and button is holder.head:
        holder.set_open(True)
    elif not ways:
        button.click()


@cache
def _other_words() -> dict[str, str]:
    """Each text of the windows in the other language."""
    table = korean_table()
    return {korean: english for english, korean in table.items()} | table
