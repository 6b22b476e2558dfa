"""What the machine read in each paper: a cache, made anew when the reading learns to see more."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from reviewer.casefile import search_index
from reviewer.casefile.claim_facts import papers_of
from reviewer.casefile.engine import Connection
from reviewer.rules.likeness import Traits
from reviewer.rules.reading import Reading, Row, Word

READ = "READ"
_SOURCES = {"NONE": 0, "TEXT": 1, "RECOGNISED": 2}
_SOME_UNSEEN = 3


class KeptReading(NamedTuple):
    """A reading as it is kept: READ, or why the paper could not be read (a code of docs/interface.md)."""

    state: str
    reading: Reading


class Waiting(NamedTuple):
    """A paper nobody has read yet, with the claim it belongs to and its path in the delivery."""

    document: str
    kind: str
    path: str
    claim: str


def keep(conn: Connection, state: str, reading: Reading, version: int) -> bool:
    """Keep what was read in a paper, in place of what was kept before; False for an erased one: nothing is kept."""
    if conn.execute("SELECT 1 FROM tombstones WHERE digest = ?", (reading.document,)).fetchone() is not None:
        return False
    conn.execute(
        "INSERT OR REPLACE INTO paper_readings (document, version, state, has_text, content) VALUES (?, ?, ?, ?, ?)",
        (reading.document, version, state, _has_text(reading), _written(reading)),
    )
    search_index.paper_read(conn, reading.document)
    return True


def _has_text(reading: Reading) -> int:
    waits = reading.source == "TEXT" and reading.unseen and not reading.recognised
    return _SOME_UNSEEN if waits else _SOURCES[reading.source]


def forget(conn: Connection, document: str) -> None:
    """Forget what was read in a paper: it was erased, or is to be read anew."""
    conn.execute("DELETE FROM paper_readings WHERE document = ?", (document,))
    search_index.paper_forgotten(conn, document)


def readings_of(conn: Connection, documents: Iterable[str]) -> dict[str, KeptReading]:
    """What is kept of these papers, by document; those that wait are left out."""
    rows = conn.execute(
        "SELECT document, state, content FROM paper_readings WHERE document IN (SELECT value FROM json_each(?))",
        (json.dumps(list(documents)),),
    )
    return {row[0]: KeptReading(row[1], _reading(row[0], json.loads(row[2]))) for row in rows}


def reading_of(conn: Connection, document: str) -> Reading | None:
    """What was read in one paper; None while it waits or where it could not be read."""
    kept = readings_of(conn, [document]).get(document)
    return kept.reading if kept is not None and kept.state == READ else None


_UNREAD = "(r.document IS NULL OR r.version <> ?1)"
_UNSEEN = "(r.version = ?1 AND r.state = 'READ' AND r.has_text IN (0, 3))"


def waiting_of(conn: Connection, claim: str, version: int, *, unseen: bool = False) -> list[Waiting]:
    """The papers of one claim that are still to be read; masked copies are papers too. Problem ClaimUnknown.

    `unseen` gives those with pages on which no text was found: what a recogniser may still see in them.
    """
    return _of_claim(conn, claim, version, _UNSEEN if unseen else _UNREAD)


def locked_of(conn: Connection, claim: str, version: int) -> list[Waiting]:
    """The papers of one claim that could not be read for want of their password. Problem ClaimUnknown."""
    return _of_claim(conn, claim, version, "(r.version = ?1 AND r.state = 'password')")


def _of_claim(conn: Connection, claim: str, version: int, wanted: str) -> list[Waiting]:
    lines = {line.document: line for line in papers_of(conn, claim)}
    rows = conn.execute(
        "SELECT d.value FROM json_each(?2) d LEFT JOIN paper_readings r ON r.document = d.value "
        f"WHERE {wanted} ORDER BY d.key",
        (version, json.dumps(list(lines))),
    )
    return [Waiting(row[0], lines[row[0]].kind, lines[row[0]].path, claim) for row in rows]


def waiting(conn: Connection, version: int, *, unseen: bool = False, limit: int = 100) -> list[Waiting]:
    """Papers of all claims that are still to be read: first those of claims in individual review not decided yet.

    `unseen` as in `waiting_of`. What was erased is left out.
    """
    wanted = _UNSEEN if unseen else _UNREAD
    open_first = "(c.route = 'INDIVIDUAL' AND c.disposition = '')"
    rows = conn.execute(
        "SELECT p.document, min(p.kind), min(p.path), min(p.claim) FROM papers p "
        "LEFT JOIN claims c ON c.claim = p.claim LEFT JOIN paper_readings r ON r.document = p.document "
        f"WHERE p.claim <> '' AND {wanted} AND p.document NOT IN (SELECT digest FROM tombstones) "
        f"GROUP BY p.document ORDER BY max({open_first}) DESC, min(p.claim), min(p.path) LIMIT ?2",
        (version, limit),
    )
    return [Waiting(*row) for row in rows]


def is_waiting(conn: Connection, document: str, version: int, *, unseen: bool = False) -> bool:
    """Whether this paper is still to be read, or with `unseen` still to be recognised."""
    row = conn.execute(
        f"SELECT {_UNSEEN if unseen else _UNREAD} FROM (SELECT ?2 AS document) d "
        "LEFT JOIN paper_readings r ON r.document = d.document",
        (version, document),
    ).fetchone()
    return bool(row[0])


def counts(conn: Connection, version: int) -> tuple[int, int]:
    """How many papers of claims have been read with this version, and how many there are."""
    row = conn.execute(
        "SELECT count(r.document), count(*) FROM (SELECT DISTINCT document FROM papers WHERE claim <> '') p "
        "LEFT JOIN paper_readings r ON r.document = p.document AND r.version = ?",
        (version,),
    ).fetchone()
    return int(row[0]), int(row[1])


def _written(reading: Reading) -> str:
    """The reading as compact JSON: a large sheet is mostly its cells."""
    traits = {name: value for name, value in vars(reading.traits).items() if value}
    plain = {
        "kind": reading.kind,
        "source": reading.source,
        "words": [[word.text, word.page, *word.box] for word in reading.words],
        "rows": [[row.sheet, row.row, *row.cells] for row in reading.rows],
        "resident_numbers": reading.resident_numbers,
        "recognised": reading.recognised,
        "unseen": reading.unseen,
        "traits": traits,
        "pages": reading.pages,
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _reading(document: str, plain: Mapping[str, Any]) -> Reading:
    traits = dict(plain["traits"])
    traits["pictures"] = tuple(traits.get("pictures", ()))
    return Reading(
        document,
        plain["kind"],
        plain["source"],
        tuple(Word(text, page, tuple(box)) for text, page, *box in plain["words"]),
        tuple(Row(sheet, row, tuple(cells)) for sheet, row, *cells in plain["rows"]),
        tuple(tuple(place) for place in plain["resident_numbers"]),
        tuple(plain.get("recognised", ())),
        tuple(plain.get("unseen", ())),
        Traits(**traits),
        int(plain.get("pages", 0)),
    )
