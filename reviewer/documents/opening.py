"""(parent) Opens a stranger's document in a glovebox and checks every number that comes back.

What the child says is called `untrusted_...` until it has been checked. Nothing here parses a document.
"""

import hashlib
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self, TypeVar

from reviewer.documents import slips
from reviewer.documents.describing import Description, check_description, check_sorry, printable
from reviewer.documents.gloves import Glovebox, GloveboxEnded, Spare, seconds_left
from reviewer.documents.kinds import EMPTY, PREFIX, Kind, sniff, wrong_extension
from reviewer.documents.shown import Block, Paragraph, SheetInfo, Table
from reviewer.rules.problem import Problem

_FAMILIES = {"pdf": "pdf", "image": "image", "text": "text", "csv": "text", "zip": "zip", "ole": "ole", "biff": "ole"}
_MAX_BLOCKS, _MAX_ROWS = 60_000, 2_000_000
DRAW_SECONDS = 20.0
_Answer = TypeVar("_Answer")


@dataclass(frozen=True)
class PageImage:
    """A drawn page: `pixels` is RGBX, `stride` bytes a row, top row first."""

    width: int
    height: int
    stride: int
    pixels: bytes


Word = tuple[str, float, float, float, float]
"""A word and its rectangle x0, y0, x1, y1 in points from the upper left corner of the page as shown."""


def inspect(
    data: bytes, name: str, *, password: str | None = None, seconds: float = 10, spare: Spare | None = None
) -> Description:
    """What a file is and whether it can be shown, within `seconds`; never raises for a bad file."""
    began = time.monotonic()
    known = _known_beforehand(data, name)
    if known.problem is None:
        glovebox = _start(data, name, password, spare)
        try:
            known = _describe(glovebox, data, name, password, began + seconds, known, with_text=True)[0]
        finally:
            glovebox.end()
    return replace(known, seconds=round(time.monotonic() - began, 3))


def _known_beforehand(data: bytes, name: str) -> Description:
    """What needs no child: hash, length, and files that cannot or need not be opened."""
    kind = sniff(data[:PREFIX], name)
    problem = None
    if kind is EMPTY:
        problem = "empty"
    elif len(data) > slips.MAX_DOCUMENT:
        problem = "too_large"
    elif _family(kind) is None:
        problem = "unsupported"
    warnings = ("wrong_extension",) if problem and wrong_extension(name, kind) else ()
    digest = hashlib.sha256(data).hexdigest()
    return Description(digest, len(data), kind.kind, kind.format, problem=problem, warnings=warnings)


def _family(kind: Kind) -> str | None:
    return _FAMILIES.get(kind.format) or ("image" if kind.kind == "image" else None)


def _start(data: bytes, name: str, password: str | None, spare: Spare | None) -> Glovebox:
    family = _family(sniff(data[:PREFIX], name)) or "text"
    if family == "ole" and password:
        return Glovebox(["document:locked"])
    return spare.take() if spare is not None else Glovebox([f"document:{family}"])


def _describe(
    glovebox: Glovebox, data: bytes, name: str, password: str | None, until: float, known: Description, *,
    with_text: bool,
) -> tuple[Description, bool]:  # fmt: skip
    """Open the document in the glovebox; the description, and whether the child can be asked on."""
    told_name, told_password = name.encode("utf-8", "replace")[-255:], (password or "").encode()
    payload = told_name + told_password + data
    asked = slips.Slip(slips.OPEN, a=len(told_name), b=len(told_password), c=int(with_text), payload=payload)
    try:
        glovebox.wait_ready(seconds_left(until))
        known = replace(known, sandbox=glovebox.sandbox)
        for step in ("opened", "proved"):
            left = seconds_left(until)
            untrusted = glovebox.ask(asked, left) if step == "opened" else glovebox.hear(left)
            if untrusted.kind == slips.SORRY:
                return check_sorry(untrusted, known), True
            if untrusted.kind != slips.DESCRIBED:
                raise slips.BadSlip("kind")
            known = check_description(untrusted, known)
    except GloveboxEnded as ended:
        return replace(known, opened=False, problem=ended.problem), False
    except slips.BadSlip:
        return replace(known, opened=False, problem="crashed"), False
    return replace(known, opened=True), True


