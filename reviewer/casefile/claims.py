"""Finds, counts and reads claims for lists; what one claim says in full is read by `claim_facts`."""

import dataclasses
import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reviewer.casefile import conditions
from reviewer.casefile.engine import Connection, Row
from reviewer.casefile.list_order import FIELDS, InOrder, sorted_by
from reviewer.rules.numbers import digits, format_brn
from reviewer.rules.privacy import mask_address, mask_name, mask_phone
from reviewer.rules.problem import Problem
from reviewer.rules.stage import BEFORE_RESOLUTION, DECIDED, Stage

if TYPE_CHECKING:
    from reviewer.casefile.search import Query

WITH_NOTICES = frozenset(
    {
        Stage.SUPPLEMENT_RECEIVED,
        Stage.APPEALED,
        Stage.IN_REVIEW,
        Stage.PROPOSED,
        Stage.RETURNED,
        Stage.CHECKED,
        Stage.ON_AGENDA,
        Stage.DEFERRED,
    }
)
"""Where a letter beside the decision may wait: an extended review, a hearing."""
MANY = 10_000
"""So many ids and more are compared in Python: as a list inside a question they take several times as long."""
_NUMBERS = frozenset(
    {"claimed_loss", "meeting", "verified_loss", "assessed_amount", "calculated_award", "award", "row"}
)
_LISTS = frozenset({"services", "marks"})


@dataclasses.dataclass(frozen=True)
class Filter:
    """Which claims a list shows; what is left empty does not narrow it.

    `route` and `stage` are codes, "" among the routes stands for claims without one. Losses are won, both ends
    included. `where` compares columns of `claims_view` with a text; a mark or service counts when it is among them.
    `columns` holds what the filter row says of a column (`conditions`).
    """

    words: str = ""
    route: frozenset[str] = frozenset()
    stage: frozenset[str] = frozenset()
    lead: str = ""
    second: str = ""
    meeting: int | None = None
    least_loss: int | None = None
    most_loss: int | None = None
    where: Mapping[str, str] = dataclasses.field(default_factory=dict)
    columns: Mapping[str, str] = dataclasses.field(default_factory=dict)
    composing: bool = False  # the last syllable of `words` is still being typed
    composed: str = ""  # the column among `columns` whose last syllable is still being typed
    texts: bool = False  # `words` also look in notes, reasons and papers, as far as `person` may read them
    services: bool = True  # and in the names of services
    person: str = ""


class ListLine(NamedTuple):
    """One claim in a list; amounts are won. Masked as domain.md 6.1 says unless asked for in full."""

    id: int
    claim: str
    report_number: str
    received_on: str
    reporter_type: str
    trade_name: str
    representative: str
    brn: str
    address: str
    phone: str
    sector: str
    services: tuple[str, ...]
    claimed_loss: int | None
    route: str
    stage: str
    marks: tuple[str, ...]
    lead: str
    second: str
    hold: str
    proof_marks: str
    due: str
    meeting: int
    agenda_list: str
    disposition: str
    verified_loss: int | None
    assessed_amount: int | None
    calculated_award: int | None
    award: int | None
    letter_no: str
    changed_at: str
    routed_by: str
    second_look: str


_COLUMNS = ", ".join(f"c.{name}" for name in ListLine._fields)


def order(
    conn: Connection, wanted: Filter, sort: str = "claim", descending: bool = False, ranks: Sequence[str] = ()
) -> "array[int]":
    """The ids of all claims of a list in its order; claims that are equal there stay in the order of arrival.

    What is empty stands last whichever way. `ranks` are the codes of a column in the order of their words. ValueError
    for a field that is no column of `claims_view`.
    """
    return in_order(conn, wanted, sorted_by(sort, descending, ranks))


def in_order(conn: Connection, wanted: Filter, by: InOrder) -> "array[int]":
    """The same for an order that was worked out before."""
    where, values, found = _where(conn, wanted)
    return _in_order(conn, where, values, found, by)


