"""What leaves the house: an attacker who knows every total finds no number from 1 to 4."""

import dataclasses
import itertools
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.rules.figures.figure import Figure, Shape
from reviewer.rules.figures.outcomes import reasons
from reviewer.rules.figures.small_cells import SMALL, is_small, may_be_told, publishable, withheld
from reviewer.rules.figures.tallies import Reasons

Cells = list[list[int]]


def table(rows: int, series: int, most: int = 14) -> st.SearchStrategy[Cells]:
    return st.lists(st.lists(st.integers(0, most), min_size=series, max_size=series), min_size=rows, max_size=rows)


def figure(cells: Sequence[Sequence[int]], **more: object) -> Figure:
    wide = len(cells[0])
    found = Figure(
        "X", Shape.SHARES, "claims", tuple(f"r{n}" for n in range(len(cells))), tuple(f"s{n}" for n in range(wide)),
        tuple(map(tuple, cells)), sum(map(sum, cells)),
    )  # fmt: skip
    return dataclasses.replace(found, **more)  # type: ignore[arg-type]


def attack(cells: Sequence[Sequence[int | None]], rows: Sequence[int], columns: Sequence[int]) -> list[set[int]]:
    """Every value each withheld cell can have, by trying all: whoever attacks knows that none of them is 0."""
    hidden = [(row, place) for row, line in enumerate(cells) for place, cell in enumerate(line) if cell is None]
    left_rows = [total - sum(cell or 0 for cell in line) for total, line in zip(rows, cells, strict=True)]
    left_columns = [total - sum(line[place] or 0 for line in cells) for place, total in enumerate(columns)]
    fits: list[set[int]] = [set() for _ in hidden]

    def fill(at: int, chosen: list[int]) -> None:
        if at == len(hidden):
            if not any(left_rows) and not any(left_columns):
                for seen, value in zip(fits, chosen, strict=True):
                    seen.add(value)
            return
        row, place = hidden[at]
        for value in range(1, min(left_rows[row], left_columns[place]) + 1):
            left_rows[row] -= value
            left_columns[place] -= value
            if at + 1 == len(hidden) or hidden[at + 1][0] == row or not left_rows[row]:
                fill(at + 1, [*chosen, value])
            left_rows[row] += value
            left_columns[place] += value

    fill(0, [])
    return fits


@settings(max_examples=300, deadline=None)
@given(table(3, 3))
def test_five_numbers_fit_wherever_a_small_one_is_withheld(cells: Cells) -> None:
    hidden = withheld(cells)
    if hidden is None:
        return
    shown = [[None if (row, place) in hidden else cell for place, cell in enumerate(line)]
             for row, line in enumerate(cells)]  # fmt: skip
    assert not any(is_small(cell) for line in shown for cell in line if cell is not None)
    fits = attack(shown, [sum(line) for line in cells], [sum(column) for column in zip(*cells, strict=True)])
    for (row, place), seen in zip(sorted(hidden), fits, strict=True):
        if is_small(cells[row][place]):
            assert len(seen) >= SMALL, (cells, shown, (row, place), seen)


@given(table(4, 4), st.booleans())
def test_no_small_number_is_left_and_nothing_is_lost(cells: Cells, is_ordered: bool) -> None:
    given_figure = figure(cells, is_ordered=is_ordered)
    safe = publishable(given_figure)
    if is_small(given_figure.n or 0):
        assert (safe.n, safe.rows) == (None, ())
        return
    for line, behind in zip(safe.cells, safe.counts, strict=True):
        assert not any(is_small(cell) for cell in line if cell is not None)
        assert not is_small(behind)
    assert sum(safe.counts) == safe.n == given_figure.n
    sums = [sum(column) for column in zip(*cells, strict=True)]
    for place, name in enumerate(safe.series):
        if name.startswith("s") and all(line[place] is not None for line in safe.cells):
            assert sum(line[place] or 0 for line in safe.cells) == sums[int(name[1:])]


