"""Draws letters in a process of its own, so that issuing thousands neither holds the windows up nor takes them down."""

import contextlib
import io
import os
import pickle
import queue
import signal
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from types import MappingProxyType, TracebackType
from typing import IO, Any, Self

from reviewer.children import command
from reviewer.letters.content import Letter
from reviewer.letters.wording import Speech
from reviewer.rules.council import Case
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem

_LENGTH = struct.Struct(">Q")
_SHARED = (Plan, Speech, Case)
"""What a thousand letters have in common; it goes over once."""
_SECRETS = "CLAIM_REVIEWER_"


class DrawingEnded(RuntimeError):
    """The drawing process is gone; what it was drawing has to be drawn again."""


class DrawingRoom:
    """One drawing process, from its start to its end. Answers come in the order of what was asked.

    It is our own code on our own records, told through pipes; it opens no file, and no secret is handed to it.
    """

    def __init__(self) -> None:
        """Start it; it is ready once it has drawn its first letter."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_SECRETS)}
        self._child = subprocess.Popen(
            command("drawing"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=kept,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._shared: dict[int, tuple[int, object]] = {}
        self._open = 0  # asked for, not taken yet
        self._answers: queue.SimpleQueue[tuple[str, Any] | None] = queue.SimpleQueue()
        self._listening = threading.Thread(target=self._listen, name="drawing", daemon=True)
        self._listening.start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._child.pid

    def ask(self, letter: Letter) -> None:
        """Have a letter drawn; its PDF comes from `answer`."""
        self._open += 1
        self._tell(("draw", letter))

    def drawn(self, letter: Letter) -> bytes:
        """The PDF of one letter, waited for; only while nothing else is asked for. Raises as `answer`."""
        self.ask(letter)
        return self.answer()

    def add(self, words: str, letter: Letter) -> None:
        """Lay a letter to those of the merged print file, with the words of its bookmark."""
        self._tell(("add", (words, letter)))

    def merged(self) -> bytes:
        """One PDF of all letters that were added; drawings nobody took are dropped. Raises as `answer`."""
        while self._open:
            with contextlib.suppress(Problem):
                self.answer()
        self._open += 1
        self._tell(("merge", None))
        return self.answer()

    def answer(self) -> bytes:
        """The next PDF. Raises the Problem of its letter (GlyphMissing), DrawingEnded when the process is gone."""
        found = self._answers.get()
        if found is None:
            self._answers.put(None)  # for whoever asks again
            raise DrawingEnded("the drawing process ended")
        self._open -= 1
        kind, value = found
        if kind == "problem":
            code, facts = value
            raise Problem(code, **facts)
        if kind == "fault":
            raise RuntimeError(value)
        return bytes(value)

    def _tell(self, work: tuple[str, Any]) -> None:
        letter = work[1] if work[0] == "draw" else work[1][1] if work[0] == "add" else None
        assert self._child.stdin is not None
        try:
            for one in _shared_of(letter):
                if id(one) not in self._shared:
                    number = len(self._shared)
                    _write(self._child.stdin, _packed(("keep", (number, one)), lambda _: None))
                    self._shared[id(one)] = (number, one)
            _write(self._child.stdin, _packed(work, self._number_of))
            self._child.stdin.flush()
        except OSError:
            raise DrawingEnded("the drawing process ended") from None

    def _number_of(self, one: object) -> int | None:
        known = self._shared.get(id(one))
        return known[0] if known is not None else None

    def _listen(self) -> None:
        assert self._child.stdout is not None
        for answer in _frames(self._child.stdout):
            self._answers.put(pickle.loads(answer))
        self._answers.put(None)

    def close(self) -> None:
        """End the process; what it still draws is dropped."""
        self._child.kill()
        self._child.wait()
        self._listening.join()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was left in the pipe goes nowhere
                    pipe.close()

    def __enter__(self) -> Self:
        """The process runs."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The process ends."""
        self.close()


def _shared_of(letter: Letter | None) -> tuple[object, ...]:
    origin = letter.origin if letter is not None else None
    return (origin.plan, origin.speech, origin.case) if origin is not None else ()


class _Packer(pickle.Pickler):
    def __init__(self, out: IO[bytes], number_of: Callable[[object], int | None]) -> None:
        super().__init__(out, pickle.HIGHEST_PROTOCOL)
        self._number_of = number_of

    def persistent_id(self, one: Any) -> int | None:
        return self._number_of(one) if isinstance(one, _SHARED) else None

    def reducer_override(self, one: Any) -> Any:
        return (frozen, (dict(one),)) if isinstance(one, MappingProxyType) else NotImplemented


def frozen(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    """A mapping that nobody changes, put together again in the other process."""
    return MappingProxyType(values)


class _Unpacker(pickle.Unpickler):
    def __init__(self, data: bytes, shared: dict[int, object]) -> None:
        super().__init__(io.BytesIO(data))
        self._shared = shared

    def persistent_load(self, number: int) -> object:
        return self._shared[number]


def _packed(work: object, number_of: Callable[[object], int | None]) -> bytes:
    out = io.BytesIO()
    _Packer(out, number_of).dump(work)
    return out.getvalue()


def _write(pipe: IO[bytes], data: bytes) -> None:
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)


def _frames(pipe: IO[bytes]) -> Iterator[bytes]:
    """Whole frames until the other side is gone; half a frame counts for nothing."""
    while len(head := pipe.read(_LENGTH.size)) == _LENGTH.size:
        length = _LENGTH.unpack(head)[0]
        if len(data := pipe.read(length)) < length:
            return
        yield data


def main(_: list[str]) -> int:
    """(child) Draw what is asked for until the pipe is closed; Ctrl+C is for the one who asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, out = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing may stray into the answers
    with contextlib.suppress(BrokenPipeError):  # nobody waits for the answer any more
        _answer(source, out)
    return 0


def _answer(source: IO[bytes], out: IO[bytes]) -> None:
    from reviewer.letters import page

    shared: dict[int, object] = {}
    added: list[tuple[str, Letter]] = []
    for frame in _frames(source):
        kind, given = _Unpacker(frame, shared).load()
        if kind == "keep":
            shared[given[0]] = given[1]
        elif kind == "add":
            added.append(given)
        else:
            answer: tuple[str, Any]
            try:
                answer = ("pdf", page.render(given) if kind == "draw" else page.merge(added))
            except Problem as problem:
                answer = ("problem", (problem.code, dict(problem.facts)))
            except Exception:
                answer = ("fault", traceback.format_exc())
            _write(out, pickle.dumps(answer, pickle.HIGHEST_PROTOCOL))
            out.flush()
