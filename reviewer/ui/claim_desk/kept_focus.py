"""Keeps the keys on the claim desk when the button in focus gives way to a new one."""

from collections.abc import Iterator
from contextlib import contextmanager

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from reviewer.ui.claim_desk.proof_checks import ProofChecks

TYPED = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


@contextmanager
def kept_focus(desk: QWidget, checks: ProofChecks, *, same: bool = False) -> Iterator[None]:
    """What is in focus keeps it while it stays; otherwise the desk takes it, and not the next button in the window.

    A check in focus gives way to its new line. With `same` its line stays, and so does the way on: a screen reader
    hears of no change. A field is not left while it is typed in: that would break a Hangul syllable off in the middle.
    """
    held = desk.window().focusWidget()
    if held is None or held is desk or not desk.isAncestorOf(held):
        yield
        return
    of_check = held in checks.lines
    may_stay = same and (of_check or held is checks.next)
    if not isinstance(held, TYPED) and not may_stay:
        desk.setFocus()
    yield
    if may_stay:
        if desk.window().focusWidget() is held:
            return
        desk.setFocus()
    if of_check:  # its new line has no place on the screen before; a key pressed meanwhile may have moved on already
        QTimer.singleShot(0, checks, lambda: checks.resume() if desk.window().focusWidget() is desk else None)
    elif not shiboken6.isValid(held) or not held.isVisible():
        desk.setFocus()
    elif not held.hasFocus():
        held.setFocus()


def left_field(desk: QWidget) -> bool:
    """Give the keys from a field that is typed in back to the desk; False where none was. What is typed stays."""
    held = desk.window().focusWidget()
    if held is None or not isinstance(held, TYPED) or not desk.isAncestorOf(held):
        return False
    desk.setFocus()
    return True
