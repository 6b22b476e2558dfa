"""Daily sales read out of a paper: each day with its amount and place, and the totals the paper prints."""

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reviewer.rules.dated_lines import Line, Piece, bare, lines_of_rows, lines_of_words
from reviewer.rules.korean_forms import unit_of
from reviewer.rules.places import Place, around
from reviewer.rules.reading import Row, Word
from reviewer.rules.sales_columns import Columns, columns_of

CLOSED = re.compile(r"휴무|휴업|휴점|정기휴|임시휴|쉬는\s?날|closed", re.IGNORECASE)
CANCELLED = re.compile(r"취소|환불|반품")
TOTAL = re.compile(r"합계|총계|총합계?|총액|총매출|누계|소계|^계$|합산|월계|월합|주계|total|sum", re.IGNORECASE)
_OTHER_DATES = re.compile(r"입금|정산|지급|예정|출력|발행|등록|작성|마감")
_OWN_DATES = re.compile(r"거래|매출|승인|판매|영업|주문|결제|일자|날짜|date", re.IGNORECASE)
_HEADING_LINES = 3
_HEADING = re.compile(r"(?=.{1,20}$)\D*[가-힣A-Za-z]\D*")


@dataclass(frozen=True)
class DayRead:
    """The sales of one day in won as the paper shows them; `amount` is None where it shows the day without figure."""

    date: dt.date
    amount: int | None
    closed: bool
    place: Place


@dataclass(frozen=True)
class TotalRead:
    """A total the paper prints, in won, and how many of the days before it in the table it follows."""

    amount: int
    days_before: int
    place: Place


@dataclass(frozen=True)
class SalesTable:
    """One table of daily sales: its days in the order of the paper, and its totals."""

    days: tuple[DayRead, ...]
    totals: tuple[TotalRead, ...] = ()
    nets_refunds: bool | None = None

    @property
    def place(self) -> Place:
        """Around its days on the page or sheet where it begins."""
        return around([day.place for day in self.days])


def days_in_cells(rows: Iterable[Row], document: str, year: int = 2022) -> list[DayRead]:
    """The days in cells of sheets, by date; `year` is meant where the cells name none. Amounts in won."""
    return _days(tables_in_cells(rows, document, year))


def days_in_words(words: Iterable[Word], document: str, year: int = 2022) -> list[DayRead]:
    """The days in the words of pages, by date; `year` is meant where the words name none. Amounts in won."""
    return _days(tables_in_words(words, document, year))


def _days(tables: Iterable[SalesTable]) -> list[DayRead]:
    """The days of all tables; of tables that show the same days only the first counts."""
    found: dict[dt.date, DayRead] = {}
    for table in tables:
        if not any(day.date in found for day in table.days):
            found |= {day.date: day for day in table.days}
    return [found[date] for date in sorted(found)]


def tables_in_cells(
    rows: Iterable[Row], document: str, year: int = 2022, *, by_month: bool = False
) -> list[SalesTable]:
    """The tables of daily sales in sheets, each sheet by itself; `by_month`: those with a line for each month."""
    sheets: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        sheets[row.sheet].append(row)
    found: list[SalesTable] = []
    for sheet in sheets.values():
        found += _tables(lines_of_rows(sheet, document, year, by_month=by_month))
    return found


def tables_in_words(
    words: Iterable[Word], document: str, year: int = 2022, *, by_month: bool = False
) -> list[SalesTable]:
    """The tables of daily sales on pages, which may go on over several; `by_month` as in `tables_in_cells`."""
    return _tables(lines_of_words(words, document, year, by_month=by_month))


@dataclass
class _Block:
    """What stands between one column of dates and the next, line by line."""

    slot: int
    dated: list[tuple[int, Piece, tuple[Piece, ...]]] = field(default_factory=list)


def _tables(lines: Sequence[Line]) -> list[SalesTable]:
    unit = max((unit_of(line.text) for line in lines), default=1)
    found = []
    for block in _blocks(lines):
        table = _table(lines, block)
        if table is not None:
            found.append(_in_won(table, unit))
    return found


def _in_won(table: SalesTable, unit: int) -> SalesTable:
    if unit == 1:
        return table
    days = tuple(day if day.amount is None else replace(day, amount=day.amount * unit) for day in table.days)
    return replace(table, days=days, totals=tuple(replace(one, amount=one.amount * unit) for one in table.totals))


# --- columns of dates ---------------------------------------------------------------------------------


