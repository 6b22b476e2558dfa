"""Who has a case file in hand: one writer at a time, and a note beside the file that says who."""

import getpass
import os
import socket
from pathlib import Path

from filelock import FileLock, Timeout

from reviewer.rules.problem import Problem


class Hold:
    """The right to write into one case file, until it is released."""

    def __init__(self, path: Path) -> None:
        """Raise CaseFileInUse, naming who has it, when another process writes into this case file."""
        self._note = path.with_name(path.name + ".holder")
        # Not bound to a thread: the window may close what a worker opened.
        self._lock = FileLock(path.with_name(path.name + ".lock"), timeout=0, thread_local=False)
        try:
            self._lock.acquire()
        except Timeout:
            raise Problem("CaseFileInUse", file=str(path), by=self._holder()) from None
        self._note.write_text(f"{_person()}@{socket.gethostname()} ({os.getpid()})", encoding="utf-8")

    def release(self) -> None:
        """Give the file free for others."""
        if self._lock.is_locked:
            self._note.unlink(missing_ok=True)
            self._lock.release()

    def _holder(self) -> str:
        try:
            return self._note.read_text(encoding="utf-8")
        except OSError:
            return "?"


def hold(path: Path) -> Hold:
    """Take the right to write into this case file; raise CaseFileInUse when someone else has it."""
    return Hold(path)


def _person() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user in a container
        return "?"
