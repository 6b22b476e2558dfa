"""Reads the decided claims that may be like a claim: those nearest in loss, of its own trade and of all."""

import json
from decimal import Decimal
from typing import NamedTuple

from reviewer.casefile.engine import Connection
from reviewer.rules.nearness import Decided, Likeness, Neighbourhood, neighbourhood
from reviewer.rules.privacy import mask_name

EACH_WAY = 100
"""So many decided claims are looked at on either side of the loss, of the trade and of all: 400 at most."""
_COLUMNS = "c.claim, c.sector, c.services, c.verified_loss, c.claimed_loss, c.award"
DECIDED = "c.award > 0 AND c.assessed_amount IS NOT NULL"
"""The condition of the indexes: an award that was calculated from an assessed amount."""


class Neighbours(NamedTuple):
    """The neighbourhood of a claim, and the applicants of the nearest claims by number, masked."""

    found: Neighbourhood
    names: dict[str, str]


def neighbours_of(conn: Connection, claim: str, like: Likeness) -> Neighbours:
    """The decided claims nearest to this likeness, the claim itself left out; a bounded number is looked at."""
    rows: dict[str, tuple[str, str, str, int, int | None, int]] = {}
    for given in ((like.sector,), ()):
        for above in (True, False):
            found = conn.execute(nearest(above, of_trade=bool(given)), (*given, like.verified_loss, EACH_WAY))
            rows |= {row["claim"]: tuple(row) for row in found}
    rates = _rates(conn, list(rows))
    decided = [
        Decided(number, Likeness(sector, tuple(json.loads(services)), loss, rates.get(number)), claimed, award)
        for number, sector, services, loss, claimed, award in rows.values()
    ]
    near = neighbourhood(like, decided, but=claim)
    return Neighbours(near, _names(conn, [one.claim for one in near.nearest]))


def nearest(above: bool, *, of_trade: bool) -> str:
    """The statement that reads the claims next above or below a loss.

    Claims of one loss are read in the order of the index, either way: many have the same round loss, and to sort them
    all for the first hundred took most of the time.
    """
    trade, (side, order) = "AND c.sector = ?" if of_trade else "", (">=", "ASC") if above else ("<", "DESC")
    return (
        f"SELECT {_COLUMNS} FROM claims c WHERE {DECIDED} {trade} AND c.verified_loss {side} ? "
        f"ORDER BY c.verified_loss {order}, c.id {order} LIMIT ?"
    )


def _rates(conn: Connection, numbers: list[str]) -> dict[str, Decimal]:
    """The profit rate of the decision in force of each claim."""
    rows = conn.execute(
        "SELECT claim, json_extract(record, '$.profit_rate') FROM decisions "
        "WHERE claim IN (SELECT value FROM json_each(?)) AND state = 'IN_FORCE'",
        (json.dumps(numbers),),
    )
    return {claim: Decimal(rate) for claim, rate in rows if rate}


def _names(conn: Connection, numbers: list[str]) -> dict[str, str]:
    rows = conn.execute(
        "SELECT claim, trade_name, representative FROM claims WHERE claim IN (SELECT value FROM json_each(?))",
        (json.dumps(numbers),),
    )
    return {claim: f"{trade} / {mask_name(person)}" if person else trade for claim, trade, person in rows}
