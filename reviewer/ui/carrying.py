"""Carries what was typed, chosen, ticked and scrolled over to windows built anew in another language or look."""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QWidget,
)

from reviewer.ui import keys
from reviewer.ui.making import Making
from reviewer.ui.sitting import LOOKS

Key = tuple[str, int]
"""Object names of what it stands in and of itself, its class, and which of those that share them, from 1."""
Carried = dict[str, dict[Key, list[Any]]]
"""By place or claim."""
EVERY, LONGEST, FORMS_FIRST = 100, 30, 15
"""Milliseconds until another look for what is read meanwhile, how many looks, and how many until forms must be open.

They count from when all of the root is made: on a busy computer that can take longer than all of them.
"""
MEETING = "meeting_mode"
"""The object name of the window of a meeting."""
INSIDE = (QComboBox, QAbstractSpinBox, QAbstractItemView)
"""What is inside these is theirs."""
BY_HAND = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


@runtime_checkable
class Keeper(Protocol):
    """A widget with more to keep than its fields; it says what, and takes it once it can."""

    def kept(self) -> Any:
        """What is to be carried over; None for nothing."""

    def give_back(self, kept: Any) -> bool:
        """Take it; False where that must wait."""


@dataclasses.dataclass(frozen=True)
class Kind:
    """How one kind of widget is carried: what it holds, and how another takes it; False where that must wait."""

    kept: Callable[[Any], Any]
    give: Callable[[Any, Any], bool]


def is_held() -> bool:
    """Whether a dialog or a meeting is open: it would go with the places, and what was entered there with it."""
    meetings = (one for one in QApplication.topLevelWidgets() if one.objectName() == MEETING)
    return QApplication.activeModalWidget() is not None or any(one.isVisible() for one in meetings)


def carried_over(roots: Iterable[tuple[str, QWidget]]) -> Carried:
    """What a person put into these places and desks."""
    return {name: _carried_from(root) for name, root in roots}


def _carried_from(root: QWidget) -> dict[Key, list[Any]]:
    found = {}
    for key, widget in _named(root):
        kept = [kind.kept(widget) for kind in _kinds(widget)]
        if any(one is not None for one in kept):
            found[key] = kept
    for before in root.findChildren(Carrying):
        before.hand_on(found)
    return found


