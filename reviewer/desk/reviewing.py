"""Reviewing a claim: what the second reviewer goes through again, and asking for more evidence."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from reviewer.casefile import journal, standing
from reviewer.casefile.case_file import CaseFile
from reviewer.casefile.journal import Entry
from reviewer.casefile.keys import Signer
from reviewer.rules.asking import needed_lines
from reviewer.rules.calendar import KOREA, Calendar
from reviewer.rules.claim import Claim
from reviewer.rules.plan import Plan
from reviewer.rules.problem import Problem
from reviewer.rules.verdicts import blocking_checks


def korean_day(moment: dt.datetime) -> dt.date:
    """The calendar day in Korea at this moment."""
    return moment.astimezone(KOREA).date()


def calendar_of(plan: Plan) -> Calendar:
    """The plan's working days."""
    return Calendar(plan.holidays, frozenset(day.year for day in plan.holidays))


def supplement_items(claim: Claim, plan: Plan) -> list[dict[str, str]]:
    """The lines a request for more evidence would hold by itself, one for each kind of paper and reason."""
    return [line.item for line in needed_lines(claim, plan)]


def request_supplement(
    case_file: CaseFile,
    signer: Signer,
    claim_number: str,
    *,
    now: dt.datetime,
    items: Sequence[dict[str, str]] | None = None,
    due: dt.date | None = None,
    saw: Sequence[str] | None = None,
) -> Entry:
    """Ask a claimant for more evidence; by default what the checks call for, within the plan's period.

    Raises DecisionIncomplete when nothing is wanted, and what the act itself refuses.
    """
    plan = standing.plan_in_force(case_file.writer)
    case = standing.read_case(case_file.writer)
    claim = standing.read_claim(case_file.writer, claim_number)
    wanted = list(items) if items is not None else supplement_items(claim, plan)
    if not wanted:
        raise Problem("DecisionIncomplete", claim=claim_number, what="nothing_wanted", check="")
    today = korean_day(now)
    day = due or calendar_of(plan).due(today, plan.settings.supplement_days)
    computer = case.roster[signer.member].computer
    body: dict[str, Any] = {
        "items": wanted,
        "due": day.isoformat(),
        "letter_no": case.next_number("letter", today.year, computer, 4),
    }
    return journal.append(case_file, signer, "request_supplement", claim_number, body, made_at=now, saw=saw)


def second_check(claim: Claim, plan: Plan) -> list[dict[str, str]]:
    """The blocking checks as they were answered: what a second reviewer who agrees signs line by line."""
    return [
        {"check": check.code, "result": answer.result} | ({"document": document} if document else {})
        for document, check, answer in blocking_checks(claim, plan)
        if answer is not None
    ]
