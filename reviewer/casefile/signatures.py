"""Verifies many signatures, those of a large journal on every processor of the computer."""

import os
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, Generic, TypeVar

from reviewer.casefile.keys import wrong_signatures

if TYPE_CHECKING:
    from types import TracebackType

Told = TypeVar("Told")
Signed = tuple[str, str, str]
"""A public key, a hash and a signature, as hex."""
MANY = 30_000
"""Entries from which starting further processes pays: a second, beside four of verifying."""
CHUNK = 4_000
WAITING = 8
"""Chunks on their way at once, so that a long journal is never held whole."""


class Signatures(Generic[Told]):
    """Takes signatures one by one with what is to be told if they are wrong, and says in the end which are."""

    def __init__(self, expected: int, *, many: int = MANY) -> None:
        """`expected` signatures will come; from `many` on, other processes help."""
        others = (os.cpu_count() or 1) - 1
        self._pool = (
            ProcessPoolExecutor(others, mp_context=get_context("spawn")) if others and expected >= many else None
        )
        self._signed: list[Signed] = []
        self._told: list[Told] = []
        self._away: deque[tuple[Future[list[int]], list[Told]]] = deque()
        self._wrong: list[Told] = []

    def ask(self, public_key: str, hash_hex: str, signature: str, told: Told) -> None:
        """Verify this one now or later."""
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
        if self._pool is None or len(self._away) >= WAITING:  # whoever waits may as well work
            self._wrong += [told[place] for place in wrong_signatures(signed)]
        else:
            self._away.append((self._pool.submit(wrong_signatures, signed), told))
        while self._away and self._away[0][0].done():
            self._take()

    def _take(self) -> None:
        answer, told = self._away.popleft()
        self._wrong += [told[place] for place in answer.result()]

    def __enter__(self) -> "Signatures[Told]":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: "TracebackType | None"
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
