"""Two hands on a keyboard: every key goes the way a real one does, to the window and to what has the focus in it."""

import subprocess
import time
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

PATIENCE = 15_000
X_NAMES = {"Esc": "Escape", "Space": "space", "]": "bracketright", ".": "period"}
"""What the X server calls a key, where that differs."""


class Hands:
    """Knows nothing of the program but what has the focus; on an X display the keys are those of the X server."""

    def __init__(self, qtbot: QtBot) -> None:
        self._held: QWidget | None = None
        self.qtbot, self.is_real = qtbot, QGuiApplication.platformName() == "xcb"

    def front(self) -> QWidget:
        """The window a person sees in front: a menu, a dialog, or the window that was opened last.

        Without a screen a window that goes away late can leave none active; then a further window is over the main one.
        """
        found = QApplication.activePopupWidget() or QApplication.activeModalWidget() or QApplication.activeWindow()
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.windowHandle() is not None]
        return found or min(shown, key=lambda one: isinstance(one, QMainWindow))

    def focus(self) -> QWidget:
        """What has the keyboard."""
        self._target()
        return QApplication.focusWidget() or self.front()

    def press(self, *keys: str) -> None:
        """Press keys one after the other, each as Qt writes it: P, Ctrl+K, Return."""
        for key in keys:
            if self.is_real:
                self._xdotool("key", "+".join(_x_name(part) for part in key.split("+")))
            else:
                pressed = QKeySequence(key)[0]  # type: ignore[index]
                QTest.keyClick(self._target(), pressed.key(), pressed.keyboardModifiers())
            self.qtbot.wait(1)

    def write(self, text: str) -> None:
        """Type a text letter by letter."""
        if self.is_real:
            self._xdotool("type", "--delay", "8", text)
            self.qtbot.wait(1)
            return
        for letter in text:
            QTest.keyClick(self._target(), letter)  # type: ignore[call-overload]

    def tab_to(self, *names: str, most: int = 150) -> QWidget:
        """Press Tab until one of these has the keyboard."""
        for _ in range(most):
            if self.focus().objectName() in names:
                return self.focus()
            self.press("Tab")
        raise AssertionError(f"the Tab key never came to {names}; it stands on {self.focus()}")

    def replace(self, text: str) -> None:
        """Write over what stands in the field."""
        self.press("Ctrl+A")
        self.write(text)

    def until(self, is_so: Callable[[], object], patience: int = PATIENCE) -> None:
        """Wait for what the keys have set going."""
        self.qtbot.waitUntil(lambda: bool(is_so()), timeout=patience)

    def in_dialog(self, kind: type[QWidget], do: Callable[[], None]) -> None:
        """Do this once a dialog of this kind is in front, for it does not come back before it is left."""

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, kind):
                do()
                QTimer.singleShot(PATIENCE, dialog, dialog.close)  # what was not left by keys ends the test anyway
            elif time.monotonic() < end:
                QTimer.singleShot(50, look)

        end = time.monotonic() + PATIENCE / 1000
        QTimer.singleShot(50, look)

    def _target(self) -> QWidget | QWindow:
        """The window in front, which a window manager gives the keyboard to; of a menu its widget."""
        self._held = front = self.front().window()  # its parts live no longer than this name for it
        if front is QApplication.activePopupWidget():
            return front.focusWidget() or front
        handle = front.windowHandle()
        if not self.is_real and QGuiApplication.focusWindow() is not handle:
            handle.requestActivate()
            self.qtbot.wait(1)
        return handle

    def _xdotool(self, *words: str) -> None:
        """Without a window manager nobody but the test gives the keyboard to the window in front."""
        window = str(int(self.front().window().winId()))
        subprocess.run(["xdotool", "windowfocus", "--sync", window, *words], check=True, timeout=30)
        self.qtbot.wait(20)


def _x_name(key: str) -> str:
    """How the X server calls a key."""
    return X_NAMES.get(key, key.lower() if len(key) == 1 or key in ("Ctrl", "Alt", "Shift") else key)
