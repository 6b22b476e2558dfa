"""Finds words among those that a machine recognised in a photo or scan."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewer.ui.reader.page_words import PageWord
from reviewer.ui.reader.turning import Box

BESIDE = 4
"""Words shown before and after a hit."""


@dataclass(frozen=True)
class RecognisedHit:
    """As the glovebox describes a hit of its own: the box in points of the unturned page, the words around it."""

    page: int
    box: Box
    before: str
    match: str
    after: str


def hits_among(wanted: str, page: int, words: Sequence[PageWord]) -> Iterator[RecognisedHit]:
    """Runs of words that hold what is wanted; case, width, spaces, commas and hyphens do not matter."""
    folded, texts = _folded(wanted), [_folded(word.text) for word in words]
    if not folded:
        return
    for first, text in enumerate(texts):
        last, run = first, text
        while run.find(folded) < 0 and len(run) < len(folded) + len(text) and last + 1 < len(words):
            last += 1
            run += texts[last]
        if 0 <= run.find(folded) < max(len(text), 1) and text:
            boxes = [word.box for word in words[first : last + 1]]
            x0, y0 = min(box[0] for box in boxes), min(box[1] for box in boxes)
            x1, y1 = max(box[2] for box in boxes), max(box[3] for box in boxes)
            before, after = words[max(first - BESIDE, 0) : first], words[last + 1 :][:BESIDE]
            match = words[first : last + 1]
            yield RecognisedHit(page, (x0, y0, x1, y1), _said(before), _said(match), _said(after))


def _said(words: Sequence[PageWord]) -> str:
    return " ".join(word.text for word in words)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in plain if not letter.isspace() and letter not in ",-")
