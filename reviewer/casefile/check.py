"""Checks a whole case: the file, what deliveries brought, every chain and signature, the standing, the documents."""

import dataclasses
from collections.abc import Callable, Iterator

from reviewer.casefile import sealing
from reviewer.casefile.check_chains import UNREADABLE, Break, breaks
from reviewer.casefile.check_papers import Found, Papers, limited, of_file
from reviewer.casefile.connections import CaseFile
from reviewer.casefile.destruction import destroyed_by
from reviewer.casefile.digests import row_digest, rows_digest
from reviewer.casefile.engine import Connection, DatabaseError, in_memory, problems_of
from reviewer.casefile.entry import entry_of
from reviewer.casefile.erasure import erased
from reviewer.casefile.paper_names import papers_sha256
from reviewer.casefile.rebuilding import DERIVED_ORDER, rebuilt_apart, rows_of
from reviewer.casefile.texts import text_digest
from reviewer.rules.acts.shape import Scene
from reviewer.rules.problem import Problem

Step = Callable[[Connection], Found]


@dataclasses.dataclass(frozen=True)
class Report:
    """What a check found; `problems` and `notes` are pairs of a snake_case code and the place."""

    ok: bool
    problems: tuple[tuple[str, str], ...]
    claims: int
    entries: int
    documents: int
    notes: tuple[tuple[str, str], ...] = ()
    """What is worth knowing and no fault: orphans, unfinished deliveries, a roster changed by one person."""
    first_break: tuple[str, str] | None = None
    """Of what is wrong with the journal, that which breaks first in time."""
    sealed_until: str | None = None
    """When the newest seal that holds was made."""
    unsealed: int = 0
    """Entries that no seal covers yet."""


def check(case_file: CaseFile, documents: bool = False, progress: Callable[[int, int], None] | None = None) -> Report:
    """Check everything that can be recomputed, on one unchanging view of the file; changes nothing.

    With `documents` also every paper's bytes against its SHA-256. `progress` is told the steps done, of how many.
    """
    conn = case_file.reader()
    journal = _Journal()
    steps: list[Step] = [of_file, _shape, _facts, journal.faults, _texts, _tombstones, _standing]
    problems: list[tuple[str, str]] = []
    with problems_of(case_file.path):
        conn.execute("BEGIN")
        try:
            for done, step in enumerate(steps):
                problems += limited(_run(step, conn))
                if progress is not None:
                    progress(done + 1, len(steps) + int(documents))
                if problems and step is of_file:
                    break  # nothing can be said about the content of a broken file
            claims, entries = (_count(conn, table) for table in ("claims", "journal"))
            damaged = any(code == "file_damaged" for code, _ in problems)
            notes = [] if damaged else list(_notes(conn))
        finally:
            conn.execute("ROLLBACK")
    beside = case_file.documents_reader if case_file.has_documents else None
    papers = Papers(beside, case_file.documents_path, every_byte=documents)
    if not damaged:
        found = list(limited(_run(papers.faults, conn)))
        problems += found if documents else []
    return Report(
        not problems, tuple(problems), claims, entries, papers.count, tuple(notes + papers.orphans),
        journal.first, journal.sealed.until, journal.sealed.unsealed,
    )  # fmt: skip


