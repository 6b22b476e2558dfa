"""How wide the columns of a sheet are: by their content, as the file has them, or as a person chose."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QFontMetrics

from reviewer.ui.look import Look
from reviewer.ui.reader.sheet_painting import PADDING, is_number

NARROW, WIDE = 44, 340
"""A column is at least and by itself at most so wide, in pixels at 100 %."""
_USUAL = 72
_MOST_MEASURED = 5_000
"""Cells that are measured to make columns fit: measuring each of a wide sheet would hold up the window."""

CellsOf = Callable[[int], tuple[str, ...] | None]


class ColumnWidths:
    """Widths in pixels at 100 %; columns count from 1."""

    def __init__(self, look: Look) -> None:
        """No columns yet."""
        self._look = look
        self._by_content: list[int] = []
        self.own: dict[int, int] = {}
        """Those a person chose."""

    def begin(self, columns: int, own: dict[int, int]) -> None:
        """Another sheet."""
        self._by_content, self.own = [], dict(own)
        self.grow(columns)

    def grow(self, columns: int) -> None:
        """The sheet turns out to have more columns."""
        self._by_content += [self._look.px(_USUAL)] * (columns - len(self._by_content))

    def at(self, zoom: float) -> list[int]:
        """The widths on screen."""
        return [round(self.own.get(n, width) * zoom) for n, width in enumerate(self._by_content, 1)]

    def of(self, column: int) -> int:
        """The width of a column; 0 where there is none."""
        known = self._by_content[column - 1] if column <= len(self._by_content) else 0
        return self.own.get(column, known)

    def choose(self, column: int, width: int) -> None:
        """A person wants it so wide."""
        self.own[column] = min(max(width, 24), 2_000)

    def fit(self, column: int, texts: Sequence[str], metrics: QFontMetrics) -> None:
        """A person wants it as wide as the longest of these texts."""
        widest = max((metrics.horizontalAdvance(text[:400]) for text in texts if text), default=0)
        self.choose(column, max(widest + 2 * PADDING + 2, self._look.px(NARROW)))

    def fit_content(self, rows: range, cells_of: CellsOf, metrics: QFontMetrics) -> None:
        """Make every column wide enough for its amounts in these rows, where nobody chose its width."""
        most = max(_MOST_MEASURED // max(len(self._by_content), 1), 8)
        for row in rows[:most]:
            cells = cells_of(row) or ()
            if sum(map(bool, cells)) == 1 and not is_number(cells[-1]):
                continue  # a title runs over the empty cells beside it
            for place, text in enumerate(cells):
                if place < len(self._by_content) and place + 1 not in self.own and text:
                    needed = metrics.horizontalAdvance(text[:60]) + 2 * PADDING + 2
                    limit = needed if is_number(text) else self._look.px(WIDE)
                    self._by_content[place] = max(self._by_content[place], min(needed, limit))

    def take_from_file(self, widths: Sequence[tuple[int, int, float]], metrics: QFontMetrics) -> None:
        """As wide as the file has them (first, last, characters), never narrower than they are."""
        letter = metrics.horizontalAdvance("0")
        for first, last, characters in widths:
            wide = min(round(characters * letter) + 2 * PADDING, self._look.px(WIDE))
            for place in range(max(first, 1) - 1, min(last, len(self._by_content))):
                self._by_content[place] = max(self._by_content[place], wide)
