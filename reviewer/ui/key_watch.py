"""Lets changed keys act at once, whether they were set in the window or in the file with another program."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from reviewer.ui import keys
from reviewer.ui.key_file import own_file


class KeyWatch(QObject):
    """Watches the folder, for an editor puts a new file in place of the old one."""

    def __init__(self, parent: QObject, window: Any, build_again: Callable[[], None]) -> None:
        """Watches nothing where the person has no settings folder yet; what is set in the window needs no watching.

        `window` is the main window, which is built again so that everything names the new keys.
        """
        super().__init__(parent)
        self._window, self._build_again = window, build_again
        self._watcher = QFileSystemWatcher(self)
        folder = own_file().parent
        if folder.is_dir():
            self._watcher.addPath(str(folder))
        self._watcher.directoryChanged.connect(lambda _: self.look())

    def look(self) -> None:
        """Compare the file with the keys in force."""
        before = keys.own_keys()
        keys.read_again()
        now = keys.own_keys()
        if (dict(now.keys), str(now.fault)) != (dict(before.keys), str(before.fault)):
            self._renew()

    def _renew(self) -> None:
        self._window.bind_keys()
        self._build_again()

    def keys_set(self, action: str) -> None:
        """Keys were changed in the settings: their list stands where it was once the window was built again."""
        from reviewer.ui.settings.keys_section import KeysSection

        self._renew()

        def stand_again() -> None:
            self._window.show_settings("keys_section")
            self._window.findChildren(KeysSection)[-1].stand_on(action)

        QTimer.singleShot(0, self, stand_again)
