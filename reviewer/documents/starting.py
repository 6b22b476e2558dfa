"""(parent) Starts a child behind what this system puts around one; what it does to itself stands in `limits`."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

from reviewer.documents import walls_macos, walls_windows
from reviewer.documents.limits import CPU_SECONDS

if sys.platform.startswith("linux"):
    import fcntl

_PIPE = 1 << 20
BEHIND = 10
"""How nice a child is to the window it works for: of eleven shares of a processor that both want, it has one."""


class Child:
    """A child process, and the job object around it where there is one."""

    def __init__(
        self, line: list[str], environment: dict[str, str], memory: int, *,
        source: IO[bytes] | None = None, passed: tuple[int, ...] = (),
    ) -> None:  # fmt: skip
        """Start it with nothing of ours but `environment` and the descriptors `passed`; `memory` in bytes."""
        self._job = walls_windows.Job(memory, CPU_SECONDS) if sys.platform == "win32" else None
        self.process = subprocess.Popen(
            walls_macos.fenced(line) if sys.platform == "darwin" else line,
            stdin=source if source is not None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=Path(sys.executable).anchor or None,
            pass_fds=passed,
            bufsize=1 << 16,
            creationflags=walls_windows.CREATE_NO_WINDOW if sys.platform == "win32" else 0,
        )
        _put_behind(self.process.pid)
        if source is None:
            _widen(self.process.stdin)
        if self._job is not None:  # before a byte of the document: it waits for its stdin
            try:
                self._job.take(int(getattr(self.process, "_handle")))  # noqa: B009
            except OSError:
                self.process.kill()
                self.process.wait()
                raise

    def let_go(self) -> None:
        """Close the job object once the child has ended."""
        if self._job is not None:
            self._job.close()


def _put_behind(pid: int) -> None:
    """Let the window have the processor first; not on Windows, where a child of lower class may get none at all."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, pid, os.getpriority(os.PRIO_PROCESS, 0) + BEHIND)


def _widen(pipe: IO[bytes] | None) -> None:
    """Let a megabyte pass at a time, so that a large paper does not wait for its reader at every 64 kB."""
    if sys.platform.startswith("linux") and pipe is not None:
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE)
