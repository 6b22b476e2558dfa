"""(child) CSV and TSV files as a grid, whatever their encoding and delimiter."""

import csv
import io
from collections.abc import Iterable, Iterator

from reviewer.documents import slips
from reviewer.documents.growing import GrowingBook, GrowingSheet
from reviewer.documents.kinds import guess_encoding
from reviewer.documents.shown import Outline, Unreadable

_MOST_OF_A_LINE = 4_000_000
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_ODD = "\ufffd"


class CsvGrid(GrowingBook):
    """A CSV or TSV file as a sheet."""

    def __init__(self, data: bytes) -> None:
        """Find out its encoding and delimiter."""
        known = guess_encoding(data, whole=True)
        encoding = known or guess_encoding(data[:65_536]) or "latin-1"
        self._is_sound = known in ("utf-8", "utf-8-sig", "cp949") and _ODD.encode() not in data
        file = io.TextIOWrapper(io.BytesIO(data), encoding, "replace", newline="")
        self._text = file.read(slips.MAX_TEXT // 4)
        file.seek(0)
        rows = csv_rows(self._lines(file), guess_delimiter(self._text[:65_536]))
        outline = Outline("spreadsheet", "csv")
        self._runs = 0
        self._csv = GrowingSheet("CSV", self._seen(rows))
        super().__init__(outline, [self._csv])

    def _lines(self, file: io.TextIOBase) -> Iterator[str]:
        """The lines of the file; of one with millions of characters the beginning."""
        while line := file.readline(_MOST_OF_A_LINE):
            if len(line) == _MOST_OF_A_LINE and line[-1] not in "\r\n":
                self._csv.is_cut = True
                while (more := file.readline(_MOST_OF_A_LINE)) and more[-1] not in "\r\n":
                    continue
                line += "\n"
            if not self._is_sound and _ODD in line:
                self.outline.warnings.add("odd_characters")
            yield line

    def _seen(self, rows: Iterable[list[str]]) -> Iterator[list[str]]:
        """The rows, with the cells counted that a spreadsheet would run as formulas."""
        for row in rows:
            for cell in row:
                if cell.startswith(_FORMULA_STARTS) and _is_formula(cell):
                    self._runs += 1
            yield row

    def _tell(self) -> None:
        super()._tell()
        if self._runs:
            self.outline.warnings.add("formula")
            self.outline.counts["formula"] = self._runs

    def text(self, page: int) -> str:
        """The text as it came, up to a quarter of `slips.MAX_TEXT` characters."""
        return self._text


def _is_formula(cell: str) -> bool:
    """A cell that a spreadsheet would run; a plain negative number, a dash or a telephone number is none."""
    rest = cell.lstrip("+-")
    return len(cell) > 1 and bool(rest) and not rest.translate(_IN_NUMBERS).isdigit()


_IN_NUMBERS = dict.fromkeys(map(ord, ",. -()%원"))


def csv_rows(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """Rows of a CSV text; Unreadable(`damaged`) for a cell of more than a million characters."""
    csv.field_size_limit(1_000_000)
    try:
        yield from csv.reader(lines, delimiter=delimiter)
    except csv.Error:
        raise Unreadable("damaged") from None


def guess_delimiter(text: str) -> str:
    """The delimiter that gives the most even rows in the beginning of a table; a comma in doubt."""
    lines = text.splitlines(keepends=True)[:50]
    if len(lines) > 1 and len(text) >= 65_536:
        lines.pop()
    best, best_score = ",", 0.0
    for delimiter in ",\t;|":
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            continue
        if not widths or max(widths) < 2:
            continue
        commonest = max(set(widths), key=lambda width: (widths.count(width), width))
        score = widths.count(commonest) / len(widths) * (commonest > 1) + commonest / 10_000
        if score > best_score + 1e-9:
            best, best_score = delimiter, score
    return best
