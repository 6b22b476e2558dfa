"""Reads the case as it stood at a moment; everything here runs on a lane of its own."""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from reviewer.rules.blind import as_seen
from reviewer.rules.claim import Claim
from reviewer.rules.council import Case
from reviewer.rules.plan import Plan

SHOWN = 500
"""So many claims of a search are listed; the others are counted."""


@dataclasses.dataclass(frozen=True)
class Told:
    """The moment that was asked for, how many entries were made up to then, and the last entry of every key."""

    at: str
    entries: int
    heads: Mapping[str, Mapping[str, Any]]


@dataclasses.dataclass(frozen=True)
class PastClaim:
    """One claim as it stood: facts masked as in a list, the plan and the roster in force then, what was done."""

    claim: Claim
    facts: Mapping[str, Any]
    case: Case
    plan: Plan
    names: Mapping[str, str]
    timeline: tuple[Any, ...]


class PastReader:
    """Holds the case of one moment in memory; made, used and left on one lane."""

    def __init__(self, case_file: Any) -> None:
        """`case_file` is the case as it stands; nothing is read yet."""
        self._case_file = case_file
        self._held = contextlib.ExitStack()
        self._past: Any = None

    def go(self, at: dt.datetime, tick: Callable[[], None]) -> Told:
        """Add the case up as of `at`; `tick` is called all along, and what it raises ends the work."""
        from reviewer.casefile.as_of import as_of

        self.leave()
        self._past = self._held.enter_context(as_of(self._case_file, at, tick))
        found = self._past.told()
        return Told(found["at"], found["entries"], found["heads"])

    def lines(self, words: str, *, composing: bool = False) -> tuple[int, list[Any]]:
        """How many claims match, and the first of them as lines of a list, masked; `composing` as in `terms_of`."""
        from reviewer.casefile import claims

        conn = self._past.reader()
        ids = claims.order(conn, claims.Filter(words=words, composing=composing), "claim", False)
        return len(ids), claims.lines(conn, ids[:SHOWN])

    def claim(self, number: str) -> PastClaim:
        """One claim. Problem ClaimUnknown."""
        from reviewer.casefile import claim_facts, standing
        from reviewer.desk.showing import masked_facts

        conn = self._past.reader()
        return PastClaim(
            as_seen(standing.read_claim(conn, number), ""),
            masked_facts(claim_facts.read_applicant(conn, number)),
            standing.read_case(conn),
            standing.plan_in_force(conn),
            standing.member_names(conn),
            tuple(claim_facts.timeline(conn, number)),
        )

    def leave(self) -> None:
        """Let go of the moment and of the reading connection of this lane."""
        self._past = None
        self._held.close()
        self._case_file.release()
