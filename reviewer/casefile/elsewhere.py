"""What other claims hold that a claim holds too: the same file, the same account, the same registration number."""

import json
from collections.abc import Iterable

from reviewer.casefile.engine import Connection

MOST = 20
"""So many other claims are named; beyond that a list helps nobody."""


def claims_with_documents(conn: Connection, claim: str, documents: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Other claims that hold a paper of the same bytes, by SHA-256; papers nobody else holds are left out."""
    rows = conn.execute(
        "SELECT document, claim FROM papers WHERE document IN (SELECT value FROM json_each(?)) "
        "AND claim NOT IN ('', ?) GROUP BY document, claim ORDER BY claim",
        (json.dumps(list(documents)), claim),
    )
    found: dict[str, tuple[str, ...]] = {}
    for document, other in rows:
        if len(found.get(document, ())) < MOST:
            found[document] = (*found.get(document, ()), other)
    return found


def claims_with_account(conn: Connection, claim: str, account: str) -> dict[str, str]:
    """Other claims with this account number and their registration number; a masked number is no number."""
    plain = account.replace("-", "").replace(" ", "")
    if not plain or "*" in plain:
        return {}
    rows = conn.execute(
        "SELECT claim, max(brn) FROM fact_rows WHERE account <> '' "
        "AND replace(replace(account, '-', ''), ' ', '') = ? AND claim <> ? GROUP BY claim ORDER BY claim LIMIT ?",
        (plain, claim, MOST),
    )
    return {row[0]: row[1] for row in rows}


def claims_with_brn(conn: Connection, claim: str, brn: str) -> tuple[str, ...]:
    """Other claims with this registration number."""
    if not brn:
        return ()
    rows = conn.execute(
        "SELECT DISTINCT claim FROM fact_rows WHERE brn = ? AND brn <> '' AND claim <> ? ORDER BY claim LIMIT ?",
        (brn, claim, MOST),
    )
    return tuple(row[0] for row in rows)
