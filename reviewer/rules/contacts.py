"""Contacts with a claimant: calls, messages, visits and letters, and what was promised in them (domain.md 5.7)."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

KINDS = ("CALL", "MESSAGE", "VISIT", "LETTER")
"""The kinds of contact; a visit has a one-page report."""


@dataclasses.dataclass(frozen=True)
class Contact:
    """One contact as it was recorded; the texts stand under their digests."""

    entry: str
    author: str
    kind: str  # CALL, MESSAGE, VISIT or LETTER
    direction: str  # OUT: to the claimant; IN: from the claimant
    on: dt.date
    time: str = ""  # HH:MM in Korea
    unanswered: bool = False
    person: str = ""
    said: str = ""
    place: str = ""
    promise: str = ""
    promise_due: dt.date | None = None
    settled: str = ""  # KEPT, NOT_KEPT or RELEASED, once somebody said so
    settled_by: str = ""

    @property
    def is_promise_open(self) -> bool:
        """Whether something was promised and nobody said yet what became of it."""
        return self.promise_due is not None and not self.settled


def needed(body: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields without which a contact says too little: who spoke and what, where, and both halves of a promise."""
    if body.get("unanswered"):
        return ()
    promised = ("promise", "promise_due") if body.get("promise") or body.get("promise_due") else ()
    return ("person", "said", *(("place",) if body.get("kind") == "VISIT" else ()), *promised)


def unfitting(body: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields that cannot be: nobody answers only a call from here, and then nothing is said or promised."""
    if (body.get("kind"), body.get("direction")) != ("CALL", "OUT"):
        return ("unanswered",)
    return ("said", "promise", "promise_due") if body.get("unanswered") else ()


def unanswered_calls(contacts: Iterable[Contact]) -> int:
    """How many calls nobody answered; they count as attempts to reach the claimant."""
    return sum(one.unanswered for one in contacts)
