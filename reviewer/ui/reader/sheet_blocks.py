"""Reads a whole block of cells piece by piece, also where only its beginning has been on screen."""

from collections.abc import Callable
from typing import Any

from reviewer.ui.reader.sheet_layout import Box
from reviewer.ui.reader.sheet_rows import Ask

PIECE = 1_000
MOST_ROWS = 20_000
"""A list of single sales may be long; a block of more rows is no selection of a person."""

Block = tuple[tuple[str, ...], ...]


def read_block(
    ask: Ask, sheet: int, box: Box, then: Callable[[Block], None], otherwise: Callable[[BaseException], None]
) -> None:
    """Ask for the cells of a block of at most `MOST_ROWS` rows; `then` gets all of them, each row as wide as it."""
    _piece(ask, sheet, box, box[0], (), then, otherwise)


def _piece(
    ask: Ask, sheet: int, box: Box, at: int, so_far: Block,
    then: Callable[[Block], None], otherwise: Callable[[BaseException], None],
) -> None:  # fmt: skip
    _, left, last, right = box
    count, wide = min(PIECE, last - at + 1), right - left + 1

    def work(document: Any) -> Block:
        rows = [tuple(row[left - 1 : right]) for row in document.cells(sheet, at, count)]
        return tuple(row + ("",) * (wide - len(row)) for row in rows)

    def take(found: Block) -> None:
        if at + count > last:
            then(so_far + found)
        else:
            _piece(ask, sheet, box, at + count, so_far + found, then, otherwise)

    ask(work, take, otherwise)
