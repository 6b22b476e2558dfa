"""Gives an older case file the present shape: never without a verified copy of it, and whole or not at all."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from reviewer.casefile.connections import CaseFile, transaction
from reviewer.casefile.engine import Connection, Error, connect, problems_of
from reviewer.casefile.holding import hold
from reviewer.casefile.places import refuse_unsafe
from reviewer.rules.problem import Problem

if TYPE_CHECKING:
    from sqlite_utils import Migrations

_KEPT_AS_THEY_CAME = (
    "SELECT hash, signature FROM journal ORDER BY uid",
    "SELECT delivery, row, digest FROM fact_rows ORDER BY delivery, row",
    "SELECT delivery, path, document FROM papers ORDER BY delivery, path",
    "SELECT digest, salt, text FROM texts ORDER BY digest",
)
"""What people did and what claimants sent: no step of the shape may change a byte of it."""


def bring_up_to_date(found: CaseFile, version: int, steps: "Migrations", newest: int) -> Path:
    """Give an older file the present shape after a verified copy of it stands beside it; returns the copy.

    Every step and the new number stand in one transaction: a power cut or a full disk leaves the file as it was.
    Raises DiskFull, CaseFileDamaged where the copy is not whole or a step changed what was recorded, CaseFileInUse,
    FolderReadOnly, NetworkFolder.
    """
    refuse_unsafe(found.path, allow_cloud=True)  # whoever opens it to read was not asked yet
    return _update(found, found.path, version, steps, newest, _KEPT_AS_THEY_CAME)


def renew_documents(found: CaseFile, version: int, steps: "Migrations", newest: int) -> Path:
    """The same for the file of papers beside it."""
    return _update(found, found.documents_path, version, steps, newest, ("SELECT * FROM documents ORDER BY document",))


def _update(
    found: CaseFile, path: Path, version: int, steps: "Migrations", newest: int, untouched: Iterable[str]
) -> Path:
    """`untouched` are questions whose answers no step may change."""
    with problems_of(path):
        held = hold(found.path) if found.held is None else None
        try:
            conn = connect(path, found.key)
            try:
                kept = _keep(conn, path, found.key, version)
                _take_steps(conn, path, steps, newest, untouched)
            finally:
                conn.close()
        finally:
            if held is not None:
                held.release()
    return kept


def _keep(conn: Connection, path: Path, key: str | None, version: int) -> Path:
    """A copy that holds every row of the file: the one of an update that was broken off, or a new one beside it."""
    from reviewer.casefile.backup import copy_verified

    wanted = _rows(conn, _tables(conn))
    for kept in _names(path, version):
        if not kept.exists():
            copy_verified(conn, kept, key)
            if not _holds(kept, key, wanted):
                kept.unlink()
                raise Problem("CaseFileDamaged", file=str(kept), why="the copy differs")
            return kept
        if _holds(kept, key, wanted):
            return kept
    raise Problem("CaseFileExists", file=str(kept))


def _names(path: Path, version: int) -> list[Path]:
    """`NAME (version N).casedb` and more; an earlier copy is never written over."""
    more = [f"{path.stem} (version {version}, {number}){path.suffix}" for number in range(2, 100)]
    return [path.with_name(name) for name in (f"{path.stem} (version {version}){path.suffix}", *more)]


def _holds(kept: Path, key: str | None, wanted: str) -> bool:
    """Whether a file holds these rows; one that cannot be read does not."""
    try:
        copy = connect(kept, key, readonly=True)
        try:
            return _rows(copy, _tables(copy)) == wanted
        finally:
            copy.close()
    except Error:
        return False


def _tables(conn: Connection) -> list[str]:
    found = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'")
    return [f'SELECT * FROM "{name}"' for (name,) in found]


def _take_steps(conn: Connection, path: Path, steps: "Migrations", newest: int, untouched: Iterable[str]) -> None:
    before = _rows(conn, untouched)
    with transaction(conn, path):
        migrate(conn, steps, newest)
        if _rows(conn, untouched) != before:
            raise Problem("CaseFileDamaged", file=str(path), why="a step changed what was recorded")


def migrate(conn: Connection, steps: "Migrations", newest: int) -> None:
    """Apply the steps this file has not seen, and write down how many it has; inside a transaction or not."""
    from sqlite_utils import Database

    steps.apply(Database(conn))
    conn.execute(f"PRAGMA user_version = {newest}")


def _rows(conn: Connection, questions: Iterable[str]) -> str:
    """The fingerprint of everything these questions answer."""
    digest = hashlib.sha256()
    for question in questions:
        for row in conn.execute(question):
            digest.update(repr([len(cell) if isinstance(cell, bytes) else cell for cell in row]).encode())
            for cell in row:
                if isinstance(cell, bytes):  # gigabytes of papers
                    digest.update(cell)
    return digest.hexdigest()