def sums(conn: Connection, ids: "array[int]") -> tuple[int, int]:
    """The sums of the losses claimed by these claims and of their awards, in won."""
    if len(ids) <= MANY:
        row = conn.execute(
            "SELECT coalesce(sum(claimed_loss), 0), coalesce(sum(award), 0) FROM claims "
            "WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids.tolist()),),
        ).fetchone()
        return int(row[0]), int(row[1])
    count, claimed, paid = conn.execute(
        "SELECT count(*), coalesce(sum(claimed_loss), 0), coalesce(sum(award), 0) FROM claims"
    ).fetchone()
    if count == len(ids):
        return int(claimed), int(paid)
    both = conn.execute("SELECT json_group_array(id), json_group_array(coalesce(claimed_loss, 0)) FROM claims")
    every, losses = map(json.loads, both.fetchone())
    wanted = set(ids)
    awarded = conn.execute("SELECT id, award FROM claims WHERE award > 0")
    return (
        sum(loss for one, loss in zip(every, losses, strict=True) if one in wanted),
        sum(award for one, award in awarded if one in wanted),
    )


def _in_order(
    conn: Connection, where: str, values: Sequence[object], found: "set[int] | None", by: InOrder
) -> "array[int]":
    """One long list in one answer of the engine, which leaves the other threads in peace meanwhile."""
    ids = json.loads(
        conn.execute(
            f"SELECT json_group_array(id) FROM (SELECT id FROM {by.tables} WHERE {where} ORDER BY {by.terms})",
            (*values, *by.values),
        ).fetchone()[0]
    )
    return array("q", ids if found is None else [one for one in ids if one in found])


def first(
    conn: Connection,
    wanted: Filter,
    sort: str = "claim",
    descending: bool = False,
    limit: int = 200,
    ranks: Sequence[str] = (),
) -> list[ListLine]:
    """The first lines of a list, for the first paint; ValueError for an unknown field."""
    where, values, found = _where(conn, wanted)
    by = sorted_by(sort, descending, ranks)
    if found is not None:
        return lines(conn, _in_order(conn, where, values, found, by)[:limit])
    rows = conn.execute(
        f"SELECT id FROM {by.tables} WHERE {where} ORDER BY {by.terms} LIMIT ?", (*values, *by.values, limit)
    )
    return lines(conn, [row[0] for row in rows])


def lines(conn: Connection, ids: Iterable[int], *, masked: bool = True) -> list[ListLine]:
    """The lines of these ids, in their order; an id that is no more is left out."""
    rows = conn.execute(
        f"SELECT {_COLUMNS} FROM json_each(?) wanted JOIN claims c ON c.id = wanted.value ORDER BY wanted.key",
        (json.dumps(list(ids)),),
    )
    return [_line(row, masked) for row in rows]


def totals(conn: Connection, wanted: Filter) -> tuple[int, int]:
    """How many claims a list holds, and the sum of the losses claimed in won."""
    ids = order(conn, wanted)
    return len(ids), sums(conn, ids)[0]


def are_there(conn: Connection) -> bool:
    """Whether the case holds any claim."""
    return conn.execute("SELECT 1 FROM claims LIMIT 1").fetchone() is not None


def id_of(conn: Connection, claim: str) -> int:
    """The id of a claim by its number; ClaimUnknown."""
    row = conn.execute("SELECT id FROM claims WHERE claim = ?", (claim,)).fetchone()
    if row is None:
        raise Problem("ClaimUnknown", claim=claim)
    return int(row[0])


def routed(conn: Connection, route: str) -> Iterator[str]:
    """The numbers of the claims that wait in a lane, by number."""
    rows = conn.execute("SELECT claim FROM claims WHERE route = ? AND stage = 'ROUTED' ORDER BY claim", (route,))
    yield from [row[0] for row in rows]


def at_stages(conn: Connection, stages: Iterable[str], *, but_not: Iterable[str] = ()) -> list[str]:
    """The numbers of the claims that stand at these stages, without those of some routes, by number."""
    rows = conn.execute(
        "SELECT claim FROM claims WHERE stage IN (SELECT value FROM json_each(?)) "
        "AND route NOT IN (SELECT value FROM json_each(?)) ORDER BY claim",
        (json.dumps(list(stages)), json.dumps(list(but_not))),
    )
    return [row[0] for row in rows]


