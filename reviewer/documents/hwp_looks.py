"""(child) What a HWP 5 document lists before its text: the looks of letters and paragraphs, and its pictures.

Records and offsets follow Hancom's published description of the format, revision 1.3.
"""

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from reviewer.documents.containers import OleContainer
from reviewer.documents.looks import MAX_PICTURE, MAX_PICTURES_BYTES, letter_size
from reviewer.documents.passages import Align, Look, Picture, Sheet
from reviewer.documents.shown import Unreadable

MAX_SECTION = 128 * 1024 * 1024
COMPRESSED = 1
_FILE, _LETTERS, _PARAGRAPH = 18, 21, 25
_ALIGNS: tuple[Align, ...] = ("justify", "left", "right", "center", "justify", "justify")
UNITS = 100.0
_EMBEDDED, _ALWAYS_PACKED, _NEVER_PACKED = 1, 0x10, 0x20


class Record(NamedTuple):
    """One record of a section: what it is, how deep it stands, and its bytes."""

    tag: int
    level: int
    data: bytes


def records(section: bytes) -> Iterator[Record]:
    """The records of a section or of the document's own list."""
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


def inflate(data: bytes, most: int = MAX_SECTION) -> bytes:
    """Unpack a stream; Unreadable(`too_large`) beyond `most` bytes, `damaged` when it cannot be unpacked."""
    for window in (-15, 15):
        try:
            section = zlib.decompressobj(window).decompress(data, most + 1)
        except zlib.error:
            continue
        if len(section) > most:
            raise Unreadable("too_large")
        return section
    raise Unreadable("damaged")


class HwpLooks:
    """The lists at the head of a document; what cannot be read there leaves the text plain."""

    def __init__(self, container: OleContainer, flags: int) -> None:
        """Read the lists."""
        self._container, self._packed = container, bool(flags & COMPRESSED)
        self._letters: list[Look] = []
        self._aligns: list[Align] = []
        self._files: list[tuple[str, bool]] = []
        self._read = 0
        self.sheet = Sheet()
        try:
            listed = container.stream("DocInfo")
            for record in records(inflate(listed) if self._packed else listed):
                self._take(record)
        except Unreadable:
            return

    def _take(self, record: Record) -> None:
        data = record.data
        if record.tag == _LETTERS:
            size, bits = struct.unpack_from("<iI", data, 42) if len(data) >= 50 else (1_000, 0)
            look = Look(letter_size(size / UNITS, 10.0), bool(bits & 2), bits >> 2 & 3 == 1, bits >> 18 & 7 == 1)
            self._letters.append(look)
        elif record.tag == _PARAGRAPH:
            bits = struct.unpack_from("<I", data, 0)[0] if len(data) >= 4 else 0
            self._aligns.append(_ALIGNS[min(bits >> 2 & 7, 5)])
        elif record.tag == _FILE:
            self._files.append(self._file(data))

    def _file(self, data: bytes) -> tuple[str, bool]:
        if len(data) < 6 or data[0] & 0x0F != _EMBEDDED:
            return "", False
        number, letters = struct.unpack_from("<HH", data, 2)
        ending = data[6 : 6 + 2 * min(letters, 20)].decode("utf-16-le", "replace")
        packed = data[0] & 0x30
        is_packed = packed == _ALWAYS_PACKED or (packed != _NEVER_PACKED and self._packed)
        return f"BinData/BIN{number:04X}.{ending}", is_packed

    def letters(self, number: int) -> Look:
        """The look with this number, from 0."""
        return self._letters[number] if 0 <= number < len(self._letters) else Look()

    def align(self, number: int) -> Align:
        """The alignment of the paragraph look with this number, from 0."""
        return self._aligns[number] if 0 <= number < len(self._aligns) else "left"

    def picture(self, number: int, width: float, height: float) -> Picture:
        """The picture with this number, from 1; without bytes when it cannot be had."""
        name, is_packed = self._files[number - 1] if 1 <= number <= len(self._files) else ("", False)
        data = b""
        if name in self._container.names and self._read < MAX_PICTURES_BYTES:
            try:
                data = self._container.stream(name, MAX_PICTURE)
                data = inflate(data, MAX_PICTURE) if is_packed else data
            except Unreadable:
                data = b""
        self._read += len(data)
        return Picture(name.rpartition("/")[2], data, width, height)

    def read_sheet(self, data: bytes) -> None:
        """The size of the paper from a PAGE_DEF record."""
        if len(data) < 40:
            return
        width, height, left, right, top, bottom, header, footer = (
            side / UNITS for side in struct.unpack_from("<8I", data)
        )
        if struct.unpack_from("<I", data, 36)[0] & 1:
            width, height = height, width
        sheet = Sheet(width, height, (left, top + header, right, bottom + footer))
        if sheet.is_sane():
            self.sheet = sheet
