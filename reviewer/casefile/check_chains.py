"""Checks every entry of the journal: its hash, its place in its chain, its signature, and what it refers to."""

from collections.abc import Iterator

from reviewer.casefile.engine import Connection
from reviewer.casefile.entry import Entry, entry_of
from reviewer.casefile.history import History
from reviewer.casefile.keys import key_id_of, verify
from reviewer.rules.acts import ACTS
from reviewer.rules.acts.shape import replace_texts

Found = Iterator[tuple[str, str]]


def chain_faults(conn: Connection) -> Found:
    """Yield what is wrong with any entry, by key and number; `where` is its uid."""
    case_uid = conn.execute("SELECT case_uid FROM case_identity").fetchone()[0]
    hashes = {row[0] for row in conn.execute("SELECT hash FROM journal")}
    kept = {row[0] for row in conn.execute("SELECT digest FROM texts UNION SELECT digest FROM tombstones")}
    keys = dict(conn.execute("SELECT key_id, public_key FROM public_keys").fetchall())
    enrolled = _enrolled(conn)
    last: Entry | None = None
    for entry in map(entry_of, conn.execute("SELECT * FROM journal ORDER BY key_id, number")):
        if last is not None and last.key_id != entry.key_id:
            last = None
        yield from _place_faults(entry, last, case_uid)
        yield from _key_faults(entry, keys.get(entry.key_id, ""), enrolled)
        for name in entry.saw:
            if name not in hashes:
                yield "saw_unknown", entry.uid
        yield from _text_faults(entry, kept)
        last = entry


def entry_holds(conn: Connection, uid: str) -> bool:
    """Whether this entry is there, unchanged, and signed by a key that the roster names for its author."""
    row = conn.execute("SELECT * FROM journal WHERE uid = ?", (uid,)).fetchone()
    if row is None:
        return False
    entry = entry_of(row)
    known = conn.execute("SELECT public_key FROM public_keys WHERE key_id = ?", (entry.key_id,)).fetchone()
    faults = list(_key_faults(entry, known[0] if known else "", _enrolled(conn)))
    return entry.recomputed_hash() == entry.hash and not faults


def _place_faults(entry: Entry, last: Entry | None, case_uid: str) -> Found:
    if entry.case_uid != case_uid:
        yield "entry_of_another_case", entry.uid
    if entry.recomputed_hash() != entry.hash:
        yield "entry_changed", entry.uid
    if entry.number != (last.number + 1 if last else 1):
        yield "entry_missing", f"{entry.key_id} {entry.number - 1}"
    elif entry.previous != (last.hash if last else ""):
        yield "chain_broken", entry.uid


def _key_faults(entry: Entry, public_key: str, enrolled: dict[str, set[str]]) -> Found:
    if not public_key or key_id_of(public_key) != entry.key_id:
        yield "key_unknown", entry.uid
        return
    if public_key not in enrolled.get(entry.author, set()):
        yield "key_not_enrolled", entry.uid
    if not verify(public_key, entry.hash, entry.signature):
        yield "signature_wrong", entry.uid


def _enrolled(conn: Connection) -> dict[str, set[str]]:
    """The public keys that each person had on a roster in force; a change nobody confirmed enrols no one."""
    found: dict[str, set[str]] = {}
    for case in History(conn, fault=lambda scene, problem: None).cases:
        for member in case.roster.values():
            found.setdefault(member.id, set()).update(member.public_keys)
    return found


def _text_faults(entry: Entry, kept: set[str]) -> Found:
    act = ACTS.get(entry.act)
    if act is None:
        yield "act_unknown", entry.uid
        return
    named: list[str] = []

    def note(digest: str) -> str:
        named.append(digest)
        return digest

    replace_texts(act.body, entry.body, note)
    for digest in named:
        if digest and digest not in kept:
            yield "text_missing", f"{entry.uid} {digest}"
