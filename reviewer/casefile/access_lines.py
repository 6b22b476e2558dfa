"""Who looked at what: the access entries of one member or about one claim (domain.md 6)."""

import dataclasses
import json
from collections.abc import Iterator, Mapping
from typing import Any

from reviewer.casefile.engine import Connection
from reviewer.casefile.entry import entry_of
from reviewer.casefile.standing import kept_text
from reviewer.rules.acts import act_named
from reviewer.rules.acts.shape import replace_texts

LOOKING = ("search_claims", "open_claim", "read_paper", "unmask", "export", "print", "issue_letter")
"""Acts by which personal data was seen or left; a letter that was issued was printed."""


@dataclasses.dataclass(frozen=True)
class AccessLine:
    """One access; `claim` is empty where it concerns the case as a whole. `facts` hold free texts as texts."""

    made_at: str
    author: str
    key_id: str
    act: str
    claim: str
    facts: Mapping[str, Any]


def access_lines(conn: Connection, *, member: str = "", claim: str = "") -> Iterator[AccessLine]:
    """The accesses of a member, about a claim, or both, by time.

    Those about a claim include exports and prints of the case as a whole, in which it may stand, and searches that
    found it or more claims than they name.
    """
    rows = conn.execute(
        "SELECT * FROM journal WHERE act IN (SELECT value FROM json_each(?1)) AND (?2 = '' OR author = ?2) "
        "AND (?3 = '' OR subject = ?3 OR subject = 'case') ORDER BY made_at, uid",
        (json.dumps(LOOKING), member, claim),
    )
    for entry in map(entry_of, rows):
        if claim and entry.act == "search_claims" and not _may_have_found(entry.body, claim):
            continue
        facts = replace_texts(act_named(entry.act).body, entry.body, lambda digest: kept_text(conn, digest))
        about = "" if entry.subject == "case" else entry.subject
        yield AccessLine(entry.made_at, entry.author, entry.key_id, entry.act, about, facts)


def _may_have_found(body: Mapping[str, Any], claim: str) -> bool:
    return claim in body["found"] or body["count"] > len(body["found"])
