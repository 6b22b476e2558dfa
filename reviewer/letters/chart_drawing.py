"""Draws a chart: one drawing for the screen, the printer, SVG and PDF."""

import itertools
import math
from collections.abc import Iterator, Sequence

from reviewer.letters.chart import PATTERNS, Area, Chart, Mark, Measure, Picture, Series, Spot, Stroke, Words


def draw(chart: Chart, width: float, size: float, measure: Measure) -> Picture:
    """Draw a chart this wide with text of this size; it is as high as its rows need."""
    pen = _Pen(chart, width, size, measure)
    pen.head()
    if chart.is_empty:
        pen.line(chart.nothing, size, "ink-soft")
    elif chart.shape == "LINES":
        pen.lines()
    else:
        pen.bars()
    pen.foot()
    return Picture(width, pen.y + size * 0.4, tuple(pen.marks))


def cut(text: str, room: float, size: float, measure: Measure, most: int = 0) -> list[str]:
    """The text in lines of at most `room`, between words where it can be; at most `most` lines, 0 for all."""
    lines, line = [], ""
    for word in text.split(" "):
        while True:
            longer = f"{line} {word}" if line else word
            if measure(longer, size, False) <= room:
                line = longer
                break
            if line:
                lines.append(line)
                line = ""
                continue
            head = next((n for n in range(len(word) - 1, 1, -1) if measure(word[:n], size, False) <= room), 1)
            if head >= len(word):
                line = word
                break
            lines.append(word[:head])
            word = word[head:]
    lines += [line] if line else []
    if most and len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1].rstrip()}…"]
    return lines


