"""A letter from what the journal adds up to now: the case, the names, the plan and the wording in force."""

import datetime as dt
from functools import lru_cache
from typing import Any

from reviewer.casefile import standing
from reviewer.casefile.claim_facts import read_applicant
from reviewer.casefile.decision_rows import member_names
from reviewer.letters.content import Letter
from reviewer.letters.letter import compose
from reviewer.letters.wording import read_wording
from reviewer.rules.claim import Claim, Decision
from reviewer.rules.supplement import Supplement

_wording_from = lru_cache(maxsize=2)(read_wording)


def compose_now(
    conn: Any, claim: Claim, kind: str, matter: Decision | Supplement, lang: str, *, issued_on: dt.date, both: bool,
    draft: bool,
) -> Letter:  # fmt: skip
    """The letter of a kind (DECISION or SUPPLEMENT) about one matter of a claim; `both` is in two languages.

    Raises CalendarUnknown for a day beyond the plan's holidays.
    """
    return compose(
        kind,
        claim=claim,
        matter=matter,
        applicant=read_applicant(conn, claim.number),
        case=standing.read_case(conn),
        names=member_names(conn),
        plan=standing.plan_in_force(conn),
        wording=_wording_from(standing.wording_in_force(conn)),
        lang=lang,
        issued_on=issued_on,
        both_languages=both,
        draft=draft,
    )
