"""The places and claims of an open case, one of them in view."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reviewer.ui.stack import Stack


class PlaceStack(Stack):
    """What changes around it on the way is laid out once, with what comes: a claim desk is dear to lay out."""

    def __init__(self) -> None:
        """Nothing is in view until `turn_to`."""
        super().__init__()
        self._nothing = QWidget(self)
        self.addWidget(self._nothing)

    def turn_to(self, place: QWidget, make_room: Callable[[], object]) -> None:
        """Bring `place` into view; `make_room` changes what stands around, while neither it nor the last one is."""
        before, held = self.currentWidget(), self.window().focusWidget()
        with self._not_told():
            if before is not place:
                if before is not None and held is not None and before.isAncestorOf(held):
                    held.clearFocus()  # else the keyboard would stand on nothing for a moment, and be announced there
                self.setCurrentWidget(self._nothing)
            make_room()
            self.setCurrentWidget(place)

    @contextmanager
    def _not_told(self) -> Iterator[None]:
        """Qt's stack would stop and resume the painting of every part of every page at each turn, thousands of them."""
        is_free = self.updatesEnabled()
        if is_free:
            self.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, True)  # of the stack alone: Qt leaves the rest
        try:
            yield
        finally:
            if is_free:
                self.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)
