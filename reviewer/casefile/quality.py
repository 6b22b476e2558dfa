"""Reads the quality draw: which decisions were drawn, which still wait for their check."""

import json
from collections.abc import Iterator

from reviewer.casefile.engine import Connection
from reviewer.casefile.standing import read_claims
from reviewer.rules.claim import Claim


def waiting(conn: Connection) -> list[Claim]:
    """The claims whose decision in force waits for its check, by number."""
    rows = conn.execute("SELECT claim FROM claims WHERE stage = 'RESOLVED' ORDER BY claim")
    found = read_claims(conn, [str(row[0]) for row in rows])
    return [claim for claim in found.values() if claim.open_quality is not None]


def drawn(conn: Connection) -> Iterator[Claim]:
    """Every claim with a decision that was drawn, by number."""
    rows = conn.execute("SELECT DISTINCT claim FROM decisions ORDER BY claim").fetchall()
    for claim in read_claims(conn, [str(row[0]) for row in rows]).values():
        if claim.quality:
            yield claim


def resolved_by(conn: Connection, uids: list[str]) -> dict[str, str]:
    """Entry uid -> hash of the entries that made these decisions: the seeds of their draw."""
    rows = conn.execute(
        "SELECT uid, hash FROM journal WHERE uid IN (SELECT value FROM json_each(?))", (json.dumps(uids),)
    )
    return {str(row[0]): str(row[1]) for row in rows}
