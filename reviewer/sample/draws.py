"""Seeded dice of the sample: each fact comes from the seed and the thing's own number, never from its neighbours."""

import hashlib
from collections.abc import Sequence
from random import Random
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


def dice(seed: int, what: str, number: int = 0) -> Random:
    """A generator for one thing (`what`, `number`) of the sample; the same on every computer and Python."""
    digest = hashlib.blake2b(f"{seed}|{what}|{number}".encode(), digest_size=8).digest()
    return Random(int.from_bytes(digest, "big"))


class Weighted(Generic[Thing]):
    """A choice among things of different frequency; quick enough for a million rows."""

    def __init__(self, things: Sequence[tuple[Thing, int]]) -> None:
        """`things` are pairs of a thing and its weight, a whole number above zero."""
        self._table = [thing for thing, weight in things for _ in range(weight)]

    def draw(self, rng: Random) -> Thing:
        """One of the things, by its weight."""
        return self._table[int(rng.random() * len(self._table))]


def pick(rng: Random, things: Sequence[Thing]) -> Thing:
    """One of several things, all alike likely (three times as quick as `rng.choice`)."""
    return things[int(rng.random() * len(things))]


class Shuffle:
    """A fixed, memory-free shuffle of 0..size-1: four Feistel rounds, walked until they land inside."""

    def __init__(self, size: int, seed: int) -> None:
        """`size` is the number of things to shuffle, at least 1."""
        self.size = size
        self._half = max(1, ((size - 1).bit_length() + 1) // 2)
        self._mask = (1 << self._half) - 1
        keys = dice(seed, "shuffle", size)
        self._keys = [keys.getrandbits(32) | 1 for _ in range(4)]

    def place(self, position: int) -> int:
        """Where `position` goes; every place is taken exactly once."""
        half, mask = self._half, self._mask
        while True:
            left, right = position >> half, position & mask
            for key in self._keys:
                mixed = (right * 0x9E3779B1 + key) & 0xFFFFFFFF
                mixed = ((mixed ^ (mixed >> 15)) * 0x85EBCA6B) & 0xFFFFFFFF
                left, right = right, left ^ ((mixed >> 11) & mask)
            position = (left << half) | right
            if position < self.size:
                return position
