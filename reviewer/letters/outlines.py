"""Letters as drawn shapes, for marks across a sheet that nobody should read as part of the text."""

import functools
import struct
from collections.abc import Iterator

from reviewer.letters.faces import face, width_of

Point = tuple[float, float, bool]  # x, y, and whether the outline runs through it


@functools.cache
def shape_of(text: str, name: str) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """The outline of a text as path steps `m`, `l`, `c` and `h`, in thousandths of its size, beginning at 0, 0.

    Only plain glyphs can be drawn; ValueError for one that is composed of others.
    """
    steps: list[tuple[str, tuple[float, ...]]] = []
    pen = 0.0
    for character in text:
        for contour in _contours(character, name):
            steps.extend(_path(contour, pen))
        pen += width_of(character, name)
    return tuple(steps)


def _contours(character: str, name: str) -> Iterator[list[Point]]:
    """The closed outlines of one glyph, from the font's own table of outlines."""
    font = face(name)
    glyph = font.charToGlyph[ord(character)]
    start, end = font.glyphPos[glyph], font.glyphPos[glyph + 1]
    if start == end:
        return
    data: bytes = font.get_table("glyf")[start:end]
    count = struct.unpack_from(">h", data)[0]
    if count < 0:
        raise ValueError(f"{character!r} is composed of other glyphs")
    ends = struct.unpack_from(f">{count}H", data, 10)
    at = 10 + 2 * count
    at += 2 + struct.unpack_from(">H", data, at)[0]
    flags: list[int] = []
    while len(flags) <= ends[-1]:
        flag = data[at]
        at += 1
        flags.append(flag)
        if flag & 8:
            flags.extend([flag] * data[at])
            at += 1
    scale = 1000 / font.unitsPerEm
    xs, at = _coordinates(data, at, flags, 2, 16)
    ys, _ = _coordinates(data, at, flags, 4, 32)
    first = 0
    for last in ends:
        yield [(xs[i] * scale, ys[i] * scale, bool(flags[i] & 1)) for i in range(first, last + 1)]
        first = last + 1


def _coordinates(data: bytes, at: int, flags: list[int], short: int, same: int) -> tuple[list[int], int]:
    values, value = [], 0
    for flag in flags:
        if flag & short:
            value += data[at] if flag & same else -data[at]
            at += 1
        elif not flag & same:
            value += struct.unpack_from(">h", data, at)[0]
            at += 2
        values.append(value)
    return values, at


def _path(contour: list[Point], pen: float) -> Iterator[tuple[str, tuple[float, ...]]]:
    """One outline as lines and cubic curves; TrueType leaves out points halfway between two control points."""
    full: list[Point] = []
    for place, point in enumerate(contour):
        before = contour[place - 1]
        if not point[2] and not before[2]:
            full.append(((before[0] + point[0]) / 2, (before[1] + point[1]) / 2, True))
        full.append(point)
    begin = next(place for place, point in enumerate(full) if point[2])
    full = full[begin:] + full[: begin + 1]
    x, y = full[0][0] + pen, full[0][1]
    yield "m", (x, y)
    control: tuple[float, float] | None = None
    for px, py, on in full[1:]:
        px += pen
        if not on:
            control = (px, py)
        elif control is None:
            yield "l", (px, py)
            x, y = px, py
        else:
            cx, cy = control
            yield (
                "c",
                (x + 2 / 3 * (cx - x), y + 2 / 3 * (cy - y), px + 2 / 3 * (cx - px), py + 2 / 3 * (cy - py), px, py),
            )
            x, y, control = px, py, None
    yield "h", ()
