"""A window of its own for the paper, for a second screen; its keys stay those of the desk."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from reviewer.ui.parts import button, label, open_at
from reviewer.ui.wording import tr


class Away(QWidget):
    """Stands on the desk while the paper is in its own window, and keeps it there when the desk is built anew."""

    def __init__(self, movable: "Movable") -> None:
        """Hidden while the paper is here."""
        super().__init__()
        self.setObjectName("paper_away")
        self._movable = movable
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        words = label(tr("The paper is in a window of its own."), size=15, tone="soft", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(words)
        layout.addWidget(button("bring_back", tr("Bring it back"), movable.bring_back), 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(2)
        self.hide()

    def kept(self) -> QRect | None:
        """Where the paper's own window stands."""
        window = self._movable.own_window
        return window.geometry() if window is not None else None

    def give_back(self, kept: QRect) -> bool:
        """Open it there again, once the desk is in view."""
        if not self._movable.isVisible():
            return False
        if self._movable.own_window is None:
            self._movable.open_window()
        if self._movable.own_window is not None:
            self._movable.own_window.setGeometry(kept)
        return True


class OwnWindow(QWidget):
    """Closing it brings the paper back; what it does not know is a key of the desk."""

    closed = Signal()

    def __init__(self, desk: QWidget) -> None:
        """`desk` gets the keys."""
        super().__init__(desk, Qt.WindowType.Window)
        self.setObjectName("paper_window")
        self._desk = desk
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        open_at(self, 900, 1000)

    def hold(self, body: QWidget, title: str) -> None:
        """Take the paper in and show it, on another screen where there is one."""
        self.setWindowTitle(title)
        self._layout.addWidget(body)
        body.show()
        here = self._desk.screen()
        others = [screen for screen in QApplication.screens() if screen is not here]
        if others and not self.isVisible():
            self.move(others[0].availableGeometry().topLeft())
            self.resize(others[0].availableGeometry().size())
        self.show()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that the paper does not take is one of the desk."""
        QApplication.sendEvent(self._desk, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The paper goes back to the desk."""
        self.closed.emit()
        super().closeEvent(event)


class Movable(QWidget):
    """A part of the desk whose `body` can move to a window of its own and back; the window comes and goes with it."""

    moved_out = Signal(bool)

    def __init__(self) -> None:
        """The body is at home."""
        super().__init__()
        self.body = QWidget()
        self._away = Away(self)
        self.own_window: OwnWindow | None = None
        self._name = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.body)
        layout.addWidget(self._away)
        self._home = layout

    def name_window(self, name: str) -> None:
        """What the window is called."""
        self._name = name
        if self.own_window is not None:
            self.own_window.setWindowTitle(name)

    def open_window(self) -> None:
        """Move the body to a window of its own, for a second screen, or back."""
        if self.own_window is not None:
            self.bring_back()
            return
        self.own_window = OwnWindow(self)
        self.own_window.closed.connect(self.bring_back)
        self.own_window.hold(self.body, self._name)
        self._away.show()
        self.moved_out.emit(True)

    def bring_back(self) -> None:
        """Bring the body back from its own window."""
        window, self.own_window = self.own_window, None
        if window is not None:
            self._away.hide()
            self._home.addWidget(self.body)
            self.body.show()
            window.hide()
            window.deleteLater()
            self.moved_out.emit(False)

    def showEvent(self, event: QShowEvent) -> None:
        """The window comes back with the desk."""
        super().showEvent(event)
        if self.own_window is not None and not event.spontaneous():
            self.own_window.show()

    def hideEvent(self, event: QHideEvent) -> None:
        """The window goes with the desk."""
        super().hideEvent(event)
        if self.own_window is not None and not event.spontaneous():
            self.own_window.hide()
