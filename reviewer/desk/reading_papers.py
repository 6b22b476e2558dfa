"""Reads a paper once through the glovebox for the machine's own use: words, cells, traits; resident numbers hidden."""

import threading
from collections.abc import Callable, Iterator, Sequence

from reviewer.casefile.readings import READ, KeptReading
from reviewer.documents.gloves import Glovebox, Spare
from reviewer.documents.opening import OpenDocument, open_with_any
from reviewer.documents.recognition import NotRecognised, Recogniser, drawing_scale, plain_picture
from reviewer.rules.hiding import hidden_in_rows, hidden_in_words
from reviewer.rules.problem import Problem
from reviewer.rules.reading import Reading, Row, Word

VERSION = 4
"""Raised whenever a reading would come out differently: readings of other versions are made anew."""
MOST_PAGES, MOST_ROWS, MOST_WORDS = 60, 5_000, 60_000
MOST_SEEN = 12
"""So many pages of a scan are recognised; a second or two each."""
_ROWS_A_TIME = 1_000
_WRITTEN = ("pdf", "office", "text")
"""Kinds whose pages may have words of their own; a photo has none."""
_FEW_WORDS = 5
"""A page with fewer words of its own is a picture with a stamp or a scanner's name on it."""


def read_paper(
    document: str,
    data: bytes,
    name: str,
    *,
    passwords: Sequence[str] = (),
    spare: Spare | None = None,
    recogniser: Recogniser | None = None,
    stop: threading.Event | None = None,
    began: Callable[[Glovebox], None] = lambda _: None,
) -> KeptReading:
    """What stands in a paper, up to 60 pages and 5,000 rows; never raises for a bad file.

    `passwords` are tried where it is locked; what is read of it is kept like any other paper, the passwords are not.
    With a `recogniser` a picture or scan gets its text too. Raises NotRecognised(`stopped`) when `stop` is set: what
    is half read is not kept. `began` is told the glovebox, so that whoever sets `stop` can halt it as well.
    """
    try:
        with open_with_any(data, name, passwords, spare=spare, began=began) as opened:
            return KeptReading(READ, _reading(document, opened, recogniser, stop))
    except Problem as problem:
        _go_on(stop)  # a glovebox that was halted on purpose says nothing about the paper
        return KeptReading(str(problem.facts.get("reason", "damaged")), Reading(document, "unknown"))


def _reading(
    document: str, opened: OpenDocument, recogniser: Recogniser | None, stop: threading.Event | None
) -> Reading:
    kind = opened.description.kind
    rows = list(_rows(opened)) if kind == "spreadsheet" else []
    pages = _pages(opened, stop) if kind in _WRITTEN else {}
    source = "TEXT" if rows or _has_text(pages) else "NONE"
    if source == "NONE" and recogniser is not None and kind in ("pdf", "image"):
        pages, source = _seen(opened, recogniser, stop, _numbers(opened)), "RECOGNISED"
    unseen = _without_words(pages) if source == "TEXT" and kind == "pdf" else ()
    seen = _seen(opened, recogniser, stop, unseen) if unseen and recogniser is not None else {}
    pages |= seen
    words: list[Word] = []
    shown: list[tuple[int, ...]] = []
    for of_page in pages.values():
        hidden, places = hidden_in_words(of_page)
        words += hidden
        shown += places
    rows, places = hidden_in_rows(rows)
    traits = opened.traits()
    return Reading(
        document,
        kind,
        source,
        tuple(words[:MOST_WORDS]),
        tuple(rows),
        (*shown, *places),
        tuple(seen),
        tuple(page for page in unseen if page not in seen),
        traits,
        max(opened.description.pages, len(opened.description.sheets), 1),
    )


def _numbers(opened: OpenDocument) -> Sequence[int]:
    return range(1, max(opened.description.pages, 1) + 1)


def _without_words(pages: dict[int, list[Word]]) -> tuple[int, ...]:
    """The pages that are pictures, in a paper whose other pages have words of their own."""
    return tuple(number for number, words in pages.items() if len(words) < _FEW_WORDS)


def _has_text(pages: dict[int, list[Word]]) -> bool:
    """Whether most pages have words of their own."""
    written = sum(len(words) >= _FEW_WORDS for words in pages.values())
    return written * 2 > len(pages) or sum(map(len, pages.values())) >= _FEW_WORDS * max(len(pages), 4)


def _pages(opened: OpenDocument, stop: threading.Event | None) -> dict[int, list[Word]]:
    found: dict[int, list[Word]] = {}
    for number in range(1, min(opened.description.pages, MOST_PAGES) + 1):
        _go_on(stop)
        found[number] = [_word(word, number, 1.0) for word in opened.page_words(number)]
    return found


def _seen(
    opened: OpenDocument, recogniser: Recogniser, stop: threading.Event | None, numbers: Sequence[int]
) -> dict[int, list[Word]]:
    """The text of pictures, a page at a time; a page that cannot be recognised has none."""
    found: dict[int, list[Word]] = {}
    is_photo = opened.description.kind == "image"
    sizes = opened.description.page_sizes
    for number in numbers[:MOST_SEEN]:
        _go_on(stop)
        scale = drawing_scale(sizes[number - 1], is_photo=is_photo)
        try:
            words = recogniser.words(opened.drawn(number, plain_picture, scale=scale), stop=stop)
        except NotRecognised as why:
            if why.reason == "stopped":
                raise
            continue
        found[number] = [_word(word, number, scale) for word in words]
    return found


def _go_on(stop: threading.Event | None) -> None:
    if stop is not None and stop.is_set():
        raise NotRecognised("stopped")


def _word(word: tuple[str, float, float, float, float], page: int, scale: float) -> Word:
    text, *box = word
    return Word(text, page, tuple(max(round(side * 10 / scale), 0) for side in box))


def _rows(opened: OpenDocument) -> Iterator[Row]:
    left = MOST_ROWS
    for sheet in range(1, len(opened.description.sheets) + 1):
        first = 1
        while left > 0:
            cells = opened.cells(sheet, first, min(_ROWS_A_TIME, left))
            for number, row in enumerate(cells, first):
                yield Row(sheet, number, tuple(row))
            first += len(cells)
            left -= len(cells)
            if not cells:
                break
