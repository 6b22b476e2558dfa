"""The claims a person opened last: their own entries of the journal say so, on every computer alike."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reviewer.casefile import claims
from reviewer.casefile.engine import Connection
from reviewer.casefile.keys import key_id_of
from reviewer.casefile.standing import read_claim
from reviewer.rules.problem import Problem

LOOKED_AT = 400
"""So many openings are gone through; the same claim is opened often."""


class RecentClaim(NamedTuple):
    """A claim as a list of claims names it."""

    claim: str
    trade_name: str
    stage: str


def recent_claims(conn: Connection, person: str, public_keys: Iterable[str], limit: int = 20) -> list[RecentClaim]:
    """The claims this person opened with these keys of theirs, the last one first."""
    rows = conn.execute(
        "SELECT j.subject FROM json_each(?) mine JOIN journal j ON j.key_id = mine.value "
        "WHERE j.act = 'open_claim' AND j.author = ? ORDER BY j.made_at DESC, j.number DESC LIMIT ?",
        (json.dumps([key_id_of(key) for key in public_keys]), person, LOOKED_AT),
    )
    return named_claims(conn, person, list(dict.fromkeys(row[0] for row in rows)), limit)


def named_claims(conn: Connection, person: str, numbers: Sequence[str], limit: int = 20) -> list[RecentClaim]:
    """These claims by name, in their order; without those that are not there or that the person stepped aside from."""
    found: list[RecentClaim] = []
    for number in numbers:
        if len(found) == limit:
            break
        try:
            if read_claim(conn, number).is_recused(person):
                continue
            (line,) = claims.lines(conn, [claims.id_of(conn, number)])
        except Problem:
            continue
        found.append(RecentClaim(line.claim, line.trade_name, line.stage))
    return found
