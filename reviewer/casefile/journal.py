"""Appends an act as one signed entry and reads it back; nothing else changes a standing."""

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from reviewer.casefile import arrivals, assignments, closing, destruction, erasure, reasons, sealing, search_index
from reviewer.casefile.connections import CaseFile
from reviewer.casefile.engine import Connection, Row
from reviewer.casefile.entry import COLUMNS, Entry, entry_of, in_order, moment, new_uid, row_of
from reviewer.casefile.history import History
from reviewer.casefile.interests import interest_refusals
from reviewer.casefile.keys import Signer
from reviewer.casefile.lanes import not_as_found
from reviewer.casefile.last_change import changed_since
from reviewer.casefile.renewing import renewal_refusals
from reviewer.casefile.standing import (
    kept_text,
    plan_from,
    plan_of,
    read_case,
    read_claims,
    receive,
    write_case,
    write_claim,
)
from reviewer.casefile.texts import put_text
from reviewer.casefile.twins import twin_refusals
from reviewer.rules.acts import act_named, apply_to_case, apply_to_claim, claims_of, refusals, shape_refusals
from reviewer.rules.acts.keys import RENEWING
from reviewer.rules.acts.shape import Act, Refusals, Scene, mask_texts, replace_texts
from reviewer.rules.folding import TAKING_BACK, fold, take_back_refusals
from reviewer.rules.plain import canonical
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem

__all__ = [
    "Entry", "append", "append_many", "entries", "entries_of", "refusals_now", "saw_for", "text_of",
]  # fmt: skip

Report = Callable[[int, int], None]
Wish = tuple[str, str, Mapping[str, Any], dt.datetime]
"""An act to be appended: its name, its subject, its body, and when it was done."""
STEP = 250
"""Claims between two reports of progress."""
INSERT = f"INSERT INTO journal ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


def append(
    case_file: CaseFile,
    signer: Signer,
    act: str,
    subject: str,
    body: Mapping[str, Any],
    *,
    made_at: dt.datetime,
    saw: Sequence[str] | None = None,
    progress: Report | None = None,
) -> Entry:
    """Record one act: committed and read back before this returns, or nothing is recorded at all.

    `saw` are the heads that stood when the form was opened (`saw_for`); left out, the present ones. `progress` hears
    how many of the claims are done, of how many; what it raises leaves nothing recorded.
    Raises the first reason why the act is not allowed, ClaimChangedMeanwhile, KeyLocked, and what writing raises;
    ErasureUnfinished when a masked copy was recorded but its original could not be overwritten yet.
    """
    _prepare(case_file, act, body)
    with case_file.writing() as conn:
        entry = _write(conn, case_file.uid, signer, (act, subject, body, made_at), saw, progress)
    return _finished(case_file, _read_back(case_file, entry))


def append_many(case_file: CaseFile, signer: Signer, wishes: Sequence[Wish]) -> list[Entry]:
    """Record several acts in one transaction, each seeing those before it; all of them, or none."""
    for act, _, body, _ in wishes:
        _prepare(case_file, act, body)
    with case_file.writing() as conn:
        written = [_write(conn, case_file.uid, signer, wish, None) for wish in wishes]
    return [_finished(case_file, _read_back(case_file, entry)) for entry in written]


def refusals_now(
    conn: Connection, author: str, act: str, subject: str, body: Mapping[str, Any], made_at: dt.datetime
) -> list[Problem]:
    """Every reason why this act is not allowed now, without doing it."""
    try:
        scene = _scene(conn, author, (act, subject, body, made_at))
        return list(_all_refusals(conn, act_named(act), scene))
    except Problem as problem:
        return [problem]


def saw_for(conn: Connection, act: str, subject: str, body: Mapping[str, Any]) -> list[str]:
    """The heads an entry would see now: of its subject, of the claims it lists, and of the case."""
    kind = act_named(act)
    return sorted(_heads(conn, kind, subject, claims_of(kind, subject, body))) if kind.deciding else []


def entries(conn: Connection) -> Iterator[Entry]:
    """Every entry in canonical order."""
    yield from in_order([entry_of(row) for row in conn.execute("SELECT * FROM journal")])


def entries_of(conn: Connection, claim: str) -> list[Entry]:
    """Every entry about one claim, in canonical order."""
    rows = conn.execute("SELECT j.* FROM journal_claims t JOIN journal j ON j.uid = t.uid WHERE t.claim = ?", (claim,))
    return in_order([entry_of(row) for row in rows])


def text_of(conn: Connection, digest: str) -> str:
    """The free text an entry holds under this digest; "" for none and for one that was destroyed."""
    return kept_text(conn, digest)


def _prepare(case_file: CaseFile, act: str, body: Mapping[str, Any]) -> None:
    """Bytes are stored before the entry that names them."""
    if act == erasure.ERASING and isinstance(body.get("masked"), str):
        erasure.need_copy(case_file, body["masked"])


