"""Notices when a person's own file of keys was changed with another program."""

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from reviewer.ui import keys
from reviewer.ui.key_file import own_file


class KeyWatch(QObject):
    """Watches the folder, for an editor puts a new file in place of the old one."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        """Watches nothing where the person has no settings folder yet; what is set in the window needs no watching."""
        super().__init__(parent)
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
            self.changed.emit()
