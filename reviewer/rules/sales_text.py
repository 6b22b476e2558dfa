"""Days of sales in plain text, pasted or chosen: line by line, or in columns parted by tabs, commas or spaces."""

import csv
import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reviewer.rules.daily_sales import CANCELLED, CLOSED, TOTAL, days_in_words
from reviewer.rules.korean_forms import amount_of, amounts_in, date_of, dates_in, months_in, same_length
from reviewer.rules.places import Place, on_sheet
from reviewer.rules.reading import Word
from reviewer.rules.sales_columns import Columns, columns_of
from reviewer.rules.sales_taking import DayFound, days_in_block, found_of

_HEADING_LINES = 3
_DAY_ALONE = re.compile(r"\s*\d{1,2}일(?=[\s,:(]|$)")
_MONTH_ALONE = re.compile(r"(?<!\d)(?P<month>1[0-2]|0?[1-9])월(?!\s?\d{1,2}\s?일)")
_UNIT_APART = re.compile(r"(?<=[\d만천])\s+(?=(?:원|원정|천원|만원)(?:\s|$))|(?<=[₩￦\\△▲])\s+(?=\d)")
_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3},\d{3}(?!\d)")


@dataclass(frozen=True)
class _Dated:
    """A line that begins a day: its date and what else it says."""

    date: dt.date
    rest: str


def days_on_page(words: Sequence[Word], place: Place, year: int) -> list[DayFound]:
    """The days in chosen words of a page; those that only single lines tell are bound to the whole choice."""
    return found_of(days_in_words(words, place.document, year)) or days_in_text(_text(words), year, place)


