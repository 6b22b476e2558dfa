"""The daily sales that the machine has read in a claim's papers, for a person to take or leave."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from reviewer.casefile import readings
from reviewer.rules.plan import Plan
from reviewer.rules.sales_taking import DayFound, days_read


class PaperDays(NamedTuple):
    """The days read in one paper."""

    document: str
    days: tuple[DayFound, ...]


FEWEST = 7
"""Fewer days of the two months than a week are no sales record worth an offer."""


def sales_found(conn: Any, documents: Iterable[str], plan: Plan) -> list[PaperDays]:
    """The days of the plan's two months read in these papers, the paper with most days first; read papers only."""
    first, last = plan.window
    found = []
    for document, kept in readings.readings_of(conn, documents).items():
        days = [day for day in days_read(kept.reading, first.year) if first <= day.date <= last]
        if len(days) >= FEWEST:
            found.append(PaperDays(document, tuple(days)))
    return sorted(found, key=lambda paper: -len(paper.days))
