"""An open case file: the connection that writes, those that read, and the transaction around every change."""

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.casefile.engine import KEPT_WHOLE, KEPT_WRITING, Connection, Error, connect, problems_of
from reviewer.rules.problem import Problem

if TYPE_CHECKING:
    from reviewer.casefile.holding import Hold


class CaseFile:
    """An open case: one connection that writes, and one that reads for every thread that asks."""

    def __init__(self, path: Path, key: str | None, held: "Hold | None") -> None:
        """Used by `create` and `open_case`; `held` is the lock of the one who writes."""
        self.path = path
        self.documents_path = documents_beside(path)
        self.key = key
        self.uid = ""
        self.is_sample = False
        self.held = held
        self.updated: tuple[int, Path] | None = None  # the number of its older shape, and the copy made before
        self.is_current = False  # it has the shape this program writes
        self.is_immutable = False  # on media nobody can write
        self._writers: dict[Path, Connection] = {}
        self._inodes: dict[Path, int] = {}  # of the files the writers have open
        self._readers: dict[tuple[int, Path], Connection] = {}
        self._guard = threading.Lock()
        self._closed = False

    @property
    def is_locked(self) -> bool:
        """Whether a passphrase protects both files."""
        return self.key is not None

    @property
    def has_documents(self) -> bool:
        """Whether the bytes of the papers are here."""
        return self.documents_path.is_file()

    @property
    def is_writing(self) -> bool:
        """Whether this opening may append."""
        return self.held is not None

    @property
    def writer(self) -> Connection:
        """The only writing connection, for the thread that asked first; CaseFileInUse when opened to read."""
        return self._writer_of(self.path)

    @property
    def documents_writer(self) -> Connection:
        """The writing connection of the documents file; DocumentsMissing when it is not here."""
        self._need_documents()
        return self._writer_of(self.documents_path)

    def reader(self) -> Connection:
        """This thread's reading connection; closed with the case or by `release`."""
        return self._reader_of(self.path)

    def documents_reader(self) -> Connection:
        """This thread's reading connection of the documents file; DocumentsMissing when it is not here."""
        self._need_documents()
        return self._reader_of(self.documents_path)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: committed at the end, rolled back on any error; the library's errors become Problems."""
        with transaction(self.writer, self.path) as conn:
            yield conn

    @contextlib.contextmanager
    def writing_documents(self) -> Iterator[Connection]:
        """One transaction on the documents file."""
        with transaction(self.documents_writer, self.documents_path) as conn:
            yield conn

    def release(self) -> None:
        """Close the reading connections of the calling thread."""
        here = threading.get_ident()
        with self._guard:
            mine = [self._readers.pop(key) for key in list(self._readers) if key[0] == here]
        for conn in mine:
            conn.close()

    def rest(self) -> None:
        """Give back the pages that the calling thread's reading connections keep for the next question.

        Not those of a locked file: the system has them encrypted only, and opening them again is work.
        """
        here = threading.get_ident()
        with self._guard:
            mine = [conn for (thread, _), conn in self._readers.items() if thread == here and not self.is_locked]
        for conn in mine:
            conn.execute("PRAGMA shrink_memory")

    def close(self) -> None:
        """Close every connection and give the file free; must be called by the thread that writes."""
        if self._closed:
            return
        self._closed = True
        self.release()
        with self._guard:
            self._readers.clear()  # those of other threads close when their thread lets go of them
        try:
            for conn in self._writers.values():
                with contextlib.suppress(Error):
                    conn.execute("PRAGMA optimize")
                    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                conn.close()
        finally:
            self._writers.clear()
            if self.held is not None:
                self.held.release()

    def __enter__(self) -> "CaseFile":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _need_documents(self) -> None:
        if not self.has_documents:
            raise Problem("DocumentsMissing", file=str(self.documents_path))

    def _writer_of(self, path: Path) -> Connection:
        if self.held is None or self._closed:
            raise Problem("CaseFileInUse", file=str(self.path), by="-")
        if path not in self._writers:
            with problems_of(path):
                conn = connect(path, self.key, kept=KEPT_WRITING if path == self.path else KEPT_WHOLE)
                conn.execute("PRAGMA journal_mode = WAL")  # a restored backup comes as a single file
                self.adopt(path, conn)
        elif not path.exists() or path.stat().st_ino != self._inodes[path]:
            raise Problem("CaseFileMissing", file=str(path))  # moved away while open: what is written would be lost
        return self._writers[path]

    def _reader_of(self, path: Path) -> Connection:
        if self._closed:
            raise Problem("CaseFileInUse", file=str(self.path), by="-")
        wanted = (threading.get_ident(), path)
        with self._guard:
            found = self._readers.get(wanted)
        if found is None:
            with problems_of(path):
                found = connect(path, self.key, readonly=True, immutable=self.is_immutable)
                found.execute("SELECT count(*) FROM sqlite_master").fetchone()
            with self._guard:
                self._readers[wanted] = found
        return found

    def adopt(self, path: Path, conn: Connection) -> None:
        """Keep a connection that was made while both files were laid out."""
        self._writers[path] = conn
        self._inodes[path] = path.stat().st_ino


@contextlib.contextmanager
def transaction(conn: Connection, path: Path) -> Iterator[Connection]:
    """BEGIN IMMEDIATE until the end of the block; rolled back on any error, which becomes a Problem if it can."""
    with problems_of(path):
        conn.execute("BEGIN IMMEDIATE")
        try:
            yield conn
            conn.execute("COMMIT")
        except BaseException:
            if conn.in_transaction:  # a full disk may already have ended it
                conn.execute("ROLLBACK")
            raise


@contextlib.contextmanager
def snapshot(conn: Connection) -> Iterator[Connection]:
    """A long reading of one moment: what is recorded meanwhile is not in it, and the pages passed are not kept."""
    kept = conn.execute("PRAGMA cache_size").fetchone()[0]
    conn.execute("PRAGMA cache_size = -4096")
    conn.execute("BEGIN")
    try:
        yield conn
    finally:
        conn.execute("ROLLBACK")
        conn.execute(f"PRAGMA cache_size = {kept}")


def documents_beside(path: Path) -> Path:
    """The file with the papers' bytes that belongs beside this case file."""
    return path.with_suffix(".documents")
