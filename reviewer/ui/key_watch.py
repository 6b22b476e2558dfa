"""Lets changed keys act at once, whether they were set in the window or in the file with another program."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from reviewer.ui import keys
from reviewer.ui.key_file import own_file

SETTLES = 100
"""Milliseconds after a change before the file is read: it may be emptied first and written then."""


class KeyWatch(QObject):
    """Watches the folder, for an editor may put a new file in place of the old one, and the file itself."""

    def __init__(self, window: Any, build_again: Callable[[], None]) -> None:
        """Where the person has no settings folder yet, the nearest folder above is watched until there is one.

        `window` is the main window, with which this goes; it is built again so that everything names the new keys.
        """
        super().__init__(window)
        self._window, self._build_again = window, build_again
        self._watcher = QFileSystemWatcher(self)
        self._settled = QTimer(self, singleShot=True, interval=SETTLES)
        self._settled.timeout.connect(self.look)
        self._watcher.directoryChanged.connect(lambda _: self._settled.start())
        self._watcher.fileChanged.connect(lambda _: self._settled.start())
        self._watch()

    def _watch(self) -> None:
        """A new file in place of the old one is another one to watch."""
        file, watched = own_file(), {*self._watcher.directories(), *self._watcher.files()}
        folder = next(one for one in file.parents if one.is_dir())
        wanted = {str(folder)} | ({str(file)} if file.is_file() else set())
        for path in watched - wanted:
            self._watcher.removePath(path)
        for path in wanted - watched:
            self._watcher.addPath(path)

    def look(self) -> None:
        """Compare the file with the keys in force."""
        self._watch()
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

        self._watch()
        self._renew()

        def stand_again() -> None:
            self._window.show_settings("keys_section")
            self._window.findChildren(KeysSection)[-1].stand_on(action)

        QTimer.singleShot(0, self, stand_again)
