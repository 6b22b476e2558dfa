"""What of a figure may leave the house: nothing that rests on fewer than five, nor lets such a number be worked out.

Rows and series with fewer than five stand together with others; what is still smaller inside a table is withheld, and
with it as much as is needed so that five numbers and more would fit, whoever knows every total.
"""

import dataclasses
import heapq
import itertools
from collections.abc import Mapping, Sequence

from reviewer.rules.figures.figure import REST, SEVERAL, TOTALS, Figure, Shape

SMALL = 5
TOGETHER = "TOGETHER"
"""The series in which smaller series stand together."""
Cells = Sequence[Sequence[int]]
Place = tuple[int, int]


def publishable(figure: Figure) -> Figure:
    """The figure as it may be read by anybody; one that rests on fewer than five is empty, its `n` withheld."""
    if is_small(figure.n or 0):
        return dataclasses.replace(figure, rows=(), cells=(), behind=(), n=None, notes=())
    if figure.shape is Shape.LINES:
        safe = _spaced(figure)
    elif figure.is_money:
        safe = _without_few(_with_rows_together(figure))
    elif figure.is_overlapping:
        safe = _rows_alone(figure)
    else:
        safe = _crossed(_with_rows_together(_with_series_together(figure)))
    shown = {*safe.rows, *safe.series}
    more = safe.adds_up_to_more
    told = tuple(one for one in figure.notes if may_be_told(*one, shown, adds_up_to_more=more))
    return dataclasses.replace(safe, notes=told)


def is_small(number: int) -> bool:
    """Whether a number points at too few; 0 points at nobody."""
    return 0 < number < SMALL


_REST_ON: Mapping[str, frozenset[str]] = {
    "finished": frozenset({"DONE", "LANE"}), "put_back_rate": frozenset({"SEND_BACK"}),
    "held": frozenset({"SAME", "OTHER"}),
}  # fmt: skip
"""The rows or series a sentence adds up; it is told only where each of them is."""


def may_be_told(
    code: str, values: Mapping[str, object], told: set[str], *, adds_up_to_more: bool = False
) -> bool:  # fmt: skip
    """Whether a sentence says nothing of fewer than five, nor what the rows and series that are told leave open.

    `adds_up_to_more`: whether what is told still adds up to more than n, which one sentence says.
    """
    if code == SEVERAL and not adds_up_to_more:
        return False
    if code in ("oldest", "sums") or not _REST_ON.get(code, frozenset()) <= told:
        return False
    counts = [value for name, value in values.items() if isinstance(value, int) and name not in ("days", "year")]
    whole = values.get("n")
    rests = [whole - one for one in counts] if isinstance(whole, int) else []
    return not any(map(is_small, (*counts, *rests)))


# --- what stands together -------------------------------------------------------------------------------


def _with_series_together(figure: Figure) -> Figure:
    """Series with fewer than five in all stand in one."""
    sums = [sum(row[place] or 0 for row in figure.cells) for place in range(len(figure.series))]
    joined = _too_small(sums)
    if not joined:
        return figure
    kept = [place for place in range(len(sums)) if place not in joined]
    cells = tuple((*(row[place] for place in kept), sum(row[place] or 0 for place in joined)) for row in figure.cells)
    if not kept:
        return dataclasses.replace(figure, shape=Shape.BARS, series=TOTALS, cells=cells)
    return dataclasses.replace(figure, series=(*(figure.series[place] for place in kept), TOGETHER), cells=cells)


def _too_small(sums: Sequence[int]) -> set[int]:
    """The places of what is too small, with as many of the next larger as make five."""
    found = {place for place, number in enumerate(sums) if is_small(number)}
    others = sorted((number, place) for place, number in enumerate(sums) if number >= SMALL)
    while found and sum(sums[place] for place in found) < SMALL and others:
        found.add(others.pop(0)[1])
    return found


def _with_rows_together(figure: Figure) -> Figure:
    """Rows with fewer than five stand together: with their neighbours where rows have an order, else at the end."""
    if figure.is_ordered:
        groups = _neighbours(figure)
    else:
        joined = _too_small(figure.counts)
        if not joined:
            return figure
        joined |= {place for place, row in enumerate(figure.rows) if row == REST}
        groups = [(place,) for place in range(len(figure.rows)) if place not in joined]
        groups.append(tuple(sorted(joined)))
    names = ["+".join(figure.rows[place] for place in group) for group in groups]
    if not figure.is_ordered and len(groups[-1]) > 1:
        names[-1] = REST
    return dataclasses.replace(
        figure,
        rows=tuple(names),
        cells=tuple(_added(figure.cells, group) for group in groups),
        behind=tuple(sum(figure.counts[place] for place in group) for group in groups),
        resting=tuple(_added(figure.resting, group) for group in groups) if figure.resting else (),
    )


def _added(cells: Sequence[Sequence[int | None]], group: Sequence[int]) -> tuple[int, ...]:
    return tuple(sum(number or 0 for number in column) for column in zip(*(cells[n] for n in group), strict=True))


def _without_few(figure: Figure) -> Figure:
    """Sums of money that rest on too few even where all rows stand together are withheld."""
    cells = tuple(
        tuple(None if is_small(rests) else cell for cell, rests in zip(line, resting, strict=True))
        for line, resting in zip(figure.cells, figure.resting, strict=True)
    )
    return dataclasses.replace(figure, cells=cells)


