"""The names under which papers came, and their order; a name that was destroyed keeps its place in both."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from reviewer.casefile.digests import rows_digest
from reviewer.casefile.engine import Connection
from reviewer.rules.plain import canonical

_GONE = re.compile(r"destroyed/(\d+) (\d+) ([0-9a-f]{64})")
Row = TypeVar("Row")


class Gone(NamedTuple):
    """What stands in place of a name: the paper's place in its delivery and its claim, the digest of its line."""

    place: int
    rank: int
    digest: str


def gone(path: str) -> Gone | None:
    """What is left of a destroyed name; None for a name that is still there."""
    found = _GONE.fullmatch(path)
    return Gone(int(found[1]), int(found[2]), found[3]) if found is not None else None


def gone_path(place: int, rank: int, digest: str) -> str:
    """What stands in place of a name once it is destroyed."""
    return f"destroyed/{place:06d} {rank:04d} {digest}"


def in_place(rows: Iterable[tuple[int | None, Row]]) -> list[Row]:
    """The rows in order: those with a place of their own there, the others one after another around them."""
    placed: dict[int, Row] = {}
    others: list[Row] = []
    for place, row in rows:
        if place is None:
            others.append(row)
        else:
            placed[place] = row
    if not placed:
        return others
    found = others
    for place in sorted(placed):  # a place that no delivery has is the last one
        found.insert(place, placed[place])
    return found


def in_rank(papers: Iterable[tuple[str, Row]]) -> list[Row]:
    """The papers of one claim, given with their names by name, in the order in which they came."""
    told = [(gone(path), row) for path, row in papers]
    return in_place((None if left is None else left.rank, row) for left, row in told)


def ranks_of(conn: Connection, delivery: str) -> Mapping[str, int]:
    """The place of every paper of a delivery among those of its claim."""
    groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for claim, relation, path in conn.execute(
        "SELECT claim, relation, path FROM papers WHERE delivery = ? ORDER BY path", (delivery,)
    ):
        groups.setdefault((claim, relation), []).append((path, path))
    return {path: rank for group in groups.values() for rank, path in enumerate(in_rank(group))}


def paper_lines(conn: Connection, delivery: str) -> list[tuple[str, str]]:
    """The papers of a delivery in the order of its entry, each with the digest of its line."""
    rows = conn.execute("SELECT path, document FROM papers WHERE delivery = ? ORDER BY path, document", (delivery,))
    told = [(gone(path), path, document) for path, document in sorted(map(tuple, rows))]
    return in_place(
        (None, (path, hashlib.sha256(canonical([path, document])).hexdigest()))
        if left is None
        else (left.place, (path, left.digest))
        for left, path, document in told
    )


def papers_sha256(conn: Connection, delivery: str) -> str:
    """The fingerprint of a delivery's papers as its entry holds it."""
    return rows_digest(digest for _, digest in paper_lines(conn, delivery))