def _text(words: Sequence[Word]) -> str:
    lines: dict[int, list[str]] = {}
    for word in words:
        lines.setdefault(word.box[3] // 40, []).append(word.text)
    return "\n".join(" ".join(line) for _, line in sorted(lines.items()))


def days_in_text(text: str, year: int, place: Place | None = None) -> list[DayFound]:
    """The days in plain text: line by line where a line holds one day and one figure, else by their columns."""
    lines = [line for line in text.splitlines() if line.strip()]
    if cells := _by_commas(lines, year):
        return _in_cells(cells, year, place)
    dated = _dated(lines, year)
    by_line = [(_one_figure(one, place), one.rest) for one in dated.values()]
    if by_line and all(day.amount is not None or day.closed for day, _ in by_line):
        return _one_a_day(by_line)
    if any("\t" in line for line in lines):
        return _in_cells([line.split("\t") for line in lines], year, place)
    return _by_tokens(lines, dated, place)


def _in_cells(cells: Sequence[Sequence[str]], year: int, place: Place | None) -> list[DayFound]:
    wide = max(len(row) for row in cells)
    return [replace(day, place=place) for day in days_in_block(cells, on_sheet("", 1, 1, 1, len(cells), wide), year)]


def _by_commas(lines: Sequence[str], year: int) -> list[list[str]]:
    """The cells of text parted by commas; empty where a comma may as well stand between thousands."""
    rows = [[cell.strip() for cell in row] for row in csv.reader(lines, skipinitialspace=True)]
    dated = [(row, line) for row, line in zip(rows, lines, strict=False) if len(row) > 1 and date_of(row[0], year)]
    if not dated or len(rows) != len(lines):
        return []
    heads = {
        len(row) for row in rows if len(row) > 1 and not any(map(amount_of, row)) and date_of(row[0], year) is None
    }
    unsure = any(len(row) not in heads and _THOUSANDS.search(re.sub(r'"[^"]*"', "", line)) for row, line in dated)
    return [] if unsure else rows


# --- line by line -------------------------------------------------------------------------------------


def _dated(lines: Sequence[str], year: int) -> dict[int, _Dated]:
    """The lines that name one day, by their number; a day alone (`15일`) is of the month named last."""
    found: dict[int, _Dated] = {}
    month: tuple[int, int] | None = None
    for number, line in enumerate(lines):
        one = _day_in_line(line, year) or _day_of_month(line, month)
        if one is not None:
            found[number], month = one, (one.date.year, one.date.month)
        elif named := months_in(line):
            month = (named[-1].date.year, named[-1].date.month)
        elif hit := _MONTH_ALONE.search(same_length(line)):
            month = (year, int(hit["month"]))
    return found


def _day_in_line(line: str, year: int) -> _Dated | None:
    dates = dates_in(line, year)
    if not dates:
        head = line.split(maxsplit=1)
        day = date_of(head[0], year) if len(head) == 2 else None
        return None if day is None else _Dated(day, head[1])
    if len(dates) > 1:
        return None
    return _Dated(dates[0].date, line[: dates[0].start] + " " + line[dates[0].end :])


def _day_of_month(line: str, month: tuple[int, int] | None) -> _Dated | None:
    if month is None or not _DAY_ALONE.match(same_length(line)):
        return None
    return _day_in_line(f"{month[1]}월 {line.lstrip()}", month[0])


def _one_figure(one: _Dated, place: Place | None) -> DayFound:
    """The day of a line; without amount where it has none or several figures."""
    amounts = amounts_in(one.rest)
    closed = bool(CLOSED.search(one.rest)) and not amounts
    return DayFound(one.date, amounts[0].amount if len(amounts) == 1 else None, closed, place)


def _one_a_day(rows: Sequence[tuple[DayFound, str]]) -> list[DayFound]:
    """One entry a day: its total where a line names one, else its lines added up, cancelled ones taken off."""
    days: dict[dt.date, list[tuple[DayFound, str]]] = defaultdict(list)
    for day, text in rows:
        days[day.date].append((day, text))
    return [_added_up(of_day) for of_day in days.values()]


def _added_up(rows: Sequence[tuple[DayFound, str]]) -> DayFound:
    if len(rows) == 1:
        return rows[0][0]
    totals = [day for day, text in rows if TOTAL.search(text) and day.amount is not None]
    if totals:
        return totals[-1]
    sold = Counter(day.amount for day, text in rows if not CANCELLED.search(text))
    amounts = [_signed(day.amount, text, sold) for day, text in rows if day.amount is not None]
    whole = len(amounts) == sum(not day.closed for day, _ in rows) and bool(amounts)
    return replace(rows[0][0], amount=sum(amounts) if whole else None, closed=all(day.closed for day, _ in rows))


def _signed(amount: int, text: str, sold: Mapping[int | None, int]) -> int:
    if amount > 0 and CANCELLED.search(text):
        return -amount if sold[amount] else 0
    return amount


# --- columns parted by spaces -------------------------------------------------------------------------


def _by_tokens(lines: Sequence[str], dated: Mapping[int, _Dated], place: Place | None) -> list[DayFound]:
    """Columns by the number of words in a line, for spaces do not tell where a column stands.

    A line of another number of words than most has no figure: which of its columns are missing is not known.
    """
    rows = {number: _UNIT_APART.sub("", one.rest).split() for number, one in dated.items()}
    counts = Counter(len(cells) for cells in rows.values() if any(amount_of(cell) is not None for cell in cells))
    if not counts:
        return []
    wide = counts.most_common(1)[0][0]
    before = lines[max(min(dated) - _HEADING_LINES, 0) : min(dated)]
    columns = _columns([cells for cells in rows.values() if len(cells) == wide], before)
    if columns is None:
        return []
    found = []
    for number, one in dated.items():
        amount = _amount(rows[number], columns) if len(rows[number]) == wide else None
        closed = bool(CLOSED.search(one.rest)) and amount is None
        found.append((DayFound(one.date, amount, closed, place), one.rest))
    return _one_a_day(found)


def _columns(rows: Sequence[Sequence[str]], before: Sequence[str]) -> Columns | None:
    """What makes the sales of a day: by a heading of as many words, else by what the figures add up to."""
    values = {slot: [amount_of(cell) for cell in column] for slot, column in enumerate(zip(*rows, strict=True))}
    values = {slot: amounts for slot, amounts in values.items() if any(one is not None for one in amounts)}
    for line in reversed(before):
        for words in (re.split(r"\s{2,}|\t", line.strip()), line.split()):
            if len(words) == len(rows[0]) + 1 and amount_of(words[-1]) is None:
                return columns_of({slot: words[slot + 1] for slot in values}, values)
    columns = columns_of({}, values)
    nets = columns is not None and columns.plus == (max(values),)
    return columns if nets or not CANCELLED.search(" ".join(before)) else None


def _amount(cells: Sequence[str], columns: Columns) -> int | None:
    plus = [amount for slot in columns.plus if (amount := amount_of(cells[slot])) is not None]
    minus = [abs(amount_of(cells[slot]) or 0) for slot in columns.minus]
    return sum(plus) - sum(minus) if plus else None
