"""The slips that pass the hatch of a glovebox: fixed-width numbers and counted bytes, in both directions.

The parent never parses anything richer than this: a slip has a kind, a code, four numbers and a payload whose
length is checked against a limit before it is read. Text is UTF-8, counted; tables are rows of counted blocks.
"""

import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import BinaryIO

# asks (window to glovebox)
OPEN, DRAW, READ_TEXT, READ_WORDS, READ_CELLS, READ_BLOCKS = range(1, 7)
PROVE, FIND, FIND_IN_SHEET, READ_SHAPE, READ_FORMULAS, READ_TRAITS, COVER, BIND_COVERED = range(7, 15)
READ_TOTALS, SIGN, CHECK_SIGNATURE = 15, 16, 17
# answers (glovebox to window)
READY, DESCRIBED, DRAWN, TEXT, WORDS, ROWS, BLOCKS, HEADER, MEMBER, FINISHED, SORRY = range(20, 31)
HITS, SHAPE, FORMULAS, TRAITS, COVERED, TOTALS, SIGNED, SIGNATURE = range(31, 39)

PROBLEMS = ("", "password", "damaged", "too_large", "timed_out", "unsupported", "empty", "crashed", "locked_format")
"""What can be wrong with a document, by the number on the slip (interface.md, `inspect --json`)."""

SANDBOXES = ("none", "rlimits", "seccomp")
"""How far this computer could lock the glovebox, by the number on its READY slip."""

MAX_DOCUMENT = 256 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_PAGES = 100_000
MAX_SIZED_PAGES = 10_000
MAX_TEXT = 400_000
MAX_ANSWER = 64 * 1024 * 1024
MAX_MEMBER = 256 * 1024 * 1024
MAX_CELLS = 400_000
MAX_COUNT = 100_000_000
MAX_HITS = 1_000
MAX_RANGES = 100_000
MAX_PICTURES = 20
MAX_TOTAL = 40
"""Characters of a sum."""

ALL_ROWS = 0x7FFFFFFF
"""As many rows as there are."""

_SLIP = struct.Struct("<BBHiiiiQ")
_U32 = struct.Struct("<I")
ROW_END, CELL_END = "\x1e", "\x1f"


class BadSlip(Exception):
    """The other side of the hatch said something that is not a slip: never trusted, never shown."""


@dataclass(frozen=True)
class Slip:
    """One message through the hatch; what the numbers mean depends on its kind."""

    kind: int
    code: int = 0
    a: int = 0
    b: int = 0
    c: int = 0
    d: int = 0
    payload: bytes = b""


def write_slip(out: BinaryIO, slip: Slip) -> None:
    """Write one slip and push it through."""
    out.write(_SLIP.pack(slip.kind, slip.code, 0, slip.a, slip.b, slip.c, slip.d, len(slip.payload)))
    if slip.payload:
        out.write(slip.payload)
    out.flush()


def read_slip(source: BinaryIO, *, most: int) -> Slip | None:
    """The next slip, or None when the other side has closed the hatch; BadSlip when it cannot be one.

    `most` is the greatest payload in bytes that is accepted.
    """
    head = read_exactly(source, _SLIP.size)
    if not head:
        return None
    if len(head) < _SLIP.size:
        raise BadSlip("cut off")
    kind, code, spare, a, b, c, d, length = _SLIP.unpack(head)
    if spare or length > most:
        raise BadSlip("length")
    payload = read_exactly(source, length)
    if len(payload) < length:
        raise BadSlip("cut off")
    return Slip(kind, code, a, b, c, d, payload)


def read_exactly(source: BinaryIO, count: int) -> bytes:
    """`count` bytes, or fewer only when the hatch was closed before."""
    first = source.read(count)
    if len(first) == count:
        return first
    parts, have = [first], len(first)
    while have < count:
        part = source.read(count - have)
        if not part:
            break
        parts.append(part)
        have += len(part)
    return b"".join(parts)


class Packer:
    """Puts numbers and text behind one another into a payload."""

    def __init__(self) -> None:
        """Start with an empty payload."""
        self._parts: list[bytes] = []

    def number(self, value: int) -> "Packer":
        """A whole number from 0 to 4,294,967,295; greater ones are capped, negative ones become 0."""
        self._parts.append(_U32.pack(min(max(int(value), 0), 0xFFFFFFFF)))
        return self

    def text(self, value: str) -> "Packer":
        """Counted UTF-8; a lone surrogate becomes a question mark."""
        encoded = value.encode("utf-8", "replace")
        self._parts.append(_U32.pack(len(encoded)) + encoded)
        return self

    def texts(self, values: Iterable[str]) -> "Packer":
        """A counted list of texts."""
        listed = list(values)
        self.number(len(listed))
        for value in listed:
            self.text(value)
        return self

    def done(self) -> bytes:
        """The payload."""
        return b"".join(self._parts)


class Unpacker:
    """Takes numbers and text out of a payload, checking each count before it is used."""

    def __init__(self, untrusted: bytes) -> None:
        """Begin at the start of the payload."""
        self._untrusted = untrusted
        self._at = 0

    def number(self, most: int) -> int:
        """The next number; BadSlip when it is over `most`."""
        end = self._at + 4
        if end > len(self._untrusted):
            raise BadSlip("short")
        value: int = _U32.unpack_from(self._untrusted, self._at)[0]
        self._at = end
        if value > most:
            raise BadSlip("number too large")
        return value

    def text(self, most: int = MAX_TEXT * 4) -> str:
        """The next text of at most `most` bytes."""
        length = self.number(most)
        end = self._at + length
        if end > len(self._untrusted):
            raise BadSlip("short")
        try:
            value = self._untrusted[self._at : end].decode("utf-8")
        except UnicodeDecodeError as error:
            raise BadSlip("not text") from error
        self._at = end
        return value

    def texts(self, most: int) -> tuple[str, ...]:
        """The next list of at most `most` texts."""
        return tuple(self.text() for _ in range(self.number(most)))

    def listed(self, most: int, take: Callable[["Unpacker"], object]) -> list[object]:
        """A counted list of at most `most` things, each taken by `take`."""
        return [take(self) for _ in range(self.number(most))]

    @property
    def rest(self) -> bytes:
        """The bytes that were not taken yet."""
        return self._untrusted[self._at :]

    def finish(self) -> None:
        """BadSlip when bytes are left over."""
        if self._at != len(self._untrusted):
            raise BadSlip("left over")


def pack_rows(rows: Iterable[list[str]]) -> bytes:
    """Rows of cells as one block: a table of 100,000 rows passes in a second this way."""
    lines = []
    for row in rows:
        line = CELL_END.join(row)
        if ROW_END in line or "\0" in line or line.count(CELL_END) != max(len(row) - 1, 0):
            line = CELL_END.join(_without_separators(cell) for cell in row)
        lines.append(line)
    return ROW_END.join(lines).encode("utf-8", "replace")


def _without_separators(cell: str) -> str:
    return cell.replace(ROW_END, "\ufffd").replace(CELL_END, "\ufffd").replace("\0", "\ufffd")


def unpack_rows(untrusted: bytes, count: int) -> list[list[str]]:
    """The rows of a block that says it holds `count`; BadSlip when it does not."""
    if count < 0:
        raise BadSlip("count")
    if count == 0:
        return []
    try:
        lines = untrusted.decode("utf-8").split(ROW_END)
    except UnicodeDecodeError as error:
        raise BadSlip("not text") from error
    if len(lines) != count:
        raise BadSlip("count")
    return [line.split(CELL_END) for line in lines]