def _neighbours(figure: Figure) -> list[tuple[int, ...]]:
    """Groups of rows one after another of which none has, or lets anybody see, fewer than five.

    Rows of two parts stand together only where a whole part is too small.
    """
    starts = (0, *figure.parts, len(figure.rows))
    parts = [_grouped(figure, [(place,) for place in range(*ends)]) for ends in itertools.pairwise(starts)]
    return _grouped(figure, [group for part in parts for group in part])


def _grouped(figure: Figure, wanted: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    groups: list[tuple[int, ...]] = []
    left: tuple[int, ...] = ()
    for one in wanted:
        left = (*left, *one)
        if _is_whole(figure, left):
            groups.append(left)
            left = ()
    while left and groups and not _is_whole(figure, left):
        left = (*groups.pop(), *left)
    return [*groups, left] if left else groups


def _is_whole(figure: Figure, group: Sequence[int]) -> bool:
    """Whether a group of rows has five or nobody, in each of its sums too."""
    numbers = [sum(figure.counts[place] for place in group)]
    numbers += _added(figure.resting, group) if figure.resting else ()
    return not any(map(is_small, numbers))


# --- what is withheld -----------------------------------------------------------------------------------


def _crossed(figure: Figure) -> Figure:
    """Withhold cells of a table whose rows and columns add up; where that cannot be done, only rows stay."""
    cells = [[cell or 0 for cell in row] for row in figure.cells]
    hidden = withheld(cells)
    behind = tuple(map(sum, cells))
    if hidden is None:
        rows = tuple((number,) for number in behind)
        return dataclasses.replace(figure, shape=Shape.BARS, series=TOTALS, cells=rows, behind=behind)
    return dataclasses.replace(figure, cells=_without(cells, hidden), behind=behind)


def _without(cells: Cells, hidden: set[Place]) -> tuple[tuple[int | None, ...], ...]:
    return tuple(
        tuple(None if (row, place) in hidden else cell for place, cell in enumerate(line))
        for row, line in enumerate(cells)
    )


def withheld(cells: Cells) -> set[Place] | None:
    """The cells to withhold where every total of a row and a column is known; None where withholding cannot do it.

    Each small cell lies on a ring of withheld cells along which four can be moved around: one up, the next down, with
    every total as before. So at least five numbers fit into it.
    """
    small = [(row, place) for row, line in enumerate(cells) for place, cell in enumerate(line) if is_small(cell)]
    hidden = set(small)
    for one in small:
        ring = _ring(cells, one, hidden)
        if ring is None:
            return None
        hidden |= ring
    return hidden


def _ring(cells: Cells, start: Place, hidden: set[Place]) -> set[Place] | None:
    """The cheapest ring through a cell that goes up: what goes down keeps at least one. None where there is none."""

    def cost(row: int, place: int) -> int:
        return 0 if (row, place) in hidden else cells[row][place]

    first, column = start
    waits: list[tuple[int, int, int, tuple[Place, ...]]] = [(0, 0, first, ())]
    done: set[int] = set()
    while waits:
        paid, steps, row, way = heapq.heappop(waits)
        if row in done:
            continue
        done.add(row)
        if row < 0:
            return set(way)
        for place, cell in enumerate(cells[row]):
            if cell < SMALL:
                continue
            down = paid + cost(row, place)
            if place == column and row != first:
                heapq.heappush(waits, (down, steps + 1, -1, (*way, (row, place))))
            elif place != column:
                for other, line in enumerate(cells):
                    if other not in done and line[place]:
                        more = (*way, (row, place), (other, place))
                        heapq.heappush(waits, (down + cost(other, place), steps + 1, other, more))
    return None


def _rows_alone(figure: Figure) -> Figure:
    """Of rows that count one thing several times, small ones are left out; the others stand for themselves."""
    sums, alone = figure.counts, [_row_alone([cell or 0 for cell in row]) for row in figure.cells]
    left = _too_small(sums) | {place for place, row in enumerate(alone) if row is None}
    others = sorted((sums[place], place) for place in range(len(sums)) if sums[place] >= SMALL and place not in left)
    if len(left) == 1 and others:
        left.add(others[0][1])
    kept = [(place, row) for place, row in enumerate(alone) if row is not None and place not in left]
    return dataclasses.replace(
        figure,
        rows=tuple(figure.rows[place] for place, _ in kept),
        cells=tuple(row for _, row in kept),
        behind=tuple(sums[place] for place, _ in kept),
    )


def _row_alone(cells: Sequence[int]) -> tuple[int | None, ...] | None:
    """A row whose total is known: with what is small, so much is withheld that five numbers fit into each.

    None where the row has not so many.
    """
    hidden = {place for place, cell in enumerate(cells) if is_small(cell)}
    others = sorted((cell, place) for place, cell in enumerate(cells) if cell >= SMALL)
    while hidden and (len(hidden) == 1 or sum(cells[place] - 1 for place in hidden) < SMALL - 1):
        if not others:
            return None
        hidden.add(others.pop(0)[1])
    return tuple(None if place in hidden else cell for place, cell in enumerate(cells))


def _spaced(figure: Figure) -> Figure:
    """Of numbers added up over time, only those that are five or nobody away from the next one that is told."""
    columns = []
    for numbers in zip(*figure.cells, strict=True):
        told: list[int | None] = []
        last: int | None = None
        for number in reversed(numbers):
            step = number or 0 if last is None else last - (number or 0)
            told.append(None if is_small(step) or is_small(number or 0) else number)
            last = number if told[-1] is not None else last
        columns.append(told[::-1])
    return dataclasses.replace(figure, cells=tuple(zip(*columns, strict=True)))
