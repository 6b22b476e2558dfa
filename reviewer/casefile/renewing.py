"""Whether a key's renewal is what its old key vouched for (house.md 2)."""

import hashlib
from collections.abc import Mapping
from typing import Any

from reviewer.casefile.engine import Connection
from reviewer.casefile.keys import key_id_of, verify
from reviewer.rules.acts.keys import RENEWING, vouched
from reviewer.rules.acts.shape import Refusals, Scene
from reviewer.rules.problem import Problem


def head_of(conn: Connection, public_key: str) -> tuple[int, str]:
    """Number and hash of the last entry of a key; 0 and "" for a key that signed none."""
    row = conn.execute(
        "SELECT number, hash FROM journal WHERE key_id = ? ORDER BY number DESC LIMIT 1", (key_id_of(public_key),)
    ).fetchone()
    return (row[0], str(row[1])) if row is not None else (0, "")


def is_vouched(case_uid: str, member: str, body: Mapping[str, Any]) -> bool:
    """Whether the old key signed that this member goes on with the new one after this entry."""
    said = vouched(case_uid, member, body["old"], body["new"], body["number"], body.get("head", ""))
    return verify(body["old"], hashlib.sha256(said).hexdigest(), body["voucher"])


def renewal_refusals(conn: Connection, scene: Scene) -> Refusals:
    """What only the store can know: the voucher of the old key, and its last entry here."""
    if scene.act != RENEWING:
        return
    body = scene.body
    if (body["number"], body.get("head", "")) != head_of(conn, body["old"]):
        yield Problem("BadActBody", field="head", why="not the last entry", value=str(body["number"]))
    if not is_vouched(scene.case.uid, scene.author, body):
        yield Problem("BadActBody", field="voucher", why="not signed by the old key", value=body["voucher"][:16])
