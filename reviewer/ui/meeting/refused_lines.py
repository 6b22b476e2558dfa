"""Which lines of a list an act would refuse: asked of the very rules that refuse it, before anybody presses."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from reviewer.desk.wording import word_for
from reviewer.rules.problem import Problem
from reviewer.ui.problems import what
from reviewer.ui.wording import language


@dataclasses.dataclass(frozen=True)
class Refused:
    """The claims that would be refused, each with its problem, and what is wrong with the act as a whole."""

    claims: Mapping[str, Problem] = dataclasses.field(default_factory=dict)
    whole: Problem | None = None


NONE = Refused()
ASKED_APART = {"urgent_reason": "–"}
"""Why an item comes late is asked for in a line of its own; it refuses no claim of the list."""


def read_refused(
    conn: Any, person: str, act: str, subject: str, body: Mapping[str, Any], now: dt.datetime
) -> Refused:  # fmt: skip
    """Ask for all claims of the body at once (reader lane)."""
    from reviewer.casefile import journal

    claims: dict[str, Problem] = {}
    whole: Problem | None = None
    for problem in journal.refusals_now(conn, person, act, subject, body, now):
        number = str(problem.facts.get("claim", ""))
        if number in body["claims"]:
            claims.setdefault(number, problem)
        else:
            whole = whole or problem
    return Refused(claims, whole)


def in_a_line(problem: Problem) -> str:
    """Why, short enough for a line of a table."""
    why = str(problem.facts.get("why", "")) if problem.code == "ActNotAllowed" else ""
    return word_for("why", why, language()) if why else what(problem)