def _finished(case_file: CaseFile, entry: Entry) -> Entry:
    """What an entry says is gone goes once the entry is safe."""
    if entry.act == erasure.ERASING:
        erasure.finish(case_file)
    if entry.act == destruction.CONFIRMING:
        destruction.finish(case_file)
    return entry


def _write(
    conn: Connection,
    case_uid: str,
    signer: Signer,
    wish: Wish,
    saw: Sequence[str] | None,
    progress: Report | None = None,
) -> Entry:
    scene = _scene(conn, signer.member, wish)
    act = act_named(scene.act)
    heads = _heads(conn, act, scene.subject, tuple(scene.claims)) if act.deciding else {}
    if saw is not None and set(saw) != set(heads):
        raise _changed(conn, scene.subject, heads, set(saw))
    for problem in _all_refusals(conn, act, scene):
        raise problem
    _need_enrolled(scene, signer)
    said = replace_texts(act.body, mask_texts(act.body, scene.body), lambda text: put_text(conn, text))
    entry = _signed(conn, case_uid, signer, scene, said, tuple(sorted(heads)))
    conn.execute(INSERT, row_of(entry))
    conn.execute("INSERT OR IGNORE INTO public_keys VALUES (?, ?)", (signer.key_id, signer.public_key))
    _apply(conn, act, dataclasses.replace(scene, body=said, hash=entry.hash), progress)
    if act.deciding:
        _renew_heads(conn, act, entry, tuple(scene.claims))
    return entry


def _scene(conn: Connection, author: str, wish: Wish) -> Scene:
    name, subject, given, made_at = wish
    act = act_named(name)
    try:
        body = json.loads(canonical(given))
    except ValueError as error:
        raise Problem("BadActBody", field="", why=str(error)) from None
    for problem in shape_refusals(act, subject, body):
        raise problem
    case = read_case(conn)
    plan: Plan = plan_from(body["plan"]) if name == "found_case" else plan_of(conn, case.plan)
    claims = read_claims(conn, claims_of(act, subject, body))
    return Scene(name, subject, author, moment(made_at), new_uid(made_at), body, case, plan, claims=claims)


def _all_refusals(conn: Connection, act: Act, scene: Scene) -> Refusals:
    """The refusals of the rules, then those only the store can know."""
    found = False
    for problem in refusals(scene):
        found = True
        yield problem
    if found:
        return
    if act.name == "take_back":
        yield from take_back_refusals(scene, History(conn).scenes_of(scene.subject))
    if act.name in ("take_back_routes", "take_back_assignments"):
        yield from changed_since(conn, scene)
    if act.name == "route_claims":
        yield from not_as_found(conn, scene)
    yield from assignments.refusals(conn, scene)
    yield from arrivals.refusals(conn, scene)
    if act.name == "take_in" and conn.execute("SELECT 1 FROM heads WHERE subject = ?", (scene.subject,)).fetchone():
        yield Problem("ActNotAllowed", act=act.name, why="delivery_known", delivery=scene.subject)
    if act.name == erasure.ERASING:
        yield from erasure.refusals(conn, scene)
    if act.name == sealing.SEALING:
        yield from sealing.refusals(conn, scene)
    if act.name in (destruction.PROPOSING, destruction.CONFIRMING):
        yield from destruction.refusals(conn, scene)
    if act.name == closing.CLOSING:
        yield from closing.refusals(conn, scene)
    if act.name == "pin_note":
        yield from _note_refusals(conn, scene)
    if act.name == "adopt_plan":
        try:
            plan_from(scene.body["text"])
        except Problem as problem:
            yield problem
    if act.name in reasons.GIVING:
        yield from reasons.refusals(conn, scene)
    yield from twin_refusals(conn, scene)
    yield from interest_refusals(conn, scene)
    yield from renewal_refusals(conn, scene)


def _note_refusals(conn: Connection, scene: Scene) -> Refusals:
    """A note is edited or dropped by its author only, and only as it stands now."""
    if "replaces" not in scene.body:
        return
    before = conn.execute(
        "SELECT author, json_extract(body, '$.dropped') AS is_dropped FROM journal "
        "WHERE uid = ? AND act = 'pin_note' AND subject = ?",
        (scene.body["replaces"], scene.subject),
    ).fetchone()
    if before is None:
        yield Problem("BadActBody", field="replaces", why="unknown", value=scene.body["replaces"])
    elif before["author"] != scene.author:
        yield Problem("ActNotAllowed", act=scene.act, why="not_your_note", author=before["author"])
    elif (
        before["is_dropped"]
        or conn.execute(
            "SELECT 1 FROM journal WHERE subject = ? AND act = 'pin_note' AND json_extract(body, '$.replaces') = ?",
            (scene.subject, scene.body["replaces"]),
        ).fetchone()
    ):
        yield Problem("ActNotAllowed", act=scene.act, why="note_changed", claim=scene.subject)


