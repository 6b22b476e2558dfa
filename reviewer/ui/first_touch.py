"""The first key or movement of the mouse: somebody is there, and will soon want more than what is in view."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject

_TOUCHES = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.HoverMove,
    QEvent.Type.Wheel, QEvent.Type.TouchBegin, QEvent.Type.InputMethod,
})  # fmt: skip


class FirstTouch(QObject):
    """Listens to the whole program until then, and to nothing afterwards."""

    def __init__(self, then: Callable[[], object], parent: QObject) -> None:
        """`then` is called once, after the first touch; never once `parent` is gone."""
        super().__init__(parent)
        self._then = then
        if (app := QCoreApplication.instance()) is not None:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything through."""
        if event.type() in _TOUCHES and (app := QCoreApplication.instance()) is not None:
            app.removeEventFilter(self)
            self._then()
            self.deleteLater()
        return False
