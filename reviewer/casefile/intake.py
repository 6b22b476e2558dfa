"""Stores the rows and papers of a delivery, batch by batch, so that a killed intake goes on where it stopped."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from reviewer.casefile.connections import CaseFile
from reviewer.casefile.digests import papers_digest, rows_digest
from reviewer.casefile.engine import Connection, in_memory, problems_of
from reviewer.casefile.intake_rows import FACT_FIELDS, RefusedCell, stored_digest
from reviewer.casefile.journal import Entry, append
from reviewer.casefile.keys import Signer
from reviewer.casefile.linking import LinkedRow
from reviewer.rules.plain import canonical

BATCH_ROWS = 2_000
_MARKS: dict[tuple[str, ...], str] = {(): "[]"}
_INSERT = (
    f"INSERT INTO fact_rows (delivery, row, claim, relation, other, matched_by, route, marks, digest, "
    f"{', '.join(FACT_FIELDS)}) VALUES ({', '.join('?' * (9 + len(FACT_FIELDS)))})"
)


@dataclass(frozen=True)
class Begun:
    """Where a delivery stands: FINISHED (its entry is in the journal), UNFINISHED or NEW."""

    state: str
    last_row: int = 0  # the last row of the source that is stored, accepted or refused


@dataclass(frozen=True)
class Counts:
    """What a delivery brought, counted in the case file."""

    accepted: int
    refused: int
    new: int
    known: int
    papers: int
    unmatched: int

    @property
    def rows(self) -> int:
        """All rows of the source."""
        return self.accepted + self.refused


class PaperRow(NamedTuple):
    """A file that came with a delivery: its path inside, SHA-256, length, claim and kind, and how it came."""

    path: str
    document: str
    bytes: int
    claim: str
    kind: str
    relation: str  # NEW, LATER or UNMATCHED


def standing_of(conn: Connection, delivery: str) -> Begun:
    """Where the delivery stands in this case file."""
    if conn.execute("SELECT 1 FROM deliveries WHERE delivery = ?", (delivery,)).fetchone() is None:
        return Begun("NEW")
    last = conn.execute(
        "SELECT max(coalesce((SELECT max(row) FROM fact_rows WHERE delivery = ?1), 0), "
        "coalesce((SELECT max(row) FROM refused_rows WHERE delivery = ?1), 0))",
        (delivery,),
    ).fetchone()[0]
    finished = conn.execute("SELECT 1 FROM journal WHERE subject = ?", (f"delivery:{delivery}",)).fetchone()
    return Begun("FINISHED" if finished else "UNFINISHED", last)


def begin(conn: Connection, delivery: str, name: str, mapping: Mapping[str, str], started_at: datetime) -> Begun:
    """Begin a delivery or go on with it, inside the caller's transaction.

    Rows of an unfinished one under another mapping are dropped first, for no entry names them yet.
    """
    mapped = canonical(mapping).decode("utf-8")
    begun = standing_of(conn, delivery)
    if begun.state == "FINISHED":
        return begun
    if begun.state == "UNFINISHED":
        row = conn.execute("SELECT mapping FROM deliveries WHERE delivery = ?", (delivery,)).fetchone()
        if row[0] == mapped:
            return begun
        forget(conn, delivery)
    conn.execute(
        "INSERT INTO deliveries (delivery, name, mapping, started_at) VALUES (?, ?, ?, ?)",
        (delivery, name, mapped, started_at.isoformat()),
    )
    return Begun("NEW")


Writing = Callable[[], AbstractContextManager[Connection]]
"""Opens one transaction, such as `CaseFile.writing`."""


@contextmanager
def trying_out(case_file: CaseFile | None) -> Iterator[Writing]:
    """For a dry run: everything is done as usual and nothing stays.

    With a case (opened for writing) all of it is one transaction that is rolled back; without one it happens in an
    empty case that lives in memory.
    """
    if case_file is not None:
        with problems_of(case_file.path):
            conn = case_file.writer
            conn.execute("BEGIN IMMEDIATE")
            try:
                yield lambda: nullcontext(conn)
            finally:
                if conn.in_transaction:  # a full disk has rolled back already
                    conn.execute("ROLLBACK")
        return
    from sqlite_utils import Database

    from reviewer.casefile.migrations import migrations

    conn = in_memory()
    try:
        migrations.apply(Database(conn))
        yield lambda: nullcontext(conn)
    finally:
        conn.close()


def forget(conn: Connection, delivery: str) -> None:
    """Forget a delivery that was never finished; no entry names it."""
    for table in ("fact_rows", "refused_rows", "papers", "deliveries"):
        conn.execute(f"DELETE FROM {table} WHERE delivery = ?", (delivery,))


def store(
    conn: Connection, delivery: str, source: str, rows: Sequence[LinkedRow], refused: Sequence[RefusedCell]
) -> None:
    """Store one batch of accepted and refused rows inside the caller's transaction."""
    conn.executemany(_INSERT, [_stored(delivery, linked) for linked in rows])
    conn.executemany(
        "INSERT OR IGNORE INTO refused_rows (delivery, row, code, field, value, source) VALUES (?, ?, ?, ?, ?, ?)",
        [(delivery, cell.row, cell.code, cell.field, cell.value, source) for cell in refused],
    )


