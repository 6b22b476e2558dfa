"""(parent) A stranger's document that is open in its glovebox: pages, words, cells, found by asking the child."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Self, TypeVar

from reviewer.documents import answers, slips
from reviewer.documents.answers import Word
from reviewer.documents.describing import Description, check_description, printable
from reviewer.documents.gloves import Glovebox, GloveboxEnded
from reviewer.documents.shown import Block, Box, Hit, SheetShape
from reviewer.rules.cell_totals import Totals
from reviewer.rules.likeness import Traits
from reviewer.rules.problem import Problem

DRAW_SECONDS = 20.0
_SEARCH_SECONDS = 60.0
_TRAITS_SECONDS = 60.0
_FIND_PAGES = 20
_SLICE = 0.2
"""Seconds that long work over a sheet takes before whoever waits may ask for something else."""
_MAX_FOUND = 10_000
_NEEDLE = 200
_TENTHS = 10
_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class PageImage:
    """A drawn page: `pixels` is RGBX, `stride` bytes a row, top row first."""

    width: int
    height: int
    stride: int
    pixels: bytes


class OpenDocument:
    """A document that stays open in its glovebox while a reviewer reads it. Pages, sheets and rows count from 1.

    Every method raises Problem(`DocumentUnreadable`) with `reason`, a code of interface.md, and `file`.
    """

    def __init__(self, glovebox: Glovebox, description: Description, name: str) -> None:
        """Made by `open_document`."""
        self.description = description
        self._glovebox, self._name = glovebox, name

    def prove(self, seconds: float = DRAW_SECONDS) -> Description:
        """Go on looking for warnings for at most about `seconds`; `description.is_proved` when nothing is left to do.

        To be called after the first page is drawn, and again while the reviewer reads.
        """
        untrusted = self._ask(slips.Slip(slips.PROVE, a=max(round(seconds * 1000), 0)), slips.DESCRIBED)
        try:
            self.description = check_description(untrusted, self.description)
        except slips.BadSlip:
            raise self._unreadable("crashed") from None
        return self.description

    def page(
        self, number: int, *, scale: float | None = None, max_pixels: int = slips.MAX_PIXELS, rotate: int = 0
    ) -> PageImage:
        """Draw a page at `scale` pixels a point (of a photo: a pixel), or as large as `max_pixels` allows.

        `rotate` is 0, 90, 180 or 270 degrees clockwise. Never more than 40 million pixels.
        """

        def copied(width: int, height: int, pixels: memoryview) -> PageImage:
            return PageImage(width, height, width * 4, bytes(pixels))

        return self.drawn(number, copied, scale=scale, max_pixels=max_pixels, rotate=rotate)

    def drawn(
        self,
        number: int,
        take: Callable[[int, int, memoryview], _Answer],
        *,
        scale: float | None = None,
        max_pixels: int = slips.MAX_PIXELS,
        rotate: int = 0,
    ) -> _Answer:
        """Draw a page as `page` does, and give `take` its width, height and pixels where they were drawn.

        The pixels (RGBX, rows without gaps) are gone when `take` returns, so whoever keeps them copies them once.
        """
        most = min(max(max_pixels, 1), slips.MAX_PIXELS)
        drawn_at = scale if scale is not None else self._filling_scale(number, most)
        steps = min(max(round(drawn_at * 10_000), 1), 1_000_000)
        asked = slips.Slip(slips.DRAW, a=number, b=steps, c=most, d=rotate)
        untrusted = self._ask(asked, slips.DRAWN)
        width, height = untrusted.a, untrusted.b
        if not (1 <= width <= 32_000 and 1 <= height <= 32_000 and width * height <= most):
            raise self._unreadable("crashed")
        try:
            with self._glovebox.pixels(width, height, untrusted.payload) as pixels:
                return take(width, height, pixels)
        except GloveboxEnded as ended:
            raise self._unreadable(ended.problem) from None

    def _filling_scale(self, number: int, most: int) -> float:
        sizes = self.description.page_sizes
        if not 1 <= number <= len(sizes) or min(sizes[number - 1]) <= 0:
            return 1.0
        width, height = sizes[number - 1]
        largest = 1.0 if self.description.kind == "image" else 100.0  # a photo has no more than its pixels
        return min(math.sqrt(most / (width * height)), largest)

    def page_text(self, number: int) -> str:
        """The text of a page, or of everything for page 0."""
        return self._read(slips.Slip(slips.READ_TEXT, a=number), slips.TEXT, answers.text)

    def page_words(self, number: int) -> list[Word]:
        """The words of a page with their places."""
        return self._read(slips.Slip(slips.READ_WORDS, a=number), slips.WORDS, answers.words)

    def cells(self, sheet: int, first_row: int, rows: int) -> list[list[str]]:
        """Up to `rows` rows (at most 2,000) of a sheet from `first_row` on, as text from column A."""
        untrusted = self._ask(slips.Slip(slips.READ_CELLS, a=sheet, b=first_row, c=rows), slips.ROWS, _SEARCH_SECONDS)
        try:
            found = slips.unpack_rows(untrusted.payload, untrusted.a)
        except slips.BadSlip:
            raise self._unreadable("crashed") from None
        return [[printable(cell) for cell in row] for row in found]

    def blocks(self) -> list[Block]:
        """The paragraphs and tables of an office or text document, in order."""
        return self._read(slips.Slip(slips.READ_BLOCKS), slips.BLOCKS, answers.blocks)

    def find(self, needle: str, first_page: int, pages: int) -> list[Hit]:
        """Where `needle` stands on `pages` pages from `first_page` on, at most 10,000 times.

        Case, width, spaces, and hyphens in numbers do not matter. A photo has no text: nothing is found.
        """
        found: list[Hit] = []
        last = min(first_page + pages - 1, self.description.pages)
        for first in range(max(first_page, 1), last + 1, _FIND_PAGES):
            asked_pages = range(first, min(first + _FIND_PAGES, last + 1))
            asked = slips.Slip(slips.FIND, a=first, b=len(asked_pages), payload=needle[:_NEEDLE].encode())
            found += self._read(asked, slips.HITS, partial(answers.hits, pages=asked_pages))
            if len(found) >= _MAX_FOUND:
                break
        return found[:_MAX_FOUND]

    def find_in_sheet(
        self, needle: str, sheet: int, first_row: int = 1, rows: int = slips.ALL_ROWS, *, seconds: float = _SLICE
    ) -> tuple[list[Hit], int]:
        """The cells with `needle` in `rows` rows of a sheet from `first_row` on, looked for during about `seconds`.

        Besides the row to go on with; 0 when nothing is left of these rows. What counts as found, see `find`.
        """
        rows = min(rows, slips.ALL_ROWS - first_row)
        told = needle[:_NEEDLE].encode()
        asked = slips.Slip(slips.FIND_IN_SHEET, a=sheet, b=first_row, c=rows, d=round(seconds * 1000), payload=told)
        return self._slice(asked, slips.HITS, partial(answers.hits, sheet=sheet))

    def totals(self, sheet: int, box: tuple[int, int, int, int], *, seconds: float = _SLICE) -> tuple[Totals, int]:
        """What the cells of a block (first row and column, last row and column) add up to; as long as `seconds`.

        Besides the row to go on with; 0 when the block is added up.
        """
        first, left, last, right = box
        columns = slips.Packer().number(left - 1).number(right).done()
        rows = min(last, slips.ALL_ROWS - 1) - first + 1
        asked = slips.Slip(slips.READ_TOTALS, a=sheet, b=first, c=rows, d=round(seconds * 1000), payload=columns)
        return self._slice(asked, slips.TOTALS, answers.totals)

    def _slice(self, asked: slips.Slip, wanted: int, take: Callable[[slips.Unpacker], _Answer]) -> tuple[_Answer, int]:
        untrusted = self._ask(asked, wanted, _SEARCH_SECONDS)
        try:
            return self._taken(untrusted, take), answers.onward(untrusted, asked.b, asked.c)
        except slips.BadSlip:
            raise self._unreadable("crashed") from None

    def sheet_shape(self, sheet: int) -> SheetShape:
        """What is merged, hidden, frozen and how wide; empty where the format does not say."""
        return self._read(slips.Slip(slips.READ_SHAPE, a=sheet), slips.SHAPE, answers.shape, _SEARCH_SECONDS)

    def formulas(self, sheet: int, first_row: int, rows: int) -> dict[tuple[int, int], str]:
        """The formulas of these rows by row and column, beginning with `=`; empty where we cannot read them."""
        asked = slips.Slip(slips.READ_FORMULAS, a=sheet, b=first_row, c=rows)
        take = partial(answers.formulas, first_row=first_row, rows=rows)
        return self._read(asked, slips.FORMULAS, take, _SEARCH_SECONDS)

    def traits(self) -> Traits:
        """What the file says of its making, and perceptual hashes of its first 20 pages; takes seconds for scans."""
        return self._read(slips.Slip(slips.READ_TRAITS), slips.TRAITS, answers.traits, _TRAITS_SECONDS)

    def masked_copy(self, areas: Sequence[tuple[int, Box]], dpi: int = 180) -> bytes:
        """A new PDF of pictures of all pages with these areas burnt in black: page and box in points (photo: pixels).

        Boxes are of the page as shown, unturned. ValueError for an area on a page that is not there.
        """
        pages = self.description.pages
        if any(not 1 <= page <= pages for page, _ in areas):
            raise ValueError("no such page")
        for number in range(1, pages + 1):
            boxes = [box for page, box in areas if page == number]
            payload = slips.Packer().number(len(boxes))
            for box in boxes:
                for side in box:
                    payload.number(round(side * _TENTHS))
            self._ask(slips.Slip(slips.COVER, a=number, b=dpi, payload=payload.done()), slips.COVERED)
        return self._ask(slips.Slip(slips.BIND_COVERED), slips.COVERED).payload

    def _read(
        self, asked: slips.Slip, wanted: int, take: Callable[[slips.Unpacker], _Answer], seconds: float = DRAW_SECONDS
    ) -> _Answer:
        try:
            return self._taken(self._ask(asked, wanted, seconds), take)
        except slips.BadSlip:
            raise self._unreadable("crashed") from None

    @staticmethod
    def _taken(untrusted: slips.Slip, take: Callable[[slips.Unpacker], _Answer]) -> _Answer:
        inside = slips.Unpacker(untrusted.payload)
        answer = take(inside)
        inside.finish()
        return answer

    def _ask(self, asked: slips.Slip, wanted: int, seconds: float = DRAW_SECONDS) -> slips.Slip:
        try:
            untrusted = self._glovebox.ask(asked, seconds)
        except GloveboxEnded as ended:
            raise self._unreadable(ended.problem) from None
        if untrusted.kind == slips.SORRY and 0 < untrusted.code < len(slips.PROBLEMS):
            raise self._unreadable(slips.PROBLEMS[untrusted.code])
        if untrusted.kind != wanted:
            raise self._unreadable("crashed")
        return untrusted

    def _unreadable(self, reason: str) -> Problem:
        return Problem("DocumentUnreadable", reason=reason, file=self._name)

    @property
    def is_alive(self) -> bool:
        """Whether the glovebox can still be asked."""
        return self._glovebox.is_alive()

    def close(self) -> None:
        """End the glovebox."""
        self._glovebox.end()

    def __enter__(self) -> Self:
        """The document itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()
