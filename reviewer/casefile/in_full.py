"""Lines of a list in full, but for claims on which its reader has still to answer for a conflict (domain.md 5.3)."""

from collections.abc import Sequence

from reviewer.casefile import claims
from reviewer.casefile.engine import Connection
from reviewer.casefile.interests import touched_in
from reviewer.casefile.standing import read_claims


def lines_in_full(conn: Connection, ids: Sequence[int], member: str) -> tuple[list[claims.ListLine], int]:
    """The lines of these ids, and how many stay masked: one by one they could not be unmasked either."""
    found = claims.lines(conn, ids, masked=False)
    kept = touched_in(conn, read_claims(conn, [one.claim for one in found]), {member})
    masked = {one.id: one for one in claims.lines(conn, [one.id for one in found if one.claim in kept])}
    return [masked.get(one.id, one) for one in found], len(masked)
