"""Facts that a simulated lead takes from papers: the sales of days of the outage, bound to the line they stand in."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from reviewer.casefile import proofs
from reviewer.casefile.case_file import CaseFile
from reviewer.documents.open_document import OpenDocument
from reviewer.documents.opening import open_document
from reviewer.rules.claim import Claim
from reviewer.rules.places import body_of, on_page
from reviewer.rules.problem import Problem
from reviewer.rules.verdicts import ACCEPTED

CLAIMS = 16
"""So many claims are looked through for figures: each paper is opened for it."""
DAYS = 2
"""So many days of a claim are bound; nobody binds every line of a sheet of sales."""
_LEFT, _AROUND = 220, 16  # points, so that the cutting shows the day before its figure and the lines about it


def day_sales(case_file: CaseFile, claim: Claim, daily: Mapping[str, int], since: dt.date) -> Iterator[dict[str, Any]]:
    """The bodies of `bind_fact` for days from `since` on whose sales stand in words on a page, from one paper."""
    for paper in claim.papers:
        if paper.kind != "SLS" or paper.verdict not in ACCEPTED:
            continue
        try:
            with open_document(bytes(proofs.read(case_file, paper.document)), paper.document) as opened:
                if found := list(_in_words(opened, paper.document, daily, since)):
                    yield from found[:DAYS]
                    return
        except Problem:
            continue  # a paper that cannot be opened proves nothing, and its checks say so


def _in_words(
    opened: OpenDocument, document: str, daily: Mapping[str, int], since: dt.date
) -> Iterator[dict[str, Any]]:
    sizes = opened.description.page_sizes
    week = [(since + dt.timedelta(days=later)).isoformat() for later in range(7)]
    for day in (day for day in week if daily.get(day)):
        hits = opened.find(f"{daily[day]:,}", 1, len(sizes)) if sizes else []
        if len(hits) != 1:
            continue
        (hit,) = hits
        _, top, right, bottom = hit.box
        place = on_page(
            document, hit.page, max(right - _LEFT, 0), max(top - _AROUND, 0),
            min(right + _AROUND, sizes[hit.page - 1][0]), bottom + _AROUND,
        )  # fmt: skip
        yield {"fact": "DAY_SALES", "value": str(daily[day]), "day": day, "at": body_of(place)}