def with_letters_due(conn: Connection) -> list[str]:
    """Claims whose decision or running request for evidence has a letter number, but no letter yet, by number."""
    from reviewer.rules.reopening import LANE_LETTERS  # a list must not wait for what a claim can hold

    stages = sorted({*DECIDED, *WITH_NOTICES, Stage.SUPPLEMENT_REQUESTED, Stage.WITHDRAWN})
    rows = conn.execute(
        "SELECT claim FROM claims WHERE stage IN (SELECT value FROM json_each(?)) AND letter_no <> '' "
        "AND NOT EXISTS (SELECT 1 FROM letters WHERE letters.letter_no = claims.letter_no) UNION "
        "SELECT claim FROM claims WHERE route IN (SELECT value FROM json_each(?)) AND routed_by <> '' "
        "AND stage = 'ROUTED' AND letter_no <> '' "
        "AND NOT EXISTS (SELECT 1 FROM letters WHERE letters.letter_no = claims.letter_no) UNION "
        "SELECT claim FROM claims WHERE stage IN (SELECT value FROM json_each(?)) AND letter_no <> '' "
        "AND instr(state, '\"RECEIPT\"') "
        "AND NOT EXISTS (SELECT 1 FROM letters WHERE letters.letter_no = claims.letter_no) ORDER BY claim",
        (
            json.dumps(stages),
            json.dumps([one.removeprefix("LANE_") for one in LANE_LETTERS]),
            json.dumps(sorted(BEFORE_RESOLUTION - set(stages))),
        ),
    )
    return [row[0] for row in rows]


def _line(row: Row, masked: bool) -> ListLine:
    values = list(row)
    values[_SERVICES], values[_MARKS] = tuple(json.loads(row["services"])), tuple(json.loads(row["marks"]))
    if row["brn"]:
        values[_BRN] = format_brn(row["brn"])
    if masked:
        for place, mask in _MASKS:
            if values[place]:
                values[place] = mask(values[place])
    return ListLine(*values)


_PLACE = {name: place for place, name in enumerate(ListLine._fields)}
_SERVICES, _MARKS, _BRN = _PLACE["services"], _PLACE["marks"], _PLACE["brn"]
_MASKS = ((_PLACE["representative"], mask_name), (_PLACE["phone"], mask_phone), (_PLACE["address"], mask_address))


def _where(conn: Connection, wanted: Filter) -> tuple[str, Sequence[object], set[int] | None]:
    """The condition of a list as SQL with its values, and the hits of its words where SQL would be slow with them."""
    many: set[int] | None = None
    parts: list[str] = ["1"]
    values: list[object] = []

    def need(condition: str, *given: object) -> None:
        parts.append(condition)
        values.extend(given)

    found = _found(conn, wanted) if wanted.words.strip() else None
    if found is not None and len(found) <= MANY:
        need("id IN (SELECT value FROM json_each(?))", json.dumps(sorted(found)))
    elif found is not None:
        many = found
    for field, codes in (("route", wanted.route), ("stage", wanted.stage)):
        if codes:
            need(f"{field} IN ({', '.join('?' * len(codes))})", *sorted(codes))
    for field, person in (("lead", wanted.lead), ("second", wanted.second)):
        if person:
            need(f"{field} = ?", person)
    if wanted.meeting is not None:
        need("meeting = ?", wanted.meeting)
    if wanted.least_loss is not None:
        need("claimed_loss >= ?", wanted.least_loss)
    if wanted.most_loss is not None:
        need("claimed_loss <= ?", wanted.most_loss)
    for field, value in wanted.where.items():
        need(*_compared(field, value))
    for column, text in wanted.columns.items():
        condition, given = conditions.as_sql(column, text, composing=column == wanted.composed)
        if condition:
            need(condition, *given)
    return " AND ".join(parts), values, many


def _found(conn: Connection, wanted: Filter) -> set[int] | None:
    from reviewer.casefile.search import hits  # a list without words must not wait for it

    return hits(conn, query_of(conn, wanted))


def query_of(conn: Connection, wanted: Filter) -> "Query":
    """What the words of a list ask for."""
    from reviewer.casefile import search

    return search.query_of(
        conn, wanted.words, composing=wanted.composing, texts=wanted.texts, services=wanted.services,
        person=wanted.person,
    )  # fmt: skip


def _compared(field: str, value: str) -> tuple[str, object]:
    if field not in FIELDS:
        raise ValueError(f"no column {field!r} in claims_view")
    if field in _LISTS and value:
        return f"EXISTS (SELECT 1 FROM json_each(claims.{field}) WHERE value = ?)", value
    if field in _NUMBERS:
        number = value.replace(",", "").strip()
        if number and not number.lstrip("-").isdigit():
            raise ValueError(f"{field} is a number, not {value!r}")
        return f"{field} IS ?", int(number) if number else None
    if field == "brn":
        return "brn = ?", digits(value)
    return f"{field} = ?", "[]" if field in _LISTS else value
