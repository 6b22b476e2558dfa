"""The columns that hold codes, and which those are: a misspelt one is told, for it would silently find nothing."""

from collections.abc import Iterable, Mapping

from reviewer.casefile.claims import Filter
from reviewer.casefile.conditions import CODES, LISTS, read
from reviewer.casefile.engine import Connection
from reviewer.casefile.standing import plan_of, read_case
from reviewer.rules.stage import Stage

_ALWAYS: Mapping[str, tuple[str, ...]] = {
    "stage": tuple(stage.value for stage in Stage),
    "reporter_type": ("USER", "MICRO", "LARGER"),
    "agenda_list": ("CONSENT", "DISCUSSION"),
}


def require_known(conn: Connection, where: Mapping[str, str]) -> None:
    """ValueError, naming the codes there are, where a column of `claims_view` is compared with one it cannot hold.

    A code that a claim has, of an earlier plan for one, is known as well.
    """
    for field, value in where.items():
        known = list(_codes(conn, field))
        if value and known and value not in known and not _has_claim(conn, field, value):
            raise ValueError(f"{field} has no value {value!r}; one of {', '.join(known)}")


def require_known_in(conn: Connection, wanted: Filter) -> None:
    """The same for every code of a query: among several a misspelt one would be missed, and one left out let in."""
    asked = [(field, code) for field in ("route", "stage") for code in getattr(wanted, field)]
    asked += [(field, getattr(wanted, field)) for field in ("lead", "second")]
    asked += wanted.where.items()
    for column in wanted.columns.keys() & (CODES | LISTS):
        asked += [(column, str(part.low)) for part in read(column, wanted.columns[column]) if part.kind == "is"]
    for field, code in asked:
        require_known(conn, {field: code})


def _codes(conn: Connection, field: str) -> Iterable[str]:
    """The codes of a column; none where it holds none, or the case has no plan yet."""
    case = read_case(conn)
    if field in _ALWAYS:
        return _ALWAYS[field]
    if field in ("lead", "second"):
        return case.roster
    if not case.plan:
        return ()
    plan = plan_of(conn, case.plan)
    of_plan: Mapping[str, Iterable[str]] = {
        "route": plan.routes, "hold": plan.hold_reasons, "disposition": plan.dispositions,
        "sector": plan.profit_rates, "services": plan.services, "marks": plan.route_marks,
    }  # fmt: skip
    return of_plan.get(field, ())


def _has_claim(conn: Connection, field: str, value: str) -> bool:
    held = f"EXISTS (SELECT 1 FROM json_each(claims.{field}) WHERE value = ?)" if field in LISTS else f"{field} = ?"
    return conn.execute(f"SELECT 1 FROM claims WHERE {held} LIMIT 1", (value,)).fetchone() is not None
