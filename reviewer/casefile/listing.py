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
"""So many rows are looked through for them, before it is sooner to ask for all candidates."""
AT_ONCE = 1_000
"""So many candidates are all verified before the first paint."""


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
        self._places: array[int] = array("l")  # of every claim by id, -1 for one that is not in the list

    def first(
        self, conn: Connection, wanted: Filter, sort: str = "claim", descending: bool = False, ranks: Sequence[str] = ()
    ) -> FirstRows:
        """The first rows, found in the way that is shorter for these words; arguments as those of `claims.order`."""
        from reviewer.casefile import search

        query = claims.query_of(conn, wanted)
        every = self._in_order(conn, wanted, sorted_by(sort, descending, ranks))
        if not query.asked:
            return FirstRows(every, True)
        texts = search.elsewhere(conn, query)
        some = search.candidates(conn, query, texts, search.FEW)
        if some is None:
            found = search.walk(conn, query, texts, every[:WALKED], PAGE)
            if len(found) == PAGE or len(every) <= WALKED:
                return FirstRows(array("q", found), len(found) < PAGE)
            some = search.candidates(conn, query, texts)  # hits lie far apart
        if some is None:
            return FirstRows(self.whole(conn, wanted, sort, descending, ranks), True)
        most = PAGE if len(some) > AT_ONCE else AT_ONCE + 1
        found = search.walk(conn, query, texts, self._ranked(some), most)
        return FirstRows(array("q", found), len(found) < most)

    def whole(
        self, conn: Connection, wanted: Filter, sort: str = "claim", descending: bool = False, ranks: Sequence[str] = ()
    ) -> "array[int]":
        """Every id of the list in its order; arguments as those of `claims.order`."""
        from reviewer.casefile import search

        every = self._in_order(conn, wanted, sorted_by(sort, descending, ranks))
        found = search.hits(conn, claims.query_of(conn, wanted))
        if found is None:
            self._know_places()
            return every
        if len(found) * 4 < len(every):
            return array("q", self._ranked(found))
        return array("q", [one for one in every if one in found])

    def _in_order(self, conn: Connection, wanted: Filter, by: InOrder) -> "array[int]":
        """The list without words, read anew only once there are new entries: claims change in no other way.

        What is written to a person's own desk, as the look of the list is after every search, changes nothing here.
        """
        bare = dataclasses.replace(wanted, words="", composing=False, texts=False, person="")
        entries = conn.execute("SELECT max(rowid) FROM journal").fetchone()[0]
        asked = (repr(bare), by, entries)
        if asked != self._asked:
            conn.set_progress_handler(None, 0)  # the next question needs it too, even if nobody waits for this one
            self._order = claims.in_order(conn, bare, by)
            self._places = array("l")
            self._asked = asked
        return self._order

    def _know_places(self) -> None:
        if not self._places and self._order:
            self._places = array("l", [-1]) * (max(self._order) + 1)
            for place, one in enumerate(self._order):
                self._places[one] = place

    def _ranked(self, ids: set[int]) -> list[int]:
        """Those of these claims that are in the list, in its order."""
        self._know_places()
        places, end = self._places, len(self._places)
        return sorted((one for one in ids if one < end and places[one] >= 0), key=places.__getitem__)
