"""Lines of a table or page taken apart: which pieces are dates, which are amounts, and where each of them stands."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reviewer.rules.korean_forms import amount_of, date_of, dates_in, month_of, months_in
from reviewer.rules.places import Place, around, on_sheet
from reviewer.rules.reading import Row, Word

_GAP = 0.9
"""A space wider than this share of the letters' height parts two pieces of text on a page."""
_UNIT_WORDS = frozenset({"원", "원정", "천원", "만원", "만"})
_CURRENCY_WORDS = frozenset({"₩", "￦", "\\", "W", "-", "△", "▲", "−"})


@dataclass(frozen=True)
class Piece:
    """A cell of a sheet, or the words of a page that belong together; `left` and `right` tell its column."""

    text: str
    place: Place
    left: float
    right: float
    date: dt.date | None = None
    amount: int | None = None


@dataclass(frozen=True)
class Line:
    """The pieces of one row or one line of a page from left to right; `on_grid` where columns are those of a sheet."""

    pieces: tuple[Piece, ...]
    on_grid: bool

    @property
    def text(self) -> str:
        """The whole line in one."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def place(self) -> Place:
        """Where the line stands."""
        return around([piece.place for piece in self.pieces])


def lines_of_rows(rows: Iterable[Row], document: str, year: int, *, by_month: bool = False) -> list[Line]:
    """The rows of sheets as lines; empty cells and rows are left out. `by_month`: months stand in place of days."""
    found: list[Line] = []
    for row in rows:
        pieces = tuple(
            Piece(
                text, on_sheet(document, row.sheet, row.row, column), column, column + 0.9,
                _month(text) if by_month else date_of(text, year), amount_of(text),
            )
            for column, cell in enumerate(row.cells, 1)
            if (text := cell.strip())
        )  # fmt: skip
        if pieces:
            found.append(Line(pieces, on_grid=True))
    return found


def lines_of_words(words: Iterable[Word], document: str, year: int, *, by_month: bool = False) -> list[Line]:
    """The words of pages as lines, from the top of the first page to the foot of the last."""
    found: list[Line] = []
    for _, of_page in groupby(sorted(words, key=lambda word: word.page), key=lambda word: word.page):
        found += [_line(list(line), document, year, by_month) for line in text_lines(of_page)]
    return found


def text_lines(words: Iterable[Word]) -> Iterator[list[Word]]:
    """The words of one page grouped into lines, each from left to right."""
    waiting = sorted(words, key=lambda word: (word.box[1] + word.box[3]) / 2)
    line: list[Word] = []
    for word in waiting:
        if line and not _same_line(line, word):
            yield sorted(line, key=lambda one: one.box[0])
            line = []
        line.append(word)
    if line:
        yield sorted(line, key=lambda one: one.box[0])


def _same_line(line: Sequence[Word], word: Word) -> bool:
    """Whether the middle of the word lies within the line as its last words have it."""
    middle = (word.box[1] + word.box[3]) / 2
    near = line[-4:]
    level = sum((one.box[1] + one.box[3]) / 2 for one in near) / len(near)
    height = max(max(one.box[3] - one.box[1] for one in near), word.box[3] - word.box[1], 1)
    return abs(middle - level) <= 0.45 * height


def _month(text: str) -> dt.date | None:
    named = month_of(text)
    return dt.date(*named, 1) if named else None


def _line(words: list[Word], document: str, year: int, by_month: bool) -> Line:
    """Dates first, which may be several words; then every amount by itself; then text up to the next wide gap."""
    pieces: list[Piece] = []
    rest: list[Word] = []
    for run, day in _dated_runs(words, year, by_month):
        if day is None:
            rest += run
            continue
        pieces += _undated(rest, document)
        pieces.append(_piece(run, document, date=day))
        rest = []
    pieces += _undated(rest, document)
    return Line(tuple(pieces), on_grid=False)


def _dated_runs(words: list[Word], year: int, by_month: bool) -> Iterator[tuple[list[Word], dt.date | None]]:
    """The words of a line, those of one date together."""
    starts: list[int] = []
    length = 0
    for word in words:
        starts.append(length)
        length += len(word.text) + 1
    text = " ".join(word.text for word in words)
    dates = months_in(text) if by_month else dates_in(text, year)
    place = 0
    while place < len(words):
        start, end = starts[place], starts[place] + len(words[place].text)
        hit = next((one for one in dates if one.start < end and start < one.end), None)
        if hit is None:
            may_be_loose = place == 0 and len(words) > 1 and not by_month
            loose = date_of(words[place].text, year) if may_be_loose else None
            yield [words[place]], loose
            place += 1
            continue
        last = place
        while last + 1 < len(words) and starts[last + 1] < hit.end:
            last += 1
        yield words[place : last + 1], hit.date
        place = last + 1


def _undated(words: list[Word], document: str) -> list[Piece]:
    pieces: list[Piece] = []
    run: list[Word] = []
    place = 0
    while place < len(words):
        count, amount = _amount_at(words, place)
        if amount is not None:
            pieces += [_piece(run, document)] if run else []
            pieces.append(_piece(words[place : place + count], document, amount=amount))
            run, place = [], place + count
            continue
        word = words[place]
        if run and word.box[0] - run[-1].box[2] > _GAP * (word.box[3] - word.box[1]):
            pieces.append(_piece(run, document))
            run = []
        run.append(word)
        place += 1
    return pieces + ([_piece(run, document)] if run else [])


def _amount_at(words: list[Word], place: int) -> tuple[int, int | None]:
    """How many words from `place` on are one amount, and which; a sign before and a unit after may stand apart."""
    word = words[place].text
    following = words[place + 1].text if place + 1 < len(words) else ""
    if word in _CURRENCY_WORDS and following and (amount := amount_of(word.replace("W", "₩") + following)) is not None:
        return 2, amount
    count = 1
    while place + count < len(words) and _goes_on(words[place + count - 1], words[place + count]):
        count += 1
    while count > 1:
        joined = "".join(one.text for one in words[place : place + count])
        if (amount := amount_of(joined)) is not None:
            return count, amount
        count -= 1
    return 1, amount_of(word)


def _goes_on(word: Word, following: Word) -> bool:
    """Whether an amount goes on in the next word: `12만 4천원`, `300,000 원`."""
    if following.text in _UNIT_WORDS:
        return True
    near = following.box[0] - word.box[2] <= _GAP * (word.box[3] - word.box[1])
    return near and word.text[-1:] in "만억천" and following.text[:1].isdecimal()


def _piece(words: Sequence[Word], document: str, date: dt.date | None = None, amount: int | None = None) -> Piece:
    left, right = min(word.box[0] for word in words), max(word.box[2] for word in words)
    box = (left, min(word.box[1] for word in words), right, max(word.box[3] for word in words))
    text = " ".join(word.text for word in words)
    return Piece(text, Place(document, page=words[0].page, box=box), left, right, date, amount)


def bare(text: str) -> str:
    """A label without spaces, colons and brackets, as labels are compared."""
    return re.sub(r"[\s:：·.()\[\]<>|/ㆍ*-]+", "", text)
