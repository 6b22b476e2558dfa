"""(parent and child) What Windows offers around a child: a job object from outside, low integrity from inside.

Written from Microsoft's reference and tried as far as Linux allows: sizes of structures, and what Windows is asked.
"""

import ctypes
import sys
from typing import Any

CREATE_NO_WINDOW = 0x08000000
_LIMIT_PROCESS_TIME, _LIMIT_ACTIVE_PROCESS, _LIMIT_PROCESS_MEMORY = 0x2, 0x8, 0x100
_DIE_ON_UNHANDLED_EXCEPTION, _KILL_ON_JOB_CLOSE = 0x400, 0x2000
_ALL_UI_RESTRICTIONS = 0xFF  # handles, clipboard, settings, display, atoms, desktop, log off
_UI_RESTRICTIONS_CLASS, _EXTENDED_LIMITS_CLASS = 4, 9
_TICKS_A_SECOND = 10_000_000
_TOKEN_ADJUST_DEFAULT, _TOKEN_QUERY, _TOKEN_INTEGRITY_LEVEL = 0x80, 0x8, 25
_SE_GROUP_INTEGRITY = 0x20
_LOW_INTEGRITY = "S-1-16-4096"


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("process_time", ctypes.c_int64), ("job_time", ctypes.c_int64), ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t), ("most_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32), ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32), ("scheduling_class", ctypes.c_uint32),
    )  # fmt: skip


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_ = (
        ("basic", BasicLimits), ("io_counters", ctypes.c_uint64 * 6), ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t), ("peak_process_memory", ctypes.c_size_t), ("peak_job_memory", ctypes.c_size_t),
    )  # fmt: skip


class _Label(ctypes.Structure):
    """TOKEN_MANDATORY_LABEL."""

    _fields_ = (("sid", ctypes.c_void_p), ("attributes", ctypes.c_uint32))


def limits(memory: int, cpu_seconds: int) -> ExtendedLimits:
    """One process, so much memory (bytes) and processor time, and its end when the job's last handle closes."""
    wanted = ExtendedLimits()
    wanted.basic.flags = (
        _LIMIT_PROCESS_TIME | _LIMIT_ACTIVE_PROCESS | _LIMIT_PROCESS_MEMORY
        | _DIE_ON_UNHANDLED_EXCEPTION | _KILL_ON_JOB_CLOSE
    )  # fmt: skip
    wanted.basic.process_time = cpu_seconds * _TICKS_A_SECOND
    wanted.basic.active_processes = 1
    wanted.process_memory = memory
    return wanted


class Job:
    """A job object around one child; closing it, or the end of this program, ends the child."""

    def __init__(self, memory: int, cpu_seconds: int, kernel: Any | None = None) -> None:
        """Make it; OSError when the system refuses. `kernel` is kernel32 unless a test brings another."""
        self._kernel = kernel if kernel is not None else _library("kernel32")
        self._handle: int | None = self._kernel.CreateJobObjectW(None, None)
        if not self._handle:
            raise OSError("no job object")
        screen = ctypes.c_uint32(_ALL_UI_RESTRICTIONS)
        for which, wanted in ((_EXTENDED_LIMITS_CLASS, limits(memory, cpu_seconds)), (_UI_RESTRICTIONS_CLASS, screen)):
            size = ctypes.c_uint32(ctypes.sizeof(wanted))
            job = ctypes.c_void_p(self._handle)
            if not self._kernel.SetInformationJobObject(job, which, ctypes.byref(wanted), size):
                self.close()
                raise OSError("the job object takes no limits")

    def take(self, process: int) -> None:
        """Put a running process, by its handle, into the job; OSError when that is refused."""
        if not self._kernel.AssignProcessToJobObject(ctypes.c_void_p(self._handle), ctypes.c_void_p(process)):
            raise OSError("the child cannot be put into the job object")

    def close(self) -> None:
        """Let go of the job: what is still in it ends."""
        if self._handle:
            self._kernel.CloseHandle(ctypes.c_void_p(self._handle))
            self._handle = None


def _library(name: str) -> Any:
    library = getattr(ctypes, "WinDLL")(name, use_last_error=True)  # noqa: B009  # typed on Windows only
    if name == "kernel32":
        library.CreateJobObjectW.restype = ctypes.c_void_p
        library.GetCurrentProcess.restype = ctypes.c_void_p
    return library


def lower_own_rights(kernel: Any | None = None, security: Any | None = None) -> bool:
    """(child) Give up the right to write to anything of the person at the computer; False where that is refused.

    A process of low integrity may write to almost no file, key or window of theirs. It may still read, and connect.
    """
    if kernel is None and sys.platform != "win32":
        return False
    kernel = kernel if kernel is not None else _library("kernel32")
    security = security if security is not None else _library("advapi32")
    token, sid = ctypes.c_void_p(), ctypes.c_void_p()
    own = ctypes.c_void_p(kernel.GetCurrentProcess())
    if not security.OpenProcessToken(own, _TOKEN_ADJUST_DEFAULT | _TOKEN_QUERY, ctypes.byref(token)):
        return False
    try:
        if not security.ConvertStringSidToSidW(ctypes.c_wchar_p(_LOW_INTEGRITY), ctypes.byref(sid)):
            return False
        label = _Label(sid, _SE_GROUP_INTEGRITY)
        size = ctypes.c_uint32(ctypes.sizeof(label) + security.GetLengthSid(sid))
        done = security.SetTokenInformation(token, _TOKEN_INTEGRITY_LEVEL, ctypes.byref(label), size)
        kernel.LocalFree(sid)
        return bool(done)
    finally:
        kernel.CloseHandle(token)
