"""Reminding claimants of records that were asked for: who is due one, and one act for each of them at once."""

import datetime as dt
from collections.abc import Sequence

from reviewer.casefile import claims as claim_rows
from reviewer.casefile import journal, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.engine import Connection
from reviewer.casefile.keys import Signer
from reviewer.desk.deciding import next_letter
from reviewer.rules.acts.supplementing import may_remind

RUNNING = claim_rows.Filter(stage=frozenset({"SUPPLEMENT_REQUESTED"}), where={"hold": ""})


def reminders_due(conn: Connection, today: dt.date) -> list[str]:
    """The claims whose claimant is due a reminder on this day, the earliest due date first."""
    plan = standing.plan_in_force(conn)
    lines = claim_rows.lines(conn, list(claim_rows.order(conn, RUNNING, "due", False)))
    near = [line.claim for line in lines if line.due]
    claims = standing.read_claims(conn, near)
    return [number for number in near if may_remind(claims[number].supplements[-1], plan, today)]


def remind(case_file: CaseFile, signer: Signer, numbers: Sequence[str], *, now: dt.datetime) -> int:
    """Record a reminder on each of these claims, all of them or none; the letters then wait in the queue."""
    first = next_letter(standing.read_case(case_file.writer), signer.member, now=now)
    head, _, count = first.rpartition("-")
    wishes = [
        ("remind_supplement", number, {"letter_no": f"{head}-{int(count) + place:0{len(count)}d}"}, now)
        for place, number in enumerate(numbers)
    ]
    return len(journal.append_many(case_file, signer, wishes))
