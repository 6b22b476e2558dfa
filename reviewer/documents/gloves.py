"""(parent) Starts a glovebox, talks to it under a deadline, and ends it: asked first, then terminated, then killed."""

import contextlib
import mmap
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from types import TracebackType
from typing import IO, BinaryIO, Self, cast

from reviewer.children import bare_environment, command
from reviewer.documents import limits, slips
from reviewer.documents.starting import Child

START_SECONDS = 20.0
REST_SECONDS = 1.0
"""How long the first page of a paper that a person waits for is not disturbed by the next child that warms up."""
ENVIRONMENT = {"MALLOC_ARENA_MAX": "1"}
_ASK_SECONDS, _TERMINATE_SECONDS, _KILL_SECONDS = 1.0, 1.0, 5.0
_OUT_OF_CPU = -24  # SIGXCPU
_FIRST_PROBLEM = 10
_ABORTED = -6  # SIGABRT: how calamine and PDFium end when their memory is used up


class GloveboxEnded(Exception):
    """The child is gone before it answered; `problem` is one of `slips.PROBLEMS`."""

    def __init__(self, problem: str) -> None:
        """Say why, in the words of interface.md."""
        super().__init__(problem)
        self.problem = problem


def _memory(arguments: list[str]) -> int:
    """What a system that limits from outside may give it, in bytes; on Linux the child limits itself."""
    is_table = bool(arguments) and arguments[0] in ("table", "archive")
    return limits.MEMORY_FOR_TABLES if is_table else limits.MEMORY


class Glovebox:
    """One child process, from its start to its end."""

    def __init__(self, arguments: list[str], *, source: IO[bytes] | None = None, line: list[str] | None = None) -> None:
        """Start it; `source` is an open file it reads instead of a pipe. `line` replaces the command in tests."""
        self._table = None if source is not None else _shared_memory()
        passed: tuple[int, ...] = ()
        if self._table is not None:
            passed = (self._table[0],)
            arguments = [*arguments, str(self._table[0])]
        self._started = Child(
            line or command("glovebox", *arguments), bare_environment(ENVIRONMENT), _memory(arguments),
            source=source, passed=passed,
        )  # fmt: skip
        self._child = self._started.process
        self._late = False
        self._lock = threading.Lock()
        self.sandbox = ""

    @property
    def pid(self) -> int:
        """The number of the child process."""
        return self._child.pid

    def is_alive(self) -> bool:
        """True until the child has ended."""
        return self._child.poll() is None

    def wait_ready(self, seconds: float = START_SECONDS) -> None:
        """Wait until the walls stand; GloveboxEnded when they never do."""
        if self.sandbox:
            return
        untrusted = self.hear(seconds)
        if untrusted.kind != slips.READY or not 0 <= untrusted.a < len(slips.SANDBOXES):
            raise GloveboxEnded("crashed")
        self.sandbox = slips.SANDBOXES[untrusted.a]

    def ask(self, asked: slips.Slip, seconds: float) -> slips.Slip:
        """Push a slip in and wait for one answer; GloveboxEnded after `seconds` or when the child dies."""
        with self._deadline(seconds):
            if self._child.stdin is None:
                raise GloveboxEnded("crashed")
            with contextlib.suppress(BrokenPipeError, OSError):
                slips.write_slip(cast(BinaryIO, self._child.stdin), asked)
            return self._next()

    def hear(self, seconds: float) -> slips.Slip:
        """Wait for the next slip without asking."""
        with self._deadline(seconds):
            return self._next()

    def _next(self) -> slips.Slip:
        try:
            untrusted = slips.read_slip(cast(BinaryIO, self._child.stdout), most=slips.MAX_MEMBER + slips.MAX_ANSWER)
        except (slips.BadSlip, OSError, ValueError):
            self.end()
            raise GloveboxEnded("timed_out" if self._late else "crashed") from None
        if untrusted is None:
            raise GloveboxEnded(self._reason())
        return untrusted

    def _reason(self) -> str:
        """Why the child went: our deadline, its own limit of processor time, its exit code, or a crash."""
        try:
            code = self._child.wait(_KILL_SECONDS)
        except subprocess.TimeoutExpired:
            self.end()
            code = -9
        if self._late or code == _OUT_OF_CPU:
            return "timed_out"
        if code == _ABORTED:
            return "too_large"
        number = code - _FIRST_PROBLEM
        return slips.PROBLEMS[number] if 0 < number < len(slips.PROBLEMS) else "crashed"

    @contextlib.contextmanager
    def _deadline(self, seconds: float) -> Iterator[None]:
        timer = threading.Timer(max(seconds, 0.01), self._run_out)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _run_out(self) -> None:
        self._late = True
        self._force()

    @contextlib.contextmanager
    def pixels(self, width: int, height: int, untrusted: bytes) -> Iterator[memoryview]:
        """The picture the child drew, where it lies, after its size was checked against what was asked.

        It is gone at the end of the block, and the child may draw over it only when it is asked again.
        """
        size = width * height * 4
        if self._table is None:
            if len(untrusted) != size:
                raise GloveboxEnded("crashed")
            yield memoryview(untrusted)
            return
        try:
            with memoryview(self._table[1]) as whole, whole[:size] as part:
                yield part
        finally:
            with contextlib.suppress(ValueError):  # ended meanwhile
                self._table[1].madvise(mmap.MADV_DONTNEED)  # they stay with the child and no longer count as ours

    def end(self) -> int | None:
        """Ask it to go by closing the hatch, then terminate, then kill; its exit code, or None if it lingers."""
        for end_of_hatch in (self._child.stdin, self._child.stdout):
            if end_of_hatch is not None:
                with contextlib.suppress(OSError):
                    end_of_hatch.close()
        try:
            self._child.wait(0 if self._late else _ASK_SECONDS)
        except subprocess.TimeoutExpired:
            self._force()
        if self._table is not None:
            self._table[1].close()
            os.close(self._table[0])
            self._table = None
        return self._child.returncode

    def halt(self) -> None:
        """Kill it at once, from any thread; whoever waits for its answer hears that it crashed."""
        with contextlib.suppress(OSError):
            self._child.kill()

    def _force(self) -> None:
        with self._lock:
            for push, seconds in ((self._child.terminate, _TERMINATE_SECONDS), (self._child.kill, _KILL_SECONDS)):
                if self._child.poll() is not None:
                    return
                push()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._child.wait(seconds)

    def __enter__(self) -> Self:
        """The glovebox itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the child."""
        self.end()


