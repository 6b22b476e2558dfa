"""(parent) What a glovebox answers, each number and word checked before it is used.

Every function takes an `untrusted` payload apart and raises BadSlip when it is not a proper answer.
"""

import re
from decimal import Decimal

from reviewer.documents import slips
from reviewer.documents.describing import printable
from reviewer.documents.shown import Block, Box, Hit, Paragraph, SheetShape, Table
from reviewer.documents.slips import BadSlip, Unpacker
from reviewer.rules.cell_totals import Totals
from reviewer.rules.likeness import Traits

_MAX_BLOCKS, _MAX_ROWS, _MAX_COLUMNS = 60_000, 200_000_000, 2_000_000
_MAX_TABLE_ROWS = 2_000_000
_MAX_WORDS = 100_000
_ANY = 0xFFFFFFFF
_TENTHS = 10
_MAX_WIDTH = 100_000
_SUM = re.compile(r"-?\d{1,30}(\.\d{1,9})?", re.ASCII)

Word = tuple[str, float, float, float, float]
"""A word and its rectangle x0, y0, x1, y1 in points from the upper left corner of the page as shown."""


def text(inside: Unpacker) -> str:
    """A text."""
    return printable(inside.text())


def words(inside: Unpacker) -> list[Word]:
    """The words of a page."""
    return [(printable(inside.text(4_000)), *_box(inside)) for _ in range(inside.number(_MAX_WORDS))]


def _box(inside: Unpacker) -> Box:
    x0, y0, x1, y1 = (inside.number(_ANY) / _TENTHS for _ in range(4))
    return (x0, y0, x1, y1)


def blocks(inside: Unpacker) -> list[Block]:
    """The paragraphs and tables of an office document."""

    def take() -> Block:
        if inside.number(1) == 0:
            return Paragraph(printable(inside.text(slips.MAX_ANSWER)))
        return Table(tuple(inside.texts(20_000) for _ in range(inside.number(_MAX_TABLE_ROWS))))

    return [take() for _ in range(inside.number(_MAX_BLOCKS))]


def hits(inside: Unpacker, *, pages: range | None = None, sheet: int = 0) -> list[Hit]:
    """Hits on these pages, or on this sheet; BadSlip for a hit that stands elsewhere."""
    found = []
    for _ in range(inside.number(slips.MAX_HITS)):
        page, on_sheet, box = inside.number(slips.MAX_PAGES), inside.number(_ANY), _box(inside)
        before, match, after = (printable(inside.text(2_000)).replace("\n", " ") for _ in range(3))
        if on_sheet != sheet or (page not in pages if pages is not None else page != 0):
            raise BadSlip("place")
        if sheet and not (1 <= box[0] <= _MAX_ROWS and 1 <= box[1] <= _MAX_COLUMNS and box[:2] == box[2:]):
            raise BadSlip("cell")
        found.append(Hit(page, on_sheet, box, before, match, after))
    return found


def shape(inside: Unpacker) -> SheetShape:
    """What is merged, hidden, frozen and how wide."""
    frozen_rows, frozen_columns = inside.number(_MAX_ROWS), inside.number(_MAX_COLUMNS)
    merged = []
    for _ in range(inside.number(slips.MAX_RANGES)):
        row, column, last_row, last_column = (inside.number(_MAX_ROWS) for _ in range(4))
        if not (1 <= row <= last_row and 1 <= column <= last_column <= _MAX_COLUMNS):
            raise BadSlip("merged")
        merged.append((row, column, last_row, last_column))
    hidden_rows, hidden_columns = _ranges(inside, _MAX_ROWS), _ranges(inside, _MAX_COLUMNS)
    widths = []
    for _ in range(inside.number(slips.MAX_RANGES)):
        first, last, width = inside.number(_MAX_COLUMNS), inside.number(_MAX_COLUMNS), inside.number(_MAX_WIDTH)
        if not 1 <= first <= last:
            raise BadSlip("columns")
        widths.append((first, last, width / 100))
    return SheetShape(tuple(merged), hidden_rows, hidden_columns, frozen_rows, frozen_columns, tuple(widths))


def _ranges(inside: Unpacker, most: int) -> tuple[tuple[int, int], ...]:
    found = []
    for _ in range(inside.number(slips.MAX_RANGES)):
        first, last = inside.number(most), inside.number(most)
        if not 1 <= first <= last:
            raise BadSlip("range")
        found.append((first, last))
    return tuple(found)


def formulas(inside: Unpacker, first_row: int, rows: int) -> dict[tuple[int, int], str]:
    """Formulas by row and column; BadSlip for one outside the rows asked for."""
    found = {}
    for _ in range(inside.number(slips.MAX_CELLS)):
        row, column = inside.number(_MAX_ROWS), inside.number(_MAX_COLUMNS)
        if not (first_row <= row < first_row + rows and column >= 1):
            raise BadSlip("cell")
        found[row, column] = printable(inside.text(40_000))
    return found


def totals(inside: Unpacker) -> Totals:
    """What cells add up to; BadSlip for more numbers than cells, or a sum that is none."""
    filled, told, total = inside.number(_ANY), inside.number(_ANY), inside.text(slips.MAX_TOTAL)
    if told > filled or not _SUM.fullmatch(total):
        raise BadSlip("totals")
    return Totals(filled, told, Decimal(total))


def onward(untrusted: slips.Slip, first_row: int, rows: int) -> int:
    """The row to go on with, or 0; BadSlip for one that is not among those asked for, or would never come to an end."""
    if untrusted.a and not first_row < untrusted.a < first_row + rows:
        raise BadSlip("row")
    return untrusted.a


def traits(inside: Unpacker) -> Traits:
    """What the file says of its making, and perceptual hashes."""
    producer, creator, created, modified, taken, camera = (
        " ".join(printable(inside.text(8_000)).split()) for _ in range(6)
    )
    count = inside.number(slips.MAX_PICTURES)
    pictures = tuple(inside.number(_ANY) << 32 | inside.number(_ANY) for _ in range(count))
    return Traits(producer, creator, created, modified, taken, camera, pictures)
