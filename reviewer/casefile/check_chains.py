"""Checks every entry of the journal: its content, its place in its chain, its signature, and what it refers to."""

import contextlib
import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from reviewer.casefile import sealing
from reviewer.casefile.engine import Connection, Row
from reviewer.casefile.entry import COLUMNS, Entry, entry_of, stored_hash
from reviewer.casefile.history import History
from reviewer.casefile.keys import key_id_of, verify
from reviewer.casefile.renewing import is_vouched
from reviewer.casefile.signatures import Signatures
from reviewer.rules.acts import ACTS
from reviewer.rules.acts.keys import RENEWING
from reviewer.rules.acts.shape import Field, replace_texts
from reviewer.rules.problem import Problem

Found = Iterator[tuple[str, str]]
AnyRow = Row | Mapping[str, Any]
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, Problem)
"""What reading an entry that was meddled with may raise."""


_DOUBTED = frozenset({"entry_changed", "entry_moved", "entry_replayed", "entry_missing"})
"""After these the moment an entry gives is not to be believed."""


class Link(NamedTuple):
    """What the next entry of a chain must follow."""

    number: int
    hash: str
    made_at: str


class Break(NamedTuple):
    """Something that is wrong with the journal; in order, the first that breaks comes first.

    `after` is its moment where its content is whole, else that of the entry before it in its chain: the moment of a
    changed entry may be a lie.
    """

    after: str
    key_id: str
    number: int
    code: str
    where: str


@dataclasses.dataclass(frozen=True)
class Known:
    """What entries may refer to; `is_readable` is False where the journal is too broken to tell who was in force."""

    case_uid: str
    numbers: Mapping[str, int]  # hash -> number
    texts: frozenset[str]  # digests kept or destroyed
    keys: Mapping[str, str]  # key id -> public key
    enrolled: Mapping[str, set[str]]  # member -> public keys
    is_readable: bool


def known_to(conn: Connection) -> Known:
    """Read everything that entries may refer to."""
    in_force = _enrolled(conn)
    return Known(
        conn.execute("SELECT case_uid FROM case_identity").fetchone()[0],
        dict(conn.execute("SELECT hash, number FROM journal").fetchall()),
        frozenset(row[0] for row in conn.execute("SELECT digest FROM texts UNION SELECT digest FROM tombstones")),
        dict(conn.execute("SELECT key_id, public_key FROM public_keys").fetchall()),
        _ever_listed(conn) if in_force is None else in_force,
        in_force is not None,
    )


def breaks(conn: Connection, covered: sealing.Chains | None = None) -> list[Break]:
    """Everything that is wrong with the journal, the first that breaks first; with `covered` only up to these heads."""
    conn.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")  # bytes that are no text must not stop it
    try:
        found = _breaks(conn, covered)
    finally:
        conn.text_factory = str
    return sorted(one for one in found if covered is None or one.number <= _reach(covered, one.key_id))


def _breaks(conn: Connection, covered: sealing.Chains | None) -> list[Break]:
    known = known_to(conn)
    rows = conn.execute(f"SELECT {', '.join(COLUMNS)} FROM journal ORDER BY key_id, number")
    if covered is not None:
        rows = (row for row in rows if row["number"] <= _reach(covered, row["key_id"]))
    found = [*chain_breaks(rows, known), *_seal_breaks(conn)]
    if not known.is_readable and not found:
        found.append(Break("", "", 0, "unreadable", "roster"))
    return _replays_named(conn, found)


def chain_breaks(rows: Iterable[AnyRow], known: Known) -> Iterator[Break]:
    """What is wrong with entries that come by key and number; wrong signatures last."""
    key_id, last = "", None
    with Signatures[Break](len(known.numbers)) as signatures:
        for row in rows:
            if row["key_id"] != key_id:
                key_id, last = row["key_id"], None
            after, number = (last.made_at, last.number + 1) if last else (row["made_at"], 1)
            faults = list(row_faults(row, last, known))
            place = after if any(code in _DOUBTED for code, _ in faults) else row["made_at"]
            for code, where in faults:
                yield Break(place, key_id, number, code, where)
            if not faults:
                wrong = Break(after, key_id, number, "signature_wrong", row["uid"])
                signatures.ask(known.keys[key_id], row["hash"], row["signature"], wrong)
            last = Link(row["number"], row["hash"], row["made_at"])
        yield from signatures.wrong()


def row_faults(row: AnyRow, last: Link | None, known: Known) -> Found:
    """What is wrong with one entry after `last` in its chain, all but its signature; `where` is mostly its uid."""
    uid, wanted = str(row["uid"]), (last.number + 1 if last else 1)
    if last is not None and row["number"] == last.number:
        yield "entry_replayed", uid
    elif row["number"] != wanted:
        yield "entry_missing", f"{row['key_id']} {wanted}"
    elif row["previous"] != (last.hash if last else ""):
        yield "chain_broken", uid
    try:
        entry = entry_of(row)
        is_whole = stored_hash(row) == entry.hash
    except UNREADABLE:
        yield "entry_changed", uid
        return
    if not is_whole:
        yield ("entry_moved" if _was_moved(entry, known) else "entry_changed"), uid
    elif entry.case_uid != known.case_uid:
        yield "entry_of_another_case", uid
    yield from _key_faults(entry, known)
    for name in entry.saw:
        if name not in known.numbers:
            yield "saw_unknown", uid
    yield from _text_faults(entry, known)


