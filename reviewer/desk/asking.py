"""A request for more evidence as its letter will put it, before anything is recorded."""

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from reviewer.casefile import standing
from reviewer.desk.composing import compose_now
from reviewer.letters.content import Block, Table
from reviewer.rules.supplement import Supplement, SupplementItem


def request_in_words(
    conn: Any, number: str, items: Sequence[dict[str, str]], due: dt.date, lang: str, issued_on: dt.date
) -> str:
    """The body of the request letter in `lang`, with its tables line by line; its number is given when it is recorded.

    Raises ClaimUnknown, and CalendarUnknown for a day beyond the plan's holidays.
    """
    claim = standing.read_claim(conn, number)
    lines = tuple(
        SupplementItem(item["kind"], item["reason"], item.get("document", ""), item.get("check", "")) for item in items
    )
    rules = standing.read_case(conn).rules_in_force
    asked = Supplement(len(claim.supplements) + 1, lines, issued_on, due, rules_version=rules)
    asking = dataclasses.replace(claim, supplements=(*claim.supplements, asked))
    letter = compose_now(conn, asking, "SUPPLEMENT", asked, lang, issued_on=issued_on, both=True, draft=True)
    return "\n".join([letter.title, "", *(line for block in letter.body for line in _lines(block))])


def _lines(block: Block) -> Iterator[str]:
    """A paragraph, or a table with a heading for every cell, as a narrow column can show it."""
    if not isinstance(block, Table):
        yield f"{block.label} {block.text}".strip()
        return
    for row in block.rows:
        yield f"  {row[0]}. {row[1]}"
        for column, cell in list(zip(block.columns, row, strict=True))[2:]:
            yield f"     {column.heading}: {cell}"
