"""(child) A workbook laid out as pages of cells, so that a masked copy of it can be made like that of any paper."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reviewer.documents.packed_rows import MAX_WINDOW
from reviewer.documents.passages import Grid, GridCell, Look, Part, Passage, Picture, Run, Sheet
from reviewer.documents.shown import Outline, Readable, Unreadable
from reviewer.documents.writing import Writing

if TYPE_CHECKING:
    from reviewer.documents.layout import Press

_MOST_CELLS = 40_000
_ACROSS, _DOWN = 8, 40
_LANDSCAPE = Sheet(841.9, 595.3, (36.0, 36.0, 36.0, 36.0))
_SMALL, _NAME = Look(size=7.0), Look(size=10.0, bold=True)


def paged(book: Readable, press: "Press") -> Writing:
    """Every cell of every sheet, hidden ones too, in tables of a few columns, values only; then the pictures.

    Measuring it raises Unreadable where not all of it can be shown: a masked copy must not lose anything.
    """
    return SheetPages(book).use(press)


class SheetPages(Writing):
    """A workbook as it would be printed by somebody who hides nothing."""

    def __init__(self, book: Readable) -> None:
        """`book` is open and not measured."""
        told = book.outline
        warnings = told.warnings - {"picture_missing"}
        super().__init__(Outline(told.kind, told.format, warnings=warnings), self._parts, lambda: _LANDSCAPE)
        self._book = book

    def measure(self) -> None:
        """Lay everything out, or refuse."""
        self._book.measure()
        if "truncated" in self._book.outline.warnings:
            raise Unreadable("too_large")
        super().measure()
        if "truncated" in self.outline.warnings:
            raise Unreadable("too_large")
        if "picture_missing" in self.outline.warnings:
            raise Unreadable("unsupported")

    def _parts(self) -> Iterator[Part]:
        cells = 0
        for number, sheet in enumerate(self._book.outline.sheets, 1):
            yield Passage((Run(sheet.name, _NAME),))
            first = 1
            while rows := self._book.cells(number, first, MAX_WINDOW):
                cells += sum(map(len, rows))
                if cells > _MOST_CELLS:
                    raise Unreadable("too_large")
                yield from _tables(rows, first)
                first += len(rows)
        pictures = self._book.pictures()
        if "picture_missing" in self._book.outline.warnings and not pictures:
            raise Unreadable("unsupported")  # an XLS has pictures that are not taken out here
        for name, data in pictures:
            yield Passage((Run(name.rpartition("/")[2], _NAME),))
            yield Passage((Run("", picture=Picture(name, data)),))


def _tables(rows: list[list[str]], first: int) -> Iterator[Part]:
    """Rows as tables of `_ACROSS` columns, each line with the number of its row."""
    wide = max(map(len, rows), default=0)
    for top in range(0, len(rows), _DOWN):
        for left in range(0, wide, _ACROSS):
            lines = [row[left : left + _ACROSS] for row in rows[top : top + _DOWN]]
            if any(any(line) for line in lines):
                columns = min(_ACROSS, wide - left)
                yield Grid(tuple(_line(line, first + top + n, columns) for n, line in enumerate(lines)))


def _line(cells: list[str], number: int, columns: int) -> tuple[GridCell, ...]:
    texts = [str(number), *cells, *[""] * (columns - len(cells))]
    return tuple(GridCell((Passage((Run(text, _SMALL),)),)) for text in texts)
