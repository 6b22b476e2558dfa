"""By what papers are found again: kept for every paper that was read, and looked up through indexes."""

import dataclasses
from collections.abc import Iterable, Sequence

from reviewer.casefile.engine import Connection
from reviewer.rules.likeness import RADIUS, Fingerprint, account_digest, bands_of, is_never_a_form

CROWD = 20
"""A value in the papers of more claims than this belongs to a form, a program or a card company, not to a person."""
MOST_PAIRS = 24
"""Pairs of pictures of one paper compared in one turn, the nearest first; the others wait for its next turn."""
_EXACT = ("TEXT", "WEEK", "ROWS", "TIMES", "EXIF")
_NEVER_CROWDED = frozenset({"WEEK"})


@dataclasses.dataclass(frozen=True)
class Like:
    """Two papers of two claims that agree in one fingerprint; pages and sheets count from 1, 0 is the whole paper."""

    kind: str  # a kind of Fingerprint, or FILE for the same bytes
    value: str
    document: str
    page: int
    claim: str
    other_document: str
    other_page: int


@dataclasses.dataclass(frozen=True)
class Pair:
    """Two pages whose hashes are near each other; `is_same` says what comparing them showed."""

    document: str
    page: int
    other: str
    other_page: int
    is_same: bool = False


def keep(conn: Connection, document: str, prints: Iterable[Fingerprint]) -> None:
    """Keep what a reading gave of one paper in place of what was kept of it before; inside the caller's transaction.

    Digests of accounts are not kept in an unlocked case that is no sample, as the accounts themselves are not.
    """
    forget(conn, document)
    if conn.execute("SELECT 1 FROM tombstones WHERE digest = ?", (document,)).fetchone() is not None:
        return  # erased while it was being read
    secret = conn.execute("SELECT locked OR is_sample FROM case_identity").fetchone()
    came_as = original_of(conn, document)
    wanted = [*dict.fromkeys(prints), *_owned(conn, came_as)]
    kept = [one for one in wanted if one.kind not in ("ACCOUNT", "OWNED") or (secret is not None and secret[0])]
    number = conn.execute(
        "INSERT INTO fingerprinted (document, came_as) VALUES (?, ?) RETURNING paper", (document, came_as)
    ).fetchone()[0]
    conn.executemany(
        "INSERT OR IGNORE INTO fingerprints VALUES (?, ?, ?, ?)",
        [(one.kind, one.value, number, one.page) for one in kept],
    )
    bands = [(band, one.value) for one in kept if one.kind == "PICTURE" for band in bands_of(int(one.value, 16))]
    conn.executemany("INSERT OR IGNORE INTO picture_bands VALUES (?, ?)", bands)
    if bands:
        conn.execute("INSERT INTO pictures_due VALUES (?, 0)", (number,))


def _owned(conn: Connection, document: str) -> list[Fingerprint]:
    """The accounts of the applications this paper came with, so that they are found from a paper that names one."""
    rows = conn.execute(
        "SELECT DISTINCT f.account FROM papers p JOIN fact_rows f ON f.claim = p.claim "
        "WHERE p.document = ? AND p.claim <> '' AND f.account <> ''",
        (document,),
    )
    return [Fingerprint("OWNED", value) for row in rows if (value := account_digest(row[0]))]


def original_of(conn: Connection, document: str) -> str:
    """The paper as it came, of which this one may be a masked copy."""
    copies = {
        row[0]: row[1]
        for row in conn.execute(
            "SELECT json_extract(body, '$.masked'), json_extract(body, '$.document') FROM journal "
            "WHERE subject = 'case' AND act = 'replace_by_masked_copy'"
        )
    }
    while document in copies:
        document = copies.pop(document)
    return document


def forget(conn: Connection, document: str) -> None:
    """Forget everything kept of a paper; inside the caller's transaction."""
    number = _number(conn, document)
    if number is None:
        return
    pictures = _values(conn, number, "PICTURE")
    conn.execute("DELETE FROM fingerprints WHERE paper = ?", (number,))
    conn.execute("DELETE FROM picture_pairs WHERE paper = ?1 OR other = ?1", (number,))
    conn.execute("DELETE FROM pictures_due WHERE paper = ?", (number,))
    conn.execute("DELETE FROM fingerprinted WHERE paper = ?", (number,))
    for value in pictures:
        if not conn.execute("SELECT 1 FROM fingerprints WHERE kind = 'PICTURE' AND value = ?", (value,)).fetchone():
            conn.executemany(
                "DELETE FROM picture_bands WHERE band = ? AND value = ?",
                [(band, value) for band in bands_of(int(value, 16))],
            )


