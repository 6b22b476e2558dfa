"""(child) HWP 5 documents of Hancom, the format Korean offices send: paragraphs and tables from their records.

Record and control numbers follow Hancom's published description of the format, revision 1.3.
"""

import struct
from collections.abc import Iterator, Sequence
from functools import partial

from reviewer.documents.containers import OleContainer
from reviewer.documents.hwp_looks import COMPRESSED, UNITS, HwpLooks, Record, inflate, records
from reviewer.documents.hwp_scripts import is_own_script
from reviewer.documents.passages import Grid, GridCell, Look, Part, Passage, Run
from reviewer.documents.shown import Outline, Unreadable
from reviewer.documents.writing import Writing

_PASSWORD, _DISTRIBUTION = 2, 4
_DISTRIBUTION_DATA, _PARAGRAPH, _TEXT, _LETTERS, _CONTROL, _LIST = 28, 66, 67, 68, 71, 72
_PAGE, _TABLE, _PICTURE = 73, 77, 85
_TABLE_CONTROL, _DRAWING_CONTROL = b" lbt", b" osg"
_LONG_CONTROLS = frozenset(range(1, 10)) | {11, 12} | frozenset(range(14, 24))  # take eight characters each
_SPOKEN = {9: "\t", 10: "\n", 24: "-", 30: " ", 31: " "}
_MAX_SPAN = 1_000


def open_hwp(container: OleContainer) -> Writing:
    """An HWP 5 document; Unreadable(`locked_format`) when it is locked, `damaged` when its header is not one."""
    header = container.stream("FileHeader", 65_536)
    if not header.startswith(b"HWP Document File") or len(header) < 40:
        raise Unreadable("damaged")
    flags: int = struct.unpack_from("<I", header, 36)[0]
    if flags & _PASSWORD:
        raise Unreadable("locked_format", "encrypted")
    outline = Outline("office", "hwp")
    if flags & _DISTRIBUTION:
        outline.warnings.add("distribution")
    if embedded := sum(name.startswith("BinData/") and name.lower().endswith(".ole") for name in container.names):
        outline.warnings.add("attachment")
        outline.counts["attachment"] = embedded
    if _has_script(container, flags):
        outline.warnings.add("macro")
    looks = HwpLooks(container, flags)
    return Writing(outline, partial(_sections, container, flags, looks), lambda: looks.sheet)


def _has_script(container: OleContainer, flags: int) -> bool:
    name = "Scripts/DefaultJScript"
    if name not in container.names:
        return False
    try:
        stream = container.stream(name, 1 << 20)
        script = inflate(stream, 1 << 20) if flags & COMPRESSED else stream
    except Unreadable:
        return False
    return any(is_own_script(part) for part in _counted(script))


def _counted(stream: bytes) -> Iterator[bytes]:
    """Texts of UTF-16, each after the number of its characters."""
    at = 0
    while at + 4 <= len(stream):
        count: int = struct.unpack_from("<I", stream, at)[0]
        if count > len(stream):
            return
        yield stream[at + 4 : at + 4 + 2 * count]
        at += 4 + 2 * count


def _sections(container: OleContainer, flags: int, looks: HwpLooks) -> Iterator[Part]:
    folder = "ViewText" if flags & _DISTRIBUTION else "BodyText"
    names = [name for name in container.names if name.startswith(f"{folder}/Section")]
    if not names:
        raise Unreadable("damaged")
    for name in sorted(names, key=lambda name: (len(name), name)):
        data = container.stream(name)
        if flags & _DISTRIBUTION:
            data = _open_distribution(data)
        section = list(records(inflate(data) if flags & COMPRESSED else data))
        for record in section:
            if record.tag == _PAGE:
                looks.read_sheet(record.data)
                break
        yield from _parts(section, looks)


def _open_distribution(data: bytes) -> bytes:
    """A section of a distribution document, whose key stands scrambled in its first record."""
    first = next(records(data), None)
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


