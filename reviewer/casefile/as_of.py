"""The case as it stood at a moment: the entries made up to then, added up again in memory."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from reviewer.casefile import sealing
from reviewer.casefile.connections import CaseFile
from reviewer.casefile.engine import Connection, in_memory
from reviewer.casefile.entry import Entry, moment, row_of
from reviewer.casefile.journal import INSERT, entries
from reviewer.casefile.rebuilding import go_on, rebuild

_WHOLE = ("case_identity", "public_keys", "texts", "tombstones")
_OF_DELIVERIES = ("deliveries", "fact_rows", "refused_rows", "papers")


class PastCase(CaseFile):
    """A case at a moment, for reading only; what was destroyed since is not there either, nor are the documents."""

    def __init__(self, now: CaseFile, conn: Connection, at: str) -> None:
        """Used by `as_of`; `conn` belongs to the thread that asked."""
        super().__init__(now.path, None, None)
        self.uid, self.is_sample = now.uid, now.is_sample
        self.at = at
        self._conn = conn

    @property
    def has_documents(self) -> bool:
        """What the machine could read in papers is no part of what stood."""
        return False

    def reader(self) -> Connection:
        """The one connection there is."""
        return self._conn

    def told(self) -> dict[str, Any]:
        """The moment, how many entries were made up to then, and the last of every key."""
        heads = sealing.chain_heads(self._conn)
        return {"at": self.at, "entries": sum(head["number"] for head in heads.values()), "heads": heads}


@contextlib.contextmanager
def as_of(case_file: CaseFile, at: dt.datetime, tick: Callable[[], None] = go_on) -> Iterator[PastCase]:
    """The case as it stood at this moment (house.md section 2); the reading functions take it like any other.

    An entry that rests on a later one (a computer's clock was wrong) is left out like that one. `tick` is called
    all along; what it raises ends the work.
    """
    from sqlite_utils import Database

    from reviewer.casefile.migrations import migrations

    source, until = case_file.reader(), moment(at)
    conn = in_memory()
    try:
        migrations.apply(Database(conn))
        conn.execute("BEGIN")
        kept = list(_made_until(source, until, tick))
        deliveries = {one.subject.partition(":")[2] for one in kept if one.act == "take_in"}
        for table in _WHOLE:
            _copy(source, conn, table, tick)
        for table in _OF_DELIVERIES:  # before the journal, whose entries complete them
            _copy(source, conn, table, tick, deliveries)
        conn.executemany(INSERT, map(row_of, kept))
        rebuild(conn, tick)
        conn.execute("COMMIT")
        conn.execute("PRAGMA query_only = ON")
        yield PastCase(case_file, conn, until)
    finally:
        conn.close()


def _made_until(source: Connection, until: str, tick: Callable[[], None]) -> Iterator[Entry]:
    known = {""}
    for entry in entries(source):
        tick()
        if entry.made_at <= until and known.issuperset((entry.previous, *entry.saw)):
            known.add(entry.hash)
            yield entry


def _copy(
    source: Connection, target: Connection, table: str, tick: Callable[[], None], deliveries: set[str] | None = None
) -> None:
    for row in source.execute(f"SELECT * FROM {table}"):
        tick()
        if deliveries is None or row["delivery"] in deliveries:
            target.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", tuple(row))