def ticks(most: int, about: int = 4) -> list[int]:
    """Round numbers from 0 to beyond the largest, some `about` of them."""
    raw = max(most, 1) / about
    power = 10 ** max(math.floor(math.log10(raw)), 0)
    step = next(power * one for one in (1, 2, 5, 10) if power * one >= raw)
    return [step * n for n in range(-(-max(most, 1) // step) + 1)]


class _Pen:
    """Puts one mark after another; `y` is how far down the drawing has come."""

    def __init__(self, chart: Chart, width: float, size: float, measure: Measure) -> None:
        self.chart, self.width, self.size, self.measure = chart, width, size, measure
        self.marks: list[Mark] = []
        self.y = 0.0

    # --- words ------------------------------------------------------------------------------------------

    def line(self, text: str, size: float, tone: str = "ink", bold: bool = False) -> None:
        """A text across the whole drawing, in as many lines as it takes."""
        for one in cut(text, self.width, size * (1.04 if bold else 1), self.measure):
            self.y += size * 1.45
            self.marks.append(Words(0, self.y - size * 0.35, one, size, tone, bold))

    def head(self) -> None:
        """Title, what is counted, and what each pattern means."""
        if self.chart.with_title:
            self.line(self.chart.title, self.size * 1.2, bold=True)
        self.line(self.chart.about, self.size * 0.92, "ink-soft")
        self.y += self.size * 0.5
        if len(self.chart.legend) > 1 and not self.chart.is_empty:
            self._legend()

    def _legend(self) -> None:
        size, x = self.size * 0.92, 0.0
        box = size * 1.1
        for place, one in enumerate(self.chart.legend):
            wide = box * 1.9 + self.measure(one.name, size, False) + size * 1.3
            if x and x + wide > self.width:
                x, self.y = 0.0, self.y + size * 1.7
            if self.chart.shape == "LINES":
                self._stretch(one, x, self.y + box * 0.5, x + box * 1.6, self.y + box * 0.5, (-1, place))
            else:
                self._bar(x, self.y, box * 1.5, box, one, (-1, place))
            self.marks.append(Words(x + box * 1.9, self.y + box * 0.85, one.name, size))
            x += wide
        self.y += size * 2.2

    def foot(self) -> None:
        """What else is to be said of the numbers."""
        self.y += self.size * 0.3
        for note in self.chart.notes:
            self.line(note, self.size * 0.92, "ink-soft")

    # --- bars -------------------------------------------------------------------------------------------

    def bars(self) -> None:
        """Rows from above to below, their names at the left; what stands behind a row at the right."""
        chart, size = self.chart, self.size * 0.95
        names = [cut(name, self.width * 0.36, size, self.measure, 3) for name in chart.rows]
        left = max(self.measure(line, size, False) for lines in names for line in lines) + size
        right = self._right(size)
        body = max(self.width - left - right, size * 4)
        scale = ticks(self._most()) if chart.shape != "SHARES" else [0, 25, 50, 75, 100]
        top, unit = self.y, body / scale[-1]
        beside = len(chart.series) if chart.shape == "PAIRS" else 1
        high = size * (1.0 if beside > 1 else 1.5)
        grid = len(self.marks)
        for row, lines in enumerate(names):
            tall = max(high * beside, len(lines) * size * 1.25)
            self._name(lines, left - size * 0.6, self.y + tall / 2, size)
            self._row(row, left, self.y + (tall - high * beside) / 2, high, unit, size)
            self.y += tall + size * 0.75
        self._grid(grid, scale, left, top - size * 0.3, unit, size)

    def _right(self, size: float) -> float:
        """Room for what is written behind the longest bar."""
        shown = self.chart.behind if self.chart.shape != "PAIRS" else [one for row in self.chart.texts for one in row]
        return max(self.measure(one, size, False) for one in shown) + size

    def _most(self) -> int:
        rows = ([cell or 0 for cell in row] for row in self.chart.cells)
        most = max(max(row) for row in rows)
        return most if self.chart.shape == "PAIRS" else max(*self.chart.wholes, most)

    def _name(self, lines: Sequence[str], right: float, middle: float, size: float) -> None:
        y = middle - len(lines) * size * 1.25 / 2
        for line in lines:
            y += size * 1.25
            self.marks.append(Words(right - self.measure(line, size, False), y - size * 0.3, line, size))

    def _row(self, row: int, left: float, y: float, high: float, unit: float, size: float) -> None:
        chart, x = self.chart, left
        known = sum(cell or 0 for cell in chart.cells[row])
        whole = max(chart.wholes[row], known)
        share = 100 / whole if chart.shape == "SHARES" and whole else 1
        for place, (one, cell) in enumerate(zip(chart.series, chart.cells[row], strict=True)):
            long = (cell or 0) * share * unit
            if chart.shape == "PAIRS":
                self._bar(left, y, long, high * 0.86, one, (row, place))
                self._word(left + long + size * 0.4, y + high * 0.8, chart.texts[row][place], size * 0.9)
                y += high
                continue
            self._bar(x, y, long, high, one, (row, place))
            if sum(bool(other) for other in chart.cells[row]) > 1:
                self._inside(x, y, long, high, one, chart.texts[row][place], size * 0.86)
            x += long
        if chart.shape != "PAIRS":
            if chart.hidden is not None and None in chart.cells[row]:
                self._bar(x, y, (whole - known) * share * unit, high, chart.hidden, (-2, row))
                x += (whole - known) * share * unit
            self._word(x + size * 0.5, y + high * 0.7, chart.behind[row], size)

    def _word(self, x: float, y: float, text: str, size: float) -> None:
        self.marks.append(Words(x, y, text, size))

    def _inside(self, x: float, y: float, long: float, high: float, one: Series, text: str, size: float) -> None:
        """The number in its bar, on a ground of its own where lines would cross it; none where it has no room."""
        wide = self.measure(text, size, False)
        if long < wide + size * 0.7:
            return
        middle = x + (long - wide) / 2
        if PATTERNS[one.pattern] not in ("solid", "empty"):
            self.marks.append(Area(middle - 2, y + high * 0.17, wide + 4, high * 0.66, "surface", True, (-2, 0)))
        tone = "accent-ink" if PATTERNS[one.pattern] == "solid" else "ink"
        self.marks.append(Words(middle, y + high / 2 + size * 0.36, text, size, tone))

    def _bar(self, x: float, y: float, wide: float, high: float, one: Series, at: tuple[int, int]) -> None:
        if wide <= 0:
            return
        pattern = PATTERNS[one.pattern]
        self.marks.append(Area(x, y, wide, high, one.tone, pattern == "solid", at))
        for x1, y1, x2, y2 in hatching(pattern, x, y, wide, high, self.size * 0.42):
            self.marks.append(Stroke(x1, y1, x2, y2, 0.8, one.tone))

    def _grid(self, before: int, scale: Sequence[int], left: float, top: float, unit: float, size: float) -> None:
        """Thin lines behind the bars with their numbers below; none so close that numbers would touch."""
        grid: list[Mark] = []
        small, last = size * 0.88, -math.inf
        for number in scale:
            x = left + number * unit
            grid.append(Stroke(x, top, x, self.y, 0.6, "line-strong" if not number else "line"))
            text = f"{number:,}" + ("%" if self.chart.shape == "SHARES" else "")
            wide = self.measure(text, small, False)
            if x - wide / 2 > last + small * 0.6:
                self._word(min(x - wide / 2, self.width - wide), self.y + small * 1.2, text, small)
                last = x + wide / 2
        self.marks[before:before] = grid
        self.y += small * 1.9

    # --- lines over time --------------------------------------------------------------------------------

    def lines(self) -> None:
        """Series over the rows, which stand from left to right; every second one is named where it is close."""
        chart, size = self.chart, self.size * 0.95
        most = max(cell or 0 for row in chart.cells for cell in row)
        scale = ticks(most)
        left = max(self.measure(f"{one:,}", size, False) for one in scale) + size
        right = max(self.measure(text, size, False) for text in chart.texts[-1]) + size * 1.2
        high, top = self.size * 15, self.y + size * 0.5
        step = (self.width - left - right) / max(len(chart.rows) - 1, 1)
        for number in scale:
            y = top + high - high * number / scale[-1]
            self.marks.append(Stroke(left, y, self.width - right, y, 0.6, "line-strong" if not number else "line"))
            text = f"{number:,}"
            self._word(left - size * 0.6 - self.measure(text, size, False), y + size * 0.35, text, size)
        self._months(left, top + high, step, size)
        ends: list[float] = []
        for place, one in enumerate(chart.series):
            spots = [
                (left + step * row, top + high - high * told / scale[-1], row)
                for row, cells in enumerate(chart.cells)
                if (told := cells[place]) is not None
            ]
            if not spots:
                continue
            for (x1, y1, _), (x2, y2, _) in itertools.pairwise(spots):
                self.marks.append(Stroke(x1, y1, x2, y2, 1.8, one.tone, one.pattern > 0))
            self.marks += [Spot(x, y, size * 0.28, one.tone, not one.pattern, (row, place)) for x, y, row in spots]
            last = spots[-1][1]
            free = (
                last + size * 1.2 * n for n in (0, -1, 1, -2, 2, -3, 3) if _is_free(last + size * 1.2 * n, ends, size)
            )
            end = next(free, last)
            ends.append(end)
            self._word(spots[-1][0] + size * 0.6, end + size * 0.35, chart.texts[spots[-1][2]][place], size)
        self.y = top + high + size * 2

    def _stretch(self, one: Series, x1: float, y1: float, x2: float, y2: float, at: tuple[int, int]) -> None:
        """A piece of a line with its spot, for the legend."""
        self.marks.append(Stroke(x1, y1, x2, y2, 1.8, one.tone, one.pattern > 0))
        self.marks.append(Spot((x1 + x2) / 2, y1, self.size * 0.28, one.tone, not one.pattern, at))

    def _months(self, left: float, y: float, step: float, size: float) -> None:
        last = -math.inf
        for place, name in enumerate(self.chart.rows):
            x, wide = left + step * place, self.measure(name, size, False)
            start = min(x - wide / 2, self.width - wide)
            if start > last + size * 0.5:
                self.marks.append(Stroke(x, y, x, y + size * 0.3, 0.6, "line-strong"))
                self._word(start, y + size * 1.4, name, size)
                last = start + wide


def _is_free(y: float, others: Sequence[float], size: float) -> bool:
    return all(abs(y - other) >= size for other in others)


def hatching(
    pattern: str, x: float, y: float, wide: float, high: float, step: float
) -> Iterator[tuple[float, float, float, float]]:
    """The lines of a pattern, ending at the edges of the bar."""
    if pattern in ("up", "cross"):
        for n in range(math.ceil((x + y) / (2 * step)), math.floor((x + y + wide + high) / (2 * step)) + 1):
            at = n * 2 * step
            x1, x2 = max(x, at - y - high), min(x + wide, at - y)
            yield x1, at - x1, x2, at - x2
    if pattern == "cross":
        for n in range(math.ceil((x - y - high) / (2 * step)), math.floor((x + wide - y) / (2 * step)) + 1):
            at = n * 2 * step
            x1, x2 = max(x, at + y), min(x + wide, at + y + high)
            yield x1, x1 - at, x2, x2 - at
    if pattern == "level":
        yield from ((x, y + high * n / 4, x + wide, y + high * n / 4) for n in range(1, 4))
    if pattern == "upright":
        count = int(wide / step)
        yield from ((x + step * n, y, x + step * n, y + high) for n in range(1, count + 1) if step * n < wide)
