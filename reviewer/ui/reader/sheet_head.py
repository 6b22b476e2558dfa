"""Finds the row that names the columns of a sheet, so that it can stay in view while the rows below it scroll."""

from collections.abc import Callable

from reviewer.ui.reader.sheet_painting import is_number

LOOKED_AT = 30


def head_row(cells_of: Callable[[int], tuple[str, ...] | None]) -> int:
    """The row (from 1) among the first ones that names columns: words side by side above rows with numbers; or 0.

    Where several do, as in the lines of name and number above a table, it is the first of the widest.
    """
    best, width = 0, 0
    for row in range(1, LOOKED_AT + 1):
        names = [cell.strip() for cell in cells_of(row) or ()]
        filled = [name for name in names if name]
        if len(filled) < 2 or any(_is_figure(name) or len(name) > 40 for name in filled):
            continue
        following = (cells_of(row + n) or () for n in (1, 2))
        below = next((cells for cells in following if any(cell.strip() for cell in cells)), ())
        has_table = sum(1 for cell in below if cell.strip()) >= 2 and any(map(_is_figure, below))
        if has_table and len(filled) > width:
            best, width = row, len(filled)
    return best


def _is_figure(cell: str) -> bool:
    return is_number(cell.strip()) or cell[:4].isdigit()
