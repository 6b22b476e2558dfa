"""(child) The walls of a glovebox: memory, time, files and, on Linux, which system calls exist at all."""

import sys
from typing import Any

MEMORY = 1024 * 1024 * 1024
"""Address space of a glovebox for a claimant's document, in bytes."""

MEMORY_FOR_TABLES = 3 * 1024 * 1024 * 1024
"""Address space for a delivery table: a workbook of 105,116 rows does not fit into one gigabyte."""

CPU_SECONDS = 300

_ALLOWED = (
    "read readv write writev close fstat lseek pread64 munmap mremap brk madvise "
    "futex futex_waitv set_robust_list get_robust_list rseq membarrier sched_yield sched_getaffinity "
    "rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack restart_syscall "
    "clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday time times getrusage "
    "getrandom getpid gettid tgkill exit exit_group sysinfo"
)
_CLONE_THREAD = 0x00010000
_EPERM, _ENOSYS = 1, 38
_PROT_EXEC = 4


def raise_walls(memory: int = MEMORY) -> int:
    """Set every limit this computer offers; 0 none, 1 rlimits, 2 rlimits and seccomp (`slips.SANDBOXES`).

    Called after the imports and before the first byte of a document: nothing can be opened afterwards.
    """
    walls = _system_call_filter()
    if not _set_rlimits(memory):
        return 0
    if walls is not None:
        try:
            walls.load()
        except OSError:  # a container that forbids seccomp itself
            walls = None
    if walls is None:
        _limit("RLIMIT_NPROC", 0)  # counts threads as well, which HEIF photos need: only where nothing else helps
        return 1
    return 2


def _set_rlimits(memory: int) -> bool:
    """False on Windows, where the parent's deadline is the only limit."""
    return all(
        [
            _limit("RLIMIT_CORE", 0),
            _limit("RLIMIT_CPU", CPU_SECONDS),
            _limit("RLIMIT_FSIZE", 0),
            _limit("RLIMIT_NOFILE", 32),
            _limit("RLIMIT_AS", memory) or sys.platform == "darwin",  # macOS does not know this one
        ]
    )


def _limit(name: str, most: int) -> bool:
    try:
        import resource
    except ImportError:
        return False
    kind = getattr(resource, name, None)
    if kind is None:
        return False
    hard = resource.getrlimit(kind)[1]
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(kind, (wanted, wanted))
    except (OSError, ValueError):
        return False
    return True


def _system_call_filter() -> Any | None:
    if not sys.platform.startswith("linux"):
        return None
    try:
        import pyseccomp as seccomp
    except (ImportError, RuntimeError, OSError):
        return None
    try:
        return _fill(seccomp)
    except OSError:
        return None


def _fill(seccomp: Any) -> Any:
    walls = seccomp.SyscallFilter(seccomp.ERRNO(_EPERM))
    for call in _ALLOWED.split():
        try:
            walls.add_rule(seccomp.ALLOW, call)
        except OSError:  # a call this kernel or library does not know cannot be made either
            continue
    for call in ("mmap", "mprotect"):  # memory, but never memory that can be executed
        walls.add_rule(seccomp.ALLOW, call, seccomp.Arg(2, seccomp.MASKED_EQ, _PROT_EXEC, 0))
    # HEIF decoders start threads. clone3 hides its flags from the filter, so it must seem not to exist.
    walls.add_rule(seccomp.ALLOW, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, _CLONE_THREAD, _CLONE_THREAD))
    walls.add_rule(seccomp.ERRNO(_ENOSYS), "clone3")
    # Threads ask for the size of a stack; nobody may set a limit any more.
    walls.add_rule(seccomp.ALLOW, "prlimit64", seccomp.Arg(2, seccomp.EQ, 0))
    return walls
