"""What the letters place shows: letters that may leave, wait or are held back, and the register of those that left."""

import dataclasses
import datetime as dt
from array import array
from collections.abc import Sequence
from typing import Any

from reviewer.rules.problem import Problem
from reviewer.rules.searching import Term

READY, WAITING, HELD = "READY", "WAITING", "HELD"


@dataclasses.dataclass(frozen=True)
class QueueLine:
    """A letter not issued yet; `until` is the end of its outbox hour, `stop` what holds it back."""

    due: Any  # desk.outbox.Due
    trade_name: str
    disposition: str
    award: int | None
    state: str
    until: dt.datetime | None = None
    stop: Problem | None = None


def read_queue(conn: Any, now: dt.datetime) -> list[QueueLine]:
    """Every letter not issued yet (reader lane); stops are looked for afterwards with `look_for_stops`."""
    from reviewer.casefile import claims as claim_rows
    from reviewer.casefile import registers, standing
    from reviewer.desk import outbox

    plan = standing.plan_in_force(conn)
    numbers = claim_rows.with_letters_due(conn)
    names = {line.claim: line.trade_name or line.representative for line in registers.fixed_lines(conn, numbers)}
    found = []
    for number in numbers:
        claim = standing.read_claim(conn, number)
        for due in outbox.letters_of(claim):
            decision = claim.decision if due.kind == "DECISION" else None
            until = outbox.outbox_ends(claim, plan) if decision is not None else None
            state = WAITING if until is not None and until > now else READY
            outcome, award = (decision.disposition, decision.award) if decision else ("", None)
            found.append(QueueLine(due, names.get(number, ""), outcome, award, state, until))
    return sorted(found, key=lambda line: (line.state != READY, line.due.letter_no))


def look_for_stops(case_file: Any, lines: Sequence[QueueLine], issued_on: dt.date) -> list[QueueLine]:
    """The lines again, held back where a hard stop keeps the letter from leaving (domain.md 4.7)."""
    return [dataclasses.replace(line, **_stopped(case_file, line, issued_on)) for line in lines]


def _stopped(case_file: Any, line: QueueLine, issued_on: dt.date) -> dict[str, Any]:
    from reviewer.desk import outbox

    try:
        outbox.compose_in(case_file, line.due, ("ko", "en"), issued_on)
    except Problem as problem:
        return {"state": HELD, "stop": problem}
    return {}


@dataclasses.dataclass(frozen=True)
class RegisterLine:
    """A letter in one language as the register lists it: registers.LetterLine, and what is known last of its way."""

    letter: Any
    name: str
    replaced_by: str = ""
    last: Any = None  # rules.issued.Delivery


@dataclasses.dataclass(frozen=True)
class Story:
    """All that is known of a letter that left: desk.letter_register.Registered, and the texts of its deliveries."""

    one: Any
    texts: dict[str, str]


def read_register(conn: Any, terms: Sequence[Term]) -> tuple["array[int]", int]:
    """The ids of the letters in which every word stands, the latest first, and how many letters left (reader lane)."""
    from reviewer.casefile import registers

    return registers.letter_ids(conn, terms), registers.letter_count(conn)


def read_lines(conn: Any, ids: Sequence[int]) -> list[RegisterLine | None]:
    """The lines of these letters, in their order; None for one that is gone."""
    from reviewer.casefile import registers
    from reviewer.desk.letter_register import ways_of

    found = registers.letters_by_id(conn, ids)
    ways = ways_of(conn, (letter for letter, _ in found.values()))
    return [
        RegisterLine(*found[one], *ways.get(found[one][0].letter_no, ("", None))) if one in found else None
        for one in ids
    ]


def read_story(conn: Any, letter_no: str) -> Story | None:
    """What happened to a letter after it left (reader lane)."""
    from reviewer.casefile import standing
    from reviewer.desk.letter_register import registered

    for one in registered(conn, [letter_no]):
        texts = {text for step in one.deliveries for text in (step.tracking, step.by, step.note) if text}
        return Story(one, {text: standing.kept_text(conn, text) for text in texts})
    return None
