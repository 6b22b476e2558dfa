"""Verifies many signatures, those of a large journal on every processor of the computer."""

import contextlib
import json
import os
import re
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

from reviewer.casefile.keys import wrong_signatures
from reviewer.children import command

Told = TypeVar("Told")
Signed = tuple[str, str, str]
"""A public key, a hash and a signature, as hex."""
MANY = 30_000
"""Entries from which starting further processes pays."""
CHUNK = 2_000
_SHAPE = re.compile("[0-9a-f]{64} [0-9a-f]{64} [0-9a-f]{128}")


class Signatures(Generic[Told]):
    """Takes signatures one by one with what is to be told if they are wrong, and says in the end which are."""

    def __init__(self, expected: int, *, many: int = MANY) -> None:
        """`expected` signatures will come; from `many` on, a child on each further processor helps."""
        self._others = (os.cpu_count() or 1) - 1 if expected >= many else 0
        self._threads = ThreadPoolExecutor(self._others, "signatures") if self._others else None
        self._helper = threading.local()
        self._helpers: list[subprocess.Popen[bytes]] = []
        self._signed: list[Signed] = []
        self._told: list[Told] = []
        self._away: deque[tuple[Future[list[int]], list[Told]]] = deque()
        self._wrong: list[Told] = []

    def ask(self, public_key: str, hash_hex: str, signature: str, told: Told) -> None:
        """Verify this one now or later; what has not the shape of one is wrong, and never reaches a child."""
        if not _SHAPE.fullmatch(f"{public_key} {hash_hex} {signature}"):
            self._wrong.append(told)
            return
        self._signed.append((public_key, hash_hex, signature))
        self._told.append(told)
        if len(self._signed) == CHUNK:
            self._send()

    def wrong(self) -> list[Told]:
        """What was to be told of the signatures that are wrong; waits for the last."""
        self._send()
        while self._away:
            self._take()
        return self._wrong

    def _send(self) -> None:
        signed, told = self._signed, self._told
        self._signed, self._told = [], []
        while self._away and self._away[0][0].done():
            self._take()
        if self._threads is None or len(self._away) >= 2 * self._others:  # whoever would wait may as well work
            self._wrong += [told[place] for place in wrong_signatures(signed)]
        else:
            self._away.append((self._threads.submit(self._asked, signed), told))

    def _take(self) -> None:
        answer, told = self._away.popleft()
        self._wrong += [told[place] for place in answer.result()]

    def _asked(self, signed: Sequence[Signed]) -> list[int]:
        """What a child says; if it cannot be started or dies, what is found here."""
        try:
            if not hasattr(self._helper, "child"):
                self._helper.child = _start()
                self._helpers.append(self._helper.child)
            child: subprocess.Popen[bytes] = self._helper.child
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdin.write("".join(f"{' '.join(one)}\n" for one in signed).encode() + b"\n")
            child.stdin.flush()
            found: list[int] = json.loads(child.stdout.readline())
        except (OSError, ValueError):
            return wrong_signatures(signed)
        return found

    def __enter__(self) -> "Signatures[Told]":
        return self

    def __exit__(self, *_: object) -> None:
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)
        for child in self._helpers:
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()
            child.wait()


def _start() -> "subprocess.Popen[bytes]":
    """A child that ends when its input does."""
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    return subprocess.Popen(
        command("signatures"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        creationflags=hidden,
    )  # fmt: skip


def main(_: list[str]) -> int:
    """(child) Read signatures line by line; after an empty line say the places of those that are wrong."""
    signed: list[Signed] = []
    for line in sys.stdin.buffer:
        if line != b"\n":
            public_key, name, signature = line.decode().rstrip("\n").split(" ")
            signed.append((public_key, name, signature))
            continue
        sys.stdout.buffer.write(json.dumps(wrong_signatures(signed)).encode() + b"\n")
        sys.stdout.buffer.flush()
        signed = []
    return 0
