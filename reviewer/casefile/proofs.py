"""The bytes of the papers, each stored once by its SHA-256, in the file beside the case."""

import hashlib
from collections.abc import Iterable

from reviewer.casefile.connections import CaseFile
from reviewer.casefile.engine import problems_of
from reviewer.casefile.erasure import clippings_named, copies_named, copy_of, erased
from reviewer.rules.problem import Problem


def put(case_file: CaseFile, data: bytes) -> str:
    """Store the bytes of one paper unless they are there, and return their SHA-256."""
    return put_all(case_file, [data])[0]


def put_all(case_file: CaseFile, papers: Iterable[bytes]) -> list[str]:
    """Store papers in one transaction that is committed before any entry names them; their SHA-256 in order.

    A paper that was replaced by a masked copy is not stored again, whoever sends it.
    Raises DocumentsMissing when the documents file is not beside the case, DiskFull.
    """
    found: list[str] = []
    gone = erased(case_file.reader())
    with case_file.writing_documents() as conn:
        for data in papers:
            document = hashlib.sha256(data).hexdigest()
            found.append(document)
            if document in gone:
                continue
            if conn.execute("SELECT 1 FROM documents WHERE document = ?", (document,)).fetchone() is None:
                conn.execute("INSERT INTO documents (document, bytes) VALUES (?, ?)", (document, data))
    return found


def read(case_file: CaseFile, document: str) -> bytes:
    """The bytes of a paper, or of the masked copy that took its place.

    DocumentsMissing when the file is not here, ProofMissing when the paper is not in it.
    """
    with problems_of(case_file.documents_path):
        conn = case_file.documents_reader()
        row = conn.execute("SELECT bytes FROM documents WHERE document = ?", (kept_as(case_file, document),)).fetchone()
    if row is None:
        raise Problem("ProofMissing", claim="", document=document)
    return bytes(row[0])


def is_here(case_file: CaseFile, document: str) -> bool:
    """Whether the bytes of this paper, or of its masked copy, are in the documents file beside the case."""
    if not case_file.has_documents:
        return False
    conn, kept = case_file.documents_reader(), kept_as(case_file, document)
    return conn.execute("SELECT 1 FROM documents WHERE document = ?", (kept,)).fetchone() is not None


def kept_as(case_file: CaseFile, document: str) -> str:
    """The SHA-256 of what is kept of a paper: its own, or that of the last masked copy in its place."""
    conn = case_file.reader()
    while later := copy_of(conn, document):
        document = later
    return document


def orphans(case_file: CaseFile) -> list[str]:
    """The stored papers that no delivery and no standing names; harmless, left by an intake that was broken off.

    Raises DocumentsMissing.
    """
    stored = {row[0] for row in case_file.documents_reader().execute("SELECT document FROM documents")}
    named = {row[0] for row in case_file.reader().execute("SELECT document FROM papers")}
    named |= {row[0] for row in case_file.reader().execute("SELECT document FROM proofs_view")}
    named |= clippings_named(case_file.reader()) | copies_named(case_file.reader())
    return sorted(stored - named)
