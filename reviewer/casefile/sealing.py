"""The daily seals of a case: what the next one would name, what each proves, and what none covers yet."""

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

from reviewer.casefile.engine import Connection, Row
from reviewer.casefile.entry import Entry, entry_of
from reviewer.rules.acts.shape import Refusals, Scene
from reviewer.rules.problem import Problem
from reviewer.rules.seal import code_of

SEALING = "seal_day"
Chains = Mapping[str, Mapping[str, Any]]
"""The last entry of every key: key id -> its number and hash."""


@dataclasses.dataclass(frozen=True)
class Sealed:
    """How far the newest seal that holds reaches; `until` is None while there is none."""

    until: str | None
    unsealed: int


def chain_heads(conn: Connection) -> dict[str, dict[str, Any]]:
    """The last entry of every key."""
    rows = conn.execute("SELECT key_id, max(number) AS number, hash FROM journal GROUP BY key_id ORDER BY key_id")
    return {row["key_id"]: {"number": row["number"], "hash": row["hash"]} for row in rows}


def refusals(conn: Connection, scene: Scene) -> Refusals:
    """A seal names what stands, or it would prove something else."""
    if scene.body["chains"] != chain_heads(conn):
        yield Problem("ActNotAllowed", act=scene.act, why="not_the_last_entries")


def seals(conn: Connection) -> list[Entry]:
    """Every seal, the newest first."""
    rows = conn.execute("SELECT * FROM journal WHERE act = ? ORDER BY made_at DESC, hash", (SEALING,))
    return [entry_of(row) for row in rows]


def seal_with(conn: Connection, code: str) -> Entry | None:
    """The seal that has this code (`rules.seal.read_code`); the newest are tried first."""
    return next((seal for seal in seals(conn) if code_of(seal.hash) == code), None)


def owners(conn: Connection) -> dict[str, str]:
    """Whose key signed: key id -> author of its first entry."""
    return dict(conn.execute("SELECT key_id, author FROM journal WHERE number = 1").fetchall())


def entry_line(conn: Connection, uid: str) -> Row | None:
    """Author, number, moment and act of an entry as they stand, right or wrong; None where there is none."""
    return conn.execute("SELECT author, number, made_at, act FROM journal WHERE uid = ?", (uid,)).fetchone()


def unmet(conn: Connection, seal: Entry) -> Iterator[tuple[str, str, str, int]]:
    """What a seal names and the journal does not hold: code, where, key and number of each."""
    for key, head in sorted(seal.body["chains"].items()):
        row = conn.execute(
            "SELECT uid, number, hash FROM journal WHERE key_id = ? AND number <= ? ORDER BY number DESC LIMIT 1",
            (key, head["number"]),
        ).fetchone()
        if row is None or row["number"] < head["number"]:
            last = 0 if row is None else row["number"]
            yield "sealed_entry_missing", f"{key} {last + 1}", key, last + 1
        elif row["hash"] != head["hash"]:
            yield "sealed_entry_changed", row["uid"], key, row["number"]


def stand(conn: Connection, heads: Chains) -> bool:
    """Whether the journal still holds each of these entries as it was."""
    one = "SELECT 1 FROM journal WHERE key_id = ? AND number = ? AND hash = ?"
    return all(conn.execute(one, (key, head["number"], head["hash"])).fetchone() for key, head in heads.items())


def sealed(conn: Connection) -> Sealed:
    """How far the newest seal that holds reaches, and how many entries lie after it."""
    heads = chain_heads(conn)
    for seal in seals(conn):
        if next(unmet(conn, seal), None) is None:
            covered: Chains = seal.body["chains"]
            after = sum(head["number"] - covered.get(key, {"number": 0})["number"] for key, head in heads.items())
            return Sealed(seal.made_at, after - 1)  # the seal itself stands in its code
    return Sealed(None, sum(head["number"] for head in heads.values()))
