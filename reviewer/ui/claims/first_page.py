"""What the reader lane answers to a key in the search field: the first rows, and where each was found."""

from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from reviewer.ui.claim_table import IN_VIEW, PAGE
from reviewer.ui.found_words import found_in

if TYPE_CHECKING:
    from reviewer.rules.plan import Plan


class FirstPage(NamedTuple):
    """Ids in their order, whether there are no others, the first lines, and where these were found, in words by id."""

    ids: "array[int]"
    are_all: bool
    lines: Sequence[Any]
    found: Mapping[int, str]
    query: Any
    """What was asked for; None without words."""


def first_page(conn: Any, listing: Any, asked: tuple[Any, ...], plan: "Plan") -> FirstPage:
    """The answer to a filter, a sort, its way and its ranks."""
    from reviewer.casefile import claims

    wanted = asked[0]
    first = listing.first(conn, *asked)
    query = claims.query_of(conn, wanted) if wanted.words.strip() else None
    shown = first.ids[:PAGE]
    found = found_in(conn, query, shown[:IN_VIEW], plan) if query is not None else {}
    return FirstPage(first.ids, first.are_all, claims.lines(conn, shown), found, query)