class Carrying(QObject):
    """Gives it to the widgets of the same names, each as soon as it can take it; what a person does first stays."""

    def __init__(self, root: QWidget, kept: dict[Key, list[Any]], is_ready: Callable[[], bool] = lambda: True) -> None:
        """Begins as soon as the root is ready, and ends by itself."""
        super().__init__(root)
        self._root, self._kept, self._is_ready, self._looks = root, kept, is_ready, 0
        self._leads = True
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self._look)
        if kept:
            self._watch(True)
            self._timer.start()
            self._look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A person who goes on working is not led back to where they stood before.

        Who goes on typing is: until the field is there again, a letter meant for it would act as a key of the place.
        """
        if isinstance(event, QKeyEvent) and self._leads and keys.typed(event).strip():
            return any(one is TYPING for held in self._kept.values() for one in held)
        if event.type() in BY_HAND:
            self._leads = False
            self._watch(False)
        return False

    def _watch(self, is_on: bool) -> None:
        app = QApplication.instance()
        assert app is not None
        (app.installEventFilter if is_on else app.removeEventFilter)(self)

    def _look(self) -> None:
        if not self._is_ready():
            return
        self._looks += all(one.is_done for one in self._root.findChildren(Making))
        named = [(self._kept[key], widget) for key, widget in _named(self._root) if key in self._kept]
        for held, widget in named:
            if isinstance(widget, Keeper):
                self._give(widget, held, len(held) - 1)
        waits = any(isinstance(widget, Keeper) and held[-1] is not None for held, widget in named)
        if not waits or self._looks > FORMS_FIRST:  # what opens a form comes before what stood in it
            for held, widget in named:
                for place in range(len(held)):
                    self._give(widget, held, place)
        if self._looks >= LONGEST:
            self.stop()

    def _give(self, widget: QWidget, held: list[Any], place: int) -> None:
        kind = _kinds(widget)[place]
        if held[place] is not None and (self._leads or kind not in WHERE) and kind.give(widget, held[place]):
            held[place] = None

    def heed(self, act: str, claims: list[str]) -> None:
        """Give nothing more once something was recorded, for its form is meant to be empty; looking records too."""
        if act not in LOOKS:
            self.stop()

    def hand_on(self, found: dict[Key, list[Any]]) -> None:
        """Add what nobody could take yet to what was found: the root goes, too, before it was whole.

        Words that stand in a field by now are those that were given, or what a person made of them.
        """
        there = dict(_named(self._root))
        for key, held in self._kept.items() if self._timer.isActive() else ():
            now, kinds = found.setdefault(key, [None] * len(held)), _kinds(there[key]) if key in there else ()
            for place, one in enumerate(held):
                kind = kinds[place] if kinds else None
                stays = (kind in WORDS and now[place] is not None) or (kind in WHERE and not self._leads)
                if one is not None and not stays:
                    now[place] = one

    def stop(self) -> None:
        """Give nothing more."""
        self._timer.stop()
        self._watch(False)


def _named(root: QWidget) -> Iterator[tuple[Key, QWidget]]:
    counts: dict[str, int] = {}
    for widget in (root, *root.findChildren(QWidget)):
        if not widget.objectName() or widget.objectName().startswith("qt_"):
            continue
        if widget.window() is not root.window() and isinstance(widget.window(), QDialog):
            continue  # one that was left; not all that the print dialog of a system holds can be read
        # two forms, or two kinds of fields, may share a name
        name = f"{_around(widget)} {type(widget).__name__} {widget.objectName()}"
        if not _is_inside(widget, root):
            counts[name] = counts.get(name, 0) + 1
            yield (name, counts[name]), widget


def _around(widget: QWidget) -> str:
    """The name of what it stands in."""
    parent = widget.parentWidget()
    while parent is not None and not parent.objectName():
        parent = parent.parentWidget()
    return parent.objectName() if parent is not None else ""


def _is_inside(widget: QWidget, root: QWidget) -> bool:
    parent = widget.parentWidget() if widget is not root else None
    while parent is not None and parent is not root:
        if isinstance(parent, INSIDE):
            return True
        parent = parent.parentWidget()
    return False


def _kinds(widget: QWidget) -> tuple[Kind, ...]:
    found = [kind for of, kind in KINDS if isinstance(widget, of)]
    if isinstance(widget, Keeper):
        found.append(Kind(lambda one: one.kept(), lambda one, kept: one.give_back(kept)))
    return tuple(found)


def _typed(field: QLineEdit) -> tuple[str, int] | None:
    return (field.text(), field.cursorPosition()) if field.isModified() and not field.isReadOnly() else None


def _type(field: QLineEdit, kept: tuple[str, int]) -> bool:
    if not field.isModified():
        if field.text() != kept[0]:
            field.setText(kept[0])
            field.textEdited.emit(kept[0])
        field.setModified(True)
        field.setCursorPosition(kept[1])
    return False  # what is read a moment later may fill the field anew


def _written(field: QPlainTextEdit) -> tuple[str, int] | None:
    is_own = field.document().isModified() and not field.isReadOnly()
    return (field.toPlainText(), field.textCursor().position()) if is_own else None


def _write(field: QPlainTextEdit, kept: tuple[str, int]) -> bool:
    if not field.document().isModified():
        if field.toPlainText() != kept[0]:
            field.setPlainText(kept[0])
        field.document().setModified(True)
        cursor = field.textCursor()
        cursor.setPosition(min(kept[1], len(kept[0])))
        field.setTextCursor(cursor)
    return False


def _choose(box: QComboBox, data: Any) -> bool:
    place = box.findData(data)
    if place >= 0 and place != box.currentIndex():
        box.setCurrentIndex(place)
    return place >= 0 and box.hasFocus()  # the list may be filled anew, unless somebody is choosing


def _tick(box: Any, is_on: bool) -> bool:
    if box.isEnabled():
        box.setChecked(is_on)
    return bool(box.isEnabled())


def _pressed(button: QPushButton) -> bool | None:
    is_one_of = button.autoExclusive() and button.isChecked()
    return button.isChecked() if is_one_of or button.property("role") == "fold" else None


def _press(button: QPushButton, is_on: bool) -> bool:
    if button.isChecked() != is_on:
        button.click()
    return True


def _row(view: QAbstractItemView) -> tuple[int, int] | None:
    index = view.currentIndex()
    return (index.row(), index.column()) if index.isValid() else None


def _go_to_row(view: QAbstractItemView, kept: tuple[int, int]) -> bool:
    model = view.model()
    if model is None or model.rowCount() <= kept[0]:
        return False
    if (view.currentIndex().row(), view.currentIndex().column()) != kept:
        view.setCurrentIndex(model.index(*kept))
    return True


def _scrolled(area: QAbstractScrollArea) -> tuple[int, int] | None:
    places = (area.horizontalScrollBar().value(), area.verticalScrollBar().value())
    return places if any(places) else None


def _scroll(area: QAbstractScrollArea, kept: tuple[int, int]) -> bool:
    for bar, value in zip((area.horizontalScrollBar(), area.verticalScrollBar()), kept, strict=True):
        bar.setValue(value)
    return (area.horizontalScrollBar().value(), area.verticalScrollBar().value()) == kept


def _focused(widget: QWidget) -> object:
    keyboard = widget.window().focusWidget()
    if isinstance(widget, QAbstractItemView) and isinstance(keyboard, QLineEdit) and widget.isAncestorOf(keyboard):
        return TYPING
    if widget is not keyboard:
        return None
    return TYPING if isinstance(widget, QLineEdit | QPlainTextEdit) else True


def _focus(widget: QWidget, held: Any) -> bool:
    if not widget.isVisible():
        return False
    widget.setFocus()
    if held is TYPING and isinstance(widget, QAbstractItemView):  # in a cell of it
        widget.edit(widget.currentIndex())
        cell = widget.window().focusWidget()
        if not isinstance(cell, QLineEdit):
            return False  # its rows are still being read
        cell.end(False)
    return True


TYPED, WRITTEN = Kind(_typed, _type), Kind(_written, _write)
WORDS = (TYPED, WRITTEN)
TYPING = object()
"""Kept of the field that had the keyboard."""
ROW, SCROLL = Kind(_row, _go_to_row), Kind(_scrolled, _scroll)
FOCUS = Kind(_focused, _focus)
WHERE = (ROW, SCROLL, FOCUS)
"""Where a person stood; everything else is what they entered."""
KINDS: tuple[tuple[Any, Kind], ...] = (
    (QLineEdit, TYPED),
    (QPlainTextEdit, WRITTEN),
    (QComboBox, Kind(lambda box: None if box.isEditable() else box.currentData(), _choose)),
    ((QCheckBox, QRadioButton), Kind(lambda box: box.isChecked(), _tick)),
    (QSpinBox, Kind(lambda box: box.value(), lambda box, value: box.setValue(value) is None)),
    (QDateTimeEdit, Kind(lambda box: box.dateTime(), lambda box, value: box.setDateTime(value) is None)),
    (QPushButton, Kind(_pressed, _press)),
    (QAbstractItemView, ROW),
    (QAbstractScrollArea, SCROLL),
    (QWidget, FOCUS),
)
