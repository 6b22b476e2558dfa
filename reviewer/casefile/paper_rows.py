"""What stands in the register, among the letters, on payment lists and of printed papers, for comparing them."""

import json
from typing import Any

from reviewer.casefile.engine import Connection
from reviewer.casefile.standing import kept_text


def registered(conn: Connection, claim: str, seq: int) -> tuple[int, dict[str, Any]] | None:
    """The award (won) and the log line of one decision in the register; None where it is not there."""
    row = conn.execute("SELECT award, record FROM decisions WHERE claim = ? AND seq = ?", (claim, seq)).fetchone()
    return None if row is None else (int(row["award"]), json.loads(row["record"]))


def letters_numbered(conn: Connection, number: str) -> list[tuple[str, str]]:
    """The claim and the decision of every letter that left under this number."""
    rows = conn.execute("SELECT claim, decision_uid FROM letters WHERE letter_no = ?", (number,))
    return [(row["claim"], row["decision_uid"]) for row in rows]


def last_listed(conn: Connection, claim: str) -> int | None:
    """The amount (won) of the last payment list that names the claim, as its entry says; None where none does."""
    row = conn.execute(
        "SELECT j.body FROM journal_claims t JOIN journal j ON j.uid = t.uid WHERE t.claim = ? "
        "AND j.act = 'list_payments' ORDER BY j.made_at DESC LIMIT 1",
        (claim,),
    ).fetchone()
    return None if row is None else json.loads(row["body"])["amounts"].get(claim)


def last_printed(conn: Connection, what: str, about: str) -> str:
    """The SHA-256 of the paper of this kind that was printed last about something; "" where none was."""
    for row in conn.execute("SELECT body FROM journal WHERE act = 'print' ORDER BY made_at DESC"):
        body = json.loads(row["body"])
        if body["what"] == what and kept_text(conn, body.get("reason", "")) == about:
            return str(body["sha256"])
    return ""
