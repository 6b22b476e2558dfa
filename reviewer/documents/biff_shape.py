"""(child) What the sheets of an XLS look like beside their values: merged, hidden, frozen, widths; no formulas.

Records as in Microsoft's published description of BIFF8 ([MS-XLS]). Formulas stand there as tokens and are not read.
"""

import struct
from collections.abc import Iterator

from reviewer.documents import slips
from reviewer.documents.sheet_shape import SheetForm, add_to_ranges
from reviewer.documents.shown import SheetShape

_SHEET, _END, _START = 0x0085, 0x000A, 0x0809
_ROW, _COLUMNS, _MERGED, _PANE, _WINDOW = 0x0208, 0x007D, 0x00E5, 0x0041, 0x023E
_ROW_HIDDEN, _COLUMN_HIDDEN, _FROZEN = 0x20, 0x01, 0x08
_CHARACTER = 256.0


def biff_form(stream: bytes, number: int) -> SheetForm:
    """The shape of the sheet with this number, from 0; an empty one where the stream does not hold it."""
    places = [
        struct.unpack_from("<I", data)[0] for kind, data in records(stream, 0) if kind == _SHEET and len(data) > 8
    ]
    form = SheetForm()
    if not 0 <= number < len(places):
        return form
    merged: list[tuple[int, int, int, int]] = []
    hidden_rows: list[tuple[int, int]] = []
    hidden_columns: list[tuple[int, int]] = []
    widths: list[tuple[int, int, float]] = []
    frozen, is_frozen = (0, 0), False
    for kind, data in records(stream, places[number]):
        if kind == _ROW and len(data) >= 16 and struct.unpack_from("<I", data, 12)[0] & _ROW_HIDDEN:
            add_to_ranges(hidden_rows, struct.unpack_from("<H", data)[0] + 1)
        elif kind == _COLUMNS and len(data) >= 10 and len(widths) < slips.MAX_RANGES:
            first, last, width, _, bits = struct.unpack_from("<5H", data)
            if first <= last:
                widths.append((first + 1, last + 1, width / _CHARACTER))
                if bits & _COLUMN_HIDDEN:
                    hidden_columns.append((first + 1, last + 1))
        elif kind == _MERGED:
            merged += list(_areas(data))[: slips.MAX_RANGES - len(merged)]
        elif kind == _WINDOW and len(data) >= 2:
            is_frozen = bool(struct.unpack_from("<H", data)[0] & _FROZEN)
        elif kind == _PANE and len(data) >= 4:
            columns, rows = struct.unpack_from("<HH", data)
            frozen = (rows, columns)
    form.shape = SheetShape(
        tuple(merged), tuple(hidden_rows), tuple(hidden_columns), *(frozen if is_frozen else (0, 0)), tuple(widths)
    )
    return form


def records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of a substream up to its end; charts and the like inside are passed over."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _START:
            depth += 1
        elif kind == _END:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _areas(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    count = struct.unpack_from("<H", data)[0] if len(data) >= 2 else 0
    for first_row, last_row, first, last in struct.iter_unpack(
        "<4H", data[2 : 2 + 8 * min(count, (len(data) - 2) // 8)]
    ):
        if first_row <= last_row and first <= last:
            yield first_row + 1, first + 1, last_row + 1, last + 1
