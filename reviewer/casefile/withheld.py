"""What a search may not find for a person: texts of claims they are kept from, and opinions that are not open yet."""

import hashlib
import json
from collections.abc import Sequence
from typing import NamedTuple

from reviewer.casefile.engine import Connection
from reviewer.casefile.interests import touched_in
from reviewer.casefile.standing import read_claims
from reviewer.rules.blind import RECORDING, is_hidden

MOST_KEPT = 20_000


class Source(NamedTuple):
    """Where a text of the index comes from: its claim, and the uid of its entry or the SHA-256 of its paper."""

    claim: str
    source: str


_kept: dict[tuple[str, str, str, str], bool] = {}


def readable(conn: Connection, found: Sequence[Source], person: str) -> list[Source]:
    """Those of these texts in which this person may find something; everybody's but hidden opinions without one.

    Nobody finds notes, reasons or papers of a claim they stepped aside from, or that touches what they declared while
    they have not answered for it (domain.md 5.3).
    """
    if not found:
        return []
    kept_from = _kept_from(conn, sorted({one.claim for one in found}), person) if person else frozenset()
    hidden = _hidden(conn, found, person)
    return [one for one in found if one.claim not in kept_from and one not in hidden]


def _kept_from(conn: Connection, claims: Sequence[str], person: str) -> frozenset[str]:
    """The claims among these; judged once for every standing of a claim and of the case."""
    (case,) = conn.execute("SELECT coalesce(max(state), '') FROM case_standing").fetchone()
    now = hashlib.sha256(str(case).encode("utf-8")).hexdigest()
    changed = dict(_changed(conn, claims))
    keys = {claim: (person, now, claim, changed[claim]) for claim in claims if claim in changed}
    judged = {claim: kept for claim, key in keys.items() if (kept := _kept.get(key)) is not None}
    new = [claim for claim in keys if claim not in judged]
    if new:
        if len(_kept) > MOST_KEPT:
            _kept.clear()
        standing = read_claims(conn, new)
        touched = touched_in(conn, standing, {person})
        for claim in new:
            judged[claim] = _kept[keys[claim]] = standing[claim].is_recused(person) or claim in touched
    return frozenset(claim for claim, is_kept_from in judged.items() if is_kept_from)


def _changed(conn: Connection, claims: Sequence[str]) -> list[tuple[str, str]]:

    rows = conn.execute(
        "SELECT claim, changed_at FROM claims WHERE claim IN (SELECT value FROM json_each(?))",
        (json.dumps(list(claims)),),
    )
    return [(str(row[0]), str(row[1])) for row in rows]


def _hidden(conn: Connection, found: Sequence[Source], person: str) -> frozenset[Source]:
    """Opinions of a blind reading that only their author may see yet."""

    rows = conn.execute(
        "SELECT uid, subject, author FROM journal WHERE act = ? AND uid IN (SELECT value FROM json_each(?))",
        (RECORDING, json.dumps([one.source for one in found if len(one.source) < 64])),
    ).fetchall()
    standing = read_claims(conn, sorted({row["subject"] for row in rows}))
    return frozenset(
        Source(row["subject"], row["uid"])
        for row in rows
        if is_hidden(standing[row["subject"]], RECORDING, row["uid"], row["author"], person)
    )
