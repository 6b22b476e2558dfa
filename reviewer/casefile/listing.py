"""The lists a window asks for one after another while somebody types: the first rows at once, then all of them."""

import dataclasses
from array import array
from collections.abc import Sequence
from typing import NamedTuple

from reviewer.casefile import claims
from reviewer.casefile.claims import Filter
from reviewer.casefile.engine import Connection
from reviewer.casefile.list_order import InOrder, sorted_by

PAGE = 64
"""So many rows are painted first."""
WALKED = 6_000
"""So many rows are looked through for them, before it is sooner to ask for all hits."""


class FirstRows(NamedTuple):
    """The first claims of a list by id, and whether there are no others."""

    ids: "array[int]"
    are_all: bool


class Listing:
    """Keeps the order of the list without words between two keys; for one connection."""

    def __init__(self) -> None:
        """Nothing is read before it is asked for."""
        self._asked: tuple[object, ...] = ()
        self._order: array[int] = array("q")

    def first(
        self, conn: Connection, wanted: Filter, sort: str = "claim", descending: bool = False, ranks: Sequence[str] = ()
    ) -> FirstRows:
        """The first rows, found in the way that is shorter for these words; arguments as those of `claims.order`."""
        from reviewer.casefile import search

        query, by = claims.query_of(conn, wanted), sorted_by(sort, descending, ranks)
        if not query.asked or search.is_few(conn, query):
            return FirstRows(self.whole(conn, wanted, sort, descending, ranks), True)
        every = self._in_order(conn, wanted, by)
        found = search.walk(conn, query, every[:WALKED], PAGE)
        if len(found) < PAGE and len(every) > WALKED:  # hits lie far apart
            return FirstRows(self.whole(conn, wanted, sort, descending, ranks), True)
        return FirstRows(array("q", found), len(found) < PAGE)

    def whole(
        self, conn: Connection, wanted: Filter, sort: str = "claim", descending: bool = False, ranks: Sequence[str] = ()
    ) -> "array[int]":
        """Every id of the list in its order; arguments as those of `claims.order`."""
        from reviewer.casefile import search

        by, found = sorted_by(sort, descending, ranks), search.hits(conn, claims.query_of(conn, wanted))
        if found is None:
            return self._in_order(conn, wanted, by)
        if len(found) <= search.FEW:
            return claims.among(conn, wanted, found, by)
        return array("q", [one for one in self._in_order(conn, wanted, by) if one in found])

    def _in_order(self, conn: Connection, wanted: Filter, by: InOrder) -> "array[int]":
        """The list without words, read anew only once somebody wrote to the case."""
        bare = dataclasses.replace(wanted, words="", composing=False, texts=False, person="")
        written = conn.execute("PRAGMA data_version").fetchone()[0]
        asked = (repr(bare), by, written)
        if asked != self._asked:
            self._order = claims.in_order(conn, bare, by)
            self._asked = asked
        return self._order
