"""One case file: makes it, opens it, says why it cannot be opened, and closes it."""

import contextlib
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reviewer.casefile.connections import CaseFile, documents_beside, transaction
from reviewer.casefile.engine import (
    Connection,
    Error,
    as_problem,
    code_of,
    connect,
    is_plain,
    may_be_locked,
    problems_of,
)
from reviewer.rules.problem import Problem

if TYPE_CHECKING:
    from reviewer.casefile.holding import Hold

__all__ = ["CaseFile", "Glance", "create", "documents_beside", "glance", "open_case", "transaction"]

APPLICATION_ID = 0x31303135  # "1015"
DOCUMENTS_APPLICATION_ID = 0x31303136
SCHEMA_VERSION = 17
"""Kept in PRAGMA user_version of both files; a file with a higher one is newer than this program."""
DOCUMENTS_VERSION = 13
"""The shape in which the file of papers changed last; an update leaves one that has it as it is."""
_NOT_A_DATABASE = 26


def create(
    path: Path, *, passphrase: str | None = None, is_sample: bool = False, allow_cloud: bool = False
) -> CaseFile:
    """Make both files of a new case and open it for writing.

    Raises CaseFileExists, CaseFileMissing (no such folder), FolderReadOnly, NetworkFolder, CloudFolder, DiskFull.
    """
    if path.exists() or documents_beside(path).exists():
        raise Problem("CaseFileExists", file=str(path if path.exists() else documents_beside(path)))
    if not path.parent.is_dir():
        raise Problem("CaseFileMissing", file=str(path))
    from reviewer.casefile.passphrases import new_key

    with problems_of(path):
        held = _take(path, allow_cloud)
    key = None if passphrase is None else new_key(passphrase)
    made = CaseFile(path, key, held)
    try:
        with problems_of(path):
            _lay_out(made, is_sample)
    except BaseException:
        made.close()
        take_away(path)
        raise
    return made


def take_away(path: Path) -> None:
    """Leave nothing of a case that was only just made and is closed again: both files and what stands beside them."""
    for file in (path, documents_beside(path)):
        for suffix in ("", "-wal", "-shm", ".lock"):
            file.with_name(file.name + suffix).unlink(missing_ok=True)


def _lay_out(made: CaseFile, is_sample: bool) -> None:
    from reviewer.casefile.document_steps import document_migrations
    from reviewer.casefile.entry import new_uid
    from reviewer.casefile.migrations import migrations
    from reviewer.casefile.updating import migrate

    made.uid, made.is_sample = new_uid(dt.datetime.now(dt.UTC)), is_sample
    for path, steps, application in (
        (made.documents_path, document_migrations, DOCUMENTS_APPLICATION_ID),
        (made.path, migrations, APPLICATION_ID),
    ):
        conn = connect(path, made.key)
        conn.execute("PRAGMA journal_mode = WAL")
        with transaction(conn, path):
            migrate(conn, steps, SCHEMA_VERSION)
            conn.execute(f"PRAGMA application_id = {application}")
            if path == made.path:
                conn.execute(
                    "INSERT INTO case_identity VALUES (?, ?, ?)", (made.uid, int(made.is_locked), int(is_sample))
                )
            else:
                conn.execute("INSERT INTO case_identity VALUES (?)", (made.uid,))
        made.adopt(path, conn)


def open_case(
    path: Path,
    *,
    passphrase: str | None = None,
    key: str | None = None,
    writing: bool = True,
    allow_cloud: bool = False,
    renew: bool = True,
) -> CaseFile:
    """Open a case; a locked one with its passphrase, or with its `key` from a person's key file.

    An older file is brought up to date first, after a verified copy of it was made, unless `renew` is False.

    Raises CaseFileMissing NotACaseFile CaseFileDamaged CaseFileTooNew CaseFileInUse CaseFileLocked WrongPassphrase
    FolderReadOnly DocumentsOfAnotherCase DiskFull, and, when writing, NetworkFolder and CloudFolder.
    """
    if not path.is_file():
        raise Problem("CaseFileMissing", file=str(path))
    held = None
    with problems_of(path):
        key = _key_for(path, passphrase, key)
        if writing:
            held = _take(path, allow_cloud)
    found = CaseFile(path, key, held)
    try:
        _recognise(found, renew)
        if writing:
            _finish_erasing(found)
    except BaseException:
        found.close()
        raise
    return found


def _take(path: Path, allow_cloud: bool) -> "Hold":
    """The right to write here; what it takes is not loaded to read a case."""
    from reviewer.casefile.holding import hold
    from reviewer.casefile.places import refuse_unsafe

    refuse_unsafe(path, allow_cloud=allow_cloud)
    return hold(path)


