"""What triage reads: the claims that wait, the facts of one with what the machine suggests, and dry runs."""

import dataclasses
from array import array
from decimal import Decimal
from typing import Any

from reviewer.rules.applicant import Applicant
from reviewer.rules.lanes import Triage
from reviewer.rules.plan import Plan
from reviewer.rules.privacy import mask_patterns
from reviewer.rules.routing import Routing, suggested

SAVED = "query:"
"""Saved queries are drafts of a person, under this head and their name."""


@dataclasses.dataclass(frozen=True)
class Asked:
    """What the fields above a list ask for; empty fields do not narrow it. Losses are won, both included."""

    words: str = ""
    lane: str = ""  # a route, or "-" for claims without one
    reporter: str = ""
    service: str = ""
    least_loss: int | None = None
    most_loss: int | None = None
    only_new: bool = True  # only what no person routed yet
    composing: bool = False


@dataclasses.dataclass(frozen=True)
class TriageFacts:
    """One claim as triage shows it; what names a person is masked as in the list."""

    line: Any
    said: Applicant
    story: str
    suggestion: Routing
    twin: str
    triage: Triage | None
    note: str
    papers: int


def filter_of(asked: Asked) -> Any:
    """The filter of the case file for these fields."""
    from reviewer.casefile.claims import Filter
    from reviewer.casefile.lanes import TO_DO

    where = {"reporter_type": asked.reporter, "services": asked.service}
    where = {name: value for name, value in where.items() if value}
    return Filter(
        words=asked.words,
        route=frozenset({asked.lane.replace("-", "")} if asked.lane else ()),
        stage=TO_DO.stage,
        least_loss=asked.least_loss,
        most_loss=asked.most_loss,
        where=where | (dict(TO_DO.where) if asked.only_new else {}),
        composing=asked.composing,
    )


def asked_of(wanted: Any) -> Asked:
    """The fields that stand for a filter which `filter_of` made."""
    lane = next(iter(wanted.route), "-") or "-" if wanted.route else ""
    return Asked(
        wanted.words, lane, wanted.where.get("reporter_type", ""), wanted.where.get("services", ""),
        wanted.least_loss, wanted.most_loss, "routed_by" in wanted.where,
    )  # fmt: skip


def read_to_do(conn: Any, asked: Asked) -> "array[int]":
    """The claims that wait for triage, those without a route first."""
    from reviewer.casefile import claims

    return claims.order(conn, filter_of(asked), "stage", False)


def read_looks(conn: Any, share: Decimal, person: str) -> "array[int]":
    """The claims drawn for a second look that this person may look at."""
    from reviewer.casefile import lanes

    return lanes.looks_due(conn, share, person) if person else array("q")


def read_waiting(
    conn: Any, asked: Asked | None, share: Decimal, person: str
) -> tuple["array[int]", "array[int]", bool]:  # fmt: skip
    """The claims of the list (second looks where `asked` is None), the second looks, and if there is any claim."""
    from reviewer.casefile import claims

    looks = read_looks(conn, share, person)
    return (looks if asked is None else read_to_do(conn, asked)), looks, claims.are_there(conn)


def read_facts(conn: Any, line: Any, plan: Plan) -> TriageFacts:
    """One claim with what the machine suggests and why."""
    from reviewer.casefile import claim_facts, journal, lanes, standing

    claim = standing.read_claim(conn, line.claim)
    said = claim_facts.read_applicant(conn, line.claim)
    twin = lanes.earlier_twin(conn, line.claim, said.brn)
    note = journal.text_of(conn, claim.triage.note) if claim.triage else ""
    story = mask_patterns(said.story)
    return TriageFacts(line, said, story, suggested(plan, said, twin), twin, claim.triage, note, len(claim.papers))


def read_dry_run(conn: Any, asked: Asked, route: str, person: str) -> Any:
    """What routing these claims would change (lanes.DryRun)."""
    from reviewer.casefile import lanes

    return lanes.dry_run(conn, filter_of(asked), route, person)


def read_body(conn: Any, asked: Asked, route: str, ids: "array[int]", unticked: frozenset[int]) -> dict[str, Any]:
    """The body of the act for what the dry run showed."""
    from reviewer.casefile import lanes
    from reviewer.casefile.queries import query_text

    kept = array("q", [one for one in ids if one not in unticked])
    left_out = lanes.numbers_of(conn, array("q", [one for one in ids if one in unticked]))
    body: dict[str, Any] = {
        "claims": lanes.numbers_of(conn, kept),
        "route": route,
        "query": query_text(filter_of(asked)),
        "count": len(ids),
    }
    return body | ({"left_out": left_out} if left_out else {})


def read_last_many(conn: Any, person: str) -> Any:
    """The last act of this person on many claims that still stands (lanes.RoutedMany), or None."""
    from reviewer.casefile import lanes

    return lanes.last_routed_many(conn, person) if person else None


def read_saved(conn: Any, person: str) -> dict[str, Asked]:
    """The saved queries of a person by name."""
    from reviewer.casefile import desk_notes
    from reviewer.casefile.queries import read_query

    drafts = desk_notes.drafts_of(conn, person, "case")
    return {
        form.removeprefix(SAVED): asked_of(read_query(content))
        for form, content in sorted(drafts.items())
        if form.startswith(SAVED)
    }


def keep_query(conn: Any, person: str, name: str, asked: Asked | None, at: str) -> None:
    """Keep a query under a name, or forget it."""
    from reviewer.casefile import desk_notes
    from reviewer.casefile.queries import query_text

    content = "" if asked is None else query_text(filter_of(asked))
    desk_notes.keep_draft(conn, person, "case", SAVED + name, content, at)
