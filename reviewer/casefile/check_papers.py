"""Checks the papers beside a case: that each one named is there with the bytes that came, and which nothing names."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from reviewer.casefile import search_index
from reviewer.casefile.engine import Connection
from reviewer.casefile.erasure import clippings_named, copies_named, erased, still_stored

Found = Iterator[tuple[str, str]]
AT_ONCE = 50
"""So many papers are looked at between two reports of how far the work is."""
SHOWN = 20
"""How many findings of one kind a report names."""


def limited(found: Found) -> Found:
    """The first findings of each kind."""
    told: Counter[str] = Counter()
    for code, where in found:
        told[code] += 1
        if told[code] <= SHOWN:
            yield code, where


def of_file(conn: Connection) -> Found:
    """What SQLite itself finds wrong with a file."""
    search_index.look(conn)
    for row in conn.execute("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield "file_damaged", str(row[0])


class Papers:
    """The documents file beside the case: its faults, how many papers it holds, and those that nothing names."""

    def __init__(
        self, beside: Callable[[], Connection] | None, path: Path, *, every_byte: bool, is_verified: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:  # fmt: skip
        """`beside` opens the documents file, None where it is not here; `path` is where it belongs.

        One that `is_verified` is known to be whole, and only what it holds is looked at. `progress` is told how many
        papers were looked at, of how many, and may stop it by raising.
        """
        self.beside = beside
        self.path = path
        self.every_byte = every_byte
        self.is_verified = is_verified
        self.progress = progress
        self.count = 0
        self.orphans: list[tuple[str, str]] = []

    def faults(self, conn: Connection) -> Found:
        """What is missing or changed, by `conn` of the case file, which others may write to meanwhile.

        A paper's bytes come before the entry that names them and go after the entry that says so: what was named
        before the look must be there, unless an entry said by the end of the look that it goes.
        """
        named, gone = _named(conn), erased(conn)
        if self.beside is None:
            if named - gone:
                yield "documents_missing", str(self.path)
            return
        papers = self.beside()
        if self.every_byte and not self.is_verified:
            yield from of_file(papers)
        stored: set[str] = set()
        for document, is_whole in self._stored(papers):
            stored.add(document)
            if not is_whole:
                yield "document_changed", document
        self.count = len(stored)
        yield from self._letters(papers)
        for document in sorted(still_stored(papers, gone)):
            yield "erased_still_stored", document
        gone |= erased(conn)
        self.orphans = [("orphan_document", one) for one in sorted(stored - named - _named(conn) - gone)]
        for document in sorted(named - gone - stored):
            yield "document_missing", document

    def _stored(self, papers: Connection) -> Iterator[tuple[str, bool]]:
        if not self.every_byte:
            yield from ((row[0], True) for row in papers.execute("SELECT document FROM documents"))
            return
        count = papers.execute("SELECT count(*) FROM documents").fetchone()[0]
        for done, row in enumerate(papers.execute("SELECT document, bytes FROM documents"), start=1):
            if self.progress is not None and done % AT_ONCE == 0:
                self.progress(done, count)
            yield row[0], hashlib.sha256(row[1]).hexdigest() == row[0]

    def _letters(self, papers: Connection) -> Found:
        for row in papers.execute("SELECT sha256, file, bytes FROM letters") if self.every_byte else ():
            if hashlib.sha256(row["bytes"]).hexdigest() != row["file"]:
                yield "letter_changed", row["sha256"]


def _named(conn: Connection) -> set[str]:
    """Every paper, clipping and masked copy that a delivery, a standing or an entry names."""
    named = {row[0] for row in conn.execute("SELECT document FROM papers")}
    named |= {row[0] for row in conn.execute("SELECT DISTINCT document FROM proofs_view")}
    return named | clippings_named(conn) | copies_named(conn)


def claims_naming(conn: Connection, document: str) -> list[str]:
    """The claims that hold a paper or a clipping, by number."""
    rows = conn.execute(
        "SELECT claim FROM papers WHERE document = ?1 AND claim <> '' "
        "UNION SELECT claim FROM proofs_view WHERE document = ?1 "
        "UNION SELECT subject FROM journal WHERE act = 'bind_fact' AND json_extract(body, '$.clipping') = ?1 "
        "UNION SELECT c.value FROM journal j, json_each(j.body, '$.claims') c "
        "WHERE j.act = 'replace_by_masked_copy' AND json_extract(j.body, '$.masked') = ?1 ORDER BY 1",
        (document,),
    )
    return [str(row[0]) for row in rows]


def claims_with_papers(conn: Connection) -> list[str]:
    """Every claim that holds a paper, by number."""
    rows = conn.execute("SELECT claim FROM papers WHERE claim <> '' UNION SELECT claim FROM proofs_view ORDER BY 1")
    return [str(row[0]) for row in rows]