def _blocks(lines: Sequence[Line]) -> list[_Block]:
    """The columns of dates that carry figures of their own; two tables may stand side by side."""
    slots: dict[int, _Block] = {}
    for number, line in enumerate(lines):
        dates = [place for place, piece in enumerate(line.pieces) if piece.date is not None]
        for ordinal, at in enumerate(dates):
            end = dates[ordinal + 1] if ordinal + 1 < len(dates) else len(line.pieces)
            slot = round(line.pieces[at].left) if line.on_grid else ordinal
            block = slots.setdefault(slot, _Block(slot))
            block.dated.append((number, line.pieces[at], line.pieces[at + 1 : end]))
    every = [_in_column(lines, block) for _, block in sorted(slots.items())]
    return _own_dates(lines, [_inside(block) for block in every if _has_figures(block)], every)


def _in_column(lines: Sequence[Line], block: _Block) -> _Block:
    """Without the dates that stand elsewhere than most, or behind words as in a heading."""
    lefts = sorted(piece.left for _, piece, _ in block.dated)
    usual = next(piece for _, piece, _ in block.dated if piece.left == lefts[len(lefts) // 2])
    dated = [one for one in block.dated if one[1].left < usual.right and usual.left < one[1].right]
    places = {number: lines[number].pieces.index(piece) for number, piece, _ in dated}
    place = Counter(places.values()).most_common(1)[0][0]
    return _Block(block.slot, [one for one in dated if lines[one[0]].on_grid or places[one[0]] == place])


def _inside(block: _Block) -> _Block:
    """Without the dates above the first and below the last figure; a day without figure may touch them."""
    figured = [number for number, _, rest in block.dated if any(piece.amount is not None for piece in rest)]
    first, last = figured[0], figured[-1]
    dated = [one for one in block.dated if first <= one[0] <= last]
    for one in reversed([one for one in block.dated if one[0] < first and CLOSED.search(_words(one[2]))]):
        dated = [one, *dated] if one[0] == dated[0][0] - 1 else dated
    for one in [one for one in block.dated if one[0] > last and CLOSED.search(_words(one[2]))]:
        dated = [*dated, one] if one[0] == dated[-1][0] + 1 else dated
    return _Block(block.slot, dated)


def _words(pieces: Iterable[Piece]) -> str:
    return " ".join(piece.text for piece in pieces if piece.amount is None)


def _has_figures(block: _Block) -> bool:
    lines = [one for one in block.dated if any(piece.amount is not None for piece in one[2])]
    return len(lines) >= 2 and 2 * len(lines) >= len(block.dated)


def _own_dates(lines: Sequence[Line], blocks: list[_Block], every: list[_Block]) -> list[_Block]:
    """Take the day of the sale where a table also names the day the money came: 거래일자 before 입금일자."""
    chosen: list[_Block] = []
    for block in blocks:
        before = max((one for one in every if one.slot < block.slot), key=lambda one: one.slot, default=None)
        if before is not None and not _has_figures(before) and len(before.dated) >= 2:
            block = _dated_by(lines, before, block)
        if not any(_shares_days(block, other) for other in chosen):
            chosen.append(block)
    return chosen


def _dated_by(lines: Sequence[Line], before: _Block, block: _Block) -> _Block:
    """The figures of a block under the dates of the column before it, where those are the days of the sales."""
    heading = _heading_of(lines, block.dated[0][0], block.dated[0][1])
    if _OWN_DATES.search(heading) and not _OTHER_DATES.search(heading):
        return block
    dates = {number: piece for number, piece, _ in before.dated}
    moved = [(number, dates.get(number, piece), rest) for number, piece, rest in block.dated]
    return _Block(before.slot, moved)


def _shares_days(one: _Block, other: _Block) -> bool:
    return bool({piece.date for _, piece, _ in one.dated} & {piece.date for _, piece, _ in other.dated})


# --- headings, columns, days --------------------------------------------------------------------------


def _heading_of(lines: Sequence[Line], first: int, below: Piece) -> str:
    """What stands above a piece in the lines before `first`: the headings of its column."""
    words: list[str] = []
    for line in lines[max(first - _HEADING_LINES, 0) : first]:
        over = [piece for piece in line.pieces if piece.left < below.right and below.left < piece.right]
        words += [piece.text for piece in over if piece.date is None and _HEADING.fullmatch(piece.text)]
    return " ".join(words)


def _table(lines: Sequence[Line], block: _Block) -> SalesTable | None:
    figures = {number: [piece for piece in rest if piece.amount is not None] for number, _, rest in block.dated}
    usual = Counter(len(pieces) for pieces in figures.values() if pieces).most_common(1)
    if not usual:
        return None
    slots = _Slots(lines, figures, usual[0][0])
    first = min(figures)
    headings = {
        slot: slots.heading(lines[:first], slot) or _heading_of(lines, first, piece)
        for slot, piece in slots.typical.items()
    }
    placed = {number: slots.placed(number, pieces) for number, pieces in figures.items()}
    values = {slot: [_amount(placed[number].get(slot)) for number in figures] for slot in slots.typical}
    columns = columns_of(headings, values)
    if columns is None:
        return None
    days = _added_up([_day(one, placed[one[0]], columns) for one in block.dated], block)
    ends = {number: len({piece.date for at, piece, _ in block.dated if at < number}) for number in range(len(lines))}
    return SalesTable(tuple(days), tuple(_totals(lines, block, slots, columns, ends)), columns.nets_refunds)


class _Slots:
    """The columns of figures: by the grid on a sheet, by their order on a page, or by the nearest right edge."""

    def __init__(self, lines: Sequence[Line], figures: Mapping[int, Sequence[Piece]], usual: int) -> None:
        self._on_grid = lines[min(figures)].on_grid
        whole = [pieces for pieces in figures.values() if len(pieces) == usual]
        if self._on_grid:
            self.typical = {round(piece.left): piece for pieces in reversed(list(figures.values())) for piece in pieces}
            self.typical = dict(sorted(self.typical.items()))
        else:
            self.typical = dict(enumerate(whole[0]))
        self._usual = usual

    def placed(self, number: int, pieces: Sequence[Piece]) -> dict[int, Piece]:
        """The figures of a line by their slot."""
        if self._on_grid:
            return {round(piece.left): piece for piece in pieces}
        if len(pieces) == self._usual:
            return dict(enumerate(pieces))
        found: dict[int, Piece] = {}
        for piece in pieces:
            found.setdefault(self.nearest(piece), piece)
        return found

    def nearest(self, piece: Piece) -> int:
        """The slot whose right edge, or left edge, is nearest to the piece's."""
        return min(
            self.typical,
            key=lambda slot: min(
                abs(self.typical[slot].right - piece.right), abs(self.typical[slot].left - piece.left)
            ),
        )

    def heading(self, lines: Sequence[Line], slot: int) -> str:
        """On a page a heading may stand beside its column: that of the same place in a heading line of as many."""
        if self._on_grid:
            return ""
        for line in reversed(lines[-_HEADING_LINES:]):
            words = [piece.text for piece in line.pieces if piece.date is None and piece.amount is None]
            if len(words) == len(self.typical) + 1 == len(line.pieces) and _OWN_DATES.search(bare(words[0])):
                return words[1:][list(self.typical).index(slot)]
        return ""


def _amount(piece: Piece | None) -> int | None:
    return piece.amount if piece is not None else None


def _day(one: tuple[int, Piece, tuple[Piece, ...]], placed: Mapping[int, Piece], columns: Columns) -> DayRead:
    _, date, rest = one
    plus = [placed[slot] for slot in columns.plus if slot in placed]
    minus = [placed[slot] for slot in columns.minus if slot in placed]
    amount = sum(piece.amount or 0 for piece in plus) - sum(abs(piece.amount or 0) for piece in minus) if plus else None
    assert date.date is not None
    place = around([date.place, *(piece.place for piece in (*plus, *minus))])
    return DayRead(date.date, amount, bool(CLOSED.search(_words(rest))), place)


def _added_up(rows: Sequence[DayRead], block: _Block) -> list[DayRead]:
    """One entry a day: a list of single sales is added up, cancelled ones taken off or left out."""
    texts = [_words(rest) for _, _, rest in block.dated]
    sold = Counter(row.amount for row, text in zip(rows, texts, strict=True) if not CANCELLED.search(text))
    found: dict[dt.date, DayRead] = {}
    for row, text in zip(rows, texts, strict=True):
        amount = row.amount
        if amount is not None and amount > 0 and CANCELLED.search(text):
            amount = -amount if sold[amount] else 0
        known = found.get(row.date)
        if known is None:
            found[row.date] = replace(row, amount=amount)
            continue
        both = None if amount is None and known.amount is None else (amount or 0) + (known.amount or 0)
        same = (row.place.page, row.place.sheet) == (known.place.page, known.place.sheet)
        place = around([known.place, row.place]) if same else known.place
        found[row.date] = DayRead(row.date, both, known.closed and row.closed, place)
    return list(found.values())


def _totals(
    lines: Sequence[Line], block: _Block, slots: _Slots, columns: Columns, ends: Mapping[int, int]
) -> Iterable[TotalRead]:
    """The lines without a date that name a total and hold a figure in the column that counts."""
    first = min(number for number, _, _ in block.dated)
    for number, line in enumerate(lines):
        if number < first or any(piece.date is not None for piece in line.pieces):
            continue
        labels = [piece for piece in line.pieces if piece.amount is None and TOTAL.search(bare(piece.text))]
        figures = [piece for piece in line.pieces if piece.amount is not None]
        if not labels or not figures:
            continue
        placed = slots.placed(number, figures)
        amounts = [placed[slot] for slot in columns.plus if slot in placed] or figures[-1:]
        yield TotalRead(sum(piece.amount or 0 for piece in amounts), ends[number], amounts[-1].place)
