"""Finds the promises made to claimants, or by them, that fall due and of which nobody said yet what became of them."""

import datetime as dt
from typing import NamedTuple

from reviewer.casefile.engine import Connection
from reviewer.casefile.standing import kept_text

_TAKEN_BACK = (
    "EXISTS (SELECT 1 FROM journal t WHERE t.subject = {0}.subject AND t.act = 'take_back' "
    "AND json_extract(t.body, '$.entry') = {0}.uid)"
)
_SETTLED = (
    "EXISTS (SELECT 1 FROM journal s WHERE s.subject = j.subject AND s.act = 'settle_promise' "
    f"AND json_extract(s.body, '$.contact') = j.uid AND NOT {_TAKEN_BACK.format('s')})"
)


class Promise(NamedTuple):
    """One promise that waits: the claim and its id in the list, whose contact it was, by when, and what was said."""

    id: int
    claim: str
    author: str
    lead: str
    due: dt.date
    text: str


def promises_due(conn: Connection, until: dt.date) -> list[Promise]:
    """Every open promise that falls due up to this day, the earliest first."""
    rows = conn.execute(
        "SELECT c.id, c.claim, j.author, c.lead, json_extract(j.body, '$.promise_due') AS due, "
        "json_extract(j.body, '$.promise') AS promise FROM journal j JOIN claims c ON c.claim = j.subject "
        "WHERE j.act = 'record_contact' AND json_extract(j.body, '$.promise_due') <= ? "
        f"AND NOT {_TAKEN_BACK.format('j')} AND NOT {_SETTLED} ORDER BY due, c.claim, j.uid",
        (until.isoformat(),),
    )
    return [
        Promise(claim, number, author, lead, dt.date.fromisoformat(due), kept_text(conn, promise))
        for claim, number, author, lead, due, promise in rows
    ]
