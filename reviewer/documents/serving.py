"""(child) Answers what a window asks about the open document: one slip in, one slip out."""

import mmap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from reviewer.documents import slips
from reviewer.documents.covering import CoveredCopy
from reviewer.documents.shown import Box, Hit, Paragraph, Readable, Unreadable
from reviewer.documents.slips import Packer, Slip, Unpacker

_ROTATIONS = (0, 90, 180, 270)
_TENTHS = 10
_MAX_AREAS = 10_000


class Clerk:
    """Stands at the hatch with one open document; Unreadable says that it cannot answer."""

    def __init__(self, opened: Readable, table: mmap.mmap | None) -> None:
        """`table` is the shared memory that pixels are laid out on, when the computer has it."""
        self._opened, self._table = opened, table
        self._covered: CoveredCopy | None = None
        self._duties: Mapping[int, Callable[[Slip], Slip]] = {
            slips.PROVE: self._prove,
            slips.DRAW: self._draw,
            slips.READ_TEXT: lambda asked: _text(opened.text(asked.a)),
            slips.READ_WORDS: lambda asked: _words(opened.words(asked.a)),
            slips.READ_CELLS: lambda asked: _rows(opened.cells(asked.a, asked.b, asked.c)),
            slips.READ_BLOCKS: lambda _: self._blocks(),
            slips.FIND: lambda asked: _hits(opened.find(_said(asked), asked.a, asked.b)),
            slips.FIND_IN_SHEET: self._find_in_sheet,
            slips.READ_TOTALS: self._totals,
            slips.READ_SHAPE: self._shape,
            slips.READ_FORMULAS: self._formulas,
            slips.READ_TRAITS: lambda _: self._traits(),
            slips.COVER: self._cover,
            slips.BIND_COVERED: lambda _: self._bind(),
        }

    def answer(self, asked: Slip) -> Slip:
        """The answer to one slip."""
        duty = self._duties.get(asked.kind)
        if duty is None:
            raise Unreadable("unsupported")
        return duty(asked)

    def _prove(self, asked: Slip) -> Slip:
        is_done = self._opened.prove(max(asked.a, 0) / 1000)
        return described(self._opened, text=self._opened.text(0) if asked.c else "", proved=is_done)

    def _draw(self, asked: Slip) -> Slip:
        most, rotate, table = asked.c, asked.d, self._table
        if not 1 <= most <= slips.MAX_PIXELS or rotate not in _ROTATIONS:
            raise Unreadable("too_large")
        room = memoryview(table if table is not None else bytearray(most * 4))
        try:
            width, height = self._opened.draw(asked.a, asked.b / 10_000, most, rotate, room)
            pixels = b"" if table is not None else bytes(room[: width * height * 4])
        finally:
            room.release()
        return Slip(slips.DRAWN, a=width, b=height, payload=pixels)

    def _blocks(self) -> Slip:
        blocks = self._opened.blocks()
        payload = Packer().number(len(blocks))
        for block in blocks:
            if isinstance(block, Paragraph):
                payload.number(0).text(block.text)
            else:
                payload.number(1).number(len(block.rows))
                for row in block.rows:
                    payload.texts(row)
        return Slip(slips.BLOCKS, payload=payload.done())

    def _find_in_sheet(self, asked: Slip) -> Slip:
        hits, onward = self._opened.find_in_sheet(_said(asked), asked.a, asked.b, asked.c, max(asked.d, 0) / 1000)
        return replace(_hits(hits), a=onward)

    def _totals(self, asked: Slip) -> Slip:
        inside = Unpacker(asked.payload)
        columns = slice(inside.number(slips.ALL_ROWS), inside.number(slips.ALL_ROWS))
        found, onward = self._opened.totals(asked.a, asked.b, asked.c, columns, max(asked.d, 0) / 1000)
        payload = Packer().number(found.filled).number(found.amounts).text(format(found.total, "f"))
        return Slip(slips.TOTALS, a=onward, payload=payload.done())

    def _shape(self, asked: Slip) -> Slip:
        shape = self._opened.shape(asked.a)
        payload = Packer().number(shape.frozen_rows).number(shape.frozen_columns)
        for ranges in (shape.merged, shape.hidden_rows, shape.hidden_columns):
            _number_lists(payload, ranges)
        widths = [(first, last, round(width * 100)) for first, last, width in shape.column_widths]
        _number_lists(payload, widths)
        return Slip(slips.SHAPE, payload=payload.done())

    def _formulas(self, asked: Slip) -> Slip:
        found = self._opened.formulas(asked.a, asked.b, asked.c)
        payload = Packer().number(min(len(found), slips.MAX_CELLS))
        for (row, column), formula in sorted(found.items())[: slips.MAX_CELLS]:
            payload.number(row).number(column).text(formula[:8_192])
        return Slip(slips.FORMULAS, payload=payload.done())

    def _traits(self) -> Slip:
        found = self._opened.traits()
        payload = Packer()
        for told in (found.producer, found.creator, found.created, found.modified, found.taken, found.camera):
            payload.text(told[:1_000])
        payload.number(len(found.pictures))
        for bits in found.pictures:
            payload.number(bits >> 32).number(bits & 0xFFFFFFFF)
        return Slip(slips.TRAITS, payload=payload.done())

    def _cover(self, asked: Slip) -> Slip:
        if asked.a == 1 or self._covered is None:
            self._covered = CoveredCopy()
        inside = Unpacker(asked.payload)
        areas: list[Box] = [_box(inside) for _ in range(inside.number(_MAX_AREAS))]
        self._covered.cover(self._opened, asked.a, min(max(asked.b, 36), 600), areas)
        return Slip(slips.COVERED, a=asked.a)

    def _bind(self) -> Slip:
        if self._covered is None:
            raise Unreadable("damaged")
        covered, self._covered = self._covered, None
        return Slip(slips.COVERED, payload=covered.bind())


