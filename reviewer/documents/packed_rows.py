"""(child) The rows of a sheet, read once and kept packed, so that any window of a million rows is near."""

import time
import zlib
from collections import OrderedDict
from collections.abc import Iterator

from reviewer.documents import slips
from reviewer.documents.finding import hits_in_cells, may_hold
from reviewer.documents.shown import Hit
from reviewer.rules.cell_totals import Totals

BLOCK = 512
MAX_WINDOW = 2_000
_OPEN_BLOCKS = 8
_LEVEL = 1


class PackedRows:
    """Rows counted from 0; they are read from their source only as far as they are asked for."""

    def __init__(self, rows: Iterator[list[str]]) -> None:
        """`rows` is read once, in order."""
        self._source: Iterator[list[str]] | None = rows
        self._blocks: list[tuple[int, bytes]] = []
        self.held = 0
        self._open: OrderedDict[int, list[list[str]]] = OrderedDict()

    @property
    def is_whole(self) -> bool:
        """Whether every row has been read."""
        return self._source is None

    @property
    def count(self) -> int:
        """How many rows have been read so far."""
        return (len(self._blocks) - 1) * BLOCK + self._blocks[-1][0] if self._blocks else 0

    def window(self, start: int, stop: int) -> list[list[str]]:
        """The rows from `start` up to `stop`, fewer where the sheet ends before."""
        found: list[list[str]] = []
        for number in range(start // BLOCK, (stop + BLOCK - 1) // BLOCK):
            if not self._read_to(number):
                break
            first = number * BLOCK
            found += self._block(number)[max(start - first, 0) : stop - first]
        return found

    def read_on(self, until: float) -> bool:
        """Read on until this moment of `time.monotonic`; True when every row has been read."""
        while self._source is not None and time.monotonic() < until:
            self._read_to(len(self._blocks))
        return self._source is None

    def stop(self) -> None:
        """Read no more: the rows read so far are all there are."""
        self._source = None

    # --- slices of long work: each answers with the row to go on with, 0 when nothing is left -------------

    def find(self, needle: str, sheet: int, first_row: int, rows: int, seconds: float) -> tuple[list[Hit], int]:
        """Where `needle` stands in `rows` rows from `first_row` (from 1) on, looked for during about `seconds`."""
        found: list[Hit] = []
        for first, number, inside in self._blocks_from(first_row, rows, seconds):
            if not may_hold(self._text(number), needle):
                continue
            lines = self._block(number)[inside]
            found += hits_in_cells(lines, needle, sheet, first, slips.MAX_HITS - len(found))
            if len(found) >= slips.MAX_HITS:
                return _whole_rows(found, first_row + rows)
        return found, self._next

    def totals(self, first_row: int, rows: int, columns: slice, seconds: float) -> tuple[Totals, int]:
        """What the cells of these columns add up to in `rows` rows from `first_row` (from 1) on."""
        found = Totals()
        for _, number, inside in self._blocks_from(first_row, rows, seconds):
            found = found.with_cells(cell for row in self._block(number)[inside] for cell in row[columns])
        return found, self._next

    def _blocks_from(self, first_row: int, rows: int, seconds: float) -> Iterator[tuple[int, int, slice]]:
        """First row (from 1), number and part of each block; afterwards `_next` says what was left for later."""
        until, at, end = time.monotonic() + seconds, max(first_row, 1) - 1, max(first_row, 1) - 1 + max(rows, 0)
        while at < end and self._read_to(at // BLOCK):
            number, inside = divmod(at, BLOCK)
            after = min((number + 1) * BLOCK, end)
            yield at + 1, number, slice(inside, after - number * BLOCK)
            at = after
            if time.monotonic() >= until:
                break
        self._next = at + 1 if at < end and self._read_to(at // BLOCK) else 0

    def _read_to(self, number: int) -> bool:
        while number >= len(self._blocks) and self._source is not None:
            block: list[list[str]] = []
            for row in self._source:
                block.append(row)
                if len(block) == BLOCK:
                    break
            if len(block) < BLOCK:
                self._source = None
            if block:
                self._blocks.append((len(block), zlib.compress(slips.pack_rows(block), _LEVEL)))
                self.held += len(self._blocks[-1][1])
        return number < len(self._blocks)

    def _text(self, number: int) -> str:
        return zlib.decompress(self._blocks[number][1]).decode("utf-8")

    def _block(self, number: int) -> list[list[str]]:
        if number in self._open:
            self._open.move_to_end(number)
            return self._open[number]
        count, packed = self._blocks[number]
        rows = slips.unpack_rows(zlib.decompress(packed), count)
        self._open[number] = rows
        if len(self._open) > _OPEN_BLOCKS:
            self._open.popitem(last=False)
        return rows


def _whole_rows(found: list[Hit], end: int) -> tuple[list[Hit], int]:
    """As many hits as one answer holds; its last row is left for the next one, unless it is all there is."""
    last = int(found[-1].box[0])
    whole = [hit for hit in found if hit.box[0] < last]
    if whole:
        return whole, last
    return found, last + 1 if last + 1 < end else 0
