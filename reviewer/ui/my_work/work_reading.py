"""What My work reads: the claims that wait for a reviewer, or for the secretary, by tile."""

import dataclasses
import datetime as dt
from decimal import Decimal
from typing import Any

from reviewer.rules.acts.quality import may_check
from reviewer.rules.council import Case
from reviewer.ui.wording import day

LEADS = ("ASSIGNED", "IN_REVIEW", "RETURNED", "SUPPLEMENT_RECEIVED", "SUPPLEMENT_EXPIRED")
SECONDS = ("PROPOSED",)
FOR_MEETING = ("ON_AGENDA", "CHECKED", "DEFERRED")
SOON = dt.timedelta(7)


@dataclasses.dataclass(frozen=True)
class Work:
    """What waits for one person: ids of claims by tile.

    `meeting_on` is the day of the next meeting, once convened; `left_open` that of one whose day has passed.
    `promised` says in words what was promised and by when, for every claim with a promise that falls due.
    """

    groups: dict[str, list[int]]
    meeting_on: dt.date | None = None
    left_open: dt.date | None = None
    promised: dict[int, tuple[str, ...]] = dataclasses.field(default_factory=dict)


def read_member_work(conn: Any, person: str, today: dt.date) -> Work:
    """What waits for a reviewer: tiles waiting, due, sent_back, held and promises (reader lane)."""
    from reviewer.casefile import claims

    waiting: list[int] = []
    groups: dict[str, list[int]] = {"waiting": waiting, "due": [], "sent_back": [], "held": [], "promises": []}
    if not person:
        return Work(groups)
    mine = claims.lines(conn, list(claims.order(conn, claims.Filter(lead=person), "due", False)))
    seconds = claims.Filter(second=person, stage=frozenset(SECONDS))
    others = claims.lines(conn, list(claims.order(conn, seconds, "due", False)))
    for line in mine:
        if line.hold:
            groups["held"].append(line.id)
        elif line.stage in LEADS:
            waiting.append(line.id)
        if line.stage == "RETURNED" and not line.hold:
            groups["sent_back"].append(line.id)
    waiting += [line.id for line in others]
    limit = (today + SOON).isoformat()
    groups["due"] = [line.id for line in (*mine, *others) if line.due and line.due <= limit]
    promised = _promised(conn, today, person)
    groups["promises"] = list(promised)
    return Work(groups, promised=promised)


def _promised(conn: Any, today: dt.date, person: str = "") -> dict[int, tuple[str, ...]]:
    """The promises that fall due within 7 days or fell due before, by claim, the earliest first.

    A person sees those of their own contacts and of the claims they lead; without one all are listed.
    """
    from reviewer.casefile.promises import promises_due

    found: dict[int, tuple[str, ...]] = {}
    for one in promises_due(conn, today + SOON):
        if not person or person in (one.author, one.lead):
            found[one.id] = (*found.get(one.id, ()), f"{day(one.due)} {one.text}")
    return found


def read_looks(conn: Any, person: str, share: Decimal) -> list[int]:
    """The claims of the lanes that were drawn for a second look and that somebody else routed (reader lane)."""
    from reviewer.casefile import lanes

    return list(lanes.looks_due(conn, share, person)) if person else []


def read_samples(conn: Any, person: str, case: Case) -> list[int]:
    """The claims whose decision was drawn for a sample check that this person may make (reader lane)."""
    from reviewer.casefile import claims, quality

    member = case.roster.get(person)
    return [claims.id_of(conn, claim.number) for claim in quality.waiting(conn) if may_check(claim, member)]


def read_unassigned(conn: Any) -> list[int]:
    """The claims that wait for reviewers, whole or for a seat that fell empty (reader lane)."""
    from reviewer.casefile import assignments

    return list(assignments.unassigned(conn))


def read_desk_work(conn: Any, case: Case, today: dt.date) -> Work:
    """What waits for the secretary, by the secretary's tiles (reader lane)."""
    from reviewer.casefile import claims, quality, registers
    from reviewer.desk.reminding import reminders_due

    def at(*stages: str) -> list[int]:
        return list(claims.order(conn, claims.Filter(stage=frozenset(stages)), "due", False))

    now, limit = today.isoformat(), (today + SOON).isoformat()
    asked = claims.lines(conn, at("SUPPLEMENT_REQUESTED"))
    reviews = claims.lines(
        conn, at("APPEALED", "IN_REVIEW", "PROPOSED", "RETURNED", "CHECKED", "ON_AGENDA", "DEFERRED")
    )
    promised = _promised(conn, today)
    convened = [one.date for one in case.meetings.values() if one.state == "CONVENED"]
    held = {claim.number for claim in quality.waiting(conn)}
    return Work(
        {
            "letters": [claims.id_of(conn, number) for number in claims.with_letters_due(conn) if number not in held],
            "deadlines": [
                *(line.id for line in asked if now <= line.due <= limit),
                *(line.id for line in reviews if line.due and line.due <= limit),
            ],
            "promises": list(promised),
            "reminders": [claims.id_of(conn, number) for number in reminders_due(conn, today)],
            "overdue": [line.id for line in asked if line.due < now],
            "failed": [claims.id_of(conn, number) for number in registers.payment_failed(conn)],
            "meeting": [one for stage in FOR_MEETING for one in at(stage)],
        },
        min((day for day in convened if day >= today), default=None),
        max((day for day in convened if day < today), default=None),
        promised,
    )
