"""The drawing of a chart: bars as long as their numbers, nothing outside, nothing that only colour tells."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.letters.chart import PATTERNS, Area, Chart, Series, Spot, Stroke, Words
from reviewer.letters.chart_drawing import cut, draw, hatching, ticks

SHAPES = ("BARS", "SHARES", "PAIRS", "LINES")
WIDTH, SIZE = 600.0, 10.0


def measure(text: str, size: float, is_bold: bool) -> float:
    return len(text) * size * (0.6 if is_bold else 0.55)


def chart(shape: str, cells: tuple[tuple[int | None, ...], ...], names: tuple[str, ...] = ()) -> Chart:
    series = tuple(Series(f"series {n}", "good", n) for n in range(len(cells[0]) if cells else 2))
    rows = names or tuple(f"row {n}" for n in range(len(cells)))
    texts = tuple(tuple("·" if cell is None else f"{cell:,}" for cell in row) for row in cells)
    behind = tuple(f"{sum(cell or 0 for cell in row):,}" for row in cells)
    wholes = tuple(sum(cell or 0 for cell in row) + 9 * (None in row) for row in cells)
    hidden = Series("hidden", "line-strong", 2)
    return Chart(
        "Title", "unit · n = 9", shape, rows, series, cells, texts, behind, wholes, ("A note.",), "Nothing.", hidden
    )


tables = st.integers(1, 6).flatmap(
    lambda n: st.lists(st.tuples(*[st.none() | st.integers(0, 10**7)] * n), min_size=1, max_size=14)
)


@pytest.mark.parametrize("shape", SHAPES)
@given(cells=tables)
def test_everything_stands_inside_the_drawing(shape: str, cells: list[tuple[int | None, ...]]) -> None:
    picture = draw(chart(shape, tuple(cells)), WIDTH, SIZE, measure)
    for mark in picture.marks:
        if isinstance(mark, Words):
            box = (mark.x, mark.y - mark.size, mark.x + measure(mark.text, mark.size, mark.is_bold), mark.y)
        elif isinstance(mark, Area):
            box = (mark.x, mark.y, mark.x + mark.width, mark.y + mark.height)
        elif isinstance(mark, Stroke):
            box = (min(mark.x1, mark.x2), min(mark.y1, mark.y2), max(mark.x1, mark.x2), max(mark.y1, mark.y2))
        else:
            box = (mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius)
        assert -3 <= box[0] <= box[2] <= WIDTH + 3, mark
        assert -3 <= box[1] <= box[3] <= picture.height + 3, mark


@given(cells=tables)
def test_bars_are_as_long_as_their_numbers(cells: list[tuple[int | None, ...]]) -> None:
    areas = {mark.at: mark.width for mark in draw(chart("BARS", tuple(cells)), WIDTH, SIZE, measure).marks
             if isinstance(mark, Area) and mark.at[0] >= 0}  # fmt: skip
    numbers = {(row, one): cell for row, line in enumerate(cells) for one, cell in enumerate(line) if cell}
    assert set(areas) == set(numbers)
    for one, other in itertools.pairwise(numbers):
        assert areas[one] * numbers[other] == pytest.approx(areas[other] * numbers[one], rel=1e-6)


def test_shares_fill_the_whole_row() -> None:
    picture = draw(chart("SHARES", ((1, 3), (200, 600))), WIDTH, SIZE, measure)
    areas = {mark.at: mark.width for mark in picture.marks if isinstance(mark, Area) and mark.at[0] >= 0}
    assert areas[0, 0] == pytest.approx(areas[1, 0])
    assert areas[0, 0] + areas[0, 1] == pytest.approx(areas[1, 0] + areas[1, 1])


def test_no_two_series_look_alike_without_colour() -> None:
    seen = set()
    for place, name in enumerate(PATTERNS):
        lines = tuple(hatching(name, 0, 0, 90, 15, 4))
        seen.add((name == "solid", lines))
        assert all(0 <= x <= 90.001 and -0.001 <= y <= 15.001 for one in lines for x, y in (one[:2], one[2:])), place
    assert len(seen) == len(PATTERNS)


def test_lines_differ_by_dash_and_spot() -> None:
    picture = draw(chart("LINES", ((1, 0), (4, 2), (9, 3))), WIDTH, SIZE, measure)
    dashed = {mark.is_dashed for mark in picture.marks if isinstance(mark, Stroke) and mark.width > 1}
    round_ones = {mark.is_round for mark in picture.marks if isinstance(mark, Spot)}
    assert dashed == round_ones == {True, False}


def test_who_cannot_see_it_hears_every_number() -> None:
    shown = chart("SHARES", ((1, 3), (None, 600)), ("Food", "Transport"))
    said = shown.said
    for words in ("Title", "n = 9", "Food: series 0 1, series 1 3", "Transport: series 0 ·, series 1 600", "A note."):
        assert words in said
    empty = chart("BARS", ((0, 0),))
    assert "Nothing." in empty.said
    assert any(isinstance(mark, Words) and mark.text == "Nothing." for mark in draw(empty, WIDTH, SIZE, measure).marks)


@given(text=st.text("ab 가나", max_size=60), room=st.floats(20, 300))
def test_words_are_cut_without_loss(text: str, room: float) -> None:
    lines = cut(text, room, SIZE, measure)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(measure(line, SIZE, False) <= max(room, SIZE) for line in lines)


@given(st.integers(0, 10**10))
def test_the_scale_is_round_and_reaches_beyond_the_largest(most: int) -> None:
    found = ticks(most)
    assert found[0] == 0
    assert found[-1] >= most
    assert len(found) <= 7
    assert str(found[1]).rstrip("0") in ("1", "2", "5")
