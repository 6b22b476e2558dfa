"""(child) The walls of a glovebox: memory, time, files and, on Linux, which system calls exist at all."""

import os
import sys
from typing import Any

from reviewer.documents import landlock, walls_windows

MEMORY = 1024 * 1024 * 1024
"""Address space of a glovebox for a claimant's document, in bytes."""

MEMORY_FOR_TABLES = 3 * 1024 * 1024 * 1024
"""Address space for a delivery table: a workbook of 105,116 rows does not fit into one gigabyte."""

CPU_SECONDS = 300

ALLOWED = (
    "read readv write writev close fstat lseek pread64 munmap mremap brk madvise "
    "futex futex_waitv set_robust_list get_robust_list rseq membarrier sched_yield sched_getaffinity "
    "rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack restart_syscall "
    "clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times getrusage "
    "getrandom getpid gettid exit exit_group sysinfo"
)
"""System calls that compute, wait, and use what is open already."""

_CLONE_THREAD = 0x00010000
_CLONE_NEW = 0x7E020080  # every CLONE_NEW... of the kernel: mount, time, cgroup, names, users, processes, network
_EPERM, _ENOSYS = 1, 38
_PROT_EXEC = 4
_THIS_PROCESS = 0


def raise_walls(memory: int = MEMORY) -> int:
    """Set every limit this computer offers; 0 none, 1 rlimits, 2 rlimits and seccomp (`slips.SANDBOXES`).

    Called after the imports and before the first byte of a document: nothing can be opened afterwards.
    """
    walls = _system_call_filter()
    walls_windows.lower_own_rights()
    if not set_rlimits(memory):
        return 0
    landlock.read_only(())  # no file at all: a second wall, and the only one of this kind where seccomp is forbidden
    if walls is not None:
        try:
            walls.load()
        except OSError:  # a container that forbids seccomp itself
            walls = None
    if walls is None:
        limit("RLIMIT_NPROC", 0)  # counts threads as well, which HEIF photos need: only where nothing else helps
        return 1
    return 2


def set_rlimits(memory: int, cpu_seconds: int = CPU_SECONDS) -> bool:
    """Limit memory in bytes, processor time and files; False on Windows, where a job object does (`walls_windows`)."""
    return all(
        [
            limit("RLIMIT_CORE", 0),
            limit("RLIMIT_CPU", cpu_seconds, cpu_seconds + 2),  # asked with SIGXCPU before it is killed
            limit("RLIMIT_FSIZE", 0),
            limit("RLIMIT_NOFILE", 32),
            limit("RLIMIT_AS", memory) or sys.platform == "darwin",  # macOS does not know this one
        ]
    )


def limit(name: str, most: int, at_last: int | None = None) -> bool:
    """Set one limit for good (`at_last`: the hard one, where it differs); False where the system does not have it."""
    try:
        import resource
    except ImportError:
        return False
    kind = getattr(resource, name, None)
    if kind is None:
        return False
    hard = resource.getrlimit(kind)[1]
    upper = most if at_last is None else at_last
    upper = upper if hard == resource.RLIM_INFINITY else min(upper, hard)
    try:
        resource.setrlimit(kind, (min(most, upper), upper))
    except (OSError, ValueError):
        return False
    return True


def seccomp() -> Any | None:
    """The library that filters system calls, or None where there is none."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        import pyseccomp
    except (ImportError, RuntimeError, OSError):
        return None
    return pyseccomp


def _system_call_filter() -> Any | None:
    library = seccomp()
    if library is None:
        return None
    try:
        return _fill(library)
    except OSError:
        return None


def _fill(library: Any) -> Any:
    walls = library.SyscallFilter(library.ERRNO(_EPERM))
    walls.set_attr(library.Attr.CTL_TSYNC, 1)  # also for threads that an import has started
    allow(walls, library, ALLOWED)
    allow_own_process(walls, library)
    for call in ("mmap", "mprotect"):  # memory, but never memory that can be executed
        walls.add_rule(library.ALLOW, call, library.Arg(2, library.MASKED_EQ, _PROT_EXEC, 0))
    # HEIF decoders start threads. clone3 hides its flags from the filter, so it must seem not to exist.
    flags = library.Arg(0, library.MASKED_EQ, _CLONE_THREAD | _CLONE_NEW, _CLONE_THREAD)
    walls.add_rule(library.ALLOW, "clone", flags)
    walls.add_rule(library.ERRNO(_ENOSYS), "clone3")
    return walls


def allow(walls: Any, library: Any, calls: str) -> None:
    """Let these system calls pass; one that this kernel or library does not know cannot be made either."""
    for call in calls.split():
        try:
            walls.add_rule(library.ALLOW, call)
        except OSError:
            continue


def allow_own_process(walls: Any, library: Any) -> None:
    """Signals to itself only (abort, raise), and limits of itself to read: threads ask for the size of a stack."""
    walls.add_rule(library.ALLOW, "tgkill", library.Arg(0, library.EQ, os.getpid()))
    own, unchanged = library.Arg(0, library.EQ, _THIS_PROCESS), library.Arg(2, library.EQ, 0)
    walls.add_rule(library.ALLOW, "prlimit64", own, unchanged)
