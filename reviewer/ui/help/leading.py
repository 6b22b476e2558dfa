"""Brings what a step of the tour is about into sight; what a person scrolls after that stays where they scrolled it."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QScrollArea, QWidget
from shiboken6 import isValid

from reviewer.ui.help.tour_steps import Step

KEYBOARD_THERE = ("whole", "handed_on", "agenda")
"""Steps at which the keyboard goes to what is framed, where an early Enter would open what the step is not about."""
SETTLED = 4
"""So many looks after its control came in sight a step leads there: a claim just opened has its papers first.

So many looks also a step waits for its claim to come back into view, before it says how to open it, and a section
is brought to the top again where what stands above it came late.
"""


class Leading:
    """One step after the other; a look at the window now and then tells what is there."""

    def __init__(self) -> None:
        """No step was begun."""
        self._leads_in = self._again = self._stands = 0
        self._head: QPushButton | None = None
        self._first: str | None = None

    def begin(self) -> None:
        """Another step is in view."""
        self._leads_in, self._again, self._head, self._first = SETTLED, 0, None, None

    def look(self, window: QWidget, step: Step, there: Sequence[QWidget]) -> bool:
        """Lead to what is `there` of a step; whether its section was opened just now."""
        self._bring_what_comes(step, there)
        if there and self._leads_in:
            self._leads_in -= 1
            if not self._leads_in:
                self._lead_to(window, step)
                if step.id in KEYBOARD_THERE and not isinstance(QApplication.focusWidget(), QLineEdit):
                    there[0].setFocus()
                return True
        self._keep_at_the_top()
        return False

    def _bring_what_comes(self, step: Step, there: Sequence[QWidget]) -> None:
        """What is framed next comes into sight, also where large text has put it below; never from under one's typing.

        A step that has a section leads there itself, and only then.
        """
        if not there or (self._first is not None and isinstance(QApplication.focusWidget(), QLineEdit)):
            return
        before, self._first = self._first, there[0].objectName()
        if before is None and _sections(step):
            before = self._first
        if before != self._first:
            for area in _areas_around(there[0]):
                if there[0].height() < area.viewport().height():  # what is higher is not missed
                    QTimer.singleShot(0, there[0], partial(area.ensureWidgetVisible, there[0], 0, 16))

    def _lead_to(self, window: QWidget, step: Step) -> None:
        """Open the section a step is about and bring its head to the top, once, when the step begins."""
        heads = window.findChildren(QPushButton, next(iter(_sections(step)), "no section"))
        head = next((one for one in heads if one.isVisible()), None)  # a desk made for the next claim has them too
        if head is not None:
            head.setChecked(True)
            self._head, self._again = head, SETTLED
            QTimer.singleShot(0, head, self._to_the_top)

    def _keep_at_the_top(self) -> None:
        if self._again:
            self._again -= 1
            area = self._area()
            if area is not None and area.verticalScrollBar().value() == self._stands:  # nobody scrolled since
                self._to_the_top()

    def _to_the_top(self) -> None:
        area = self._area()
        if area is not None and self._head is not None and (inside := area.widget()) is not None:
            area.verticalScrollBar().setValue(self._head.mapTo(inside, QPoint(0, 0)).y())
            self._stands = area.verticalScrollBar().value()

    def _area(self) -> QScrollArea | None:
        is_there = self._head is not None and isValid(self._head)
        return next(_areas_around(self._head), None) if is_there and self._head is not None else None


def _sections(step: Step) -> list[str]:
    return [name for name in step.shows if name.startswith("fold_")]


def _areas_around(control: QWidget) -> Iterator[QScrollArea]:
    """What scrolls with this control in it, the innermost first."""
    around: QWidget | None = control.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            yield around
        around = around.parentWidget()
