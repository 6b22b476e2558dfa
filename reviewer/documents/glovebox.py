"""(child) The glovebox: takes one stranger's document on stdin, answers with numbers, pixels and text, then exits.

Started as `python -m reviewer.documents.glovebox TASK`, where TASK is what it should be able to handle:
`document:pages` (PDF and photos), `document:sheets`, `document:office`, `document:locked` (office with a password), or
`table` and `archive` with their options. Everything is imported before the walls of `limits` go up, and the walls
go up before the first byte of the document is read.

The exit code is the reason: 0 the hatch was closed, 10 + n the problem n of `slips.PROBLEMS`, 99 our mistake.
"""

import codecs
import json
import mmap
import os
import sys
from typing import BinaryIO

from reviewer.documents import limits, slips
from reviewer.documents.shown import Unreadable

_CODECS = ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949", "euc-kr", "cp437", "cp1252", "latin-1", "ascii")


def main(arguments: list[str]) -> int:
    """Do the task; the exit code is the reason for the end."""
    source, out = take_the_hatch()
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


def take_the_hatch() -> tuple[BinaryIO, BinaryIO]:
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
    from reviewer.documents.serving import Clerk, described

    table = _shared_table(options[0] if options else "")
    reader = Reader(family)
    walls = limits.raise_walls(limits.MEMORY + (len(table) if table else 0))
    slips.write_slip(out, slips.Slip(slips.READY, a=walls))
    clerk: Clerk | None = None
    while (asked := slips.read_slip(source, most=slips.MAX_DOCUMENT + 65_536)) is not None:
        try:
            if asked.kind == slips.OPEN:
                opened = reader.open(asked)
                slips.write_slip(out, described(opened))
                opened.measure()
                clerk = Clerk(opened, table)
                slips.write_slip(out, described(opened))
            elif clerk is not None:
                slips.write_slip(out, clerk.answer(asked))
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


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1]) if len(sys.argv) == 2 and sys.argv[1][:1] == "[" else sys.argv[1:]))
