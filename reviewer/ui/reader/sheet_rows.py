"""The rows of a sheet around what is in view: asked of the glovebox in pages, kept in bounds, newest wish first."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

PAGE = 256
KEPT_CELLS = 300_000
"""Pages beyond so many cells are forgotten, those not looked at longest first; the page in view always stays."""

Ask = Callable[[Callable[[Any], Any], Callable[[Any], None], Callable[[BaseException], None]], None]
"""`ask(work, then, otherwise)`: do `work(document)` in the paper's lane and answer on the window's thread."""

Cells = tuple[str, ...]


class SheetRows(QObject):
    """One sheet at a time. Only one page is on its way at once, so that scrolling far leaves no queue behind."""

    arrived = Signal(int, int)
    """Rows came: the first and the last of them."""
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Empty until `show_sheet`."""
        super().__init__(parent)
        self._ask: Ask | None = None
        self._turn = 0
        self.forget()

    def forget(self) -> None:
        """Let go of everything; answers on their way are dropped."""
        self._turn += 1
        self._ask, self.sheet, self.rows = None, 0, 0
        self._with_formulas = False
        self._pages: OrderedDict[int, list[Cells]] = OrderedDict()
        self._formulas: dict[int, Mapping[tuple[int, int], str]] = {}
        self._in_view: list[int] = []
        self._beside: list[int] = []
        self._refused: set[tuple[str, int]] = set()
        self._on_its_way = False
        self._cells_kept = 0

    def show_sheet(self, ask: Ask, sheet: int, rows: int, *, with_formulas: bool) -> None:
        """Begin with a sheet (from 1) of so many rows."""
        self.forget()
        self._ask, self.sheet, self.rows, self._with_formulas = ask, sheet, rows, with_formulas

    def grow(self, rows: int) -> None:
        """The sheet turns out to have more rows."""
        self.rows = rows

    def want(self, first: int, last: int) -> None:
        """Wish for the rows in view, then their formulas, and after them the pages beside."""
        most = (self.rows - 1) // PAGE
        self._in_view = list(range((max(first, 1) - 1) // PAGE, min((max(last, 1) - 1) // PAGE, most) + 1))
        if self._in_view:
            beside = (self._in_view[-1] + 1, self._in_view[0] - 1)
            self._beside = [page for page in beside if 0 <= page <= most]
        for page in (*self._beside, *self._in_view):
            if page in self._pages:
                self._pages.move_to_end(page)
        self._send()

    def _next(self) -> tuple[str, int] | None:
        """What is asked for next; None where all that is wished for is here."""
        for kind, pages, here in (
            ("rows", self._in_view, self._pages),
            ("formulas", self._in_view if self._with_formulas else [], self._formulas),
            ("rows", self._beside, self._pages),
        ):
            for page in pages:
                if page not in here and (kind, page) not in self._refused:
                    return kind, page
        return None

    def _send(self) -> None:
        wish = self._next()
        if self._ask is None or self._on_its_way or wish is None:
            return
        self._on_its_way, turn, sheet = True, self._turn, self.sheet
        (kind, page), first = wish, wish[1] * PAGE + 1

        def work(document: Any) -> Any:
            found = document.cells(sheet, first, PAGE) if kind == "rows" else document.formulas(sheet, first, PAGE)
            return found if found else ()  # None would say that the paper was closed

        take = self._take_rows if kind == "rows" else self._take_formulas
        self._ask(
            work,
            lambda found: take(page, found) if turn == self._turn else None,
            lambda fault: self._fail(wish, fault) if turn == self._turn else None,
        )

    def _take_rows(self, page: int, rows: Sequence[list[str]]) -> None:
        kept = [_trimmed(row) for row in rows]
        self._pages[page] = kept
        self._cells_kept += sum(map(len, kept))
        for old in list(self._pages):
            if self._cells_kept <= KEPT_CELLS:
                break
            if old not in self._in_view and old != page:
                self._cells_kept -= sum(map(len, self._pages.pop(old)))
                self._formulas.pop(old, None)
        self._arrived(page)

    def _take_formulas(self, page: int, formulas: Any) -> None:
        self._formulas[page] = dict(formulas)
        self._arrived(page)

    def _arrived(self, page: int) -> None:
        self._on_its_way = False
        self.arrived.emit(page * PAGE + 1, page * PAGE + PAGE)
        self._send()

    def _fail(self, wish: tuple[str, int], fault: BaseException) -> None:
        self._on_its_way = False
        self._refused.add(wish)
        self.failed.emit(fault)

    def row(self, row: int) -> Cells | None:
        """The cells of a row (from 1) from column A on, without the empty ones at its end; None until they came."""
        page, place = divmod(row - 1, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            return None
        return rows[place] if place < len(rows) else ()

    def text(self, row: int, column: int) -> str:
        """The text of a cell; empty until it came."""
        cells = self.row(row) or ()
        return cells[column - 1] if column <= len(cells) else ""

    def formula(self, row: int, column: int) -> str:
        """The formula of a cell, with its sign; empty where it has none."""
        return self._formulas.get((row - 1) // PAGE, {}).get((row, column), "")

    def has_all(self, first: int, last: int) -> bool:
        """Whether all these rows are here."""
        return all(page in self._pages for page in range((first - 1) // PAGE, (last - 1) // PAGE + 1))


def _trimmed(row: list[str]) -> Cells:
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    return tuple(row[:end])