def _parts(section: Sequence[Record], looks: HwpLooks) -> Iterator[Part]:
    """Paragraphs, tables and pictures in the order of their records; text boxes follow the paragraph they hang on."""
    at = 0
    size = (0.0, 0.0)
    while at < len(section):
        record = section[at]
        if record.tag == _PARAGRAPH:
            yield _passage(section, at, looks)
        elif record.tag == _CONTROL and record.data[:4] == _TABLE_CONTROL:
            end = _end_of(section, at)
            yield _grid(section[at + 1 : end], looks)
            at = end
            continue
        elif record.tag == _CONTROL and record.data[:4] == _DRAWING_CONTROL and len(record.data) >= 24:
            width, height = struct.unpack_from("<II", record.data, 16)
            size = (width / UNITS, height / UNITS)
        elif record.tag == _PICTURE and len(record.data) >= 73:
            number: int = struct.unpack_from("<H", record.data, 71)[0]
            yield Passage((Run("", Look(), looks.picture(number, *size)),))
        at += 1


def _passage(section: Sequence[Record], at: int, looks: HwpLooks) -> Passage:
    """The paragraph whose head stands at `at`: its text and the looks of its letters follow at once."""
    head = section[at].data
    number: int = struct.unpack_from("<H", head, 8)[0] if len(head) >= 10 else 0
    text, shapes = b"", b""
    for record in section[at + 1 : at + 4]:
        if record.tag == _TEXT:
            text = record.data
        elif record.tag == _LETTERS:
            shapes = record.data
        elif record.tag in (_PARAGRAPH, _CONTROL):
            break
    return Passage(tuple(_runs(text, shapes, looks)), looks.align(number))


def _runs(text: bytes, shapes: bytes, looks: HwpLooks) -> Iterator[Run]:
    """The letters of a PARA_TEXT record by their looks, which a PARA_CHAR_SHAPE record lists by place."""
    listed = list(struct.iter_unpack("<II", shapes[: len(shapes) // 8 * 8])) or [(0, 0)]
    letters: list[int] = []
    turn = 0
    for place, unit in _letters(text):
        if turn + 1 < len(listed) and place >= listed[turn + 1][0]:
            if letters:
                yield Run(_text(letters), looks.letters(listed[turn][1]))
            letters = []
            while turn + 1 < len(listed) and place >= listed[turn + 1][0]:
                turn += 1
        letters.append(unit)
    if letters:
        yield Run(_text(letters), looks.letters(listed[turn][1]))


def _letters(data: bytes) -> Iterator[tuple[int, int]]:
    """Place and code of each letter; control characters below 32 stand for fields, pictures, tables."""
    units = struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])
    at = 0
    while at < len(units):
        unit = units[at]
        if unit >= 32:
            yield at, unit
        elif unit in _SPOKEN:
            yield at, ord(_SPOKEN[unit])
        at += 8 if unit in _LONG_CONTROLS else 1


def _text(units: Sequence[int]) -> str:
    return struct.pack(f"<{len(units)}H", *units).decode("utf-16-le", "replace")


def _end_of(section: Sequence[Record], start: int) -> int:
    """Where the records that stand below `start` end."""
    end = start + 1
    while end < len(section) and section[end].level > section[start].level:
        end += 1
    return end


def _grid(inside: Sequence[Record], looks: HwpLooks) -> Grid:
    """A table from its TABLE record and one LIST_HEADER a cell, which says row, column, spans and size."""
    rows: dict[int, dict[int, GridCell]] = {}
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
            parts = tuple(_parts(inside[at + 1 : end], looks))
            rows.setdefault(row, {})[column] = _cell(record.data, row, column, parts)
        at = end
    return Grid(tuple(tuple(cell for _, cell in sorted(cells.items())) for _, cells in sorted(rows.items())))


def _cell(head: bytes, row: int, column: int, parts: tuple[Part, ...]) -> GridCell:
    columns, rows, width = struct.unpack_from("<HHI", head, 12) if len(head) >= 20 else (1, 1, 0)
    return GridCell(
        parts, min(max(rows, 1), _MAX_SPAN), min(max(columns, 1), _MAX_SPAN), (row, column),
        width=min(width, 10_000_000) / UNITS,
    )  # fmt: skip
