"""What assigning needs to know of the whole case: which claims wait for reviewers, and what each member has in hand."""

import dataclasses
import json
from array import array
from collections.abc import Iterable, Mapping

from reviewer.casefile.engine import Connection
from reviewer.casefile.interests import touched_in
from reviewer.casefile.last_change import unchanged_since
from reviewer.casefile.standing import read_case, read_claim
from reviewer.rules.acts.assigning import AT_WORK
from reviewer.rules.acts.assigning_many import drawable, kept_by_record, load_of
from reviewer.rules.acts.shape import Refusals, Scene
from reviewer.rules.assignment import Load, lot
from reviewer.rules.claim import Claim
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage

SEATED_AT = AT_WORK | {Stage.ASSIGNED, Stage.IN_REVIEW, Stage.APPEALED}
"""Stages at which a claim has two reviewers; an empty seat is to be filled again."""
IN_HAND = SEATED_AT
"""Stages at which a claim is work of its reviewers; one that is checked or on the agenda is done for now."""


def unassigned(conn: Connection, among: Iterable[str] | None = None) -> "array[int]":
    """The ids of the claims that wait for reviewers, by claim number: nobody yet, or a seat that fell empty.

    A claim on hold is none of them. `among` narrows them to these claim numbers.
    """
    which, given = "", []
    if among is not None:
        which, given = "AND claim IN (SELECT value FROM json_each(?))", [json.dumps(list(among))]
    rows = conn.execute(
        "SELECT id, claim FROM claims WHERE stage = 'ROUTED' AND route = 'INDIVIDUAL' AND hold = '' "
        f"{which} UNION ALL SELECT id, claim FROM claims WHERE stage IN (SELECT value FROM json_each(?)) "
        f"AND hold = '' AND (lead = '' OR second = '') {which} ORDER BY claim",
        (*given, json.dumps(sorted(SEATED_AT)), *given),
    )
    return array("q", [row[0] for row in rows])


def load_now(conn: Connection) -> dict[str, Load]:
    """What every member who may be drawn has in hand now."""
    stages = json.dumps(sorted(IN_HAND))
    found = {}
    for seat in ("lead", "second"):
        rows = conn.execute(
            f"SELECT {seat}, count(*) FROM claims WHERE stage IN (SELECT value FROM json_each(?)) "
            f"AND {seat} <> '' GROUP BY {seat}",
            (stages,),
        )
        found[seat] = {row[0]: int(row[1]) for row in rows}
    members = drawable(read_case(conn))
    return {one: Load(found["lead"].get(one, 0), found["second"].get(one, 0)) for one in members}


def seed_now(conn: Connection) -> str:
    """The hash of the last entry of the case, which nobody can choose; of two that do not know each other the lower."""
    return str(conn.execute("SELECT min(hash) FROM heads WHERE subject = 'case'").fetchone()[0])


def kept_from(conn: Connection, claims: Mapping[str, Claim]) -> dict[str, list[str]]:
    """Who may not be drawn for which of these claims; whose declared interest one touches is left out of its draw."""
    touched = touched_in(conn, claims)
    found = {
        number: sorted(kept_by_record(claim) | touched.get(number, frozenset())) for number, claim in claims.items()
    }
    return {number: members for number, members in found.items() if members}


def next_of_pool(conn: Connection, member: str) -> str:
    """The claim this member draws next: of those that nobody has, the lowest lot of the case; "" where none is left."""
    rows = conn.execute(
        "SELECT claim FROM claims WHERE stage = 'ROUTED' AND route = 'INDIVIDUAL' AND hold = '' AND lead = '' "
        "AND second = ''"
    )
    uid = read_case(conn).uid
    for number in sorted((str(row[0]) for row in rows), key=lambda one: (lot(uid, one), one)):
        if member not in kept_from(conn, {number: read_claim(conn, number)}).get(number, ()):
            return number
    return ""


def _work_waits(conn: Connection, member: str) -> bool:
    """Whether a claim waits for this lead to take it up: nobody draws another one before."""
    row = conn.execute("SELECT 1 FROM claims WHERE lead = ? AND stage = 'ASSIGNED' AND hold = ''", (member,)).fetchone()
    return row is not None


def refusals(conn: Connection, scene: Scene) -> Refusals:
    """What only the store can know of these acts: the load of everybody, and the entry that is taken back."""
    if scene.act == "draw_claim":
        if _work_waits(conn, scene.author):
            yield Problem("ActNotAllowed", act=scene.act, why="work_waits", claim=scene.subject)
        elif next_of_pool(conn, scene.author) != scene.subject:
            yield Problem("ActNotAllowed", act=scene.act, why="not_the_next", claim=scene.subject)
    if scene.act == "assign_claims" and scene.body["seed"] != seed_now(conn):
        yield Problem("ActNotAllowed", act=scene.act, why="not_the_seed")
        return
    if scene.act in ("assign_claims", "draw_claim"):
        now = load_now(conn)
        for member, load in load_of(scene.body).items():
            if now.get(member) != load:
                yield Problem("ActNotAllowed", act=scene.act, why="load_changed", member=member)
                return
    if scene.act == "take_back_assignments":
        row = conn.execute(
            "SELECT author FROM journal WHERE uid = ? AND act = 'assign_claims'", (scene.body["entry"],)
        ).fetchone()
        if row is None:
            yield Problem("BadActBody", field="entry", why="unknown", value=scene.body["entry"])
        elif row["author"] != scene.author:
            yield Problem("ActNotAllowed", act=scene.act, why="not_yours", author=row["author"])


@dataclasses.dataclass(frozen=True)
class AssignedMany:
    """An act that assigned many claims: its entry, who and when, how many, and those nothing changed since."""

    entry: str
    author: str
    made_at: str
    count: int
    standing: tuple[str, ...]


def last_assigned_many(conn: Connection, person: str) -> AssignedMany | None:
    """The last act of this person that assigned many claims and is not taken back; None where there is none."""
    row = conn.execute(
        "SELECT uid, author, made_at, body FROM journal j WHERE act = 'assign_claims' AND author = ? AND NOT EXISTS "
        "(SELECT 1 FROM journal t WHERE t.act = 'take_back_assignments' AND json_extract(t.body, '$.entry') = j.uid) "
        "ORDER BY made_at DESC, uid DESC LIMIT 1",
        (person,),
    ).fetchone()
    if row is None:
        return None
    claims = json.loads(row["body"])["claims"]
    standing = tuple(unchanged_since(conn, row["uid"], claims))
    return AssignedMany(row["uid"], row["author"], row["made_at"], len(claims), standing)
