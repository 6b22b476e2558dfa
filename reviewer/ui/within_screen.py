"""Keeps a window with its frame on the screen: what stands at its foot is not cut off on a small one."""

from functools import partial

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QWidget

LOOKS = (100, 400, 1_200)
"""Milliseconds after a window was shown; its desktop puts the frame around it in its own time."""


def keep_within_screen(window: QWidget) -> None:
    """See that a window that was just shown fits as soon as its frame is known."""
    for after in LOOKS:
        QTimer.singleShot(after, window, partial(fit_frame, window))


def fit_frame(window: QWidget) -> None:
    """Make a window smaller whose frame does not fit on its screen, and move it there.

    One that fills the screen stays, and so does one that is larger than its screen because it lies across several.
    """
    if not window.isVisible() or window.isMaximized() or window.isFullScreen() or window.isMinimized():
        return
    screen = window.screen()
    room, frame, inner = screen.availableGeometry(), window.frameGeometry(), window.geometry()
    fits_bare = inner.size().boundedTo(room.size()) == inner.size()
    if frame.size().boundedTo(room.size()) == frame.size() or (not fits_bare and len(screen.virtualSiblings()) > 1):
        return
    around = frame.size() - inner.size()
    window.resize(inner.size().boundedTo(room.size() - around))
    whole = window.size() + around
    last = QPoint(room.right() + 1 - whole.width(), room.bottom() + 1 - whole.height())
    window.move(max(min(frame.x(), last.x()), room.x()), max(min(frame.y(), last.y()), room.y()))
