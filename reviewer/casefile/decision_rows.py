"""Decisions as the decision log tells them, letters by their fingerprint, and the names of the members."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

from reviewer.casefile.engine import Connection, Row
from reviewer.casefile.entry import COLUMNS, entry_of
from reviewer.casefile.standing import kept_text, read_case
from reviewer.rules.log_row import LOG_COLUMNS

UNMASKED_COLUMNS = ("trade_name", "representative", "brn", "address")


def decision_rows(
    conn: Connection, *, since: dt.date | None = None, until: dt.date | None = None, unmasked: bool = False
) -> Iterator[dict[str, Any]]:
    """Every version of every decision, the earliest first, with the columns of domain.md 6.2 in their order.

    `since` and `until` are Korean calendar days, both included. `unmasked` adds the claimant's columns and `entry`,
    the whole signed entry that made the decision.
    """
    rows = conn.execute(
        "SELECT d.record, d.decision_uid, c.trade_name, c.representative, c.brn, c.address "
        "FROM decisions d LEFT JOIN claims c ON c.claim = d.claim ORDER BY d.decided_at, d.claim, d.seq"
    )
    for row in rows:
        record = json.loads(row["record"])
        day = str(record["decided_at"])[:10]
        if (since and day < since.isoformat()) or (until and day > until.isoformat()):
            continue
        found: dict[str, Any] = {name: record.get(name, "") for name in LOG_COLUMNS}
        if unmasked:
            found |= {name: row[name] or "" for name in UNMASKED_COLUMNS}
            found["entry"] = _entry(conn, row["decision_uid"])
        yield found


def _entry(conn: Connection, decision_uid: str) -> dict[str, Any]:
    uid = decision_uid.partition("/")[0]
    row = conn.execute("SELECT * FROM journal WHERE uid = ?", (uid,)).fetchone()
    entry = entry_of(row)
    return {name: list(entry.saw) if name == "saw" else getattr(entry, name) for name in COLUMNS}


def letter_by_digest(conn: Connection, sha256: str) -> Row | None:
    """The letter whose PDF has this SHA-256, with its number, language, claim, kind, time and entry; None if none."""
    return conn.execute("SELECT * FROM letters WHERE sha256 = ?", (sha256,)).fetchone()


def member_names(conn: Connection) -> dict[str, str]:
    """The name of everybody on the roster, by id; "" where it was destroyed."""
    return {member.id: kept_text(conn, member.name) for member in read_case(conn).roster.values()}
