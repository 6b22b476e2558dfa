"""Triage of many: the act that routes what a query finds now, for a line of acts that names no claims."""

from collections.abc import Sequence
from typing import Any

from reviewer.casefile import lanes
from reviewer.casefile.engine import Connection
from reviewer.casefile.queries import query_text, read_query


def routing_of(conn: Connection, person: str, query: str, route: str, left_out: Sequence[str] = ()) -> dict[str, Any]:
    """The body of `route_claims` for what the query finds now, without those left out by hand; raises BadActBody."""
    wanted = read_query(query)
    numbers = lanes.numbers_of(conn, lanes.dry_run(conn, wanted, route, person).ids)
    out = set(left_out).intersection(numbers)
    body: dict[str, Any] = {
        "claims": [number for number in numbers if number not in out],
        "route": route,
        "query": query_text(wanted),
        "count": len(numbers),
    }
    return body | ({"left_out": sorted(out)} if out else {})
