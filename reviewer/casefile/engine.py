"""The one door to SQLite: opens a connection, keyed or plain, and says in the field's words what went wrong."""

import contextlib
import errno
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias, TypeVar
from urllib.parse import quote

import sqlcipher3
from sqlcipher3 import dbapi2

from reviewer.rules.problem import Problem

# sqlite_utils prefers `pysqlite3` where it is installed; under this name it takes the same library as we do, so
# that its own `except OperationalError` clauses see our errors (figures.md, choice 3).
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

Connection: TypeAlias = dbapi2.Connection
Row: TypeAlias = dbapi2.Row
Answer = TypeVar("Answer")
Error = dbapi2.Error
DatabaseError = dbapi2.DatabaseError
IntegrityError = dbapi2.IntegrityError
OperationalError = dbapi2.OperationalError

SQLITE_VERSION: str = dbapi2.sqlite_version
KEPT, KEPT_WRITING, KEPT_OPENED = 4_096, 12_288, 65_536
"""kB of pages a connection keeps, for one that reads, one that writes, and one of a locked file: the system keeps the
pages of an unlocked file anyway, those of a locked one are work."""
KEPT_WHOLE = 2_048
"""The same for one that writes what comes and goes whole, as papers do: hardly a page of them is asked for twice."""
_STEPS = 10_000
"""After so many steps of the engine it is asked whether anybody still waits for the answer."""
HEADER = b"SQLite format 3\x00"
PAGE = 4_096
"""Bytes of a page; of a locked file each is a salt or ciphertext from end to end."""
_UNEVEN = 512
"""Chi-square of the bytes of one page over 255 degrees: ciphertext has 255 +- 23, a table or a text many thousands."""
_PACKED = (b"\x89PNG", b"PK\x03\x04", b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1", b"7z\xbc\xaf", b"Rar!", b"\xfd7zX")
"""How files begin that are as even as ciphertext; a salt begins so once in 600 million."""

_IN_WORDS = {
    "database or disk is full": 13,
    "database is locked": 5,
    "malformed": 11,
    "file is not a database": 26,
    "readonly database": 8,
    "unable to open database": 14,
    "disk I/O error": 10,
    "interrupted": 9,
}


def connect(
    path: Path, key: str | None = None, *, readonly: bool = False, immutable: bool = False, wait: float = 5.0,
    kept: int = KEPT_WRITING,
) -> Connection:  # fmt: skip
    """Open one connection for the calling thread; `key` is 96 hex digits (key and salt) of a locked file.

    Transactions are begun and ended by hand. A reading connection can change nothing. `immutable` is for media
    that cannot be written. `wait` is in seconds, `kept` the kB of pages a writer of an unlocked file keeps. Raises the
    library's errors; see `as_problem`.
    """
    flags = ["mode=ro" if readonly else "mode=rwc"]
    if immutable:
        flags.append("immutable=1")
    name = quote(path.absolute().as_posix())
    place = f"file:{'' if name.startswith('/') else '/'}{name}?{'&'.join(flags)}"
    found: Connection = dbapi2.connect(place, uri=True, timeout=wait, isolation_level=None, cached_statements=512)
    try:
        _prepare(found, key, readonly, kept)
    except BaseException:
        found.close()
        raise
    return found


def in_memory() -> Connection:
    """A database that lives only in this process."""
    found: Connection = dbapi2.connect(":memory:", isolation_level=None)
    found.row_factory = dbapi2.Row
    return found


def _prepare(conn: Connection, key: str | None, readonly: bool, kept: int) -> None:
    conn.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        conn.execute(f"PRAGMA key = \"x'{key}'\"")
    conn.row_factory = dbapi2.Row
    conn.execute("PRAGMA foreign_keys = ON")
    conn.execute("PRAGMA temp_store = MEMORY")  # a sort must never leave personal data in a temporary file
    conn.execute("PRAGMA trusted_schema = OFF")
    conn.execute("PRAGMA cell_size_check = ON")
    pages = KEPT_OPENED if key is not None else KEPT if readonly else kept
    conn.execute(f"PRAGMA cache_size = -{pages}")
    if readonly:
        conn.execute("PRAGMA query_only = ON")
    else:
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute("PRAGMA secure_delete = ON")


def unless(conn: Connection, nobody_waits: Callable[[], bool], work: Callable[[Connection], Answer]) -> Answer | None:
    """What `work` reads; None, and soon, once nobody waits for it any more."""
    conn.set_progress_handler(nobody_waits, _STEPS)
    try:
        return None if nobody_waits() else work(conn)
    except OperationalError as error:
        if code_of(error) != 9:  # INTERRUPT
            raise
        return None
    finally:
        conn.set_progress_handler(None, 0)


def code_of(error: BaseException) -> int:
    """The primary result code of an SQLite error; 0 when it has none. `backup` tells it in words only."""
    code = int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    if code in (0, 1):
        code = next((number for words, number in _IN_WORDS.items() if words in str(error)), code)
    return code


def as_problem(error: BaseException, path: Path) -> Problem | None:
    """The Problem an error of the library or of the system stands for; None when it is a mistake of ours."""
    file = str(path)
    if isinstance(error, OSError):
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return Problem("DiskFull", file=file)
        if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
            return Problem("FolderReadOnly", folder=str(path.parent), file=file)
        return None
    if not isinstance(error, Error):
        return None
    match code_of(error):  # primary result codes, sqlite.org/rescode.html
        case 13:  # FULL
            return Problem("DiskFull", file=file)
        case 11 | 26:  # CORRUPT, NOTADB
            return Problem("CaseFileDamaged", file=file, why=str(error))
        case 10:  # IOERR
            return Problem("DiskFull" if _is_full(path) else "CaseFileDamaged", file=file, why=str(error))
        case 5 | 6:  # BUSY, LOCKED
            return Problem("CaseFileInUse", file=file, by="-")
        case 8 | 3 | 14:  # READONLY, PERM, CANTOPEN
            return Problem("FolderReadOnly", folder=str(path.parent), file=file)
    return None


def _is_full(path: Path) -> bool:
    try:
        found = os.statvfs(path.parent) if hasattr(os, "statvfs") else None
    except OSError:
        return False
    return found is not None and found.f_bavail == 0


@contextlib.contextmanager
def problems_of(path: Path) -> Iterator[None]:
    """Turn errors of the library about this file into Problems; mistakes of ours pass through as they are."""
    try:
        yield
    except (Error, OSError) as error:
        problem = as_problem(error, path)
        if problem is None:
            raise
        raise problem from error


def is_plain(path: Path) -> bool:
    """Whether the file begins like an unlocked SQLite file; raises OSError when it cannot be read."""
    with path.open("rb") as file:
        return file.read(len(HEADER)) == HEADER


def may_be_locked(path: Path) -> bool:
    """Whether the file can be a locked one: whole pages of what looks like noise. Raises OSError as `is_plain` does."""
    size = path.stat().st_size
    if not size or size % PAGE:
        return False
    with path.open("rb") as file:
        page = file.read(PAGE)
    expected = PAGE / 256
    uneven = sum((page.count(value) - expected) ** 2 for value in range(256)) / expected
    return uneven < _UNEVEN and not page.startswith(_PACKED)


def sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