def _reach(covered: sealing.Chains, key_id: str) -> int:
    return int(covered[key_id]["number"]) if key_id in covered else 0


def _was_moved(entry: Entry, known: Known) -> bool:
    """Whether it is whole once it has the number after the entry it names as the one before."""
    before = known.numbers.get(entry.previous, 0)  # one less than its number; or its number, moved there itself
    places = {before, before + 1} - {entry.number}
    try:
        return any(dataclasses.replace(entry, number=place).recomputed_hash() == entry.hash for place in places)
    except ValueError:  # 2000 became 2e00: no entry was ever written so
        return False


def _replays_named(conn: Connection, found: list[Break]) -> list[Break]:
    """A changed entry with the signature of another one is that one, put in again."""
    changed = [one.where for one in found if one.code == "entry_changed"]
    rows = conn.execute(
        "SELECT uid FROM journal WHERE uid IN (SELECT value FROM json_each(?)) AND signature IN "
        "(SELECT signature FROM journal GROUP BY signature HAVING count(*) > 1)",
        (json.dumps(changed),),
    )
    twice = {row[0] for row in rows} if changed else set()
    return [one._replace(code="entry_replayed") if one.code == "entry_changed" and one.where in twice else one
            for one in found]  # fmt: skip


def _seal_breaks(conn: Connection) -> Iterator[Break]:
    """What a seal names and is not there any more."""
    try:
        for seal in sealing.seals(conn):
            for code, where, key, number in sealing.unmet(conn, seal):
                row = conn.execute(
                    "SELECT max(made_at) FROM journal WHERE key_id = ? AND number < ?", (key, number)
                ).fetchone()
                yield Break(row[0] or "", key, number, code, where)
    except UNREADABLE:
        return  # the seal itself was meddled with, and that is told


def entry_holds(conn: Connection, uid: str) -> bool:
    """Whether this entry is there, unchanged, and signed by a key that the roster names for its author."""
    row = conn.execute("SELECT * FROM journal WHERE uid = ?", (uid,)).fetchone()
    if row is None:
        return False
    entry, known = entry_of(row), known_to(conn)
    return (
        stored_hash(row) == entry.hash
        and not list(_key_faults(entry, known))
        and verify(known.keys[entry.key_id], entry.hash, entry.signature)
    )


def _key_faults(entry: Entry, known: Known) -> Found:
    public_key = known.keys.get(entry.key_id, "")
    if not _names(public_key, entry.key_id):
        yield "key_unknown", entry.uid
    elif public_key not in known.enrolled.get(entry.author, set()) or (
        entry.act == RENEWING and not _is_renewal(entry, known)
    ):
        yield "key_not_enrolled", entry.uid


def _is_renewal(entry: Entry, known: Known) -> bool:
    """Whether the old key vouched for this one, and was this person's own."""
    try:
        is_own = entry.body["old"] in known.enrolled.get(entry.author, set())
        return is_own and is_vouched(known.case_uid, entry.author, entry.body)
    except UNREADABLE:
        return False


@cache
def _names(public_key: str, key_id: str) -> bool:
    try:
        return public_key != "" and key_id_of(public_key) == key_id
    except ValueError:
        return False


def _enrolled(conn: Connection) -> dict[str, set[str]] | None:
    """The public keys that each person had on a roster in force; a change nobody confirmed enrols no one."""
    found: dict[str, set[str]] = {}
    try:
        for case in History(conn, fault=lambda scene, problem: None).cases:
            for member in case.roster.values():
                found.setdefault(member.id, set()).update(member.public_keys)
    except UNREADABLE:
        return None
    return found


def _ever_listed(conn: Connection) -> dict[str, set[str]]:
    """The public keys that any roster names for each person: the best a broken journal can tell."""
    found: dict[str, set[str]] = {}
    for (body,) in conn.execute("SELECT body FROM journal WHERE act IN ('found_case', 'change_roster')"):
        with contextlib.suppress(*UNREADABLE):
            for line in json.loads(body)["roster"]:
                found.setdefault(line["id"], set()).update(line["public_keys"])
    for author, body in conn.execute("SELECT author, body FROM journal WHERE act = ?", (RENEWING,)):
        with contextlib.suppress(*UNREADABLE):
            found.setdefault(author, set()).add(json.loads(body)["new"])
    return found


def _holds_text(inside: Field | Mapping[str, Field] | None) -> bool:
    if isinstance(inside, Field):
        return inside.kind == "text" or _holds_text(inside.inside)
    return any(map(_holds_text, inside.values())) if inside else False


_WITH_TEXT = frozenset(name for name, act in ACTS.items() if _holds_text(act.body))


def _text_faults(entry: Entry, known: Known) -> Found:
    act = ACTS.get(entry.act)
    if act is None:
        yield "act_unknown", entry.uid
        return
    if act.name not in _WITH_TEXT:
        return
    named: list[str] = []

    def note(digest: str) -> str:
        named.append(digest)
        return digest

    try:
        replace_texts(act.body, entry.body, note)
    except UNREADABLE:
        yield "entry_changed", entry.uid
        return
    for digest in named:
        if digest and digest not in known.texts:
            yield "text_missing", f"{entry.uid} {digest}"
