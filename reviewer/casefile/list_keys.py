"""A cache: by what names and addresses of claims are sorted in natural Korean order, kept beside the search index."""

from collections.abc import Iterable

from reviewer.casefile.engine import Connection, Row
from reviewer.rules.korean_order import sort_key

SHAPE = """
CREATE TABLE IF NOT EXISTS list_keys (   -- a cache: sort keys (rules.korean_order) of names and addresses
  claim_id INTEGER PRIMARY KEY, name_key TEXT NOT NULL, person_key TEXT NOT NULL, address_key TEXT NOT NULL
) STRICT
"""
_BATCH = 5_000


def put(conn: Connection, rows: Iterable[Row]) -> None:
    """Keep the keys of these rows of `claims`; inside the caller's transaction."""
    conn.executemany(
        "INSERT OR REPLACE INTO list_keys (claim_id, name_key, person_key, address_key) VALUES (?, ?, ?, ?)",
        [
            (row["id"], sort_key(row["trade_name"]), sort_key(row["representative"]), sort_key(row["address"]))
            for row in rows
        ],
    )


def empty(conn: Connection) -> None:
    """Throw all keys away, as the search index is before it is made anew."""
    conn.execute(SHAPE)
    conn.execute("DELETE FROM list_keys")


def make(conn: Connection) -> None:
    """Make the keys of every claim anew; inside the caller's transaction."""
    empty(conn)
    last = 0
    while rows := conn.execute(
        "SELECT id, trade_name, representative, address FROM claims WHERE id > ? ORDER BY id LIMIT ?", (last, _BATCH)
    ).fetchall():
        put(conn, rows)
        last = rows[-1]["id"]
