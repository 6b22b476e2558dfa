"""The lanes of triage: what a query would route, what is drawn for a second look, and the result list of a lane."""

import dataclasses
import json
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from reviewer.casefile.claims import Filter, order
from reviewer.casefile.engine import Connection
from reviewer.casefile.last_change import unchanged_since
from reviewer.casefile.queries import read_query
from reviewer.casefile.standing import plan_in_force
from reviewer.rules.acts.shape import Refusals, Scene
from reviewer.rules.acts.triage import IN_LANE, TO_TRIAGE, in_another_band
from reviewer.rules.lanes import looks_wanted
from reviewer.rules.problem import Problem

TO_DO = Filter(stage=frozenset(TO_TRIAGE), where={"routed_by": ""})
"""The claims that nobody has routed yet; a rule may have, at intake."""


@dataclasses.dataclass(frozen=True)
class DryRun:
    """What routing the claims of a query would change: their ids in order, and why the others stay, by reason.

    Reasons: `stage` (in somebody's hands or decided), `held`, `recused` (the person stepped aside), `same` (somebody
    put it in this lane already). `refused` are those of the ids that the rules would refuse, with the code of why; they
    are found by the query and have to be left out.
    """

    ids: "array[int]"
    left: Mapping[str, int]
    refused: Mapping[int, str] = dataclasses.field(default_factory=dict)


def dry_run(conn: Connection, wanted: Filter, route: str, person: str) -> DryRun:
    """Which claims `route_claims` would change for this person, without changing any; ValueError for a bad filter."""
    rows = conn.execute(
        "SELECT id, CASE WHEN disposition = '' THEN stage ELSE 'decided' END, hold, route = ? AND routed_by <> '', "
        "CASE WHEN instr(state, '\"recused\"') THEN "
        "EXISTS (SELECT 1 FROM json_each(state, '$.recused') WHERE value = ?) ELSE 0 END, claimed_loss, marks "
        "FROM claims",
        (route, person),
    )
    stands = {row[0]: tuple(row)[1:] for row in rows}
    ids, left, refused = array("q"), Counter[str](), dict[int, str]()
    plan = plan_in_force(conn)
    for one in order(conn, dataclasses.replace(wanted, person=person), "claim", False):
        stage, hold, same, recused, loss, marks = stands[one]
        why = "stage" if stage not in TO_TRIAGE else "held" if hold else "recused" if recused else "same" * same
        if why:
            left[why] += 1
        else:
            ids.append(one)
            if in_another_band(plan, route, loss, json.loads(marks)):
                refused[one] = "loss_unknown" if loss is None else "another_band"
    return DryRun(ids, dict(left), refused)


def not_as_found(conn: Connection, scene: Scene) -> Refusals:
    """Yield where the recorded query does not find the claims that are routed or left out: it would be a false one."""
    body = scene.body
    try:
        wanted = read_query(body["query"])
    except Problem as problem:
        yield problem
        return
    found = set(numbers_of(conn, dry_run(conn, wanted, body["route"], scene.author).ids))
    for number in sorted(found ^ {*body["claims"], *body.get("left_out", ())})[:1]:
        why = "found and not named" if number in found else "not found by the query"
        yield Problem("BadActBody", field="claims", why=why, value=number)


def numbers_of(conn: Connection, ids: "array[int]") -> list[str]:
    """The claim numbers of these ids, in their order."""
    rows = conn.execute(
        "SELECT c.claim FROM json_each(?) wanted CROSS JOIN claims c ON c.id = wanted.value ORDER BY wanted.key",
        (json.dumps(ids.tolist()),),
    )
    return [row[0] for row in rows]


def looks_due(conn: Connection, share: Decimal, person: str = "") -> "array[int]":
    """The ids of the claims drawn for a second look that still wait for it, lane by lane.

    Drawn are the claims with the lowest numbers of each lane, as many as the share wants. With `person`, only those
    that this person may look at: somebody else routed them.
    """
    found = array("q")
    sizes = conn.execute("SELECT route, count(*) FROM claims WHERE routed_by <> '' GROUP BY route ORDER BY route")
    stages = json.dumps(sorted(IN_LANE))
    for route, size in sizes.fetchall():
        rows = conn.execute(
            "SELECT id FROM (SELECT id, stage, second_look, routed_by FROM claims WHERE route = ? AND routed_by <> '' "
            "ORDER BY draw, claim LIMIT ?) WHERE second_look = '' AND routed_by <> ? "
            "AND stage IN (SELECT value FROM json_each(?))",
            (route, looks_wanted(size, share), person, stages),
        )
        found.extend(row[0] for row in rows)
    return found


@dataclasses.dataclass(frozen=True)
class RoutedMany:
    """An act that routed many claims: its entry, who and when, the route, and the claims it can be taken back for."""

    entry: str
    author: str
    made_at: str
    route: str
    count: int
    standing: tuple[str, ...]


def last_routed_many(conn: Connection, person: str) -> RoutedMany | None:
    """The last act of this person on many claims that is not taken back; None where there is none."""
    row = conn.execute(
        "SELECT uid, author, made_at, body FROM journal j WHERE act = 'route_claims' AND author = ? AND NOT EXISTS "
        "(SELECT 1 FROM journal t WHERE t.act = 'take_back_routes' AND json_extract(t.body, '$.entry') = j.uid) "
        "ORDER BY made_at DESC, uid DESC LIMIT 1",
        (person,),
    ).fetchone()
    if row is None:
        return None
    body = json.loads(row["body"])
    standing = tuple(unchanged_since(conn, row["uid"], body["claims"]))
    return RoutedMany(row["uid"], row["author"], row["made_at"], body["route"], len(body["claims"]), standing)


def earlier_twin(conn: Connection, claim: str, brn: str) -> str:
    """A claim that came before this one with the same registration number; "" where there is none."""
    if not brn:
        return ""
    row = conn.execute(
        "SELECT f.claim FROM fact_rows f, claims c WHERE c.claim = ? AND f.brn = ? AND f.brn <> '' "
        "AND f.relation = 'NEW' AND f.claim <> c.claim AND (f.received_on, f.claim) < (c.received_on, c.claim) "
        "ORDER BY f.received_on, f.claim LIMIT 1",
        (claim, brn),
    ).fetchone()
    return str(row[0]) if row is not None else ""


def lane_rows(conn: Connection, routes: frozenset[str], waiting: "array[int]") -> Iterator[dict[str, Any]]:
    """The lines of the triage result list: claims that a person put in these lanes, without those in `waiting`."""
    rows = conn.execute(
        "SELECT c.id, c.claim, c.report_number, c.received_on, c.reporter_type, f.paid, c.services, c.route, "
        "c.representative FROM claims c JOIN fact_rows f ON f.delivery = c.delivery AND f.row = c.row "
        "WHERE c.routed_by <> '' AND c.route IN (SELECT value FROM json_each(?)) ORDER BY c.route, c.claim",
        (json.dumps(sorted(routes)),),
    )
    held = frozenset(waiting)
    for row in rows:
        if row["id"] not in held:
            yield {name: row[name] for name in row.keys() if name != "id"}  # noqa: SIM118 - a row of the engine
