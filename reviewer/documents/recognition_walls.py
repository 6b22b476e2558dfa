"""(child) Becomes `tesseract` behind walls: limits, folders it may read, and the system calls it may make.

Unlike a glovebox it has to open files (its libraries and language data) and to start one program, after which the walls
must already stand. So reading is left open for system folders only, and `execve` for one secret address only.
"""

import ctypes
import math
import os
import random
import sys
from pathlib import Path
from typing import Any

from reviewer.children import system_environment
from reviewer.documents import landlock, limits

MEMORY = 2 * 1024 * 1024 * 1024
"""Address space of the recognition of one page, in bytes: 40 million pixels in colour need 0.9 GB of it."""

_SYSTEM_FOLDERS = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/ld.so.conf", "/nix/store")
_ALLOWED = (
    "access faccessat faccessat2 newfstatat fstatat64 stat lstat statx getdents64 readlink readlinkat getcwd "
    "arch_prctl set_tid_address uname getuid geteuid getgid getegid"
)
_PROT_WRITE, _PROT_EXEC, _MAP_ANONYMOUS = 2, 4, 0x20
_MAP_FIXED_NOREPLACE = 0x100000
_PAGE = 4096
_EPERM, _ENOSYS = 1, 38


def main(arguments: list[str]) -> int:
    """Raise the walls and become the program; never returns unless it cannot be started."""
    seconds, folder, program, *others = arguments
    libc = ctypes.CDLL(None, use_errno=True)
    line = [os.fsencode(part) for part in (program, *others)]
    names = (ctypes.c_char_p * (len(line) + 1))(*line, None)
    kept = [f"{name}={value}".encode() for name, value in system_environment().items()]
    values = (ctypes.c_char_p * (len(kept) + 1))(*kept, None)
    address = _hide(libc, os.fsencode(program))
    walls = _system_call_filter(address) if address else None  # before folders close: it imports a library
    limits.set_rlimits(MEMORY, math.ceil(float(seconds)) + 1)
    landlock.read_only(readable(Path(program), folder))
    if walls is None or not _raised(walls):
        limits.limit("RLIMIT_NPROC", 0)
    libc.execve(ctypes.c_void_p(address) if address else line[0], names, values)
    return 99


def _raised(walls: Any) -> bool:
    try:
        walls.load()
    except OSError:  # a container that forbids seccomp itself
        return False
    return True


def readable(program: Path, folder: str) -> list[str]:
    """What the program needs to read: itself, its libraries, its language data. Never a home, never a case."""
    own = program.parent.parent
    near = [own / name for name in ("lib", "lib64")] if own != Path(own.anchor) else []
    data = [folder] if folder else [str(own / "share")] if near else []
    data += [os.environ[name] for name in ("TESSDATA_PREFIX",) if name in os.environ]
    return [*_SYSTEM_FOLDERS, str(program), str(program.resolve()), *map(str, near), *data]


def _hide(libc: Any, program: bytes) -> int:
    """The program's path at an address that nobody can guess; 0 where that cannot be done.

    The filter lets `execve` pass for this address only, and any other address ends the process. The program that is
    started has a new address space and no way to learn the old one, so it has one guess among 2^45.
    """
    if not sys.platform.startswith("linux") or sys.maxsize < 2**32:
        return 0
    dice = random.SystemRandom()
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = (ctypes.c_void_p, ctypes.c_size_t, *([ctypes.c_int] * 3), ctypes.c_long)
    for _ in range(8):
        base = dice.randrange(0x1000_0000_0000 // _PAGE, 0x5000_0000_0000 // _PAGE) * _PAGE
        size = _PAGE + len(program) + 1
        got = libc.mmap(base, size, 1 | _PROT_WRITE, 2 | _MAP_ANONYMOUS | _MAP_FIXED_NOREPLACE, -1, 0)
        if got == base:
            address = base + dice.randrange(_PAGE)
            ctypes.memmove(address, program + b"\0", len(program) + 1)
            return address
    return 0


def _system_call_filter(address: int) -> Any | None:
    seccomp = limits.seccomp()
    if seccomp is None:
        return None
    try:
        return _fill(seccomp, address)
    except OSError:
        return None


def _fill(seccomp: Any, address: int) -> Any:
    walls = seccomp.SyscallFilter(seccomp.ERRNO(_EPERM))
    limits.allow(walls, seccomp, limits.ALLOWED + " " + _ALLOWED)
    limits.allow_own_process(walls, seccomp)
    writing = os.O_ACCMODE | os.O_CREAT | os.O_TRUNC
    for call, flags in (("open", 1), ("openat", 2)):
        walls.add_rule(seccomp.ALLOW, call, seccomp.Arg(flags, seccomp.MASKED_EQ, writing, 0))
    for harmless in (1, 2, 3):  # F_GETFD, F_SETFD, F_GETFL: what opening a file asks
        walls.add_rule(seccomp.ALLOW, "fcntl", seccomp.Arg(1, seccomp.EQ, harmless))
    walls.add_rule(seccomp.ERRNO(_ENOSYS), "openat2")  # hides its flags from the filter
    walls.add_rule(seccomp.ERRNO(_ENOSYS), "clone3")
    # Libraries are mapped from files that can be executed and not written; nothing else may be executed.
    both = _PROT_WRITE | _PROT_EXEC
    walls.add_rule(seccomp.ALLOW, "mmap", seccomp.Arg(2, seccomp.MASKED_EQ, _PROT_EXEC, 0))
    from_file = seccomp.Arg(3, seccomp.MASKED_EQ, _MAP_ANONYMOUS, 0)
    walls.add_rule(seccomp.ALLOW, "mmap", seccomp.Arg(2, seccomp.MASKED_EQ, both, _PROT_EXEC), from_file)
    walls.add_rule(seccomp.ALLOW, "mprotect", seccomp.Arg(2, seccomp.MASKED_EQ, _PROT_EXEC, 0))
    walls.add_rule(seccomp.ALLOW, "execve", seccomp.Arg(0, seccomp.EQ, address))
    walls.add_rule(seccomp.KILL_PROCESS, "execve", seccomp.Arg(0, seccomp.NE, address))
    return walls
