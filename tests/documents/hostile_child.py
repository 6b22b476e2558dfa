"""A real child of the program in which a document has taken over: its bytes say what is tried behind the walls.

Only the reading of the document is replaced; the hatch, the walls and the loop are the program's own. Run it as
`hostile_child.line(...)` says. A document is a line of JSON, [attempt, arguments...]; the answer is the text of the
document: `done`, the name of the error, or what was found.
"""

import ctypes
import errno
import json
import mmap
import os
import resource
import socket
import sys
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

LIBC = ctypes.CDLL(None, use_errno=True)
FLOOD = 1 << 20
# Numbers of system calls on x86-64 and, where they differ, on aarch64.
_ARM = os.uname().machine == "aarch64" if hasattr(os, "uname") else False
CALLS = {
    name: arm if _ARM else intel
    for name, intel, arm in (
        ("ptrace", 101, 117), ("tgkill", 234, 131), ("tkill", 200, 130), ("clone", 56, 220), ("memfd_create", 319, 279),
        ("unshare", 272, 97), ("mount", 165, 40), ("chroot", 161, 51), ("keyctl", 250, 219), ("bpf", 321, 280),
        ("perf_event_open", 298, 241), ("userfaultfd", 323, 282), ("io_uring_setup", 425, 425), ("setns", 308, 268),
        ("pidfd_open", 434, 434), ("process_vm_readv", 310, 270), ("prlimit64", 302, 261), ("openat2", 437, 437),
        ("personality", 135, 92), ("pkey_mprotect", 329, 288), ("clone3", 435, 435), ("shmget", 29, 194),
        ("execveat", 322, 281), ("ioctl", 16, 29), ("fcntl", 72, 25), ("dup", 32, 23), ("setsid", 112, 157),
        ("open_by_handle_at", 304, 265), ("sched_setaffinity", 203, 122), ("rt_tgsigqueueinfo", 297, 240),
    )
}  # fmt: skip
BUFFER = ctypes.create_string_buffer(1 << 16)


def call(name: str, *arguments: int | bytes | None) -> str:
    """A system call, past every check of Python."""
    told = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    if LIBC.syscall(CALLS[name], *told) == -1:
        raise OSError(ctypes.get_errno(), name)
    return "done"


def fork() -> str:
    """Become two, past Python's own call."""
    found = LIBC.fork()
    if found == 0:
        os._exit(0)
    if found < 0:
        raise OSError(ctypes.get_errno(), "fork")
    return "done"


def executable_memory() -> str:
    """Memory that can be executed, as injected code needs it."""
    mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC).close()
    return "done"


def made_executable() -> str:
    """Memory that becomes executable after it was written."""
    room = mmap.mmap(-1, 4096)
    address = ctypes.addressof(ctypes.c_char.from_buffer(room))
    if LIBC.mprotect(ctypes.c_void_p(address), ctypes.c_size_t(4096), 5):
        raise OSError(ctypes.get_errno(), "mprotect")
    return "done"


def descriptors() -> str:
    """What is open: number and kind of each descriptor."""
    found = []
    for number in range(1024):
        try:
            os.lseek(number, 0, os.SEEK_CUR)
        except OSError as error:
            if error.errno == errno.ESPIPE:
                found.append(f"{number}:pipe")
            continue
        found.append(f"{number}:file")
    return " ".join(found)


def use_up_memory() -> str:
    """Take all there is, in pieces, and say how many MiB that was."""
    held: list[Any] = []
    try:
        while len(held) < 8_192:
            held.append(bytearray(1 << 20))
    except MemoryError:
        return str(len(held))
    return "done"


def spin(_seconds: str = "") -> str:
    """Compute without end."""
    while True:
        pass


def flood() -> str:
    """Write into the hatch without end."""
    pipes = [one.partition(":")[0] for one in descriptors().split() if one.endswith("pipe")]
    for number in map(int, pipes):  # whichever of them the hatch is
        while True:
            try:
                os.write(number, b"\x14" * FLOOD)
            except OSError:
                break
    return "done"


def deaf_and_busy() -> str:
    """Ignore every signal that can be ignored, and never come back."""
    import signal

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGXCPU):
        signal.signal(number, signal.SIG_IGN)
    return spin()


def quick(what: Callable[..., Any]) -> Callable[..., str]:
    """An attempt that is over at once."""

    def attempt(*arguments: str) -> str:
        what(*arguments)
        return "done"

    return attempt