def _need_enrolled(scene: Scene, signer: Signer) -> None:
    """The key must stand on the roster beside its person; the founder brings the first one along."""
    if scene.act == "found_case":
        listed = next(line["public_keys"] for line in scene.body["roster"] if line["id"] == signer.member)
    elif scene.act == RENEWING:
        listed = [scene.body["new"]]  # vouched for by the old one, which is on the roster
    else:
        listed = scene.member.public_keys
    if signer.public_key not in listed:
        raise Problem("KeyLocked", key_id=signer.key_id, member=signer.member, why="not on the roster")


def _signed(
    conn: Connection, case_uid: str, signer: Signer, scene: Scene, body: dict[str, Any], saw: tuple[str, ...]
) -> Entry:
    last = conn.execute(
        "SELECT number, hash FROM journal WHERE key_id = ? ORDER BY number DESC LIMIT 1", (signer.key_id,)
    ).fetchone()
    number, previous = (last[0] + 1, last[1]) if last else (1, "")
    entry = Entry(
        case_uid, scene.uid, signer.key_id, signer.member, number, scene.made_at, scene.act, scene.subject, saw, body,
        previous,
    )  # fmt: skip
    name = entry.recomputed_hash()
    return dataclasses.replace(entry, hash=name, signature=signer.sign(name))


def _apply(conn: Connection, act: Act, scene: Scene, progress: Report | None) -> None:
    conn.executemany("INSERT INTO journal_claims VALUES (?, ?)", [(number, scene.uid) for number in scene.claims])
    history = History(conn) if act.name in TAKING_BACK else None
    for done, (number, claim) in enumerate(scene.claims.items()):
        if progress is not None and done % STEP == 0:
            progress(done, len(scene.claims))
        if history is not None:
            after = fold(history.base(number), history.scenes_of(number))
        else:
            after = apply_to_claim(claim, scene)
        if act.deciding:
            write_claim(conn, claim, after, scene.made_at)
    if act.on_case is not None:
        write_case(conn, apply_to_case(scene.case, scene))
    search_index.entry_written(conn, scene.uid)
    if act.name == erasure.ERASING:
        erasure.mark(conn, scene)
    if act.name == destruction.CONFIRMING:
        destruction.mark(conn, scene)
    if act.name == "take_in":
        receive(conn, scene.subject.partition(":")[2])


def head_subjects(act: Act, subject: str, claims: Sequence[str]) -> set[str]:
    """The subjects whose head an entry becomes; a meeting has none of its own, its acts move the whole case on."""
    return {"case" if act.subject in ("case", "meeting") else subject, *claims}


def _heads(conn: Connection, act: Act, subject: str, claims: Sequence[str]) -> dict[str, str]:
    """Hash -> subject of every head; a claim nobody has touched has the `take_in` of its delivery."""
    wanted = sorted({subject, *claims, "case"})
    found: dict[str, str] = {}
    headed = set()
    for row in conn.execute(
        "SELECT hash, subject FROM heads WHERE subject IN (SELECT value FROM json_each(?))", (json.dumps(wanted),)
    ):
        found[row["hash"]] = row["subject"]
        headed.add(row["subject"])
    bare = [claim for claim in claims if claim not in headed]
    if bare:
        for row in conn.execute(
            "SELECT DISTINCT h.hash, h.subject FROM claims c JOIN heads h ON h.subject = 'delivery:' || c.delivery "
            "WHERE c.claim IN (SELECT value FROM json_each(?))",
            (json.dumps(bare),),
        ):
            found[row["hash"]] = row["subject"]
    return found


def _renew_heads(conn: Connection, act: Act, entry: Entry, claims: Sequence[str]) -> None:
    subjects = sorted(head_subjects(act, entry.subject, claims))
    conn.executemany("DELETE FROM heads WHERE subject = ?", [(subject,) for subject in subjects])
    heads = [(subject, entry.hash, entry.uid) for subject in subjects]
    conn.executemany("INSERT INTO heads VALUES (?, ?, ?)", heads)


def _changed(conn: Connection, subject: str, heads: Mapping[str, str], saw: set[str]) -> Problem:
    """Who did what since the form was opened; of several, the latest."""
    new = [name for name in heads if name not in saw] or list(heads)
    rows: list[Row] = [
        conn.execute("SELECT author, act, made_at, hash FROM journal WHERE hash = ?", (name,)).fetchone()
        for name in new
    ]
    latest = max(rows, key=lambda row: str(row["made_at"]), default=None)
    if latest is None:
        return Problem("ClaimChangedMeanwhile", claim=subject, by="?", act="?", at="?")
    about = heads[latest["hash"]]
    return Problem(
        "ClaimChangedMeanwhile", claim=about if about != "case" else subject, by=latest["author"], act=latest["act"],
        at=latest["made_at"], subject=about,
    )  # fmt: skip


def _read_back(case_file: CaseFile, entry: Entry) -> Entry:
    """What is shown as recorded is what stands in the file, not what was meant to."""
    row = case_file.writer.execute(f"SELECT {', '.join(COLUMNS)} FROM journal WHERE uid = ?", (entry.uid,)).fetchone()
    if row is None or tuple(row) != row_of(entry):
        raise Problem("CaseFileDamaged", file=str(case_file.path), why="an entry could not be read back")
    return entry