def numbers_read(conn: Connection, document: str, kind: str) -> list[tuple[str, int]]:
    """The numbers of this kind (BRN, ACCOUNT as a digest) read in a paper, each with its page or sheet."""
    return _pages(conn, _number(conn, document), kind)


def runs_kept(conn: Connection, document: str) -> int:
    """How many runs of rows stand for the sheets of a paper."""
    return len(_pages(conn, _number(conn, document), "ROWS"))


def is_kept(conn: Connection, document: str) -> bool:
    """Whether this paper was read for its fingerprints."""
    return _number(conn, document) is not None


def claims_of_paper(conn: Connection, document: str) -> list[str]:
    """The claims this paper, or the one it is a masked copy of, came for."""
    rows = conn.execute(
        "SELECT DISTINCT claim FROM papers WHERE document = ? AND claim <> '' ORDER BY claim",
        (original_of(conn, document),),
    )
    return [row[0] for row in rows]


def near_pictures(conn: Connection, value: str) -> dict[str, int]:
    """The kept hashes that differ from this one (16 hex digits) in at most `RADIUS` bits, and in how many they do."""
    picture = int(value, 16)
    found: dict[str, int] = {}
    for band in bands_of(picture):
        for (other,) in conn.execute("SELECT value FROM picture_bands WHERE band = ?", (band,)):
            distance = (int(other, 16) ^ picture).bit_count()
            if distance <= RADIUS:
                found[other] = distance
    return found


def pairs_to_compare(conn: Connection, document: str, claim: str) -> list[Pair]:
    """Pages of this paper beside pages of papers of other claims that look alike and were not compared yet.

    The nearest come first, and no more than one turn allows: what is left is asked for again after these were kept.
    """
    number = _number(conn, document)
    near = [
        (distance, page, other)
        for value, page in _pages(conn, number, "PICTURE")
        for other, distance in near_pictures(conn, value).items()
    ]
    found: list[Pair] = []
    for _, page, value in sorted(near):
        if len(found) >= MOST_PAIRS:
            break
        rows = _uncompared(conn, number, page, value, claim, MOST_PAIRS - len(found))
        found += [Pair(document, page, other, other_page) for other_page, other in rows]
    return found


def next_due(conn: Connection) -> str:
    """The paper whose pictures are looked at next, "" for none: those that had the fewest turns come first."""
    row = conn.execute(
        "SELECT f.document FROM pictures_due d JOIN fingerprinted f ON f.paper = d.paper "
        "ORDER BY d.turns, d.paper LIMIT 1"
    ).fetchone()
    return "" if row is None else str(row[0])


def had_turn(conn: Connection, document: str, *, is_done: bool) -> None:
    """One turn of comparing the pictures of this paper is kept; `is_done` says that no pair was left."""
    number = _number(conn, document)
    if is_done:
        conn.execute("DELETE FROM pictures_due WHERE paper = ?", (number,))
    else:
        conn.execute("UPDATE pictures_due SET turns = turns + 1 WHERE paper = ?", (number,))


def _uncompared(
    conn: Connection, number: int | None, page: int, value: str, claim: str, most: int
) -> Sequence[tuple[int, str]]:
    rows: Sequence[tuple[int, str]] = conn.execute(
        "SELECT f.page, d.document FROM fingerprints f JOIN fingerprinted d ON d.paper = f.paper "
        "WHERE f.kind = 'PICTURE' AND f.value = ?1 AND f.paper <> ?2 "
        "AND EXISTS (SELECT 1 FROM papers p WHERE p.document = d.came_as AND p.claim <> '' AND p.claim <> ?4) "
        "AND NOT EXISTS (SELECT 1 FROM picture_pairs c WHERE c.paper = min(?2, f.paper) AND c.other = max(?2, f.paper) "
        "AND (CASE WHEN ?2 < f.paper THEN c.page = ?3 AND c.other_page = f.page "
        "ELSE c.page = f.page AND c.other_page = ?3 END)) LIMIT ?5",
        (value, number, page, claim, most),
    ).fetchall()
    return rows


