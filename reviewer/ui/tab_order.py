"""Makes the Tab key follow what is seen, from top to bottom, also where parts were made anew."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from reviewer.ui.parts import things_in


def follow_layout(root: QWidget, before: QWidget | None = None) -> None:
    """Chain everything that takes the keyboard inside `root` in the order of its layouts, behind what stands `before`.

    Without that it stays where it is: what is made later stands at the end of the window.
    """
    for one in _in_order(root):
        if before is not None:
            QWidget.setTabOrder(before, one)
        before = one


def _in_order(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _of_layout(layout)


def _of_layout(layout: QLayout) -> Iterator[QWidget]:
    for part in things_in(layout):
        yield from _in_order(part) if isinstance(part, QWidget) else _of_layout(part)
