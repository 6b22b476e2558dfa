"""The text of a paper in lines, and the values that stand beside or below their labels."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from reviewer.rules.dated_lines import text_lines
from reviewer.rules.hints.labels import MARKS, NEXT_LABEL, is_label, label_pattern
from reviewer.rules.places import Place, around, on_sheet
from reviewer.rules.reading import Reading, Word

_WIDE = 1.0
"""A space wider than this share of the letters' height parts two fields of a form."""


@dataclass(frozen=True)
class Span:
    """A word or cell at `text[start:end]` of its line; `left` and `right` tell what stands below it."""

    start: int
    end: int
    place: Place
    left: float
    right: float


@dataclass(frozen=True)
class TextLine:
    """One line; a tab stands between the fields of a form and the cells of a table."""

    text: str
    spans: tuple[Span, ...]

    def place(self, start: int, end: int) -> Place:
        """Where `text[start:end]` stands."""
        return around(
            [span.place for span in self.spans if span.start < end and start < span.end] or [self.spans[0].place]
        )

    def reach(self, start: int, end: int) -> tuple[float, float]:
        """From where to where `text[start:end]` reaches across the page or sheet."""
        inside = [span for span in self.spans if span.start < end and start < span.end]
        return min(span.left for span in inside), max(span.right for span in inside)


@dataclass(frozen=True)
class Value:
    """A value and where it stands; `label` as the paper writes it, empty for a value without one."""

    text: str
    place: Place
    label: str = ""


class PaperText:
    """All lines of a paper in order."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        """Made by `text_of`."""
        self.lines = tuple(lines)

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], Place]]:
        """Every match within a line, with its place."""
        for line in self.lines:
            for hit in pattern.finditer(line.text):
                if hit.end() > hit.start():
                    yield hit, line.place(hit.start(), hit.end())

    def has(self, pattern: re.Pattern[str]) -> bool:
        """Whether a line matches anywhere."""
        return any(pattern.search(line.text) for line in self.lines)

    def values(self, labels: Sequence[str]) -> list[Value]:
        """The values of fields with one of these labels: beside the label, or below it where nothing is beside."""
        found: list[Value] = []
        for number, line in enumerate(self.lines):
            for hit in label_pattern(tuple(labels)).finditer(line.text):
                value = _beside(line, hit) or self._below(number, line, hit)
                if value is not None:
                    found.append(value)
        return found

    def _below(self, number: int, line: TextLine, hit: re.Match[str]) -> Value | None:
        if line.text[hit.end() :].split("\t")[0].strip(MARKS) and not is_label(line.text[hit.end() :].split("\t")[0]):
            return None
        left, right = line.reach(hit.start(), hit.end())
        for below in self.lines[number + 1 : number + 3]:
            for start, end in _fields(below.text):
                field_left, field_right = below.reach(start, end)
                text = below.text[start:end].strip()
                if field_left < right and left < field_right and text and not is_label(text):
                    return Value(text, below.place(start, end), hit["label"])
        return None


def _beside(line: TextLine, hit: re.Match[str]) -> Value | None:
    """The rest of the field, or the next field where the label fills its own; other labels are no values."""
    begin = hit.end()
    for start, end in _fields(line.text, begin):
        text = line.text[start:end]
        begins = start + len(text) - len(text.lstrip(MARKS))
        inner = line.text[begins:end]
        if not inner.strip(MARKS):
            continue
        if is_label(inner):
            if start == begin:  # `상호 / 대표자`: the value of both stands in the next field
                continue
            return None
        if cut := NEXT_LABEL.search(inner):
            inner = inner[: cut.start()]
        inner = inner.rstrip(MARKS)
        return Value(inner, line.place(begins, begins + len(inner)), hit["label"]) if inner else None
    return None


def _fields(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Where the fields of a line begin and end, from `start` on."""
    while start <= len(text):
        end = text.find("\t", start)
        end = len(text) if end < 0 else end
        if end > start:
            yield start, end
        start = end + 1


def text_of(reading: Reading) -> PaperText:
    """The text of what was read, pages before sheets."""
    lines: list[TextLine] = []
    for _, of_page in groupby(sorted(reading.words, key=lambda word: word.page), key=lambda word: word.page):
        lines += [_of_words(line, reading.document) for line in text_lines(of_page)]
    for row in reading.rows:
        cells = [
            (cell.strip(), on_sheet(reading.document, row.sheet, row.row, column), float(column))
            for column, cell in enumerate(row.cells, 1)
            if cell.strip()
        ]
        if cells:
            lines.append(_joined([(text, place, at, at + 0.9, "\t") for text, place, at in cells]))
    return PaperText(lines)


def _of_words(words: Sequence[Word], document: str) -> TextLine:
    parts: list[tuple[str, Place, float, float, str]] = []
    usual = median(word.box[3] - word.box[1] for word in words)  # a ~ or a - is far lower than the letters beside it
    for word, following in zip(words, (*words[1:], None), strict=True):
        gap = " "
        if following is not None:
            height = min(word.box[3] - word.box[1], following.box[3] - following.box[1])
            wide = max(height, (word.box[3] - word.box[1]) * 0.7, usual * 0.7)
            gap = "\t" if following.box[0] - word.box[2] > _WIDE * wide else " "
        place = Place(document, page=word.page, box=word.box)
        parts.append((word.text, place, word.box[0], word.box[2], gap))
    return _joined(parts)


def _joined(parts: Sequence[tuple[str, Place, float, float, str]]) -> TextLine:
    text = ""
    spans: list[Span] = []
    for word, place, left, right, gap in parts:
        plain = word.replace("\t", " ").replace("\n", " ")
        spans.append(Span(len(text), len(text) + len(plain), place, left, right))
        text += plain + gap
    return TextLine(text[:-1] if text else "", tuple(spans))
