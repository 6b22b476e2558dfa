"""Triage of many: the act that routes what a query finds now, for a line of acts that names no claims."""

from array import array
from collections.abc import Sequence
from typing import Any

from reviewer.casefile import lanes
from reviewer.casefile.closed_lists import require_known_in
from reviewer.casefile.engine import Connection
from reviewer.casefile.queries import query_text, read_query
from reviewer.rules.problem import Problem


def routing_of(conn: Connection, person: str, query: str, route: str, left_out: Sequence[str] = ()) -> dict[str, Any]:
    """The body of `route_claims` for what the query finds now; raises BadActBody, also for a code there is not.

    Left out are those named by hand and those the rules would refuse.
    """
    wanted = read_query(query)
    try:
        require_known_in(conn, wanted)
    except ValueError as fault:
        raise Problem("BadActBody", field="query", why=str(fault), value=query[:80]) from fault
    found = lanes.dry_run(conn, wanted, route, person)
    numbers = lanes.numbers_of(conn, found.ids)
    out = {*left_out, *lanes.numbers_of(conn, array("q", found.refused))}.intersection(numbers)
    body: dict[str, Any] = {
        "claims": [number for number in numbers if number not in out],
        "route": route,
        "query": query_text(wanted),
        "count": len(numbers),
    }
    return body | ({"left_out": sorted(out)} if out else {})