ATTEMPTS: dict[str, Callable[..., str]] = {
    "read": quick(lambda path: os.open(path, os.O_RDONLY)),
    "write": quick(lambda path: os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)),
    "append": quick(lambda path: os.open(path, os.O_WRONLY | os.O_APPEND)),
    "truncate": quick(lambda path: os.truncate(path, 0)),
    "unlink": quick(os.unlink),
    "rename": quick(lambda path: Path(path).rename(path + ".gone")),
    "link": quick(lambda path: Path(path + ".link").symlink_to(path)),
    "mkdir": quick(lambda path: Path(path + ".folder").mkdir()),
    "chmod": quick(lambda path: Path(path).chmod(0o777)),
    "list": quick(os.listdir),
    "openat2": lambda path: call("openat2", -100, path.encode(), BUFFER.raw[:24], 24),
    "exec": quick(lambda: os.execv("/bin/true", ["true"])),
    "execveat": lambda: call("execveat", -100, b"/bin/true", None, None, 0),
    "socket": quick(socket.socket),
    "local_socket": quick(lambda: socket.socket(socket.AF_UNIX)),
    "socketpair": quick(socket.socketpair),
    "connect": lambda: _libc("connect", 0, b"\x02\0\0\x50\x7f\0\0\1" + bytes(8), 16),
    "fork": fork,
    "process": lambda: call("clone", 17, 0, 0, 0, 0),
    "thread_in_new_names": lambda: call("clone", 0x00010000 | 0x20000000 | 0x800 | 0x100, 0, 0, 0, 0),
    "clone3": lambda: call("clone3", BUFFER.raw[:64], 64),
    "kill_parent": quick(lambda: os.kill(os.getppid(), 0)),
    "tgkill_parent": lambda: call("tgkill", os.getppid(), os.getppid(), 0),
    "tkill_parent": lambda: call("tkill", os.getppid(), 0),
    "pidfd_parent": lambda: call("pidfd_open", os.getppid(), 0),
    "signal_parent": lambda: call("rt_tgsigqueueinfo", os.getppid(), os.getppid(), 0, BUFFER.raw[:128]),
    "ptrace_parent": lambda: call("ptrace", 16, os.getppid(), 0, 0),
    "read_parent": lambda: call("process_vm_readv", os.getppid(), BUFFER.raw[:16], 1, BUFFER.raw[:16], 1, 0),
    "limits_of_parent": lambda: call("prlimit64", os.getppid(), 7, None, BUFFER.raw[:16]),
    "raise_limits": quick(lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (1024, 1024))),
    "executable_memory": executable_memory,
    "made_executable": made_executable,
    "executable_key": lambda: call("pkey_mprotect", 0, 4096, 5, -1),
    "read_implies_exec": lambda: call("personality", 0x0400000),
    "memory_file": lambda: call("memfd_create", b"x", 0),
    "shared_memory": lambda: call("shmget", 1015, 4096, 0o1600),
    "terminal": lambda: call("ioctl", 0, 0x5412, b"x"),
    "own_descriptor": lambda: call("fcntl", 0, 4, 0o4000),
    "copy_descriptor": lambda: call("dup", 0),
    **{
        name: (lambda name=name: call(name, 0, 0, 0, 0, 0))
        for name in ("unshare", "mount", "chroot", "keyctl", "bpf", "perf_event_open", "userfaultfd")
    },
    **{
        name: (lambda name=name: call(name, 8, 0, 0, 0))
        for name in ("io_uring_setup", "setns", "setsid", "open_by_handle_at", "sched_setaffinity")
    },
    "descriptors": descriptors,
    "memory": use_up_memory,
    "spin": spin,
    "deaf": deaf_and_busy,
    "flood": flood,
    "sleep": quick(lambda seconds: time.sleep(float(seconds))),
}


def _libc(name: str, *arguments: int | bytes) -> str:
    if getattr(LIBC, name)(*arguments) == -1:
        raise OSError(ctypes.get_errno(), name)
    return "done"


def attempt(line: str) -> str:
    """Try one thing; how it ended."""
    name, *arguments = json.loads(line)
    try:
        return ATTEMPTS[name](*arguments)
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, str(error))
    except ValueError as error:  # how Python words the EPERM of setrlimit
        return "EPERM" if "not allowed" in str(error) else str(error)
    except MemoryError:
        return "MemoryError"


def line(task: str, *, cpu_seconds: int = 300, without_filter: bool = False) -> list[str]:
    """The command line of a glovebox that a document takes over."""
    paths = [*(p for p in sys.path if p), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    program = (
        "import json,sys;sys.path+=json.loads(sys.argv[1]);from tests.documents import hostile_child as h;"
        f"sys.exit(h.glovebox({task!r},{cpu_seconds},{without_filter},sys.argv[2:]))"
    )
    return [sys.executable, "-I", "-S", "-X", "utf8", "-c", program, json.dumps(paths)]


def glovebox(task: str, cpu_seconds: int, without_filter: bool, options: list[str]) -> int:
    """(child) The program's own glovebox, but for what reads the document."""
    from reviewer.documents import glovebox as real
    from reviewer.documents import limits
    from reviewer.documents.reading import Reader
    from reviewer.documents.shown import Outline, Readable

    class Taken(Readable):
        """A document whose text is what the attempt gave."""

        def __init__(self, text: str) -> None:
            super().__init__(Outline("text", "text"))
            self._text = text

        def prove(self) -> None:
            """Nothing to prove."""

        def text(self, page: int) -> str:
            return self._text

    def take_over(self: Reader, asked: Any) -> Taken:
        return Taken(attempt(asked.payload[asked.a + asked.b :].decode()))

    Reader.open = take_over  # type: ignore[assignment,method-assign]
    limits.set_rlimits.__defaults__ = (cpu_seconds,)
    if without_filter:
        limits.seccomp = lambda: None
    return real.main([task, *options])


if __name__ == "__main__":  # behind the walls of recognition, which become any program
    print(attempt(sys.argv[1]), flush=True)
    os._exit(0)
