"""What lists of claims read, in one question each; loaded with the first list, so it leans on nothing else."""

from array import array
from collections.abc import Sequence
from typing import Any


def first_lines(conn: Any, wanted: Any, sort: str, descending: bool, ranks: Sequence[str] = ()) -> Sequence[Any]:
    """The first page, for the first paint."""
    from reviewer.casefile import claims
    from reviewer.casefile.listing import PAGE

    found: Sequence[Any] = claims.first(conn, wanted, sort, descending, limit=PAGE, ranks=ranks)
    return found


def sums_of(conn: Any, ids: "array[int]") -> tuple[int, int]:
    """What these claims claim and what they were awarded, in won."""
    from reviewer.casefile import claims

    return claims.sums(conn, ids)


def fetch_lines(conn: Any, ids: Sequence[int]) -> Sequence[Any]:
    """The lines of these ids, in their order."""
    from reviewer.casefile import claims

    found: Sequence[Any] = claims.lines(conn, ids)
    return found