def _shared_memory() -> tuple[int, mmap.mmap] | None:
    """Memory both sides see, that neither can shrink: pixels need not pass a pipe. Only Linux has it."""
    if not sys.platform.startswith("linux"):
        return None
    import fcntl

    descriptor = os.memfd_create("pixels", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    try:
        os.ftruncate(descriptor, slips.MAX_PIXELS * 4)
        fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SEAL)
        return descriptor, mmap.mmap(descriptor, slips.MAX_PIXELS * 4, prot=mmap.PROT_READ)
    except OSError:
        os.close(descriptor)
        return None


class Spare:
    """Warm gloveboxes in reserve, so that opening a paper does not wait for Python to start.

    One for pages from the beginning, and one of each other family from its first paper on. Owned by whoever runs the
    glovebox lane; `close` it with the lane.
    """

    def __init__(self, rest: float = 0.0) -> None:
        """Warm the first one; `rest` is how many seconds the paper that took one has the processor to itself."""
        self._lock = threading.Lock()
        self._closed = False
        self._rest = rest
        self._timers: dict[str, threading.Timer] = {}
        self._waiting = {"pages": Glovebox(["document:pages"])}

    def take(self, family: str) -> Glovebox:
        """The warm glovebox of this family, or one that is still to start; another starts warming after the rest."""
        with self._lock:
            taken = self._waiting.pop(family, None)
        if taken is not None and not taken.is_alive():
            taken.end()
            taken = None
        found = taken or Glovebox([f"document:{family}"])
        self._warm_later(family)
        return found

    def _warm_later(self, family: str) -> None:
        with self._lock:
            if self._closed or family in self._timers:
                return
            timer = threading.Timer(self._rest, self._warm, (family,))
            timer.daemon = True
            self._timers[family] = timer
            timer.start()

    def _warm(self, family: str) -> None:
        with self._lock:
            self._timers.pop(family, None)
            if not self._closed and family not in self._waiting:
                self._waiting[family] = Glovebox([f"document:{family}"])

    def close(self) -> None:
        """End those in reserve, and warm no other."""
        with self._lock:
            self._closed = True
            waiting, timers = list(self._waiting.values()), list(self._timers.values())
            self._waiting.clear()
        for timer in timers:
            timer.cancel()
            timer.join()
        for glovebox in waiting:
            glovebox.end()


def seconds_left(until: float) -> float:
    """Seconds until a moment of `time.monotonic`, at least a hundredth."""
    return max(until - time.monotonic(), 0.01)
