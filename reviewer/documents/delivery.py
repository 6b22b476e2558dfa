"""(parent) Deliveries from outside: tables row by row and zips file by file, read in a glovebox.

The file itself is the child's stdin, so nothing of it passes through this process before it has been checked.
"""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from reviewer.documents import slips
from reviewer.documents.describing import printable
from reviewer.documents.gloves import Glovebox, GloveboxEnded
from reviewer.rules.problem import Problem

ALL_ROWS = 50_000_000
SLIP_SECONDS = 120.0
_MAX_FIELDS = 2_000
_REFUSALS = frozenset(
    {
        "absolute_path", "path_traversal", "link", "not_a_file", "bad_name", "encrypted", "unsupported", "too_large",
        "bomb", "duplicate_name", "damaged", "too_many_entries",
    }
)  # fmt: skip


@dataclass(frozen=True)
class TableOptions:
    """What a map file says of a table (interface.md); what is left empty is found out."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int = 1


@dataclass(frozen=True)
class Member:
    """A file out of a zip: its path inside (NFC, never used as a path on this computer) and its bytes."""

    path: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class RefusedMember:
    """A file in a zip that was not taken out, and the code of the reason."""

    path: str
    code: str


class TableReader:
    """The rows of a delivery table as they are read: row number in the source (from 1, header included) and cells.

    Use it in a `with`; `refused` fills with rows that are no rows (JSONL), as number and code.
    Raises Problem(`DeliveryUnreadable`) with `reason` and `file`.
    """

    def __init__(self, data: bytes | Path, name: str, options: TableOptions, most_rows: int = ALL_ROWS) -> None:
        """Start the glovebox and read the header."""
        self._name = name
        self.refused: list[tuple[int, str]] = []
        arguments = [
            "table", name[-255:], options.encoding, options.delimiter, options.sheet,
            str(options.header_row), str(most_rows),
        ]  # fmt: skip
        self._glovebox = _start(data, arguments)
        try:
            untrusted = _hear(self._glovebox, name, slips.HEADER)
            inside = slips.Unpacker(untrusted.payload)
            self.encoding, self.delimiter, self.sheet = (printable(inside.text(2_000)) for _ in range(3))
            self.header: list[str] = [printable(cell) for cell in inside.texts(_MAX_FIELDS)]
            inside.finish()
        except slips.BadSlip:
            self.close()
            raise Problem("DeliveryUnreadable", reason="crashed", file=name) from None
        except BaseException:
            self.close()
            raise

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Every row after the header; once only."""
        try:
            while (untrusted := _hear(self._glovebox, self._name, slips.ROWS, slips.FINISHED)).kind == slips.ROWS:
                for number, *cells in slips.unpack_rows(untrusted.payload, untrusted.a):
                    yield _row_number(number), cells
            self._take_refused(untrusted)
        except slips.BadSlip:
            raise Problem("DeliveryUnreadable", reason="crashed", file=self._name) from None
        finally:
            self.close()

    def _take_refused(self, untrusted: slips.Slip) -> None:
        inside = slips.Unpacker(untrusted.payload)
        for _ in range(inside.number(100_000)):
            self.refused.append((inside.number(0xFFFFFFFF), printable(inside.text(40))))
        inside.finish()

    def close(self) -> None:
        """End the glovebox."""
        self._glovebox.end()

    def __enter__(self) -> Self:
        """The reader itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()


def _row_number(untrusted: str) -> int:
    if not (untrusted.isascii() and untrusted.isdigit() and len(untrusted) <= 10):
        raise slips.BadSlip("row number")
    return int(untrusted)


def read_table(data: bytes | Path, name: str, options: TableOptions | None = None) -> TableReader:
    """Open a CSV, TSV, XLSX, XLS, ODS or JSONL table; Problem(`DeliveryUnreadable`) when it cannot be read."""
    return TableReader(data, name, options or TableOptions())


@dataclass(frozen=True)
class TablePreview:
    """The beginning of a table and what was found out about it."""

    header: list[str]
    rows: list[tuple[int, list[str]]]
    encoding: str
    delimiter: str
    sheet: str


def preview_table(data: bytes | Path, name: str, options: TableOptions | None = None, rows: int = 20) -> TablePreview:
    """The header and the first `rows` rows; Problem(`DeliveryUnreadable`) when it cannot be read."""
    with TableReader(data, name, options or TableOptions(), max(rows, 1)) as table:
        return TablePreview(table.header, list(table), table.encoding, table.delimiter, table.sheet)


def read_archive(data: bytes | Path, name: str = "delivery.zip") -> Iterator[Member | RefusedMember]:
    """Every file of a zip, in its order, handed over whole or refused with a code.

    Problem(`DeliveryUnreadable`) when it is no zip that can be read.
    """
    glovebox = _start(data, ["archive"])
    try:
        while (untrusted := _hear(glovebox, name, slips.MEMBER, slips.FINISHED)).kind == slips.MEMBER:
            yield _check_member(untrusted)
    except slips.BadSlip:
        raise Problem("DeliveryUnreadable", reason="crashed", file=name) from None
    finally:
        glovebox.end()


def _check_member(untrusted: slips.Slip) -> Member | RefusedMember:
    if not 0 <= untrusted.a <= min(len(untrusted.payload), 8_000):
        raise slips.BadSlip("length")
    inside = slips.Unpacker(untrusted.payload[: untrusted.a])
    path, code = printable(inside.text(4_000)).replace("\n", " "), inside.text(40)
    inside.finish()
    if not code:
        return Member(path, untrusted.payload[untrusted.a :])
    if code not in _REFUSALS:
        raise slips.BadSlip("code")
    return RefusedMember(path, code)


def _start(data: bytes | Path, arguments: list[str]) -> Glovebox:
    with contextlib.ExitStack() as opened:
        source = opened.enter_context(data.open("rb") if isinstance(data, Path) else _in_memory(data))
        return Glovebox(arguments, source=source)


def _in_memory(data: bytes) -> IO[bytes]:
    """The bytes as a file without a name: in memory on Linux, elsewhere an unlinked temporary file."""
    file: IO[bytes]
    if sys.platform.startswith("linux"):
        file = os.fdopen(os.memfd_create("delivery"), "w+b")
    else:
        file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the caller
    file.write(data)
    file.flush()
    file.seek(0)
    return file


def _hear(glovebox: Glovebox, name: str, *wanted: int) -> slips.Slip:
    try:
        glovebox.wait_ready()
        untrusted = glovebox.hear(SLIP_SECONDS)
    except GloveboxEnded as ended:
        raise Problem("DeliveryUnreadable", reason=ended.problem, file=name) from None
    if untrusted.kind == slips.SORRY and 0 < untrusted.code < len(slips.PROBLEMS):
        raise Problem("DeliveryUnreadable", reason=slips.PROBLEMS[untrusted.code], file=name)
    if untrusted.kind not in wanted:
        raise Problem("DeliveryUnreadable", reason="crashed", file=name)
    return untrusted
