"""(child) Finding words the way a person means them: case, width, spaces and the hyphens in numbers do not matter."""

import unicodedata
from collections.abc import Iterator, Sequence

from reviewer.documents.shown import Hit

AROUND = 40
"""Characters of text before and after a hit."""

_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212\u00ad\uff0d\ufe63\ufe58")
_JOINED = ("\u1160", "\u11ff")  # vowels and final consonants of Hangul written in parts, as macOS names files


def folded(text: str) -> tuple[str, list[int]]:
    """The text without what does not matter, and for each of its characters the place in `text` it comes from.

    NFKC and lower case, no spaces, no hyphen between digits, no comma before three digits.
    """
    letters: list[str] = []
    places: list[int] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and _continues(text[end]):
            end += 1
        part = text[at:end]
        if not part.isspace() and not _is_in_number(text, at, letters):
            plain = unicodedata.normalize("NFKC", part).casefold().replace(" ", "")
            letters.extend(plain)
            places.extend([at] * len(plain))
        at = end
    return "".join(letters), places


def _continues(letter: str) -> bool:
    return letter > "\u02ff" and (_JOINED[0] <= letter <= _JOINED[1] or unicodedata.combining(letter) != 0)


def _is_in_number(text: str, at: int, before: Sequence[str]) -> bool:
    letter = text[at]
    if not before or not before[-1].isdecimal():
        return False
    if letter in _DASHES:
        return text[at + 1 : at + 4].strip()[:1].isdecimal()
    after = text[at + 1 : at + 5]
    return letter == "," and after[:3].isdecimal() and not after[3:4].isdecimal()


def occurrences(text: str, needle: str) -> Iterator[tuple[int, int]]:
    """First character and the one after the last of each occurrence of a folded needle; none for an empty one."""
    if not needle:
        return
    plain, places = folded(text)
    at = plain.find(needle)
    while at >= 0:
        end = at + len(needle)
        stop = places[end] if end < len(places) else len(text)
        yield places[at], len(text[:stop].rstrip())
        at = plain.find(needle, end)


def may_hold(text: str, needle: str) -> bool:
    """Whether a long text can hold the needle at all; quick, and never False where `occurrences` finds one."""
    wanted = _reduced(needle)
    return not wanted or wanted in _reduced(text)


def _reduced(text: str) -> str:
    """The text without anything that `folded` may leave out."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).casefold()
        for dash in _DASHES:
            text = text.replace(dash, "")
    return "".join(text.lower().replace("-", "").replace(",", "").split())


def hits_in_cells(rows: Sequence[Sequence[str]], needle: str, sheet: int, first_row: int, most: int) -> list[Hit]:
    """One hit for each cell that holds the needle."""
    wanted = folded(needle)[0]
    found: list[Hit] = []
    for row, cells in enumerate(rows, first_row):
        if not wanted or wanted not in folded("\n".join(cells))[0]:
            continue
        for column, cell in enumerate(cells, 1):
            for start, end in occurrences(cell, wanted):
                box = (row, column, row, column)
                found.append(hit(cell, start, end, box, sheet=sheet))
                break
            if len(found) >= most:
                return found
    return found


def hit(
    text: str, start: int, end: int, box: tuple[float, float, float, float], *, page: int = 0, sheet: int = 0
) -> Hit:
    """A hit with the text around it on one line."""
    before, after = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    match = text[start : min(end, start + 4 * AROUND)]
    return Hit(page, sheet, box, _one_line(before), _one_line(match), _one_line(after))


def _one_line(text: str) -> str:
    return "".join(" " if letter.isspace() else letter for letter in text if letter >= " " or letter.isspace())