def keep_pairs(conn: Connection, pairs: Iterable[Pair]) -> None:
    """Keep what comparing pages showed; inside the caller's transaction."""
    for pair in pairs:
        one, other = _number(conn, pair.document), _number(conn, pair.other)
        if one is None or other is None:
            continue  # forgotten meanwhile
        ends = sorted(((one, pair.page), (other, pair.other_page)))
        row = (*ends[0], *ends[1], int(pair.is_same))
        conn.execute("INSERT OR REPLACE INTO picture_pairs VALUES (?, ?, ?, ?, ?)", row)


def likes_of(conn: Connection, claim: str, documents: Sequence[str]) -> list[Like]:
    """Every agreement of these papers of a claim with papers of other claims, by what is kept of both."""
    found: list[Like] = []
    for document in documents:
        number = _number(conn, document)
        found += _same_file(conn, claim, document, number)
        if number is not None:
            found += _same_value(conn, claim, document, number)
            found += _same_picture(conn, claim, document, number)
    return found


def _same_file(conn: Connection, claim: str, document: str, number: int | None) -> list[Like]:
    rows = conn.execute(
        "SELECT DISTINCT claim FROM papers WHERE document = ? AND claim NOT IN ('', ?) ORDER BY claim",
        (document, claim),
    ).fetchall()
    if len(rows) > CROWD and not is_never_a_form(_kinds(conn, number)):
        return []
    return [Like("FILE", document, document, 0, row[0], document, 0) for row in rows]


def _same_value(conn: Connection, claim: str, document: str, number: int) -> list[Like]:
    found: list[Like] = []
    for kind in _EXACT:
        for value, page in _pages(conn, number, kind):
            rows = conn.execute(
                "SELECT f.page, d.document, p.claim FROM fingerprints f JOIN fingerprinted d ON d.paper = f.paper "
                "JOIN papers p ON p.document = d.came_as WHERE f.kind = ? AND f.value = ? AND f.paper <> ? "
                "AND p.claim NOT IN ('', ?) ORDER BY p.claim, d.document, f.page LIMIT ?",
                (kind, value, number, claim, 1_000 if kind in _NEVER_CROWDED else 4 * CROWD),
            ).fetchall()
            if len({row[2] for row in rows}) > CROWD and kind not in _NEVER_CROWDED:
                continue
            found += [Like(kind, value, document, page, row[2], row[1], row[0]) for row in rows]
    return found


def _same_picture(conn: Connection, claim: str, document: str, number: int) -> list[Like]:
    rows = conn.execute(
        "SELECT c.page, c.other, c.other_page FROM picture_pairs c WHERE c.paper = ?1 AND c.is_same "
        "UNION SELECT c.other_page, c.paper, c.page FROM picture_pairs c WHERE c.other = ?1 AND c.is_same",
        (number,),
    ).fetchall()
    found: list[Like] = []
    for page, other, other_page in rows:
        for name, holder in conn.execute(
            "SELECT DISTINCT d.document, p.claim FROM fingerprinted d JOIN papers p ON p.document = d.came_as "
            "WHERE d.paper = ? AND p.claim NOT IN ('', ?)",
            (other, claim),
        ):
            found.append(Like("PICTURE", "", document, page, holder, name, other_page))
    return found


def _number(conn: Connection, document: str) -> int | None:
    row = conn.execute("SELECT paper FROM fingerprinted WHERE document = ?", (document,)).fetchone()
    return None if row is None else int(row[0])


def _values(conn: Connection, number: int | None, kind: str) -> list[str]:
    return [value for value, _ in _pages(conn, number, kind)]


def _pages(conn: Connection, number: int | None, kind: str) -> list[tuple[str, int]]:
    return [
        (row[0], row[1])
        for row in conn.execute(
            "SELECT value, page FROM fingerprints WHERE paper = ? AND kind = ? ORDER BY page, value", (number, kind)
        )
    ]


def _kinds(conn: Connection, number: int | None) -> set[str]:
    return {row[0] for row in conn.execute("SELECT DISTINCT kind FROM fingerprints WHERE paper = ?", (number,))}
