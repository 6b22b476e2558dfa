"""Verified copies of both files, also while a window works in them."""

import contextlib
import datetime as dt
import glob
import os
import shutil
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from reviewer.casefile.check_papers import Papers, claims_naming, claims_with_papers, limited
from reviewer.casefile.connections import CaseFile, documents_beside
from reviewer.casefile.engine import Connection, Error, connect, problems_of, sync_folder
from reviewer.casefile.erasure import drop, erased
from reviewer.rules.problem import Problem

Progress = Callable[[int, int], None]
"""Told how many pages are copied, then how many papers were looked at, of how many; stops the work by raising."""
PAGES_AT_ONCE = 1_000
PAUSE = 0.005  # seconds in which a waiting writer gets in
KEEP = 10


class Wanting(NamedTuple):
    """What a copy lacks because the case lacks it: a code of `check`, where, and the claims it belongs to."""

    code: str
    where: str
    claims: tuple[str, ...]


class Copied(NamedTuple):
    """A verified copy: its folder or file, and what is missing or changed in the case it was made of."""

    path: Path
    wanting: tuple[Wanting, ...]


def back_up(
    case_file: CaseFile, dest_folder: Path, progress: Progress | None = None, *, at: dt.datetime | None = None,
    keep: int = KEEP,
) -> Copied:  # fmt: skip
    """Copy both files into a new folder under `dest_folder` and verify them; returns that folder.

    The folder gets its name only after both copies passed the check, so what carries a backup's name is good. Of
    older backups of this case the newest `keep` stay, and all of them where papers are missing now: one of them may
    be the last that holds them. Raises CaseFileDamaged (nothing is replaced by a bad copy), DiskFull, FolderReadOnly.
    """
    stamp = (at or dt.datetime.now(dt.UTC)).astimezone(dt.UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    name = f"{case_file.path.stem} {stamp}"
    with problems_of(dest_folder / name):
        dest_folder.mkdir(parents=True, exist_ok=True)
        unfinished = dest_folder / f"{name}.unfinished"
        unfinished.mkdir()
        try:
            _copy(case_file, unfinished, progress)
            lacks = _wanting(case_file, unfinished / case_file.path.name, progress)
            unfinished.rename(dest_folder / name)
            sync_folder(dest_folder)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
        there = backups_in(dest_folder, case_file.path.stem)
        ours = [one for one in there if _is_copy_of(case_file, one / case_file.path.name)]
        for old in () if lacks else ours[:-keep]:
            shutil.rmtree(old)
    return Copied(dest_folder / name, lacks)


def back_up_as(case_file: CaseFile, dest: Path, progress: Progress | None = None) -> Copied:
    """Copy both files to `dest` (NAME.casedb) and beside it, each replaced only by a verified copy; returns `dest`.

    Raises CaseFileExists where another case lies there, and what `back_up` raises.
    """
    documents = documents_beside(dest)
    for there in (dest, documents):
        if there.exists() and not _is_copy_of(case_file, there):
            raise Problem("CaseFileExists", file=str(there))
    with problems_of(dest):
        dest.parent.mkdir(parents=True, exist_ok=True)
        # The entries first: a paper that arrives meanwhile is then one too many in the copy, never one too few.
        copy_verified(case_file.reader(), dest, case_file.key, progress)
        if case_file.has_documents:
            copy_verified(case_file.documents_reader(), documents, case_file.key, progress, erased(case_file.reader()))
        sync_folder(dest.parent)
        return Copied(dest, _wanting(case_file, dest, progress))


def _wanting(case_file: CaseFile, copy: Path, progress: Progress | None) -> tuple[Wanting, ...]:
    """Papers that the entries in a copy name and that are not in it as they came; not those erased meanwhile."""
    beside = documents_beside(copy)
    with contextlib.closing(connect(copy, case_file.key, readonly=True)) as conn, contextlib.ExitStack() as opened:

        def papers() -> Connection:
            return opened.enter_context(contextlib.closing(connect(beside, case_file.key, readonly=True)))

        is_here = case_file.has_documents
        look = Papers(
            papers if is_here else None, case_file.documents_path, every_byte=True, is_verified=True, progress=progress
        )
        found, gone = list(limited(look.faults(conn))), erased(case_file.reader())
        return tuple(
            Wanting(code, where, tuple(claims_naming(conn, where) if is_here else claims_with_papers(conn)))
            for code, where in found
            if where not in gone
        )


def _is_copy_of(case_file: CaseFile, there: Path) -> bool:
    """Whether a file is an older copy of this case, not in use by anyone, and not the case itself."""
    if any(there.samefile(own) for own in (case_file.path, case_file.documents_path) if own.exists()):
        return False
    if any(there.with_name(there.name + suffix).exists() for suffix in ("-wal", "-journal")):
        return False
    try:
        conn = connect(there, case_file.key, readonly=True, immutable=True)  # leaves nothing beside it
        try:
            return bool(conn.execute("SELECT case_uid FROM case_identity").fetchone()[0] == case_file.uid)
        finally:
            conn.close()
    except (Error, OSError, TypeError):
        return False


def backups_in(folder: Path, stem: str) -> list[Path]:
    """The finished backups of the cases of this name in a folder, the oldest first."""
    named = folder.glob(f"{glob.escape(stem)} *Z")
    return sorted(path for path in named if (path / f"{stem}.casedb").is_file())


def _copy(case_file: CaseFile, folder: Path, progress: Progress | None) -> None:
    copy_verified(case_file.reader(), folder / case_file.path.name, case_file.key, progress)
    if case_file.has_documents:
        dest, gone = folder / case_file.documents_path.name, erased(case_file.reader())
        copy_verified(case_file.documents_reader(), dest, case_file.key, progress, gone)


def copy_verified(
    source: Connection,
    dest: Path,
    key: str | None,
    progress: Progress | None = None,
    gone: Collection[str] = (),
) -> None:
    """Copy one open file to `dest`, flush it to the disk, check it whole, and only then give it its name.

    Papers that are `gone` (SHA-256) are not in the copy, even where the power failed before they were erased here.

    Raises CaseFileDamaged when the copy is not whole; `dest` is then left as it was.
    """
    fresh = dest.with_name(dest.name + ".copying")
    fresh.unlink(missing_ok=True)

    def told(status: int, remaining: int, total: int) -> None:
        if progress is not None:
            progress(total - remaining, total)

    try:
        target = connect(fresh, key)
        try:
            target.execute("PRAGMA synchronous = OFF")  # flushed once, at the end
            with _still(source):
                source.backup(target, pages=PAGES_AT_ONCE, progress=told, sleep=PAUSE)
            if gone:
                drop(target, gone)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, readable from media that cannot be written
            verify_copy(source, target, fresh)
        finally:
            target.close()
        with fresh.open("rb+") as file:
            os.fsync(file.fileno())
        fresh.replace(dest)
    except BaseException:
        for suffix in ("", "-wal", "-shm", "-journal"):
            fresh.with_name(fresh.name + suffix).unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _still(source: Connection) -> Iterator[None]:
    """Keep what is read of a file as it is now.

    A copy would begin anew after every write of somebody else, and never end where the file lies on a medium that
    cannot be written.
    """
    source.execute("BEGIN")
    try:
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        yield
    finally:
        source.execute("ROLLBACK")


def verify_copy(source: Connection, target: Connection, path: Path) -> None:
    """Raise CaseFileDamaged unless the copy is whole and of the same case."""
    found = [row[0] for row in target.execute("PRAGMA quick_check(5)")]
    own = source.execute("SELECT case_uid FROM case_identity").fetchone()[0]
    if found != ["ok"] or target.execute("SELECT case_uid FROM case_identity").fetchone()[0] != own:
        raise Problem("CaseFileDamaged", file=str(path), why="; ".join(found))
