"""(child) The rows of a sheet, read once and kept packed, so that any window of a million rows is near."""

import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterator

from reviewer.documents import slips
from reviewer.documents.finding import hits_in_cells
from reviewer.documents.shown import Hit

BLOCK = 512
MAX_WINDOW = 2_000
_MOST_SEARCHED = 20_000
_OPEN_BLOCKS = 8
_LEVEL = 1


class PackedRows:
    """Rows counted from 0; they are read from their source only as far as they are asked for."""

    def __init__(self, rows: Iterator[list[str]]) -> None:
        """`rows` is read once, in order."""
        self._source: Iterator[list[str]] | None = rows
        self._blocks: list[tuple[int, bytes]] = []
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

    def read_all(self) -> None:
        """Read every row."""
        while self._source is not None:
            self._read_to(len(self._blocks))

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
        return number < len(self._blocks)

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


def search_rows(
    window: Callable[[int, int, int], list[list[str]]], needle: str, sheet: int, first_row: int, rows: int
) -> list[Hit]:
    """Where `needle` stands in the rows that `window(sheet, first row, rows)` gives."""
    found: list[Hit] = []
    last = first_row + min(max(rows, 0), _MOST_SEARCHED)
    for first in range(max(first_row, 1), last, MAX_WINDOW):
        lines = window(sheet, first, min(MAX_WINDOW, last - first))
        found += hits_in_cells(lines, needle, sheet, first, slips.MAX_HITS - len(found))
        if not lines or len(found) >= slips.MAX_HITS:
            break
    return found