class OpenDocument:
    """A document that stays open in its glovebox while a reviewer reads it. Pages, sheets and rows count from 1.

    Every method raises Problem(`DocumentUnreadable`) with `reason`, a code of interface.md, and `file`.
    """

    def __init__(self, glovebox: Glovebox, description: Description, name: str) -> None:
        """Made by `open_document`."""
        self.description = description
        self._glovebox, self._name = glovebox, name

    def page(
        self, number: int, *, scale: float | None = None, max_pixels: int = slips.MAX_PIXELS, rotate: int = 0
    ) -> PageImage:
        """Draw a page at `scale` pixels a point (of a photo: a pixel), or as large as `max_pixels` allows.

        `rotate` is 0, 90, 180 or 270 degrees clockwise. Never more than 40 million pixels.
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
            pixels = self._glovebox.pixels(width, height, untrusted.payload)
        except GloveboxEnded as ended:
            raise self._unreadable(ended.problem) from None
        return PageImage(width, height, width * 4, pixels)

    def _filling_scale(self, number: int, most: int) -> float:
        sizes = self.description.page_sizes
        if not 1 <= number <= len(sizes) or min(sizes[number - 1]) <= 0:
            return 1.0
        width, height = sizes[number - 1]
        largest = 1.0 if self.description.kind == "image" else 100.0  # a photo has no more than its pixels
        return min(math.sqrt(most / (width * height)), largest)

    def page_text(self, number: int) -> str:
        """The text of a PDF page; of other documents all text (page 0 too)."""
        untrusted = self._ask(slips.Slip(slips.READ_TEXT, a=number), slips.TEXT)
        return self._checked(untrusted, lambda inside: printable(inside.text()))

    def page_words(self, number: int) -> list[Word]:
        """The words of a PDF page with their places."""
        untrusted = self._ask(slips.Slip(slips.READ_WORDS, a=number), slips.WORDS)

        def take(inside: slips.Unpacker) -> Word:
            word = printable(inside.text(4_000))
            x0, y0, x1, y1 = (inside.number(0xFFFFFFFF) / 10 for _ in range(4))
            return (word, x0, y0, x1, y1)

        return self._checked(untrusted, lambda inside: [take(inside) for _ in range(inside.number(100_000))])

    def cells(self, sheet: int, first_row: int, rows: int) -> list[list[str]]:
        """Up to `rows` rows (at most 2,000) of a sheet from `first_row` on, as text from column A."""
        untrusted = self._ask(slips.Slip(slips.READ_CELLS, a=sheet, b=first_row, c=rows), slips.ROWS)
        try:
            found = slips.unpack_rows(untrusted.payload, untrusted.a)
        except slips.BadSlip:
            raise self._unreadable("crashed") from None
        return [[printable(cell) for cell in row] for row in found]

    def blocks(self) -> list[Block]:
        """The paragraphs and tables of an office or text document, in order."""
        untrusted = self._ask(slips.Slip(slips.READ_BLOCKS), slips.BLOCKS)

        def take(inside: slips.Unpacker) -> Block:
            if inside.number(1) == 0:
                return Paragraph(printable(inside.text(slips.MAX_ANSWER)))
            return Table(tuple(inside.texts(20_000) for _ in range(inside.number(_MAX_ROWS))))

        return self._checked(untrusted, lambda inside: [take(inside) for _ in range(inside.number(_MAX_BLOCKS))])

    def _checked(self, untrusted: slips.Slip, take: Callable[[slips.Unpacker], _Answer]) -> _Answer:
        inside = slips.Unpacker(untrusted.payload)
        try:
            answer = take(inside)
            inside.finish()
        except slips.BadSlip:
            raise self._unreadable("crashed") from None
        return answer

    def _ask(self, asked: slips.Slip, wanted: int) -> slips.Slip:
        try:
            untrusted = self._glovebox.ask(asked, DRAW_SECONDS)
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


def open_document(
    data: bytes,
    name: str,
    password: str | None = None,
    *,
    seconds: float = 20,
    spare: Spare | None = None,
    began: Callable[[Glovebox], None] = lambda _: None,
) -> OpenDocument:
    """Open a document to read in; Problem(`DocumentUnreadable`) with `reason` and `file` when it cannot be shown.

    `began` is told the glovebox before it gets the document, so that whoever asked can `halt` it from another thread.
    """
    known = _known_beforehand(data, name)
    if known.problem is not None:
        raise Problem("DocumentUnreadable", reason=known.problem, file=name)
    glovebox = _start(data, name, password, spare)
    began(glovebox)
    until = time.monotonic() + seconds
    known, _ = _describe(glovebox, data, name, password, until, known, with_text=False)
    if known.problem is not None:
        glovebox.end()
        raise Problem("DocumentUnreadable", reason=known.problem, file=name)
    return OpenDocument(glovebox, known, name)


__all__ = [
    "Description", "OpenDocument", "PageImage", "Paragraph", "SheetInfo", "Spare", "Table", "Word",
    "inspect", "open_document", "printable",
]  # fmt: skip
