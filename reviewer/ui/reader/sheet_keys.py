"""The keys of a sheet's grid, as spreadsheets have them."""

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


class Move(Enum):
    """What a key does in the grid; the whole rows, columns and sheet are chosen by their names."""

    NONE = ""
    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"
    PAGE_UP = "page up"
    PAGE_DOWN = "page down"
    HOME = "home"
    END = "end"
    FIRST = "first"
    LAST = "last"
    TOP = "top"
    BOTTOM = "bottom"
    ROWS = "rows"
    COLUMNS = "columns"
    ALL = "all"
    WIDER = "wider"
    NARROWER = "narrower"
    PRESS = "press"


_CTRL, _ALT, _SHIFT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier,
)  # fmt: skip
_PLAIN: dict[int, Move] = {
    Qt.Key.Key_Up: Move.UP, Qt.Key.Key_Down: Move.DOWN, Qt.Key.Key_Left: Move.LEFT, Qt.Key.Key_Right: Move.RIGHT,
    Qt.Key.Key_PageUp: Move.PAGE_UP, Qt.Key.Key_PageDown: Move.PAGE_DOWN,
    Qt.Key.Key_Home: Move.HOME, Qt.Key.Key_End: Move.END,
    Qt.Key.Key_Return: Move.PRESS, Qt.Key.Key_Enter: Move.PRESS,
}  # fmt: skip
_WITH_CTRL: dict[int, Move] = {
    Qt.Key.Key_Home: Move.FIRST, Qt.Key.Key_End: Move.LAST, Qt.Key.Key_Up: Move.TOP, Qt.Key.Key_Down: Move.BOTTOM,
    Qt.Key.Key_Left: Move.HOME, Qt.Key.Key_Right: Move.END, Qt.Key.Key_A: Move.ALL, Qt.Key.Key_Space: Move.COLUMNS,
}  # fmt: skip


def move_of(event: QKeyEvent) -> Move:
    """What a key press means here; NONE for keys of the desk and of the windows around."""
    held, key = event.modifiers(), event.key()
    if held & _ALT:
        sideways: dict[int, Move] = {Qt.Key.Key_Right: Move.WIDER, Qt.Key.Key_Left: Move.NARROWER}
        return sideways.get(key, Move.NONE) if held & _SHIFT else Move.NONE
    if held & _CTRL:
        return _WITH_CTRL.get(key, Move.NONE)
    if held & _SHIFT and key == Qt.Key.Key_Space:
        return Move.ROWS
    return _PLAIN.get(key, Move.NONE)