@given(table(4, 3))
def test_rows_that_count_one_thing_twice_stand_for_themselves(cells: Cells) -> None:
    safe = publishable(figure(cells, is_overlapping=True, n=60))
    left_out = [sum(line) for n, line in enumerate(cells) if f"r{n}" not in safe.rows and sum(line)]
    assert not left_out or len(left_out) > 1 or len(safe.rows) == 0 or 0 in map(sum, cells)
    for line, behind in zip(safe.cells, safe.counts, strict=True):
        assert not any(is_small(cell) for cell in line if cell is not None)
        assert not is_small(behind)
        hidden, left = sum(cell is None for cell in line), behind - sum(cell or 0 for cell in line)
        fits = {ways[:1] for ways in itertools.product(range(1, left + 1), repeat=hidden) if sum(ways) == left}
        assert not hidden or len(fits) >= SMALL, (cells, safe.cells)


def test_a_row_in_which_five_numbers_do_not_fit_is_left_out() -> None:
    safe = publishable(figure([[1, 4], [2, 4], [9, 9], [5, 0]], is_overlapping=True, n=60))
    assert dict(zip(safe.rows, safe.cells, strict=True)) == {"r1": (None, None), "r2": (9, 9)}


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=12))
def test_what_is_added_up_over_time_tells_no_small_step(steps: list[tuple[int, int]]) -> None:
    sums = list(itertools.accumulate(steps, lambda one, other: (one[0] + other[0], one[1] + other[1])))
    safe = publishable(figure(sums, shape=Shape.LINES, n=sums[-1][0]))
    for column in zip(*safe.cells, strict=True):
        told = [0, *(cell for cell in column if cell is not None)]
        assert not any(is_small(after - before) for before, after in itertools.pairwise(told))


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=7))
def test_a_sum_of_money_rests_on_five_or_on_nobody(counts: list[tuple[int, int]]) -> None:
    resting = tuple((claims, min(claims, paid)) for claims, paid in counts)
    sums = tuple((100_000 * claims, 30_000 * paid) for claims, paid in resting)
    behind = tuple(claims for claims, _ in resting)
    given_figure = figure(sums, is_money=True, is_ordered=True, resting=resting, behind=behind, n=sum(behind))
    safe = publishable(given_figure)
    if safe.n:
        whole = len(safe.rows) == 1
        for line in safe.resting:
            assert whole or not any(map(is_small, line))
        for line, rests in zip(safe.cells, safe.resting, strict=True):
            assert not any(cell for cell, rest in zip(line, rests, strict=True) if is_small(rest))


def test_rows_of_another_kind_stand_apart_where_their_sum_is_known() -> None:
    safe = publishable(figure([[9], [3], [8], [2], [60], [50]], is_ordered=True, parts=(1, 4)))
    assert safe.rows == ("r0", "r1+r2+r3", "r4", "r5")
    assert [line[0] for line in safe.cells] == [9, 13, 60, 50]


def test_a_sentence_is_told_only_where_it_leaves_nothing_open() -> None:
    assert may_be_told("finished", {"done": 90, "n": 100, "share": "90.0"}, {"DONE", "LANE"})
    assert not may_be_told("finished", {"done": 97, "n": 100, "share": "97.0"}, {"DONE", "LANE"})
    assert not may_be_told("finished", {"done": 90, "n": 100, "share": "90.0"}, {"STEP4+DONE", "LANE"})
    assert not may_be_told("praised", {"n": 2}, set())
    assert not may_be_told("oldest", {"days": 200}, set())
    assert may_be_told("median_age", {"days": 3}, set())


def test_bars_are_said_to_add_up_to_more_than_n_only_where_those_that_are_left_do() -> None:
    several = (("several_reasons", {}),)
    whole = reasons(Reasons({"D01": 20, "D02": 9, "D03": 2, "D04": 2}, 30))
    assert (whole.notes, publishable(whole).notes) == (several, ())
    assert publishable(reasons(Reasons({"D01": 20, "D02": 15}, 30))).notes == several
    assert reasons(Reasons({"D01": 20, "D02": 10}, 30)).notes == ()
