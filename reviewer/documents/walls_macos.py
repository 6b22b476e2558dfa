"""(parent) What macOS offers around a child: the profile that `sandbox-exec` puts it under, where that is there.

Written from the profiles that Apple ships and not tried on a Mac. Apple calls the command deprecated, and ships it.
"""

from pathlib import Path

SANDBOX_EXEC = Path("/usr/bin/sandbox-exec")
PROFILE = r"""(version 1)
(allow default)
(deny network*)
(deny file-write*)
(allow file-write-data (literal "/dev/null") (literal "/dev/dtracehelper"))
(deny file-read-data (regex #"\.(casedb|documents)(-wal|-shm|-journal)?$"))
(deny process-fork)
(deny signal)
(allow signal (target self))
"""
"""No connection, no file written, no case file read, no further process, no signal to others."""


def fenced(line: list[str], sandbox_exec: Path = SANDBOX_EXEC) -> list[str]:
    """The command line under the profile; unchanged where there is no such command."""
    return [str(sandbox_exec), "-p", PROFILE, *line] if sandbox_exec.is_file() else line
