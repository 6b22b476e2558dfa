"""Resident numbers taken out of what was read in a paper, before anything of it is kept; their places stay."""

from collections.abc import Iterable, Sequence

from reviewer.rules.dated_lines import text_lines
from reviewer.rules.places import around, on_page
from reviewer.rules.privacy import find_rrns, mask_rrns
from reviewer.rules.reading import Row, Word

_APART = 1.0
"""Digits further apart than this share of their height are two numbers: a date beside an amount is no person."""

Shown = tuple[int, ...]
"""A place as rules/reading.py keeps it: (page, left, top, right, bottom), or (0, sheet, row, column, 0)."""


def hidden_in_words(words: Iterable[Word]) -> tuple[list[Word], list[Shown]]:
    """The words of one page without the last seven digits of resident numbers, and where those stood."""
    kept: list[Word] = []
    shown: list[Shown] = []
    for line in text_lines(words):
        masked, places = _hidden_in_line(line)
        kept += masked
        shown += places
    return kept, shown


def _hidden_in_line(line: Sequence[Word]) -> tuple[list[Word], list[Shown]]:
    text, starts = "", []
    for number, word in enumerate(line):
        starts.append(len(text))
        far = number + 1 < len(line) and _is_apart(word, line[number + 1])
        text += word.text + ("|" if far else " ")
    masked = list(line)
    shown: list[Shown] = []
    for found in find_rrns(text):
        if found.maybe_corporate:
            continue
        inside = [
            at for at, start in enumerate(starts) if start < found.end and found.start < start + len(line[at].text)
        ]
        place = around([on_page("", line[at].page, *(side / 10 for side in line[at].box)) for at in inside])
        shown.append((line[inside[0]].page, *place.box))
        for at in inside:
            masked[at] = Word(_masked(line, at, inside), line[at].page, line[at].box)
    return masked, shown


def _is_apart(word: Word, following: Word) -> bool:
    return following.box[0] - word.box[2] > _APART * (word.box[3] - word.box[1])


def _masked(line: Sequence[Word], at: int, inside: Sequence[int]) -> str:
    """A number in one word keeps its birthday; of a number in several words nothing is kept but stars."""
    text = line[at].text
    if len(inside) == 1:
        hidden, count = mask_rrns(text)
        return hidden if count else "*" * len(text)
    return "".join("*" if letter.isdecimal() else letter for letter in text)


def hidden_in_rows(rows: Iterable[Row]) -> tuple[list[Row], list[Shown]]:
    """Rows of a sheet likewise; the cell before a number may be its label."""
    kept: list[Row] = []
    shown: list[Shown] = []
    for row in rows:
        cells = list(row.cells)
        for column, cell in enumerate(row.cells):
            if len(cell) < 13:
                continue
            label = row.cells[column - 1][-20:] + "|" if column else ""
            hidden, count = mask_rrns(label + cell)
            if count:
                cells[column] = hidden[len(label) :]
                shown.append((0, row.sheet, row.row, column + 1, 0))
        kept.append(Row(row.sheet, row.row, tuple(cells)) if cells != list(row.cells) else row)
    return kept, shown
