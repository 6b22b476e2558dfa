"""The chosen cells of a sheet as a selection: those that are here, or all of them, read first."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication

from reviewer.rules.places import on_sheet
from reviewer.ui.reader.selection import Selection
from reviewer.ui.reader.sheet_blocks import MOST_ROWS, Block, read_block
from reviewer.ui.reader.sheet_copying import MOST_COPIED, as_tsv
from reviewer.ui.reader.sheet_layout import Box
from reviewer.ui.reader.sheet_rows import Ask, SheetRows
from reviewer.ui.wording import tr, tr_many

MOST_CELLS = 60_000
"""So many chosen cells are handed to whoever uses the selection; of more only the first rows."""


def chosen_cells(document: str, rows: SheetRows, box: Box, columns: int) -> Selection:
    """A block with its place and its cells as far as they are here; `columns` is how many the sheet has."""
    first, left, last, right = box
    right = min(right, columns)
    last = min(last, first + max(MOST_CELLS // (right - left + 1), 1) - 1)
    cells = []
    for at in range(first, last + 1):
        here = rows.row(at)
        if here is None:
            break
        taken = here[left - 1 : right]
        cells.append(taken + ("",) * (right - left + 1 - len(taken)))
    text = "\n".join("\t".join(taken) for taken in cells)
    return Selection(on_sheet(document, rows.sheet, *box), text, tuple(cells))


def whole_selection(
    chosen: Selection, size: tuple[int, int], ask: Ask,
    then: Callable[[Selection | None], None], otherwise: Callable[[BaseException], None],
) -> None:  # fmt: skip
    """Give the selection with every one of its cells, read first where they are not here; None where too many."""
    first, left, last, right = chosen.place.box
    rows, columns = min(last, size[0]), min(right, size[1])
    if len(chosen.cells) == rows - first + 1:
        then(chosen)
    elif rows - first >= MOST_ROWS:
        then(None)
    else:

        def take(cells: Block) -> None:
            then(Selection(chosen.place, "", cells))

        read_block(ask, chosen.place.sheet, (first, left, rows, columns), take, otherwise)


def copied(chosen: Selection) -> str:
    """Put the cells on the clipboard, tab between them; what came of it, in words."""
    first, _, last, _ = chosen.place.box
    if len(chosen.cells) < last - first + 1 or len(chosen.cells) > MOST_COPIED:
        return tr("Too many rows to copy, or not all of them are here yet. Choose fewer.")
    QGuiApplication.clipboard().setText(as_tsv(chosen.cells))
    return tr_many("{n} row copied", "{n} rows copied", len(chosen.cells))