def _stored(delivery: str, linked: LinkedRow) -> tuple[object, ...]:
    row, relation, other, matched_by = linked
    if row.marks not in _MARKS:
        _MARKS[row.marks] = json.dumps(row.marks, separators=(",", ":"))
    digest = stored_digest(row, relation, other, matched_by)
    return (
        delivery, row.row, row.claim, relation, other, matched_by, row.route, _MARKS[row.marks], digest, *row.facts,
    )  # fmt: skip


def store_papers(conn: Connection, delivery: str, papers: Sequence[PaperRow]) -> None:
    """Store the papers of a delivery inside the caller's transaction; those already stored stay as they are."""
    conn.executemany(
        "INSERT OR IGNORE INTO papers (delivery, path, document, bytes, claim, kind, relation) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(delivery, *paper) for paper in papers],
    )


def paper_is_known(conn: Connection, document: str, claim: str, path: str) -> bool:
    """Whether a finished delivery brought these bytes for this claim, or, unmatched, under this path."""
    found = conn.execute(
        "SELECT 1 FROM papers WHERE document = ?1 AND claim = ?2 AND (?2 <> '' OR path = ?3) "
        "AND EXISTS (SELECT 1 FROM journal WHERE subject = 'delivery:' || papers.delivery) LIMIT 1",
        (document, claim, path),
    ).fetchone()
    return found is not None


def claims_named(conn: Connection, words: Sequence[str], delivery: str = "") -> dict[str, str]:
    """Which of these words are claim numbers, or report numbers of claims, and of which claim.

    Looks at finished deliveries and at `delivery`, which is on its way in.
    """
    asked = json.dumps(list(words), ensure_ascii=False)
    found: dict[str, str] = {}
    for column in ("report_number", "claim"):  # a claim number counts for more
        rows = conn.execute(
            f"SELECT {column}, min(claim) FROM fact_rows WHERE {column} <> '' "
            f"AND {column} IN (SELECT value FROM json_each(?)) AND relation = 'NEW' AND (delivery = ? "
            f"OR EXISTS (SELECT 1 FROM journal WHERE subject = 'delivery:' || fact_rows.delivery)) GROUP BY {column}",
            (asked, delivery),
        )
        found |= {row[0]: row[1] for row in rows}
    return found


def is_new_in(conn: Connection, delivery: str, claim: str) -> bool:
    """Whether this delivery brings the claim for the first time."""
    found = conn.execute(
        "SELECT 1 FROM fact_rows WHERE claim = ? AND delivery = ? AND relation = 'NEW'",
        (claim, delivery),
    ).fetchone()
    return found is not None


def counts(conn: Connection, delivery: str) -> Counts:
    """Count what is stored of the delivery."""
    by_relation = dict(
        map(
            tuple,
            conn.execute(
                "SELECT relation, count(*) FROM fact_rows WHERE delivery = ? GROUP BY relation", (delivery,)
            ).fetchall(),
        )
    )
    refused = conn.execute("SELECT count(DISTINCT row) FROM refused_rows WHERE delivery = ?", (delivery,)).fetchone()[0]
    papers, unmatched = conn.execute(
        "SELECT count(*), count(*) FILTER (WHERE relation = 'UNMATCHED') FROM papers WHERE delivery = ?", (delivery,)
    ).fetchone()
    new = by_relation.get("NEW", 0)
    accepted = sum(by_relation.values())
    return Counts(accepted, refused, new, accepted - new, papers, unmatched)


def refused_cells(conn: Connection, delivery: str) -> list[RefusedCell]:
    """Every reason why a row of the delivery was refused, by row."""
    rows = conn.execute(
        "SELECT row, code, field, value FROM refused_rows WHERE delivery = ? ORDER BY row, rowid", (delivery,)
    )
    return [RefusedCell(*row) for row in rows]


def finish(case_file: CaseFile, signer: Signer, delivery: str, made_at: datetime) -> Entry:
    """Append the `take_in` entry with counts and digests; from then on the new rows are claims."""
    body = take_in_body(case_file.writer, delivery)
    return append(case_file, signer, "take_in", f"delivery:{delivery}", body, made_at=made_at)


def take_in_body(conn: Connection, delivery: str) -> dict[str, Any]:
    """What the `take_in` entry of a delivery holds: its name, mapping, counts and digests."""
    name, mapping = conn.execute("SELECT name, mapping FROM deliveries WHERE delivery = ?", (delivery,)).fetchone()
    found = counts(conn, delivery)
    digests = conn.execute("SELECT digest FROM fact_rows WHERE delivery = ? ORDER BY row", (delivery,))
    papers = conn.execute("SELECT path, document FROM papers WHERE delivery = ?", (delivery,))
    return {
        "name": name,
        "mapping": json.loads(mapping),
        "rows": found.rows,
        "accepted": found.accepted,
        "refused": found.refused,
        "known": found.known,
        "papers": found.papers,
        "rows_sha256": rows_digest(row[0] for row in digests),
        "papers_sha256": papers_digest((row[0], row[1]) for row in papers),
    }
