"""Days of sales on their way from a paper into the sales weeks: what was read, what it meets."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reviewer.rules.daily_sales import CLOSED, DayRead, days_in_cells, days_in_words
from reviewer.rules.korean_forms import amount_of, date_of
from reviewer.rules.places import Place, on_sheet
from reviewer.rules.reading import Reading, Row


@dataclass(frozen=True)
class DayFound:
    """The sales of a day in won as read; `place` is None where they were pasted from outside the papers."""

    date: dt.date
    amount: int | None
    closed: bool = False
    place: Place | None = None


class Standing(StrEnum):
    """What a day that was read meets in the grid."""

    NEW = "NEW"
    SAME = "SAME"
    DIFFERS = "DIFFERS"
    OUTSIDE = "OUTSIDE"
    NO_FIGURE = "NO_FIGURE"


def days_in_block(cells: Sequence[Sequence[str]], place: Place, year: int) -> list[DayFound]:
    """The days in a block of cells, dates down or across; `place` is that of the block on its sheet."""
    first, left = place.box[0], place.box[1]
    rows = [
        Row(place.sheet, first + n, ("",) * (left - 1) + tuple(row)) for n, row in enumerate(cells) if any(row)
    ]  # fmt: skip
    found = found_of(days_in_cells(rows, place.document, year))
    return found or _days_across(cells, place, year) or _single_days(cells, place, year)


def found_of(read: Iterable[DayRead]) -> list[DayFound]:
    """Days that were read, on their way into the sales weeks."""
    return [DayFound(day.date, day.amount, day.closed, day.place) for day in read]


def _days_across(cells: Sequence[Sequence[str]], place: Place, year: int) -> list[DayFound]:
    """The days of a table whose dates stand side by side."""
    wide = max((len(row) for row in cells), default=0)
    turned = [tuple(row[n] if n < len(row) else "" for row in cells) for n in range(wide)]
    found = found_of(days_in_cells([Row(1, n, row) for n, row in enumerate(turned, 1)], place.document, year))
    return [_turned_back(day, place) for day in found]


def _turned_back(day: DayFound, place: Place) -> DayFound:
    if day.place is None:
        return day
    first, left, last, right = day.place.box
    top, side = place.box[0] - 1, place.box[1] - 1
    back = on_sheet(place.document, place.sheet, top + left, side + first, top + right, side + last)
    return DayFound(day.date, day.amount, day.closed, back)


def _single_days(cells: Sequence[Sequence[str]], place: Place, year: int) -> list[DayFound]:
    """Rows by themselves, each with one date and one figure or a word for closed."""
    found: list[DayFound] = []
    for n, row in enumerate(cells):
        dates = [(column, day) for column, cell in enumerate(row) if (day := date_of(cell, year))]
        amounts = [(column, amount) for column, cell in enumerate(row) if (amount := amount_of(cell)) is not None]
        closed = any(CLOSED.search(cell) for cell in row)
        if len(dates) == 1 and (len(amounts) == 1 or (closed and not amounts)):
            columns = [dates[0][0], *(column for column, _ in amounts)]
            top, side = place.box[0] + n, place.box[1]
            where = on_sheet(place.document, place.sheet, top, side + min(columns), top, side + max(columns))
            found.append(DayFound(dates[0][1], amounts[0][1] if amounts else None, closed, where))
    return found


def days_read(reading: Reading, year: int) -> list[DayFound]:
    """The days in everything the machine read in a paper."""
    if reading.rows:
        return found_of(days_in_cells(reading.rows, reading.document, year))
    return found_of(days_in_words(reading.words, reading.document, year))


def days_in_order(cells: Sequence[Sequence[str]], place: Place, first: dt.date) -> list[DayFound]:
    """One row or column of figures without dates, day after day from `first`; empty for any other block."""
    if len(cells) == 1:
        flat = [(0, column, cell) for column, cell in enumerate(cells[0])]
    elif all(len(row) == 1 for row in cells):
        flat = [(n, 0, row[0]) for n, row in enumerate(cells)]
    else:
        return []
    read = [(n, column, amount_of(cell), bool(CLOSED.search(cell))) for n, column, cell in flat]
    if any(amount is None and not closed for _, _, amount, closed in read):
        return []
    return [
        DayFound(first + dt.timedelta(order), amount, closed,
                 on_sheet(place.document, place.sheet, place.box[0] + n, place.box[1] + column))
        for order, (n, column, amount, closed) in enumerate(read)
    ]  # fmt: skip


def standing_of(
    day: DayFound, days: Mapping[dt.date, int], closed: Collection[dt.date], window: tuple[dt.date, dt.date]
) -> Standing:
    """What a day that was read meets: nothing, the same, another figure, or no place in the window at all."""
    if not window[0] <= day.date <= window[1]:
        return Standing.OUTSIDE
    if not day.closed and (day.amount is None or day.amount < 0):
        return Standing.NO_FIGURE
    if day.date not in days and day.date not in closed:
        return Standing.NEW
    same = day.date in closed if day.amount in (None, 0) and day.closed else days.get(day.date) == day.amount
    return Standing.SAME if same else Standing.DIFFERS
