"""What a masked copy leaves no trace of: the original's bytes, its readings, and clippings of what was blackened."""

import json
from collections.abc import Iterable

from reviewer.casefile import fingerprints, readings
from reviewer.casefile.connections import CaseFile
from reviewer.casefile.engine import Connection, DatabaseError
from reviewer.rules.acts.masking import holds, overlaps
from reviewer.rules.acts.shape import Refusals, Scene
from reviewer.rules.places import place_of
from reviewer.rules.problem import Problem

ERASING = "replace_by_masked_copy"
_PICTURE = "89504E470D0A1A0A"  # how a clipping (PNG) begins


def claims_holding(conn: Connection, document: str) -> list[str]:
    """Every claim that holds this paper, by number; also where the paper is itself a masked copy."""
    named = {row[0] for row in conn.execute("SELECT claim FROM papers WHERE document = ? AND claim <> ''", (document,))}
    named |= {
        str(row[0])
        for row in conn.execute(
            "SELECT DISTINCT c.value FROM tombstones t JOIN journal j ON j.uid = t.entry, "
            "json_each(j.body, '$.claims') c "
            "WHERE j.act = 'replace_by_masked_copy' AND json_extract(j.body, '$.masked') = ?",
            (document,),
        )
    }
    named |= {
        str(row[0])
        for row in conn.execute(
            "SELECT DISTINCT j.subject FROM journal j, json_each(j.body, '$.papers') p "
            "WHERE j.act = 'receive_papers' AND json_extract(p.value, '$.document') = ?",
            (document,),
        )
    }
    from reviewer.casefile.standing import read_claim

    return [number for number in sorted(named) if _is_known(conn, number) and holds(read_claim(conn, number), document)]


def _is_known(conn: Connection, number: str) -> bool:
    return conn.execute("SELECT 1 FROM claims WHERE claim = ?", (number,)).fetchone() is not None


def refusals(conn: Connection, scene: Scene) -> Refusals:
    """What only the store can know: that no claim which holds the paper is left out, and what was erased before."""
    document = scene.body["document"]
    if conn.execute("SELECT 1 FROM tombstones WHERE digest = ?", (document,)).fetchone() is not None:
        yield Problem("ActNotAllowed", act=scene.act, why="erased_before", document=document)
        return
    for number in sorted(set(claims_holding(conn, document)) - set(scene.claims)):
        yield Problem("ActNotAllowed", act=scene.act, why="claim_left_out", claim=number)


def need_copy(case_file: CaseFile, masked: str) -> None:
    """The copy's bytes stand beside the case before the entry that names them. DocumentsMissing, ProofMissing."""
    conn = case_file.documents_reader()
    if conn.execute("SELECT 1 FROM documents WHERE document = ?", (masked,)).fetchone() is None:
        raise Problem("ProofMissing", claim="", document=masked)


def mark(conn: Connection, scene: Scene) -> None:
    """In the transaction of the entry: say what must go, and drop what the case file itself keeps of it."""
    document, masked = scene.body["document"], scene.body["masked"]
    gone = [document, *_clippings_hit(conn, scene)]
    conn.executemany("INSERT OR IGNORE INTO tombstones VALUES (?, ?)", [(one, scene.uid) for one in gone])
    readings.forget(conn, document)
    fingerprints.forget(conn, document)
    conn.execute("DELETE FROM desk_views WHERE document = ?", (document,))
    conn.execute("UPDATE OR REPLACE desk_pages SET document = ? WHERE document = ?", (masked, document))
    conn.execute(
        "UPDATE OR REPLACE desk_drafts SET form = replace(form, ?2, ?1), content = replace(content, ?2, ?1) "
        "WHERE instr(form, ?2) OR instr(content, ?2)",
        (masked, document),
    )


def _clippings_hit(conn: Connection, scene: Scene) -> set[str]:
    """Clippings, also of facts released or taken back since, that show a part of an area."""
    areas = [place_of(area) for area in scene.body["areas"]]
    found = set()
    for row in conn.execute(
        "SELECT json_extract(body, '$.clipping'), json_extract(body, '$.at') FROM journal "
        "WHERE act = 'bind_fact' AND json_extract(body, '$.clipping') IS NOT NULL "
        "AND json_extract(body, '$.at.document') IN (SELECT value FROM json_each(?))",
        (json.dumps(_names_of(conn, scene.body["document"])),),
    ):
        at = place_of({**json.loads(row[1]), "document": scene.body["document"]})
        if any(overlaps(at, area) for area in areas):
            found.add(str(row[0]))
    return found


