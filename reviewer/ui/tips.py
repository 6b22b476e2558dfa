"""Tips with words of strangers in them: shown as they were written, never as a page with pictures to load."""

from typing import Protocol

from PySide6.QtCore import QPoint
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QToolTip, QWidget


class HasTip(Protocol):
    """A widget, an action or an item of a list."""

    def setToolTip(self, tip: str, /) -> None:
        """What Qt shows beside the pointer."""


def set_tip(shown: HasTip, text: str) -> None:
    """Let this text stand beside the pointer as it is; nothing else gives a tip to a part of a window."""
    shown.setToolTip(plain_tip(text))


def show_tip(text: str, at: QPoint, over: QWidget) -> None:
    """Show this text at a place of the screen now, where what is below the pointer is no part of its own."""
    QToolTip.showText(at, plain_tip(text), over)


def plain_tip(text: str) -> str:
    """The tip that shows this text as it is: Qt takes what looks like marks of a page for one."""
    if not Qt.mightBeRichText(text):
        return text
    written = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<p style="white-space:pre-wrap">{written}</p>'