def _finish_erasing(found: CaseFile) -> None:
    """A masked copy that was recorded just before a power cut: its original goes now, or at the next opening."""
    if found.writer.execute("SELECT 1 FROM tombstones").fetchone() is None:
        return
    from reviewer.casefile.erasure import finish

    with contextlib.suppress(Problem):
        finish(found)


def _key_for(path: Path, passphrase: str | None, key: str | None) -> str | None:
    if is_plain(path):
        return None
    if not may_be_locked(path):
        raise Problem("NotACaseFile", file=str(path))
    from reviewer.casefile.passphrases import key_of, opens

    if key is not None and opens(key, path):
        return key
    if passphrase is None:
        raise Problem("CaseFileLocked", file=str(path))
    return key_of(path, passphrase)


def _recognise(found: CaseFile, renew: bool) -> None:
    """Look at both files before anything else does: are they ours, whole, of one case, not too new?"""
    conn = _first_look(found)
    version = _version(conn, found.path, APPLICATION_ID)
    found.is_current = version == SCHEMA_VERSION or renew
    if version < SCHEMA_VERSION and renew:
        found.release()
        _bring_up_to_date(found, version)
    with problems_of(found.path):
        row = found.reader().execute("SELECT case_uid, is_sample FROM case_identity").fetchone()
    if row is None:
        raise Problem("CaseFileDamaged", file=str(found.path), why="no identity")
    found.uid, found.is_sample = row["case_uid"], bool(row["is_sample"])
    if found.has_documents:
        _recognise_documents(found, renew)


def _first_look(found: CaseFile) -> Connection:
    try:
        return found.reader()
    except Problem as problem:
        cause = problem.__cause__
        if problem.code == "CaseFileDamaged" and cause is not None and code_of(cause) == _NOT_A_DATABASE:
            code = "WrongPassphrase" if found.is_locked else "NotACaseFile"
            raise Problem(code, file=str(found.path)) from None
        if problem.code == "FolderReadOnly" and not found.is_writing and not _has_wal(found.path):
            found.is_immutable = True  # media that cannot be written: nobody else can write either
            return found.reader()
        raise


def _has_wal(path: Path) -> bool:
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0


def _version(conn: Connection, path: Path, application: int) -> int:
    with problems_of(path):
        kind = conn.execute("PRAGMA application_id").fetchone()[0]
        version = int(conn.execute("PRAGMA user_version").fetchone()[0])
    if kind != application:
        raise Problem("NotACaseFile", file=str(path))
    if version > SCHEMA_VERSION:
        raise Problem("CaseFileTooNew", file=str(path), found=version, known=SCHEMA_VERSION)
    return version


def _bring_up_to_date(found: CaseFile, version: int) -> None:
    from reviewer.casefile.migrations import migrations
    from reviewer.casefile.updating import bring_up_to_date

    found.updated = (version, bring_up_to_date(found, version, migrations, SCHEMA_VERSION))


def _recognise_documents(found: CaseFile, renew: bool) -> None:
    path = found.documents_path
    try:
        conn = found.documents_reader()
        version = _version(conn, path, DOCUMENTS_APPLICATION_ID)
        with problems_of(path):
            row = conn.execute("SELECT case_uid FROM case_identity").fetchone()
    except Problem as problem:
        if problem.code in ("NotACaseFile", "CaseFileDamaged"):
            raise Problem("DocumentsOfAnotherCase", file=str(path)) from None
        raise
    if row is None or row["case_uid"] != found.uid:
        raise Problem("DocumentsOfAnotherCase", file=str(path))
    if version < DOCUMENTS_VERSION and renew:
        _renew_documents(found, version)


def _renew_documents(found: CaseFile, version: int) -> None:
    from reviewer.casefile.document_steps import document_migrations
    from reviewer.casefile.updating import renew_documents

    renew_documents(found, version, document_migrations, SCHEMA_VERSION)


class Glance(NamedTuple):
    """What the start page says about a case file without opening it for work."""

    path: Path
    state: str  # READY, LOCKED, MISSING, or the code of the Problem that opening it would meet
    claims: int = 0
    is_sample: bool = False
    modified: dt.datetime | None = None


def glance(path: Path) -> Glance:
    """Look at a case file for the start page; never raises."""
    modified = None
    try:
        modified = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
        with open_case(path, writing=False, renew=False) as found:
            claims = found.reader().execute("SELECT count(*) FROM claims").fetchone()[0]
            return Glance(path, "READY", int(claims), found.is_sample, modified)
    except FileNotFoundError:
        return Glance(path, "MISSING")
    except Problem as problem:
        state = {"CaseFileLocked": "LOCKED", "CaseFileMissing": "MISSING"}.get(problem.code, problem.code)
        return Glance(path, state, modified=modified)
    except (Error, OSError) as error:
        problem_found = as_problem(error, path)
        return Glance(path, problem_found.code if problem_found else "CaseFileDamaged", modified=modified)
