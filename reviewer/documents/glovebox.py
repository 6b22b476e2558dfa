"""(child) The glovebox: takes one stranger's document on stdin, answers with numbers, pixels and text, then exits.

Started as `python -m reviewer.documents.glovebox TASK`, where TASK is what it should be able to handle:
`document:pdf`, `document:image`, `document:zip`, `document:ole`, `document:text`, `document:any` (a warm spare), or
`table` and `archive` with their options. Everything is imported before the walls of `limits` go up, and the walls
go up before the first byte of the document is read.

The exit code is the reason: 0 the hatch was closed, 10 + n the problem n of `slips.PROBLEMS`, 99 our mistake.
"""

import codecs
import json
import mmap
import os
import sys
from typing import TYPE_CHECKING, BinaryIO

from reviewer.documents import limits, slips
from reviewer.documents.shown import Unreadable

if TYPE_CHECKING:
    from reviewer.documents.shown import Readable

_CODECS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949", "euc-kr", "cp437", "cp1252", "latin-1", "ascii")
_ROTATIONS = (0, 90, 180, 270)


def main(arguments: list[str]) -> int:
    """Do the task; the exit code is the reason for the end."""
    source, out = _take_the_hatch()
    task, options = arguments[0], arguments[1:]
    try:
        if task == "table":
            return _table(source, out, options)
        if task == "archive":
            return _archive(source, out)
        return _document(source, out, task.partition(":")[2], options)
    except Unreadable as error:
        slips.write_slip(out, _sorry(error))
        return 10 + slips.PROBLEMS.index(error.problem)
    except MemoryError:
        slips.write_slip(out, _sorry(Unreadable("too_large")))
        return 10 + slips.PROBLEMS.index("too_large")
    except BrokenPipeError:
        return 0


def _take_the_hatch() -> tuple[BinaryIO, BinaryIO]:
    """The two ends of the hatch; decoders that print must not write into it."""
    out = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    for name in _CODECS:
        codecs.lookup(name)
    return os.fdopen(os.dup(0), "rb", buffering=1 << 16), out


def _sorry(error: Unreadable) -> slips.Slip:
    payload = slips.Packer().text(error.kind).text(error.format).texts(sorted(error.warnings))
    return slips.Slip(slips.SORRY, code=slips.PROBLEMS.index(error.problem), payload=payload.done())


def _table(source: BinaryIO, out: BinaryIO, options: list[str]) -> int:
    from reviewer.documents import tables

    name, encoding, delimiter, sheet, header_row, most_rows = options
    if encoding:
        codecs.lookup(encoding)
    walls = limits.raise_walls(limits.MEMORY_FOR_TABLES)
    slips.write_slip(out, slips.Slip(slips.READY, a=walls))
    table = tables.open_table(
        source, name, encoding=encoding, delimiter=delimiter, sheet=sheet, header_row=int(header_row)
    )
    tables.send_table(out, table, int(most_rows))
    return 0


def _archive(source: BinaryIO, out: BinaryIO) -> int:
    from reviewer.documents import archives

    walls = limits.raise_walls(limits.MEMORY_FOR_TABLES)
    slips.write_slip(out, slips.Slip(slips.READY, a=walls))
    archives.send_members(out, archives.open_archive(source))
    return 0


def _document(source: BinaryIO, out: BinaryIO, family: str, options: list[str]) -> int:
    from reviewer.documents.reading import Reader

    table = _shared_table(options[0] if options else "")
    reader = Reader(family)
    walls = limits.raise_walls(limits.MEMORY + (len(table) if table else 0))
    slips.write_slip(out, slips.Slip(slips.READY, a=walls))
    opened: Readable | None = None
    while (asked := slips.read_slip(source, most=slips.MAX_DOCUMENT + 65_536)) is not None:
        try:
            if asked.kind == slips.OPEN:
                opened = reader.open(asked)
                slips.write_slip(out, _described(opened))
                opened.prove()
                slips.write_slip(out, _described(opened, text=opened.text(0) if asked.c else ""))
            elif opened is not None:
                slips.write_slip(out, _answer(opened, asked, table))
        except Unreadable as error:
            slips.write_slip(out, _sorry(error))
        except RecursionError:
            slips.write_slip(out, _sorry(Unreadable("damaged")))
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # how calamine says that it lost its way
                raise
            slips.write_slip(out, _sorry(Unreadable("damaged")))
    return 0


def _shared_table(descriptor: str) -> mmap.mmap | None:
    """The shared memory that pixels are laid out on, when the computer has it."""
    if not descriptor:
        return None
    return mmap.mmap(int(descriptor), slips.MAX_PIXELS * 4)


def _described(opened: "Readable", text: str = "") -> slips.Slip:
    told = opened.outline
    payload = slips.Packer().text(told.kind).text(told.format).texts(sorted(told.warnings))
    payload.number(len(told.sizes))
    for width, height in told.sizes:
        payload.number(round(width * 1000) if width < 4e6 else 0xFFFFFFFF)
        payload.number(round(height * 1000) if height < 4e6 else 0xFFFFFFFF)
    payload.number(len(told.sheets))
    for sheet in told.sheets:
        payload.text(sheet.name).number(sheet.rows).number(sheet.cols).number(sheet.hidden)
    payload.text(text[: slips.MAX_TEXT])
    return slips.Slip(slips.DESCRIBED, a=told.pages, payload=payload.done())


def _answer(opened: "Readable", asked: slips.Slip, table: mmap.mmap | None) -> slips.Slip:
    if asked.kind == slips.DRAW:
        return _draw(opened, asked, table)
    if asked.kind == slips.READ_TEXT:
        payload = slips.Packer().text(opened.text(asked.a)[: slips.MAX_TEXT])
        return slips.Slip(slips.TEXT, payload=payload.done())
    if asked.kind == slips.READ_WORDS:
        words = opened.words(asked.a)[:100_000]
        payload = slips.Packer().number(len(words))
        for word, *box in words:
            payload.text(word)
            for side in box:
                payload.number(round(max(side, 0) * 10))
        return slips.Slip(slips.WORDS, payload=payload.done())
    if asked.kind == slips.READ_CELLS:
        rows = opened.cells(asked.a, asked.b, asked.c)
        return slips.Slip(slips.ROWS, a=len(rows), payload=slips.pack_rows(rows))
    if asked.kind == slips.READ_BLOCKS:
        return _blocks(opened)
    raise Unreadable("unsupported")


def _draw(opened: "Readable", asked: slips.Slip, table: mmap.mmap | None) -> slips.Slip:
    most, rotate = asked.c, asked.d
    if not 1 <= most <= slips.MAX_PIXELS or rotate not in _ROTATIONS:
        raise Unreadable("too_large")
    room = memoryview(table if table is not None else bytearray(most * 4))
    try:
        width, height = opened.draw(asked.a, asked.b / 10_000, most, rotate, room)
        pixels = b"" if table is not None else bytes(room[: width * height * 4])
    finally:
        room.release()
    return slips.Slip(slips.DRAWN, a=width, b=height, payload=pixels)


def _blocks(opened: "Readable") -> slips.Slip:
    from reviewer.documents.shown import Paragraph

    blocks = opened.blocks()
    payload = slips.Packer().number(len(blocks))
    for block in blocks:
        if isinstance(block, Paragraph):
            payload.number(0).text(block.text)
        else:
            payload.number(1).number(len(block.rows))
            for row in block.rows:
                payload.texts(row)
    return slips.Slip(slips.BLOCKS, payload=payload.done())


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1]) if len(sys.argv) == 2 and sys.argv[1][:1] == "[" else sys.argv[1:]))
