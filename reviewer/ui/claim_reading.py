"""What the windows read of the claims, in one question each."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from reviewer.rules.applicant import Applicant
from reviewer.rules.blind import as_seen
from reviewer.rules.claim import Claim
from reviewer.rules.council import Case
from reviewer.rules.evidence import Bound, bound_of
from reviewer.rules.folding import TAKING_BACK, changes_claim
from reviewer.rules.hints.hint import ClaimHints
from reviewer.rules.interests import Touch
from reviewer.rules.notes import Note, notes_of
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.reading import Word
from reviewer.rules.twins import Twin

WATCHES = frozenset({"SECRETARY", "CHAIR", "AUDITOR"})
"""Roles that see who has still to answer for an interest."""


@dataclasses.dataclass(frozen=True)
class LastAct:
    """The last act on a claim that counts; `refused` says why this person may not take it back."""

    uid: str
    act: str
    refused: Problem | None


@dataclasses.dataclass(frozen=True)
class DeskPage:
    """Everything the claim desk shows of one claim, read at one moment."""

    claim: Claim
    applicant: Applicant
    papers: tuple[Any, ...]
    timeline: tuple[Any, ...]
    case: Case
    plan: Plan
    drafts: dict[str, str]
    seen: dict[str, set[int]]
    heads: tuple[str, ...]
    last: LastAct | None = None
    views: dict[str, str] = dataclasses.field(default_factory=dict)
    bound: Mapping[str, Bound] = dataclasses.field(default_factory=dict)
    """The facts taken from papers, by key."""
    notes: tuple[Note, ...] = ()
    twins: tuple[Twin, ...] = ()
    known: frozenset[str] | None = None
    """The papers that were here when this person last left the claim; None for a claim never left."""
    person: str = ""
    """Who reads it; empty without a key."""
    touches: tuple[Touch, ...] = ()
    """Where the claim touches this person's interests while they have not answered for that."""
    touched: Mapping[str, tuple[Touch, ...]] = dataclasses.field(default_factory=dict)
    """The members who have still to answer, for those who watch over that."""
    hints: ClaimHints = dataclasses.field(default_factory=ClaimHints)
    """What the machine noticed; empty until it was worked out, which the desk asks for once the claim is in view."""


def read_hints(conn: Any, number: str) -> ClaimHints:
    """What the machine noticed in a claim, from what was read in its papers so far. Problem ClaimUnknown."""
    from reviewer.casefile import standing
    from reviewer.desk.hinting import hints_of

    return hints_of(conn, number, standing.plan_in_force(conn))


def read_desk(conn: Any, number: str, person: str, now: dt.datetime | None = None) -> DeskPage:
    """Read a claim with its facts, papers, timeline and this person's drafts. Problem ClaimUnknown.

    With the time `now` it also says whether the last act could be taken back.
    """
    from reviewer.casefile import claim_facts, desk_notes, interests, journal, standing, twins

    case = standing.read_case(conn)
    watches = person in case.roster and case.roster[person].role in WATCHES
    claim = as_seen(standing.read_claim(conn, number), person)
    papers = tuple(claim_facts.papers_of(conn, number))
    timeline = tuple(claim_facts.timeline(conn, number, person))
    return DeskPage(
        bound=bound_of(claim, timeline),
        notes=tuple(notes_of(timeline)),
        claim=claim,
        applicant=claim_facts.read_applicant(conn, number),
        papers=papers,
        timeline=timeline,
        case=case,
        plan=standing.plan_in_force(conn),
        drafts=desk_notes.drafts_of(conn, person, number),
        seen=desk_notes.pages_seen(conn, person, [paper.document for paper in papers]),
        heads=tuple(journal.saw_for(conn, "write_note", number, {})),
        views={one.document: desk_notes.view_of(conn, person, one.document) for one in papers},
        last=_last_act(conn, number, person, timeline, now) if now and person else None,
        twins=tuple(twins.twins_of(conn, number)),
        person=person,
        known=desk_notes.papers_known(conn, person, number),
        touches=interests.unanswered(conn, number, person),
        touched=interests.touched_members(conn, number) if watches else {},
    )


def recognised_words(conn: Any, document: str) -> tuple[Word, ...]:
    """The words that a machine recognised in a photo or scan, or in pages that are pictures; none where nothing was."""
    from reviewer.casefile.readings import reading_of

    found = reading_of(conn, document)
    if found is None or found.source == "RECOGNISED":
        return found.words if found is not None else ()
    return tuple(word for word in found.words if word.page in found.recognised)


def twin_documents(twins: Sequence[Twin]) -> frozenset[str]:
    """The papers of a claim that came in another claim as well, or look like one of it."""
    from reviewer.casefile import twins as reused

    return reused.twin_documents(twins)


def taken_back(timeline: Sequence[Any]) -> set[str]:
    """The entries that a later one took back, by uid."""
    return {str(one.facts["entry"]) for one in timeline if one.act in TAKING_BACK}


def _last_act(conn: Any, number: str, person: str, timeline: Sequence[Any], now: dt.datetime) -> LastAct | None:
    from reviewer.casefile import journal

    gone = taken_back(timeline)
    counting = [
        one
        for one in timeline
        if one.act not in TAKING_BACK
        and one.uid not in gone
        and not one.subject.startswith("delivery:")
        and changes_claim(one.act)
    ]
    if not counting:
        return None
    last = counting[-1]
    body = {"entry": last.uid, "undone": last.act, "reason": "?"}
    found = journal.refusals_now(conn, person, "take_back", number, body, now)
    return LastAct(last.uid, last.act, found[0] if found else None)
