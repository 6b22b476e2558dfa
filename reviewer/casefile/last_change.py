"""Which entry changed a claim last: only that one is taken back, alone or as part of an act on many claims."""

import json
from collections import defaultdict
from collections.abc import Iterable

from reviewer.casefile.engine import Connection
from reviewer.casefile.entry import entry_of, in_order
from reviewer.rules.acts.shape import Refusals, Scene
from reviewer.rules.folding import TAKING_BACK, changes_claim, in_force
from reviewer.rules.problem import Problem


def last_changes(conn: Connection, claims: Iterable[str]) -> dict[str, str]:
    """Claim -> uid of the last entry that changed it and still counts; without the claims that nobody changed."""
    listed = json.dumps(list(claims))
    touching: defaultdict[str, list[str]] = defaultdict(list)
    for claim, uid in conn.execute(
        "SELECT t.claim, t.uid FROM json_each(?) wanted JOIN journal_claims t ON t.claim = wanted.value", (listed,)
    ):
        touching[claim].append(uid)
    wanted = json.dumps(sorted({uid for uids in touching.values() for uid in uids}))
    rows = conn.execute("SELECT * FROM journal WHERE uid IN (SELECT value FROM json_each(?))", (wanted,))
    entries = {row["uid"]: entry_of(row) for row in rows}  # each once: one may list 100,000 claims
    kept = {claim: in_force(in_order([entries[uid] for uid in uids])) for claim, uids in touching.items()}
    return {claim: left[-1].uid for claim, left in kept.items() if left}


def unchanged_since(conn: Connection, uid: str, claims: Iterable[str]) -> list[str]:
    """Those of these claims, sorted, that the entry with this uid changed last: nothing changed them since."""
    heads: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for claim, head, act in conn.execute(
        "SELECT h.subject, h.uid, j.act FROM json_each(?) wanted JOIN heads h ON h.subject = wanted.value "
        "JOIN journal j ON j.uid = h.uid",
        (json.dumps(list(claims)),),
    ):
        heads[claim].append((head, act))
    # Few claims need their entries read: a note or a taking back is last, or two lines of work came together.
    found = {claim for claim, told in heads.items() if [head for head, _ in told] == [uid]}
    unsure = {
        claim for claim, told in heads.items()
        if claim not in found and (len(told) > 1 or not changes_claim(told[0][1]) or told[0][1] in TAKING_BACK)
    }  # fmt: skip
    last = last_changes(conn, sorted(unsure))
    return sorted(found | {claim for claim in unsure if last.get(claim) == uid})


def changed_since(conn: Connection, scene: Scene) -> Refusals:
    """Yield the first claim that something changed since the act on many that is to be taken back."""
    claims = list(scene.claims)
    for claim in sorted(set(claims) - set(unchanged_since(conn, scene.body["entry"], claims)))[:1]:
        yield Problem("ActNotAllowed", act=scene.act, why="not_the_last", claim=claim)