def described(opened: Readable, *, text: str = "", proved: bool = False) -> Slip:
    """What is known of an open document by now."""
    told = opened.outline
    payload = Packer().text(told.kind).text(told.format).texts(sorted(told.warnings))
    payload.number(told.is_approximate).number(proved)
    counts = {code: number for code, number in told.counts.items() if code in told.warnings and number > 0}
    payload.number(len(counts))
    for code, number in sorted(counts.items()):
        payload.text(code).number(min(number, slips.MAX_COUNT))
    payload.number(len(told.sizes))
    for width, height in told.sizes:
        payload.number(round(width * 1000) if width < 4e6 else 0xFFFFFFFF)
        payload.number(round(height * 1000) if height < 4e6 else 0xFFFFFFFF)
    payload.number(len(told.sheets))
    for sheet in told.sheets:
        payload.text(sheet.name).number(sheet.rows).number(sheet.cols).number(sheet.hidden).number(sheet.whole)
    payload.text(text[: slips.MAX_TEXT])
    return Slip(slips.DESCRIBED, a=told.pages, payload=payload.done())


def _said(asked: Slip) -> str:
    return asked.payload.decode("utf-8", "replace")


def _box(inside: Unpacker) -> Box:
    x0, y0, x1, y1 = (inside.number(0xFFFFFFFF) / _TENTHS for _ in range(4))
    return x0, y0, x1, y1


def _text(text: str) -> Slip:
    return Slip(slips.TEXT, payload=Packer().text(text[: slips.MAX_TEXT]).done())


def _words(words: list[tuple[str, float, float, float, float]]) -> Slip:
    payload = Packer().number(min(len(words), 100_000))
    for word, *box in words[:100_000]:
        payload.text(word)
        _sides(payload, box)
    return Slip(slips.WORDS, payload=payload.done())


def _rows(rows: list[list[str]]) -> Slip:
    return Slip(slips.ROWS, a=len(rows), payload=slips.pack_rows(rows))


def _hits(hits: list[Hit]) -> Slip:
    payload = Packer().number(min(len(hits), slips.MAX_HITS))
    for hit in hits[: slips.MAX_HITS]:
        payload.number(hit.page).number(hit.sheet)
        _sides(payload, hit.box)
        payload.text(hit.before).text(hit.match).text(hit.after)
    return Slip(slips.HITS, payload=payload.done())


def _sides(payload: Packer, box: Iterable[float]) -> None:
    for side in box:
        payload.number(round(max(side, 0) * _TENTHS))


def _number_lists(payload: Packer, lists: Iterable[tuple[int, ...]]) -> None:
    kept = list(lists)[: slips.MAX_RANGES]
    payload.number(len(kept))
    for numbers in kept:
        for number in numbers:
            payload.number(number)
