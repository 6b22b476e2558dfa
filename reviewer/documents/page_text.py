"""(child) The letters of a PDF page and where each stands, joined into words or searched through."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2_raw as pdfium

from reviewer.documents import slips
from reviewer.documents.finding import hit, occurrences
from reviewer.documents.shown import Box, Hit, Unreadable

_TENTHS = 10
_MAX_LETTERS = slips.MAX_TEXT // 8


@contextmanager
def text_of(page: Any) -> Iterator[Any]:
    """The text of a loaded page, for as long as it is needed."""
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        raise Unreadable("damaged")
    try:
        yield text_page
    finally:
        pdfium.FPDFText_ClosePage(text_page)


class PageLetters:
    """The letters of one page with their rectangles as the page is shown, its own rotation included."""

    def __init__(self, page: Any, text_page: Any, wide: float, high: float) -> None:
        """`wide` and `high` are the page's size in points."""
        self._page, self._text_page = page, text_page
        self._wide, self._high = round(wide * _TENTHS), round(high * _TENTHS)
        self._corners = tuple(ctypes.c_double() for _ in range(4))
        self._count = min(pdfium.FPDFText_CountChars(text_page), _MAX_LETTERS)

    def text(self) -> str:
        """One character for each letter PDFium counts; what is no character is a space."""
        letter_at = pdfium.FPDFText_GetUnicode
        codes = (letter_at(self._text_page, index) for index in range(self._count))
        return "".join(chr(c) if 31 < c < 0x110000 and not 0xD800 <= c < 0xE000 else " " for c in codes)

    def box(self, index: int) -> Box | None:
        """Where a letter stands, in tenths of a point; None when PDFium does not know."""
        left, right, bottom, top = self._corners
        if not pdfium.FPDFText_GetCharBox(self._text_page, index, left, right, bottom, top):
            return None
        ax, ay = self._shown(left.value, top.value)
        bx, by = self._shown(right.value, bottom.value)
        return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        dx, dy = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(self._page, 0, 0, self._wide, self._high, 0, x, y, dx, dy)
        return dx.value / _TENTHS, dy.value / _TENTHS

    def words(self) -> list[tuple[str, float, float, float, float]]:
        """The words in the order of the file."""
        found: list[tuple[str, float, float, float, float]] = []
        letters: list[str] = []
        around: Box | None = None
        for index, letter in enumerate(self.text() + " "):
            if letter.isspace():
                if letters and around:
                    found.append(("".join(letters), *around))
                letters, around = [], None
            elif (box := self.box(index)) is not None:
                letters.append(letter)
                around = joined(around, box) if around else box
        return found

    def hits(self, needle: str, number: int, most: int) -> list[Hit]:
        """Where a folded needle stands; the rectangle of one that runs over a line's end is its part on the first."""
        text = self.text()
        found: list[Hit] = []
        for start, end in occurrences(text, needle):
            box = self._line(start, end)
            if box is not None:
                found.append(hit(text, start, end, box, page=number))
            if len(found) >= most:
                break
        return found

    def _line(self, start: int, end: int) -> Box | None:
        around: Box | None = None
        for index in range(start, end):
            box = self.box(index)
            if box is None or (box[0] == box[2] and box[1] == box[3]):
                continue
            if around and (box[1] > around[3] or box[3] < around[1]):
                break
            around = joined(around, box) if around else box
        return around


def joined(first: Box, second: Box) -> Box:
    """The smallest rectangle around both."""
    return (
        min(first[0], second[0]), min(first[1], second[1]), max(first[2], second[2]), max(first[3], second[3]),
    )  # fmt: skip
