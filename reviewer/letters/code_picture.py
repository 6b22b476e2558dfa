"""The picture of a letter's code (QR), as squares; the same text always gives the same picture.

Everything in a QR code (ISO/IEC 18004) but the text is the same for texts of one length, and its error correction is
linear. So segno makes one picture, of nothing but zeros, and each bit that is set turns its own squares over: a
fifteenth of the time, for thousands of letters.
"""

import bisect
import functools
import itertools
from collections.abc import Iterator
from typing import Any

import segno
from segno import consts

_VALUE = {character: value for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")}
_MASK = 3
"""Trying all eight masks takes five times as long, and which one wins may change with the library."""
_SQUARE = bytes.maketrans(b"01", b"\0\1")


@functools.lru_cache(maxsize=16)  # a letter is set in two languages, and twice where it can be set closer
def code_squares(text: str) -> tuple[bytes, ...]:
    """The rows of the picture, 1 for a dark square, without the quiet zone of four squares around it."""
    if not _VALUE.keys() >= set(text):
        return made_by_segno(text)
    picture, size, bits = _begun(len(text))
    for bit, turned in zip(_bits(text), bits, strict=True):
        if bit == "1":
            picture ^= turned
    squares = f"{picture:0{size * size}b}".encode().translate(_SQUARE)
    return tuple(squares[at : at + size] for at in range(0, size * size, size))


def made_by_segno(text: str, mode: str | None = None) -> tuple[bytes, ...]:
    """The rows as segno makes them; a text of digits only is taken as letters where `mode` is alphanumeric."""
    made = segno.make(text, error="m", mode=mode, micro=False, mask=_MASK, boost_error=False)
    return tuple(map(bytes, made.matrix))


def _bits(text: str) -> str:
    """The text as bits: eleven for two characters, six for a last one."""
    pairs = [text[at : at + 2] for at in range(0, len(text), 2)]
    return "".join(
        f"{_VALUE[pair[0]] * 45 + _VALUE[pair[1]]:011b}" if len(pair) == 2 else f"{_VALUE[pair]:06b}" for pair in pairs
    )


@functools.cache
def _begun(length: int) -> tuple[int, int, tuple[int, ...]]:
    """The picture of so many zeros, its side, and for each bit of the text the squares that it turns over."""
    rows = made_by_segno("0" * length, "alphanumeric")
    size = len(rows)
    version = (size - 17) // 4
    squares = [1 << size * size - 1 - (row * size + column) for row, column in _order(version, size)]
    picture = sum(
        1 << size * size - 1 - (row * size + column)
        for row, line in enumerate(rows)
        for column, dark in enumerate(line)
        if dark
    )
    first = 4 + (9 if version < 10 else 11 if version < 27 else 13)  # after the kind of text and its length
    turned = [_turned(place, version, squares) for place in range(first, first + len(_bits("0" * length)))]
    return picture, size, tuple(turned)


def _order(version: int, size: int) -> Iterator[tuple[int, int]]:
    """The squares that hold bits, in their order: up and down in columns of two from the right."""
    centres = consts.ALIGNMENT_POS[version - 2] if version > 1 else ()
    corners = {(6, 6), (6, size - 7), (size - 7, 6)}
    aligned = [(row, column) for row in centres for column in centres if (row, column) not in corners]

    def is_fixed(row: int, column: int) -> bool:
        if (
            row == 6
            or column == 6
            or (row < 9 and (column < 9 or column >= size - 8))
            or (row >= size - 8 and column < 9)
        ):
            return True
        if version > 6 and ((row < 6 and column >= size - 11) or (column < 6 and row >= size - 11)):
            return True
        return any(abs(row - y) < 3 and abs(column - x) < 3 for y, x in aligned)

    goes_up = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for row in range(size - 1, -1, -1) if goes_up else range(size):
            for column in (right, right - 1):
                if not is_fixed(row, column):
                    yield row, column
        goes_up = not goes_up


def _turned(place: int, version: int, squares: list[int]) -> int:
    """The squares that turn over with one bit of the data: its own, and those of the check bytes of its block."""
    blocks = _blocks(version)
    byte, value = place // 8, 128 >> place % 8
    starts = [0, *itertools.accumulate(length for _, length in blocks)]
    block = bisect.bisect_right(starts, byte) - 1
    checks, length = blocks[block]
    at = byte - starts[block]
    found = {_interleaved(blocks, block, at): value}
    for number, check in enumerate(_checks(checks, length - 1 - at)):
        found[starts[-1] + number * len(blocks) + block] = _times(value, check)
    return sum(squares[number * 8 + bit] for number, held in found.items() for bit in range(8) if held & 128 >> bit)


@functools.cache
def _blocks(version: int) -> list[tuple[int, int]]:
    """How many check bytes and how many bytes of data each block has."""
    listed: Any = consts.ECC
    return [
        (one.num_total - one.num_data, one.num_data)
        for one in listed[version][consts.ERROR_LEVEL_M]
        for _ in range(one.num_blocks)
    ]


def _interleaved(blocks: list[tuple[int, int]], block: int, at: int) -> int:
    """Where a byte of a block stands among all: the first of every block, then the second of every block."""
    return sum(min(at, length) for _, length in blocks) + sum(at < length for _, length in blocks[:block])


@functools.cache
def _checks(count: int, later: int) -> tuple[int, ...]:
    """The check bytes (Reed-Solomon over GF(256)) of a block with one byte that is 1 and so many bytes after it."""
    if later:
        lead, *rest = _checks(count, later - 1)
    else:
        lead, rest = 1, [0] * (count - 1)
    return tuple(a ^ _times(lead, b) for a, b in zip([*rest, 0], _divisor(count), strict=True))


@functools.cache
def _divisor(count: int) -> list[int]:
    made, root = [1], 1
    for _ in range(count):
        made = [a ^ _times(root, b) for a, b in zip([*made, 0], [0, *made], strict=True)]
        root = _times(root, 2)
    return made[1:]


@functools.cache
def _times(one: int, other: int) -> int:
    found = 0
    while other:
        if other & 1:
            found ^= one
        one = one << 1 ^ (0x11D if one & 128 else 0)
        other >>= 1
    return found
