"""The files of letters as they left, kept beside the papers under the SHA-256 that the register knows them by."""

import hashlib
from collections.abc import Mapping

from reviewer.casefile.connections import CaseFile
from reviewer.casefile.engine import problems_of
from reviewer.casefile.erasure import erased


def keep(case_file: CaseFile, files: Mapping[str, bytes]) -> None:
    """Keep files, each under the SHA-256 its letter had before the entry of its issue was put in.

    Does nothing where the documents are not beside the case, and for letters that were destroyed. Raises DiskFull.
    """
    if not case_file.has_documents:
        return
    gone = erased(case_file.reader())
    rows = [(one, hashlib.sha256(data).hexdigest(), data) for one, data in files.items() if one not in gone]
    with case_file.writing_documents() as conn:
        conn.executemany("INSERT OR REPLACE INTO letters (sha256, file, bytes) VALUES (?, ?, ?)", rows)


def kept(case_file: CaseFile, sha256: str) -> bytes | None:
    """The file that left, byte for byte; None where none is kept, or what is kept is not whole."""
    if not case_file.has_documents:
        return None
    with problems_of(case_file.documents_path):
        conn = case_file.documents_reader()
        row = conn.execute("SELECT file, bytes FROM letters WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None or hashlib.sha256(row["bytes"]).hexdigest() != row["file"]:
        return None
    return bytes(row["bytes"])
