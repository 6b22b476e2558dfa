"""Decisions as the decision log tells them, and the names of the members."""

import datetime as dt
import json
from array import array
from collections.abc import Callable, Container, Iterator, Sequence
from typing import Any

from reviewer.casefile.engine import Connection
from reviewer.casefile.letter_rows import entry_as_told
from reviewer.casefile.rebuilding import go_on
from reviewer.rules.log_row import CLAIMANT_COLUMNS, LOG_COLUMNS


def decision_count(conn: Connection) -> int:
    """How many decisions there are, each version counted."""
    return int(conn.execute("SELECT count(*) FROM decisions").fetchone()[0])


def decision_rows(
    conn: Connection,
    columns: Sequence[str] = LOG_COLUMNS,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    claims: Container[int] | None = None,
    tick: Callable[[], None] = go_on,
) -> Iterator[list[Any]]:
    """Every version of every decision, the earliest first: the cells of these columns of domain.md 6.2, "" for none.

    Columns may be those of `log_row`, the claimant's, and `entry`, the whole signed entry that made the decision.
    `since` and `until` are Korean calendar days, both included; `claims` are ids, None for all. `tick` is called for
    every decision; what it raises ends the work.
    """
    facts, with_entry = [name for name in columns if name in CLAIMANT_COLUMNS], "entry" in columns
    for rowid in _in_order(conn):
        tick()
        row = conn.execute(_ONE, (rowid,)).fetchone()
        if claims is not None and row["id"] not in claims:
            continue
        record = json.loads(row["record"])
        day = str(record["decided_at"])[:10]
        if (since and day < since.isoformat()) or (until and day > until.isoformat()):
            continue
        for name in facts:
            record[name] = row[name] or ""
        if with_entry:
            record["entry"] = entry_as_told(conn, row["decision_uid"].partition("/")[0])
        yield [record.get(name, "") for name in columns]


_ONE = (
    "SELECT d.record, d.decision_uid, c.id, c.trade_name, c.representative, c.brn, c.address "
    "FROM decisions d LEFT JOIN claims c ON c.claim = d.claim WHERE d.rowid = ?"
)


def _in_order(conn: Connection) -> Sequence[int]:
    """Sorted without what each decision holds, which would be kept in memory meanwhile."""
    rows = conn.execute("SELECT rowid FROM decisions ORDER BY decided_at, claim, seq")
    return array("q", (row[0] for row in rows))
