"""(child) HWP 5 documents of Hancom, the format Korean offices send: paragraphs and tables from their records.

Record and control numbers follow Hancom's published description of the format, revision 1.3.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from reviewer.documents.containers import OleContainer
from reviewer.documents.office import Writing
from reviewer.documents.shown import Block, Outline, Paragraph, Table, Unreadable

MAX_SECTION = 128 * 1024 * 1024
_COMPRESSED, _PASSWORD, _DISTRIBUTION = 1, 2, 4
_DISTRIBUTION_DATA, _TEXT, _CONTROL, _LIST, _TABLE = 28, 67, 71, 72, 77
_TABLE_CONTROL = b" lbt"
_LONG_CONTROLS = frozenset(range(1, 10)) | {11, 12} | frozenset(range(14, 24))  # take eight characters each
_SPOKEN = {9: "\t", 10: "\n", 24: "-", 30: " ", 31: " "}


class Record(NamedTuple):
    """One record of a section: what it is, how deep it stands, and its bytes."""

    tag: int
    level: int
    data: bytes


def open_hwp(container: OleContainer) -> Writing:
    """An HWP 5 document; Unreadable(`password`) when it is locked, `damaged` when its header is not one."""
    header = container.stream("FileHeader", 65_536)
    if not header.startswith(b"HWP Document File") or len(header) < 40:
        raise Unreadable("damaged")
    flags: int = struct.unpack_from("<I", header, 36)[0]
    if flags & _PASSWORD:
        raise Unreadable("password", "encrypted")
    outline = Outline("office", "hwp")
    if flags & _DISTRIBUTION:
        outline.warnings.add("distribution")
    if any(name.startswith("BinData/") and name.lower().endswith(".ole") for name in container.names):
        outline.warnings.add("attachment")
    return Writing(outline, lambda: _sections(container, flags))


def _sections(container: OleContainer, flags: int) -> Iterator[Block]:
    folder = "ViewText" if flags & _DISTRIBUTION else "BodyText"
    names = [name for name in container.names if name.startswith(f"{folder}/Section")]
    if not names:
        raise Unreadable("damaged")
    for name in sorted(names, key=lambda name: (len(name), name)):
        data = container.stream(name)
        if flags & _DISTRIBUTION:
            data = _open_distribution(data)
        yield from _blocks(list(_records(_inflate(data) if flags & _COMPRESSED else data)))


def _inflate(data: bytes) -> bytes:
    for window in (-15, 15):
        try:
            section = zlib.decompressobj(window).decompress(data, MAX_SECTION + 1)
        except zlib.error:
            continue
        if len(section) > MAX_SECTION:
            raise Unreadable("too_large")
        return section
    raise Unreadable("damaged")


def _open_distribution(data: bytes) -> bytes:
    """A section of a distribution document, whose key stands scrambled in its first record."""
    first = next(_records(data), None)
    if first is None or first.tag != _DISTRIBUTION_DATA or len(first.data) < 256:
        raise Unreadable("damaged")
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    plain = _unscramble(first.data[:256])
    start = 4 + (plain[0] & 0x0F)
    body = data[4 + len(first.data) :]
    body = body[: len(body) // 16 * 16]
    reader = Cipher(algorithms.AES(plain[start : start + 16]), modes.ECB()).decryptor()
    return reader.update(body) + reader.finalize()


def _unscramble(block: bytes) -> bytes:
    seed = int.from_bytes(block[:4], "little")

    def roll() -> int:
        nonlocal seed
        seed = (seed * 214013 + 2531011) & 0xFFFFFFFF
        return seed >> 16 & 0x7FFF

    plain = bytearray(block)
    left, mask = 0, 0
    for index in range(256):
        if left == 0:
            mask = roll() & 0xFF
            left = (roll() & 0x0F) + 1
        if index >= 4:
            plain[index] ^= mask
        left -= 1
    return bytes(plain)


def _records(section: bytes) -> Iterator[Record]:
    at = 0
    while at + 4 <= len(section):
        head: int = struct.unpack_from("<I", section, at)[0]
        at += 4
        size = head >> 20
        if size == 0xFFF:
            if at + 4 > len(section):
                return
            size = struct.unpack_from("<I", section, at)[0]
            at += 4
        yield Record(head & 0x3FF, head >> 10 & 0x3FF, section[at : at + size])
        at += size


def _blocks(records: list[Record]) -> Iterator[Block]:
    at = 0
    while at < len(records):
        record = records[at]
        if record.tag == _TEXT:
            text = paragraph_text(record.data)
            if text.strip():
                yield Paragraph(text)
        elif record.tag == _CONTROL and record.data[:4] == _TABLE_CONTROL:
            end = _end_of(records, at)
            yield _table(records[at + 1 : end])
            at = end
            continue
        at += 1


def _end_of(records: list[Record], start: int) -> int:
    """Where the records that stand below `start` end."""
    end = start + 1
    while end < len(records) and records[end].level > records[start].level:
        end += 1
    return end


def _table(inside: list[Record]) -> Table:
    """A table from its TABLE record and one LIST_HEADER a cell, which says row and column."""
    rows: dict[int, dict[int, str]] = {}
    level = inside[0].level if inside else 0
    at = 0
    started = False
    while at < len(inside):
        record = inside[at]
        started = started or record.tag == _TABLE
        if record.tag != _LIST or record.level != level or not started:
            at += 1
            continue
        end = at + 1
        while end < len(inside) and not (inside[end].tag == _LIST and inside[end].level <= level):
            end += 1
        if len(record.data) >= 12:
            column, row = struct.unpack_from("<HH", record.data, 8)
            rows.setdefault(row, {})[column] = _cell_text(inside[at + 1 : end])
        at = end
    return Table(tuple(tuple(text for _, text in sorted(cells.items())) for _, cells in sorted(rows.items())))


def _cell_text(records: list[Record]) -> str:
    parts = []
    for block in _blocks(records):
        parts.append(block.text if isinstance(block, Paragraph) else "\n".join(map(" ".join, block.rows)))
    return "\n".join(parts).strip()


def paragraph_text(data: bytes) -> str:
    """The characters of a PARA_TEXT record; control characters below 32 stand for fields, pictures, tables."""
    units = struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])
    kept: list[int] = []
    at = 0
    while at < len(units):
        unit = units[at]
        if unit >= 32:
            kept.append(unit)
        elif unit in _SPOKEN:
            kept.append(ord(_SPOKEN[unit]))
        at += 8 if unit in _LONG_CONTROLS else 1
    return struct.pack(f"<{len(kept)}H", *kept).decode("utf-16-le", "replace")
