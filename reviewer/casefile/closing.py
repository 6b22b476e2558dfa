"""What is still open in the case, each line with a person and a date, and what keeps it from being closed."""

import dataclasses
import datetime as dt
import json

from reviewer.casefile.engine import Connection
from reviewer.casefile.standing import plan_in_force, read_case, read_claims
from reviewer.rules.acts.reopening import review_until
from reviewer.rules.acts.shape import Refusals, Scene
from reviewer.rules.claim import Claim
from reviewer.rules.closing import OPEN_ROUTES
from reviewer.rules.council import Case
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.stage import Stage

CLOSING = "seal_case"
_UNTOUCHED = ("RECEIVED", "ROUTED")


@dataclasses.dataclass(frozen=True)
class OpenLine:
    """A claim that is still open: what is open, who finishes it and by when (None: nobody said)."""

    claim: str
    stage: str
    what: str  # a code of the words under `closing`
    person: str
    by: dt.date | None
    must: bool  # the case is not closed before this is finished


def open_lines(conn: Connection, today: dt.date) -> list[OpenLine]:
    """Everything still open, what must be finished first, then by claim number."""
    case, plan = read_case(conn), plan_in_force(conn)
    secretary = next((one.id for one in case.roster.values() if one.role == "SECRETARY"), "")
    rows = conn.execute(
        "SELECT claim, stage, state, "
        "EXISTS (SELECT 1 FROM papers p WHERE p.claim = claims.claim AND p.relation = 'NEW') AS applied "
        "FROM claims WHERE stage <> 'CLOSED' "
        "AND NOT (stage = 'ROUTED' AND route NOT IN (SELECT value FROM json_each(?)))",
        (json.dumps(OPEN_ROUTES),),
    ).fetchall()
    touched = read_claims(conn, [row["claim"] for row in rows if row["state"]])
    lines = []
    for row in rows:
        claim = touched.get(row["claim"])
        if claim is None:
            what = "to_decide" if row["applied"] else "never_applied"
            lines.append(OpenLine(row["claim"], row["stage"], what, secretary, None, bool(row["applied"])))
        else:
            lines.append(_line(claim, case, plan, today, secretary))
    return sorted(lines, key=lambda line: (not line.must, line.claim))


def _line(claim: Claim, case: Case, plan: Plan, today: dt.date, secretary: str) -> OpenLine:
    what, must, by = _what(claim, plan, today)
    person = claim.second if claim.stage is Stage.PROPOSED else claim.lead
    if claim.stage in (Stage.RESOLVED, Stage.NOTIFIED, Stage.PAID) or claim.stage.value in _UNTOUCHED or not person:
        person = secretary
    if claim.remaining is not None:
        person, by = claim.remaining.person, claim.remaining.by
    return OpenLine(claim.number, claim.stage.value, what, person if person in case.roster else secretary, by, must)


def _what(claim: Claim, plan: Plan, today: dt.date) -> tuple[str, bool, dt.date | None]:
    """What is open, whether it must be finished before the case is closed, and a date that follows from it."""
    if claim.deciding != "ORIGINAL" or claim.stage is Stage.APPEALED:
        due = claim.reopened.due if claim.reopened is not None else None
        return "review_runs" if claim.deciding == "REVIEW" else "opened_again", True, due
    if claim.stage in (Stage.NOTIFIED, Stage.PAID):
        until = review_until(claim, plan)
        if claim.to_pay or claim.on_its_way:
            return "to_pay", True, None
        if until is not None and today <= until:
            return "review_period", True, until
        return "to_close", False, None
    if claim.stage in (Stage.WITHDRAWN, Stage.RESOLVED):
        return "letter_due", True, None
    if claim.stage in (Stage.PAYMENT_LISTED, Stage.PAYMENT_FAILED, Stage.ACCOUNT_FIXED):
        return "to_pay", True, None
    if claim.stage is Stage.SUPPLEMENT_REQUESTED:
        return "records_asked", True, claim.supplements[-1].due
    if claim.stage.value in _UNTOUCHED and not claim.papers:
        return "never_applied", False, None
    return "to_decide", True, None


def refusals(conn: Connection, scene: Scene) -> Refusals:
    """The case is closed only when what must be finished is, and by somebody who saw how much is left."""
    lines = open_lines(conn, scene.day)
    first = next((line for line in lines if line.must), None)
    if first is not None:
        yield Problem("ActNotAllowed", act=scene.act, why="still_to_finish", claim=first.claim)
    elif len(lines) != scene.body["left_open"]:
        found = str(len(lines))
        yield Problem("ActNotAllowed", act=scene.act, why="left_open_differs", found=found)


def finished(conn: Connection, today: dt.date) -> list[str]:
    """The claims that only wait to be closed."""
    return [line.claim for line in open_lines(conn, today) if line.what == "to_close"]
