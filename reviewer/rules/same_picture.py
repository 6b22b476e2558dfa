"""Tells whether two small grey pictures show the same: block by block, since two filled-in forms differ only in places.

A hash of the whole picture cannot do this: papers filled into one form differ in less than what saving as a JPEG
changes. Here every block that holds something must be found in the other picture, within a pixel or two.
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from typing import NamedTuple

WIDTH = 400
"""Pictures are compared at this width in pixels: letters of 10 points on A4 are seven pixels high."""
BLOCK, _STEP = 10, 8
_BUSY, _FLAT = 18.0, 4.0
"""Standard deviations of grey: a block above the first holds something, one below the second holds nothing."""
_SURE, _ALIKE = 0.85, 0.75
"""Correlations of two blocks: from the first on nothing better is looked for, below the second a block is weak."""
_WORST, _WORST_LAID, _MOST_WEAK = 0.7, 0.6, 0.05
"""What no block may fall below, as it is and laid on the other; and the share of the blocks that may be weak."""
_ALIGNED = 0.6
"""Where so many of a sample of blocks agree, both lie on each other as they are."""
_LEAST_BLOCKS, _SAMPLE = 12, 60
_GAIN = 0.002
"""What a finer step must gain: drawing a picture anew costs some of its sharpness."""
_CUT, _COARSE, _FINE = 0.06, 0.012, (0.006, 0.003, 0.0015, 0.0008)
"""Part of a side that may be cut off in the other picture, and the steps in which it is looked for."""


@dataclass(frozen=True)
class Grey:
    """A picture in grey, one byte a pixel, row by row from the top."""

    width: int
    height: int
    pixels: bytes


def at_width(grey: Grey) -> Grey:
    """The picture `WIDTH` pixels wide, from one drawn about twice as wide: each pixel the mean of those it covers.

    Programs shrink pictures in different ways; what they leave beside each other is smoothed out by this. Heights come
    in steps, so that sizes which were rounded otherwise are the same.
    """
    height = _STEP * max(1, round(grey.height * WIDTH / max(grey.width, 1) / _STEP))
    columns = [grey.width * place // (2 * WIDTH) for place in range(2 * WIDTH)]
    lines = []
    for y in range(height):
        row = _row_between(grey, y * grey.height / height, (y + 1) * grey.height / height)
        if grey.width != 2 * WIDTH:
            row = [row[column] for column in columns]
        lines.append(bytes(int((left + right) / 2 + 0.5) for left, right in zip(row[::2], row[1::2], strict=True)))
    return Grey(WIDTH, height, b"".join(lines))


def _row_between(grey: Grey, top: float, bottom: float) -> list[float]:
    """The mean of the rows between two heights, each by how much of it lies there."""
    found = [0.0] * grey.width
    for y in range(int(top), min(math.ceil(bottom), grey.height)):
        part = (min(bottom, y + 1) - max(top, y)) / (bottom - top)
        if part > 1e-6:
            line = grey.pixels[y * grey.width : (y + 1) * grey.width]
            found = [sum_ + part * value for sum_, value in zip(found, line, strict=True)]
    return found


def show_the_same(one: Grey, other: Grey) -> bool:
    """Whether both show the same picture: saved again, smaller, brighter, or with a narrow edge cut off.

    Both are `WIDTH` pixels wide. False also where there is too little to compare.
    """
    if not one.width == other.width == WIDTH or min(one.height, other.height) < 4 * BLOCK:
        return False
    if not 0.8 < one.height / other.height < 1.25:
        return False
    if one.height == other.height:
        beside = _Beside(one, other)
        if beside.is_aligned:
            return beside.agree(_WORST)
    return _Beside(*_laid_on_each_other(one, other)).agree(_WORST_LAID)


class _Beside:
    """Two pictures of one size, block by block."""

    def __init__(self, one: Grey, other: Grey) -> None:
        self._one, self._other = _Blocks(one), _Blocks(other)
        self._places = [
            (x, y)
            for y in range(1, one.height - BLOCK - 1, BLOCK)
            for x in range(1, one.width - BLOCK - 1, BLOCK)
            if self._one.spread(x, y) >= _BUSY or self._other.spread(x, y) >= _BUSY
        ]

    @property
    def is_aligned(self) -> bool:
        """Whether most of some blocks spread over the picture are found at their place."""
        sample = self._places[:: max(1, len(self._places) // _SAMPLE)]
        found = sum(self._likeness(x, y) >= _ALIKE for x, y in sample)
        return found >= _ALIGNED * len(sample)

    def agree(self, worst: float) -> bool:
        """Whether every block that holds something is found at its place, and all but a few of them well."""
        weak = 0
        for x, y in self._places:
            likeness = self._likeness(x, y)
            weak += likeness < _ALIKE
            if likeness < worst or weak > _MOST_WEAK * len(self._places):
                return False
        return len(self._places) >= _LEAST_BLOCKS

    def _likeness(self, x: int, y: int) -> float:
        return self._one.likeness(self._other, x, y)


class _Block(NamedTuple):
    """A block as the bytes it is: a hundred numbers of Python would take thirty times as much memory."""

    pixels: bytes
    sum: int
    length: float
    """Of the block with its mean taken off."""


class _Blocks:
    """The blocks of a picture, worked out once each."""

    def __init__(self, grey: Grey) -> None:
        self._grey = grey
        self._known: dict[tuple[int, int], _Block] = {}

    def _block(self, x: int, y: int) -> _Block:
        found = self._known.get((x, y))
        if found is None:
            width, pixels = self._grey.width, self._grey.pixels
            starts = range(y * width + x, (y + BLOCK) * width + x, width)
            own = b"".join([pixels[start : start + BLOCK] for start in starts])
            total = sum(own)
            found = _Block(own, total, math.sqrt(sum(map(mul, own, own)) - total * total / len(own)))
            self._known[(x, y)] = found
        return found

    def spread(self, x: int, y: int) -> float:
        """How much the pixels of a block differ from their mean (standard deviation, 0 to 128)."""
        return self._block(x, y).length / BLOCK

    def likeness(self, other: "_Blocks", x: int, y: int) -> float:
        """The best correlation of this block with those around its place in the other picture."""
        mine, best = self._block(x, y), -1.0
        for dx, dy in _AROUND:
            theirs = other._block(x + dx, y + dy)
            if min(mine.length, theirs.length) >= _FLAT * BLOCK:
                common = sum(map(mul, mine.pixels, theirs.pixels)) - mine.sum * theirs.sum / len(mine.pixels)
                best = max(best, common / (mine.length * theirs.length))
                if best >= _SURE:
                    break
        return best


_AROUND = ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1))


def _length(away: Sequence[float]) -> float:
    return math.sqrt(sum(map(float.__mul__, away, away)))


def _laid_on_each_other(one: Grey, other: Grey) -> tuple[Grey, Grey]:
    """Both pictures cut and scaled so that one lies on the other as well as their edges tell; both of one size."""
    across = _fit(_profile(one, across=True), _profile(other, across=True))
    down = _fit(_profile(one, across=False), _profile(other, across=False))
    return _stretched(one, across[0], down[0], other), _stretched(other, across[1], down[1], other)


Span = tuple[float, float]


def _profile(grey: Grey, *, across: bool) -> list[float]:
    """How much changes from pixel to pixel in every column (or row), from left to right (or from the top)."""
    width, height, pixels = grey.width, grey.height, grey.pixels
    if across:  # every third pixel along the line is enough
        lines = [pixels[x :: 3 * width] for x in range(width)]
    else:
        lines = [pixels[y * width : (y + 1) * width : 3] for y in range(height)]
    return [float(sum(abs(a - b) for a, b in itertools.pairwise(line))) for line in lines]


def _fit(one: Sequence[float], other: Sequence[float]) -> tuple[Span, Span]:
    """The spans (0 to 1) of both profiles that lie on each other best; one of the two is whole."""
    whole: Span = (0.0, 1.0)
    full_one, full_other = _sampled(one, whole), _sampled(other, whole)
    steps = [step * _COARSE for step in range(round(_CUT / _COARSE) + 1)]
    wide = [(first, 1 - last) for first in steps for last in steps]
    best = max(_best(one, full_other, wide, side=0), _best(other, full_one, wide, side=1))
    side = best[2]
    cut, full = (other, full_one) if side else (one, full_other)
    for step in _FINE:
        first, last = best[1]
        near = [(max(0.0, first + a), min(1.0, last + b)) for a in (-step, 0.0, step) for b in (-step, 0.0, step)]
        closer = _best(cut, full, near, side=side)
        best = closer if closer[0] > best[0] + _GAIN else best
    return (whole, best[1]) if side else (best[1], whole)


def _best(cut: Sequence[float], full: Sequence[float], spans: Sequence[Span], *, side: int) -> tuple[float, Span, int]:
    return max((sum(map(float.__mul__, _sampled(cut, span), full)), span, side) for span in spans)


_SAMPLES = 400


def _sampled(profile: Sequence[float], span: Span) -> list[float]:
    """The profile between two points of 0 to 1 in `_SAMPLES` values, without its mean and of length one."""
    count, (first, last) = len(profile) - 1, span
    step = (last - first) * count / (_SAMPLES - 1)
    values = []
    for place in range(_SAMPLES):
        at = first * count + place * step
        low = min(int(at), count - 1)
        values.append(profile[low] + (profile[low + 1] - profile[low]) * (at - low))
    mean = sum(values) / _SAMPLES
    away = [value - mean for value in values]
    length = _length(away) or 1.0
    return [value / length for value in away]


def _stretched(grey: Grey, across: Span, down: Span, size: Grey) -> Grey:
    """The part of a picture between these spans, drawn as large as `size`."""
    if (across, down) == ((0.0, 1.0), (0.0, 1.0)) and (grey.width, grey.height) == (size.width, size.height):
        return grey
    columns = _steps(grey.width, across, size.width)
    lines = []
    for y, part in _steps(grey.height, down, size.height):
        above = grey.pixels[y * grey.width : (y + 1) * grey.width]
        below = grey.pixels[(y + 1) * grey.width : (y + 2) * grey.width]
        mixed = [a + (b - a) * part for a, b in zip(above, below, strict=True)]
        lines.append(bytes(int(mixed[x] + (mixed[x + 1] - mixed[x]) * away + 0.5) for x, away in columns))
    return Grey(size.width, size.height, b"".join(lines))


def _steps(length: int, span: Span, wanted: int) -> list[tuple[int, float]]:
    first, last = span[0] * (length - 1), span[1] * (length - 1)
    step = (last - first) / max(wanted - 1, 1)
    found = []
    for place in range(wanted):
        at = first + place * step
        low = min(int(at), length - 2)
        found.append((low, at - low))
    return found
