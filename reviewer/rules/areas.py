"""Which areas of a paper a masked copy should cover: the places of whole resident numbers among its words."""

from collections.abc import Iterable, Sequence

from reviewer.rules.places import Place
from reviewer.rules.privacy import find_rrns
from reviewer.rules.reading import Reading, Word

_MARGIN = 15
"""Tenths of a point around a number, so that no edge of a digit is left."""


def areas_suggested(document: str, words: Iterable[Word], reading: Reading | None = None) -> list[Place]:
    """The areas to cover, by page: numbers among `words`, and those that a reading of the paper knows of.

    A number is covered whole. What may be a company's number is left for a person to choose.
    """
    found = [area for page in _lines(words) for area in _numbers_in(document, page)]
    for page, left, top, right, bottom in reading.resident_numbers if reading is not None else ():
        area = _wider(Place(document, page=page, box=(left, top, right, bottom)))
        if page > 0 and not any(_covers(one, area) for one in found):
            found.append(area)
    return sorted(found, key=lambda area: (area.page, area.box[1], area.box[0]))


def _lines(words: Iterable[Word]) -> list[list[Word]]:
    """Words that stand beside each other, from the left; a line is as high as its first word."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (one.page, one.box[1])):
        middle = (word.box[1] + word.box[3]) / 2
        last = next(
            (line for line in reversed(lines[-8:]) if line[0].page == word.page and _is_level(line[0], middle)), None
        )  # fmt: skip
        if last is None:
            lines.append([word])
        else:
            last.append(word)
    return [sorted(line, key=lambda one: one.box[0]) for line in lines]


def _is_level(word: Word, height: float) -> bool:
    return word.box[1] <= height <= word.box[3]


def _numbers_in(document: str, line: Sequence[Word]) -> Iterable[Place]:
    text, ends = "", []
    for word in line:
        text += word.text + " "
        ends.append(len(text))
    for number in find_rrns(text):
        if number.maybe_corporate:
            continue
        hit = [
            word for word, end in zip(line, ends, strict=True)
            if end - 1 > number.start and end - 1 - len(word.text) < number.end
        ]  # fmt: skip
        box = tuple(min(word.box[side] for word in hit) for side in (0, 1))
        box += tuple(max(word.box[side] for word in hit) for side in (2, 3))
        yield _wider(Place(document, page=hit[0].page, box=box))


def _wider(area: Place) -> Place:
    left, top, right, bottom = area.box
    box = (max(left - _MARGIN, 0), max(top - _MARGIN, 0), right + _MARGIN, bottom + _MARGIN)
    return Place(area.document, area.page, area.sheet, box)


def _covers(one: Place, other: Place) -> bool:
    """Whether the middle of the other area is covered already."""
    across, down = (other.box[0] + other.box[2]) / 2, (other.box[1] + other.box[3]) / 2
    return one.page == other.page and one.box[0] <= across <= one.box[2] and one.box[1] <= down <= one.box[3]
