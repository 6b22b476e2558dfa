"""Writes a file so that it is there whole or not at all."""

import contextlib
import errno
import hashlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, TypeVar

from reviewer.rules.problem import Problem

Row = TypeVar("Row")
_EVERY = 256
HALF_WRITTEN = f".{'[0-9a-f]' * 16}.part"
"""Finds what a run that was cut off left of files it wrote."""


class Cancelled(Exception):
    """The export was stopped by the person who started it; no file was left behind."""


def watched(rows: Iterable[Row], cancelled: Callable[[], bool] | None) -> Iterator[Row]:
    """Pass rows on and ask every 256 rows whether to stop; raises Cancelled."""
    for count, row in enumerate(rows):
        if count % _EVERY == 0 and cancelled is not None and cancelled():
            raise Cancelled
        yield row


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write into; it takes its place only when all went well.

    Raises the Problems DiskFull, FolderReadOnly, FileHeld (one that is open in Excel), NameTooLong and FileUnusable (no
    such folder); whatever stood at `path` is then still there. The file beside it has a short name: only the wanted one
    may be too long.
    """
    with _beside(path) as beside, _told(path):
        with beside.open("x+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _put(beside, path)


@contextlib.contextmanager
def once_recorded(path: Path, data: bytes) -> Iterator[None]:
    """A file that takes its place once the block, which records it, went well; until then what stood there stands.

    It is written, closed and on the disk before the block begins. Raises what `whole_file` raises.
    """
    with _beside(path) as beside:
        with _told(path), beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield
        with _told(path):
            _put(beside, path)


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Where the file is written first; what is left there afterwards goes again."""
    beside = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with _told(path):
            _need_free(path)
        yield beside
    finally:
        with contextlib.suppress(OSError):  # what went wrong is told, not that the rest could not be cleared away
            beside.unlink(missing_ok=True)


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Problem("DiskFull", file=str(path)) from error
        if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
            raise Problem("FolderReadOnly", file=str(path), folder=str(path.parent)) from error
        if error.errno == errno.ENAMETOOLONG:
            raise Problem("NameTooLong", file=path.name) from error
        raise Problem("FileUnusable", file=str(path), why=error.strerror or type(error).__name__) from error


def _need_free(path: Path) -> None:
    """Tell before anything is written what could not be replaced: a name too long, a folder, a file that is held.

    Raises FileHeld where nothing may be written into a file: Windows lets nobody replace what another program has open.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    try:
        if path.is_file():
            path.open("r+b").close()
    except PermissionError as error:
        raise Problem("FileHeld", file=str(path)) from error


def _put(beside: Path, path: Path) -> None:
    try:
        beside.replace(path)
    except PermissionError as error:
        raise Problem("FileHeld", file=str(path)) from error


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file on disk."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sha256_so_far(file: IO[bytes]) -> str:
    """The SHA-256 of what was written into a `whole_file`."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
