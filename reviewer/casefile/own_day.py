"""What a person did on one day, and which of it nothing of the same claim came after."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from reviewer.casefile.engine import Connection
from reviewer.casefile.entry import Entry, entry_of
from reviewer.casefile.journal import text_of
from reviewer.casefile.keys import key_id_of
from reviewer.casefile.last_change import last_changes
from reviewer.rules.acts import act_named
from reviewer.rules.acts.shape import replace_texts
from reviewer.rules.folding import TAKING_BACK, changes_claim

LONGEST = 200
"""So many acts of a day are told, the last ones."""


class OwnAct(NamedTuple):
    """One of a person's own entries; `facts` with its texts, `is_gone` once it was taken back.

    `is_last` says that no act that changed the claim it is about came after it.
    """

    uid: str
    made_at: str
    author: str
    act: str
    subject: str
    facts: dict[str, Any]
    is_gone: bool
    is_last: bool


def own_day(conn: Connection, person: str, public_keys: Iterable[str], since: str) -> list[OwnAct]:
    """The deciding acts and notes of a person since a moment, the last one first."""
    rows = conn.execute(
        "SELECT j.* FROM json_each(?) mine JOIN journal j ON j.key_id = mine.value "
        "WHERE j.author = ? AND j.made_at >= ? ORDER BY j.made_at DESC, j.number DESC",
        (json.dumps([key_id_of(key) for key in public_keys]), person, since),
    )
    found: list[OwnAct] = []
    last: dict[str, str] = {}
    for row in rows:
        entry = entry_of(row)
        if act_named(entry.act).edits and len(found) < LONGEST:
            found.append(_told(conn, entry, last))
    return found


def _told(conn: Connection, entry: Entry, last: dict[str, str]) -> OwnAct:
    is_gone = bool(
        conn.execute(
            "SELECT 1 FROM journal WHERE act IN (SELECT value FROM json_each(?)) AND subject IN (?, 'case') "
            "AND json_extract(body, '$.entry') = ?",
            (json.dumps(sorted(TAKING_BACK)), entry.subject, entry.uid),
        ).fetchone()
    )
    act = act_named(entry.act)
    if act.subject == "claim" and entry.subject not in last:
        last |= {entry.subject: "", **last_changes(conn, [entry.subject])}
    facts = replace_texts(act.body, entry.body, lambda digest: text_of(conn, digest))
    is_last = act.subject != "claim" or not changes_claim(entry.act) or last[entry.subject] == entry.uid
    return OwnAct(entry.uid, entry.made_at, entry.author, entry.act, entry.subject, facts, is_gone, is_last)