def _count(conn: Connection, table: str) -> int:
    try:
        return int(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    except DatabaseError:
        return 0


def _run(step: Step, conn: Connection) -> Found:
    """The findings of one step; a step that a damaged file stops says so instead of ending the check."""
    try:
        yield from step(conn)
    except DatabaseError as error:
        yield "file_damaged", str(error)
    except UNREADABLE as error:
        yield "unreadable", f"{step.__name__.strip('_')}: {type(error).__name__}"


def _shape(conn: Connection) -> Found:
    """Tables, views and the triggers that guard them are those the program made."""
    from sqlite_utils import Database

    from reviewer.casefile.migrations import migrations

    fresh = in_memory()
    try:
        migrations.apply(Database(fresh))
        wanted, present = _things(fresh), _things(conn)
    finally:
        fresh.close()
    for name in sorted(wanted.keys() | present.keys()):
        if wanted.get(name) != present.get(name):
            yield "shape_changed", name
    for row in conn.execute("PRAGMA foreign_key_check"):
        yield "reference_broken", f"{row[0]} {row[1]}"


def _things(conn: Connection) -> dict[str, str]:
    rows = conn.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {f"{kind} {name}": sql for kind, name, sql in rows if not name.startswith(("sqlite_", "_sqlite"))}


def _facts(conn: Connection) -> Found:
    """Every row and paper of every delivery against what its `take_in` entry holds."""
    gone = erased(conn)
    for entry in map(entry_of, conn.execute("SELECT * FROM journal WHERE act = 'take_in' ORDER BY subject")):
        delivery = entry.subject.partition(":")[2]
        digests = []
        for row in conn.execute("SELECT * FROM fact_rows WHERE delivery = ? ORDER BY row", (delivery,)):
            digests.append(row["digest"] if row["digest"] in gone else row_digest(dict(row)))
            if digests[-1] != row["digest"]:
                yield "row_changed", f"{delivery}:{row['row']}"
        if rows_digest(digests) != entry.body["rows_sha256"]:
            yield "rows_changed", delivery
        if papers_sha256(conn, delivery) != entry.body["papers_sha256"]:
            yield "papers_changed", delivery


class _Journal:
    """Every entry of the journal: the first that breaks, and how far the newest seal reaches."""

    def __init__(self) -> None:
        self.first: tuple[str, str] | None = None
        self.sealed = sealing.Sealed(None, 0)

    def faults(self, conn: Connection) -> Found:
        found: list[Break] = breaks(conn)
        for one in found:
            self.first = self.first or (one.code, one.where)
            yield one.code, one.where
        self.sealed = sealing.sealed(conn)


def _texts(conn: Connection) -> Found:
    for row in conn.execute("SELECT digest, salt, text FROM texts ORDER BY digest"):
        if text_digest(row["salt"], row["text"]) != row["digest"]:
            yield "text_changed", row["digest"]


def _tombstones(conn: Connection) -> Found:
    """Whatever is said to be gone is gone by an entry, which names it or the paper it was cut from."""
    rows = conn.execute(
        "SELECT t.digest, t.entry FROM tombstones t LEFT JOIN journal j ON j.uid = t.entry "
        "AND j.act = 'replace_by_masked_copy' AND (json_extract(j.body, '$.document') = t.digest OR EXISTS "
        "(SELECT 1 FROM journal b WHERE b.act = 'bind_fact' AND json_extract(b.body, '$.clipping') = t.digest)) "
        "WHERE j.uid IS NULL ORDER BY t.digest"
    )
    destroyed: dict[str, set[str]] = {}
    for row in rows.fetchall():
        entry = row["entry"]
        if entry not in destroyed:
            destroyed[entry] = destroyed_by(conn, entry)
        if row["digest"] not in destroyed[entry]:
            yield "tombstone_unfounded", f"{row['digest']} {entry}"


def _standing(conn: Connection) -> Found:
    """The derived tables against a rebuild from facts and journal."""
    without: list[str] = []

    def fault(scene: Scene, problem: Problem) -> None:
        without.append(f"{scene.uid} {problem.code}")

    wanted = rebuilt_apart(conn, fault)
    try:
        for where in without:
            yield "act_not_allowed", where
        for table in DERIVED_ORDER:
            for where in _differences(conn, wanted, table):
                yield "standing_differs", f"{table} {where}"
    finally:
        wanted.close()


def _differences(conn: Connection, wanted: Connection, table: str) -> Iterator[str]:
    width = DERIVED_ORDER[table].count(",") + 1
    left, right = rows_of(conn, table), rows_of(wanted, table)
    one, other = next(left, None), next(right, None)
    while one is not None or other is not None:
        if one == other:
            one, other = next(left, None), next(right, None)
            continue
        mine, theirs = (None if row is None else tuple(map(str, row[:width])) for row in (one, other))
        lower = min(key for key in (mine, theirs) if key is not None)
        yield " ".join(lower)
        if mine == lower:
            one = next(left, None)
        if theirs == lower:
            other = next(right, None)


def _notes(conn: Connection) -> Found:
    taken = "SELECT substr(subject, 10) FROM journal WHERE act = 'take_in'"
    for row in conn.execute(f"SELECT delivery FROM deliveries WHERE delivery NOT IN ({taken})"):
        yield "delivery_unfinished", row[0]
    chaired = conn.execute("SELECT 1 FROM journal WHERE act = 'confirm_roster'").fetchone() is not None
    if not chaired:
        for row in conn.execute("SELECT uid FROM journal WHERE act = 'change_roster' ORDER BY uid"):
            yield "roster_by_one_person", row[0]