def _names_of(conn: Connection, document: str) -> list[str]:
    """A paper and those it took the place of: a clipping taken before shows the same page."""
    names = [document]
    while True:
        row = conn.execute(
            "SELECT json_extract(j.body, '$.document') FROM tombstones t JOIN journal j ON j.uid = t.entry "
            "WHERE j.act = 'replace_by_masked_copy' AND json_extract(j.body, '$.masked') = ?",
            (names[-1],),
        ).fetchone()
        if row is None or row[0] in names:
            return names
        names.append(str(row[0]))


def copy_of(conn: Connection, document: str) -> str:
    """The masked copy that took the place of a paper; "" for a paper that was not replaced."""
    row = conn.execute(
        "SELECT json_extract(j.body, '$.masked') FROM tombstones t JOIN journal j ON j.uid = t.entry "
        "WHERE t.digest = ? AND json_extract(j.body, '$.document') = t.digest",
        (document,),
    ).fetchone()
    return str(row[0]) if row else ""


def erased(conn: Connection) -> frozenset[str]:
    """The SHA-256 of everything whose bytes may not be kept any more."""
    return frozenset(row[0] for row in conn.execute("SELECT digest FROM tombstones"))


def clippings_named(conn: Connection) -> set[str]:
    """The SHA-256 of every clipping an entry names."""
    rows = conn.execute(
        "SELECT json_extract(body, '$.clipping') FROM journal WHERE act = 'bind_fact' "
        "AND json_extract(body, '$.clipping') IS NOT NULL"
    )
    return {str(row[0]) for row in rows}


def copies_named(conn: Connection) -> set[str]:
    """The SHA-256 of every masked copy, also of those of late papers, which no view shows."""
    rows = conn.execute("SELECT json_extract(body, '$.masked') FROM journal WHERE act = 'replace_by_masked_copy'")
    return {str(row[0]) for row in rows}


def finish(case_file: CaseFile) -> None:
    """Overwrite what the journal says is gone and shorten both logs of SQLite; harmless when nothing is left to do.

    Called after the entry, and at every opening for writing, so that a power cut between the two leaves nothing.
    Raises ErasureUnfinished when the bytes could not be overwritten yet.
    """
    if not case_file.is_writing or not case_file.has_documents:
        return
    gone = erased(case_file.writer)
    if not gone:
        return
    try:
        left = still_stored(case_file.documents_writer, gone)
        if left:
            strays = _stray_pictures(case_file)
            with case_file.writing_documents() as conn:
                drop(conn, {*left, *strays})
        for conn in (case_file.documents_writer, case_file.writer):
            if conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] and left:
                raise Problem("ErasureUnfinished", file=str(case_file.documents_path))
    except DatabaseError as fault:
        raise Problem("ErasureUnfinished", file=str(case_file.documents_path)) from fault


def still_stored(documents: Connection, gone: Iterable[str]) -> list[str]:
    """Those of these papers and letters whose bytes are still there."""
    rows = documents.execute(
        "SELECT document FROM documents WHERE document IN (SELECT value FROM json_each(?1)) "
        "UNION SELECT sha256 FROM letters WHERE sha256 IN (SELECT value FROM json_each(?1))",
        (json.dumps(list(gone)),),
    )
    return [str(row[0]) for row in rows]


def drop(documents: Connection, gone: Iterable[str]) -> None:
    """Take the bytes of these papers and letters away."""
    which = [(one,) for one in gone]
    documents.executemany("DELETE FROM documents WHERE document = ?", which)
    documents.executemany("DELETE FROM letters WHERE sha256 = ?", which)


def _stray_pictures(case_file: CaseFile) -> list[str]:
    """Pictures that nothing names: a clipping whose entry was never written may show what was blackened."""
    from reviewer.casefile.proofs import orphans

    strays = orphans(case_file)
    rows = case_file.documents_writer.execute(
        "SELECT document FROM documents WHERE document IN (SELECT value FROM json_each(?)) "
        f"AND substr(bytes, 1, 8) = x'{_PICTURE}'",
        (json.dumps(strays),),
    )
    return [str(row[0]) for row in rows]
