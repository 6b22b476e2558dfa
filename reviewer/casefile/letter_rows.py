"""Letters as the register keeps them, and the entries they tell of and were issued by."""

import json
from collections.abc import Sequence
from typing import Any

from reviewer.casefile.engine import Connection, Row
from reviewer.casefile.entry import COLUMNS, entry_of
from reviewer.rules.claim import Claim
from reviewer.rules.reopening import NOTICES


def letter_by_digest(conn: Connection, sha256: str) -> Row | None:
    """The letter whose PDF has this SHA-256, with its number, language, claim, kind, time and entry; None if none."""
    return conn.execute("SELECT * FROM letters WHERE sha256 = ?", (sha256,)).fetchone()


def letter_by_number(conn: Connection, letter_no: str) -> Row | None:
    """The letter with this number, in whichever language; None if none was issued."""
    return conn.execute("SELECT * FROM letters WHERE letter_no = ? ORDER BY lang DESC", (letter_no,)).fetchone()


def told_by(conn: Connection, claim: Claim, kind: str, letter_no: str) -> tuple[str, str] | None:
    """Hash and signature of the entry that a letter of this number tells of; None where none is recorded."""
    row = conn.execute(
        "SELECT hash, signature FROM journal WHERE uid = ?", (_uid_told(conn, claim, kind, letter_no),)
    ).fetchone()
    return (row["hash"], row["signature"]) if row is not None else None


def _uid_told(conn: Connection, claim: Claim, kind: str, letter_no: str) -> str:
    if kind == "SUPPLEMENT":
        row = conn.execute(
            "SELECT uid FROM journal WHERE act = 'request_supplement' AND subject = ? "
            "AND json_extract(body, '$.letter_no') = ?",
            (claim.number, letter_no),
        ).fetchone()
        return str(row["uid"]) if row is not None else ""
    if kind in NOTICES:
        return next((one.entry for one in claim.notices if one.letter_no == letter_no), "")
    uid = next((one.uid for one in claim.decisions if one.letter_no == letter_no), "")
    return uid.partition("/")[0]


def entry_as_told(conn: Connection, uid: str) -> dict[str, Any]:
    """The whole signed entry as plain data, as logs and letters carry it. KeyError where it is not there."""
    row = conn.execute("SELECT * FROM journal WHERE uid = ?", (uid,)).fetchone()
    if row is None:
        raise KeyError(uid)
    entry = entry_of(row)
    return {name: list(entry.saw) if name == "saw" else getattr(entry, name) for name in COLUMNS}


def public_key_of(conn: Connection, key_id: str) -> str:
    """The public key (hex) with this id, "" where the case does not know it."""
    row = conn.execute("SELECT public_key FROM public_keys WHERE key_id = ?", (key_id,)).fetchone()
    return str(row["public_key"]) if row is not None else ""


def decided_so(conn: Connection, dispositions: Sequence[str], most: int = 50) -> list[str]:
    """Claims whose decision in force is one of these, by number."""
    sql = "SELECT claim FROM claims WHERE disposition IN (SELECT value FROM json_each(?)) ORDER BY claim LIMIT ?"
    return [str(row[0]) for row in conn.execute(sql, (json.dumps(list(dispositions)), most))]


def with_an_act(conn: Connection, acts: Sequence[str], most: int = 50) -> list[str]:
    """Claims on which one of these acts was recorded."""
    sql = "SELECT DISTINCT subject FROM journal WHERE act IN (SELECT value FROM json_each(?)) LIMIT ?"
    return [str(row[0]) for row in conn.execute(sql, (json.dumps(list(acts)), most))]


def first_claim(conn: Connection) -> list[str]:
    """The claim with the lowest number, if there is one."""
    return [str(row[0]) for row in conn.execute("SELECT min(claim) FROM claims") if row[0]]
