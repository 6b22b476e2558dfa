"""Who sits in the council and which words its plan has, read straight from the case; for the first rows of a list.

The whole case and the plan, with everything that may be done, are read by `standing` after these rows were painted.
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from reviewer.casefile.engine import Connection


class Seats(NamedTuple):
    """Whose a public key is, the roles and names of the members by id, and the text of the plan in force."""

    owners: Mapping[str, str]
    roles: Mapping[str, str]
    names: Mapping[str, str]
    plan: str


def read_seats(conn: Connection) -> Seats | None:
    """What stands there now; None before the first entry."""
    row = conn.execute("SELECT state FROM case_standing").fetchone()
    if row is None:
        return None
    case = json.loads(row[0])
    roster: dict[str, Any] = case["roster"]
    digests = [case["plan"], *(member["name"] for member in roster.values())]
    texts = dict(
        conn.execute(
            "SELECT digest, text FROM texts WHERE digest IN (SELECT value FROM json_each(?))", (json.dumps(digests),)
        ).fetchall()
    )
    return Seats(
        {public: one for one, member in roster.items() for public in member["public_keys"]},
        {one: member["role"] for one, member in roster.items()},
        {one: str(texts.get(member["name"], "")) for one, member in roster.items()},
        str(texts.get(case["plan"], "")),
    )
